"""A document as PDF, text document and spreadsheet: accessible, bounded, and never markup."""

import io
import re
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from glocal.model.document import Beside, Bullets, Document, Headline, Section, Table, Text
from glocal.reports.council_report import council_page, full_report
from glocal.reports.document_docx import document_docx
from glocal.reports.document_pdf import document_data, document_pdf
from glocal.reports.document_xlsx import document_xlsx
from glocal.reports.report_source import Part, PlannedAction
from glocal.reports.typeset import compile_png
from tests.core.reports.pdf_cast import asked_of_pdf
from tests.core.reports.report_cast import cells, everything, part_of_docx, source

HOSTILE = (
    '#let x = 1 $x^2$ @ref \\ *bold* `code` <label> // no /* [ ] { } "quote" = T',
    '#import "@preview/x:1.0.0" #read("/etc/passwd")',
    '=HYPERLINK("http://example.org")',
    "\x00\x1b\ud800\ufffe </w:t></w:r><w:r> & <script>",
    "ا" * 1000,
    "https://example.org/" + "a" * 600,
    "\u202e\u2066 turned \n\r\t round",
    "北京 አዲስ अ \U0001f30d",
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(text: str, language: str = "en") -> Document:
    """A document in which everything is ``text``."""
    blocks = (
        Text(text),
        Text(text, "notice"),
        Bullets((text,)),
        Headline(text, text, (text,)),
        Table(text, (text, text), (cells(text, text),)),
        Beside((Text(text),), (Text(text),)),
    )
    sections = (Section(text, blocks), Section(text, (), level=2), Section(text, ()))
    return Document(
        language, text, text, date(2026, 11, 29), (text,), sections, mark=text, contents="Contents",
        page="{page}/{pages}",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pdf_is_tagged_and_has_language_title_bookmarks_and_alternatives(language: str) -> None:
    content = document_pdf(full_report(everything(2), language))
    assert content.startswith(b"%PDF-1.7")
    assert b"/MarkInfo<</Marked true" in content
    assert f"/Lang({language})".encode() in content
    assert (b"/Direction/R2L" in content) is (language == "ar")
    assert b"/DisplayDocTitle true" in content
    assert b"/Outlines" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    for kind in (b"/H1", b"/H2", b"/Table", b"/TH", b"/TD", b"/Figure", b"/LI"):
        assert kind in content
    # Every line is a paragraph, a heading, a list or a table; nothing is a bare piece of text.
    assert b"/S/Span" not in content
    # The rose, the bars, the axes: each with the words that stand for it.
    assert len(re.findall(rb"/Alt", content)) == 3


def test_the_same_document_gives_the_same_bytes() -> None:
    document = council_page(everything(2), "en")
    assert document_pdf(document) == document_pdf(document)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_the_profile_is_one_page_even_with_the_longest_names(language: str) -> None:
    answered = source(
        ("A1.1", 0), ("A2.1", 4), agreed=False, territory="Puerto Lirio " * 20, round="Round " * 30
    )
    for whole in (answered, everything(3), source()):
        content = document_pdf(council_page(whole, language))
        assert len(re.findall(rb"/Type/Page\b", content)) == 1
        # Vowel marks in a picture once cost the promise, where no other text had the same.
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_letters_that_no_font_has_cost_the_promise_and_not_the_report() -> None:
    content = document_pdf(council_page(source(("A1.1", 2), territory="አዲስ \U0001f30d"), "en"))
    assert content.startswith(b"%PDF")
    assert b"/MarkInfo<</Marked true" in content


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_wrote_is_never_markup(text: str) -> None:
    for language in ("en", "ar"):
        document = written(text, language)
        assert document_pdf(document).startswith(b"%PDF")
        xml = ElementTree.fromstring(part_of_docx(document_docx(document)))  # noqa: S314
        assert xml.find(f".//{W}script") is None
        book = load_workbook(io.BytesIO(document_xlsx(document)))
        assert all(
            cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line
        )


def test_signs_of_the_typesetter_are_printed_as_they_are() -> None:
    (heading, *_) = asked_of_pdf(written(HOSTILE[0]), "heading.where(level: 2)")
    assert heading["body"]["text"] == HOSTILE[0]
    assert asked_of_pdf(written(HOSTILE[0]), "ref") == []
    assert asked_of_pdf(written(HOSTILE[0]), "math.equation") == []


def test_an_address_is_broken_at_its_joints_and_a_word_without_any_anywhere() -> None:
    address = "https://example.org/puerto-lirio/council-2026-03-26"
    sections = (Section("One", (Text(address), Text("a" * 30), Text("a" * 28))),)
    document = Document("en", "T", "S", date(2026, 11, 29), (), sections)
    found = [block["text"] for block in document_data(document)["sections"][0]["blocks"]]
    assert found[0].split("\u200b") == [
        "https://", "example.", "org/", "puerto-", "lirio/", "council-", "2026-", "03-", "26",
    ]  # fmt: skip
    assert found[1].split("\u200b") == ["a" * 14, "a" * 14, "aa"]
    assert found[2] == "a" * 28


def test_what_introduces_a_table_or_a_remark_does_not_end_a_page_alone() -> None:
    table = Table("T", ("A",), (cells("1"),))
    blocks = (Text("About"), table, Text("Finding"), Text("Serious", "quiet"), Text("Next"))
    document = Document("en", "T", "S", date(2026, 11, 29), (), (Section("One", blocks),))
    found = document_data(document)["sections"][0]["blocks"]
    assert [block["keeps"] for block in found] == [True, False, True, False, False]


def test_a_table_as_long_as_a_page_begins_one() -> None:
    table = Table("T", ("A",), (cells("1"),))
    sections = (Section("One", (Text("About"),)), Section("Two", (table,), begins_page=True))
    apart = Document("en", "T", "S", date(2026, 11, 29), (), sections, page="{page}/{pages}")
    together = replace(apart, sections=(sections[0], replace(sections[1], begins_page=False)))
    pages = [len(re.findall(rb"/Type/Page\b", document_pdf(one))) for one in (apart, together)]
    assert pages == [2, 1]
    (figures,) = [one for one in full_report(everything(2), "en").sections if one.begins_page]
    assert figures.title == "All figures"


def test_two_hundred_actions_stay_small() -> None:
    actions = tuple(PlannedAction(f"Action {number}", "A1.1", "planned") for number in range(200))
    whole = source(*((f"A1.{number}", 2) for number in range(1, 9)), actions=actions)
    document = full_report(whole, "en", frozenset(Part))
    assert len(document_pdf(document)) < 1_000_000
    docx = part_of_docx(document_docx(document))
    assert "Action 199" in docx
    book = load_workbook(io.BytesIO(document_xlsx(document)))
    assert book["All actions"].max_row == 204


def test_the_text_document_has_real_headings_header_rows_and_described_pictures() -> None:
    content = document_docx(full_report(everything(2), "en"))
    xml = part_of_docx(content)
    assert '<w:pStyle w:val="Title"/>' in xml
    assert '<w:pStyle w:val="Heading1"/>' in xml
    assert '<w:pStyle w:val="Heading2"/>' in xml
    assert xml.count("<w:tblHeader/>") == xml.count("<w:tblCaption ") > 5
    # One more without lines and headings: two pictures beside one another.
    assert xml.count("<w:tbl>") == xml.count("<w:tblCaption ") + 1
    assert xml.count(' descr="') == xml.count("<wp:docPr ") == 3
    assert ' descr=""' not in xml
    assert "<dc:language>en-GB</dc:language>" in part_of_docx(content, "docProps/core.xml")


def test_in_arabic_paragraphs_tables_and_letters_run_from_right_to_left() -> None:
    content = document_docx(full_report(everything(2), "ar"))
    xml = part_of_docx(content)
    paragraphs = re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL)
    assert all("<w:bidi/>" in one for one in paragraphs if "<w:t" in one)
    assert xml.count("<w:bidiVisual/>") == xml.count("<w:tbl>") > 5
    assert 'w:bidi="ar-SA"' in part_of_docx(content, "word/styles.xml")
    # Marks that older programs show as boxes are left out.
    assert not set("\u2066\u2067\u2068\u2069") & set(xml)


def test_the_properties_stand_in_the_order_of_the_format() -> None:
    xml = part_of_docx(document_docx(full_report(everything(2), "ar")))
    for properties in re.findall(r"<w:rPr>.*?</w:rPr>", xml):
        names = re.findall(r"<w:(\w+)", properties)[1:]
        order = ["rFonts", "b", "bCs", "color", "sz", "szCs", "rtl", "cs", "lang"]
        assert names == sorted(names, key=order.index)


def test_a_draft_says_so_on_every_page_of_both() -> None:
    document = full_report(source(("A1.1", 2), agreed=False), "en")
    docx = document_docx(document)
    header = next(part_of_docx(docx, f"word/header{number}.xml") for number in (1,))
    assert "Draft, not agreed" in header
    marked, agreed = document_pdf(document), document_pdf(full_report(source(("A1.1", 2)), "en"))
    assert marked != agreed


def test_numbers_are_numbers_in_the_spreadsheet_and_every_sheet_says_where_from() -> None:
    content = document_xlsx(full_report(source(("A1.1", 4), ("A1.2", 2)), "en"))
    book = load_workbook(io.BytesIO(content))
    sheet = book["All figures"]
    assert "version 1.0" in sheet["A2"].value
    assert "Figures as of 29 November 2026" in sheet["A2"].value
    rows = {line[0].value: [cell.value for cell in line] for line in sheet.iter_rows(min_row=5)}
    assert rows["A1 Mapping the local context"][1] == 75
    assert all(page["A2"].value for page in book.worksheets[1:])
    arabic = load_workbook(io.BytesIO(document_xlsx(full_report(everything(2), "ar"))))
    assert all(page.sheet_view.rightToLeft for page in arabic)


def test_a_picture_becomes_png() -> None:
    square = '<rect width="10" height="10"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{square}</svg>'
    assert compile_png(svg, 1).startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_titles_of_the_text_document_are_not_spaced_out(language: str) -> None:
    # Letters set apart tear the letters of Arabic words from one another.
    content = document_docx(full_report(everything(2), language))
    styles = ElementTree.fromstring(part_of_docx(content, "word/styles.xml"))  # noqa: S314 - ours
    looks = {
        style.get(f"{W}styleId"): {one.tag.removeprefix(W) for one in style.find(f"{W}rPr") or ()}
        for style in styles.iter(f"{W}style")
    }
    assert "color" in looks["Title"]
    for name in ("Title", "Subtitle"):
        assert not looks[name] & {"spacing", "kern", "i", "iCs"}


def test_a_sheet_is_printed_on_one_page_across_with_its_headings_on_each() -> None:
    book = load_workbook(io.BytesIO(document_xlsx(full_report(everything(2), "en"))))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert {sheet.print_title_rows for sheet in book.worksheets[1:]} == {"$4:$4"}


def test_the_spreadsheet_shows_figures_as_the_screen_does_and_days_as_days() -> None:
    actions = (
        PlannedAction("Now", "A1.1", "planned", due=date(2027, 1, 31)),
        PlannedAction("Once", "A1.1", "done", due=date(1884, 1, 31)),
    )
    answered = source(("A1.1", 4), ("A1.2", 2), ("A1.3", 1), actions=actions)
    book = load_workbook(io.BytesIO(document_xlsx(full_report(answered, "en"))))
    first = next(line for line in book["All figures"].iter_rows(min_row=5) if "A1" in line[0].value)
    # (1 + 0.5 + 0.25) / 3 of 8 questions.
    assert (first[1].value, first[1].number_format) == (58.3333, "0")
    assert (first[5].value, first[5].number_format) == (0.375, "0%")
    gains = book["The changes at a glance"]["D5"]
    assert gains.number_format.startswith("+0.0")
    due = [book["All actions"][place].value for place in ("C5", "C6")]
    assert due == [datetime(2027, 1, 31), "31 January 1884"]
    assert book["All actions"].auto_filter.ref == "A4:D6"


def test_the_spreadsheet_of_the_one_page_has_its_figures_and_steps() -> None:
    content = document_xlsx(council_page(everything(2), "en"))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        "About this file",
        "Score by dimension and…",
        "What would raise the score most",
    ]
    assert book.worksheets[1]["B5"].value == 50


def test_a_sheet_is_as_wide_as_what_stands_in_it_and_runs_as_its_language() -> None:
    for language, order, side in (("en", 0.0, "right"), ("ar", 2.0, "left")):
        book = load_workbook(io.BytesIO(document_xlsx(full_report(everything(2), language))))
        sheet = book.worksheets[1]
        longest = max(len(str(cell.value or "")) for cell in sheet["A"][4:])
        assert longest < sheet.column_dimensions["A"].width <= 60
        assert sheet["A5"].alignment.readingOrder == order
        assert sheet["B4"].alignment.horizontal == side
