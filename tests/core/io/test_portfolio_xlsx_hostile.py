"""A broken or hostile spreadsheet is refused in words, and nothing typed breaks the reader."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.errors import PortfolioError
from glocal.io.portfolio_xlsx import portfolio_xlsx
from glocal.io.portfolio_xlsx_read import portfolio_of_xlsx, read_portfolio_xlsx
from tests.core.io.sheet_of_city import (
    WRITTEN,
    Book,
    damaged,
    problems,
    read,
)
from tests.core.loading.documents import TAXONOMY


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def without(part: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info, old.read(info))
    return target.getvalue()


def with_part(part: str, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, change(content) if info.filename == part else content)
    return target.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">'
    b'<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">'
    b'<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;">]><x>&h;</x>'
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a text": lambda: b"portfolio: x\n",
    "an old or protected file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "half a file": lambda: WRITTEN[: len(WRITTEN) // 2],
    "a zip of something else": lambda: zipped(readme=b"hello"),
    "a zip bomb": lambda: zipped(**{"xl/workbook.xml": bytes(250_000_000)}),
    "no list of sheets": lambda: without("xl/workbook.xml"),
    "a sheet that is missing": lambda: without("xl/worksheets/sheet3.xml"),
    "no shared texts": lambda: without("xl/sharedStrings.xml"),
    "broken XML": lambda: with_part("xl/worksheets/sheet3.xml", lambda raw: raw[:500]),
    "an entity bomb": lambda: with_part("xl/worksheets/sheet3.xml", lambda raw: BOMB),
    "a text that is not there": lambda: with_part(
        "xl/worksheets/sheet3.xml", lambda raw: raw.replace(b"<v>1", b"<v>99991")
    ),
    "no sheet of a portfolio": lambda: damaged(
        lambda book: [setattr(page, "title", f"S{n}") for n, page in enumerate(list(book))]
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_or_hostile_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(PortfolioError) as error:
        portfolio_of_xlsx(HOSTILE[name](), "city.xlsx", TAXONOMY, keep_valid=True)
    assert error.value.problems
    assert all(problem.mend for problem in error.value.problems)


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PortfolioError, match="cannot be read"):
        read_portfolio_xlsx(tmp_path / "nowhere.xlsx", TAXONOMY)


def test_a_sheet_with_a_value_far_out_is_read_in_a_moment() -> None:
    def damage(book: Book) -> None:
        book["Provisions"]["A1048576"] = "school-rules"
        book["Provisions"]["XFD5"] = "far"

    raw = damaged(damage)
    started = time.process_time()
    loaded = read(raw, keep_valid=True)
    assert time.process_time() - started < 5
    assert "enrol-everybody" in loaded.portfolio.provisions
    assert any(problem.line == 1_048_576 for problem in loaded.problems)


def test_more_rows_than_fit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glocal.io.workbook.MOST_ROWS", 3)
    found = problems(WRITTEN)
    assert any("rows are read" in item.what for item in found)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.dates(min_value=date(1900, 3, 1)),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
    st.sampled_from(["=A1", "#DIV/0!", "school", "6-17", "everybody", ";", "a >= 1", "x" * 9000]),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(openpyxl.load_workbook(io.BytesIO(WRITTEN)).sheetnames),
        st.integers(1, 6),
        st.integers(1, 34),
        CELLS,
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(EDITS)
def test_whatever_is_typed_is_told_and_what_is_kept_is_right(
    edits: list[tuple[str, int, int, Any]],
) -> None:
    def damage(book: Book) -> None:
        for title, row, column, value in edits:
            book[title].cell(row, column).value = value

    try:
        kept = read(damaged(damage), keep_valid=True)
    except PortfolioError as error:
        told = error
    else:
        again = read(portfolio_xlsx(kept))
        assert again.portfolio == kept.portfolio
        return
    assert told.problems
