"""The practices that answer a gap come with the nearest step first."""

from __future__ import annotations

from glocal.advice.practices import practices_for
from glocal.model.kinds import Level, MobilityRole
from glocal.model.practice import AnsweredIndicator, DrawnBy, Practice, PracticePlace
from glocal.model.territory import Territory


def practice(name: str, grade: float, *roles: MobilityRole, level: Level = Level.LOCAL) -> Practice:
    return Practice(
        id=name,
        places=(PracticePlace("Somewhere", "EC", level, 0.0, -78.0),),
        kind="plan",
        start="2012",
        end=None,
        actors=(),
        legal_known=False,
        cost=None,
        roles=roles,
        sectors=(),
        phases=(),
        sdg=(),
        gcm=(),
        indicators=(AnsweredIndicator("A2.1", grade, DrawnBy.OURS),),
        lessons_by=DrawnBy.NONE,
        recommendations_by=DrawnBy.NONE,
        sources=(),
    )


def names(*practices: Practice, **where) -> list[str]:
    return [match.practice.id for match in practices_for(practices, "A2.1", **where)]


def test_what_leads_to_the_next_grade_comes_before_what_leads_farther():
    assert names(practice("far", 4), practice("near", 2), grade=1) == ["near", "far"]


def test_what_the_territory_has_passed_comes_last_the_highest_first():
    cases = (practice("first", 1), practice("second", 2), practice("next", 3))
    assert names(*cases, grade=2) == ["next", "second", "first"]


def test_shared_roles_then_the_level_decide_between_equals():
    here = Territory("t", "T", Level.LOCAL, frozenset({MobilityRole.ORIGIN, MobilityRole.RETURN}))
    cases = (
        practice("a-other", 2, MobilityRole.TRANSIT),
        practice("b-province", 2, MobilityRole.ORIGIN, level=Level.INTERMEDIATE),
        practice("c-city", 2, MobilityRole.ORIGIN),
        practice("d-both", 2, MobilityRole.ORIGIN, MobilityRole.RETURN),
    )
    assert names(*cases, territory=here) == ["d-both", "c-city", "b-province", "a-other"]


def test_a_practice_that_answers_another_indicator_is_left_out():
    assert practices_for([practice("x", 2)], "A1.1") == ()


def test_without_an_answer_every_practice_is_ahead():
    (match,) = practices_for([practice("x", 1)], "A2.1", grade=None)
    assert match.ahead
