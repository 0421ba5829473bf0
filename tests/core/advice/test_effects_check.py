"""The effects check sorts questions into risks, open and clear ones."""

from __future__ import annotations

from glocal.advice.effects_check import check_effects
from glocal.model.effects_check import CheckAnswer, CheckQuestion, Severity

PAPERS = CheckQuestion("papers", CheckAnswer.YES, Severity.MEDIUM)
MONEY = CheckQuestion("money", CheckAnswer.NO, Severity.HIGH)
HEARD = CheckQuestion("heard", CheckAnswer.NO, Severity.LOW)
ALL = (HEARD, PAPERS, MONEY)


def test_the_answer_that_shows_a_risk_differs_from_question_to_question():
    result = check_effects(ALL, {"papers": CheckAnswer.YES, "money": CheckAnswer.YES})
    assert result.risks == (PAPERS,)
    assert result.clear == (MONEY,)


def test_risks_come_heaviest_first():
    answers = {"papers": CheckAnswer.YES, "money": CheckAnswer.NO, "heard": CheckAnswer.NO}
    result = check_effects(ALL, answers)
    assert result.risks == (MONEY, PAPERS, HEARD)
    assert list(result.by_severity.items()) == [
        (Severity.HIGH, 1),
        (Severity.MEDIUM, 1),
        (Severity.LOW, 1),
    ]


def test_not_knowing_is_no_all_clear():
    result = check_effects(ALL, {"money": CheckAnswer.UNKNOWN})
    assert result.open == (MONEY, PAPERS, HEARD)
    assert result.clear == ()


def test_answers_to_questions_that_are_gone_are_ignored():
    result = check_effects((PAPERS,), {"old": CheckAnswer.YES, "papers": CheckAnswer.NO})
    assert result.clear == (PAPERS,)
    assert result.risks == ()
