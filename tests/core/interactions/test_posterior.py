"""What few ratings let one believe: by hand, and by drawing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.interactions.posterior import PRIOR, credible_interval, posterior

LEVELS = np.arange(-3, 4)


def counts(*values: int) -> np.ndarray:
    """Counts of the levels, of one pair."""
    return np.array([[values.count(level) for level in LEVELS]])


def test_two_that_help_and_one_that_hinders_by_hand() -> None:
    # Weights: prior 2.2 in all, 0.6 on either side; 3 answers: 1.6, 1 and 2.6 of 5.2.
    found = posterior(counts(1, 1, -2))
    assert found.negative == pytest.approx([1.6 / 5.2])
    assert found.positive == pytest.approx([2.6 / 5.2])
    assert found.mean == pytest.approx([0])
    # Squares: prior 0.2 · 28 = 5.6, answers 1 + 1 + 4; divided by 5.2, and by 5.2 + 1.
    assert found.deviation == pytest.approx([(11.6 / 5.2 / 6.2) ** 0.5])
    assert found.contested.tolist() == [True]


def test_three_that_agree_by_hand() -> None:
    found = posterior(counts(2, 2, 3))
    assert found.mean == pytest.approx([7 / 5.2])
    assert found.negative == pytest.approx([0.6 / 5.2])
    assert found.positive == pytest.approx([3.6 / 5.2])
    assert found.contested.tolist() == [False]


def test_a_pair_that_nobody_rated_is_not_contested() -> None:
    # Before anybody has rated, either sign has 0.6 of 2.2: more than a fifth, and no quarrel.
    found = posterior(counts())
    assert found.negative == pytest.approx([0.6 / 2.2])
    assert found.rated.tolist() == found.contested.tolist() == [False]


@pytest.mark.parametrize(
    ("values", "contested"),
    [((-1, 1), True), ((3, 3, 3), False), ((0, 0, 0), False), ((2, 2, 2, -1), True), ((1,), False)],
)
def test_a_sign_is_contested_from_a_fifth_of_belief_on_both_sides(
    values: tuple[int, ...], contested: bool
) -> None:
    # 2, 2, 2, −1: 1.6 of 6.2 against it. 1: 0.6 of 3.2 against it.
    assert posterior(counts(*values)).contested.tolist() == [contested]


def test_the_figures_are_those_of_many_draws() -> None:
    drawn = np.random.default_rng(0).dirichlet(PRIOR + counts(1, 3, 3, -2)[0], 200_000) @ LEVELS
    found = posterior(counts(1, 3, 3, -2))
    assert found.mean == pytest.approx([drawn.mean()], abs=0.01)
    assert found.deviation == pytest.approx([drawn.std()], abs=0.01)
    interval = credible_interval(counts(1, 3, 3, -2), draws=20_000)
    assert interval[0] == pytest.approx(np.quantile(drawn, [0.05, 0.95]), abs=0.05)


@given(st.lists(st.sampled_from([-3, -2, -1, 0, 1, 2, 3]), max_size=12))
def test_turning_all_answers_round_turns_the_belief_round(values: list[int]) -> None:
    one, other = posterior(counts(*values)), posterior(counts(*(-value for value in values)))
    assert one.mean == pytest.approx(-other.mean)
    assert one.negative == pytest.approx(other.positive)
    assert one.deviation == pytest.approx(other.deviation)
    assert (one.contested == other.contested).all()


def test_more_answers_make_the_interval_narrower() -> None:
    rows = np.concatenate([counts(*[2] * many) for many in (0, 1, 3, 10)])
    low, high = credible_interval(rows).T
    assert (np.diff(high - low) < 0).all()
    assert low[0] < 0 < high[0]
    assert (posterior(rows).mean >= low).all()


def test_the_interval_of_a_pair_does_not_depend_on_the_other_pairs() -> None:
    alone = credible_interval(counts(1, 2))
    among = credible_interval(np.concatenate([counts(-3), counts(1, 2), counts(0), counts(1, 2)]))
    assert among[1].tolist() == among[3].tolist() == alone[0].tolist()


def test_no_pair_at_all() -> None:
    nothing = np.zeros((0, 7), np.int64)
    assert posterior(nothing).mean.shape == (0,)
    assert credible_interval(nothing).shape == (0, 2)
