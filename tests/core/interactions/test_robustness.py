"""What changes without one rater or one group."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions import figures
from glocal.interactions.panel import panel_of
from glocal.interactions.robustness import Voice, spearman, without_each
from glocal.model.interaction import RatedMatrix
from tests.core.interactions.cases import panel, ratings, voices

# Given by officials: a 3, b 1, c 0. By migrants: a 0, b 1, c 3; they alone rated c → b.
RATED = [
    *voices("officials", "a", "b", 3),
    *voices("officials", "b", "c", 1),
    *voices("officials", "c", "a", 0),
    *voices("migrants", "a", "b", 0),
    *voices("migrants", "b", "c", 1),
    *voices("migrants", "c", "a", 3),
    *voices("migrants", "c", "b", 2),
]


def test_by_hand() -> None:
    # Together: a 1.5, b 1, c 1.5 + 2: ranks 2, 3, 1. Without migrants 3, 1, 0: 1, 2, 3. Without
    # officials 0, 1, 5: 3, 2, 1.
    found = {(one.voice, one.group): one for one in without_each(panel("abc", *RATED), figures.out)}
    assert len(found) == 4
    for voice in Voice:
        migrants, officials = found[voice, "migrants"], found[voice, "officials"]
        assert (migrants.largest_move, migrants.moved, migrants.lost) == (2, 2, 1)
        assert migrants.correlation == pytest.approx(-0.5)
        assert (officials.largest_move, officials.moved, officials.lost) == (1, 0, 0)
        assert officials.correlation == pytest.approx(0.5)
        assert migrants.top_kept == officials.top_kept == 3
    assert found[Voice.RATER, "migrants"].name == "r1"
    assert found[Voice.GROUP, "migrants"].name == "migrants"


def test_how_many_of_the_first_five_stay() -> None:
    # Each gives to the next. r1: a to e 3, f and g 0. r2: a to d 3, e −3, f 1, g 0. Together a to
    # d and f are the first five; for r1 alone a to e are, for r2 alone the same as together.
    answers = zip("abcdefg", "bcdefga", (3, 3, 3, 3, 3, 0, 0), (3, 3, 3, 3, -3, 1, 0), strict=True)
    one = panel("abcdefg", *(own for a, b, *two in answers for own in voices("g", a, b, *two)))
    kept = {found.name: found.top_kept for found in without_each(one, figures.out)}
    assert kept == {"r1": 5, "r2": 4}


def test_the_largest_change_comes_first() -> None:
    moves = [one.largest_move for one in without_each(panel("abc", *RATED), figures.out)]
    assert moves == sorted(moves, reverse=True)


def test_one_voice_leaves_nothing_to_leave_out() -> None:
    assert without_each(panel("ab", *voices("g", "a", "b", 2))) == ()
    assert without_each(panel("ab")) == ()
    with_silence = [*voices("g", "a", "b", 2, None), *voices("h", "a", "b", None)]
    assert without_each(panel("ab", *with_silence)) == ()


def test_a_single_group_is_not_left_out() -> None:
    found = without_each(panel("ab", *voices("g", "a", "b", 2, 1)))
    assert [one.voice for one in found] == [Voice.RATER, Voice.RATER]


@settings(max_examples=40)
@given(ratings())
def test_a_twin_of_every_rater_makes_nobody_indispensable(one: RatedMatrix) -> None:
    twins = [
        (rating.group, rating.rater + mark, rating.source, rating.target, rating.value)
        for rating in one.ratings
        for mark in "xy"
    ]
    for found in without_each(panel("abcd", *twins)):
        assert found.lost == 0 or found.voice is Voice.GROUP


@settings(max_examples=40)
@given(ratings())
def test_every_voice_that_was_heard_is_tried_once(one: RatedMatrix) -> None:
    spoken = {(r.group, r.rater) for r in one.ratings if r.value is not None}
    groups = {group for group, _ in spoken}
    expected = (len(spoken) if len(spoken) > 1 else 0) + (len(groups) if len(groups) > 1 else 0)
    assert len(without_each(panel_of(one))) == expected


def test_spearman_by_hand() -> None:
    # d = 0, 1, 1: 1 − 6 · 2 / (3 · 8).
    assert spearman(np.array([3.0, 2, 1]), np.array([3.0, 1, 2])) == pytest.approx(0.5)
    # Mean ranks 1.5, 1.5, 3 against 1, 2, 3.
    assert spearman(np.array([2.0, 2, 1]), np.array([3.0, 2, 1])) == pytest.approx(0.75**0.5)
    assert spearman(np.array([1.0, 1]), np.array([1.0, 2])) is None


@given(st.permutations(range(7)), st.permutations(range(7)))
def test_spearman_without_ties_is_the_formula_of_differences(one: list, two: list) -> None:
    differences = np.array(one) - np.array(two)
    expected = 1 - 6 * (differences**2).sum() / (7 * 48)
    assert spearman(np.array(one, float), np.array(two, float)) == pytest.approx(expected)
