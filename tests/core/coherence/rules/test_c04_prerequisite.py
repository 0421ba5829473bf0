"""C4: offered, and what must come first is barred or granted to nobody."""

from dataclasses import replace

import pytest

from glocal.model.provision import Range
from tests.core.coherence.cases import act, exclude, found, may, offer, since, until
from tests.core.coherence.tiny import TINY, group

IRREGULAR = group(status="irregular")
BARRED = {("C4", "p", "q")}
# In the tiny world enrolment requires an address; a job requires a permit, which is closed.
RIGHT = offer("p", "school", "enrolment")
NO_ADDRESS = exclude("q", "registry", "address", group=IRREGULAR)
JOB = offer("p", "ministry", "job")
NOT_GRANTED = {("C4n", "p", "permit")}
FOREIGN = act("foreign", "abroad")


def c4(*provisions, **frame):
    return found(*provisions, rule="C4 C4n", **frame)


# ------------------------------------------------------------------ barred
def test_what_a_right_requires_is_barred():
    assert c4(RIGHT, NO_ADDRESS) == BARRED
    assert c4(RIGHT, replace(NO_ADDRESS, action="papers")) == BARRED


@pytest.mark.parametrize(
    ("p", "q"),
    [
        pytest.param(replace(RIGHT, action="training"), NO_ADDRESS, id="which does not require it"),
        pytest.param(RIGHT, replace(NO_ADDRESS, action="permit"), id="something else is barred"),
        pytest.param(replace(RIGHT, group=group(status="citizen")), NO_ADDRESS, id="for others"),
        pytest.param(may("p", "school", "enrolment"), NO_ADDRESS, id="a permission offers nothing"),
        pytest.param(RIGHT, replace(NO_ADDRESS, over=("p",)), id="the bar says that it prevails"),
        pytest.param(
            replace(RIGHT, period=until(2027)), replace(NO_ADDRESS, period=since(2027)), id="later"
        ),
        pytest.param(
            replace(RIGHT, conditions={"income": Range(6)}),
            replace(NO_ADDRESS, conditions={"income": Range(0, 5)}),
            id="in other cases",
        ),
        pytest.param(
            replace(RIGHT, territory="city"), replace(NO_ADDRESS, territory="town"), id="elsewhere"
        ),
    ],
)
def test_near_misses_of_a_bar(p, q):
    assert c4(p, q) == set()


def test_an_exception_must_be_for_the_step_and_for_those_barred():
    lifted = may("e", "registry", "address", over=("q",), group=IRREGULAR)
    assert c4(RIGHT, NO_ADDRESS, lifted) == set()
    assert c4(RIGHT, NO_ADDRESS, replace(lifted, group=group(age="0-5"))) == BARRED
    assert c4(RIGHT, NO_ADDRESS, replace(lifted, action="permit")) == BARRED


def test_steps_of_steps_count():
    ladder = replace(RIGHT, action="training", prerequisites=("rent-aid",))
    assert c4(ladder, NO_ADDRESS) == BARRED


# ------------------------------------------------------------------ granted to nobody
def test_a_closed_step_that_nobody_grants():
    assert c4(JOB) == NOT_GRANTED
    assert c4(JOB, may("g", "migration-office", "permit")) == set()
    assert c4(JOB, offer("g", "migration-office", "papers")) == set()


@pytest.mark.parametrize(
    "grant",
    [
        pytest.param(may("g", "migration-office", "permit", group=IRREGULAR), id="for some"),
        pytest.param(may("g", "migration-office", "permit", period=since(2027)), id="not yet"),
        pytest.param(may("g", "migration-office", "permit", period=until(2025)), id="no longer"),
        pytest.param(may("g", "migration-office", "permit", territory="city"), id="in the city"),
        pytest.param(may("g", "migration-office", "address"), id="of something else"),
    ],
)
def test_a_grant_that_covers_less_is_not_enough(grant):
    assert c4(JOB, grant) == NOT_GRANTED


def test_a_grant_with_conditions_counts():
    assert c4(JOB, may("g", "ministry", "permit", conditions={"income": Range(6)})) == set()


