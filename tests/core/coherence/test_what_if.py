"""What changes make appear, vanish and stay; and which mends hold what they promise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glocal.coherence.edits import (
    AddProvision,
    DropProvision,
    EditError,
    NarrowGroup,
    SetOver,
)
from glocal.coherence.what_if import (
    Outcome,
    all_findings,
    compare,
    verified_mends,
    what_if,
)
from glocal.model.effects_check import Severity
from glocal.model.finding import EditKind, Mend
from tests.core.coherence.cases import TODAY, act, exclude, offer, portfolio, report, share
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio
from tests.core.coherence.tiny import TINY, group

IRREGULAR = group(status="irregular")
ENROL = offer("enrol", "school", "enrolment", group=group(age="6-17"))
BAR = exclude("bar", "any-body", "education", policy="aliens-act", group=IRREGULAR)
PUPILS = share("pupils", "school", "enrolment", "registry", policy="decree")
ALIENS = report("aliens", "registry", "any-service", policy="aliens-act", group=IRREGULAR)


def told(findings):
    return [(item.rule, *item.provisions) for item in findings]


def rule(name: str, outcome: Outcome):
    parts = (outcome.appear, outcome.vanish, outcome.stay)
    return [[item.provisions for item in part if item.rule == name] for part in parts]


def test_nothing_changes_nothing():
    built = portfolio(ENROL, BAR, PUPILS, ALIENS)
    before = all_findings(built, TINY, TODAY)
    assert len(before) > 2
    outcome = what_if(built, TINY, [], TODAY)
    assert (outcome.appear, outcome.vanish) == ((), ())
    assert {item.id for item in outcome.stay} == {item.id for item in before}


def test_a_dropped_provision_takes_its_findings_along_and_the_rest_stays():
    built = portfolio(ENROL, BAR, PUPILS, ALIENS)
    outcome = what_if(built, TINY, [DropProvision("bar")], TODAY)
    assert rule("C2", outcome) == [[], [("enrol", "bar")], []]
    assert rule("C3", outcome) == [[], [], [("enrol", "pupils", "aliens")]]


def test_an_added_provision_brings_what_it_clashes_with():
    built = portfolio(ENROL)
    outcome = what_if(built, TINY, [AddProvision(replace(BAR, policy="law"))], TODAY)
    assert rule("C2", outcome) == [[("enrol", "bar")], [], []]


def test_the_portfolio_and_the_list_given_are_not_asked_for_twice():
    built = portfolio(ENROL, BAR)
    asked = []

    def find(own, taxonomy, day):
        asked.append(own)
        return all_findings(own, taxonomy, day)

    before = all_findings(built, TINY, TODAY)
    what_if(built, TINY, [DropProvision("bar")], TODAY, before=before, find=find)
    assert [set(own.provisions) for own in asked] == [{"enrol"}]


def test_an_impossible_change_is_refused_before_anything_is_checked():
    with pytest.raises(EditError, match="'ghost' is not there"):
        what_if(portfolio(ENROL), TINY, [DropProvision("ghost")], TODAY, find=lambda *_: 1 / 0)


# ------------------------------------------------------------ carved up is still the same
def carved(without, *kept) -> NarrowGroup:
    return NarrowGroup("bar", without, kept)


def test_what_is_left_of_a_carved_up_provision_is_still_the_same_finding():
    built = portfolio(ENROL, BAR)
    women = carved(
        group(gender="female", status="irregular"),
        group(gender="male"),
        group(gender="female", status="citizen"),
    )
    outcome = what_if(built, TINY, [women], TODAY)
    assert rule("C2", outcome) == [[], [], [("enrol", "bar")]]
    (left,) = (item for item in outcome.stay if item.rule == "C2")
    assert [set(box.limits["gender"]) for box in left.hit] == [{"male"}]


def test_a_finding_about_a_second_piece_alone_stays_too():
    built = portfolio(ENROL, BAR)
    outcome = what_if(
        built, TINY, [carved(group(age="60+"), group(age="18-24"), group(age="6-17"))], TODAY
    )
    assert rule("C2", outcome) == [[], [], [("enrol", "bar--part-2")]]


def test_two_pieces_that_clash_are_one_finding():
    built = portfolio(ENROL, BAR)
    halves = carved(group(), group(gender="male"), group(gender="female"))
    outcome = what_if(built, TINY, [halves], TODAY)
    assert outcome.appear == ()
    assert outcome.vanish == ()


def test_the_heaviest_come_first():
    findings = all_findings(portfolio(ENROL, BAR, PUPILS, ALIENS), TINY, TODAY)
    outcome = compare([], findings)
    weights = [list(Severity).index(item.severity) for item in outcome.appear]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1


# ------------------------------------------------------------ mends that hold what they promise
def school_case(**frame):
    built = portfolio(ENROL, PUPILS, ALIENS, **frame)
    before = all_findings(built, TINY, TODAY)
    return built, next(item for item in before if item.rule == "C3"), before


def test_the_contrast_says_what_would_make_it_vanish_and_at_what_price():
    built, finding, before = school_case(acts=[act("law", "city"), act("decree", "city")])
    verified = verified_mends(finding, built, TINY, TODAY, before=before)
    by_key = {item.mend.key: item for item in verified}
    wall = by_key["add-firewall"].edits[0].provision.id
    assert {key: told(item.outcome.appear) for key, item in by_key.items()} == {
        "cut-share": [],
        "exempt-report": [],
        "add-firewall": [("C1", "aliens", wall)],
    }
    assert by_key["cut-share"].edits == (SetOver(("enrol",), "pupils"),)


def test_what_stands_against_a_higher_text_comes_last_and_says_so():
    _, finding, _ = school_case(acts=[act("law", "city"), act("decree", "city")])
    assert [mend.key for mend in finding.mends][-1] == "add-firewall"
    assert finding.mends[-1].params["against"] == "aliens"


def test_a_mend_that_leaves_the_finding_or_does_not_apply_is_not_told():
    built, finding, _ = school_case()
    useless = Mend("change-means", EditKind.NARROW, "nation", 1)
    beside = Mend("drop-ban", EditKind.DROP, "nation", 1, subject="enrol")
    other = replace(finding, mends=(useless, beside, *finding.mends[:1]))
    keys = [item.mend.key for item in verified_mends(other, built, TINY, TODAY)]
    assert keys == ["drop-ban", "cut-share"]
    unaware = replace(other, mends=(Mend("open-channel", EditKind.ADD_CHANNEL, "nation", 1),))
    assert verified_mends(unaware, built, TINY, TODAY) == ()


def test_what_vanishes_and_appears_is_the_difference_of_two_checks():
    for seed in range(12):
        built = random_portfolio(seed)
        name = min(built.provisions)
        before = {item.id for item in all_findings(built, TINY, AS_OF)}
        outcome = what_if(built, TINY, [DropProvision(name)], AS_OF)
        appear, vanish, stay = (
            {item.id for item in part} for part in (outcome.appear, outcome.vanish, outcome.stay)
        )
        assert before == vanish | stay
        assert not before & appear
        assert not vanish & (stay | appear)
        assert all(name not in item.provisions for item in (*outcome.appear, *outcome.stay))
