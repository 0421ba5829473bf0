"""A response carries a grade when it is answered, and at no other time."""

import pytest

from glocal.model.kinds import AnswerState
from glocal.model.response import Response


@pytest.mark.parametrize("state", [s for s in AnswerState if s is not AnswerState.ANSWERED])
def test_only_an_answered_response_has_a_grade(state):
    with pytest.raises(ValueError, match="a grade goes with the state 'answered'"):
        Response("A1.1", state, 0.0)


def test_an_answered_response_without_a_grade_is_refused():
    with pytest.raises(ValueError, match="a grade goes with the state 'answered'"):
        Response("A1.1", AnswerState.ANSWERED)


def test_grade_zero_is_a_grade():
    assert Response("A1.1", AnswerState.ANSWERED, 0.0).grade == 0
