"""Slots become a provision or a policy and come back the same."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given

from glocal.loading.policy_slots import policy_of
from glocal.loading.policy_slots import policy_slots as slots_of_policy
from glocal.loading.provision_slots import in_order, provision_of
from glocal.loading.provision_slots import provision_slots as slots_of_provision
from glocal.loading.schema import validator
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind, PolicyStatus, Tie
from glocal.model.population import EVERYBODY, Group, GroupBasis
from glocal.model.provision import (
    Assumption,
    Benefit,
    Confidence,
    Effect,
    Means,
    Modality,
    Period,
    Provision,
    Range,
    Support,
    Tri,
)
from tests.core.loading.slots import policy_slots, provision_slots

FULL = {
    "id": "edu-enrol",
    "modality": "entitlement",
    "who": "school",
    "action": "school-enrolment",
    "for": {"age": ["6-17"], "status": ["irregular", "student"]},
    "territory": "puerto-lirio",
    "from": "2015-09-01",
    "until": "2030-01-01",
    "requires": ["proof-of-address"],
    "after": ["address-registration"],
    "means": {"competence": "yes", "money": "no", "staff": "unknown"},
    "to": "immigration-authority",
    "gives": ["competence", "money"],
    "lifts": ["language"],
    "benefit": {"amount": 300, "unit": "EUR a month", "months": 6.5},
    "conditions": {"residence-months": {"from": 6}},
    "phases": ["stay"],
    "effects": [
        {"goal": "school-attendance", "strength": -2, "territory": "norrhaven", "offset": "yes"}
    ],
    "assumes": [{"goal": "school-attendance", "support": "study", "source": "A study of 2020"}],
    "over": ["other-provision"],
    "ground": "Children need more help.",
    "sure": "think-so",
    "article": "3",
    "quote": "Every child …",
    "note": "Ask again.",
}
PROVISION = Provision(
    id="edu-enrol",
    policy="education-act",
    modality=Modality.ENTITLEMENT,
    bearer="school",
    action="school-enrolment",
    group=Group({"age": frozenset({"6-17"}), "status": frozenset({"irregular", "student"})}),
    territory="puerto-lirio",
    period=Period(date(2015, 9, 1), date(2030, 1, 1)),
    target="immigration-authority",
    requirements=frozenset({"proof-of-address"}),
    prerequisites=("address-registration",),
    means={Means.COMPETENCE: Tri.YES, Means.MONEY: Tri.NO, Means.STAFF: Tri.UNKNOWN},
    gives=frozenset({Means.COMPETENCE, Means.MONEY}),
    lifts=frozenset({"language"}),
    benefit=Benefit(300.0, "EUR a month", 6.5),
    conditions={"residence-months": Range(6.0, None)},
    phases=("stay",),
    effects=(Effect("school-attendance", -2, "norrhaven", True),),
    assumptions=(Assumption("school-attendance", Support.STUDY, "A study of 2020"),),
    over=("other-provision",),
    ground="Children need more help.",
    article="3",
    quote="Every child …",
    confidence=Confidence.THINK_SO,
    note="Ask again.",
)
SHORT = {"id": "p", "modality": "duty", "who": "school", "action": "enrolment"}


def test_every_slot_is_read_and_written():
    assert provision_of(FULL, "education-act") == PROVISION
    assert slots_of_provision(PROVISION) == FULL
    assert set(FULL) == set(validator("provision").schema["properties"])


def test_what_is_missing_was_not_recorded():
    provision = provision_of(SHORT, "act")
    assert provision.group == Group({}, GroupBasis.UNSAID)
    assert provision.requirements is None
    assert provision.means == {}
    assert provision.target is None
    assert provision.benefit is None
    assert provision.confidence is Confidence.SURE
    assert slots_of_provision(provision) == {**SHORT, "for": "unsaid"}


def test_nothing_required_is_not_the_same_as_not_recorded():
    provision = provision_of({**SHORT, "requires": []}, "act")
    assert provision.requirements == frozenset()
    assert slots_of_provision(provision)["requires"] == []


def test_everybody_silent_and_unsaid_stay_apart():
    bases = [
        provision_of({**SHORT, "for": word}, "act").group.basis
        for word in ("everybody", "silent", "unsaid")
    ]
    assert bases == [GroupBasis.EVERYBODY, GroupBasis.SILENT, GroupBasis.UNSAID]
    assert provision_of({**SHORT, "for": "everybody"}, "act").group == EVERYBODY


def test_truth_values_of_yaml_and_json_are_yes_and_no():
    provision = provision_of({**SHORT, "means": {"money": True, "staff": False}}, "act")
    assert provision.means == {Means.MONEY: Tri.YES, Means.STAFF: Tri.NO}


def test_ages_stand_in_the_order_of_life():
    ages = {"60+", "18-24", "6-17", "0-5", "25-59"}
    assert in_order(ages) == ["0-5", "6-17", "18-24", "25-59", "60+"]
    assert in_order({"student", "citizen"}) == ["citizen", "student"]


@given(provision_slots())
def test_a_provision_of_random_slots_comes_back_the_same(slots):
    assert validator("provision").is_valid(slots)
    provision = provision_of(slots, "act")
    written = slots_of_provision(provision)
    assert provision_of(json.loads(json.dumps(written)), "act") == provision
    assert validator("provision").is_valid(written)


HEADER = {
    "id": "education-act",
    "title": "Education Act",
    "kind": "law",
    "issuer": "Parliament of Estalia",
    "number": "12",
    "year": 2015,
    "level": "national",
    "territory": "estalia",
    "sectors": ["education"],
    "responsible": "education-ministry",
    "from": "2015-09-01",
    "until": "2030-01-01",
    "status": "suspended",
    "ties": {"amends": ["old-act"], "cites": ["constitution", "old-act"]},
    "source": "invented",
}


def test_every_slot_of_a_header_is_read_and_written():
    policy = policy_of(HEADER, pack="estalia.yaml")
    assert policy == Policy(
        id="education-act",
        title="Education Act",
        kind=PolicyKind.LAW,
        level=Level.NATIONAL,
        territory="estalia",
        issuer="Parliament of Estalia",
        number="12",
        year=2015,
        sectors=("education",),
        responsible="education-ministry",
        period=Period(date(2015, 9, 1), date(2030, 1, 1)),
        status=PolicyStatus.SUSPENDED,
        ties=((Tie.AMENDS, "old-act"), (Tie.CITES, "constitution"), (Tie.CITES, "old-act")),
        source="invented",
        pack="estalia.yaml",
    )
    assert slots_of_policy(policy) == HEADER
    assert {*HEADER, "provisions"} == set(validator("policy").schema["properties"])


@given(policy_slots())
def test_a_header_of_random_slots_comes_back_the_same(slots):
    policy = policy_of(slots)
    written = slots_of_policy(policy)
    assert policy_of(json.loads(json.dumps(written))) == policy
    assert validator("policy").is_valid(written)
