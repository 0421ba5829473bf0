"""Many raters, one value: medians in groups, means over groups, and what is not known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions.panel import (
    agreed,
    group_medians,
    heard,
    panel_of,
    raters_heard,
    settled,
    spread_between_groups,
)
from glocal.interactions.posterior import posterior
from glocal.model.interaction import RatedMatrix, Rating
from tests.core.interactions.cases import panel, rated, ratings, voices

# Officials 3, 3, 2, 1; an association of migrants −1; employers 0 and 1.
AB = [
    *voices("officials", "a", "b", 3, 3, 2, 1),
    *voices("migrants", "a", "b", -1),
    *voices("employers", "a", "b", 0, 1),
]


def test_the_median_inside_each_group_then_the_mean_over_groups() -> None:
    found = panel("ab", *AB)
    assert found.groups == ("employers", "migrants", "officials")
    assert group_medians(found).tolist() == [[0.5], [-1], [2.5]]
    assert agreed(found).values[0, 1] == pytest.approx((0.5 - 1 + 2.5) / 3)
    assert np.isnan(agreed(found).values[1, 0])
    assert spread_between_groups(found).tolist() == [3.5]


def test_ten_officials_do_not_outvote_two_associations() -> None:
    found = panel("ab", *voices("officials", "a", "b", *[3] * 10), *voices("m", "a", "b", -3, -3))
    assert agreed(found).values[0, 1] == 0


def test_counts_have_a_place_for_each_level() -> None:
    assert panel("ab", *AB).counts().tolist() == [[0, 0, 1, 1, 2, 1, 2]]


def test_weights_ask_what_if_a_group_counted_more() -> None:
    found = panel("ab", *AB)
    assert agreed(found, {"migrants": 2}).values[0, 1] == pytest.approx((0.5 - 2 + 2.5) / 4)
    without = agreed(found, {"migrants": 0})
    assert without.values[0, 1] == pytest.approx(1.5)
    alone = agreed(found, {"migrants": 0, "officials": 0, "employers": 0})
    assert np.isnan(alone.values[0, 1])
    with pytest.raises(ValueError, match="negative"):
        agreed(found, {"migrants": -1})


@given(weights=st.lists(st.floats(0.01, 10), min_size=3, max_size=3), edge=st.sampled_from([-3, 3]))
def test_a_mean_of_equal_answers_stays_on_the_scale(weights: list[float], edge: int) -> None:
    same = [one for name in "xyz" for one in voices(name, "a", "b", edge)]
    value = agreed(panel("ab", *same), dict(zip("xyz", weights, strict=True))).values[0, 1]
    assert value == pytest.approx(edge)


def test_who_does_not_know_is_counted_as_asked_and_changes_nothing_else() -> None:
    before = panel("abc", *AB)
    after = panel(
        "abc",
        *AB,
        *voices("press", "a", "b", None),
        ("officials", "r9", "a", "b", None),
        ("officials", "r1", "b", "c", None),
    )
    assert before.asked.tolist() == [7]
    assert after.asked.tolist() == [9, 1]
    assert np.array_equal(agreed(before).values, agreed(after).values, equal_nan=True)
    assert after.counts()[0].tolist() == before.counts()[0].tolist()
    assert after.counts()[1].sum() == 0
    assert np.isnan(spread_between_groups(after)[1])
    assert heard(after).raters == before.raters
    assert heard(after).groups == before.groups
    assert heard(after).group.tolist() == before.group.tolist()


@settings(max_examples=100)
@given(ratings())
def test_leaving_out_every_i_do_not_know_changes_no_value(one: RatedMatrix) -> None:
    known = tuple(rating for rating in one.ratings if rating.value is not None)
    rest = RatedMatrix(one.title, one.items, known)
    every, fewer = panel_of(one), panel_of(rest)
    assert np.array_equal(agreed(every).values, agreed(fewer).values, equal_nan=True)
    assert every.counts().sum() == fewer.counts().sum() == len(known)


@settings(max_examples=60)
@given(one=ratings(), random=st.randoms(use_true_random=False))
def test_names_and_order_of_raters_groups_and_ratings_play_no_part(
    one: RatedMatrix, random
) -> None:
    shuffled = list(one.ratings)
    random.shuffle(shuffled)
    names = [f"n{number}" for number in range(20)]
    random.shuffle(names)
    renamed = RatedMatrix(
        one.title,
        one.items,
        tuple(
            Rating(
                names[int(rating.rater[1:])],
                names[int(rating.group[1:])],
                rating.source,
                rating.target,
                rating.value,
            )
            for rating in shuffled
        ),
    )
    assert np.allclose(
        agreed(panel_of(one)).values, agreed(panel_of(renamed)).values, equal_nan=True
    )


@settings(max_examples=60)
@given(ratings())
def test_a_second_panel_that_answers_alike_changes_no_value(one: RatedMatrix) -> None:
    twins = tuple(
        Rating(rating.rater + "'", rating.group, rating.source, rating.target, rating.value)
        for rating in one.ratings
    )
    both = panel_of(RatedMatrix(one.title, one.items, one.ratings + twins))
    once = panel_of(one)
    assert np.allclose(agreed(both).values, agreed(once).values, equal_nan=True)
    assert np.array_equal(both.asked, 2 * once.asked)
    assert np.array_equal(both.counts(), 2 * once.counts())


def test_one_person_may_speak_for_two_groups() -> None:
    found = panel("ab", ("x", "r1", "a", "b", 3), ("y", "r1", "a", "b", -1))
    assert len(found.raters) == 2
    assert agreed(found).values[0, 1] == 1


def test_what_a_meeting_agreed_on_stands_for_the_pair_and_for_no_other() -> None:
    found = panel(
        "abc",
        ("x", "r1", "a", "b", 3),
        ("y", "r2", "a", "b", -3),
        ("x", "r1", "b", "c", 2),
        ("meeting", "meeting", "a", "b", -1),
        ("meeting", "meeting", "b", "c", None),
    )
    values = agreed(settled(found)).values
    assert raters_heard(found) == 2
    assert values[0, 1] == -1
    assert values[1, 2] == 2
    assert posterior(found.counts()).contested[0]
    assert not posterior(settled(found).counts()).contested[0]
    assert group_medians(found)[:, 0].tolist() == [-1, 3, -3]


def test_without_a_meeting_nothing_is_settled() -> None:
    found = panel("ab", *AB)
    assert settled(found) is found


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("g", "r1", "z", "b", 1), "No item is called 'z'"),
        (("g", "r1", "a", "z", 1), "No item is called 'z'"),
        (("g", "r1", "a", "a", 1), "against itself"),
        (("g", "r1", "a", "b", 4), "4 lies outside"),
        (("officials", "r1", "a", "b", 1), "twice"),
        (("officials", "r1", "a", "b", None), "twice"),
    ],
)
def test_impossible_ratings_are_refused(wrong, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        panel("ab", *AB, wrong)


def test_nobody_at_all() -> None:
    found = panel_of(rated("abc"))
    assert found.pairs == 0
    assert np.isnan(agreed(found).values).all()
    assert spread_between_groups(found).shape == (0,)
    assert heard(found).raters == ()
