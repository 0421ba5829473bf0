"""Each rule's plainest case, changed in one slot: which changes silence it, and which do not.

A case is a list of provisions of which the last is changed. Every change is made to every case, and
the table says what then stands: so a rule that ignores a slot, or minds one that is none of its
business, shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from glocal.model.provision import Benefit, Effect, Modality, Period, Provision, Range
from tests.core.coherence.cases import (
    act,
    ban,
    duty,
    exclude,
    found,
    may,
    offer,
    report,
    share,
    wall,
)
from tests.core.coherence.tiny import group

POOR, RICH = {"income": Range(0, 5)}, {"income": Range(6, None)}
YOUNG, OLD = group(age="0-5 6-17 18-24"), group(age="60+")


@dataclass(frozen=True)
class Case:
    """Provisions that give one finding; ``minds`` names the changes of the last that end it."""

    provisions: tuple[Provision, ...]
    finding: tuple[str, ...]
    minds: str


def young(*provisions: Provision) -> tuple[Provision, ...]:
    """All for people of the same age, with the same condition, until the same day."""
    return tuple(
        replace(
            item,
            group=item.group if item.group.limits else YOUNG,
            conditions=POOR,
            period=Period(None, date(2030, 1, 1)),
        )
        for item in provisions
    )


EVERY = "modality party act people place conditions time"
CASES = {
    "duty and ban": Case(
        young(duty("p", "school", "training"), ban("q", "school", "training")),
        ("C1", "p", "q"),
        f"{EVERY} prevails exempt",
    ),
    "offer and ban": Case(
        young(offer("p", "school", "training"), ban("q", "school", "training")),
        ("C1", "p", "q"),
        f"{EVERY} prevails exempt",
    ),
    "data and firewall": Case(
        young(share("p", "school", "training", "registry"), wall("q", "school", "training")),
        ("C1", "p", "q"),
        f"{EVERY} prevails exempt",
    ),
    "offer and exclusion": Case(
        young(offer("p", "school", "training"), exclude("q", "school", "training")),
        ("C2", "p", "q"),
        f"{EVERY} prevails exempt",
    ),
    "offer and exclusion from a part": Case(
        young(offer("p", "school", "education"), exclude("q", "school", "training")),
        ("C2p", "p", "q"),
        # An exception of the whole, for the part alone, is one for the part: it covers it.
        f"{EVERY} prevails exempt",
    ),
    "reported at once": Case(
        young(offer("p", "clinic", "hospital"), report("q", "clinic", "health")),
        ("C3", "p", "q", "clinic"),
        f"{EVERY} exempt",
    ),
    "passed on and reported": Case(
        young(
            offer("p", "school", "training"),
            report("r", "registry", "any-service", group=group(age="18-24")),
            share("q", "school", "training", "registry"),
        ),
        ("C3", "p", "r", "registry"),
        f"{EVERY} exempt",
    ),
    "barred step": Case(
        young(offer("p", "school", "enrolment"), exclude("q", "registry", "address")),
        ("C4", "p", "q"),
        # Whoever bars the step bars it; only an exception for the step would help.
        "modality act people place conditions time prevails",
    ),
    "one task twice": Case(
        young(
            offer("p", "school", "training"),
            replace(offer("q", "charity", "training"), policy="second"),
        ),
        ("C8", "p", "q"),
        "modality act people place conditions time",
    ),
    "goal at odds": Case(
        young(
            offer("p", "school", "training", effects=(Effect("employment", 2),)),
            ban("q", "police", "job", effects=(Effect("employment", -2),)),
        ),
        ("C9", "p", "q", "employment"),
        "people place conditions time",
    ),
    "two amounts": Case(
        tuple(
            offer(
                name,
                "ministry",
                "pension",
                group=group(gender=gender),
                benefit=Benefit(amount, "EUR"),
                period=Period(None, date(2030, 1, 1)),
            )
            for name, gender, amount in (("p", "male", 1), ("q", "female", 2))
        ),
        ("C14", "p", "q"),
        "modality party act people place time",
    ),
    "one goal, two acts": Case(
        young(
            offer("p", "school", "training", effects=(Effect("employment", 2),)),
            ban("q", "police", "job", policy="second", effects=(Effect("employment", 2),)),
        ),
        ("S1", "p", "q", "employment"),
        "people place conditions time",
    ),
}

CHANGES: dict[str, Callable[[Provision], Provision]] = {
    # Helps to reach it: no rule about two reads that as what it was.
    "modality": lambda q: replace(q, modality=Modality.SUPPORT),
    "party": lambda q: replace(q, bearer="charity"),
    "act": lambda q: replace(q, action="shelter"),
    "people": lambda q: replace(q, group=OLD),
    "place": lambda q: replace(q, territory="abroad"),
    "conditions": lambda q: replace(q, conditions=RICH),
    "time": lambda q: replace(q, period=Period(date(2030, 1, 1), None)),
    "prevails": lambda q: replace(q, over=("p",)),
}


def exempted(case: Case) -> list[Provision]:
    """The first provision says that it is over the last: an exception of it."""
    first, *others = case.provisions
    return [replace(first, over=("q",)), *others]


def remains(provisions: list[Provision], finding: tuple[str, ...]) -> bool:
    return finding in found(*provisions, acts=[act("foreign", "abroad")])


@pytest.mark.parametrize("name", CASES)
def test_the_case_itself_fires_alone_of_its_kind(name):
    case = CASES[name]
    assert found(*case.provisions, rule=case.finding[0]) == {case.finding}


@pytest.mark.parametrize("change", [*CHANGES, "exempt"])
@pytest.mark.parametrize("name", CASES)
def test_a_change_of_one_slot(name, change):
    case = CASES[name]
    *others, last = case.provisions
    changed = exempted(case) if change == "exempt" else [*others, CHANGES[change](last)]
    assert remains(changed, case.finding) == (change not in case.minds.split())


@pytest.mark.parametrize("name", CASES)
def test_what_is_restated_neither_silences_nor_multiplies_what_was_found(name):
    """The same words in a second act give the same finding once more, about the second."""
    case = CASES[name]
    again = replace(case.provisions[-1], id="q2", policy="restated")
    both = found(*case.provisions, again, rule=case.finding[0])
    assert case.finding in both
    twin = tuple("q2" if part == "q" else part for part in case.finding)
    alike = {case.finding, twin}
    if case.finding[0] in ("C8", "S1"):  # the act and its restatement serve one end, too
        alike |= {(case.finding[0], "q", "q2", *case.finding[3:])}
    assert both <= alike


ALIKE = {"C8", "C9", "C14", "S1"}
"""Rules about two that say the same, or nearly."""


@pytest.mark.parametrize("name", [name for name, x in CASES.items() if x.finding[0] not in ALIKE])
def test_a_second_provision_that_agrees_with_the_first_is_no_finding(name):
    """Two promises, duties or rules about data that say the same do not clash."""
    first = CASES[name].provisions[0]
    assert not found(first, replace(first, id="q"), rule=CASES[name].finding[0])


def test_a_permission_beside_a_permission_is_nothing():
    assert (
        found(may("p", "school", "training"), may("q", "school", "training"), rule="C1 C2") == set()
    )
