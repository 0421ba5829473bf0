"""C3: using a right or doing a duty makes people known, and what is known is reported."""

from dataclasses import replace

import pytest

from glocal.model.provision import Range
from glocal.model.taxonomy import Organisation
from tests.core.coherence.cases import (
    act,
    duty,
    found,
    hit,
    may,
    offer,
    report,
    share,
    since,
    until,
    wall,
)
from tests.core.coherence.tiny import group

IRREGULAR = group(status="irregular")
CHILDREN = group(age="6-17")
ADULTS = "18-24 60+"
CARE = offer("p", "clinic", "primary-care")
CLINIC_REPORTS = report("r", "clinic", "any-service", group=IRREGULAR)
DIRECT = {("C3", "p", "r", "clinic")}

# The school case of the brief: a set of three, no two of which conflict.
ENROL = offer("p", "school", "enrolment", group=CHILDREN)
PUPILS = share("s", "school", "enrolment", "registry", group=CHILDREN)
REGISTRY_REPORTS = report("r", "registry", "any-service", group=IRREGULAR)
PASSED_ON = {("C3", "p", "r", "registry")}
CITY, TOWN = act("city-act", "city"), act("town-act", "town")


def c3(*provisions, **frame):
    return found(*provisions, rule="C3", **frame)


# ------------------------------------------------------------------ the first contact reports
@pytest.mark.parametrize("promise", [offer, duty])
def test_a_body_that_learns_of_somebody_must_report(promise):
    assert c3(promise("p", "clinic", "primary-care"), CLINIC_REPORTS) == DIRECT


def test_a_permission_promises_nothing():
    assert c3(may("p", "clinic", "primary-care"), CLINIC_REPORTS) == set()


@pytest.mark.parametrize(
    ("p", "r"),
    [
        pytest.param(CARE, replace(CLINIC_REPORTS, bearer="registry"), id="another body reports"),
        pytest.param(CARE, replace(CLINIC_REPORTS, action="hospital"), id="about another service"),
        pytest.param(replace(CARE, action="permit"), CLINIC_REPORTS, id="no contact"),
        pytest.param(
            replace(CARE, group=group(status="citizen")), CLINIC_REPORTS, id="others use it"
        ),
        pytest.param(
            CARE,
            replace(CLINIC_REPORTS, group=group(family="unaccompanied-minor", age="60+")),
            id="nobody",
        ),
        pytest.param(CARE, replace(CLINIC_REPORTS, territory="abroad"), id="elsewhere"),
        pytest.param(CARE, replace(CLINIC_REPORTS, period=until(2025)), id="no longer"),
        pytest.param(
            replace(CARE, period=until(2027)),
            replace(CLINIC_REPORTS, period=since(2027)),
            id="never both",
        ),
        pytest.param(
            replace(CARE, over=("r",)), CLINIC_REPORTS, id="the right says that it prevails"
        ),
        pytest.param(
            replace(CARE, conditions={"residence": Range(6)}),
            replace(CLINIC_REPORTS, conditions={"residence": Range(0, 5)}),
            id="about other cases",
        ),
        pytest.param(
            CARE,
            share("r", "clinic", "any-service", "police", group=IRREGULAR),
            id="data flow, no report",
        ),
    ],
)
def test_near_misses(p, r):
    assert c3(p, r) == set()


def test_the_body_that_reports_is_the_lower_of_contact_and_rule():
    ours = Organisation("our-clinic", "clinic", territory="city")
    all_bodies = replace(CLINIC_REPORTS, bearer="any-body")
    assert c3(CARE, all_bodies) == DIRECT
    one = replace(CLINIC_REPORTS, bearer="our-clinic")
    assert c3(CARE, one, bodies=[ours]) == {("C3", "p", "r", "our-clinic")}


