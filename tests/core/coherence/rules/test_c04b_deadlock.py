"""C4b: every way to a step leads through another that cannot be had before it."""

from dataclasses import replace

import pytest

from tests.core.coherence.cases import act, duty, exclude, found, may, offer, since, until
from tests.core.coherence.tiny import group

# The commonest circle: an address needs a permit, and a permit needs an address.
ADDRESS = offer("a", "registry", "address", prerequisites=("permit",))
PERMIT = may("b", "migration-office", "permit", prerequisites=("address",))
CIRCLE = {("C4b", "address", "permit")}


def c4b(*provisions, **frame):
    return found(*provisions, rule="C4b", **frame)


def test_two_steps_that_wait_for_each_other():
    assert c4b(ADDRESS, PERMIT) == CIRCLE


def test_a_longer_circle_is_one_finding():
    first = replace(ADDRESS, prerequisites=("shelter",))
    second = offer("c", "social-office", "shelter", prerequisites=("permit",))
    assert c4b(first, second, PERMIT) == {("C4b", "address", "permit", "shelter")}


def test_a_step_that_waits_for_itself():
    assert c4b(replace(ADDRESS, prerequisites=("address",))) == {("C4b", "address")}


def test_the_taxonomy_closes_a_circle():
    # Enrolment requires an address by nature.
    school_first = replace(ADDRESS, prerequisites=("enrolment",))
    assert c4b(school_first, offer("b", "school", "enrolment")) == {("C4b", "address", "enrolment")}


def test_an_offer_of_the_general_is_a_way_to_the_specific():
    papers = may("b", "migration-office", "papers", prerequisites=("address",))
    assert c4b(papers) == {("C4b", "address")}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(PERMIT, prerequisites=()), id="one step needs nothing"),
        pytest.param(replace(PERMIT, prerequisites=("shelter",)), id="needs what is free"),
        pytest.param(
            duty("b", "registry", "permit", prerequisites=("address",)), id="a duty is no way"
        ),
        pytest.param(
            exclude("b", "registry", "permit", prerequisites=("address",)), id="nor a bar"
        ),
        pytest.param(replace(PERMIT, period=since(2027)), id="not yet"),
        pytest.param(replace(PERMIT, period=until(2025)), id="no longer"),
        pytest.param(replace(PERMIT, policy="foreign"), id="elsewhere"),
    ],
)
def test_near_misses(other):
    assert c4b(ADDRESS, other, acts=[act("foreign", "abroad")]) == set()


def test_steps_of_different_people_make_no_circle():
    men, women = group(gender="male"), group(gender="female")
    assert c4b(replace(ADDRESS, group=men), replace(PERMIT, group=women)) == set()
    assert c4b(replace(ADDRESS, group=men), replace(PERMIT, group=men)) == CIRCLE


def test_another_way_in_opens_the_circle_for_those_who_have_it():
    way = offer("w", "charity", "address")
    assert c4b(ADDRESS, PERMIT, way) == set()
    assert c4b(ADDRESS, PERMIT, replace(way, group=group(age="0-5"))) == CIRCLE
    assert c4b(ADDRESS, PERMIT, replace(way, territory="town")) == CIRCLE


def test_another_way_that_needs_the_circle_opens_nothing():
    way = offer("w", "charity", "address", prerequisites=("permit", "shelter"))
    assert c4b(ADDRESS, PERMIT, way) == CIRCLE


def test_what_only_waits_for_a_circle_is_not_part_of_it():
    waits = offer("c", "ministry", "job")  # requires the permit by nature
    assert c4b(ADDRESS, PERMIT, waits) == CIRCLE
