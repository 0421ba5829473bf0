"""Which pair to ask next: against trying every answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions.influence import influence
from glocal.interactions.next_pairs import next_pairs
from glocal.interactions.posterior import PRIOR
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.cases import NONE, matrices, matrix

LEVELS = np.arange(-3, 4)


def belonging(totals: np.ndarray, top: int) -> np.ndarray:
    """How far each item is among the first: equals at the edge share what is left."""
    result = []
    for own in totals:
        larger = int((totals > own + 1e-9).sum())
        equal = int((np.abs(totals - own) <= 1e-9).sum())
        result.append(min(max((top - larger) / equal, 0), 1))
    return np.array(result)


def worth(one: SignedMatrix, counts, pair: tuple[int, int], top: int) -> float:
    """Every answer of the scale is given, and all totals are computed anew."""
    top = min(top, one.size)
    seen = counts.get(pair, np.zeros(7))
    answers = seen.sum()
    before = belonging(influence(one).total, top)
    expected = 0.0
    for level, chance in zip(LEVELS, (PRIOR + seen) / (PRIOR.sum() + answers), strict=True):
        values = one.values.copy()
        now = 0 if np.isnan(values[pair]) else values[pair]
        values[pair] = now + (level - now) / (answers + 1)
        after = belonging(influence(SignedMatrix(one.ids, values)).total, top)
        expected += chance * np.abs(after - before).sum() / 2 / top
    return expected


@settings(max_examples=50)
@given(one=matrices(fewest=3, largest=5), top=st.integers(1, 5), data=st.data())
def test_worth_is_that_of_trying_every_answer(
    one: SignedMatrix, top: int, data: st.DataObject
) -> None:
    pairs = [(a, b) for a in range(one.size) for b in range(one.size) if a != b]
    counts = {
        pair: np.array(data.draw(st.lists(st.integers(0, 2), min_size=7, max_size=7)))
        for pair in pairs
        if one.assessed[pair]
    }
    found = next_pairs(one, counts, pairs, top=top, most=100)
    assert {(one.source, one.target) for one in found} == set(pairs)
    for question in found:
        expected = worth(one, counts, (question.source, question.target), top)
        assert question.worth == pytest.approx(expected, abs=1e-9)
    worths = [question.worth for question in found]
    assert worths == sorted(worths, key=lambda own: -round(own, 9))


def test_an_open_pair_by_hand() -> None:
    # Totals: a 2, b 0, c 0; a is first. Every answer but 0 has the probability 0.2 ÷ 2.2.
    one = matrix([[0, 2, NONE], [NONE, 0, NONE], [NONE, NONE, 0]])
    found = {
        (q.source, q.target): q.worth for q in next_pairs(one, {}, [(1, 2), (2, 1), (0, 2)], top=1)
    }
    # b → c at −3: a has 2 + ½ · 2 · −3 = −1, c is first; at −2 a has 0 and shares with c.
    # c → b at 3: c is first; at 2 it shares with a. a → c at −3: b and c share the first place;
    # at −2 all three do.
    assert found[1, 2] == pytest.approx((0.2 * 1 + 0.2 * 0.5) / 2.2)
    assert found[2, 1] == pytest.approx((0.2 * 1 + 0.2 * 0.5) / 2.2)
    assert found[0, 2] == pytest.approx((0.2 * 1 + 0.2 * (2 / 3)) / 2.2)


def test_many_answers_leave_little_to_learn() -> None:
    one = matrix([[0, 1, 0], [0, 0, 0.9], [0, 0, 0]])
    few, many = (
        next_pairs(one, {(0, 1): np.array([0, 0, 0, 0, n, 0, 0])}, [(0, 1)], top=1)[0].worth
        for n in (1, 50)
    )
    assert few > many


@given(one=matrices(fewest=3, largest=6), data=st.data())
def test_the_order_of_the_items_plays_no_part(one: SignedMatrix, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(one.size)))
    moved = SignedMatrix(tuple(one.ids[row] for row in order), one.values[np.ix_(order, order)])
    found = []
    for version in (one, moved):
        pairs = [(a, b) for a in range(one.size) for b in range(one.size) if a != b]
        found.append(
            {
                (version.ids[q.source], version.ids[q.target]): round(q.worth, 9)
                for q in next_pairs(version, {}, pairs, top=2, most=100)
            }
        )
    assert found[0] == found[1]


def test_as_many_as_asked_for_and_only_candidates() -> None:
    one = matrix(np.full((4, 4), np.nan))
    candidates = [(0, 1), (2, 3), (3, 1)]
    assert len(next_pairs(one, {}, candidates, most=2)) == 2
    found = next_pairs(one, {}, candidates)
    assert {(q.source, q.target) for q in found} == set(candidates)
    assert next_pairs(one, {}, []) == ()
