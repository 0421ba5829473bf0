"""C8: two bodies have the same task for much the same people, and nothing brings them together."""

from dataclasses import replace

import pytest

from glocal.model.policy import Tie
from glocal.model.portfolio import Coordination
from glocal.model.provision import Range
from glocal.model.taxonomy import Organisation
from tests.core.coherence.cases import act, duty, found, may, offer, since, until
from tests.core.coherence.tiny import group

TWICE = {("C8", "p", "q")}
ONE = offer("p", "school", "training")
OTHER = offer("q", "charity", "training", policy="second")


def c8(*provisions, **frame):
    return found(*provisions, rule="C8", **frame)


@pytest.mark.parametrize("promise", [offer, duty])
def test_two_bodies_with_one_task(promise):
    assert (
        c8(promise("p", "school", "training"), promise("q", "charity", "training", policy="x"))
        == TWICE
    )


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(OTHER, policy="law"), id="in one act"),
        pytest.param(replace(OTHER, bearer="local-authority"), id="a body and one above it"),
        pytest.param(replace(OTHER, bearer="school"), id="the same body"),
        pytest.param(replace(OTHER, action="education"), id="the whole and a part"),
        pytest.param(replace(OTHER, action="enrolment"), id="another service"),
        pytest.param(duty("q", "charity", "training", policy="x"), id="an offer and a duty"),
        pytest.param(may("q", "charity", "training", policy="x"), id="may"),
        pytest.param(replace(OTHER, territory="city"), id="the nation and the city"),
        pytest.param(replace(OTHER, period=until(2025)), id="no longer"),
        pytest.param(replace(OTHER, group=group(gender="female", age="6-17")), id="a small part"),
    ],
)
def test_near_misses(other):
    assert c8(ONE, other) == set()


def test_never_in_force_together_or_in_the_same_cases():
    assert c8(replace(ONE, period=until(2027)), replace(OTHER, period=since(2027))) == set()
    poor, rich = {"income": Range(0, 5)}, {"income": Range(6)}
    assert c8(replace(ONE, conditions=poor), replace(OTHER, conditions=rich)) == set()


def test_acts_that_are_tied_know_of_each_other():
    for tied in (
        act("law", ties=((Tie.CITES, "second"),)),
        act("second", ties=((Tie.AMENDS, "law"),)),
    ):
        assert c8(ONE, OTHER, acts=[tied]) == set()


def test_the_names_give_the_order():
    assert c8(replace(ONE, id="z"), OTHER) == {("C8", "q", "z")}


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_11_the_groups_must_be_much_the_same():
    # Half of everybody: 1/2 is enough; a third is not.
    assert c8(ONE, replace(OTHER, group=group(gender="female"))) == TWICE
    assert c8(ONE, replace(OTHER, group=group(status="refugee"))) == set()
    two, three = group(age="0-5 6-17"), group(age="6-17 18-24")
    assert c8(replace(ONE, group=two), replace(OTHER, group=three)) == set()
    assert c8(replace(ONE, group=group(age="0-5 6-17 18-24")), replace(OTHER, group=three)) == TWICE
    # Values that nobody can have do not count: unaccompanied minors are never over 60.
    alone = group(family="unaccompanied-minor")
    young = group(family="unaccompanied-minor", age="0-5 6-17")
    assert c8(replace(ONE, group=alone), replace(OTHER, group=young)) == TWICE


def test_lesson_11_duplication_holds_for_duties_and_coordination_has_a_scope():
    duties = duty("p", "school", "training"), duty("q", "charity", "training", policy="second")
    assert c8(*duties) == TWICE
    for on in (None, "training", "education", "any-service"):
        for first, second in (("school", "charity"), ("charity", "school")):
            assert c8(*duties, coordination=(Coordination(first, second, on),)) == set()
    for on in ("health", "enrolment"):
        assert c8(*duties, coordination=(Coordination("school", "charity", on),)) == TWICE
    assert c8(*duties, coordination=(Coordination("school", "clinic"),)) == TWICE


def test_what_the_bodies_above_agree_binds_those_below_and_not_the_other_way():
    assert c8(ONE, OTHER, coordination=(Coordination("local-authority", "charity"),)) == set()
    ours = Organisation("city-school", "school", territory="city")
    below = (Coordination("city-school", "charity"),)
    assert c8(ONE, OTHER, coordination=below, bodies=[ours]) == TWICE


def test_two_bodies_with_places_of_their_own_that_never_meet():
    one = Organisation("city-registry", "registry", territory="city")
    other = Organisation("town-clinic", "clinic", territory="town")
    here, there = replace(ONE, bearer="city-registry"), replace(OTHER, bearer="town-clinic")
    assert c8(here, there, bodies=[one, other]) == set()
    assert c8(here, there, bodies=[one, replace(other, territory="nation")]) == TWICE
