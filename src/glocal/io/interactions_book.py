"""Read interactions from the sheets of a spreadsheet file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from glocal.io.interactions_grid import Grid, Told, column_names, grid_of_page
from glocal.io.interactions_labels import Label, label_fault
from glocal.io.interactions_long import LongList, group_of, headings, is_long, read_long
from glocal.io.interactions_square import Pair, Square, read_square
from glocal.io.workbook import Page
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.loading.written import shown
from glocal.model.interaction import Item, ItemKind, Rating
from glocal.text.folding import fold


@dataclass(frozen=True)
class Found:
    """Items and answers of a file; ``values`` only where they are aggregated already."""

    items: tuple[Item, ...]
    ratings: tuple[Rating, ...] = ()
    values: Mapping[Pair, float] = field(default_factory=dict)
    has_raters: bool = False

    @classmethod
    def of_square(cls, square: Square, rater: str, group: str, decimals: bool) -> Found:
        """A matrix as the answers of one rater."""
        if decimals:
            values = {pair: value for pair, value in square.answers.items() if value is not None}
            return cls(square.items, values=values)
        ratings = tuple(
            Rating(rater, group, source, target, None if value is None else int(value))
            for (source, target), value in square.answers.items()
        )
        return cls(square.items, ratings)

    @classmethod
    def of_list(cls, listed: LongList, decimals: bool) -> Found:
        """A list as answers of its raters."""
        if decimals:
            values = {
                (one.source, one.target): one.value for one in listed.rows if one.value is not None
            }
            return cls(listed.items, values=values)
        ratings = tuple(
            Rating(
                one.rater,
                one.group,
                one.source,
                one.target,
                None if one.value is None else int(one.value),
                one.rationale,
            )
            for one in listed.rows
        )
        return cls(listed.items, ratings, has_raters=listed.has_raters)


def read_book(
    pages: Sequence[Page],
    name: str,
    told: Told,
    *,
    known: Sequence[Item] | None = None,
    decimals: bool = False,
) -> Found:
    """What the sheets of a file say.

    A sheet of items names them, one of raters gives their groups, one with the columns of a list
    is a list, and each other one is a matrix, of one rater where there are several.
    """
    grids = [(grid_of_page(page, name), _role(page.title)) for page in pages if page.rows]
    items = known if known is not None else _items(grids, told)
    lists = [grid for grid, role in grids if role in {"", "ratings"} and is_long(grid)]
    squares = [
        grid for grid, role in grids if role in {"", "matrix", "ratings"} and not is_long(grid)
    ]
    if lists:
        for grid in lists[1:]:
            told.tell(grid, 0, 0, "This is a second list.", "Put all rows into one sheet.")
        for grid in squares:
            what = "This sheet was left out, since the ratings stand in a list."
            told.note(grid, 0, 0, what, "Delete the list if the matrix is meant.")
        return Found.of_list(read_long(lists[0], told, known=items, decimals=decimals), decimals)
    if not squares:
        titles = ", ".join(f"'{shown(page.title)}'" for page in pages)
        told.tell(
            Grid(name, "", ()),
            0,
            0,
            f"No sheet holds a matrix or a list. Sheets: {titles}.",
            "Put the labels into the first row and column of a sheet.",
        )
        return Found(tuple(items or ()))
    groups = _groups(grids, told)
    if len(squares) == 1 and groups is None:
        square = read_square(squares[0], told, known=items, decimals=decimals)
        return Found.of_square(square, "r1", "", decimals)
    return _of_raters(squares, groups or {}, told, items, decimals)


def _of_raters(
    squares: Sequence[Grid],
    groups: Mapping[str, str],
    told: Told,
    items: Sequence[Item] | None,
    decimals: bool,
) -> Found:
    """A sheet a rater; the first one says which items there are, unless they are known."""
    if decimals:
        for grid in squares[1:]:
            told.tell(grid, 0, 0, "Values that are aggregated have one sheet.", "Keep one sheet.")
    ratings: list[Rating] = []
    first: Found | None = None
    for grid in squares:
        square = read_square(grid, told, known=items, decimals=decimals)
        items = items if items is not None else square.items
        found = Found.of_square(square, grid.title, groups.get(fold(grid.title), ""), decimals)
        first = first or found
        ratings += found.ratings
    values = first.values if first is not None else {}
    return Found(tuple(items or ()), tuple(ratings), values, has_raters=True)


def _role(title: str) -> str:
    """What a sheet is by its name, in any language; empty for names of raters and others."""
    for language in LANGUAGES:
        for key, word in interaction_words(language).sheets.items():
            if fold(title.strip()) in (key, fold(word)):
                return key
    return ""


def _items(grids: Sequence[tuple[Grid, str]], told: Told) -> tuple[Item, ...] | None:
    """The items that a sheet of items names; None when there is none."""
    grid = next((grid for grid, role in grids if role == "items"), None)
    if grid is None:
        return None
    columns = headings(grid.rows[0])
    if "id" not in columns:
        told.tell(grid, grid.rows[0].number, 0, "The column 'id' is missing.", "Add 'id'.")
        return None
    found: dict[str, Item] = {}
    for row in grid.rows[1:]:
        name, title = row.text(columns["id"]), row.text(columns.get("title", 0))
        fault = label_fault(Label(name, title))
        if not name:
            told.tell(grid, row.number, columns["id"], "The id is missing.", "Fill it in.")
        elif name in found:
            told.tell(
                grid,
                row.number,
                columns["id"],
                f"'{shown(name)}' appears twice.",
                "Keep one of the two.",
            )
        elif fault is not None:
            told.tell(grid, row.number, columns["id"], *fault)
        else:
            kind = _kind(row.text(columns.get("kind", 0)))
            if kind is None:
                kinds = ", ".join(interaction_words("en").kinds.values())
                what = f"'{shown(row.text(columns['kind']))}' is no kind of item."
                told.tell(grid, row.number, columns["kind"], what, f"Use one of: {kinds}.")
            else:
                found[name] = Item(name, title or name, kind, row.text(columns.get("ref", 0)))
    return tuple(found.values())


def _kind(text: str) -> ItemKind | None:
    if not text:
        return ItemKind.OBJECTIVE
    for language in LANGUAGES:
        for key, word in interaction_words(language).kinds.items():
            if fold(text) in (key, fold(word)):
                return ItemKind(key)
    return None


def _groups(grids: Sequence[tuple[Grid, str]], told: Told) -> dict[str, str] | None:
    """The groups by the folded names of raters; None when no sheet names raters."""
    grid = next((grid for grid, role in grids if role == "raters"), None)
    if grid is None:
        return None
    columns = {column_names().get(fold(grid.rows[0].text(at)), ""): at for at in grid.rows[0].cells}
    if "rater" not in columns or "group" not in columns:
        what = "The columns 'rater' and 'group' are needed."
        told.tell(grid, grid.rows[0].number, 0, what, "Add both columns.")
        return {}
    return {
        fold(row.text(columns["rater"])): group_of(row.text(columns["group"]))
        for row in grid.rows[1:]
    }
