"""``glocal practices``: the practice library, searched."""

from __future__ import annotations

import argparse
import textwrap

from glocal.cli.command import Commands, add, print_json
from glocal.errors import UnknownNameError
from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.library import framework_of, main_codes, practice_text, practices
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.practice import Practice, PracticeText
from glocal.reports.practice_record import practice_record
from glocal.reports.practice_search import PracticeSearch
from glocal.text.search import Reason

EXAMPLE = """  glocal practices
  glocal practices "one-stop desk"
  glocal practices ventanilla --indicator A3.6 --language es --json"""
WIDTH = 88

FIELDS = {
    "title": "in the title",
    "search": "in the search words",
    "places": "in the place",
    "summary": "in the summary",
    "indicators": "in an indicator it answers",
    "sectors": "in the sectors",
    "kind": "in the kind",
    "actors": "among those who took part",
    "sdg": "in an SDG target",
    "introduction": "in the introduction",
    "context": "in the context",
    "done": "in what was done",
    "lessons": "in the lessons",
    "recommendations": "in the recommendations",
}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(commands, "practices", run, "Search the practice library.", EXAMPLE)
    parser.add_argument(
        "query", metavar="QUERY", nargs="?", default="", help="words or codes; default: all"
    )
    parser.add_argument(
        "--indicator", metavar="CODE", help="only those that answer this indicator, as in A2.1"
    )
    parser.add_argument("--language", default="en", help="language of the texts (default: en)")


def run(arguments: argparse.Namespace) -> int:
    """Print the practices found, each with the reason, or all of them."""
    code = arguments.indicator
    if code is not None and code not in main_codes():
        name = framework_of(MAIN_FRAMEWORK).name
        raise UnknownNameError(f"{name} has no indicator {code!r}.")
    found = [
        (practices()[key], reasons)
        for key, reasons in _found(arguments.query, arguments.language)
        if code is None or practices()[key].answers(code) is not None
    ]
    texts = {one.id: practice_text(one.id, arguments.language) for one, _ in found}
    if arguments.json:
        print_json(
            [
                practice_record(one, texts[one.id])
                | {"found": [_reason_record(reason) for reason in reasons]}
                for one, reasons in found
            ]
        )
        return 0
    for one, reasons in found:
        print("\n".join(_lines(one, texts[one.id], reasons, code, arguments.language)), end="\n\n")
    total = len(practices())
    print(f"{len(found)} of {total} practices.")
    if not found and total:
        print("Try fewer or shorter words: every word must be found.")
    return 0


def _found(query: str, language: str) -> list[tuple[str, tuple[Reason, ...]]]:
    """The ids found with the reasons; all of them, without reasons, for an empty query."""
    if not query.strip():
        return [(key, ()) for key in sorted(practices())]
    search = PracticeSearch(language)
    return [(key, search.reasons(key, query)) for key in search.search(query)]


def _reason_record(reason: Reason) -> dict[str, object]:
    excerpt = "".join(piece for piece, _ in reason.excerpt)
    return {"field": reason.field, "words": list(reason.words), "excerpt": excerpt}


def _lines(
    one: Practice,
    text: PracticeText,
    reasons: tuple[Reason, ...],
    code: str | None,
    language: str,
) -> list[str]:
    kinds = vocabulary_words("practice-kinds", language)
    where = "; ".join(f"{place.name} ({place.country})" for place in one.places)
    codes = ", ".join(f"{item.code} to grade {item.grade:g}" for item in one.indicators)
    lines = [text.title, f"  {one.id} · {where} · {kinds.get(one.kind, one.kind)}"]
    if text.provenance.borrowed:
        lines.append(f"  Not yet in '{language}', shown in '{text.provenance.language}'.")
    lines += _wrapped(text.summary)
    lines += _wrapped(f"Helps with {codes}")
    if code is not None:
        lines += _wrapped(f"{code}: {text.answers.get(code, '')}")
    for reason in reasons:
        marked = "".join(f"[{piece}]" if hit else piece for piece, hit in reason.excerpt)
        lines += _wrapped(f"Found {FIELDS[reason.field]}: {marked}")
    return lines


def _wrapped(paragraph: str) -> list[str]:
    return textwrap.wrap(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  ")
