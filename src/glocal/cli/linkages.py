"""``glocal linkages``: how migration and each sector affect one another."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from glocal.cli.command import Commands, add, print_json
from glocal.errors import UnknownNameError
from glocal.loading.library import (
    effects_check,
    effects_check_words,
    linkage_text,
    linkages,
)
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.effects_check import CheckQuestion, CheckWords
from glocal.model.linkage import Linkage, LinkageText, Point
from glocal.model.provenance import Provenance

EXAMPLE = """  glocal linkages
  glocal linkages health
  glocal linkages education --language es --json"""
WIDTH = 88


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands, "linkages", run, "How migration and a sector affect one another.", EXAMPLE
    )
    parser.add_argument(
        "sector", metavar="SECTOR", nargs="?", help="the id of a sector; default: list them"
    )
    parser.add_argument("--language", default="en", help="language of the texts (default: en)")


def run(arguments: argparse.Namespace) -> int:
    """Print every sector with the heart of its linkage, or all of one."""
    language = arguments.language
    if arguments.sector is None:
        return _list(language, as_json=arguments.json)
    linkage = linkages().get(arguments.sector)
    if linkage is None:
        raise UnknownNameError(
            f"There is no linkage of a sector {arguments.sector!r}. "
            f"There are: {', '.join(linkages())}."
        )
    text = linkage_text(linkage.sector, language)
    if arguments.json:
        print_json(_json(linkage, text, language))
    else:
        print("\n".join(_lines(linkage, text, language)))
    return 0


def _list(language: str, *, as_json: bool) -> int:
    names = vocabulary_words("sectors", language)
    texts = {sector: linkage_text(sector, language) for sector in linkages()}
    if as_json:
        print_json(
            [
                {
                    "sector": sector,
                    "name": names[sector],
                    "in_short": text.in_short,
                    "questions": len(linkages()[sector].questions),
                    "language": text.provenance.language,
                    "status": text.provenance.status,
                    "stale": text.provenance.stale,
                }
                for sector, text in texts.items()
            ]
        )
        return 0
    for sector, text in texts.items():
        print(f"{sector}  {names[sector]}")
        print("\n".join([*_origin(text.provenance, language), *_wrapped(text.in_short), ""]))
    print(f"{len(texts)} sectors.")
    return 0


def _json(linkage: Linkage, text: LinkageText, language: str) -> dict[str, Any]:
    general = effects_check_words(language)
    return {
        "structure": asdict(linkage),
        "text": asdict(text),
        "general_questions": [asdict(one) | asdict(general[one.key]) for one in effects_check()],
    }


def _lines(linkage: Linkage, text: LinkageText, language: str) -> list[str]:
    names, axes = vocabulary_words("sectors", language), vocabulary_words("axes", language)
    targets = vocabulary_words("sdg-targets", language)
    objectives = vocabulary_words("gcm-objectives", language)
    lines = [f"{linkage.sector}  {names[linkage.sector]}", *_origin(text.provenance, language)]
    lines += [*_wrapped(text.in_short), ""]
    lines += _points("What migration changes in this sector", text.migration_affects)
    arrive = "arrive" if text.transit else "arrive or pass through"
    lines += _points(f"Its policies where people {arrive}", text.destination)
    lines += _points("Its policies where people pass through", text.transit)
    lines += _points("Its policies where people come from and return to", text.origin)
    lines += _points("Synergies to pursue", text.synergies)
    lines += _points("Side effects to watch", text.side_effects)
    for axis, points in text.incoherences.items():
        lines += _points(f"Typical incoherences. {axes.get(axis, axis)}", points)
    lines += _section("Facts", [f"{one.text} {one.source}. {one.url}" for one in text.facts])
    lines += _section("Indicators", [", ".join(linkage.indicators)])
    lines += _section(
        "SDG targets",
        [
            f"{one.target} {targets.get(one.target, '')} ({one.link}): "
            f"{text.sdg.get(one.target, '')}"
            for one in linkage.sdg
        ],
    )
    lines += _section(
        "Global Compact for Migration",
        [f"{number} {objectives.get(str(number), '')}" for number in linkage.gcm],
    )
    lines += _questions(
        "Effects check: every draft", effects_check(), effects_check_words(language)
    )
    lines += _questions("Effects check: this sector", linkage.questions, text.questions)
    return lines[:-1]


def _questions(
    title: str, questions: Sequence[CheckQuestion], words: Mapping[str, CheckWords]
) -> list[str]:
    lines = [title]
    for one in questions:
        word = words[one.key]
        for mark, entry in (
            ("  - ", word.ask),
            ("    ", f"If {one.risk_if}, a risk ({one.severity}): {word.risk}"),
            ("    ", f"Mend: {word.mend}"),
        ):
            lines += textwrap.wrap(entry, WIDTH, initial_indent=mark, subsequent_indent="    ")
    return [*lines, ""]


def _points(title: str, points: Sequence[Point]) -> list[str]:
    return _section(
        title,
        [f"{one.point}. {one.how}" + (f" Mend: {one.mend}" if one.mend else "") for one in points],
    )


def _section(title: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    lines = [title]
    for entry in entries:
        lines += textwrap.wrap(entry, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    return [*lines, ""]


def _wrapped(paragraph: str) -> list[str]:
    return textwrap.wrap(paragraph, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _origin(provenance: Provenance, language: str) -> list[str]:
    if provenance.borrowed:
        return [f"    Not yet in '{language}', shown in '{provenance.language}'."]
    if provenance.stale:
        return ["    Follows an earlier wording of the original."]
    return []
