"""Names and order of items and raters play no part in any figure."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions.balance import balance
from glocal.interactions.influence import influence
from glocal.interactions.loops import loops
from glocal.interactions.micmac import micmac
from glocal.interactions.panel import Panel, agreed, panel_of
from glocal.interactions.paths import strongest_paths
from glocal.interactions.ranks import ranks, ranks_of_one
from glocal.interactions.robustness import without_each
from glocal.interactions.series import dematel, katz
from glocal.interactions.signed_walks import signed_walks
from glocal.model.interaction import RatedMatrix, SignedMatrix
from tests.core.interactions.cases import matrices, rated, ratings, voices


@settings(max_examples=50)
@given(one=matrices(largest=7), data=st.data())
def test_figures_follow_their_items_when_these_are_renamed_and_moved(
    one: SignedMatrix, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(one.size)))
    moved = SignedMatrix(tuple(f"item {row}" for row in order), one.values[np.ix_(order, order)])
    for compute, names in [
        (influence, "out into second total out_low out_high into_low into_high asked_out"),
        (dematel, "given received prominence relation"),
        (micmac, "influence dependence"),
    ]:
        before, after = compute(one), compute(moved)
        for name in names.split():
            assert np.allclose(getattr(before, name)[order], getattr(after, name)), name
    assert [micmac(one).quarters[row] for row in order] == list(micmac(moved).quarters)
    for name in ("synergy", "tradeoff"):
        before, after = getattr(signed_walks(one), name), getattr(signed_walks(moved), name)
        assert np.allclose(before[np.ix_(order, order)], after)
    assert np.allclose(katz(one, 2)[np.ix_(order, order)], katz(moved, 2))
    assert balance(one) == pytest.approx(balance(moved))
    assert loops(one).counts == loops(moved).counts
    assert [loop.strength for loop in loops(one).listed] == pytest.approx(
        [loop.strength for loop in loops(moved).listed]
    )
    ways = strongest_paths(moved, 0, 1)
    before = strongest_paths(one, order[0], order[1])
    assert [way.strength for way in ways] == pytest.approx([way.strength for way in before])


@given(one=matrices(largest=6), factor=st.sampled_from([1 / 3, 0.5]))
def test_the_unit_of_the_scale_plays_no_part_in_ways_of_every_length(
    one: SignedMatrix, factor: float
) -> None:
    smaller = SignedMatrix(one.ids, one.values * factor)
    assert np.allclose(dematel(one).given, dematel(smaller).given)
    assert np.allclose(signed_walks(one).tradeoff, signed_walks(smaller).tradeoff)
    assert balance(one) == pytest.approx(balance(smaller))


@given(ratings())
def test_items_that_nobody_rated_change_no_figure_of_the_others(one: RatedMatrix) -> None:
    more = rated("abcdef", *((r.group, r.rater, r.source, r.target, r.value) for r in one.ratings))
    before, after = agreed(panel_of(one)), agreed(panel_of(more))
    assert np.allclose(influence(before).total, influence(after).total[:4])
    assert np.allclose(dematel(before).given, dematel(after).given[:4])
    assert loops(before).counts == loops(after).counts


def panel_with(order: list[int]) -> Panel:
    """Three items rated by four people, whose answers arrive in some order."""
    answers = [
        *voices("x", "a", "b", -1, 1, 2, 2),
        *voices("x", "b", "c", 3, 1, -2, 0),
        *voices("x", "c", "a", 0, 0, 2, 1),
    ]
    return panel_of(rated("abc", *(answers[at] for at in order)))


@given(st.permutations(range(12)))
def test_the_order_in_which_answers_arrive_plays_no_part(order: list[int]) -> None:
    one, other = panel_with(list(range(12))), panel_with(order)
    assert np.array_equal(ranks(one, draws=40).acceptability, ranks(other, draws=40).acceptability)
    assert without_each(one) == without_each(other)


def test_names_of_raters_move_the_chances_by_no_more_than_drawing_does() -> None:
    answers = {"a": (-1, 1, 2, 2), "b": (3, 1, -2, 0), "c": (0, 0, 2, 1)}
    found = []
    for order in ((0, 1, 2, 3), (3, 1, 0, 2)):
        moved = [
            one
            for source, target in ("ab", "bc", "ca")
            for one in voices("x", source, target, *(answers[source][at] for at in order))
        ]
        found.append(ranks(panel_of(rated("abc", *moved)), draws=20_000).acceptability)
    assert np.abs(found[0] - found[1]).max() < 0.02


def test_items_that_stand_alike_have_the_same_chances() -> None:
    # A ring: each helps the next by 2.
    ring = SignedMatrix(tuple("abcde"), 2.0 * np.roll(np.eye(5), 1, axis=1))
    found = ranks_of_one(ring, draws=20_000).acceptability
    assert np.abs(found - found.mean(axis=0)).max() < 0.02
