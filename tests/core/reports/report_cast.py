"""A source of a report that the tests change, and ways to look into the files that come of it."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from glocal.loading.catalogue import framework
from glocal.model.document import Beside, Block, Bullets, Cell, Document, Headline, Table, Text
from glocal.model.kinds import AnswerState
from glocal.model.response import Response
from glocal.reports.report_source import ReportSource

LOCAL = framework("local-pcmd", "1.0")
DAY = date(2026, 11, 29)


def source(*grades: tuple[str, float], agreed: bool = True, **more: Any) -> ReportSource:
    """Puerto Lirio with these answers."""
    responses = tuple(
        Response(code, AnswerState.ANSWERED, grade, agreed=agreed) for code, grade in grades
    )
    whole = ReportSource("Puerto Lirio", LOCAL, responses, DAY)
    return replace(whole, **more)


def everything(grade: float) -> ReportSource:
    """Every question answered with the same grade, agreed."""
    return source(*((one.code, grade) for one in LOCAL.indicators))


def texts(document: Document) -> list[str]:
    """Every text of a document, in its order."""
    found = [document.title, document.subtitle, document.mark, *document.facts]
    for section in document.sections:
        found.append(section.title)
        for block in section.blocks:
            found += _texts(block)
    return found


def tables(document: Document) -> dict[str, Table]:
    """The tables of a document by their titles."""
    return {
        block.title: block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
    }


def row(table: Table, name: str) -> list[str]:
    """The texts of the row that begins with ``name``."""
    cells = next(cells for cells in table.rows if cells[0].text.startswith(name))
    return [cell.text for cell in cells]


def part_of_docx(content: bytes, name: str = "word/document.xml") -> str:
    """One part of a file for a word processor."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def cells(*words: str) -> tuple[Cell, ...]:
    """Cells of these words."""
    return tuple(Cell(word) for word in words)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Text(text, _style):
            yield text
        case Bullets(items):
            yield from items
        case Headline(label, figure, lines):
            yield from (label, figure, *lines)
        case Table():
            yield from block.headings
            yield from (cell.text for line in block.rows for cell in line)
        case Beside(first, second):
            for one in (*first, *second):
                yield from _texts(one)
        case _:
            yield block.title
            yield block.description
