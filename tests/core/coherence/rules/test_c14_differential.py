"""C14: one service, one body, two amounts, and only sex, age or status tells the people apart."""

from dataclasses import replace

import pytest

from glocal.model.population import Dimension, Population
from glocal.model.provision import Benefit, Range
from tests.core.coherence.cases import TINY, duty, found, offer, since, until
from tests.core.coherence.tiny import group

DIFFERENT = {("C14", "p", "q")}
WOMEN = offer(
    "p", "ministry", "pension", group=group(gender="female"), benefit=Benefit(100, "EUR", 6)
)
MEN = replace(WOMEN, id="q", group=group(gender="male"), benefit=Benefit(200, "EUR", 6))


def c14(*provisions, **frame):
    return found(*provisions, rule="C14", **frame)


def test_more_for_some_than_for_others():
    assert c14(WOMEN, MEN) == DIFFERENT
    assert c14(WOMEN, replace(MEN, benefit=Benefit(100, "EUR", 12))) == DIFFERENT


def test_the_rest_of_the_group_may_be_limited_alike():
    rest = {"age": "60+", "status": "citizen refugee"}
    first = replace(WOMEN, group=group(gender="female", **rest))
    assert c14(first, replace(MEN, group=group(gender="male", **rest))) == DIFFERENT
    assert c14(first, MEN) == set()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(MEN, benefit=WOMEN.benefit), id="the same for both"),
        pytest.param(replace(MEN, benefit=Benefit(200, "EUR a month", 6)), id="in another unit"),
        pytest.param(replace(MEN, benefit=Benefit(None, "EUR", None)), id="not recorded"),
        pytest.param(replace(MEN, benefit=None), id="no benefit"),
        pytest.param(replace(MEN, ground="a reason in law"), id="a stated ground"),
        pytest.param(replace(MEN, action="job"), id="another service"),
        pytest.param(replace(MEN, action="work"), id="the whole of it"),
        pytest.param(replace(MEN, bearer="registry"), id="another body"),
        pytest.param(duty("q", "ministry", "pension", benefit=MEN.benefit), id="a duty"),
        pytest.param(replace(MEN, territory="abroad"), id="elsewhere"),
        pytest.param(replace(MEN, period=until(2025)), id="no longer"),
        pytest.param(replace(MEN, group=group(gender="male", age="60+")), id="two differences"),
        pytest.param(replace(MEN, group=group(gender="female male")), id="not disjoint"),
        pytest.param(
            replace(MEN, group=group(gender="male", family="unaccompanied-minor", age="60+")),
            id="nobody",
        ),
    ],
)
def test_near_misses(other):
    assert c14(WOMEN, other) == set()


def test_never_in_force_together():
    assert c14(replace(WOMEN, period=until(2027)), replace(MEN, period=since(2027))) == set()


def test_conditions_are_not_a_ground():
    assert c14(WOMEN, replace(MEN, conditions={"income": Range(6)})) == DIFFERENT


def test_a_difference_by_household_needs_no_ground():
    alone = replace(WOMEN, group=group(family="alone", age="0-5 6-17"))
    minors = replace(MEN, group=group(family="unaccompanied-minor", age="0-5 6-17"))
    assert c14(alone, minors) == set()
    dimensions = tuple(Dimension(x.id, x.values, True) for x in TINY.population.dimensions)
    strict = replace(TINY, population=Population(dimensions, TINY.population.implications))
    assert c14(alone, minors, taxonomy=strict) == DIFFERENT


def test_values_that_nobody_can_have_do_not_tell_people_apart():
    """Unaccompanied minors are under 18 whether or not the text says so."""
    girls = replace(WOMEN, group=group(gender="female", family="unaccompanied-minor"))
    boys = group(gender="male", family="unaccompanied-minor", age="0-5 6-17")
    assert c14(girls, replace(MEN, group=boys)) == DIFFERENT
