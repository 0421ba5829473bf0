"""``glocal score``: responses in, scorecards out, and no row lost without a word."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.cli.conftest import Command

Write = Callable[..., Path]

# The answers of Canada 2021 by domain: half an answer in domain 1, everything else said yes.
CANADA = "territory,indicator,answer\n" + "".join(
    f"Canada,D{domain}.{item},{0.5 if (domain, item) == (1, 3) else 1}\n"
    for domain in range(1, 7)
    for item in range(1, 6)
)


def test_canada_2021_is_scored_as_its_published_rule_gives_it(
    glocal: Command, answers: Write
) -> None:
    seen = glocal("score", answers(CANADA), "--framework", "sdg-10.7.2", "--json")
    assert seen.code == 0
    card = seen.json["territories"]["Canada"]
    # D1 = (1 + 1 + 0.5 + 1 + 1) / 5 = 0.9: band 3; the other five are 1: band 4.
    assert [figure["value"] for figure in card["sub_dimensions"]] == [0.9, 1, 1, 1, 1, 1]
    assert [figure["band"]["low"] for figure in card["sub_dimensions"]] == list("344444")
    # The total is the mean of the domains, 0.983…, and its band 3: not the mean of the bands.
    assert card["total"]["value"] == 0.983333
    assert (card["total"]["band"]["low"], card["total"]["band"]["high"]) == ("3", "3")
    assert seen.json["problems"] == []


def test_one_territory_is_printed_with_score_interval_evidence_and_coverage(
    glocal: Command, answers: Write
) -> None:
    seen = glocal("score", answers(CANADA), "--framework", "sdg-10.7.2")
    assert seen.out.startswith("Canada  (sdg-10.7.2@1.0)\n")
    total = next(line for line in seen.out.splitlines() if line.startswith("  total"))
    assert " 98  (98–98)  documented 0  answered 30 of 30" in total
    assert seen.err == ""


def test_axes_carry_the_words_of_the_language(glocal: Command, answers: Write) -> None:
    table = answers("territory,A1.1,A2.5\nPort,3,2\n")
    assert "\n  Vertical " in glocal("score", table).out
    assert "\n  رأسي " in glocal("score", table, "--language", "ar").out


def test_a_total_that_must_not_be_shown_says_why(glocal: Command, answers: Write) -> None:
    seen = glocal("score", answers("territory,A1.1\nPort,3\n"))
    assert seen.code == 0
    assert "no total: too much is open (1 of 62 answered)" in seen.out


def test_a_wrong_row_is_named_the_rest_is_scored_and_the_code_is_1(
    glocal: Command, answers: Write
) -> None:
    seen = glocal("score", answers("territory,indicator,answer\nPort,A1.1,3\nPort,A1.2,7\n"))
    assert seen.code == 1
    assert seen.out.startswith("Port  (local-pcmd@1.1)\n")
    assert "answers.csv:3 [answer]: '7' is no answer to A1.2. Mend: Use one of" in seen.err
    assert "1 row or cell was left out; everything else was kept." in seen.err


def test_strict_scores_nothing_when_a_row_is_wrong(glocal: Command, answers: Write) -> None:
    table = answers("territory,indicator,answer\nPort,A1.1,3\nPort,A1.2,7\n")
    seen = glocal("score", table, "--strict")
    assert (seen.code, seen.out) == (1, "")
    assert seen.err.endswith("Nothing was scored.\n")


def test_the_same_problems_stand_in_the_json(glocal: Command, answers: Write) -> None:
    seen = glocal("score", answers("territory,A1.1\nPort,9\n"), "--json")
    assert seen.code == 1
    (problem,) = seen.json["problems"]
    assert (problem["file"], problem["line"], problem["key"]) == ("answers.csv", 2, "A1.1")


def test_many_problems_are_cut_short_and_counted(glocal: Command, answers: Write) -> None:
    rows = "".join(f"T{number},9\n" for number in range(60)) + "Port,1\n"
    seen = glocal("score", answers(f"territory,A1.1\n{rows}"))
    assert seen.err.count("is no answer to A1.1") == 50
    assert "… and 10 more." in seen.err


def test_more_than_twenty_territories_become_a_table(glocal: Command, answers: Write) -> None:
    rows = "".join(f"T{number},1\n" for number in range(21))
    table = list(
        csv.DictReader(glocal("score", answers(f"territory,A1.1\n{rows}")).out.split("\n"))
    )
    assert len({row["territory"] for row in table}) == 21
    assert {row["value"] for row in table if row["figure"] == "A1"} == {"0.250000"}


def test_all_figures_go_to_a_file(glocal: Command, answers: Write, tmp_path: Path) -> None:
    target = tmp_path / "scores.csv"
    seen = glocal("score", answers("territory,A1.1\nPeñarol,4\n"), "--output", target)
    assert seen.code == 0
    assert seen.out == f"1 territory written to {target}.\n"
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["territory"] for row in rows} == {"Peñarol"}


def test_with_a_file_json_says_what_was_written(
    glocal: Command, answers: Write, tmp_path: Path
) -> None:
    target = tmp_path / "scores.csv"
    seen = glocal("score", answers("territory,A1.1\nPort,4\n"), "--output", target, "--json")
    assert seen.json == {"written": str(target), "territories": 1, "problems": []}


def test_draws_are_the_same_for_the_same_seed(glocal: Command, answers: Write) -> None:
    table = answers("territory,A1.1\nPort,2\n")
    first, again, other = (
        glocal("score", table, "--draws", 100, "--seed", seed).out for seed in (7, 7, 8)
    )
    assert "draw_median" in first
    assert first == again
    assert first != other


def test_draws_are_in_the_json_too(glocal: Command, answers: Write) -> None:
    seen = glocal("score", answers("territory,A1.1\nPort,2\n"), "--draws", 100, "--json")
    total = seen.json["territories"]["Port"]["draws"]["total"]
    assert total["low"] < total["median"] < total["high"]


@pytest.mark.parametrize("target", ["no/such/folder/scores.csv", "."])
def test_a_file_that_cannot_be_written_is_named(
    glocal: Command, answers: Write, tmp_path: Path, target: str
) -> None:
    place = tmp_path / target
    seen = glocal("score", answers("territory,A1.1\nPort,4\n"), "--output", place)
    assert (seen.code, seen.out) == (1, "")
    assert seen.err.startswith(f"{place} cannot be written: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told_and_not_traced(glocal: Command, answers: Write) -> None:
    seen = glocal("score", answers("territory,A1.1\nPort,4\n"), "--output", "/dev/full")
    assert seen.code == 1
    assert seen.err == "/dev/full cannot be written: No space left on device.\n"


def test_a_missing_table_ends_with_1(glocal: Command) -> None:
    seen = glocal("score", "nowhere.csv")
    assert (seen.code, seen.out) == (1, "")
    assert seen.err == "nowhere.csv cannot be read: No such file or directory.\n"


def test_a_table_of_another_framework_ends_with_1(glocal: Command, answers: Write) -> None:
    seen = glocal("score", answers(CANADA))
    assert seen.code == 1
    assert "local-pcmd@1.1 has no indicator 'D1.1'." in seen.err
    assert seen.err.endswith("Nothing was scored.\n")


def test_a_windows_file_is_scored_with_a_note(glocal: Command, tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    table.write_bytes("territory;A1.1\r\nPeñarol;3\r\n".encode("cp1252"))
    seen = glocal("score", table)
    assert seen.code == 0
    assert "Peñarol" in seen.out
    assert "Note: The file is not UTF-8" in seen.err
