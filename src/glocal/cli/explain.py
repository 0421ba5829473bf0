"""``glocal explain``: all there is to know about one indicator."""

from __future__ import annotations

import argparse
import textwrap
from dataclasses import asdict
from typing import Any

from glocal.cli.command import Commands, add, print_json, say_language, split_name
from glocal.errors import UnknownNameError
from glocal.loading.catalogue import framework, framework_text, main_framework_first
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.framework import Framework, Indicator
from glocal.model.text import FrameworkText, IndicatorText

EXAMPLE = """  glocal explain A1.1
  glocal explain A3.3 --framework local-pcmd@1.0 --language ar"""
WIDTH = 88


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands, "explain", run, "Explain an indicator: why, grades, next steps.", EXAMPLE
    )
    parser.add_argument("indicator", metavar="INDICATOR", help="the code, as in A1.1")
    parser.add_argument(
        "--framework", metavar="ID[@VERSION]", help="default: the first that has it"
    )
    parser.add_argument("--language", default="en", help="language of the texts (default: en)")


def run(arguments: argparse.Namespace) -> int:
    """Print the indicator in words, or as JSON."""
    structure = _framework(arguments.framework, arguments.indicator)
    indicator = structure.indicator(arguments.indicator)
    say_language(structure, arguments.language)
    text = framework_text(structure.id, structure.version, arguments.language)
    words = text.indicators[indicator.code]
    if arguments.json:
        print_json(_json(structure, indicator, words))
    else:
        print("\n".join(_lines(structure, indicator, text, words, arguments.language)))
    return 0


def _framework(name: str | None, code: str) -> Framework:
    if name is not None:
        return framework(*split_name(name))
    known = main_framework_first()
    for structure in known:
        if code in structure:
            return structure
    drafts = {item.code for structure in known for item in structure.drafts}
    if code in drafts:
        raise UnknownNameError(f"{code} is a draft: it has no texts yet and is not asked.")
    raise UnknownNameError(f"No installed framework has an indicator {code!r}.")


def _json(structure: Framework, indicator: Indicator, words: IndicatorText) -> dict[str, Any]:
    value = asdict(words)
    value["borrowed"] = sorted(words.borrowed)
    return {"framework": structure.name, "structure": asdict(indicator), "text": value}


def _lines(
    structure: Framework,
    indicator: Indicator,
    text: FrameworkText,
    words: IndicatorText,
    language: str,
) -> list[str]:
    grades = text.grades
    lines = [f"{indicator.code}  {words.title}", f"{structure.name}: {text.title}", ""]
    if words.borrowed:
        lines += [
            f"Not yet in '{language}', shown in '{structure.original_language}': "
            f"{', '.join(sorted(words.borrowed))}",
            "",
        ]
    if words.migration_to_sector:
        lines += _section("Why: what migration changes here", [words.migration_to_sector])
        lines += _section("Why: what this changes for migration", [words.sector_to_migration])
    lines += _section("Questions", words.questions)
    if words.anchors:
        lines += _section(
            "Grades",
            [
                f"{grade:g} {grades.get((indicator.scale.id, grade), '')}: {anchor}"
                for grade, anchor in sorted(words.anchors.items())
            ],
        )
    else:
        lines += _section(
            "Grades",
            [
                f"{grade:g} {grades.get((indicator.scale.id, grade), '')}"
                for grade in indicator.scale.grades
            ],
        )
    lines += _section("What counts as evidence", words.evidence)
    lines += _section("What it presupposes", [words.presupposes] if words.presupposes else [])
    roles = vocabulary_words("roles", language)
    lines += _section(
        "Where to look first",
        [f"{roles[role]}: {reading}" for role, reading in (words.roles or {}).items()],
    )
    lines += _steps(indicator, words, language)
    lines += _section(
        "Typical incoherences",
        [f"{pattern.axis}: {pattern.text}" for pattern in words.incoherences],
    )
    if words.example:
        kind = "Example (real)" if words.example.kind == "real" else "Example (invented)"
        source = (
            f" Source: {words.example.source} {words.example.url}" if words.example.source else ""
        )
        lines += _section(kind, [words.example.text + source])
    lines += _section(
        "Resources",
        [f"{item.title} ({item.by}). {item.note} {item.url}" for item in words.resources],
    )
    lines += _section(
        "SDG targets",
        [
            f"{item.target} ({item.link}): {(words.sdg or {}).get(item.target, '')}"
            for item in indicator.sdg
        ],
    )
    objectives = vocabulary_words("gcm-objectives", language)
    lines += _section(
        "Global Compact for Migration",
        [
            f"{number} {objectives[str(number)]}: {(words.gcm or {}).get(number, '')}"
            for number in indicator.gcm
        ],
    )
    return lines


def _steps(indicator: Indicator, words: IndicatorText, language: str) -> list[str]:
    if not words.steps:
        return []
    efforts = vocabulary_words("efforts", language)
    lines = ["Steps"]
    for step in indicator.steps:
        told = words.steps[step.to]
        needs = ", ".join(f"{need.indicator} at {need.grade:g}" for need in step.needs)
        head = f"to {step.to:g} · {told.who} · {efforts[step.effort]}"
        lines += textwrap.wrap(head, WIDTH, initial_indent="  ", subsequent_indent="    ")
        if needs:
            lines.append(f"    first: {needs}")
        for sentence in told.do:
            lines += textwrap.wrap(
                sentence, WIDTH, initial_indent="    - ", subsequent_indent="      "
            )
        if told.wrong:
            lines += textwrap.wrap(
                f"! {told.wrong}", WIDTH, initial_indent="    ", subsequent_indent="      "
            )
    return [*lines, ""]


def _section(title: str, paragraphs: Any) -> list[str]:
    wrapped = [
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  ")
    ]
    return [title, *wrapped, ""] if wrapped else []
