"""C13: something that should go on ends with a birthday or with a status."""

from dataclasses import replace

import pytest

from glocal.model.provision import Range
from tests.core.coherence.cases import duty, exclude, found, hit, may, offer, since, until
from tests.core.coherence.tiny import group

GAP = {("C13", "p", "turns-18")}
CHILDREN = offer("p", "school", "enrolment", group=group(age="6-17"))
ON = offer("q", "charity", "training", group=group(age="18-24"))


def c13(*provisions, **frame):
    return found(*provisions, rule="C13", **frame)


def test_what_ends_at_a_birthday():
    assert c13(CHILDREN) == GAP
    assert c13(offer("p", "school", "enrolment")) == set()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(ON, id="a successor"),
        pytest.param(replace(ON, action="education"), id="what holds the successor"),
        pytest.param(replace(ON, action="enrolment"), id="the same thing, offered by another"),
    ],
)
def test_what_goes_on(other):
    assert c13(CHILDREN, other) == set()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(ON, action="pension"), id="something else"),
        pytest.param(may("q", "charity", "training", group=ON.group), id="a permission"),
        pytest.param(duty("q", "charity", "training", group=ON.group), id="a duty"),
        pytest.param(replace(ON, group=group(age="60+")), id="for others"),
        pytest.param(replace(ON, group=group(age="18-24", gender="male")), id="for some"),
        pytest.param(replace(ON, territory="town"), id="in the town"),
        pytest.param(replace(ON, period=since(2027)), id="not yet"),
        pytest.param(replace(ON, period=until(2025)), id="no longer"),
        pytest.param(exclude("q", "charity", "training"), id="an exclusion"),
        pytest.param(replace(ON, conditions={"residence": Range(24)}), id="after two years"),
    ],
)
def test_what_does_not_go_on(other):
    assert c13(CHILDREN, other) >= GAP


@pytest.mark.parametrize(
    "right",
    [
        pytest.param(replace(CHILDREN, action="training"), id="which need not go on"),
        pytest.param(replace(CHILDREN, group=group(age="60+")), id="after which nothing comes"),
        pytest.param(duty("p", "school", "enrolment", group=CHILDREN.group), id="a duty"),
        pytest.param(replace(CHILDREN, period=since(2027)), id="not yet"),
        pytest.param(replace(CHILDREN, group=group(age="6-17 18-24")), id="itself goes on"),
    ],
)
def test_near_misses(right):
    assert c13(right) == set()


def test_what_must_go_on_is_passed_down_the_tree_and_so_are_successors():
    # Housing must go on, rent aid too; after a shelter rent aid may follow.
    roof = offer("p", "charity", "shelter", group=group(age="6-17"))
    assert c13(roof) == GAP
    assert c13(roof, replace(ON, action="rent-aid")) == set()
    rent = replace(roof, action="rent-aid")
    assert c13(rent, replace(ON, action="shelter")) >= GAP


def test_one_status_after_another_and_one_of_several():
    irregular = replace(CHILDREN, group=group(status="irregular"))
    recognised = {("C13", "p", "is-recognised")}
    assert c13(irregular) == recognised
    # Either of the two statuses may follow; one of them goes on, the other does not.
    assert c13(irregular, replace(ON, group=group(status="refugee"))) == recognised
    assert c13(irregular, replace(ON, group=group(status="refugee citizen"))) == set()


def test_what_goes_on_must_cover_the_cases_whole():
    settled = replace(CHILDREN, conditions={"residence": Range(24)})
    assert c13(settled, replace(ON, conditions={"residence": Range(12)})) == set()
    assert c13(settled, replace(ON, conditions={"residence": Range(36)})) == GAP


def test_what_changes_along_with_a_birthday():
    """An unaccompanied minor who turns 18 is alone; whoever is alone and 18 must be covered."""
    minors = replace(CHILDREN, group=group(family="unaccompanied-minor", age="6-17"))
    assert c13(minors) >= GAP
    grown_up = hit(("C13", "p", "turns-18"), minors)
    assert {(cell[1], cell[3]) for cell in grown_up} == {("18-24", "alone")}
    assert not GAP & c13(minors, replace(ON, group=group(family="alone")))
    assert c13(minors, replace(ON, group=group(family="alone", age="6-17"))) >= GAP
