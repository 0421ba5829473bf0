"""A portfolio as a spreadsheet comes back the same, and every damage is told by sheet and cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.errors import PortfolioError, Problem
from glocal.io.portfolio_sheets import HEAD, sheets
from glocal.io.portfolio_xlsx import portfolio_xlsx
from glocal.io.portfolio_xlsx_read import portfolio_of_xlsx, read_portfolio_xlsx
from glocal.io.sheet_voice import Voice
from glocal.io.spreadsheet_cell import FORMULA_STARTS, guarded, unguarded
from glocal.loading.families import LANGUAGES
from glocal.loading.packs import among
from glocal.loading.plain_yaml import PlainFile
from glocal.loading.portfolio import LoadedPortfolio, assemble, portfolio_of_bytes, read_portfolio
from glocal.loading.sheet_words import sheet_words
from glocal.text.folding import fold
from tests.core.loading.documents import TAXONOMY, documents
from tests.core.loading.portfolio_files import CITY, NATION, write

PACKS = {"nation.yaml": NATION.encode()}
Book = openpyxl.Workbook
Damage = Callable[[Book], Any]


def city() -> LoadedPortfolio:
    return portfolio_of_bytes(CITY.encode(), "city.yaml", TAXONOMY, packs=PACKS)


WRITTEN = portfolio_xlsx(city())


def damaged(damage: Damage, raw: bytes = WRITTEN) -> bytes:
    """The spreadsheet of the city after somebody has worked on it in a spreadsheet program."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    damage(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(raw: bytes, **options: bool) -> LoadedPortfolio:
    return portfolio_of_xlsx(raw, "city.xlsx", TAXONOMY, packs=PACKS, **options)


def problems(raw: bytes) -> list[Problem]:
    with pytest.raises(PortfolioError) as error:
        read(raw)
    return list(error.value.problems)


def cell(book: Book, sheet: str, heading: str, row: int = 3) -> Any:
    """The cell below a heading; the first entry stands in row 3."""
    page = book[sheet]
    place = [item.value for item in page[1]].index(heading) + 1
    return page.cell(row, place)


def put(sheet: str, heading: str, value: Any, row: int = 3) -> Damage:
    def damage(book: Book) -> None:
        cell(book, sheet, heading, row).value = value

    return damage


# -------------------------------------------------------------------------------- round trip


@settings(deadline=None, max_examples=60)
@given(documents(), st.sampled_from(LANGUAGES))
def test_what_is_kept_of_a_random_document_comes_back_the_same(
    document: dict[str, Any], language: str
) -> None:
    kept = assemble(PlainFile("x", document), among({}), TAXONOMY, keep_valid=True)
    again = portfolio_of_xlsx(portfolio_xlsx(kept, language), "x.xlsx", TAXONOMY)
    assert again.portfolio == kept.portfolio
    assert (again.problems, again.notes) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_city_comes_back_with_its_packs_apart(tmp_path: Path, language: str) -> None:
    loaded = read_portfolio(write(tmp_path), TAXONOMY)
    (tmp_path / "city.xlsx").write_bytes(portfolio_xlsx(loaded, language))
    again = read_portfolio_xlsx(tmp_path / "city.xlsx", TAXONOMY)
    assert again.portfolio == loaded.portfolio
    assert again.own == loaded.own
    assert again.uses == ("nation.yaml",)
    assert again.provision_places["no-papers-no-place"] == ("city.xlsx", 4)


def test_additions_to_the_taxonomy_come_back() -> None:
    addition = "{id: night-school, parent: education, costly: yes}"
    text = f"portfolio: City\nextends:\n  actions: [{addition}]\n"
    loaded = portfolio_of_bytes(text.encode(), "city.yaml", TAXONOMY)
    again = portfolio_of_xlsx(portfolio_xlsx(loaded), "city.xlsx", TAXONOMY)
    assert again.taxonomy == loaded.taxonomy


def test_the_same_portfolio_gives_the_same_bytes() -> None:
    assert portfolio_xlsx(city()) == WRITTEN


