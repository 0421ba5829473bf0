"""Which pairs of a matrix are worth asking first: what the register and the framework record."""

from datetime import date
from typing import Any

import pytest

from glocal.interactions.next_pairs import Question, next_pairs
from glocal.interactions.screening import PairReason
from glocal.loading.catalogue import framework
from glocal.loading.taxonomy import taxonomy
from glocal_web.portal.models import Matrix, MatrixItem
from glocal_web.portal.selectors import interaction_questions
from glocal_web.portal.selectors.interaction_questions import question_order
from glocal_web.portal.selectors.interaction_screening import reasons_of, screened
from tests.cast import Cast
from tests.web.interactions.matrices import matrix, rate, rater
from tests.web.register.filing import policy, provision

TODAY = date(2026, 6, 1)


def items(cast: Cast, *made: tuple[str, str, str]) -> list[MatrixItem]:
    row = Matrix.objects.create(territory=cast.territory, title="M")
    return [
        MatrixItem.objects.create(
            matrix=row, position=at, key=f"i{at}", kind=kind, ref=ref, title=title
        )
        for at, (kind, ref, title) in enumerate(made)
    ]


def test_policies_about_one_service_are_asked_first(cast: Cast) -> None:
    provision(policy(cast.territory, "enrol"))
    provision(policy(cast.province, "above"))
    provision(policy(cast.territory, "waste"), action="waste-collection")
    rows = items(
        cast,
        ("policy", "enrol", "Enrolment"),
        ("policy", "waste", "Waste"),
        ("policy", "vallemar.above", "Above"),
    )
    found = screened(cast.territory, rows, TODAY)
    assert {(one, other) for one, other, _bits in found[:2]} == {(0, 2), (2, 0)}
    assert PairReason.SHARED_ACTION in reasons_of(found[0][2])
    assert [0, 1] not in [[one, other] for one, other, bits in found if bits & 2]


def test_a_target_meets_an_indicator_that_serves_it(cast: Cast) -> None:
    one = next(one for one in framework("local-pcmd").indicators if one.sdg)
    rows = items(
        cast,
        ("indicator", one.code, "Indicator"),
        ("sdg-target", one.sdg[0].target, "Target"),
        ("sdg-target", "14.1", "Seas"),
    )
    found = {(a, b): reasons_of(bits) for a, b, bits in screened(cast.territory, rows, TODAY)}
    assert PairReason.SHARED_GOAL in found[0, 1]
    assert PairReason.SHARED_GOAL not in found.get((0, 2), ())


def test_of_own_words_nothing_is_known_so_they_are_asked_last_and_not_left_out(
    cast: Cast,
) -> None:
    provision(policy(cast.territory, "enrol"))
    provision(policy(cast.territory, "again"))
    rows = items(
        cast,
        ("objective", "", "Homes"),
        ("policy", "enrol", "Enrolment"),
        ("policy", "again", "Again"),
    )
    found = screened(cast.territory, rows, TODAY)
    assert [(one, other) for one, other, _ in found[:2]] == [(1, 2), (2, 1)]
    assert [(one, other, bits) for one, other, bits in found[2:]] == [
        (0, 1, 0),
        (0, 2, 0),
        (1, 0, 0),
        (2, 0, 0),
    ]


def test_an_objective_that_stands_for_a_goal_meets_its_targets(cast: Cast) -> None:
    goal = next(one for one in taxonomy().goals.values() if one.sdg)
    rows = items(
        cast, ("objective", goal.id, "In own words"), ("sdg-target", goal.sdg[0], "Target")
    )
    found = screened(cast.territory, rows, TODAY)
    assert PairReason.SHARED_GOAL in reasons_of(found[0][2])


def test_a_policy_that_is_gone_is_like_own_words(cast: Cast) -> None:
    rows = items(cast, ("policy", "gone", "Gone"), ("sdg-target", "4.1", "School"))
    assert screened(cast.territory, rows, TODAY) == [[0, 1, 0], [1, 0, 0]]


def test_reasons_go_into_bits_and_back() -> None:
    assert reasons_of(0) == ()
    assert reasons_of(1) == (PairReason.PREREQUISITE,)
    assert reasons_of(2**7 - 1) == tuple(PairReason)


def test_the_order_of_the_questions_is_looked_at_anew_after_a_few_answers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def counted(*given: Any, **options: Any) -> tuple[Question, ...]:
        looked.append(1)
        return next_pairs(*given, **options)

    monkeypatch.setattr(interaction_questions, "next_pairs", counted)
    row = matrix(cast.territory, tuple(f"Goal {number}" for number in range(6)))
    rows = tuple(row.items.all())
    who = rater(row)
    order = question_order(row, rows)
    assert len(order) == 30
    for target in range(2, 7):
        rate(who, {("i1", f"i{target}"): 1})
        assert question_order(row, rows) == order
    assert len(looked) == 1
    rate(who, {("i2", f"i{target}"): 1 for target in (1, 3, 4, 5, 6)})
    question_order(row, rows)
    assert len(looked) == 2
