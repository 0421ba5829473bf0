"""What people do to a spreadsheet does no harm, or is told by sheet and cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from glocal.io.portfolio_sheets import sheets
from glocal.io.sheet_voice import Voice
from tests.core.io.sheet_of_city import (
    Book,
    Damage,
    city,
    damaged,
    problems,
    put,
    read,
)
from tests.core.loading.documents import TAXONOMY

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
        "is needed here, not text",
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
        "appears twice",
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
        "appears twice",
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


@pytest.mark.parametrize("value", [time(10, 30), timedelta(hours=30)])
def test_a_time_where_a_number_belongs_is_told_at_its_cell(value: time | timedelta) -> None:
    """Spreadsheet programs make a time out of 10:30 by themselves."""
    told = problems(damaged(put("Policies", "Year", value, 3)))
    assert any("A number is needed here" in problem.what for problem in told)