# ------------------------------------------------------------------ passed on
def test_the_school_case_is_a_set_of_three():
    assert c3(ENROL, PUPILS, REGISTRY_REPORTS) == PASSED_ON
    assert c3(ENROL, REGISTRY_REPORTS) == set()
    assert c3(ENROL, PUPILS) == set()
    assert c3(PUPILS, REGISTRY_REPORTS) == set()


def test_a_chain_may_be_longer_and_may_turn_in_a_circle():
    on = share("t", "registry", "any-service", "migration-office")
    back = share("u", "migration-office", "any-service", "registry")
    last = replace(REGISTRY_REPORTS, bearer="migration-office")
    assert c3(ENROL, PUPILS, on, back, last) == {("C3", "p", "r", "migration-office")}


@pytest.mark.parametrize(
    "sharing",
    [
        pytest.param(replace(PUPILS, action="training"), id="shares about another service"),
        pytest.param(replace(PUPILS, bearer="clinic"), id="another body shares"),
        pytest.param(replace(PUPILS, target="clinic"), id="with another body"),
        pytest.param(replace(PUPILS, target=None), id="does not say with whom"),
        pytest.param(replace(PUPILS, group=group(age="0-5")), id="about other children"),
        pytest.param(replace(PUPILS, territory="abroad"), id="abroad"),
        pytest.param(replace(PUPILS, conditions={"income": Range(0, 5)}), id="in other cases"),
    ],
)
def test_a_sharing_rule_that_does_not_carry_it(sharing):
    rich = replace(ENROL, conditions={"income": Range(6)})
    assert c3(rich, sharing, REGISTRY_REPORTS) == set()


def test_a_sharing_rule_that_starts_later_carries_it_then():
    assert c3(ENROL, replace(PUPILS, period=since(2027)), REGISTRY_REPORTS) == PASSED_ON
    before = replace(REGISTRY_REPORTS, period=until(2027))
    assert c3(ENROL, replace(PUPILS, period=since(2027)), before) == set()


def test_a_right_that_prevails_over_the_sharing_ends_it():
    assert c3(replace(ENROL, over=("s",)), PUPILS, REGISTRY_REPORTS) == set()


# ------------------------------------------------------------------ firewalls
@pytest.mark.parametrize(
    "firewall",
    [
        pytest.param(wall("w", "school", "enrolment"), id="at the school"),
        pytest.param(wall("w", "registry", "enrolment"), id="at the registry"),
        pytest.param(wall("w", "local-authority", "education"), id="at all local bodies"),
        pytest.param(
            wall("w", "any-body", "any-service", group=IRREGULAR), id="for those concerned"
        ),
        pytest.param(
            wall("w", "school", "enrolment", group=group(age=ADULTS)), id="for the parents"
        ),
    ],
)
def test_a_firewall_cuts_the_chain(firewall):
    assert c3(ENROL, PUPILS, REGISTRY_REPORTS, firewall) == set()


@pytest.mark.parametrize(
    "firewall",
    [
        pytest.param(wall("w", "clinic", "enrolment"), id="at another body"),
        pytest.param(wall("w", "school", "training"), id="for another service"),
        pytest.param(wall("w", "school", "enrolment", group=CHILDREN), id="for the children alone"),
        pytest.param(wall("w", "school", "enrolment", territory="town"), id="in the town alone"),
        pytest.param(wall("w", "school", "enrolment", period=since(2027)), id="not yet"),
        pytest.param(wall("w", "school", "enrolment", period=until(2025)), id="no longer"),
        pytest.param(
            wall("w", "school", "enrolment", conditions={"residence": Range(6)}),
            id="after six months",
        ),
    ],
)
def test_a_firewall_that_covers_less_does_not(firewall):
    assert c3(ENROL, PUPILS, REGISTRY_REPORTS, firewall) == PASSED_ON


