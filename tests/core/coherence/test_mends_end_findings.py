"""A mend that is offered ends its finding; of several that close one way, none alone is offered."""

from __future__ import annotations

from collections import Counter

import pytest

from glocal.coherence.again import Again
from glocal.coherence.check import check
from glocal.coherence.edits import AddProvision, EditError, apply, edits_of
from glocal.coherence.what_if import compare, verified_mends
from glocal.model.taxonomy import Organisation
from tests.core.coherence.cases import (
    TODAY,
    ban,
    duty,
    exclude,
    may,
    offer,
    portfolio,
    report,
    share,
)
from tests.core.coherence.random_portfolios import (
    AS_OF,
    large_portfolio,
    random_portfolio,
    random_taxonomy,
)
from tests.core.coherence.tiny import TINY, group

IRREGULAR = group(status="irregular")
TOWN_TO_CITY = [
    offer("care", "clinic", "hospital", territory="town"),
    share("files", "clinic", "hospital", "city-registry"),
    report("tell", "city-registry", "hospital"),
]
CITY_REGISTRY = Organisation("city-registry", "registry", territory="city")


def offered(rule: str, *provisions, **frame):
    """The mends of the only finding of ``rule``, of which each was tried and ends it."""
    built = portfolio(*provisions, **frame)
    (finding,) = check(built, TINY, as_of=TODAY, rules=[rule]).findings
    mends = verified_mends(finding, built, TINY, TODAY)
    assert [item.mend for item in mends] == list(finding.mends)
    return mends


@pytest.mark.parametrize("key", ["narrow-exclusion", "grant-prerequisite"])
def test_an_exclusion_from_something_wider_is_opened_for_every_step_that_it_closes(key):
    mends = offered(
        "C4",
        offer("course", "school", "training", prerequisites=("permit", "address")),
        exclude("no-papers", "registry", "papers", policy="aliens-act", group=IRREGULAR),
        may("permits", "migration-office", "permit"),
    )
    (mend,) = (item for item in mends if item.mend.key == key)
    assert mend.mend.params["prerequisite"] == "address permit"
    assert all(isinstance(edit, AddProvision) for edit in mend.edits)
    assert [edit.provision.action for edit in mend.edits] == ["address", "permit"]
    assert {edit.provision.over for edit in mend.edits} == {("no-papers",)}


def test_of_steps_that_lie_below_one_another_the_widest_is_opened():
    mends = offered(
        "C4",
        offer("course", "school", "training", prerequisites=("papers", "address")),
        exclude("nothing", "registry", "any-service", policy="aliens-act", group=IRREGULAR),
        may("through", "school", "training", over=("nothing",)),
    )
    assert {item.mend.params["prerequisite"] for item in mends} == {"papers"}


def test_one_of_two_rules_that_share_the_same_data_is_not_offered_to_be_cut():
    promise = offer("enrol", "school", "enrolment")
    told = report("aliens", "registry", "any-service", policy="aliens-act")
    one, other = (share(name, "school", "enrolment", "registry", policy=name) for name in "ab")
    alone = offered("C3", promise, one, told)
    assert [item.mend.key for item in alone].count("cut-share") == 1
    both = offered("C3", promise, one, other, told)
    assert [item.mend.key for item in both].count("cut-share") == 0
    assert {item.mend.key for item in both} == {"add-firewall", "exempt-report"}


def test_a_firewall_stands_where_the_data_end_up_not_where_they_were_given():
    mends = offered("C3", *TOWN_TO_CITY, bodies=[CITY_REGISTRY])
    (wall,) = (item for item in mends if item.mend.key == "add-firewall")
    assert wall.mend.territory == "city"
    assert wall.edits[0].provision.territory == ""


def test_one_of_two_bans_of_the_same_is_not_offered_to_be_dropped():
    bans = [
        ban("no-enrolment", "school", "enrolment"),
        ban("no-training", "school", "training", group=group(gender="female")),
        ban("no-men", "school", "training", group=group(gender="male")),
        ban("no-training-too", "school", "training", policy="decree"),
    ]
    mends = offered("C1", duty("teach", "school", "education"), *bans)
    assert [item.mend.subject for item in mends] == ["no-enrolment"]


def test_a_step_that_another_provision_asks_for_as_well_is_not_offered_to_be_left_out():
    mends = offered(
        "C4b",
        may("one", "registry", "address", prerequisites=("permit",)),
        may("women", "police", "permit", prerequisites=("address",), group=group(gender="female")),
        may("men", "police", "permit", prerequisites=("address",), group=group(gender="male")),
    )
    assert [item.mend.subject for item in mends] == ["one"]


@pytest.mark.parametrize(
    ("made", "seeds"),
    [
        (random_portfolio, range(50)),
        (random_portfolio, range(580, 590)),
        (large_portfolio, range(18, 24)),
    ],
)
def test_on_random_portfolios_every_mend_that_applies_ends_its_finding(made, seeds):
    mends: Counter[str] = Counter()
    left: list[tuple[int, str, str]] = []
    for seed in seeds:
        built, taxonomy = made(seed), random_taxonomy(seed) if seed % 2 else TINY
        again = Again(built, taxonomy, AS_OF)
        for finding in again.findings:
            for mend in finding.mends:
                try:
                    changed = apply(built, edits_of(mend, finding, built, taxonomy))
                except EditError:
                    continue
                mends[mend.key] += 1
                outcome = compare(again.findings, again(changed, taxonomy, AS_OF))
                if finding.id not in {item.id for item in outcome.vanish}:
                    left.append((seed, finding.id, mend.key))
    assert left == []
    assert sum(mends.values()) > 10 * len(seeds)
    assert len(mends) >= 15
