"""A document as PDF: tagged, with bookmarks, in the language and direction of its words."""

from __future__ import annotations

import re
from itertools import accumulate, zip_longest
from typing import Any

from glocal.model.document import (
    Beside,
    Block,
    Bullets,
    Cell,
    Document,
    Headline,
    Picture,
    Table,
    Text,
)
from glocal.reports.printed import COLOURS, INK_ON
from glocal.reports.typeset import compile_page, compile_pdf

TEMPLATE = "document.typ"
LONGEST = 28
"""A word with more letters than this may be broken anywhere: addresses would leave the paper."""

_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
_JOINT = re.compile(r"(?<![/?&=_.-])[/?&=_.-]+(?=[^/?&=_.-])")
_UNBROKEN = re.compile(r"[^/?&=_.\u200b-]{19,}")
_PIECE = re.compile(r".{14}(?=.)")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff\ud800-\udfff]")


def document_pdf(document: Document) -> bytes:
    """The bytes of the PDF. Raises ``NotInstalledError`` and ``TypesettingError``."""
    return compile_pdf(TEMPLATE, document_data(document), document.made)


def first_page_png(document: Document) -> bytes:
    """The first page as a picture, to show what the PDF looks like. Raises as ``document_pdf``."""
    return compile_page(TEMPLATE, document_data(document))


def document_data(document: Document) -> dict[str, Any]:
    """The document as plain values for the template."""
    return {
        "language": document.language,
        "rtl": document.is_rtl,
        "title": _clean(document.title),
        "subtitle": _breakable(document.subtitle),
        "facts": [_breakable(fact) for fact in document.facts],
        "mark": _clean(document.mark),
        "short": document.is_short,
        "contents": document.contents,
        "page": document.page,
        "colours": list(COLOURS),
        "inks": list(INK_ON),
        "sections": [
            {
                "title": _breakable(section.title),
                "level": section.level,
                "begins_page": section.begins_page,
                "blocks": _blocks(section.blocks),
            }
            for section in document.sections
        ],
    }


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Blocks one after the other; ``keeps`` says which must not end a page."""
    followed = zip_longest(blocks, blocks[1:])
    return [{**_block(block), "keeps": _belongs(after)} for block, after in followed if block]


def _belongs(after: Block | None) -> bool:
    """Whether a block says something of the one before it: a table, or a quiet remark."""
    return isinstance(after, Table) or (isinstance(after, Text) and after.style == "quiet")


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text(text, style):
            return {"kind": "text", "text": _breakable(text), "style": style}
        case Bullets(items):
            return {"kind": "bullets", "items": [_breakable(item) for item in items]}
        case Headline(label, figure, lines):
            spoken = [_breakable(line) for line in lines]
            named = {"label": _breakable(label), "figure": _breakable(figure)}
            return {"kind": "headline", **named, "lines": spoken}
        case Table():
            return _table(block)
        case Picture(title, svg, description, width):
            drawn = {"svg": svg, "description": _clean(description), "width": width}
            return {"kind": "picture", "title": _breakable(title), **drawn}
        case Beside(first, second):
            return {
                "kind": "beside",
                "shares": [_share(first), _share(second)],
                "first": _blocks(first),
                "second": _blocks(second),
            }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "headings": [_breakable(heading) for heading in table.headings],
        "widths": list(table.widths or (1.0,) * len(table.headings)),
        "numbers": sorted(table.numbers),
        # The row of headings is row 0: a group ends with as many rows as stand above its end.
        "ends": list(accumulate(table.groups)),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": _clean(cell.text), "shown": _breakable(cell.text), "grade": cell.grade}


def _share(blocks: tuple[Block, ...]) -> float:
    """How much of the line a column takes: pictures say how wide they are."""
    return sum(one.width for one in blocks if isinstance(one, Picture)) or 8.0


def _clean(text: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", text).split())


def _breakable(text: str) -> str:
    """``text`` with places in overlong words where a line may end: at joints, else anywhere."""
    return _LONG.sub(lambda found: _with_joints(found[0]), _clean(text))


def _with_joints(word: str) -> str:
    jointed = _JOINT.sub("\\g<0>\u200b", word)
    return _UNBROKEN.sub(lambda found: _PIECE.sub("\\g<0>\u200b", found[0]), jointed)
