"""``glocal interactions``: which items of a matrix help or hinder one another."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from glocal.cli.command import Commands, add, print_json
from glocal.cli.portfolio_file import say_remarks
from glocal.errors import GlocalError
from glocal.interactions.influence import ALPHA
from glocal.interactions.micmac import STRONG
from glocal.interactions.panel import panel_of, settled
from glocal.io.interactions_read import ReadInteractions, read_interactions
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.loading.problem_words import in_language
from glocal.model.interaction import HIGHEST
from glocal.reports.interaction_heat_map import heat_map
from glocal.reports.interaction_maps import influence_map, relation_map
from glocal.reports.interaction_reading import Reading, read_matrix
from glocal.reports.interaction_record import interaction_record
from glocal.reports.interaction_text import interaction_text
from glocal.reports.interaction_ways_picture import ways_picture

EXAMPLE = """  glocal interactions matrix.csv
  glocal interactions ratings.xlsx --out results --language es
  glocal interactions means.csv --decimals --alpha 1 --json"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands,
        "interactions",
        run,
        "Read a matrix of interactions: who influences, what is contested, ways and loops.",
        EXAMPLE,
    )
    parser.add_argument(
        "matrix",
        type=Path,
        metavar="MATRIX",
        help="a .csv or .xlsx file: a square matrix, or one row a rating",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="write pictures (SVG) and a JSON there"
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="language of the text (default: en)"
    )
    parser.add_argument(
        "--alpha",
        type=_alpha,
        default=ALPHA,
        metavar="SHARE",
        help=f"how much influence through others counts, 0 to 1 (default: {ALPHA:g})",
    )
    parser.add_argument(
        "--strong",
        type=_strong,
        default=STRONG,
        metavar="SIZE",
        help=f"from which size a link counts in loops and places (default: {STRONG:g})",
    )
    parser.add_argument(
        "--decimals",
        action="store_true",
        help="the values are aggregated already and may lie between the levels",
    )
    parser.add_argument(
        "--ratings", action="store_true", help="put every single rating into the JSON as well"
    )
    parser.add_argument(
        "--keep-valid", action="store_true", help="leave out cells with errors and use the rest"
    )


def run(arguments: argparse.Namespace) -> int:
    """Exit with 1 when the file has errors, also when what was right in it was used."""
    found = read_interactions(
        arguments.matrix, decimals=arguments.decimals, keep_valid=arguments.keep_valid
    )
    say_remarks(
        [in_language(one, arguments.language) for one in found.problems],
        [in_language(one, arguments.language) for one in found.notes],
    )
    panel = settled(panel_of(found.rated)) if found.has_raters else None
    reading = read_matrix(
        found.rated.items, found.signed, panel, alpha=arguments.alpha, strong=arguments.strong
    )
    record = interaction_record(reading, found.rated, arguments.language, ratings=arguments.ratings)
    if arguments.json:
        print_json(record)
    else:
        print(interaction_text(reading, found.rated.title, arguments.language), end="")
    if arguments.out is not None:
        texts = {"interactions.json": json.dumps(record, ensure_ascii=False, indent=1) + "\n"}
        texts |= dict(_pictures(reading, found, arguments.language))
        _write(arguments.out, texts)
    return 1 if found.problems else 0


def _pictures(
    reading: Reading, found: ReadInteractions, language: str
) -> Iterator[tuple[str, str]]:
    """Each picture with the name of its file."""
    words, items = interaction_words(language), found.rated.items
    yield "matrix.svg", heat_map(items, found.signed, words, reading.order)
    yield "influence.svg", influence_map(items, reading.micmac, words)
    yield "relation.svg", relation_map(items, reading.dematel, words)
    for number, one in enumerate(reading.ways, 1):
        picture = ways_picture(items, found.signed, one.source, one.target, one.paths, words)
        yield f"ways-{number}.svg", picture


def _write(folder: Path, texts: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise GlocalError(f"{folder} cannot be written: {error.strerror}.") from error
    print(f"Written to {folder}: {', '.join(texts)}", file=sys.stderr)


def _alpha(typed: str) -> float:
    return _between(typed, 0, 1)


def _strong(typed: str) -> float:
    number = _between(typed, 0, HIGHEST)
    if number == 0:
        raise argparse.ArgumentTypeError("the size must be above 0")
    return number


def _between(typed: str, low: float, high: float) -> float:
    try:
        number = float(typed)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a number from {low:g} to {high:g}")
    return number
