"""A long list of ratings in a text file: one row a rater and pair."""

import pytest

from glocal.errors import TableError
from glocal.io.interactions_csv import long_csv
from glocal.io.interactions_read import interactions_of
from glocal.loading.families import LANGUAGES
from glocal.loading.interactions import example_interactions
from glocal.model.interaction import Item, Rating

HEAD = "from,to,value,rater,group,rationale\n"


def read(text, **options):
    return interactions_of(text.encode(), "ratings.csv", **options)


def problems(text, **options):
    with pytest.raises(TableError) as told:
        read(text, **options)
    return [(problem.line, problem.key, problem.what) for problem in told.value.problems]


def test_a_row_is_a_rating():
    found = read(
        HEAD + 'a,b,+2,r1,authority,"Since, well"\nb,a,?,r2,Sociedad civil,\na,b,-1,r2,,\n'
    )

    assert found.has_raters
    assert found.rated.items == (Item("a", "a"), Item("b", "b"))
    assert found.rated.ratings == (
        Rating("r1", "authority", "a", "b", 2, "Since, well"),
        Rating("r2", "civil-society", "b", "a", None),
        Rating("r2", "", "a", "b", -1),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_written_and_read_in_every_language(language):
    example = example_interactions()

    found = read(long_csv(example, language))

    assert found.rated.ratings == example.ratings
    assert {item.id: item.title for item in found.rated.items} == {
        item.id: item.title for item in example.items
    }
    assert found.notes == ()


@pytest.mark.parametrize(
    "head",
    [
        "de;a;valor;persona;grupo;motivo",
        "De;A;VALOR;Persona;Grupo;Motivo",
        "de;à;valeur;personne;groupe;motif",
        "from;to;value;person;group;reason",
    ],
)
def test_headings_that_people_write_of_themselves_are_known(head):
    found = read(f"{head}\na;b;-2;r1;authority;Since\n")

    assert found.rated.ratings == (Rating("r1", "authority", "a", "b", -2, "Since"),)
    assert found.notes == ()


def test_columns_in_any_order_and_unknown_ones_are_told():
    found = read("Notes;VALUE;hacia;من\nx;2;b;a\n")

    assert found.rated.ratings == (Rating("r1", "", "a", "b", 2),)
    assert not found.has_raters
    assert [(note.key, note.line) for note in found.notes] == [("A1", 1)]


def test_a_row_without_value_is_not_assessed():
    found = read(HEAD + "a,b,,r1,,\na,b,n/a,r2,,\nb,a,0,r1,,\n")

    assert [(one.source, one.value) for one in found.rated.ratings] == [("b", 0)]


def test_every_mistake_is_told_with_its_cell():
    text = HEAD + ",b,1,r1,,\na,b,7,r1,,\na,,1,r1,,\na,b,1,r1,,\na,b,2,r1,,\na,b,1,r2,x,y,z\n"

    told = problems(text)

    assert [(line, key) for line, key, _ in told] == [
        (2, "A2"), (3, "C3"), (4, "B4"), (6, "C6"), (7, ""),
    ]  # fmt: skip
    assert "appears twice (first in row 5)" in told[3][2]
    assert "values have moved" in told[4][2]


def test_names_are_looked_up_among_known_items():
    known = (Item("a", "First"), Item("b", "Second"))

    assert problems(HEAD + "first,secund,1,r1,,\n", known=known) == [
        (2, "B2", "No item is called 'secund'.")
    ]
    assert read(HEAD + "first,b,1,r1,,\n", known=known).rated.ratings[0].target == "b"


def test_an_item_rated_against_itself_is_left_out_with_a_remark():
    found = read(HEAD + "a,a,1,r1,,\na,b,1,r1,,\n")

    assert len(found.rated.ratings) == 1
    assert [note.key for note in found.notes] == ["B2"]


def test_a_name_that_looks_like_a_slip_of_the_pen_is_noted():
    rows = "".join(f"Health for all,item {number},1,r1,,\n" for number in range(3))

    found = read(HEAD + rows + "Helth for all,item 1,1,r1,,\n")

    assert any("'Helth for all' stands once and is much like" in note.what for note in found.notes)


def test_aggregated_values_have_one_row_a_pair():
    text = "from,to,value\na,b,0.5\nb,a,-1.5\n"

    assert read(text, decimals=True).signed.values[0, 1] == 0.5
    assert problems(text + "a,b,1\n", decimals=True) == [
        (4, "C4", "This pair appears twice (first in row 2).")
    ]


def test_valid_rows_are_kept_on_request():
    found = read(HEAD + "a,b,9,r1,,\na,b,1,r2,,\n", keep_valid=True)

    assert [one.rater for one in found.rated.ratings] == ["r2"]
    assert [problem.key for problem in found.problems] == ["C2"]


def test_texts_that_are_too_long_are_told():
    told = problems(HEAD + f"a,b,1,r1,,{'x' * 5000}\na,b,1,{'r' * 300},,\n")

    assert [(line, key) for line, key, _ in told] == [(2, "F2"), (3, "D3")]


def test_an_item_may_be_called_by_its_id_its_title_or_both():
    found = read("from,to,value\na — Alpha,b,1\nALPHA,c,2\nb,a,3\nb — Beta,c,0\n")

    assert found.rated.items == (Item("a", "Alpha"), Item("b", "Beta"), Item("c", "c"))
    assert [(one.source, one.target) for one in found.rated.ratings] == [
        ("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"),
    ]  # fmt: skip
