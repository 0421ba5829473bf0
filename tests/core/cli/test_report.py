"""``glocal report``: a file of responses becomes a file for people, or it is said why not."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from glocal.loading.form_words import form_words
from tests import needs
from tests.core.cli.conftest import Command

Write = Callable[..., Path]
ONE = "territory,indicator,answer\nPuerto Lirio,A1.1,3\nPuerto Lirio,A1.2,2\n"


@needs.typesetter
def test_the_end_of_the_name_says_what_is_written(
    glocal: Command, answers: Write, tmp_path: Path
) -> None:
    table = answers(ONE)
    for end, begins in ((".pdf", b"%PDF-1.7"), (".docx", b"PK"), (".xlsx", b"PK")):
        target = tmp_path / f"out{end}"
        seen = glocal("report", table, "--one-page", "--output", target)
        assert seen.code == 0
        assert seen.out == f"Puerto Lirio written to {target}.\n"
        assert target.read_bytes().startswith(begins)


@needs.typesetter
def test_without_an_output_a_pdf_is_named_after_territory_and_day(
    glocal: Command, answers: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = glocal("report", answers(ONE), "--one-page", "--date", "2026-11-29")
    assert seen.code == 0
    assert (tmp_path / "glocal-puerto-lirio-profile-2026-11-29.pdf").exists()


@needs.typesetter
def test_only_the_parts_asked_for_are_written(
    glocal: Command, answers: Write, tmp_path: Path
) -> None:
    target = tmp_path / "out.docx"
    glocal("report", answers(ONE), "--parts", "actions,method", "--output", target)
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as parts:
        text = parts.read("word/document.xml").decode()
    assert "How to read these figures" in text
    assert "What has been planned, by whom and until when." in text
    assert "What was answered to each question" not in text


@needs.typesetter
def test_it_is_a_draft_unless_it_is_said_that_the_answers_are_agreed(
    glocal: Command, answers: Write, tmp_path: Path
) -> None:
    table, target = answers(ONE), tmp_path / "out.pdf"
    arguments = ("report", table, "--one-page", "--output", target, "--json")
    assert glocal(*arguments).json["draft"] is True
    assert glocal(*arguments, "--agreed").json["draft"] is False


def test_what_cannot_be_written_is_said(glocal: Command, answers: Write, tmp_path: Path) -> None:
    two = answers(ONE + "Vallemar,A1.1,1\n", "two.csv")
    seen = glocal("report", two)
    assert (seen.code, seen.out) == (1, "")
    assert seen.err == ("The table has 2 territories: Puerto Lirio, Vallemar. Use --territory.\n")
    seen = glocal("report", two, "--territory", "Nowhere")
    assert "no territory 'Nowhere'" in seen.err
    seen = glocal("report", answers(ONE), "--output", tmp_path / "out.txt")
    assert "must end in .pdf, .docx or .xlsx" in seen.err
    seen = glocal("report", answers(ONE), "--one-page", "--output", tmp_path / "no" / "out.xlsx")
    assert (seen.code, "cannot be written" in seen.err) == (1, True)
    assert glocal("report", answers(ONE), "--parts", "poem").code == 2


def test_rows_that_are_wrong_are_told_and_the_others_used(
    glocal: Command, answers: Write, tmp_path: Path
) -> None:
    target = tmp_path / "out.xlsx"
    seen = glocal("report", answers(ONE + "Puerto Lirio,Z9,1\n"), "--output", target)
    assert seen.code == 1
    assert "Z9" in seen.err
    assert target.exists()


def test_without_the_packages_of_the_site_it_says_what_to_type(
    glocal: Command, answers: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("glocal.reports.typeset.import_module", missing)
    seen = glocal("report", answers(ONE), "--one-page", "--output", tmp_path / "out.pdf")
    assert seen.code == 1
    assert "pip install 'glocal[web]'" in seen.err


def test_a_filled_questionnaire_is_never_written_over(glocal: Command, tmp_path: Path) -> None:
    filled, other_name = tmp_path / "town.xlsx", tmp_path / "again.xlsx"
    glocal("questionnaire", filled, "--framework", "sdg-10.7.2")
    book = load_workbook(filled)
    page = book[form_words("en").sheets["answers"]]
    for row in range(2, 32):
        page.cell(row, 5).value = 1
    book.save(filled)
    other_name.symlink_to(filled)
    before = filled.read_bytes()
    for one in (filled, other_name):
        seen = glocal("report", one, "--output", filled)
        assert (seen.code, "holds the answers" in seen.err) == (1, True)
        assert filled.read_bytes() == before
    assert glocal("report", filled, "--output", tmp_path / "report.xlsx").code == 0
