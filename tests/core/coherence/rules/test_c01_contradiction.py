"""C1: to be done or offered, and banned; to be handed on, and protected; every way banned."""

from dataclasses import replace

import pytest

from glocal.model.policy import PolicyStatus
from glocal.model.provision import Range
from glocal.model.taxonomy import Organisation
from tests.core.coherence.cases import (
    act,
    ban,
    duty,
    exclude,
    found,
    may,
    offer,
    report,
    share,
    since,
    until,
    wall,
)
from tests.core.coherence.tiny import group

C1 = {("C1", "p", "q")}
DUTY = duty("p", "school", "enrolment")
BAN = ban("q", "school", "enrolment")
CITY, TOWN = act("city-act", "city"), act("town-act", "town")
CITY_SCHOOL = Organisation("city-school", "school", territory="city")


def c1(*provisions, **frame):
    return found(*provisions, rule="C1 C1x", **frame)


# ------------------------------------------------------------------ what fires
@pytest.mark.parametrize("promise", [duty, may, offer])
def test_what_must_may_or_has_to_be_offered_and_must_not_be_done(promise):
    assert c1(promise("p", "school", "enrolment"), BAN) == C1


def test_a_ban_on_the_general_bans_the_specific():
    assert c1(DUTY, ban("q", "school", "education")) == C1
    assert c1(DUTY, ban("q", "school", "any-service")) == C1


def test_a_ban_on_a_body_binds_those_below_it():
    assert c1(DUTY, ban("q", "local-authority", "enrolment")) == C1
    assert c1(DUTY, ban("q", "any-body", "enrolment")) == C1


def test_one_common_cell_is_enough():
    girls = replace(DUTY, group=group(gender="female", age="0-5 6-17"))
    refugees = replace(BAN, group=group(status="refugee", age="6-17 18-24"))
    assert c1(girls, refugees) == C1


def test_ranges_that_touch_meet():
    assert (
        c1(
            replace(DUTY, conditions={"residence": Range(6, None)}),
            replace(BAN, conditions={"residence": Range(None, 6)}),
        )
        == C1
    )


def test_two_that_come_into_force_later_clash_then():
    assert c1(replace(DUTY, period=since(2028)), replace(BAN, period=since(2027))) == C1


def test_two_clash_in_the_city_when_one_is_national():
    assert c1(replace(DUTY, policy="city-act"), BAN, acts=[CITY]) == C1


# ------------------------------------------------------------------ near-misses that stay silent
@pytest.mark.parametrize(
    ("p", "q"),
    [
        pytest.param(DUTY, may("q", "school", "enrolment"), id="the other modality"),
        pytest.param(DUTY, replace(BAN, bearer="clinic"), id="another party"),
        pytest.param(
            replace(DUTY, bearer="local-authority"), BAN, id="a ban on one body below leaves others"
        ),
        pytest.param(DUTY, replace(BAN, action="training"), id="another act"),
        pytest.param(
            replace(DUTY, action="education"), BAN, id="a ban on one way leaves another way"
        ),
        pytest.param(
            replace(DUTY, group=group(age="6-17")),
            replace(BAN, group=group(age="0-5 18-24")),
            id="disjoint groups",
        ),
        pytest.param(
            replace(DUTY, group=group(family="unaccompanied-minor", age="6-17 60+")),
            replace(BAN, group=group(age="60+")),
            id="nobody can be in both",
        ),
        pytest.param(
            replace(DUTY, conditions={"residence": Range(6, None)}),
            replace(BAN, conditions={"residence": Range(None, 5)}),
            id="disjoint conditions",
        ),
        pytest.param(
            replace(DUTY, period=until(2027)), replace(BAN, period=since(2027)), id="never together"
        ),
        pytest.param(replace(DUTY, period=until(2026)), BAN, id="one holds until today, not today"),
        pytest.param(replace(DUTY, over=("q",)), BAN, id="the duty is an exception of the ban"),
        pytest.param(DUTY, replace(BAN, over=("p",)), id="the ban overrides the duty"),
        pytest.param(DUTY, replace(DUTY, id="q"), id="restated"),
    ],
)
def test_near_misses(p, q):
    assert c1(p, q) == set()


@pytest.mark.parametrize("status", ["draft", "suspended", "repealed"])
def test_an_act_that_is_not_in_force_contradicts_nothing(status):
    assert c1(DUTY, replace(BAN, policy="x"), acts=[act("x", status=PolicyStatus(status))]) == set()


def test_the_act_gives_the_period_that_a_provision_does_not_say():
    ended = act("ended", period=until(2025))
    assert c1(DUTY, replace(BAN, policy="ended"), acts=[ended]) == set()
    kept = replace(BAN, policy="ended", period=until(2030))
    assert c1(DUTY, kept, acts=[ended]) == C1


def test_two_cities_do_not_contradict_each_other():
    here, there = replace(DUTY, policy="city-act"), replace(BAN, policy="town-act")
    assert c1(here, there, acts=[CITY, TOWN]) == set()


# ------------------------------------------------------------------ exceptions
def test_an_exception_that_covers_the_duty_whole_ends_it():
    assert c1(DUTY, BAN, may("e", "clinic", "education", over=("q",))) == set()


