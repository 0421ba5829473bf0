"""What is read out of a matrix: the same figures as the calculations, and honest ranks."""

from dataclasses import replace

import numpy as np
import pytest

from glocal.interactions.panel import agreed, panel_of
from glocal.interactions.signed_walks import signed_walks
from glocal.loading.interactions import example_interactions
from glocal.model.interaction import Item, SignedMatrix
from glocal.reports.interaction_reading import MOST_WAYS, RankBasis, read_matrix

EXAMPLE = example_interactions()
PANEL = panel_of(EXAMPLE)
MATRIX = agreed(PANEL)


@pytest.fixture(scope="module")
def reading():
    return read_matrix(EXAMPLE.items, MATRIX, PANEL)


def ids(*names):
    return tuple(EXAMPLE.ids.index(name) for name in names)


def test_ranks_rest_on_the_raters(reading):
    assert reading.basis is RankBasis.RATERS
    assert (reading.ranks.low <= reading.ranks.high).all()


def test_without_raters_they_rest_on_an_assumption():
    found = read_matrix(EXAMPLE.items, MATRIX)

    assert found.basis is RankBasis.ASSUMED
    assert found.ranks is not None
    assert found.contested == ()


def test_two_raters_give_no_ranks():
    kept = tuple(one for one in EXAMPLE.ratings if one.rater in {"r1", "r3"})
    panel = panel_of(replace(EXAMPLE, ratings=kept))
    found = read_matrix(EXAMPLE.items, agreed(panel), panel)

    assert (found.basis, found.ranks) == (RankBasis.FEW, None)


def test_contested_pairs_count_who_said_what(reading):
    counted = {(one.source, one.target): one for one in reading.contested}
    pair = counted[ids("transport", "school")]

    assert (pair.hinder, pair.neither, pair.help, pair.unknown) == (2, 0, 4, 0)
    assert counted[ids("hospitality", "safety")].unknown == 1
    assert ids("trust", "school") not in counted


def test_ways_are_told_of_the_pairs_with_most_synergy_and_trade_off(reading):
    walks = signed_walks(MATRIX)
    whole = np.where(np.eye(MATRIX.size, dtype=bool), 0, walks.synergy + walks.tradeoff)
    top = np.sort(whole, axis=None)[::-1][:MOST_WAYS]

    assert [whole[one.source, one.target] for one in reading.ways] == pytest.approx(top)
    for one in reading.ways:
        assert all(
            (path.nodes[0], path.nodes[-1]) == (one.source, one.target) for path in one.paths
        )


def test_options_reach_the_calculations():
    found = read_matrix(EXAMPLE.items, MATRIX, PANEL, alpha=0, strong=1)

    assert found.influence.alpha == 0
    assert (found.influence.second == 0).all()
    assert found.loops.total > read_matrix(EXAMPLE.items, MATRIX, PANEL).loops.total


def test_a_matrix_that_says_nothing_has_no_ways():
    items = (Item("a", "A"), Item("b", "B"))
    found = read_matrix(items, SignedMatrix(("a", "b"), np.full((2, 2), np.nan)))

    assert found.ways == ()
    assert found.loops.total == 0


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0])
def test_ranks_follow_the_weight_of_influence_through_others(alpha):
    found = read_matrix(EXAMPLE.items, MATRIX, PANEL, alpha=alpha)
    best = int(np.argmax(found.influence.total))

    assert found.ranks.median[best] == 1


def test_ranks_by_direct_influence_differ_from_those_through_others():
    direct = read_matrix(EXAMPLE.items, MATRIX, alpha=0).ranks
    both = read_matrix(EXAMPLE.items, MATRIX, alpha=1).ranks

    assert (direct.median != both.median).any()
