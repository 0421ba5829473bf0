"""``glocal rules``: the rules of the coherence check, explained."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from typing import Any

from glocal.cli.command import Commands, add, print_json
from glocal.errors import UnknownNameError
from glocal.loading.families import LANGUAGES
from glocal.loading.rules import rule_words, rules
from glocal.loading.schema import nearest
from glocal.loading.templates import PLACEHOLDER
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.rule import Rule, RuleWords
from glocal.reports.check_record import plain_values

EXAMPLE = """  glocal rules
  glocal rules C3
  glocal rules C4b --language fr --json"""
WIDTH = 88


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(commands, "rules", run, "Explain the rules of the coherence check.", EXAMPLE)
    parser.add_argument("code", nargs="?", metavar="CODE", help="one rule (default: a list of all)")
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="language of the texts (default: en)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one rule in full, or a line for each."""
    codes = [_known(arguments.code)] if arguments.code else list(rules())
    told = [(rules()[code], rule_words(code, arguments.language)) for code in codes]
    if arguments.json:
        records = [_record(rule, words) for rule, words in told]
        print_json(records[0] if arguments.code else records)
    elif arguments.code:
        print("\n".join(_full(*told[0], arguments.language)))
    else:
        for rule, words in told:
            print(f"{rule.code:<4} {words.title}")
    return 0


def _known(typed: str) -> str:
    codes = {code.lower(): code for code in rules()}
    if typed.lower() not in codes:
        mend = nearest(typed.lower(), set(codes)) or f"There are: {', '.join(codes.values())}."
        raise UnknownNameError(f"There is no rule {typed!r}. {mend}")
    return codes[typed.lower()]


def _record(rule: Rule, words: RuleWords) -> dict[str, Any]:
    value: dict[str, Any] = plain_values(rule)
    return {**value, "words": plain_values(words)}


def _full(rule: Rule, words: RuleWords, language: str) -> Iterator[str]:
    severities = vocabulary_words("severities", language)
    yield f"{rule.code}  {words.title}"
    for paragraph in (words.what, words.why, words.how):
        yield ""
        yield from textwrap.wrap(paragraph, WIDTH)
    yield ""
    for name, severity in rule.severity.items():
        yield f"  {name}: {severities[severity.value].lower()}, {rule.certainty[name].value}"
    yield ""
    yield from _items(words.silent, "×")
    yield ""
    names = [PLACEHOLDER.sub("…", mend.name) for mend in words.mends.values()]
    mends = zip(names, words.mends.values(), strict=True)
    yield from _items([f"{name}. {mend.who}" for name, mend in mends], "+")
    yield ""
    yield from textwrap.wrap(words.example, WIDTH)
    yield ""
    yield from textwrap.wrap(words.limits, WIDTH)
    yield ""
    codes = [f"{' '.join(rule.indicators)}", f"SDG {' '.join(rule.sdg)}"]
    yield "  ".join(code for code in codes if code.strip())
    for source in rule.sources:
        yield from textwrap.wrap(
            f"{source.by}, {source.title} ({source.date}). {source.url}".strip(), WIDTH
        )


def _items(items: list[str] | tuple[str, ...], sign: str) -> Iterator[str]:
    for item in items:
        yield from textwrap.wrap(item, WIDTH, initial_indent=f"  {sign} ", subsequent_indent="    ")