def test_a_spreadsheet_program_that_saves_it_again_changes_nothing() -> None:
    assert read(damaged(lambda book: None)).portfolio == city().portfolio


# ----------------------------------------------------------------------------------- safety


@given(st.text(max_size=20))
def test_the_guard_against_formulas_can_be_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" ").startswith(FORMULA_STARTS)


def test_no_cell_begins_a_formula() -> None:
    text = CITY.replace("title: Rules of the schools", 'title: "=HYPERLINK(1)"')
    text = text.replace("name: School by the Sea", 'name: "@SUM(1)"')
    loaded = portfolio_of_bytes(text.encode(), "city.yaml", TAXONOMY, packs=PACKS)
    raw = portfolio_xlsx(loaded)
    for page in openpyxl.load_workbook(io.BytesIO(raw)):
        for row in page.iter_rows():
            for item in row:
                assert item.data_type != "f"
                if isinstance(item.value, str):
                    assert not item.value.startswith(FORMULA_STARTS), item.coordinate
    assert read(raw).portfolio == loaded.portfolio


# ------------------------------------------------------------------------------------- words


def test_every_language_has_the_same_words() -> None:
    def keys(value: Any) -> Any:
        return {key: keys(item) for key, item in value.items()} if isinstance(value, dict) else 0

    shapes = [
        keys({"s": w.sheets, "h": w.head, "c": w.headings, "e": w.help, "v": w.values})
        for w in map(sheet_words, LANGUAGES)
    ]
    assert all(shape == shapes[0] for shape in shapes)


def test_every_column_has_a_heading_and_no_heading_means_two() -> None:
    for sheet in (HEAD, *sheets(TAXONOMY.population)):
        meant: dict[str, str] = {}
        for language in LANGUAGES:
            voice = Voice(TAXONOMY, language)
            assert len(voice.words.sheets[sheet.id]) <= 31  # more no spreadsheet allows
            for column in sheet.columns:
                assert voice.help(sheet, column)
                for word in (column.id, voice.heading(sheet, column)):
                    assert meant.setdefault(fold(word), column.id) == column.id, word


def test_every_choice_is_understood_in_every_language() -> None:
    reader = Voice(TAXONOMY, "en")
    for sheet in sheets(TAXONOMY.population):
        for column in sheet.columns:
            if column.kind in {"choice", "choices"}:
                for language in LANGUAGES:
                    voice = Voice(TAXONOMY, language)
                    for choice in voice.choices(column.what):
                        shown = voice.shown_choice(column.what, choice)
                        assert reader.meant(column.what, shown) == choice, (language, shown)


def test_ids_words_and_names_of_other_languages_are_taken() -> None:
    def damage(book: Book) -> None:
        cell(book, "Provisions", "What it does").value = "duty"
        cell(book, "Provisions", "Money").value = "NON"
        cell(book, "Provisions", "Action or service").value = "enrolment"
        cell(book, "Policies", "Kind of act").value = "Ley"
        cell(book, "Policies", "Status").value = "ساري المفعول"

    loaded = read(damaged(damage)).portfolio
    assert loaded.provisions == city().portfolio.provisions
    assert loaded.policies["school-rules"].kind == "law"


def test_an_arabic_book_runs_from_right_to_left_and_offers_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(portfolio_xlsx(city(), "ar")))
    assert book.sheetnames[2] == sheet_words("ar").sheets["provisions"]
    assert all(page.sheet_view.rightToLeft for page in book)
    offered = book.worksheets[2].data_validations.dataValidation
    assert len(offered) >= 8
    assert all("القوائم" in item.formula1 for item in offered)


# --------------------------------------------------------------- what may be done without harm


def swap_columns(book: Book) -> None:
    page = book["Provisions"]
    rows = [[item.value for item in row] for row in page.iter_rows()]
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(reversed(row), 1):
            page.cell(number, place).value = value


def drop_column(sheet: str, heading: str) -> Damage:
    def damage(book: Book) -> None:
        page = book[sheet]
        page.delete_cols([item.value for item in page[1]].index(heading) + 1)

    return damage


