"""Spreadsheets that are made, or broken, to do harm: they are refused, soon and with a reason."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest

from glocal.errors import PortfolioError
from glocal.io.workbook import read_workbook
from tests.core.io.filled_questionnaire import Book, damaged, given_out

Change = Callable[[str, bytes], bytes]


def rewritten(change: Change, more: Mapping[str, bytes] | None = None) -> bytes:
    """A questionnaire whose parts were changed, each by its name, and with some more of them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        with zipfile.ZipFile(io.BytesIO(given_out())) as parts:
            for name in parts.namelist():
                out.writestr(name, change(name, parts.read(name)))
        for name, part in (more or {}).items():
            out.writestr(name, part)
    return target.getvalue()


def in_part(part: str, old: bytes, new: bytes) -> bytes:
    """A questionnaire with other bytes in one part."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        assert old in content
        return content.replace(old, new, 1)

    return rewritten(change)


def refused(raw: bytes, tags: int | None = None) -> str:
    with pytest.raises(PortfolioError) as error:
        read_workbook(raw, "q.xlsx", tags=tags)
    (problem,) = error.value.problems
    assert problem.mend
    return problem.what


def test_a_small_file_with_millions_of_short_texts_is_refused_before_they_are_read() -> None:
    raw = in_part("xl/sharedStrings.xml", b"</sst>", b"<si><t>a</t></si>" * 400_000 + b"</sst>")
    assert len(raw) < 100_000
    assert refused(raw, tags=1_000_000) == "The file has too many cells and formats."


def test_rows_without_anything_in_them_count_as_well() -> None:
    rows = b'<row r="99" s="1"/>' * 100_000
    raw = in_part("xl/worksheets/sheet2.xml", b"</sheetData>", rows + b"</sheetData>")
    assert refused(raw, tags=50_000) == "The file has too many cells and formats."
    assert read_workbook(raw, "q.xlsx")


def test_a_sheet_that_is_named_again_and_again_is_not_read_again_and_again() -> None:
    again = b"".join(
        b'<sheet name="x%d" sheetId="%d" r:id="rId2"/>' % (number, number + 50)
        for number in range(100)
    )
    raw = in_part("xl/workbook.xml", b"</sheets>", again + b"</sheets>")
    assert refused(raw) == "The file is damaged."


def test_a_sheet_that_is_one_chart_does_not_stop_the_others() -> None:
    def add_chart(book: Book) -> None:
        book.create_chartsheet("Chart")

    pages = read_workbook(damaged(add_chart), "q.xlsx")
    assert "Answers" in [page.title for page in pages]


def test_a_locked_part_is_refused() -> None:
    raw = bytearray(given_out())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + place] |= 1
            at = raw.find(mark, at + 4)
    assert refused(bytes(raw)) == "The file is damaged."


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/styles.xml", b"</cellXfs>", b"</other>"),
        ("docProps/core.xml", b'"UTF-8"', b'"UTF-9"'),
        ("xl/sharedStrings.xml", b'"UTF-8"', b'"none"'),
        ("xl/worksheets/sheet2.xml", b'"UTF-8"', b'"none"'),
    ],
)
def test_a_part_that_is_no_xml_is_refused_whoever_reads_it(
    part: str, old: bytes, new: bytes
) -> None:
    assert refused(in_part(part, old, new)) == "The file is damaged."


def test_a_text_from_another_place_is_not_fetched() -> None:
    raw = rewritten(
        lambda name, part: (
            part.replace(
                b"?>", b'?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1
            ).replace(b"<t>Answer</t>", b"<t>&x;</t>")
            if name == "xl/sharedStrings.xml"
            else part
        )
    )
    assert refused(raw) == "The file is damaged."


def test_a_file_that_is_cut_off_is_damaged_and_not_of_another_kind() -> None:
    raw = given_out()
    assert refused(raw[: len(raw) // 2]) == "The file is damaged."


def test_whatever_bytes_are_changed_the_file_is_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(6)
    with zipfile.ZipFile(io.BytesIO(given_out())) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    for _round in range(150):
        spoiled = chance.choice(sorted(content))
        part = bytearray(content[spoiled])
        for _byte in range(chance.randint(1, 4)):
            part[chance.randrange(len(part))] = chance.randrange(256)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as out:
            for name, whole in content.items():
                out.writestr(name, bytes(part) if name == spoiled else whole)
        with suppress(PortfolioError):
            read_workbook(target.getvalue(), "q.xlsx")


def test_many_formats_are_refused_before_they_are_read() -> None:
    formats = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 60_000
    raw = in_part("xl/styles.xml", b"</cellXfs>", formats + b"</cellXfs>")
    assert refused(raw) == "The file has too many cells and formats."


def test_nobody_counts_up_to_a_row_that_no_spreadsheet_has() -> None:
    row = b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>'
    raw = in_part("xl/worksheets/sheet2.xml", b"</sheetData>", row + b"</sheetData>")
    begun = time.perf_counter()
    pages = read_workbook(raw, "q.xlsx")
    assert time.perf_counter() - begun < 20
    assert max(number for page in pages for number, _cells in page.rows) < 1000


def test_merged_cells_that_begin_again_and_again_are_looked_for_once() -> None:
    # A comment full of beginnings took ten minutes a megabyte.
    comment = b"<!--" + b"<mergeCell " * 20_000 + b"-->"
    raw = in_part("xl/worksheets/sheet2.xml", b"</worksheet>", comment + b"</worksheet>")
    begun = time.process_time()
    assert read_workbook(raw, "q.xlsx")
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_part_packed_as_no_program_packs_it_is_refused(method: int) -> None:
    target = io.BytesIO(given_out())
    with zipfile.ZipFile(target, "a", method) as out:
        out.writestr("xl/more.xml", b"<x/>")
    assert refused(target.getvalue()) == "The file is damaged."


def test_sheets_without_end_are_refused() -> None:
    def many(book: Book) -> None:
        for number in range(250):
            book.create_sheet(f"Sheet {number}")

    assert refused(damaged(many)) == "The file has too many cells and formats."
