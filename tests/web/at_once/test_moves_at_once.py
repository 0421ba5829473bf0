"""Two coordinators go on with the newer version at once; and one does while somebody answers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from glocal_web.portal.models import Assessment, Response
from glocal_web.portal.services.moving import LaterRoundError, NextRound, move_assessment
from tests.cast import Cast, respond

AtOnce = Callable[[Callable[[], Any], Callable[[], Any]], tuple[Any, Any]]
YEAR = NextRound("2027", date(2027, 1, 1), date(2027, 12, 31))
SPRING = NextRound("Spring 2027", date(2027, 1, 1), date(2027, 6, 30))


def test_of_two_who_move_at_once_the_second_is_told(at_once: AtOnce, cast: Cast) -> None:
    key = cast.assessment.pk

    def told() -> str:
        with pytest.raises(LaterRoundError) as error:
            move_assessment(cast.coordinator, key, SPRING)
        return error.value.existing.name

    _moved, name = at_once(lambda: move_assessment(cast.coordinator, key, YEAR), told)
    assert name == "2027"
    assert set(Assessment.objects.exclude(pk=key).values_list("name", flat=True)) == {"2027"}


def test_an_answer_given_meanwhile_stays_in_the_old_round(at_once: AtOnce, cast: Cast) -> None:
    def move() -> Assessment:
        return move_assessment(cast.coordinator, cast.assessment.pk, YEAR).assessment

    new, _answer = at_once(move, lambda: respond(cast.assessment, cast.authority, "A1.1", 3))
    assert not Response.objects.filter(participant__assessment=new).exists()
    assert Response.objects.filter(participant__assessment=cast.assessment).count() == 1
