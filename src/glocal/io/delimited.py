"""Open a delimited text file as people really save it: any usual encoding and separator."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glocal.errors import Problem, TableError

SEPARATORS = ",;\t|"
SEPARATOR_LINE = "sep="
"""How a first line begins that only names the separator, as some spreadsheet programs want it."""
QUOTED = re.compile(r'"[^"]*"')
NO_TABLES = (b"%pdf", b"<html", b"<!doc", b"<?xml", b"{\\rtf")
"""How documents begin that some programs save under the name of a spreadsheet."""

SPOILED = "\ufffd"
"""What stands for bytes that are no letter."""

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True)
class Rows:
    """The header and the rows of a file; ``notes`` says what had to be guessed.

    A row is its line number (from 1) and its cells; ``header_line`` is that of the header, which is
    1 in most files.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    notes: tuple[str, ...]
    header_line: int = 1


def read_rows(path: Path) -> Rows:
    """The rows of the file at ``path``. Raises ``TableError`` when it is no table at all."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error
    return rows_of(raw, path.name)


def rows_of(raw: bytes, name: str) -> Rows:
    """The rows of the bytes of a file called ``name``."""
    text, notes = _decode(raw, name)
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise TableError(f"{name} is empty.")
    csv.field_size_limit(1_000_000)
    rows = list(_numbered(text, _separator(lines), name))
    if rows and rows[0][1][0].strip().lower() == SEPARATOR_LINE:
        del rows[0]
    if not rows:
        raise TableError(f"{name} is empty.")
    header = tuple(cell.strip() for cell in rows[0][1])
    if len(header) < 2:
        raise TableError(
            f"{name} has a single column.",
            [Problem(name, rows[0][0], "", "No separator was found.", "Separate cells by commas.")],
        )
    return Rows(name, header, tuple(rows[1:]), tuple(notes), rows[0][0])


def _numbered(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    # Strict: a quote that nobody closed would swallow all rows after it without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise TableError(
                f"{name} cannot be read as a table.",
                [
                    Problem(
                        name,
                        line,
                        "",
                        "The quotes of the row that begins here do not match.",
                        "Look for a quotation mark too many, or save the file again as CSV UTF-8.",
                    )
                ],
            ) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row
        # A quoted cell may hold line breaks: the next row begins where the reader stands.
        line = reader.line_num + 1


def _decode(raw: bytes, name: str) -> tuple[str, list[str]]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), []
            except UnicodeDecodeError as error:
                if encoding == "utf-8-sig" and (found := _with_damaged_letters(raw)):
                    return found
                raise TableError(f"{name} is not the {encoding} text it says it is.") from error
    if b"\x00" in raw or raw.lstrip()[:5].lower().startswith(NO_TABLES):
        raise TableError(f"{name} is not a text file. Save the sheet as CSV first.")
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError:
        found = _with_damaged_letters(raw)
        if found is not None:
            return found
        # What spreadsheet programs write on many Western systems; every byte means something.
        note = "The file is not UTF-8; it was read as Windows-1252. Check accented letters."
        return raw.decode("cp1252", errors="replace"), [note]


def _with_damaged_letters(raw: bytes) -> tuple[str, list[str]] | None:
    """UTF-8 text of which few letters are damaged, so that these do not spoil all others."""
    text = raw.decode("utf-8-sig", errors="replace")
    spoiled = text.count(SPOILED)
    if sum(sign > "\x7f" for sign in text) <= 2 * spoiled:
        return None
    return text, [f"Letters of the file that could not be read: {spoiled:,}."]


def _separator(lines: list[str]) -> str:
    first = next(line for line in lines if line.strip()).lstrip()
    if first[:4].lower() == SEPARATOR_LINE and first[4:5] in SEPARATORS:
        return first[4:5] or SEPARATORS[0]
    # A mark inside quotes belongs to a name.
    first = QUOTED.sub("", first)
    return max(SEPARATORS, key=lambda mark: (first.count(mark), -SEPARATORS.index(mark)))