def test_a_step_may_be_closed_to_some_people_alone():
    # Citizens need no permit.
    assert c4(replace(JOB, group=group(status="citizen"))) == set()
    assert c4(JOB, may("g", "ministry", "permit", group=group(status="refugee irregular"))) == set()


def test_a_step_below_two_that_are_closed_is_closed_to_the_people_of_both():
    papers = replace(
        TINY.actions["papers"], closed=True, closed_for=group(status="citizen", gender="male")
    )
    strict = replace(TINY, actions={**TINY.actions, "papers": papers})
    men, women = (group(status="citizen", gender=x) for x in ("male", "female"))
    assert c4(replace(JOB, group=men), taxonomy=strict) == NOT_GRANTED
    assert c4(replace(JOB, group=women), taxonomy=strict) == set()
    assert c4(replace(JOB, group=group(status="refugee")), taxonomy=strict) == NOT_GRANTED
    whole = replace(strict.actions["papers"], closed_for=None)
    closed = replace(strict, actions={**strict.actions, "papers": whole})
    assert c4(replace(JOB, group=women), taxonomy=closed) == NOT_GRANTED


def test_an_open_step_needs_no_grant():
    assert c4(RIGHT) == set()


def test_a_recorded_bar_is_reported_as_that_and_not_twice():
    barred = exclude("q", "migration-office", "permit")
    assert c4(JOB, barred) == BARRED
    some = replace(barred, group=IRREGULAR)
    assert c4(JOB, some) == BARRED | NOT_GRANTED


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_05_what_is_portable_counts_at_both_ends_of_a_corridor():
    pension = offer("p", "ministry", "pension", prerequisites=("address",))
    there = replace(NO_ADDRESS, policy="foreign")
    frame = {"acts": [FOREIGN], "links": (("city", "abroad"),)}
    permits = may("g", "migration-office", "permit")
    assert c4(pension, there, permits, acts=[FOREIGN]) == set()
    assert c4(pension, there, permits, **frame) == BARRED
    # Only what is portable: `papers` are, housing is not.
    roof = replace(pension, prerequisites=("shelter",))
    no_roof = replace(there, action="shelter")
    assert c4(roof, no_roof, permits, **frame) == set()
    # Only at the linked end, and an exception there helps.
    in_town = replace(pension, territory="town")
    assert c4(in_town, there, permits, **frame) == set()
    lifted = may("e", "registry", "address", policy="foreign", over=("q",))
    assert c4(pension, there, permits, lifted, **frame) == set()
    at_home = replace(lifted, policy="law")
    assert c4(pension, there, permits, at_home, **frame) == BARRED


def test_lesson_10_one_cause_is_reported_once_and_leaves_no_echo():
    """Shut out from a right and from its step: reported at the right; once lifted, at the step."""
    shut = exclude("x", "school", "enrolment", group=IRREGULAR)
    assert found(RIGHT, shut, NO_ADDRESS, rule="C2 C4") == {("C2", "p", "x")}
    assert found(RIGHT, NO_ADDRESS, rule="C2 C4") == BARRED
    assert found(RIGHT, rule="C2 C4 C4n") == set()
    # One exclusion that covers both is one finding; lifting it for the right leaves the step …
    both = exclude("q", "any-body", "any-service", group=IRREGULAR)
    assert found(RIGHT, both, rule="C2 C4") == {("C2", "p", "q")}
    for_the_right = replace(RIGHT, over=("q",))
    assert found(for_the_right, both, rule="C2 C4") == BARRED
    # … and lifting it whole leaves nothing.
    for_the_step = may("e", "registry", "address", over=("q",))
    assert found(for_the_right, both, for_the_step, rule="C2 C4") == set()


def test_lesson_13_requirements_are_passed_down_and_a_provision_has_its_own():
    # `work` requires the permit; `pension` lies below it.
    assert c4(offer("p", "ministry", "pension")) == NOT_GRANTED
    own = replace(RIGHT, action="hospital", prerequisites=("address",))
    assert c4(own, NO_ADDRESS) == BARRED
    assert c4(replace(own, prerequisites=()), NO_ADDRESS) == set()
