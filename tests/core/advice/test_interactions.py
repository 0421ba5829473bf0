"""What a matrix suggests first: items that likely influence most, and pairs to be talked over."""

import pytest

from glocal.advice.interactions import PriorityReason, interaction_priorities
from glocal.interactions.panel import panel_of
from glocal.loading.interactions import example_interactions
from glocal.model.interaction import Item, RatedMatrix, Rating

LEVER, CONTESTED = PriorityReason.LEVER, PriorityReason.CONTESTED
NAMES = "abcdefg"


def panel(*rated: tuple[str, str, tuple[int, ...]], items: str = NAMES):
    """Raters r0, r1 … of one group each; the values of a pair are theirs in turn."""
    ratings = [
        Rating(f"r{at}", f"group {at}", source, target, value)
        for source, target, values in rated
        for at, value in enumerate(values)
    ]
    return panel_of(RatedMatrix("Seven", tuple(Item(x, x) for x in items), tuple(ratings)))


def found(made, **options):
    told = interaction_priorities(made, draws=100, **options)
    return [(item.reason, "".join(item.items)) for item in told]


def test_what_surely_influences_most_is_a_lever():
    # Total of a: 3 + ½ · 3 · (−1) = 1.5; b holds back, and the others do nothing.
    (lever,) = interaction_priorities(
        panel(("a", "b", (3, 3, 3)), ("b", "c", (-1, -1, -1))), draws=100
    )
    assert (lever.reason, lever.items, lever.likely) == (LEVER, ("a",), 1.0)


def test_with_two_raters_nothing_is_ranked_and_signs_are_still_contested():
    made = panel(("a", "b", (3, 3)), ("b", "c", (-2, 2)))
    assert found(made) == [(CONTESTED, "bc")]


def test_of_five_items_none_stands_out():
    assert found(panel(("a", "b", (3, 3, 3)), items="abcde")) == []


def test_contested_pairs_come_by_how_even_the_voices_are():
    made = panel(
        ("b", "a", (-1, -1, -1, 1, 1)), ("a", "b", (-2, -2, 2, 2)), ("c", "d", (0, 0, 0, 0, 0))
    )
    # Less likely sign: (2 + 0.6) / 7.2 = 0.361 and (2 + 0.6) / 6.2 = 0.419.
    told = [item for item in interaction_priorities(made, draws=50) if item.reason is CONTESTED]
    assert [item.items for item in told] == [("a", "b"), ("b", "a")]
    assert [round(item.likely, 3) for item in told] == [0.419, 0.361]


def test_no_more_than_asked_of_each_kind():
    made = panel_of(example_interactions())
    told = found(made, most=2)
    assert [reason for reason, _ in told] == [LEVER, LEVER, CONTESTED, CONTESTED]
    with pytest.raises(ValueError, match="at least 1"):
        interaction_priorities(made, most=0)


def test_the_same_seed_gives_the_same_order():
    made = panel_of(example_interactions())
    assert interaction_priorities(made, draws=50) == interaction_priorities(made, draws=50)