@pytest.mark.parametrize(
    "exception",
    [
        pytest.param(may("e", "clinic", "enrolment"), id="does not name the ban"),
        pytest.param(may("e", "clinic", "training", over=("q",)), id="for another act"),
        pytest.param(
            may("e", "clinic", "enrolment", over=("q",), group=group(age="6-17")), id="for some"
        ),
        pytest.param(
            may("e", "clinic", "enrolment", over=("q",), period=since(2027)), id="only from 2027 on"
        ),
        pytest.param(
            may("e", "clinic", "enrolment", over=("q",), territory="city"), id="only in the city"
        ),
        pytest.param(
            may("e", "clinic", "enrolment", over=("q",), conditions={"residence": Range(6, None)}),
            id="only after six months",
        ),
        pytest.param(
            exclude("e", "clinic", "enrolment", over=("q",)), id="an exclusion gives nothing"
        ),
        pytest.param(
            may("e", "clinic", "enrolment", over=("q",), period=until(2025)), id="ended last year"
        ),
    ],
)
def test_an_exception_that_covers_less_does_not(exception):
    assert c1(DUTY, BAN, exception) == C1


def test_exceptions_add_up():
    some = may("e", "clinic", "enrolment", over=("q",), group=group(age="0-5 6-17"))
    rest = may("f", "clinic", "enrolment", over=("q",), group=group(age="18-24 60+"))
    assert c1(DUTY, BAN, some, rest) == set()


def test_an_exception_with_conditions_counts_where_it_covers_the_duty_whole():
    narrow = replace(DUTY, conditions={"residence": Range(12, 24)})
    wide = may("e", "clinic", "enrolment", over=("q",), conditions={"residence": Range(6, None)})
    assert c1(narrow, BAN, wide) == set()


# ------------------------------------------------------------------ must and must not hand on
@pytest.mark.parametrize("hands_on", [report, share])
def test_handing_on_what_is_protected(hands_on):
    rule = hands_on("p", "school", "enrolment", "police")
    assert c1(rule, wall("q", "school", "enrolment")) == C1
    assert c1(rule, wall("q", "local-authority", "education")) == C1
    assert (
        c1(
            replace(rule, bearer="local-authority", action="education"),
            wall("q", "school", "enrolment"),
        )
        == C1
    )
    assert c1(rule, wall("q", "school", "training")) == set()
    assert c1(rule, wall("q", "registry", "enrolment")) == set()
    assert c1(rule, wall("q", "school", "enrolment", over=("p",))) == set()
    assert c1(replace(rule, over=("q",)), wall("q", "school", "enrolment")) == set()


# ------------------------------------------------------------------ every way of doing it is banned
WAYS = (ban("q", "school", "enrolment"), ban("r", "school", "training"))
WHOLE = duty("p", "school", "education")


def test_a_duty_whose_every_way_is_banned_is_exhausted():
    assert c1(WHOLE, *WAYS) == {("C1x", "p")}


@pytest.mark.parametrize(
    ("p", "ways"),
    [
        pytest.param(WHOLE, WAYS[:1], id="one way is left"),
        pytest.param(offer("p", "school", "education"), WAYS, id="an offer is not a duty"),
        pytest.param(
            WHOLE,
            (
                replace(WAYS[0], group=group(gender="female")),
                replace(WAYS[1], group=group(gender="male")),
            ),
            id="nobody meets both bans",
        ),
        pytest.param(
            WHOLE, (replace(WAYS[0], over=("p",)), WAYS[1]), id="one ban overrides the duty"
        ),
        pytest.param(
            WHOLE,
            (replace(WAYS[0], territory="city"), replace(WAYS[1], territory="town")),
            id="the bans hold in different places",
        ),
        pytest.param(
            WHOLE,
            (replace(WAYS[0], period=until(2027)), replace(WAYS[1], period=since(2027))),
            id="the bans follow each other",
        ),
        pytest.param(
            WHOLE,
            (*WAYS, may("e", "school", "training", over=("r",))),
            id="one ban has an exception",
        ),
        pytest.param(
            WHOLE, (WAYS[0], replace(WAYS[1], bearer="clinic")), id="one ban is on another body"
        ),
    ],
)
def test_near_misses_of_exhaustion(p, ways):
    assert c1(p, *ways) == set()


def test_a_ban_on_the_whole_is_a_plain_contradiction():
    assert c1(WHOLE, ban("q", "school", "education")) == C1


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_04_time_overrides_and_ranges_decide_overlap():
    assert c1(DUTY, BAN) == C1
    assert c1(replace(DUTY, period=until(2026, 6)), replace(BAN, period=since(2026, 6))) == set()
    assert c1(replace(DUTY, over=("q",)), BAN) == set()
    young = {"age-in-months": Range(None, 35)}
    assert (
        c1(replace(DUTY, conditions=young), replace(BAN, conditions={"age-in-months": Range(36)}))
        == set()
    )


def test_lesson_07_bearers_match_through_the_tree_and_areas_meet():
    assert (
        c1(
            replace(DUTY, bearer="city-school"),
            replace(BAN, bearer="local-authority"),
            bodies=[CITY_SCHOOL],
        )
        == C1
    )
    # The city's school acts in the city alone: a ban that holds in the town does not reach it.
    elsewhere = replace(BAN, bearer="local-authority", policy="town-act")
    assert (
        c1(replace(DUTY, bearer="city-school"), elsewhere, acts=[TOWN], bodies=[CITY_SCHOOL])
        == set()
    )
    assert c1(DUTY, elsewhere, acts=[TOWN]) == C1


def test_lesson_09_more_pairs_clash_than_duty_and_ban():
    assert c1(offer("p", "school", "enrolment"), BAN) == C1
    assert c1(share("p", "school", "enrolment", "registry"), wall("q", "school", "enrolment")) == C1
    assert c1(report("p", "school", "enrolment"), wall("q", "school", "enrolment")) == C1
    shut = exclude("q", "school", "enrolment")
    assert found(DUTY, shut, rule="C2") == {("C2", "p", "q")}
    assert found(may("p", "school", "enrolment"), shut, rule="C2") == {("C2", "p", "q")}
