"""``glocal questionnaire``: a file to fill in, and its scores once it is filled in."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from glocal.loading.families import LANGUAGES
from glocal.loading.form_words import form_words
from tests.core.cli.conftest import Command


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_questionnaire_is_written_filled_in_and_scored(
    glocal: Command, tmp_path: Path, language: str
) -> None:
    target = tmp_path / "town.xlsx"
    seen = glocal("questionnaire", target, "--framework", "sdg-10.7.2", "--language", language)
    assert (seen.code, seen.out) == (0, f"{target}: 30 questions of sdg-10.7.2@1.0\n")
    book = load_workbook(target)
    page = book[form_words(language).sheets["answers"]]
    for row in range(2, page.max_row + 1):
        page.cell(row, 5).value = 1
    page.cell(2, 5).value = "=1"
    book.save(target)
    card = glocal("score", target, "--json")
    assert card.code == 1
    assert "town.xlsx, sheet" in card.err
    assert "[E2]" in card.err
    # 29 of 30 answered, all with 1: domain 1 rests on four.
    total = card.json["territories"]["town"]["total"]
    assert (total["value"], total["answered"]) == (1, 29)


def test_a_part_of_it_as_text_is_scored_too(glocal: Command, tmp_path: Path) -> None:
    target = tmp_path / "part.csv"
    assert glocal("questionnaire", target, "--only", "A1.*", "--json").json["questions"] == 8
    text = target.read_text("utf-8-sig").replace("\r\n", "\n")
    assert text.startswith('"Code","Question",')
    seen = glocal("score", target)
    assert seen.code == 1
    assert "Nothing was scored." in seen.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_saved_as_text_by_another_program_is_scored_too(
    glocal: Command, tmp_path: Path, language: str
) -> None:
    # The hidden sheet is lost then; semicolons are what such programs write in many countries.
    target = tmp_path / "town.xlsx"
    glocal("questionnaire", target, "--quick-start", "--language", language)
    words = form_words(language)
    page = load_workbook(target)[words.sheets["answers"]]
    first, *rows = [[cell.value or "" for cell in row] for row in page.iter_rows()]
    codes = [row[0] for row in rows if row[0]]
    lines = [first, *([code, *[""] * 3, "2", *[""] * (len(first) - 5)] for code in codes)]
    text = "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
    saved = tmp_path / "town.csv"
    saved.write_text(text, "utf-8")
    card = glocal("score", saved, "--json")
    assert card.code == 0
    total = card.json["territories"]["town"]["total"]
    assert (total["value"], total["answered"]) == (0.5, len(codes))


def test_nobodys_file_is_written_over(glocal: Command, tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    target.write_text("mine")
    assert glocal("questionnaire", target).code == 1
    assert target.read_text() == "mine"
    assert glocal("questionnaire", target, "--force").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("q.docx",), "is none of .xlsx, .csv and .pdf"),
        (("q.pdf", "--quick-start", "--framework", "sdg-10.7.2"), "chooses no questions"),
        (("q.xlsx", "--only", "Z*"), "has no question 'Z*'"),
        (("missing/q.xlsx",), "cannot be written"),
        (("q.xlsx", "--framework", "none"), "There is no framework 'none'"),
    ],
)
def test_what_cannot_be_written_is_said(
    glocal: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = glocal("questionnaire", *arguments)
    assert seen.code == 1
    assert words in seen.err
