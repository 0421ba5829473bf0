"""``glocal portfolio`` turns portfolios into other files and never writes over one unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.cli.portfolio_file import load
from glocal.loading.families import LANGUAGES
from tests.core.cli.conftest import Command
from tests.core.cli.school_case import SCHOOL


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.yaml"
    path.write_text(SCHOOL, encoding="utf-8")
    return path


def test_there_and_back(glocal: Command, school: Path, tmp_path: Path) -> None:
    sheet, back = tmp_path / "school.xlsx", tmp_path / "back.yaml"
    seen = glocal("portfolio", "convert", school, sheet, "--language", "fr")
    assert (seen.code, seen.out) == (0, f"{sheet}: policies 3, provisions 3.\n")
    seen = glocal("portfolio", "convert", sheet, back, "--json")
    assert seen.json == {"written": str(back), "policies": 3, "provisions": 3}
    assert load(back).portfolio == load(school).portfolio


def test_provisions_as_a_table(glocal: Command, school: Path, tmp_path: Path) -> None:
    assert glocal("portfolio", "convert", school, tmp_path / "p.csv").code == 0
    table = (tmp_path / "p.csv").read_text("utf-8-sig")
    assert table.startswith("Policy,Id,What it does,")
    assert table.count("\n") == 4


def test_a_file_that_is_there_stays_unless_force_says_otherwise(
    glocal: Command, school: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine.yaml"
    target.write_text("mine", encoding="utf-8")
    seen = glocal("portfolio", "convert", school, target)
    assert seen.code == 1
    assert "--force" in seen.err
    assert target.read_text("utf-8") == "mine"
    assert glocal("portfolio", "convert", school, target, "--force").code == 0
    assert load(target).portfolio == load(school).portfolio


def test_errors_are_told_and_what_is_right_is_written_on_request(
    glocal: Command, school: Path, tmp_path: Path
) -> None:
    school.write_text(SCHOOL.replace("[irregular]", "[iregular]"), encoding="utf-8")
    target = tmp_path / "right.yaml"
    assert glocal("portfolio", "convert", school, target).code == 1
    assert not target.exists()
    seen = glocal("portfolio", "convert", school, target, "--keep-valid")
    assert seen.code == 1
    assert "iregular" in seen.err
    assert list(load(target).portfolio.provisions) == ["enrol", "lists"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_can_be_read_at_once(glocal: Command, tmp_path: Path, language: str) -> None:
    target = tmp_path / "new.xlsx"
    assert glocal("portfolio", "template", target, "--language", language).code == 0
    assert load(target).portfolio.provisions == {}
    assert glocal("check", target).code in {0, 3}


def test_another_ending_and_an_unknown_folder_are_errors(
    glocal: Command, school: Path, tmp_path: Path
) -> None:
    assert glocal("portfolio", "convert", school, tmp_path / "x.pdf").code == 1
    assert glocal("portfolio", "convert", school, tmp_path / "no" / "x.yaml").code == 1
    assert glocal("portfolio", "convert", tmp_path / "no.yaml", tmp_path / "x.yaml").code == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (".", "'.' is a folder. Name a file that ends in one of: .yaml, .yml, .xlsx."),
        ("/", "'/' is a folder."),
        ("", "'.' is a folder."),
        ("some/place.pdf", "'some/place.pdf' has none of the endings"),
        ("a\x1b[2Jb", "'a\ufffd[2Jb' has none of the endings"),
    ],
)
def test_what_cannot_be_read_is_named_as_it_was_given(
    glocal: Command, given: str, told: str
) -> None:
    seen = glocal("check", given)
    assert seen.code == 1
    assert seen.err.startswith(told)


def test_without_a_part_the_help_is_shown(glocal: Command) -> None:
    seen = glocal("portfolio")
    assert seen.code == 2
    assert "convert|template" in seen.out
