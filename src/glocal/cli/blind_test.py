"""``glocal blind-test``: shuffle the anchors of a framework for readers, and score their orders."""

from __future__ import annotations

import argparse
import csv
import json
from fnmatch import fnmatch
from pathlib import Path

from glocal.cli.command import Commands, add, print_json, split_name, whole_number
from glocal.errors import GlocalError
from glocal.loading.catalogue import framework, framework_text
from glocal.text.quality.blind_test import BlindTestScore, score_orders, shuffle_anchors

EXAMPLE = """  glocal blind-test make sheets --framework local-pcmd --only 'B1.*' --language es
  glocal blind-test score sheets/key.json sheets/answers.csv"""
SHEET, ANSWERS, KEY = "sheet.txt", "answers.csv", "key.json"
TASK = (
    "Each block holds descriptions of one and the same thing in an authority, in a drawn order. "
    "Put them in order from the least to the most developed and write the letters into "
    f"{ANSWERS}, the least developed first, as in CABED."
)


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands,
        "blind-test",
        run,
        "Test whether strangers can put the anchors of indicators in order.",
        EXAMPLE,
    )
    deeds = parser.add_subparsers(dest="deed", metavar="make|score", required=True)
    make = deeds.add_parser("make", help="write a sheet for readers, an answer file and the key")
    make.add_argument("folder", type=Path, metavar="FOLDER", help="where to write the three files")
    make.add_argument("--framework", default="local-pcmd", metavar="ID[@VERSION]")
    make.add_argument("--language", default="en", help="language of the texts (default: en)")
    make.add_argument("--only", default="*", metavar="PATTERN", help="codes, as in 'A2.*'")
    make.add_argument("--seed", type=whole_number, default=1, help="another number, another order")
    score = deeds.add_parser("score", help="compare a filled answer file with the key")
    score.add_argument("key", type=Path, metavar="KEY", help=f"the {KEY} of the sheet")
    score.add_argument("answers", type=Path, metavar="ANSWERS", help=f"the filled {ANSWERS}")


def run(arguments: argparse.Namespace) -> int:
    """Make a sheet, or score one."""
    return _make(arguments) if arguments.deed == "make" else _score(arguments)


def _make(arguments: argparse.Namespace) -> int:
    structure = framework(*split_name(arguments.framework))
    texts = framework_text(structure.id, structure.version, arguments.language).indicators
    codes = [item.code for item in structure.indicators if fnmatch(item.code, arguments.only)]
    sheets = shuffle_anchors(texts, codes, arguments.seed)
    if not sheets:
        raise GlocalError(f"No indicator of {structure.name} fits {arguments.only!r}.")
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    taken = [name for name in (SHEET, ANSWERS, KEY) if (folder / name).exists()]
    if taken:
        raise GlocalError(
            f"{folder} already holds {', '.join(taken)}: a reader's work may be in it. "
            "Name an empty folder."
        )
    lines = [TASK, ""]
    for sheet in sheets:
        lines += [f"## {sheet.code}  {sheet.title}", ""]
        lines += [f"{letter}: {anchor}" for letter, anchor in sheet.anchors.items()]
        lines.append("")
    (folder / SHEET).write_text("\n".join(lines), encoding="utf-8")
    with (folder / ANSWERS).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["code", "order", "doubt"])
        rows.writerows([sheet.code, "", ""] for sheet in sheets)
    key = {
        "framework": structure.name,
        "language": arguments.language,
        "seed": arguments.seed,
        "orders": {sheet.code: sheet.order for sheet in sheets},
    }
    (folder / KEY).write_text(json.dumps(key, indent=2) + "\n", encoding="utf-8")
    if arguments.json:
        print_json({"folder": str(folder), "indicators": len(sheets)})
    else:
        print(f"{len(sheets)} indicators of {structure.name} in {arguments.language}: {folder}")
        print(f"Give readers {SHEET} and {ANSWERS}; keep {KEY}.")
    return 0


def _score(arguments: argparse.Namespace) -> int:
    try:
        key = json.loads(arguments.key.read_text("utf-8"))
        with arguments.answers.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        given = {row["code"].strip(): row["order"] or "" for row in rows}
        doubts = [row["code"] for row in rows if (row.get("doubt") or "").strip()]
        score = score_orders(key["orders"], given)
    except (OSError, KeyError, AttributeError, UnicodeDecodeError) as error:
        raise GlocalError(
            f"The files cannot be read ({error}). The key is the {KEY} that was made; the answers "
            "have the columns code and order."
        ) from error
    except ValueError as error:
        raise GlocalError(f"The answers cannot be scored: {error}") from error
    if arguments.json:
        print_json(_json(score, doubts))
        return 0
    print(f"{len(score.results)} indicators, language {key['language']}")
    print(f"anchors at their own grade: {score.share_in_place:.1%}")
    print(f"pairs in the right order:   {score.share_of_pairs:.1%}")
    for result in score.mistaken:
        print(f"  {result.code}: {result.given} given, {result.expected} right")
    if doubts:
        print(f"doubts told: {', '.join(doubts)}")
    return 0


def _json(score: BlindTestScore, doubts: list[str]) -> dict[str, object]:
    return {
        "indicators": len(score.results),
        "share_in_place": score.share_in_place,
        "share_of_pairs": score.share_of_pairs,
        "mistaken": [
            {"code": item.code, "given": item.given, "right": item.expected, "tau": item.tau}
            for item in score.mistaken
        ],
        "doubts": doubts,
    }
