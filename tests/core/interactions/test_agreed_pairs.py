"""What raters agreed on, in the names of a portfolio, and which of it may be relied on."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.interactions.agreed_pairs import (
    agreed_interactions,
    counts,
    matrices,
    suggested_names,
)
from glocal.interactions.panel import panel_of
from glocal.interactions.posterior import posterior
from glocal.model.interaction import Item, ItemKind, RatedMatrix, Rating
from glocal.model.portfolio import AgreedInteraction
from glocal.model.taxonomy import Goal

ITEMS = (Item("a", "A", ItemKind.POLICY, "act"), Item("b", "B"), Item("c", "C"))
NAMES = {"a": "act", "b": "learning"}


def rated(*answers: tuple[str, str, str, str, int | None, str]) -> RatedMatrix:
    return RatedMatrix(
        "Autumn", ITEMS, tuple(Rating(*answer[:5], rationale=answer[5]) for answer in answers)
    )


def five(*values: int) -> RatedMatrix:
    """Two of the authority, two of migrants, one of civil society, on a → b."""
    groups = ("authority", "authority", "migrants", "migrants", "civil")
    return rated(
        *((f"r{at}", groups[at], "a", "b", value, f"why {at}") for at, value in enumerate(values))
    )


def test_the_worked_example_of_the_method_page():
    (item,) = agreed_interactions(five(-2, -2, -2, -2, -2), NAMES)
    # A positive sign has (0 + 0.6) / (5 + 2.2) = 0.0833.
    assert item == AgreedInteraction("act", "learning", -2, 5, 3, 0.9167, "Autumn")
    (contested,) = agreed_interactions(five(-1, 1, -1, -1, 1), NAMES)
    # Medians 0, −1, 1; of the mean 0 the likelier sign counts against it: 1 − (3 + 0.6) / 7.2.
    assert (contested.value, contested.sure) == (0, 0.5)
    assert counts(item)
    assert not counts(contested)


def test_what_nobody_knows_and_what_has_no_name_is_left_out():
    matrix = rated(
        ("r1", "x", "a", "b", None, ""), ("r1", "x", "a", "c", 2, ""), ("r1", "x", "b", "a", 1, "")
    )
    (item,) = agreed_interactions(matrix, NAMES)
    assert (item.source, item.target, item.voices) == ("learning", "act", 1)


def test_a_voice_that_does_not_know_is_no_voice():
    matrix = rated(
        ("r1", "x", "a", "b", 2, ""), ("r2", "x", "a", "b", None, ""), ("r3", "y", "a", "b", 1, "")
    )
    (item,) = agreed_interactions(matrix, NAMES)
    assert (item.voices, item.groups, item.value) == (2, 2, 1.5)


def test_a_reason_goes_along_only_when_asked_and_only_of_the_agreed_sign():
    matrix = five(1, -2, -3, -2, -2)
    (silent,) = agreed_interactions(matrix, NAMES)
    (told,) = agreed_interactions(matrix, NAMES, with_reasons=True)
    assert (silent.rationale, told.rationale) == ("", "why 1")


def test_two_items_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same policy or goal"):
        agreed_interactions(five(1, 1, 1, 1, 1), {"a": "act", "b": "act"})


@given(st.lists(st.integers(-3, 3), min_size=5, max_size=5))
def test_a_pair_counts_exactly_when_the_panel_does_not_call_it_contested(values):
    matrix = five(*values)
    (item,) = agreed_interactions(matrix, NAMES)
    belief = posterior(panel_of(matrix).counts())
    likelier = np.sign(belief.positive[0] - belief.negative[0])
    if likelier == np.sign(item.value):
        assert counts(item) != bool(belief.contested[0])
    elif belief.contested[0]:
        assert not counts(item)


def test_matrices_hold_what_counts_and_nothing_else():
    sure = AgreedInteraction("a", "b", -2, 3, 1, 0.9, "Autumn")
    few = replace(sure, target="c", voices=2)
    other = replace(sure, source="b", target="c", value=1, matrix="Spring")
    found = matrices((sure, few, other))
    assert {title: matrix.ids for title, matrix in found.items()} == {
        "Autumn": ("a", "b"),
        "Spring": ("b", "c"),
    }
    assert found["Autumn"].values[0, 1] == -2
    assert np.isnan(found["Autumn"].values[1, 0])


def test_names_are_suggested_once_each():
    goals = {"schooling": Goal("schooling", sdg=("4.1",)), "health": Goal("health", sdg=("3.8",))}
    items = (
        Item("p", "P", ItemKind.POLICY, "act"),
        Item("gone", "G", ItemKind.POLICY, "repealed"),
        Item("o", "O", ItemKind.OBJECTIVE, "health"),
        Item("free", "F", ItemKind.OBJECTIVE),
        Item("t", "T", ItemKind.SDG_TARGET, "4.1"),
        Item("again", "T", ItemKind.SDG_TARGET, "4.1"),
        Item("taken", "T", ItemKind.SDG_TARGET, "3.8"),
        Item("i", "I", ItemKind.INDICATOR, "A1.1"),
    )
    found = suggested_names(RatedMatrix("Autumn", items), {"act"}, goals)
    assert found == {"p": "act", "o": "health", "t": "schooling"}
