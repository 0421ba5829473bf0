"""Read a portfolio from a spreadsheet that people have filled in: every error with sheet and cell.

Sheets and columns are recognised by their names in any of the languages, in any order; rows of help
may stay or go. Formulas are not evaluated. Whatever does not belong is named and left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from openpyxl.utils import get_column_letter

from glocal.errors import PortfolioError, Problem
from glocal.io.portfolio_sheets import HEAD, HEAD_ROWS, Sheet, sheets
from glocal.io.sheet_document import Remarks, SheetDocument
from glocal.io.sheet_table import Table, find_table
from glocal.io.sheet_values import AFTER_COMMA, Unread, slot_of
from glocal.io.sheet_voice import Voice
from glocal.io.workbook import Page, SheetCell, read_workbook
from glocal.loading.families import LANGUAGES
from glocal.loading.known import Path
from glocal.loading.packs import TEXTS, Fetch, among, beside
from glocal.loading.plain_yaml import read_plain_yaml
from glocal.loading.portfolio import LoadedPortfolio, assemble
from glocal.loading.taxonomy import taxonomy as installed
from glocal.loading.written import shown
from glocal.model.taxonomy import Taxonomy
from glocal.text.folding import fold


def read_portfolio_xlsx(
    path: FilePath, taxonomy: Taxonomy | None = None, *, keep_valid: bool = False
) -> LoadedPortfolio:
    """The portfolio in the spreadsheet at ``path``, with the packs beside it that it uses.

    As :func:`glocal.loading.portfolio.read_portfolio`; problems name the sheet and the cell.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PortfolioError(f"{path} cannot be read: {error.strerror}.") from error
    return _read(raw, path.name, beside(path.parent), taxonomy, keep_valid)


def portfolio_of_xlsx(
    raw: bytes,
    name: str,
    taxonomy: Taxonomy | None = None,
    *,
    packs: Mapping[str, bytes] | None = None,
    keep_valid: bool = False,
    most: int | None = None,
) -> LoadedPortfolio:
    """The same from the bytes of a file called ``name``, as it was uploaded; no disk is read.

    A file with more than ``most`` policies and provisions is refused.
    """
    return _read(raw, name, among(packs or {}), taxonomy, keep_valid, most)


def _read(
    raw: bytes,
    name: str,
    fetch: Fetch,
    taxonomy: Taxonomy | None,
    keep_valid: bool,
    most: int | None = None,
) -> LoadedPortfolio:
    book = _Book(name, taxonomy or installed())
    # The lists to choose from are as long as the register, and say nothing that is not in it.
    is_lists = {
        fold(title) for title in ("lists", *(voice.words.sheets["lists"] for voice in book.voices))
    }
    book.take(read_workbook(raw, name, passed_over=lambda title: fold(title.strip()) in is_lists))
    return assemble(
        book.written,
        fetch,
        taxonomy,
        keep_valid=keep_valid,
        problems=tuple(book.remarks.problems),
        faulty=frozenset(book.faulty),
        notes=tuple(book.remarks.notes),
        most=most,
    )


