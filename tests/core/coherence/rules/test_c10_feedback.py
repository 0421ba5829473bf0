"""C10: a territory carries out what another decides, and has no regular way to be heard there."""

from dataclasses import replace

import pytest

from glocal.model.kinds import Level
from glocal.model.portfolio import Area, Channel
from glocal.model.taxonomy import Organisation
from tests.core.coherence.cases import AREAS, act, ban, duty, found, offer, since, until

CITY, TOWN = ("C10", "city", "nation"), ("C10", "town", "nation")
TASK = duty("p", "registry", "address")
OURS = Organisation("city-registry", "registry", territory="city")


def c10(*provisions, **frame):
    return found(*provisions, rule="C10", **frame)


@pytest.mark.parametrize("mandate", [duty, offer])
def test_every_territory_that_carries_out_a_national_act(mandate):
    assert c10(mandate("p", "registry", "address")) == {CITY, TOWN}


@pytest.mark.parametrize(
    "task",
    [
        pytest.param(ban("p", "registry", "address"), id="a ban hands nothing down"),
        pytest.param(replace(TASK, bearer="police"), id="a national body carries it out"),
        pytest.param(replace(TASK, bearer="clinic"), id="a body whose level nobody states"),
        pytest.param(replace(TASK, period=until(2025)), id="no longer"),
        pytest.param(replace(TASK, period=since(2027)), id="not yet"),
        pytest.param(replace(TASK, policy="city-act"), id="the city's own act"),
    ],
)
def test_near_misses(task):
    assert c10(task, acts=[act("city-act", "city")]) == set()


def test_a_task_in_the_city_alone_concerns_the_city_alone():
    assert c10(replace(TASK, territory="city")) == {CITY}
    assert c10(replace(TASK, bearer="city-registry"), bodies=[OURS]) == {CITY}


def test_a_channel_upwards_ends_it_also_by_way_of_another():
    assert c10(TASK, channels=(Channel("city", "nation"),)) == {TOWN}
    assert c10(TASK, channels=(Channel("town", "city"), Channel("city", "nation"))) == set()


@pytest.mark.parametrize(
    "channels",
    [(Channel("nation", "city"),), (Channel("city", "town"),), (Channel("city", "abroad"),)],
)
def test_a_channel_the_other_way_does_not(channels):
    assert CITY in c10(TASK, channels=channels)


def test_areas_between_are_asked_when_their_bodies_carry_it_out():
    region = Area("region", "Region", Level.INTERMEDIATE, "nation")
    village = Area("village", "Village", Level.LOCAL, "region")
    areas = [*AREAS, region, village]
    assert c10(TASK, areas=areas) == {CITY, TOWN, ("C10", "village", "nation")}
    office = Organisation("regional-office", "any-body", Level.INTERMEDIATE)
    theirs = replace(TASK, bearer="regional-office")
    assert c10(theirs, areas=areas, bodies=[office]) == {("C10", "region", "nation")}
    by_region = replace(TASK, policy="regional")
    acts = [act("regional", "region", Level.INTERMEDIATE)]
    assert c10(by_region, areas=areas, acts=acts) == {("C10", "village", "region")}
