"""Tables open as people save them; what is no table says so and how to mend it."""

from pathlib import Path

import pytest

from glocal.errors import TableError
from glocal.io.delimited import read_rows, rows_of

PLAIN = "territory,indicator,answer\nPeñarol,A1.1,2\n"
HEADER = ("territory", "indicator", "answer")
ROW = ["Peñarol", "A1.1", "2"]


def refused(raw: bytes) -> TableError:
    with pytest.raises(TableError) as caught:
        rows_of(raw, "answers.csv")
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_unicode_encoding_reads_the_same(encoding: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    rows = rows_of((mark + PLAIN).encode(encoding), "answers.csv")
    assert rows.header == HEADER
    assert rows.rows == ((2, ROW),)
    assert rows.notes == ()


def test_a_windows_file_reads_with_a_note_to_check_the_accents() -> None:
    rows = rows_of(PLAIN.encode("cp1252"), "answers.csv")
    assert rows.rows == ((2, ROW),)
    assert rows.notes == (
        "The file is not UTF-8; it was read as Windows-1252. Check accented letters.",
    )


def test_arabic_names_survive() -> None:
    rows = rows_of("territory,A1.1\nصفاقس,3\n".encode(), "answers.csv")
    assert rows.rows == ((2, ["صفاقس", "3"]),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_in_the_header(separator: str) -> None:
    rows = rows_of(PLAIN.replace(",", separator).encode(), "answers.csv")
    assert (rows.header, rows.rows) == (HEADER, ((2, ROW),))


def test_a_separator_inside_quotes_of_the_header_decides_nothing() -> None:
    rows = rows_of(b'"name, as people say it, today";territory;A1.1\nx;y;1\n', "answers.csv")
    assert rows.header == ("name, as people say it, today", "territory", "A1.1")


def test_a_first_line_that_names_the_separator_is_obeyed_and_is_no_row() -> None:
    rows = rows_of(b"sep=;\nterritory;A1.1\nPort, old;1\n", "answers.csv")
    assert rows.header == ("territory", "A1.1")
    assert rows.rows == ((3, ["Port, old", "1"]),)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_of_every_system_are_read(ending: str) -> None:
    rows = rows_of(PLAIN.replace("\n", ending).encode(), "answers.csv")
    assert rows.rows == ((2, ROW),)


def test_a_quoted_line_break_stays_in_its_cell_and_later_lines_keep_their_numbers() -> None:
    rows = rows_of(b'territory,note\nA,"one\ntwo"\nB,three\n', "answers.csv")
    assert rows.rows == ((2, ["A", "one\ntwo"]), (4, ["B", "three"]))


def test_empty_lines_are_skipped_and_counted() -> None:
    rows = rows_of(b"\n\nterritory,A1.1\n\n,\nB,1\n", "answers.csv")
    assert rows.header == ("territory", "A1.1")
    assert rows.rows == ((6, ["B", "1"]),)


def test_rows_of_other_lengths_are_kept_as_they_are() -> None:
    rows = rows_of(b"a,b\n1\n1,2,3\n", "answers.csv")
    assert rows.rows == ((2, ["1"]), (3, ["1", "2", "3"]))


def test_a_header_without_rows_is_a_table_with_no_rows() -> None:
    assert rows_of(b"territory,A1.1\n", "answers.csv").rows == ()


@pytest.mark.parametrize("raw", [b"", b"  \n\n", b"\xef\xbb\xbf", b",,,\n,,\n"])
def test_an_empty_file_is_called_empty(raw: bytes) -> None:
    assert refused(raw).summary == "answers.csv is empty."


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x14\x00\x06\x00", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_spreadsheet_or_a_picture_is_refused_with_the_way_out(raw: bytes) -> None:
    assert refused(raw).summary == "answers.csv is not a text file. Save the sheet as CSV first."


def test_a_file_that_only_claims_to_be_unicode_is_refused() -> None:
    assert "not the utf-16 text" in refused(b"\xff\xfea").summary


def test_a_single_column_is_refused_with_its_line_and_mend() -> None:
    (problem,) = refused(b"\nterritory\nPort\n").problems
    assert problem.line == 2
    assert problem.mend == "Separate cells by commas."


def test_a_quote_that_is_never_closed_is_named_where_its_row_begins() -> None:
    error = refused(b'territory,note,A1.1\nA,"open,1\nB,x,2\nC,y,3\n')
    assert [problem.line for problem in error.problems] == [2]
    assert "quotes" in error.problems[0].what


def test_a_missing_file_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nowhere\.csv cannot be read: No such file"):
        read_rows(tmp_path / "nowhere.csv")


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read: Is a directory"):
        read_rows(tmp_path)
