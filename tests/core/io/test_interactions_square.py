"""A square matrix in a text file: what is read, and every mistake with its cell."""

import numpy as np
import pytest

from glocal.errors import TableError
from glocal.io.interactions_read import interactions_of, read_interactions
from glocal.io.interactions_values import MEND
from glocal.model.interaction import Item

KNOWN = (
    Item("homes", "Homes that one can pay"),
    Item("health", "Health for all"),
    Item("work", "Fair work"),
)


def read(text, **options):
    return interactions_of(text.encode(), "matrix.csv", **options)


def problems(text, **options):
    with pytest.raises(TableError) as told:
        read(text, **options)
    return [
        (problem.line, problem.key, problem.what, problem.mend) for problem in told.value.problems
    ]


def test_columns_may_stand_in_another_order_than_rows():
    found = read(",B,A,C\nA,1,,-2\nB,,3,\nC,0,?,\n")

    assert [item.title for item in found.rated.items] == ["A", "B", "C"]
    assert [item.id for item in found.rated.items] == ["a", "b", "c"]
    values = {(one.source, one.target): one.value for one in found.rated.ratings}
    assert values == {("a", "b"): 1, ("a", "c"): -2, ("b", "a"): 3, ("c", "b"): 0, ("c", "a"): None}
    assert not found.has_raters
    np.testing.assert_array_equal(
        found.signed.values,
        [[np.nan, 1, -2], [3, np.nan, np.nan], [np.nan, 0, np.nan]],
    )


def test_labels_may_be_ids_titles_or_both():
    found = read("x;health — Health for all;Fair work\nhealth;;2\nFAIR WORK;-1;\n", known=KNOWN)

    assert found.rated.items == KNOWN
    assert found.signed.values[1, 2] == 2
    assert found.signed.values[2, 1] == -1
    assert int(found.signed.assessed.sum()) == 2


def test_an_id_and_its_title_are_both_kept():
    found = read(",a-1 — The first,second\na-1 — The first,,1\nsecond,2,\n")

    assert found.rated.items == (Item("a-1", "The first"), Item("second", "second"))


def test_titles_of_any_script_get_an_id_each():
    found = read(",السكن,الصحة,Homes!,Homes?\nالسكن,,1,,\nالصحة,,,,\nHomes!,,,,\nHomes?,,,,\n")

    assert [item.id for item in found.rated.items] == ["item-1", "item-2", "homes", "homes-2"]


def test_a_filled_diagonal_is_left_out_with_a_remark():
    found = read(",A,B\nA,3,1\nB,2,0\n")

    assert int(found.signed.assessed.sum()) == 2
    assert [(note.key, "2" in note.what) for note in found.notes] == [("B2", True)]


ROWS = (
    ",Health,Homes,Work,,Extra",
    "Health,,5,yes,,",
    "Homs,1,,,,",
    "Work,,,-4,2,",
    ",1,,,,",
    "Health,,,,,",
)


def test_every_mistake_is_told_at_once_with_its_cell():
    told = problems("\n".join(ROWS))

    by_place = {key: (what, mend) for _, key, what, mend in told}
    assert by_place.keys() == {"C1", "E1", "F1", "D2", "A5", "A6"}
    assert by_place["C1"][1] == "Did you mean 'Homs'?"
    assert "no label" in by_place["E1"][0]
    assert "No item is called 'Extra'" in by_place["F1"][0]
    assert "'yes' is no value" in by_place["D2"][0]
    assert "no label" in by_place["A5"][0]
    assert "appears twice as a row (first in A2)" in by_place["A6"][0]


def test_a_value_outside_the_scale_names_its_cell():
    assert problems(",A,B\nA,,4\nB,-1,\n") == [
        (
            2,
            "C2",
            "4 lies outside the scale, which goes from −3 to +3.",
            MEND,
        )
    ]


def test_a_matrix_that_is_not_square_is_told():
    told = problems(",A,B\nA,,1\nB,2,\nCows,1,1\n")

    assert [(line, key) for line, key, _, _ in told] == [(4, "A4")]
    assert "is a row and no column" in told[0][2]


def test_a_ragged_row_is_told_and_its_values_are_not_used():
    text = ",A,B,C\nA,,1,2\nB,1\nC,1,2,,3\n"
    told = problems(text)

    assert [(line, "values have moved" in what) for line, _, what, _ in told] == [
        (3, True),
        (4, True),
    ]
    kept = read(text, keep_valid=True)
    assert [(one.source, one.target, one.value) for one in kept.rated.ratings] == [
        ("a", "b", 1), ("a", "c", 2),
    ]  # fmt: skip


def test_names_that_stand_twice_are_told_once_each():
    told = problems(",A,B,a\nA,,1,1\nB,1,,\nB,2,,\n")

    assert [(line, key) for line, key, _, _ in told] == [(1, "D1"), (4, "A4")]


def test_rows_that_stand_twice_among_known_items_are_told():
    told = problems(",health,work\nhealth,,1\nhealth,,2\nwork,,\n", known=KNOWN)

    assert [(line, key) for line, key, _, _ in told] == [(3, "A3")]


def test_an_unknown_name_asks_for_the_nearest():
    told = problems(",health,fair werk\nhealth,,1\nfair work,2,\n", known=KNOWN)

    assert told == [(1, "C1", "No item is called 'fair werk'.", "Did you mean 'Fair work'?")]


def test_valid_cells_are_kept_on_request():
    found = read(",A,B\nA,,9\nB,-1,\n", keep_valid=True)

    assert [one.value for one in found.rated.ratings] == [-1]
    assert [problem.key for problem in found.problems] == ["C2"]


def test_values_that_are_aggregated_may_lie_between_levels():
    text = ",A,B\nA,,1.25\nB,-0.5,\n"

    assert [key for _, key, _, _ in problems(text)] == ["C2", "B3"]
    found = read(text, decimals=True)
    assert found.signed.values[0, 1] == 1.25
    assert found.rated.ratings == ()
    assert not found.has_raters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_encoding_and_separator(tmp_path, encoding, separator):
    path = tmp_path / "m.csv"
    path.write_bytes(",Évaluer,Sí\nÉvaluer,,+1\nSí,−2,\n".replace(",", separator).encode(encoding))

    assert [one.value for one in read_interactions(path).rated.ratings] == [1, -2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("A\nB\n", "single column"),
        ("A,B\n1,2\n", "No row has at least two labels"),
        ("x,,\n,,\n", "No row has at least two labels"),
        (",A\u202e,B\nA\u202e,,1\nB,1,\n", "cannot be seen"),
        (f",{'A' * 300},B\n{'A' * 300},,1\nB,1,\n", "more than 200"),
    ],
)
def test_what_is_no_matrix_is_said(text, said):
    with pytest.raises(TableError, match=said):
        read(text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(TableError, match="cannot be read"):
        read_interactions(tmp_path / "none.csv")


def test_a_line_that_only_names_the_separator_is_counted():
    assert [(line, key) for line, key, _, _ in problems("sep=;\n;A;B\nA;;9\nB;1;\n")] == [(3, "C3")]


def test_line_breaks_in_a_label_move_the_line_and_not_the_cell():
    told = problems(',"A\nlong",B\n"A\nlong",,9\nB,8,\n')

    assert [(line, key) for line, key, _, _ in told] == [(3, "C2"), (5, "B3")]
