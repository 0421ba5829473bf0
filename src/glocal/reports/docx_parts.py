"""Parts of a file for a word processor: paragraphs, tables and pictures in one direction."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from glocal.model.document import Document
from glocal.reports.docx_order import put_in_order
from glocal.reports.typeset import optional_package
from glocal.text.sentences import plain

FONT = "Arial"
"""There on every office computer, with Latin and Arabic letters."""

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LOCALES = {"en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ar": "ar-SA"}
ACCENT, SOFT, INK, RULE = "0C5A72", "48595F", "14252D", "B9C6CB"
# Name, size in points, bold, colour, space before and after in points.
OWN_STYLES = (
    ("Strong line", 11, True, INK, 8, 3),
    ("Quiet", 9, False, SOFT, 0, 6),
    ("Notice", 10, True, INK, 6, 8),
    ("Headline", 20, True, ACCENT, 6, 2),
)
SIZES = {"Title": 22, "Subtitle": 14, "Heading 1": 16, "Heading 2": 12, "Normal": 10}
# The same where everything is to stand on one page.
SHORT_SIZES = {"Title": 17, "Subtitle": 12, "Heading 1": 12, "Heading 2": 11, "Normal": 9}
# Points before and after, of what the template sets far apart.
AIR = {"Title": (0, 6), "Subtitle": (0, 4), "Heading 1": (18, 4), "Heading 2": (12, 3)}
SHORT_AIR = {"Title": (0, 3), "Subtitle": (0, 2), "Heading 1": (8, 2), "Normal": (0, 4)}

LRI, LRM = "\u2066", "\u200e"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def element(name: str, **attributes: str) -> Any:
    """An element of WordprocessingML, its attributes in the same namespace."""
    make = optional_package("docx.oxml").OxmlElement
    found = make(name)
    for key, value in attributes.items():
        found.set(f"{{{NAMESPACE}}}{key}", value)
    return found


def shade(cell: Any, colour: str) -> None:
    """Colour the ground of a cell."""
    properties = cell._tc.get_or_add_tcPr()
    properties.append(element("w:shd", val="clear", color="auto", fill=colour.lstrip("#")))


class Docx:
    """A file that is being written; every part of it runs in the direction of its language."""

    def __init__(self, document: Document) -> None:
        self.docx = optional_package("docx")
        self.shared = optional_package("docx.shared")
        self.document = document
        self.rtl = document.is_rtl
        self.file = self.docx.Document()
        self.into: Any = self.file
        self._set_up()

    def paragraph(self, text: str, style: str) -> None:
        """A paragraph in a named style."""
        self._write(self.into.add_paragraph(style=style), text)

    def columns(self, widths: Sequence[float]) -> tuple[Any, ...]:
        """Places of so many centimetres beside one another, without lines; see ``within``."""
        frame = self.into.add_table(rows=1, cols=len(widths))
        frame.autofit = False
        frame._tbl.tblPr.append(_air(0, 0))
        if self.rtl:
            frame._tbl.tblPr.append(element("w:bidiVisual"))
        places = frame.rows[0].cells
        for column, place, width in zip(frame.columns, places, widths, strict=True):
            column.width = place.width = self.shared.Cm(width)
        return tuple(places)

    @contextmanager
    def within(self, place: Any) -> Iterator[None]:
        """Write into one of the places that ``columns`` made."""
        outside, self.into = self.into, place
        yield
        self.into = outside
        # A new cell has an empty line, which the format wants only where nothing else stands.
        if len(place.paragraphs) > 1:
            place._tc.remove(place.paragraphs[0]._p)

    def table(self, title: str, rows: int, widths: Sequence[float]) -> Any:
        """An empty table with columns of so many centimetres; its title is for screen readers."""
        table = self.into.add_table(rows=rows, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        table._tbl.tblPr.append(_rules())
        table._tbl.tblPr.append(_air())
        table._tbl.tblPr.append(element("w:tblCaption", val=clean(title)))
        if self.rtl:
            table._tbl.tblPr.append(element("w:bidiVisual"))
        lengths = [self.shared.Cm(width) for width in widths]
        for column, length in zip(table.columns, lengths, strict=True):
            column.width = length
        for row in table._tbl.tr_lst:
            for cell, length in zip(row.tc_lst, lengths, strict=True):
                cell.width = length
        # A line must stand between tables; it need not be as high as one that is read.
        between = self.into.add_paragraph().paragraph_format
        between.line_spacing = between.space_after = self.shared.Pt(4)
        return table

    def fill(self, cell: Any, text: str, *, bold: bool, at_end: bool, colour: str) -> None:
        """Write a cell; numbers stand at the end of the line.

        In a line that runs from right to left, the format calls the end right as well.
        """
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = self.shared.Pt(1)
        run = self._write(paragraph, text)
        run.font.size = self.shared.Pt(8.5)
        run._r.get_or_add_rPr().append(element("w:szCs", val="17"))
        if bold:
            run.font.bold = True
            run._r.get_or_add_rPr().append(element("w:bCs"))
        if colour:
            run.font.color.rgb = self.shared.RGBColor.from_string(colour.lstrip("#").upper())
        if at_end:
            paragraph._p.get_or_add_pPr().append(element("w:jc", val="right"))

    def picture(self, png: bytes, width: float, description: str) -> None:
        """A picture in its own paragraph, with the words that stand for it."""
        paragraph = self.into.add_paragraph()
        run = paragraph.add_run()
        shape = run.add_picture(io.BytesIO(png), width=self.shared.Cm(width))
        shape._inline.docPr.set("descr", clean(description))
        if self.rtl:
            paragraph._p.get_or_add_pPr().append(element("w:bidi"))

    def saved(self) -> bytes:
        """The bytes of the file."""
        section = self.file.sections[0]
        parts = (self.file, self.file.styles, section.header, section.footer)
        for part in parts:
            put_in_order(part._element if hasattr(part, "_element") else part.element, NAMESPACE)
        target = io.BytesIO()
        self.file.save(target)
        return target.getvalue()

    def _write(self, paragraph: Any, text: str) -> Any:
        properties = paragraph._p.get_or_add_pPr()
        if self.rtl and properties.find(f"{{{NAMESPACE}}}bidi") is None:
            properties.append(element("w:bidi"))
        run = paragraph.add_run(clean(text))
        if self.rtl:
            run.font.rtl = True
        return run

    def _set_up(self) -> None:
        properties, made = self.file.core_properties, self.document.made
        properties.title = clean(f"{self.document.title} – {self.document.subtitle}")[:255]
        properties.author, properties.comments = "Glocal", ""
        properties.language = LOCALES[self.document.language]
        properties.created = properties.modified = datetime(
            made.year, made.month, made.day, tzinfo=UTC
        )
        self._styles()
        section = self.file.sections[0]
        section.page_width, section.page_height = self.shared.Cm(21), self.shared.Cm(29.7)
        section.left_margin = section.right_margin = self.shared.Cm(2)
        # What is meant for one page gets as much of it as printers can reach.
        section.top_margin = section.bottom_margin = self.shared.Cm(
            1.5 if self.document.is_short else 2.2
        )
        section.header_distance = section.footer_distance = self.shared.Cm(0.8)
        if self.rtl:
            section._sectPr.append(element("w:bidi"))
        head = [self.document.mark, self.document.subtitle]
        self._write(section.header.paragraphs[0], " · ".join(one for one in head if one))
        foot = section.footer.paragraphs[0]
        self._write(foot, " · ".join(self.document.facts) + " · ")
        self._page_number(foot)
        for paragraph in (section.header.paragraphs[0], foot):
            for run in paragraph.runs:
                run.font.size = self.shared.Pt(8)

    def _page_number(self, paragraph: Any) -> None:
        """How pages are counted, as fields that the program fills."""
        for piece in re.split(r"(\{page\}|\{pages\})", self.document.page):
            field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(piece)
            if field is None:
                self._write(paragraph, piece)
                continue
            simple = element("w:fldSimple", instr=field)
            run = paragraph.add_run("1")
            simple.append(run._r)
            paragraph._p.append(simple)

    def _styles(self) -> None:
        styles, kinds = self.file.styles, optional_package("docx.enum.style").WD_STYLE_TYPE
        for name, size, bold, colour, before, after in OWN_STYLES:
            style = styles.add_style(name, kinds.PARAGRAPH)
            style.base_style = styles["Normal"]
            style.font.size, style.font.bold = self.shared.Pt(size), bold
            style.font.color.rgb = self.shared.RGBColor.from_string(colour)
            style.paragraph_format.space_before = self.shared.Pt(before)
            style.paragraph_format.space_after = self.shared.Pt(after)
            style.paragraph_format.keep_with_next = name == "Strong line"
        is_short = self.document.is_short
        sizes, air = (SHORT_SIZES, SHORT_AIR) if is_short else (SIZES, AIR)
        for name in (*sizes, *(style[0] for style in OWN_STYLES), "List Bullet"):
            self._letters(styles[name], sizes.get(name))
        for name, (before, after) in air.items():
            styles[name].paragraph_format.space_before = self.shared.Pt(before)
            styles[name].paragraph_format.space_after = self.shared.Pt(after)

    def _letters(self, style: Any, size: int | None) -> None:
        """Font, size and language of a style, for Latin and for Arabic letters alike."""
        if size is not None:
            style.font.size = self.shared.Pt(size)
        properties = style.element.get_or_add_rPr()
        # Letters set apart tear Arabic words; the template spaces its titles and slants one.
        style.font.italic = None
        for name in ("w:rFonts", "w:lang", "w:szCs", "w:spacing", "w:kern", "w:iCs"):
            for old in properties.findall(f"{{{NAMESPACE}}}{name[2:]}"):
                properties.remove(old)
        fonts = element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)
        properties.insert(0, fonts)
        if style.font.size is not None:
            half = str(int(style.font.size.pt * 2))
            properties.append(element("w:szCs", val=half))
        locale = LOCALES[self.document.language]
        latin = "en-GB" if self.rtl else locale
        properties.append(element("w:lang", val=latin, bidi=locale if self.rtl else "ar-SA"))
        if name_of(style).startswith(("Heading", "Title", "Subtitle")):
            style.font.color.rgb = self.shared.RGBColor.from_string(ACCENT)


def _rules() -> Any:
    """The lines of a table: between its rows, and none between its columns."""
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in ("left", "right", "insideV"):
            borders.append(element(f"w:{side}", val="nil"))
        else:
            borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=RULE))
    return borders


def _air(above: int = 40, beside: int = 80) -> Any:
    """The space round what stands in the cells of a table, in twentieths of a point."""
    margins = element("w:tblCellMar")
    for side, space in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        margins.append(element(f"w:{side}", w=str(space), type="dxa"))
    return margins


def name_of(style: Any) -> str:
    """The name of a style."""
    return str(style.name)


def clean(text: str) -> str:
    """``text`` without what XML forbids, and without marks that older programs show as boxes.

    A number that keeps its sign before it gets the older mark for that.
    """
    return plain(_FORBIDDEN.sub(" ", text).replace(LRI, LRM))
