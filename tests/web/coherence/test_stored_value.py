"""Values of the core as a row keeps them: nothing is lost on the way to JSON and back."""

import json
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

import pytest

from glocal.model.effects_check import Severity
from glocal.model.finding import (
    Certainty,
    EditKind,
    Finding,
    LegalStanding,
    Mend,
    Slot,
)
from glocal.model.kinds import Axis, Level
from glocal.model.policy import Policy, PolicyKind, Tie
from glocal.model.population import EVERYBODY, Group, GroupBasis
from glocal.model.portfolio import Area, Channel, Portfolio
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
from glocal_web.portal.mappers.stored_value import restored, stored

PROVISION = Provision(
    id="edu-enrol",
    policy="education-act",
    modality=Modality.ENTITLEMENT,
    bearer="school",
    action="school-enrolment",
    group=Group({"age": frozenset({"6-17", "0-5"})}, GroupBasis.SILENT),
    territory="norrhaven",
    period=Period(date(2015, 9, 1), None),
    target="registry",
    requirements=frozenset(),
    prerequisites=("address-registration",),
    means={Means.MONEY: Tri.NO},
    gives=frozenset({Means.COMPETENCE}),
    lifts=frozenset({"language"}),
    benefit=Benefit(300.0, "EUR a month", 6),
    conditions={"residence-months": Range(6.0, None)},
    phases=("stay",),
    effects=(Effect("school-attendance", 2, "norrhaven", True),),
    assumptions=(Assumption("school-attendance", Support.STUDY, "A study"),),
    over=("other",),
    ground="stated",
    article="3",
    quote="Every child …",
    confidence=Confidence.THINK_SO,
    note="n",
)
FINDING = Finding(
    id="f1",
    rule="C2",
    variant="full",
    axis=Axis.VERTICAL,
    severity=Severity.HIGH,
    certainty=Certainty.CERTAIN,
    standing=LegalStanding.SUPERIOR,
    provisions=("a", "b"),
    parts=("promise", "exclusion"),
    territories=("puerto-lirio",),
    period=Period(date(2020, 1, 1), date(2030, 1, 1)),
    hit=(Group({"status": frozenset({"irregular"})}),),
    revealed=(EVERYBODY,),
    matches=(Slot.ACTION, Slot.GROUP),
    clash=Slot.MODALITY,
    params={"action": "school-enrolment"},
    mends=(Mend("narrow-exclusion", EditKind.NARROW, "estalia", 3, "b", {"x": "y"}),),
    indicators=("B1.1",),
    sdg=("10.3",),
    reasons=("sure",),
    cause="b",
    restricted=True,
    taxonomy="1.0",
)
PORTFOLIO = Portfolio(
    name="Puerto Lirio",
    areas={"estalia": Area("estalia", "Estalia", Level.NATIONAL)},
    policies={
        "education-act": Policy(
            "education-act",
            "Education Act",
            PolicyKind.LAW,
            Level.NATIONAL,
            "estalia",
            year=2015,
            ties=((Tie.AMENDS, "other"),),
        )
    },
    provisions={"edu-enrol": PROVISION},
    channels=(Channel("a", "b"),),
    channels_complete=frozenset({"a"}),
    links=(("a", "b"),),
)


@pytest.mark.parametrize(
    "value", [PROVISION, FINDING, PORTFOLIO], ids=lambda one: type(one).__name__
)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert restored(type(value), json.loads(json.dumps(stored(value)))) == value


def test_nothing_recorded_and_nothing_asked_stay_different() -> None:
    bare = Provision("p", "q", Modality.DUTY, "b", "a")
    asked = Provision("p", "q", Modality.DUTY, "b", "a", requirements=frozenset())
    assert "requirements" not in stored(bare)
    assert stored(asked)["requirements"] == []
    assert restored(Provision, stored(asked)).requirements == frozenset()
    assert restored(Provision, stored(bare)).requirements is None


def test_equal_values_are_stored_equally_whatever_the_order_of_their_sets() -> None:
    one = Group({"age": frozenset(["6-17", "0-5", "60+"])})
    other = Group({"age": frozenset(["60+", "0-5", "6-17"])})
    assert json.dumps(stored(one)) == json.dumps(stored(other))


def test_what_a_later_version_lost_or_added_does_not_break_an_old_row() -> None:
    data = stored(FINDING) | {"gone": 1}
    del data["cause"], data["restricted"]
    read = restored(Finding, data)
    assert (read.cause, read.restricted, read.id) == ("", False, "f1")


@pytest.mark.parametrize("name", ["rule", "severity", "provisions"])
def test_what_every_finding_has_must_be_there(name: str) -> None:
    data = stored(FINDING)
    del data[name]
    with pytest.raises(TypeError, match=name):
        restored(Finding, data)


def test_a_word_that_is_none_of_the_closed_set_is_refused() -> None:
    with pytest.raises(ValueError, match="huge"):
        restored(Finding, stored(FINDING) | {"severity": "huge"})


def test_the_example_holds_every_field_so_that_the_tests_above_say_something() -> None:
    for value in (PROVISION, FINDING):
        for one in fields(value):
            if one.default is not MISSING:
                # `phases` of the finding stays empty: a tuple of words like `sdg`.
                assert getattr(value, one.name) != one.default or one.name == "phases", one.name