def test_a_firewall_at_the_end_leaves_what_another_body_reports():
    both = replace(REGISTRY_REPORTS, bearer="local-authority")
    assert c3(ENROL, PUPILS, both) == {("C3", "p", "r", "registry"), ("C3", "p", "r", "school")}
    assert c3(ENROL, PUPILS, both, wall("w", "registry", "enrolment")) == {
        ("C3", "p", "r", "school")
    }
    assert c3(ENROL, PUPILS, both, wall("w", "school", "enrolment")) == set()


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_01_the_rules_of_one_city_do_not_touch_another():
    acts = [CITY, TOWN]
    in_city = [replace(ENROL, policy="city-act"), replace(PUPILS, policy="city-act")]
    assert c3(*in_city, REGISTRY_REPORTS, acts=acts) == PASSED_ON
    # A firewall of the town must not hide the danger in the city …
    theirs = wall("w", "any-body", "any-service", policy="town-act")
    assert c3(*in_city, REGISTRY_REPORTS, theirs, acts=acts) == PASSED_ON
    # … nor a decree of the town create one there, nor a report duty.
    decree = replace(PUPILS, policy="town-act")
    assert c3(in_city[0], decree, REGISTRY_REPORTS, acts=acts) == set()
    assert c3(*in_city, replace(REGISTRY_REPORTS, policy="town-act"), acts=acts) == set()


def test_lesson_02_sharing_one_thing_does_not_carry_another():
    bills = share("s", "school", "training", "registry")
    assert c3(ENROL, bills, REGISTRY_REPORTS) == set()
    about_permits = replace(REGISTRY_REPORTS, action="permit")
    assert c3(ENROL, PUPILS, about_permits) == set()


def test_lesson_03_enrolment_reveals_the_guardian():
    # A citizen child of irregular parents, and a duty to report that names adults alone: both fire.
    citizen_child = replace(ENROL, group=group(age="6-17", status="citizen"))
    pupils = replace(PUPILS, group=citizen_child.group)
    adults = replace(REGISTRY_REPORTS, group=group(status="irregular", age=ADULTS))
    assert c3(citizen_child, pupils, adults) == PASSED_ON
    known = hit(("C3", "p", "r", "registry"), citizen_child, pupils, adults)
    assert {cell[0] for cell in known} == {"irregular"}
    assert {cell[1] for cell in known} == {"18-24", "60+"}
    # A report about children does not concern guardians.
    assert c3(ENROL, PUPILS, replace(REGISTRY_REPORTS, group=CHILDREN)) == set()
    # A clinic knows its patient alone, a shelter the whole household.
    child = replace(CARE, group=group(age="0-5"))
    assert c3(child, replace(CLINIC_REPORTS, group=group(age=ADULTS))) == set()
    shelter = offer("p", "charity", "shelter", group=group(status="citizen", gender="female"))
    told = report("r", "social-office", "housing", group=group(status="irregular", gender="male"))
    assert c3(shelter, told) == {("C3", "p", "r", "social-office")}


def test_lesson_05_data_are_where_the_body_that_holds_them_is():
    abroad = Organisation("border-police", "police", territory="port")
    to_abroad = replace(PUPILS, target="border-police")
    reports = report("r", "border-police", "any-service", policy="foreign", group=IRREGULAR)
    frame = {"bodies": [abroad], "acts": [act("foreign", "abroad"), CITY]}
    fires = {("C3", "p", "r", "border-police")}
    assert c3(ENROL, to_abroad, reports, **frame) == fires
    # There, a firewall of ours no longer helps; one of theirs does.
    theirs = wall("w", "border-police", "any-service", policy="foreign")
    assert c3(ENROL, to_abroad, reports, replace(theirs, policy="city-act"), **frame) == fires
    assert c3(ENROL, to_abroad, reports, theirs, **frame) == set()


def test_lesson_13_contacts_are_passed_down_the_tree():
    # `education` has the contact, `enrolment` lies below it; `health` likewise for the hospital.
    assert c3(ENROL, replace(REGISTRY_REPORTS, bearer="school")) == {("C3", "p", "r", "school")}
    assert c3(replace(CARE, action="hospital"), CLINIC_REPORTS) == DIRECT
