#!/usr/bin/env python3
"""Write a reference page for each rule of the coherence check, from its data and its words.

    scripts/make_rule_pages.py     write docs/reference/rules/*.md anew

The pages say what the files in ``knowledge/rules`` say and nothing else; a test compares them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from glocal.loading.catalogue import MAIN_FRAMEWORK, framework, framework_text
from glocal.loading.coherence_words import coherence_words
from glocal.loading.library import practice_text
from glocal.loading.rules import rule_words, rules
from glocal.loading.templates import PLACEHOLDER
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.rule import Rule, RuleWords

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules"
DATA = "../../../src/glocal/knowledge/rules"
LANGUAGE = "en"


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    found = {name_of(code): page(rule) for code, rule in rules().items()}
    return {"README.md": index(), **found}


def name_of(code: str) -> str:
    """The file of a rule's page."""
    return f"{code.lower()}.md"


def index() -> str:
    """The list of all rules."""
    lines = [
        "# Rules of the coherence check",
        "",
        "One page a rule, made from its data and its words by `scripts/make_rule_pages.py`: what",
        "it finds, why it matters, when it stays silent, how a finding is mended, and on what it",
        "rests. `glocal validate` checks the files.",
        "",
        "| rule | what it finds | severity | certainty at best |",
        "|---|---|---|---|",
    ]
    for code, rule in rules().items():
        text = rule_words(code, LANGUAGE)
        severity = _words("severities", dict.fromkeys(rule.severity.values()))
        certainty = ", ".join(dict.fromkeys(item.value for item in rule.certainty.values()))
        lines.append(f"| [{code}]({name_of(code)}) | {text.title} | {severity} | {certainty} |")
    lines += [
        "",
        "S1 and S2 show opportunities, all others potential misalignments. What the engine learns",
        "of a case may lower a finding from certain to possible, never raise it; a core service",
        "raises moderate to serious where the rule says so.",
        "",
    ]
    return "\n".join(lines)


def page(rule: Rule) -> str:
    """The page of one rule."""
    text = rule_words(rule.code, LANGUAGE)
    lines = [
        f"# {rule.code}: {text.title}",
        "",
        f"Made from [{rule.code}.yaml]({DATA}/{rule.code}.yaml) and "
        f"[its words]({DATA}/text/{LANGUAGE}/{rule.code}.yaml). [All rules](README.md)",
        "",
        *_section("What it is", text.what),
        *_section("Why it matters", text.why),
        *_section("How Glocal finds it", text.how),
        "## When it stays silent",
        *(f"- {line}" for line in text.silent),
        "",
        *_variants(rule, text),
        *_mends(rule, text),
        *_section("An example", text.example),
        *_section("Limits", text.limits),
        *_touches(rule),
        "## Source",
        *(_source(rule)),
        "",
    ]
    return "\n".join(lines)


def _section(title: str, text: str) -> list[str]:
    return [f"## {title}", text, ""]


def _variants(rule: Rule, text: RuleWords) -> Iterator[str]:
    yield "## What a finding says"
    yield "Words in ‹angle quotes› are put in from the portfolio."
    yield ""
    for name, words in text.variants.items():
        yield f"### `{name}`"
        yield f"**{_open(words.title)}**"
        yield ""
        facts = [f"severity: {_words('severities', [rule.severity[name]])}"]
        facts.append(f"certainty at best: {rule.certainty[name].value}")
        if rule.core_raises and rule.severity[name].value == "medium":
            facts.append("serious when a core service is concerned")
        if rule.restricted:
            facts.append("shown only to those who may see it")
        yield f"{'; '.join(facts)}."
        yield ""
        yield _open(words.lead)
        yield ""
        for number, line in enumerate(words.narrative, start=1):
            told = f"{_open(words.step)} (once for each)" if line == "{steps}" else _open(line)
            yield f"{number}. {told}"
        reasons = rule.reasons.get(name, ())
        if reasons:
            yield ""
            yield "Only possible, because:"
            yield ""
            for code in reasons:
                yield f"- {coherence_words(LANGUAGE).word('reason', code)}"
        yield ""


def _mends(rule: Rule, text: RuleWords) -> Iterator[str]:
    words = coherence_words(LANGUAGE)
    yield "## How it is mended"
    yield "| mend | what to do | who usually decides | kind | effort |"
    yield "|---|---|---|---|---|"
    for key, mend in rule.mends.items():
        told = text.mends[key]
        only = "" if mend.variants == rule.variants else f" (only {', '.join(mend.variants)})"
        cells = [
            f"`{key}`{only}: {told.name}",
            told.do,
            told.who,
            words.word("edit", mend.kind.value),
            f"{mend.effort}: {words.word('effort', str(mend.effort))}",
        ]
        yield f"| {' | '.join(_open(cell) for cell in cells)} |"
    yield ""


def _touches(rule: Rule) -> Iterator[str]:
    main = framework(MAIN_FRAMEWORK)
    titles = framework_text(main.id, main.version, LANGUAGE).indicators
    yield "## What it touches"
    told = "; ".join(f"{code} {titles[code].title}" for code in rule.indicators)
    yield f"- Indicators: {told}."
    targets = vocabulary_words("sdg-targets", LANGUAGE)
    yield f"- SDG targets: {'; '.join(f'{item} {targets[item]}' for item in rule.sdg)}."
    objectives = vocabulary_words("gcm-objectives", LANGUAGE)
    named = "; ".join(f"{item} {objectives[str(item)]}" for item in rule.gcm)
    yield f"- Objectives of the Global Compact for Migration: {named}."
    yield "- Practices that show others at work:"
    for name in rule.practices:
        yield f"  - {practice_text(name, LANGUAGE).title} (`{name}`)"
    yield ""


def _source(rule: Rule) -> Iterator[str]:
    for source in rule.sources:
        title = f"[{source.title}]({source.url})" if source.url else source.title
        yield f"- {source.by} ({source.date}), {title}."


def _words(vocabulary: str, ids: Iterable[str]) -> str:
    words = vocabulary_words(vocabulary, LANGUAGE)
    return ", ".join(words[str(item)].lower() for item in ids)


def _open(text: str) -> str:
    return re.sub(PLACEHOLDER, r"‹\1›", text)


def main() -> int:
    """Write the pages, and take away those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(made)} pages in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
