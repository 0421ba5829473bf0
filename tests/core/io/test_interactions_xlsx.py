"""Interactions as a spreadsheet: there and back in four languages, and sheets that people made."""

import io
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook

from glocal.errors import TableError
from glocal.interactions.panel import agreed, panel_of
from glocal.io.interactions_csv import square_csv
from glocal.io.interactions_read import interactions_of
from glocal.io.interactions_xlsx import matrix_xlsx, raters_xlsx, ratings_xlsx
from glocal.loading.families import LANGUAGES
from glocal.loading.interactions import example_interactions
from glocal.model.interaction import Item, ItemKind, RatedMatrix, Rating, SignedMatrix

EXAMPLE = example_interactions()
each_language = pytest.mark.parametrize("language", LANGUAGES)


def made(sheets):
    """The bytes of a file with sheets of rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(raw, **options):
    return interactions_of(raw, "m.xlsx", **options)


def problems(raw, **options):
    with pytest.raises(TableError) as told:
        read(raw, **options)
    return told.value.problems


def in_order(ratings):
    return sorted(ratings, key=lambda one: (one.rater, one.source, one.target))


@each_language
def test_a_list_there_and_back(language):
    found = read(ratings_xlsx(EXAMPLE, language))

    assert found.rated.items == EXAMPLE.items
    assert found.rated.ratings == EXAMPLE.ratings
    assert (found.has_raters, found.notes) == (True, ())


@each_language
def test_a_sheet_a_rater_there_and_back_without_rationales(language):
    found = read(raters_xlsx(EXAMPLE, language))

    assert found.rated.items == EXAMPLE.items
    bare = [replace(one, rationale="") for one in EXAMPLE.ratings]
    assert in_order(found.rated.ratings) == in_order(bare)
    assert (found.has_raters, found.notes) == (True, ())


@each_language
def test_one_matrix_there_and_back(language):
    matrix = agreed(panel_of(EXAMPLE))

    for found in (
        read(matrix_xlsx(matrix, EXAMPLE.items, language), decimals=True),
        interactions_of(
            square_csv(matrix, EXAMPLE.items, language).encode(), "m.csv", decimals=True
        ),
    ):
        np.testing.assert_allclose(found.signed.values, matrix.values, rtol=1e-15)
        assert [(one.id, one.title) for one in found.rated.items] == [
            (one.id, one.title) for one in EXAMPLE.items
        ]
        assert not found.has_raters
        assert found.notes == ()


@each_language
def test_an_empty_matrix_is_a_form_with_legend_and_allowed_values(language):
    empty = SignedMatrix(("a", "b"), np.full((2, 2), np.nan))
    raw = matrix_xlsx(empty, (Item("a", "A"), Item("b", "B", ItemKind.SDG_TARGET, "4.1")), language)

    book = load_workbook(io.BytesIO(raw))
    first, legend = book.worksheets[0], book.worksheets[-1]
    assert first.data_validations.dataValidation[0].formula1 == '"-3,-2,-1,0,1,2,3,?"'
    assert [legend.cell(row, 1).value for row in range(2, 10)] == [3, 2, 1, 0, -1, -2, -3, "?"]
    assert bool(first.sheet_view.rightToLeft) == (language == "ar")
    first["C2"] = -2
    first["B3"] = "?"
    target = io.BytesIO()
    book.save(target)
    found = read(target.getvalue())
    assert {(one.source, one.value) for one in found.rated.ratings} == {("a", -2), ("b", None)}
    assert found.rated.items[1] == Item("b", "B", ItemKind.SDG_TARGET, "4.1")


def test_texts_that_would_run_are_guarded_and_come_back():
    items = (Item("a", "=HYPERLINK(1)"), Item("b", "+b"))
    rated = RatedMatrix("x", items, (Rating("r1", "@g", "a", "b", 1, "-1+1|cmd"),))

    for raw in (ratings_xlsx(rated), raters_xlsx(rated)):
        book = load_workbook(io.BytesIO(raw))
        cells = [cell for page in book for row in page.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" for cell in cells)
        assert not any(
            isinstance(cell.value, str) and cell.value[:1] in "=+@" for cell in cells if cell.value
        )
    assert read(ratings_xlsx(rated)).rated.ratings == rated.ratings
    assert read(ratings_xlsx(rated)).rated.items == rated.items


def test_a_sheet_that_somebody_made_with_a_title_above():
    raw = made(
        {"Sheet1": [["Our matrix"], [], [None, "A", "B"], ["A", None, "−2"], ["B", 3, None]]}
    )

    found = read(raw)

    assert [one.value for one in found.rated.ratings] == [-2, 3]
    assert [note.line for note in found.notes] == [1]


def test_problems_name_sheet_and_cell():
    rows = [[None, "A", "B"], ["A", None, datetime(2026, 3, 1)], ["B", 1.5, None]]

    found = problems(made({"Mine": rows}))

    assert [(one.file, one.key) for one in found] == [
        ("m.xlsx, sheet Mine", "C2"),
        ("m.xlsx, sheet Mine", "B3"),
    ]


def test_formulas_are_told_and_not_read():
    raw = made({"M": [[None, "A", "B"], ["A", None, "=1+1"], ["B", 1, None]]})

    assert [(one.key, one.what) for one in problems(raw)] == [
        ("C2", "A formula stands here; formulas are not evaluated.")
    ]
    assert len(read(raw, keep_valid=True).rated.ratings) == 1


def test_merged_cells_are_told():
    book = load_workbook(
        io.BytesIO(made({"M": [[None, "A", "B"], ["A", None, 1], ["B", 1, None]]}))
    )
    book["M"].merge_cells("B3:C3")
    target = io.BytesIO()
    book.save(target)

    assert any("B3:C3 are merged" in one.what for one in problems(target.getvalue()))


def test_several_sheets_are_several_raters():
    square = [[None, "A", "B"], ["A", None, 1], ["B", 2, None]]
    raters = [["Rater", "Group"], ["Ana", "Administración local"], ["Ben", "Sector privado"]]

    found = read(made({"Ana": square, "Ben": square, "Evaluadores": raters}))

    assert [(one.rater, one.group) for one in found.rated.ratings] == [
        ("Ana", "authority"), ("Ana", "authority"),
        ("Ben", "private-sector"), ("Ben", "private-sector"),
    ]  # fmt: skip


def test_the_items_of_a_second_sheet_must_be_those_of_the_first():
    first = [[None, "Alpha", "Beta"], ["Alpha", None, 1], ["Beta", 2, None]]
    second = [[None, "Alpha", "Betta"], ["Alpha", None, 1], ["Betta", 2, None]]

    found = problems(made({"Ana": first, "Ben": second}))

    assert {(one.file, one.key, one.mend) for one in found} == {
        ("m.xlsx, sheet Ben", "C1", "Did you mean 'Beta'?"),
        ("m.xlsx, sheet Ben", "A3", "Did you mean 'Beta'?"),
    }


def test_a_list_beside_a_matrix_is_the_one_that_counts():
    raw = made(
        {
            "L": [["from", "to", "value"], ["a", "b", 1]],
            "M": [[None, "a", "b"], ["a", None, 2], ["b", 1, None]],
        }
    )

    found = read(raw)

    assert [one.value for one in found.rated.ratings] == [1]
    assert [note.file for note in found.notes] == ["m.xlsx, sheet M"]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"Legend": [["x"]]}, "No sheet holds a matrix or a list"),
        (
            {"Items": [["title"], ["x"]], "M": [[None, "a", "b"], ["a"], ["b"]]},
            "The column 'id' is missing",
        ),
        (
            {"Items": [["id", "kind"], ["a", "bird"]], "M": [[None, "a", "b"], ["a"], ["b"]]},
            "'bird' is no kind",
        ),
        (
            {"Raters": [["name"], ["x"]], "M": [[None, "a", "b"], ["a"], ["b"]]},
            "'rater' and 'group' are needed",
        ),
        (
            {
                "A": [["from", "to", "value"], ["a", "b", 1]],
                "B": [["from", "to", "value"], ["a", "b", 1]],
            },
            "second list",
        ),
    ],
)
def test_sheets_that_do_not_fit_are_told(sheets, said):
    assert any(said in one.what for one in problems(made(sheets)))


@pytest.mark.parametrize("name", ["r/1", "x" * 40, "Legend", "items", ""])
def test_a_rater_who_cannot_be_a_sheet_is_refused(name):
    rated = RatedMatrix("x", (Item("a", "A"), Item("b", "B")), (Rating(name, "g", "a", "b", 1),))

    with pytest.raises(ValueError, match="cannot be the name of a sheet"):
        raters_xlsx(rated)


def test_a_rater_of_two_groups_has_no_single_sheet():
    ratings = (Rating("r1", "g", "a", "b", 1), Rating("r1", "h", "b", "a", 1))

    with pytest.raises(ValueError, match="two groups"):
        raters_xlsx(RatedMatrix("x", (Item("a", "A"), Item("b", "B")), ratings))


def test_the_same_matrix_gives_the_same_bytes():
    assert ratings_xlsx(EXAMPLE, "fr") == ratings_xlsx(EXAMPLE, "fr")


def test_a_matrix_may_be_wider_than_other_sheets_are():
    items = tuple(Item(f"i{at}", f"Item {at}") for at in range(150))
    values = np.full((150, 150), np.nan)
    values[0, 149], values[149, 0] = 2, -3
    raw = matrix_xlsx(SignedMatrix(tuple(item.id for item in items), values), items)

    found = read(raw)

    assert {(one.source, one.target, one.value) for one in found.rated.ratings} == {
        ("i0", "i149", 2), ("i149", "i0", -3),
    }  # fmt: skip
