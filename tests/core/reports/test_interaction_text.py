"""The tables of a matrix: every part in every language, honest about what is left out."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from glocal.interactions.panel import agreed, panel_of, settled
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.loading.interactions import example_interactions
from glocal.model.interaction import MEETING, Item, RatedMatrix, Rating, SignedMatrix
from glocal.reports.interaction_reading import read_matrix
from glocal.reports.interaction_record import interaction_record
from glocal.reports.interaction_text import FIRST, interaction_text
from glocal.reports.text_table import text_table

EXAMPLE = example_interactions()
PANEL = panel_of(EXAMPLE)
READING = read_matrix(EXAMPLE.items, agreed(PANEL), PANEL)


def large():
    size = 201
    rng = np.random.default_rng(1)
    values = rng.integers(-1, 3, (size, size)).astype(float)
    items = tuple(Item(f"i{at}", f"Item number {at}") for at in range(size))
    return read_matrix(items, SignedMatrix(tuple(item.id for item in items), values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_stands_under_its_title(language):
    text = interaction_text(READING, "The title", language)
    words = interaction_words(language)

    assert text.startswith("The title\n")
    keys = "influence dematel micmac walks contested ways loops arranged ranks".split()
    places = [text.index(f"\n{words.report[key].upper()}\n") for key in keys]
    assert places == sorted(places)
    assert "{" not in text
    assert "\u2068" not in text


def test_a_partial_matrix_says_so_and_shows_bounds():
    text = interaction_text(READING, "x", "en")

    assert "135 of 182 (74 %)" in text
    assert "left out of the sums, not counted as 0" in text
    assert re.search(r"Agreement on Local Safety +−8\.1 +−11\.1 +−5\.1 ", text)


def test_a_full_matrix_has_no_bounds():
    items = (Item("a", "A"), Item("b", "B"))
    found = read_matrix(items, SignedMatrix(("a", "b"), np.array([[0.0, 2], [-1, 0]])))
    text = interaction_text(found, "x", "en")

    assert "left out of the sums" not in text
    assert "2 of 2 (100 %)" in text
    assert re.search(r"^A +\+2\.0 +-?−1\.0 +\+1\.0 +−1\.0 +1$", text, re.MULTILINE)


def test_a_meeting_is_no_further_rater():
    agreed_on = Rating("meeting", MEETING, *EXAMPLE.ids[:2], 2)
    panel = settled(panel_of(replace(EXAMPLE, ratings=(*EXAMPLE.ratings, agreed_on))))
    found = read_matrix(EXAMPLE.items, agreed(panel), panel)
    record = interaction_record(found, EXAMPLE, "en")

    assert "Raters: 6, in 4 groups." in interaction_text(found, "x", "en")
    assert (record["raters"], len(record["groups"])) == (6, 4)
    assert record["values"][0][1] == 2


def test_ranks_without_raters_tell_their_assumption():
    text = interaction_text(read_matrix(EXAMPLE.items, agreed(PANEL)), "x", "en")

    assert "An assumption, since there are no raters" in text
    assert "one step off with probability 0.4" in " ".join(text.split())
    assert "One value a pair, without raters." in text
    assert "CONTESTED" not in text


def test_two_raters_get_no_ranks_but_the_reason():
    kept = tuple(one for one in EXAMPLE.ratings if one.rater in {"r1", "r3"})
    panel = panel_of(replace(EXAMPLE, ratings=kept))
    text = interaction_text(read_matrix(EXAMPLE.items, agreed(panel), panel), "x", "en")

    assert "No ranks: fewer than three raters" in text
    assert "among the first" not in text


def test_of_a_large_matrix_the_first_of_each_table_are_shown_and_said_to_be():
    text = interaction_text(large(), "x", "en")
    table = text.partition("INFLUENCES AND WHO")[2].partition("\n\n")[0].splitlines()

    assert sum("Item number" in line for line in table) == FIRST
    assert table[-1] == f"The first {FIRST} of 201 are shown."


def test_what_is_not_there_is_said_in_words():
    items = (Item("a", "A"), Item("b", "B"))
    found = read_matrix(items, SignedMatrix(("a", "b"), np.full((2, 2), np.nan)))
    text = interaction_text(found, "x", "en")

    assert text.count("\nnone\n") >= 3
    assert "nan" not in text


def test_columns_stand_under_one_another_also_with_marks_that_take_no_room():
    lines = list(text_table(("a", "b"), [("مُقيَّم", "1"), ("xxxx", "22")]))

    assert lines == ["a      b", "مُقيَّم   1", "xxxx  22"]


def test_the_record_is_json_with_all_figures():
    record = json.loads(json.dumps(interaction_record(READING, EXAMPLE, "en"), allow_nan=False))

    assert (record["size"], record["assessed"], record["pairs"]) == (14, 135, 182)
    assert record["values"][0][0] is None
    first = record["items"][0]
    assert first["id"] == "hospitality"
    assert first["ref"] == "lirio-hospitality"
    assert first["rank"]["low"] <= first["rank"]["median"] <= first["rank"]["high"]
    assert record["ranks"]["basis"] == "raters"
    assert record["ranks"]["assumed_doubt"] is None
    assert record["loops"]["counts"]["2"] == {"reinforcing": 4, "balancing": 1}
    assert record["ways"][0]["ways"][0]["words"].startswith("Progress on “Agreement on Local")
    assert sorted(record["order"]) == sorted(EXAMPLE.ids)
    assert "ratings" not in record


def test_single_ratings_only_on_request():
    record = interaction_record(READING, EXAMPLE, "es", ratings=True)

    assert len(record["ratings"]) == len(EXAMPLE.ratings)
    assert record["ratings"][0] == {
        "from": "hospitality",
        "to": "online",
        "value": 1,
        "rater": "r1",
        "group": "authority",
        "rationale": "",
    }


def test_the_record_of_assumed_and_of_missing_ranks():
    assumed = interaction_record(read_matrix(EXAMPLE.items, agreed(PANEL)), EXAMPLE, "en")
    items = (Item("a", "A"), Item("b", "B"))
    panel = panel_of(RatedMatrix("x", items))
    few = read_matrix(items, agreed(panel), panel)

    assert assumed["ranks"]["assumed_doubt"] == 0.4
    assert assumed["raters"] is None
    assert interaction_record(few, RatedMatrix("x", items), "en")["ranks"] == {"basis": "few"}
