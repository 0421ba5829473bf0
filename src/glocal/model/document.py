"""A document for people as values: sections of blocks, without markup of any kind of file.

Writers turn it into PDF, a text document or a spreadsheet. Everything is text that somebody wrote
or chose; no writer reads it as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``value`` is its number, ``grade`` (0 to 4) its colour, if it has any.

    ``unit`` says how the number is written: ``""`` a whole number of 0 to 100, ``"%"`` a share of
    0 to 1, ``"+"`` points that are added. ``day`` is the day that the text names.
    """

    text: str
    value: float | None = None
    grade: int | None = None
    unit: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Text:
    """A paragraph; ``style`` is ``plain``, ``strong``, ``quiet`` or ``notice``."""

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Headline:
    """The one figure that everybody looks for, with what must be said beside it."""

    label: str
    figure: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first column names the row.

    ``widths`` are the shares of the columns, ``numbers`` those that hold numbers, ``groups`` how
    many rows belong together, where they are of several kinds.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    numbers: frozenset[int] = frozenset()
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, the words that stand for it, and its width in centimetres.

    ``table`` holds its figures where no other table of the document does: a spreadsheet shows it.
    """

    title: str
    svg: str
    description: str
    width: float
    table: Table | None = None


@dataclass(frozen=True)
class Beside:
    """Two columns of blocks where the paper is wide enough, else one after the other."""

    first: tuple[Block, ...]
    second: tuple[Block, ...]


Block = Text | Bullets | Headline | Table | Picture | Beside


@dataclass(frozen=True)
class Section:
    """Blocks under a heading of ``level`` 1 or 2.

    ``begins_page``: what follows is as long as a page, and should not begin at the end of one.
    """

    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    begins_page: bool = False


@dataclass(frozen=True)
class Document:
    """The whole, in one language.

    ``facts`` stand on every page: what was measured, with what, when. ``mark`` does too, and is
    empty unless something must be said of the whole, as that it is a draft. ``contents`` is the
    heading of the list of sections, ``page`` how pages are counted: ``{page}`` of ``{pages}``.
    A document that ``is_short`` fits one page and has no list of sections. ``about`` names the part
    of a spreadsheet that says what the whole is.
    """

    language: str
    title: str
    subtitle: str
    made: date
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    mark: str = ""
    is_short: bool = False
    contents: str = ""
    page: str = ""
    about: str = ""

    @property
    def is_rtl(self) -> bool:
        """Whether the language runs from right to left."""
        return self.language == "ar"
