"""A profile from few answers says so, between what its total must lie, and what is missing."""

from dataclasses import replace

import pytest

from glocal.model.kinds import AnswerState
from glocal.model.response import Response
from glocal.reports.council_report import council_page, full_report
from glocal.reports.provisional import Missing, provisional
from glocal.scoring.scorecard import score
from tests.core.reports.report_cast import everything, source, texts
from tests.core.tiny import TINY, grades

EVERY = {"A1_1": 0, "A1_2": 1, "A1_3": 2, "A2_1": 4, "A2_2": 4, "B1_1": 1}


def found(**answers):
    return provisional(TINY, score(TINY, grades(**answers)))


def test_few_answers_make_a_provisional_profile():
    one = found(A1_1=2, A2_1=2)
    assert (one.answered, one.applicable, one.open) == (2, 6, 4)
    assert one.missing == (Missing("A1", 2, 3), Missing("A2", 1, 2), Missing("B1", 1, 1))


def test_it_names_between_what_the_total_must_lie_whatever_is_answered_later():
    some = {key: EVERY[key] for key in ("A1_1", "A2_1")}
    early, whole = found(**some), score(TINY, grades(**EVERY)).total
    assert early.low <= whole.value <= early.high
    assert early.high - early.low > TINY.rules.total_width_max


def test_a_whole_profile_is_not_provisional():
    assert found(**EVERY) is None


def test_without_an_answer_there_is_no_profile_to_call_provisional():
    assert found() is None


def test_what_nobody_knows_is_missing_and_what_does_not_apply_is_not():
    responses = [
        *grades(A1_1=2, A2_1=3),
        Response("A1.2", AnswerState.DONT_KNOW),
        Response("A1.3", AnswerState.NOT_APPLICABLE),
    ]
    one = provisional(TINY, score(TINY, responses))
    assert one.missing == (Missing("A1", 1, 2), Missing("A2", 1, 2), Missing("B1", 1, 1))


def test_that_much_does_not_apply_hides_nothing_of_what_is_open():
    away = [Response(code, AnswerState.NOT_APPLICABLE) for code in ("A2.1", "A2.2", "B1.1")]
    one = provisional(TINY, score(TINY, [*grades(A1_1=2), *away]))
    assert one.missing == (Missing("A1", 2, 3),)


def test_a_copy_without_bounds_is_provisional_when_it_gives_that_reason():
    card = score(TINY, grades(A1_1=2))
    copy = replace(card, total=replace(card.total, value=None, bound_low=None, bound_high=None))
    one = provisional(TINY, copy)
    assert (one.low, one.high, one.open) == (card.total.low, card.total.high, 5)
    whole = score(TINY, grades(**EVERY))
    assert provisional(TINY, replace(whole, total=replace(whole.total, bound_low=None))) is None


@pytest.mark.parametrize("report", [council_page, full_report])
def test_a_report_says_so_too(report):
    few, all_of_them = source(("A1.1", 2), ("A2.1", 3)), everything(2)
    said = "Provisional profile. Answered so far: 2 of 29, so every figure may still move."
    assert sum(text.startswith(said) for text in texts(report(few, "en"))) == 1
    assert not any("Provisional" in text for text in texts(report(all_of_them, "en")))
