"""C2: offered, due or allowed, and the same people are shut out from it or from a part of it."""

from dataclasses import replace

import pytest

from glocal.model.kinds import Level
from glocal.model.provision import Range
from tests.core.coherence.cases import act, ban, duty, exclude, found, may, offer, since, until
from tests.core.coherence.tiny import group

FULL, PART = {("C2", "p", "q")}, {("C2p", "p", "q")}
RIGHT = offer("p", "clinic", "primary-care")
SHUT = exclude("q", "clinic", "primary-care", group=group(status="irregular"))
NATION, CITY = act("law"), act("city-act", "city")


def c2(*provisions, **frame):
    return found(*provisions, rule="C2 C2p", **frame)


# ------------------------------------------------------------------ what fires
@pytest.mark.parametrize("promise", [offer, duty, may])
def test_what_is_offered_due_or_allowed_and_people_are_shut_out(promise):
    assert c2(promise("p", "clinic", "primary-care"), SHUT) == FULL


def test_being_shut_out_from_all_of_health_shuts_out_from_primary_care():
    assert c2(RIGHT, replace(SHUT, action="health")) == FULL
    assert c2(RIGHT, replace(SHUT, action="any-service")) == FULL


def test_bodies_on_one_line_clash_either_way():
    assert c2(RIGHT, replace(SHUT, bearer="any-body")) == FULL
    assert c2(replace(RIGHT, bearer="any-body"), SHUT) == FULL


def test_acts_of_two_levels_clash_whatever_the_bodies():
    assert c2(RIGHT, replace(SHUT, bearer="police", policy="city-act"), acts=[CITY]) == FULL


# ------------------------------------------------------------------ near-misses that stay silent
@pytest.mark.parametrize(
    ("p", "q"),
    [
        pytest.param(RIGHT, replace(SHUT, bearer="police"), id="separate schemes of one level"),
        pytest.param(RIGHT, ban("q", "police", "primary-care"), id="a ban is another matter"),
        pytest.param(RIGHT, replace(SHUT, action="hospital"), id="another service"),
        pytest.param(
            replace(RIGHT, group=group(status="citizen refugee")),
            SHUT,
            id="the offer says for whom",
        ),
        pytest.param(
            replace(RIGHT, period=until(2027)), replace(SHUT, period=since(2027)), id="time"
        ),
        pytest.param(
            replace(RIGHT, conditions={"residence": Range(6)}),
            replace(SHUT, conditions={"residence": Range(0, 5)}),
            id="disjoint conditions",
        ),
        pytest.param(RIGHT, replace(SHUT, over=("p",)), id="the exclusion says that it prevails"),
        pytest.param(replace(RIGHT, over=("q",)), SHUT, id="the offer is the exception"),
        pytest.param(RIGHT, replace(RIGHT, id="q"), id="restated"),
        pytest.param(
            replace(RIGHT, territory="city"), replace(SHUT, territory="town"), id="places"
        ),
    ],
)
def test_near_misses(p, q):
    assert c2(p, q) == set()


def test_an_exception_for_those_shut_out_ends_it():
    exception = may("e", "police", "primary-care", group=group(status="irregular"), over=("q",))
    assert c2(RIGHT, SHUT, exception) == set()
    assert c2(RIGHT, SHUT, replace(exception, group=group(age="0-5"))) >= FULL
    assert c2(RIGHT, SHUT, replace(exception, territory="city")) >= FULL


def test_an_exception_that_starts_later_leaves_today():
    exception = may(
        "e", "police", "primary-care", over=("q",), group=SHUT.group, period=since(2027)
    )
    assert c2(RIGHT, SHUT, exception) >= FULL
    ending = replace(SHUT, period=since(2027))
    assert c2(RIGHT, ending, exception) == set()


# ------------------------------------------------------------------ a part
def test_being_shut_out_from_a_part_is_partial():
    assert c2(offer("p", "clinic", "health"), SHUT) == PART


@pytest.mark.parametrize("promise", [duty, may])
def test_a_duty_or_permission_for_the_whole_leaves_the_other_parts(promise):
    assert c2(promise("p", "clinic", "health"), SHUT) == set()


def test_an_exception_for_the_part_ends_it_and_one_for_another_part_does_not():
    whole = offer("p", "clinic", "health")
    assert c2(whole, SHUT, may("e", "police", "primary-care", over=("q",))) == set()
    assert c2(whole, SHUT, may("e", "police", "hospital", over=("q",))) == PART


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_08_a_part_is_partial_and_separate_schemes_do_not_clash():
    assert c2(offer("p", "clinic", "health"), SHUT) == PART
    # The ministry's pension scheme and the charity's: two schemes, each with its own conditions.
    theirs = exclude("q", "charity", "pension", group=group(status="irregular"))
    assert c2(offer("p", "ministry", "pension"), theirs) == set()
    local = act("theirs", "nation", Level.LOCAL)
    assert (
        c2(offer("p", "ministry", "pension"), replace(theirs, policy="theirs"), acts=[local])
        == FULL
    )
