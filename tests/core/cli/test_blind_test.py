"""``glocal blind-test`` makes sheets for readers and scores what they write."""

import csv
import json
from pathlib import Path

import pytest

from tests.core.cli.conftest import Command


@pytest.fixture
def folder(glocal: Command, tmp_path: Path) -> Path:
    """Sheets for two indicators."""
    place = tmp_path / "sheets"
    seen = glocal("blind-test", "make", place, "--only", "A1.[12]")
    assert (seen.code, seen.err) == (0, "")
    return place


def fill(folder: Path, change: dict[str, str] | None = None) -> Path:
    """The answer file filled with the right orders, except for ``change``."""
    orders = json.loads((folder / "key.json").read_text())["orders"] | (change or {})
    with (folder / "answers.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["code", "order", "doubt"])
        rows.writerows(
            [code, order, "yes" if code == "A1.2" else ""] for code, order in orders.items()
        )
    return folder / "answers.csv"


def test_the_sheet_holds_the_anchors_and_not_the_order(folder: Path) -> None:
    sheet = (folder / "sheet.txt").read_text()
    assert "## A1.1" in sheet
    assert sheet.count("\nA: ") == 2
    order = json.loads((folder / "key.json").read_text())["orders"]["A1.1"]
    assert order not in sheet


def test_right_orders_score_a_hundred(glocal: Command, folder: Path) -> None:
    seen = glocal("blind-test", "score", folder / "key.json", fill(folder))
    assert seen.code == 0
    assert "anchors at their own grade: 100.0%" in seen.out
    assert "doubts told: A1.2" in seen.out


def test_json_names_what_was_put_otherwise(glocal: Command, folder: Path) -> None:
    right = json.loads((folder / "key.json").read_text())["orders"]["A1.1"]
    wrong = right[1] + right[0] + right[2:]
    answers = fill(folder, {"A1.1": wrong})
    found = glocal("--json", "blind-test").code
    assert found == 2
    seen = glocal("blind-test", "--json", "score", folder / "key.json", answers)
    assert seen.json["share_in_place"] == pytest.approx(0.8)
    assert seen.json["mistaken"] == [
        {"code": "A1.1", "given": wrong, "right": right, "tau": pytest.approx(0.8)}
    ]


def test_a_second_sheet_does_not_overwrite_a_readers_work(glocal: Command, folder: Path) -> None:
    answers = fill(folder).read_text()
    seen = glocal("blind-test", "make", folder)
    assert seen.code == 1
    assert "answers.csv" in seen.err
    assert (folder / "answers.csv").read_text() == answers


@pytest.mark.parametrize("order", ["", "ABC", "AABCD", "ABCDEF"])
def test_an_order_that_is_not_one_is_told(glocal: Command, folder: Path, order: str) -> None:
    seen = glocal("blind-test", "score", folder / "key.json", fill(folder, {"A1.1": order}))
    assert seen.code == 1
    assert "A1.1" in seen.err


@pytest.mark.parametrize("content", ["", "nothing,here\n1,2\n", "\xff\xfe"])
def test_another_file_is_told(glocal: Command, folder: Path, content: str) -> None:
    (folder / "answers.csv").write_bytes(content.encode("latin-1"))
    seen = glocal("blind-test", "score", folder / "key.json", folder / "answers.csv")
    assert seen.code == 1
    assert "Traceback" not in seen.err


def test_no_indicator_fits(glocal: Command, tmp_path: Path) -> None:
    seen = glocal("blind-test", "make", tmp_path / "x", "--only", "Z*")
    assert seen.code == 1
    assert not (tmp_path / "x").exists()
