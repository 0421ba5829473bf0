"""S1: two bodies serve one goal in one territory, and nothing brings them together."""

from dataclasses import replace

import pytest

from glocal.model.policy import Tie
from glocal.model.portfolio import Coordination
from glocal.model.provision import Effect, Range
from tests.core.coherence.cases import act, ban, found, offer, since, until
from tests.core.coherence.tiny import group

SHARED = {("S1", "p", "q", "employment")}
ONE = offer("p", "school", "training", effects=(Effect("employment", 2),))
OTHER = ban("q", "charity", "shelter", policy="second", effects=(Effect("employment", 3),))


def s1(*provisions, **frame):
    return found(*provisions, rule="S1", **frame)


def test_two_acts_serve_one_goal_whatever_the_services():
    assert s1(ONE, OTHER) == SHARED


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(OTHER, effects=(Effect("employment", 1),)), id="serves it a little"),
        pytest.param(replace(OTHER, effects=(Effect("employment", -3),)), id="works against it"),
        pytest.param(replace(OTHER, effects=(Effect("schooling", 3),)), id="serves another"),
        pytest.param(replace(OTHER, policy="law"), id="in one act"),
        pytest.param(replace(OTHER, bearer="local-authority"), id="a body and one above it"),
        pytest.param(replace(OTHER, territory="city"), id="the nation and the city"),
        pytest.param(replace(OTHER, period=until(2025)), id="no longer"),
        pytest.param(
            replace(OTHER, group=group(family="unaccompanied-minor", age="60+")), id="nobody"
        ),
    ],
)
def test_near_misses(other):
    assert s1(ONE, other) == set()


def test_people_time_and_cases_must_meet():
    men, women = group(gender="male"), group(gender="female")
    assert s1(replace(ONE, group=men), replace(OTHER, group=women)) == set()
    assert s1(replace(ONE, period=until(2027)), replace(OTHER, period=since(2027))) == set()
    poor, rich = {"income": Range(0, 5)}, {"income": Range(6)}
    assert s1(replace(ONE, conditions=poor), replace(OTHER, conditions=rich)) == set()


def test_a_collective_goal_needs_no_shared_person():
    trust = (Effect("public-trust", 2),)
    men = replace(ONE, group=group(gender="male"), effects=trust)
    women = replace(OTHER, group=group(gender="female"), effects=trust)
    assert s1(men, women) == {("S1", "p", "q", "public-trust")}


def test_a_tie_or_an_agreement_is_the_synergy_pursued():
    assert s1(ONE, OTHER, acts=[act("law", ties=((Tie.CITES, "second"),))]) == set()
    for on in (None, "training", "education", "shelter", "housing"):
        assert s1(ONE, OTHER, coordination=(Coordination("charity", "school", on),)) == set()
    assert s1(ONE, OTHER, coordination=(Coordination("charity", "school", "health"),)) == SHARED
    assert s1(ONE, OTHER, coordination=(Coordination("charity", "police"),)) == SHARED
