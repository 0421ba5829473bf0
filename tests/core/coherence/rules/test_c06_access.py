"""C6: offered to people who typically cannot get over what stands before it."""

from dataclasses import replace

import pytest

from glocal.model.provision import Range
from tests.core.coherence.cases import duty, found, help_over, hit, offer, since, until
from tests.core.coherence.tiny import group

IRREGULAR = group(status="irregular")
GAP = {("C6", "p", "id-proof")}
RIGHT = offer("p", "clinic", "hospital", requirements=frozenset({"id-proof"}))
HELP = help_over("m", "charity", "hospital", "id-proof fee")


def c6(*provisions, **frame):
    return found(*provisions, rule="C6", **frame)


def test_a_requirement_that_some_cannot_meet():
    assert c6(RIGHT) == GAP
    assert {cell[0] for cell in hit(("C6", "p", "id-proof"), RIGHT)} == {"irregular"}


def test_every_requirement_is_a_finding_of_its_own():
    both = replace(RIGHT, requirements=frozenset({"id-proof", "fee"}))
    assert c6(both) == GAP | {("C6", "p", "fee")}


@pytest.mark.parametrize(
    "right",
    [
        pytest.param(replace(RIGHT, requirements=frozenset()), id="nothing is required"),
        pytest.param(replace(RIGHT, group=group(status="citizen refugee")), id="those who can"),
        pytest.param(duty("p", "clinic", "hospital"), id="a duty offers nothing"),
        pytest.param(replace(RIGHT, period=since(2027)), id="not yet"),
        pytest.param(replace(RIGHT, period=until(2025)), id="no longer"),
    ],
)
def test_near_misses(right):
    assert c6(right) == set()


def test_what_is_not_recorded_is_taken_from_the_service_and_none_is_not():
    unsaid = replace(RIGHT, action="primary-care", requirements=None)
    assert c6(unsaid) == GAP
    assert c6(replace(unsaid, requirements=frozenset())) == set()
    assert c6(replace(unsaid, requirements=frozenset({"fee"}))) == {("C6", "p", "fee")}
    assert c6(replace(unsaid, action="hospital")) == {("C6", "p", "fee")}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(HELP, id="for all"),
        pytest.param(replace(HELP, action="health"), id="for all of health"),
        pytest.param(replace(HELP, group=IRREGULAR), id="for those who need it"),
    ],
)
def test_a_support_that_lifts_it(given):
    assert c6(RIGHT, given) == set()


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(replace(HELP, lifts=frozenset({"fee"})), id="lifts another barrier"),
        pytest.param(replace(HELP, action="primary-care"), id="for another service"),
        pytest.param(replace(HELP, group=group(age="0-5")), id="for some"),
        pytest.param(replace(HELP, territory="town"), id="in the town"),
        pytest.param(replace(HELP, period=since(2027)), id="not yet"),
        pytest.param(replace(HELP, period=until(2025)), id="no longer"),
        pytest.param(replace(HELP, conditions={"income": Range(0, 5)}), id="for the poor alone"),
    ],
)
def test_a_support_that_covers_less_is_not_enough(given):
    assert c6(RIGHT, given) == GAP


def test_supports_add_up():
    young, old = group(age="0-5 6-17"), group(age="18-24 60+")
    assert c6(RIGHT, replace(HELP, group=young), replace(HELP, id="n", group=old)) == set()


def test_a_support_with_conditions_counts_where_it_covers_the_right_whole():
    poor = replace(RIGHT, conditions={"income": Range(0, 5)})
    assert c6(poor, replace(HELP, conditions={"income": Range(None, 10)})) == set()


def test_a_need_is_passed_down_the_tree():
    # The hospital itself needs a fee; its needs are nobody else's.
    assert c6(replace(RIGHT, action="health", requirements=None)) == set()
