"""C7: of a core service nobody says who is covered."""

from dataclasses import replace

import pytest

from glocal.model.population import EVERYBODY
from tests.core.coherence.cases import (
    act,
    ban,
    duty,
    exclude,
    found,
    may,
    offer,
    report,
    since,
    until,
)
from tests.core.coherence.tiny import TINY, group

SILENT = {("C7", "primary-care")}
HERE = offer("p", "clinic", "primary-care")
ABROAD = offer("q", "clinic", "primary-care", policy="foreign")


def c7(*provisions, **frame):
    return found(*provisions, rule="C7", acts=[act("foreign", "abroad")], **frame)


def test_nobody_speaks_of_a_core_service():
    assert c7() == SILENT


@pytest.mark.parametrize("speaks", [offer, duty, may, exclude, ban])
def test_whoever_speaks_of_people_is_not_silent_about_them(speaks):
    assert c7(speaks("p", "clinic", "primary-care"), ABROAD) == set()


def test_speaking_of_all_of_health_speaks_of_primary_care():
    assert c7(replace(HERE, action="health"), replace(ABROAD, action="any-service")) == set()


def test_only_those_for_whom_it_is_relevant_are_asked_about():
    named = group(status="refugee irregular")
    assert c7(replace(HERE, group=named), replace(ABROAD, group=named)) == set()


@pytest.mark.parametrize(
    "almost",
    [
        pytest.param(replace(HERE, group=group(status="refugee")), id="one group is missing"),
        pytest.param(replace(HERE, group=group(gender="female")), id="half of a group is missing"),
        pytest.param(replace(HERE, territory="city"), id="one town is missing"),
        pytest.param(replace(HERE, action="hospital"), id="another service"),
        pytest.param(replace(HERE, period=since(2027)), id="not yet"),
        pytest.param(replace(HERE, period=until(2025)), id="no longer"),
        pytest.param(report("p", "clinic", "primary-care"), id="a report duty says nothing of it"),
    ],
)
def test_speaking_of_less_leaves_a_silence(almost):
    assert c7(almost, ABROAD) == SILENT


def test_several_provisions_cover_together():
    women, men = group(gender="female"), group(gender="male")
    assert (
        c7(replace(HERE, group=women), exclude("r", "clinic", "health", group=men), ABROAD) == set()
    )


def test_a_core_service_without_a_relevant_group_is_asked_of_everybody():
    care = replace(TINY.actions["primary-care"], relevant=None)
    wider = replace(TINY, actions={**TINY.actions, care.id: care})
    named = group(status="refugee irregular")
    some = [replace(HERE, group=named), replace(ABROAD, group=named)]
    assert c7(*some, taxonomy=wider) == SILENT
    assert c7(HERE, ABROAD, taxonomy=wider) == set()
    assert HERE.group == EVERYBODY
