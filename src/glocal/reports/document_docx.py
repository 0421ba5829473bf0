"""A document for a word processor: real styles and headings, and right to left where it must."""

from __future__ import annotations

from typing import Any

from glocal.model.document import (
    Beside,
    Block,
    Bullets,
    Cell,
    Document,
    Headline,
    Picture,
    Section,
    Table,
    Text,
)
from glocal.reports.docx_parts import Docx, element, shade
from glocal.reports.printed import COLOURS, INK_ON
from glocal.reports.typeset import compile_png

PAPER = 17.0
"""Centimetres between the margins."""

GAP = 0.4
"""Centimetres that a cell keeps free round what stands in it."""

STYLES = {"plain": "Normal", "strong": "Strong line", "quiet": "Quiet", "notice": "Notice"}


def document_docx(document: Document) -> bytes:
    """The bytes of the file. Raises ``NotInstalledError`` and ``TypesettingError``."""
    writer = Docx(document)
    writer.paragraph(document.title, "Title")
    writer.paragraph(document.subtitle, "Subtitle")
    writer.paragraph(" · ".join(document.facts), "Quiet")
    if not document.is_short and len(document.sections) > 2:
        _contents(writer, document)
    for section in document.sections:
        _section(writer, section)
    return writer.saved()


def _contents(writer: Docx, document: Document) -> None:
    """The parts by name; the navigation pane of the program jumps to them."""
    writer.paragraph(document.contents, "Strong line")
    for section in document.sections:
        if section.level == 1:
            writer.paragraph(section.title, "List Bullet")


def _section(writer: Docx, section: Section) -> None:
    writer.paragraph(section.title, f"Heading {section.level}")
    for block in section.blocks:
        _block(writer, block)


def _block(writer: Docx, block: Block, room: float = PAPER) -> None:
    match block:
        case Text(text, style):
            writer.paragraph(text, STYLES[style])
        case Bullets(items):
            for item in items:
                writer.paragraph(item, "List Bullet")
        case Headline(label, figure, lines):
            writer.paragraph(f"{label}: {figure}", "Headline")
            writer.paragraph(" ".join(lines), "Normal")
        case Table():
            _table(writer, block, room)
        case Picture(title, svg, description, width):
            if title:
                writer.paragraph(title, "Strong line")
            writer.picture(compile_png(svg, width), min(width, room - GAP), description)
        case Beside(first, second):
            rooms = _rooms(first, second)
            places = writer.columns(rooms)
            for blocks, place, width in zip((first, second), places, rooms, strict=True):
                with writer.within(place):
                    for one in blocks:
                        _block(writer, one, width)


def _rooms(first: tuple[Block, ...], second: tuple[Block, ...]) -> tuple[float, float]:
    """How the width of the paper is divided: as the pictures of both sides need it."""
    one, two = (
        max((block.width for block in side if isinstance(block, Picture)), default=PAPER / 2)
        for side in (first, second)
    )
    return PAPER * one / (one + two), PAPER * two / (one + two)


def _table(writer: Docx, table: Table, room: float) -> None:
    widths = table.widths or (1.0,) * len(table.headings)
    total = sum(widths)
    grid = writer.table(
        table.title, len(table.rows) + 1, [room * width / total for width in widths]
    )
    _row(writer, grid.rows[0], tuple(Cell(heading) for heading in table.headings), table, True)
    for row, cells in zip(list(grid.rows)[1:], table.rows, strict=True):
        _row(writer, row, cells, table, False)


def _row(writer: Docx, row: Any, cells: tuple[Cell, ...], table: Table, is_head: bool) -> None:
    for place, (target, cell) in enumerate(zip(row.cells, cells, strict=True)):
        colour = "" if cell.grade is None else INK_ON[cell.grade]
        writer.fill(
            target,
            cell.text,
            bold=is_head or (place == 0 and len(table.numbers) > 3),
            at_end=place in table.numbers,
            colour=colour,
        )
        if cell.grade is not None:
            shade(target, COLOURS[cell.grade])
    if is_head:
        row._tr.get_or_add_trPr().append(element("w:tblHeader"))
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