def rename_headings(book: Book) -> None:
    spanish, english = Voice(TAXONOMY, "es"), Voice(TAXONOMY, "en")
    for sheet in sheets(TAXONOMY.population):
        page = book[english.words.sheets[sheet.id]]
        for place, column in enumerate(sheet.columns, 1):
            page.cell(1, place).value = spanish.heading(sheet, column).upper()
        page.title = spanish.words.sheets[sheet.id]


HARMLESS: dict[str, Damage] = {
    "no row of help": lambda book: [page.delete_rows(2) for page in book],
    "a title above": lambda book: [page.insert_rows(1, 2) for page in book],
    "empty rows between": lambda book: book["Provisions"].insert_rows(4, 3),
    "other order of columns": swap_columns,
    "other order of sheets": lambda book: book.move_sheet("Provisions", -2),
    "no sheet of lists": lambda book: book.remove(book["Lists"]),
    "an empty sheet more": lambda book: book.create_sheet("Scratch"),
    "headings of another language in capitals": rename_headings,
    "a column without use deleted": drop_column("Provisions", "Note"),
    "a date as text": put("Provisions", "From", "2017-01-01", 4),
    "a date with a time": put("Provisions", "From", datetime(2017, 1, 1), 4),
    "spaces round a value": put("Provisions", "Who acts", "  city-school  "),
    "a year as text": put("Policies", "Year", "2016"),
    "a merged title": lambda book: book["Provisions"].merge_cells("A1:A2"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_people_do_to_a_spreadsheet_does_no_harm(name: str) -> None:
    again = read(damaged(HARMLESS[name]))
    assert again.portfolio == city().portfolio
    assert again.problems == ()


NOTED: dict[str, tuple[Damage, str, str]] = {
    "an extra column": (
        put("Provisions", "Note", "Checked by", 1),
        "sheet Provisions",
        "'Checked by'",
    ),
    "an extra sheet": (
        lambda book: book.create_sheet("Budget").append([1]),
        "sheet Budget",
        "none of a portfolio",
    ),
    "an extra row of the head": (
        lambda book: book["Portfolio"].append(["Colour", "red"]),
        "sheet Portfolio",
        "'Colour'",
    ),
}


@pytest.mark.parametrize("name", NOTED)
def test_what_does_not_belong_is_named_and_left_out(name: str) -> None:
    damage, where, what = NOTED[name]
    again = read(damaged(damage))
    assert again.portfolio == city().portfolio
    (note,) = again.notes
    assert note.file.endswith(where)
    assert what in note.what


# ------------------------------------------------------------------------------------ damage

# Each case: what is done, and then sheet, cell, and words of what is wrong and of the mend.
DAMAGES: dict[str, tuple[Damage, str, str, str, str]] = {
    "a formula": (
        put("Provisions", "Who acts", "=A1"),
        "Provisions",
        "D3",
        "A formula stands here",
        "value",
    ),
    "an error": (
        put("Policies", "Year", "#REF!"),
        "Policies",
        "F3",
        "shows the error #REF!",
        "value",
    ),
    "a date where a word belongs": (
        put("Provisions", "For whom: age", date(2026, 6, 17), 4),
        "Provisions",
        "H4",
        "made a date of this cell",
        "as text",
    ),
    "a date where a number belongs": (
        put("Provisions", "Amount", date(2026, 6, 17)),
        "Provisions",
        "V3",
        "A number is needed",
        "number",
    ),
    "a word where a number belongs": (
        put("Provisions", "Amount", "much"),
        "Provisions",
        "V3",
        "number is needed here, not text",
        "help of the column",
    ),
    "a day that is none": (
        put("Provisions", "From", "2017-02-30", 4),
        "Provisions",
        "L4",
        "no day 2017-02-30",
        "28 days",
    ),
    "a date in another order": (
        put("Provisions", "From", "01/02/2017", 4),
        "Provisions",
        "L4",
        "right form",
        "2015-09-01",
    ),
    "an unknown action": (
        put("Provisions", "Action or service", "enrollment"),
        "Provisions",
        "E3",
        "no action 'enrollment'",
        "Did you mean 'enrolment'?",
    ),
    "an unknown word of a list": (
        put("Provisions", "What it does", "dooty"),
        "Provisions",
        "C3",
        "'dooty'",
        "entitlement, duty",
    ),
    "an unknown value of a group": (
        put("Provisions", "For whom: age", "6-18", 4),
        "Provisions",
        "H4",
        "no value of 'age'",
        "6-17",
    ),
    "an unknown territory": (
        put("Policies", "Territory", "ctiy"),
        "Policies",
        "H3",
        "no territory 'ctiy'",
        "'city'",
    ),
    "an unknown policy": (
        put("Provisions", "Policy", "skool-rules"),
        "Provisions",
        "A3",
        "no policy 'skool-rules' in this file",
        "by its id",
    ),
    "a provision without a policy": (
        put("Provisions", "Policy", None),
        "Provisions",
        "A3",
        "The policy is missing",
        "by its id",
    ),
    "an empty cell that is needed": (
        put("Provisions", "Who acts", None),
        "Provisions",
        "D3",
        "'who' is missing",
        "",
    ),
    "everybody and a group": (
        put("Provisions", "For whom: age", "6-17"),
        "Provisions",
        "F3",
        "names groups as well",
        "Empty",
    ),
    "a group that is not filled in": (
        put("Provisions", "Who is meant", "the groups to the right"),
        "Provisions",
        "F3",
        "No group is filled in",
        "Fill in",
    ),
    "a condition in words": (
        put("Provisions", "Conditions", "six months"),
        "Provisions",
        "Y3",
        "not how a condition",
        ">= 6",
    ),
    "a report to nobody": (
        put("Provisions", "What it does", "report"),
        "Provisions",
        "C3",
        "needs 'to'",
        "Add 'to'",
    ),
    "an id twice": (
        put("Provisions", "Id", "enrol-everybody", 4),
        "Provisions",
        "B4",
        "stands twice",
        "another id",
    ),
    "merged cells": (
        lambda book: book["Provisions"].merge_cells("D3:D4"),
        "Provisions",
        "",
        "D3:D4 are merged",
        "Split",
    ),
    "a needed column deleted": (
        drop_column("Provisions", "Who acts"),
        "Provisions",
        "",
        "column 'Who acts' is missing",
        "Add",
    ),
    "a column twice": (
        put("Provisions", "Note", "Who acts", 1),
        "Provisions",
        "AF1",
        "stands twice",
        "Rename or delete",
    ),
    "headings that nobody knows": (
        lambda book: book["Territories"].delete_rows(1, 2),
        "Territories",
        "",
        "No heading",
        "Id, Name",
    ),
    "a pack that is not there": (
        put("Portfolio", "Value", "natoin.yaml", 5),
        "Portfolio",
        "",
        "'natoin.yaml' is not at hand",
        "",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_told_with_sheet_and_cell(name: str) -> None:
    damage, sheet, key, what, mend = DAMAGES[name]
    found = problems(damaged(damage))
    told = [item for item in found if item.file == f"city.xlsx, sheet {sheet}" and item.key == key]
    assert any(what in item.what and mend in item.mend for item in told), [str(i) for i in found]


def test_every_damage_is_told_at_once() -> None:
    def damage(book: Book) -> None:
        put("Provisions", "Who acts", "=A1")(book)
        put("Provisions", "Action or service", "enrollment", 4)(book)
        put("Policies", "Territory", "ctiy")(book)

    found = {(item.file.rpartition(" ")[2], item.key) for item in problems(damaged(damage))}
    assert {("Provisions", "D3"), ("Provisions", "E4"), ("Policies", "H3")} <= found


def test_valid_rows_are_kept_on_request() -> None:
    loaded = read(damaged(put("Provisions", "Money", "=1+1")), keep_valid=True)
    assert [item.key for item in loaded.problems] == ["Q3"]
    # The row with the formula goes as a whole: without its money it would say something else.
    assert list(loaded.portfolio.provisions) == ["edu-enrol", "no-papers-no-place"]


def test_rows_that_merged_cells_have_spoiled_are_not_kept() -> None:
    loaded = read(damaged(lambda book: book["Provisions"].merge_cells("D3:D4")), keep_valid=True)
    assert list(loaded.portfolio.provisions) == ["edu-enrol"]


def test_an_effect_that_cannot_be_read_takes_its_provision_along() -> None:
    def damage(book: Book) -> None:
        book["Effects"].append(["enrol-everybody", "schooling", "=1"])

    loaded = read(damaged(damage), keep_valid=True)
    assert "enrol-everybody" not in loaded.portfolio.provisions


# ----------------------------------------------------------------------------------- hostile


def zipped(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def without(part: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info, old.read(info))
    return target.getvalue()


def with_part(part: str, change: Callable[[bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, change(content) if info.filename == part else content)
    return target.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">'
    b'<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">'
    b'<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;">]><x>&h;</x>'
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a text": lambda: b"portfolio: x\n",
    "an old or protected file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "half a file": lambda: WRITTEN[: len(WRITTEN) // 2],
    "a zip of something else": lambda: zipped(readme=b"hello"),
    "a zip bomb": lambda: zipped(**{"xl/workbook.xml": bytes(250_000_000)}),
    "no list of sheets": lambda: without("xl/workbook.xml"),
    "a sheet that is missing": lambda: without("xl/worksheets/sheet3.xml"),
    "no shared texts": lambda: without("xl/sharedStrings.xml"),
    "broken XML": lambda: with_part("xl/worksheets/sheet3.xml", lambda raw: raw[:500]),
    "an entity bomb": lambda: with_part("xl/worksheets/sheet3.xml", lambda raw: BOMB),
    "a text that is not there": lambda: with_part(
        "xl/worksheets/sheet3.xml", lambda raw: raw.replace(b"<v>1", b"<v>99991")
    ),
    "no sheet of a portfolio": lambda: damaged(
        lambda book: [setattr(page, "title", f"S{n}") for n, page in enumerate(list(book))]
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_or_hostile_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(PortfolioError) as error:
        portfolio_of_xlsx(HOSTILE[name](), "city.xlsx", TAXONOMY, keep_valid=True)
    assert error.value.problems
    assert all(problem.mend for problem in error.value.problems)


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PortfolioError, match="cannot be read"):
        read_portfolio_xlsx(tmp_path / "nowhere.xlsx", TAXONOMY)


def test_a_sheet_with_a_value_far_out_is_read_in_a_moment() -> None:
    def damage(book: Book) -> None:
        book["Provisions"]["A1048576"] = "school-rules"
        book["Provisions"]["XFD5"] = "far"

    loaded = read(damaged(damage), keep_valid=True)
    assert "enrol-everybody" in loaded.portfolio.provisions
    assert any(problem.line == 1_048_576 for problem in loaded.problems)


def test_more_rows_than_fit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glocal.io.workbook.MOST_ROWS", 3)
    found = problems(WRITTEN)
    assert any("rows are read" in item.what for item in found)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.dates(min_value=date(1900, 3, 1)),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
    st.sampled_from(["=A1", "#DIV/0!", "school", "6-17", "everybody", ";", "a >= 1", "x" * 9000]),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(openpyxl.load_workbook(io.BytesIO(WRITTEN)).sheetnames),
        st.integers(1, 6),
        st.integers(1, 34),
        CELLS,
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(EDITS)
def test_whatever_is_typed_is_told_and_what_is_kept_is_right(
    edits: list[tuple[str, int, int, Any]],
) -> None:
    def damage(book: Book) -> None:
        for title, row, column, value in edits:
            book[title].cell(row, column).value = value

    try:
        kept = read(damaged(damage), keep_valid=True)
    except PortfolioError as error:
        told = error
    else:
        again = read(portfolio_xlsx(kept))
        assert again.portfolio == kept.portfolio
        return
    assert told.problems
