"""A check as a text for the terminal: first what was compared, then the findings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glocal.coherence.check import Report
from glocal.loading.check_report_words import check_report_words
from glocal.loading.coherence_words import coherence_words
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.effects_check import Severity
from glocal.reports.finding_words import FindingWords
from glocal.reports.told_findings import Told, by_cause
from glocal.text.sentences import day_words, isolated, plain

WIDTH = 88


@dataclass(frozen=True)
class Shown:
    """What a text lists, and how much it does not: less severe, known before, known and gone.

    ``is_empty`` when the portfolio has no provision that could have been checked.
    """

    told: tuple[Told, ...]
    hidden: int = 0
    before: int = 0
    gone: int = 0
    is_empty: bool = False


def check_text(report: Report, shown: Shown, name: str, rules: Sequence[str], language: str) -> str:
    """The whole text; ``name`` is that of the portfolio, ``rules`` are the codes that ran."""
    head = [isolated(name), *_head(report, rules, language), "", *_found(shown, rules, language)]
    problems = [one for one in shown.told if not one.words.opportunity]
    chances = [one for one in shown.told if one.words.opportunity]
    parts = {
        vocabulary_words("axes", language)[axis.value]: groups
        for axis, groups in by_cause(problems).items()
    }
    if chances:
        title = check_report_words(language).found["opportunities"]
        parts[title] = tuple((one,) for one in chances)
    seen: set[tuple[str, str]] = set()
    lines = [
        line for title, groups in parts.items() for line in _part(title, groups, seen, language)
    ]
    return plain("\n".join([*head, *lines])) + "\n"


def _part(
    title: str, groups: Sequence[Sequence[Told]], seen: set[tuple[str, str]], language: str
) -> Iterator[str]:
    """The findings of one axis; ``seen`` are the variants that have been told in full."""
    yield from ("", title.upper())
    for first, *others in groups:
        kind = (first.finding.rule, first.finding.variant)
        # What is missing everywhere in the same way need not be explained every time.
        is_short = kind in seen and not first.finding.provisions
        seen.add(kind)
        yield ""
        yield from _finding(first, language, is_short=is_short)
        if others:
            yield f"    {check_report_words(language).part['siblings']}:"
        for one in others:
            yield from _item(f"{one.words.title} ({_mark(one, language)}). {one.words.lead}")


def _head(report: Report, rules: Sequence[str], language: str) -> Iterator[str]:
    words, found = check_report_words(language), report.coverage
    said = words.compared
    levels = vocabulary_words("levels", language)
    slots = [f"{words.slots[key]} {count}" for key, count in found.not_recorded.items() if count]
    yield from _wrapped(
        words.checked.format(
            date=day_words(report.as_of, coherence_words(language)),
            taxonomy=found.taxonomy,
            rules=" ".join(rules),
        ),
        "",
    )
    yield ""
    yield said["title"]
    counted = ", ".join(f"{levels[level]} {count}" for level, count in found.by_level.items())
    yield from _wrapped(
        said["policies"].format(
            policies=found.policies, provisions=found.provisions, levels=counted or "–"
        )
    )
    yield from _wrapped(
        said["pairs"].format(
            pairs=f"{found.pairs:,}",
            compared=f"{found.pairs_compared:,}",
            skipped=f"{found.pairs_skipped:,}",
        )
    )
    yield from _wrapped(said["left-out"].format(count=found.left_out))
    yield from _wrapped(
        said["core"].format(addressed=found.core_addressed, core=found.core_services)
    )
    if slots:
        yield from _wrapped(said["recorded"].format(items=", ".join(slots)))


def _found(shown: Shown, rules: Sequence[str], language: str) -> Iterator[str]:
    words = check_report_words(language)
    severities = vocabulary_words("severities", language)
    problems = [one for one in shown.told if not one.words.opportunity]
    counts = [
        words.found["counts"].format(severity=severities[severity.value], count=count)
        for severity in reversed(Severity)
        if (count := sum(one.finding.severity is severity for one in problems))
    ]
    yield words.found["title"]
    if shown.is_empty and not shown.told:
        yield from _wrapped(words.found["empty"])
    elif not rules:
        yield from _wrapped(words.found["no-rules"])
    elif not shown.told and not shown.hidden and not shown.before:
        yield from _wrapped(words.found["none"])
    if counts:
        yield from _wrapped(" · ".join(counts))
    for count, sentence in (
        (shown.hidden, words.found["hidden"]),
        (shown.before, words.known["before"]),
        (shown.gone, words.known["gone"]),
    ):
        if count:
            yield from _wrapped(sentence.format(count=count))


def _finding(one: Told, language: str, *, is_short: bool = False) -> Iterator[str]:
    words, said = one.words, check_report_words(language).part
    yield from textwrap.wrap(words.title, WIDTH)
    yield f"  {_mark(one, language)}"
    yield from _wrapped(words.lead)
    for number, step in enumerate(() if is_short else words.steps, 1):
        yield from textwrap.wrap(
            step, WIDTH, initial_indent=f"    {number}. ", subsequent_indent="       "
        )
    yield from _list(said["hit"], words.hit)
    yield from _list(said["revealed"], words.revealed)
    yield from _list(said["where"], (*words.where, words.when))
    yield from _list(said["phases"], words.phases)
    yield from _list(said["standing"], (words.standing,) if words.standing else ())
    yield from _list(said["beside"], one.beside)
    if one.ratings and not is_short:
        yield f"    {said['ratings']}:"
        for line in one.ratings:
            yield from _item(line)
    if words.reasons and not is_short:
        yield f"    {said['reasons']}:"
        for reason in words.reasons:
            yield from _item(reason)
    yield from _mends(words, said["mends"])
    touched = [
        f"{said[kind]} {', '.join(item.code for item in items)}"
        for kind, items in (("indicators", words.indicators), ("sdg", words.sdg))
        if items and not is_short
    ]
    yield from _list(said["touches"], touched)


def _mends(words: FindingWords, title: str) -> Iterator[str]:
    if words.mends:
        yield f"    {title}:"
    for mend in words.mends:
        effort = f"{mend.effort_words[:1].upper()}{mend.effort_words[1:]}."
        yield from _item(f"{mend.short}. {mend.competent} {effort}")


def _mark(one: Told, language: str) -> str:
    """Rule, severity, certainty and id, as in ``C3 · serious · certain · c3-1e9de5d39e``."""
    severity = one.words.severity.lower()
    certainty = coherence_words(language).word("certainty-short", one.finding.certainty.value)
    return f"{one.finding.rule} · {severity} · {certainty} · {one.finding.id}"


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from _wrapped(f"{title}: {'; '.join(items)}", "    ")


def _item(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent="    - ", subsequent_indent="      ")


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