class _Book:
    """Puts a document together from pages."""

    def __init__(self, name: str, taxonomy: Taxonomy) -> None:
        self.remarks = Remarks(name)
        self.voices = [Voice(taxonomy, language) for language in LANGUAGES]
        self.every = sheets(taxonomy.population)
        self.faulty: set[Path] = set()
        self.document: dict[str, Any] = {"portfolio": FilePath(name).stem}
        self.rows: dict[Path, tuple[str, int]] = {}
        self.columns: dict[str, Mapping[Path, str]] = {}

    @property
    def written(self) -> SheetDocument:
        return SheetDocument(self.remarks.name, self.document, self.rows, self.columns)

    def take(self, pages: Sequence[Page]) -> None:
        named = self._named(pages)
        if not named:
            titles = ", ".join(f"'{shown(page.title)}'" for page in pages) or "none"
            name, what = self.remarks.name, f"No sheet is one of a portfolio. Sheets: {titles}."
            mend = "Begin with a template: glocal portfolio template FILE.xlsx"
            raise PortfolioError(f"{name} cannot be read:", [Problem(name, 0, "", what, mend)])
        for sheet in (HEAD, *self.every):
            page = named.get(sheet.id)
            if page is None:
                continue
            table = find_table(sheet, page, self.voices, self.remarks)
            if table is None:
                continue
            self.columns[page.title] = table.letters
            if sheet is HEAD:
                self._take_head(page, table)
            else:
                self._take_entries(sheet, page, table)

    def _named(self, pages: Sequence[Page]) -> dict[str, Page]:
        """The pages by the sheet they are; others are named and left out."""
        known = {
            fold(title): key
            for voice in self.voices
            for key, own in voice.words.sheets.items()
            for title in (key, own)
        }
        found: dict[str, Page] = {}
        for page in pages:
            key = known.get(fold(page.title.strip()))
            if key is None and page.rows:
                said = "This sheet is none of a portfolio."
                self.remarks.note(page.title, 0, "", said, "It was left out.")
            elif key in found:
                said = "This sheet appears twice."
                self.remarks.tell(page.title, 0, "", said, "Keep one of the two.")
            elif key is not None and key != "lists":
                found[key] = page
        return found

    def _take_head(self, page: Page, table: Table) -> None:
        """What is true for the whole file, by the words in the first column."""
        known = {
            fold(word): key
            for voice in self.voices
            for key in HEAD_ROWS
            for word in (key, voice.words.head[key])
        }
        for row, cells in table.rows:
            entry, _ = self._entry(page, table, row, cells)
            key, value = known.get(fold(entry.get("key", ""))), entry.get("value")
            if key is not None and value is not None:
                self._take_head_value(key, value, page, row)
            elif value is not None:
                said = f"'{shown(entry.get('key', ''))}' is not known here."
                self.remarks.note(page.title, row, "", said, "The row was left out.")

    def _take_head_value(self, key: str, value: str, page: Page, row: int) -> None:
        name = "channels_complete" if key == "complete" else key
        self.rows[(name,)] = (page.title, row)
        match key:
            case "taxonomy":  # a spreadsheet makes 1 of 1.0
                self.document[name] = value if "." in value else f"{value}.0"
            case "uses" | "complete":
                self.document[name] = [
                    part.strip() for part in AFTER_COMMA.split(value) if part.strip()
                ]
            case "extends":
                added, problems = read_plain_yaml(value.encode(), page.title, as_written=TEXTS)
                for problem in problems:
                    self.remarks.tell(page.title, row, "", problem.what, problem.mend)
                self.document[name] = {} if added is None else added.value
            case _:
                self.document[name] = value

    def _take_entries(self, sheet: Sheet, page: Page, table: Table) -> None:
        above = ABOVE.get(sheet.id, "")
        places = _places(self.document, above)
        for row, cells in table.rows:
            entry, is_faulty = self._entry(page, table, row, cells)
            path: Path = ()
            if above:
                name = str(entry.pop(above, ""))
                if name not in places:
                    self._tell_no_such(above, name, page, table, row)
                    continue
                path = places[name]
            listed = _at(self.document, path).setdefault(sheet.id, [])
            listed.append(_listed(sheet, entry))
            path = (*path, sheet.id, len(listed) - 1)
            self.rows[path] = (page.title, row)
            if is_faulty or row in table.spoiled:
                self.faulty.add(path[:4])  # an effect that cannot be read spoils its provision

    def _tell_no_such(self, what: str, name: str, page: Page, table: Table, row: int) -> None:
        said = f"There is no {what} '{shown(name)}' in this file."
        self.remarks.tell(
            page.title,
            row,
            table.letters.get((what,), ""),
            said if name else f"The {what} is missing.",
            f"Name a {what} of this file by its id.",
        )

    def _entry(
        self, page: Page, table: Table, row: int, cells: Sequence[SheetCell]
    ) -> tuple[dict[Any, Any], bool]:
        """The slots of a row, and whether one of its cells cannot be used."""
        entry: dict[Any, Any] = {}
        is_faulty = False
        for cell in cells:
            column = table.columns.get(cell.column)
            if column is None:
                continue
            value = _unusable(cell) or slot_of(column, cell.value, self.voices[0])
            if isinstance(value, Unread):
                letter = get_column_letter(cell.column)
                self.remarks.tell(page.title, row, letter, value.what, value.mend)
                is_faulty = True
            elif value is not None:
                _set(entry, column.path, value)
        fault = _join_group(entry)
        if fault is not None:
            letter = table.letters.get(("for",), "")
            self.remarks.tell(page.title, row, letter, fault.what, fault.mend)
        return entry, is_faulty or fault is not None


ABOVE = {"provisions": "policy", "effects": "provision", "assumes": "provision"}
"""Sheets whose entries stand below another one, which a column of them names."""


def _unusable(cell: SheetCell) -> Unread | None:
    if cell.is_formula:
        return Unread("A formula stands here; formulas are not evaluated.", "Write its value.")
    if cell.is_error:
        return Unread(f"The cell shows the error {shown(cell.value)}.", "Write the value.")
    return None


def _set(entry: dict[Any, Any], path: Path, value: Any) -> None:
    *above, last = path
    for key in above:
        if not isinstance(entry.get(key), dict):
            # The column of the basis and those of the dimensions write to one slot.
            entry[key] = {} if key not in entry else {BASIS: entry[key]}
        entry = entry[key]
    if isinstance(entry.get(last), dict):
        entry[last][BASIS] = value
    else:
        entry[last] = value


BASIS = "\0basis"
"""Stands among the dimensions of a group until the row is read; no dimension can be called so."""


def _join_group(entry: dict[Any, Any]) -> Unread | None:
    """Put the column that says on what basis and those of the dimensions together."""
    group = entry.get("for")
    if group == "named":
        del entry["for"]
        return Unread("No group is filled in.", "Fill in the columns of the groups.")
    if not isinstance(group, dict):
        return None
    basis = group.pop(BASIS, "named")
    empty = [key for key, values in group.items() if not values]
    for key in empty:
        del group[key]
    if basis != "named":
        return Unread(
            f"The row says '{shown(basis)}' and names groups as well.",
            "Empty this cell, or the columns of the groups.",
        )
    return None


def _listed(sheet: Sheet, entry: dict[Any, Any]) -> Any:
    """An entry in the form of the file: pairs are lists there."""
    if sheet.id == "links":
        return [entry.get(0, ""), entry.get(1, "")]
    if sheet.id == "coordination":
        between = entry.pop("between", {})
        return {"between": [between.get(0, ""), between.get(1, "")], **entry}
    return entry


def _places(document: Mapping[str, Any], what: str) -> dict[str, Path]:
    """Where the policies or provisions of a document stand, by their ids; the first of two."""
    found: dict[str, Path] = {}
    for index, policy in enumerate(document.get("policies", []) if what else ()):
        if what == "policy":
            found.setdefault(str(policy.get("id", "")), ("policies", index))
            continue
        for number, provision in enumerate(policy.get("provisions", [])):
            path: Path = ("policies", index, "provisions", number)
            found.setdefault(str(provision.get("id", "")), path)
    found.pop("", None)
    return found


def _at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document
