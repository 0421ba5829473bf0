"""What each mend amounts to, and that it does mend: on cases by hand and on random portfolios."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glocal.coherence.check import check
from glocal.coherence.edits import (
    AddChannel,
    AddCoordination,
    AddProvision,
    DropPrerequisites,
    DropProvision,
    EditError,
    NarrowGroup,
    RaiseSupport,
    SetBenefit,
    SetMeans,
    SetOver,
    edits_of,
)
from glocal.coherence.mend_edits import MENDS
from glocal.coherence.what_if import what_if
from glocal.loading.rules import rules
from glocal.model.finding import EditKind, Mend
from glocal.model.policy import PolicyKind, Tie
from glocal.model.portfolio import Channel, Coordination
from glocal.model.provision import Assumption, Benefit, Means, Modality, Support, Tri
from tests.core.coherence.cases import (
    TODAY,
    act,
    ban,
    duty,
    exclude,
    may,
    offer,
    portfolio,
    report,
    share,
    since,
    until,
)
from tests.core.coherence.tiny import TINY, group

IRREGULAR = group(status="irregular")
CHILDREN = group(age="6-17")


def mended(key: str, rule: str, *provisions, **frame):
    """The changes of the mend ``key`` of the only finding of ``rule``, and what they do."""
    built = portfolio(*provisions, **frame)
    findings = check(built, TINY, as_of=TODAY, rules=[rule]).findings
    (finding,) = findings
    mend = next(item for item in finding.mends if item.key == key)
    edits = edits_of(mend, finding, built, TINY)
    outcome = what_if(
        built,
        TINY,
        edits,
        TODAY,
        before=findings,
        find=lambda p, t, d: check(p, t, as_of=d, rules=[rule]).findings,
    )
    assert [item.id for item in outcome.vanish] == [finding.id]
    assert outcome.appear == ()
    return edits


def test_every_mend_of_every_rule_has_its_changes_and_none_is_left_over():
    told = {key for rule in rules().values() for key in rule.mends}
    assert told | {"fill-in"} == set(MENDS)


# ------------------------------------------------------------ narrowing no more than needed
ENROL = offer("enrol", "school", "enrolment", group=CHILDREN)


def test_an_exclusion_from_the_same_action_loses_those_whom_the_promise_names():
    bar = exclude("bar", "school", "enrolment", policy="bars", group=IRREGULAR)
    (edit,) = mended("narrow-exclusion", "C2", ENROL, bar)
    assert isinstance(edit, NarrowGroup)
    assert edit.without == CHILDREN
    assert [set(box.limits["age"]) for box in edit.to] == [{"0-5", "18-24", "60+"}]


def test_an_exclusion_of_no_others_than_those_is_dropped():
    bar = exclude("bar", "school", "enrolment", group=group(age="6-17", status="irregular"))
    assert mended("narrow-exclusion", "C2", ENROL, bar) == (DropProvision("bar"),)


def test_a_broader_exclusion_goes_on_to_hold_for_everything_else():
    bar = exclude("bar", "any-body", "any-service", group=IRREGULAR)
    assert mended("narrow-exclusion", "C2", ENROL, bar) == (SetOver(("enrol",), "bar"),)


def test_a_broader_ban_gets_an_exception():
    own = duty("own", "registry", "permit")
    no = ban("no", "local-authority", "papers")
    assert mended("narrow-ban", "C1", own, no) == (SetOver(("own",), "no"),)


def test_a_promise_is_not_narrowed_to_nobody():
    bar = exclude("bar", "school", "enrolment")
    built = portfolio(ENROL, bar)
    (finding,) = check(built, TINY, as_of=TODAY, rules=["C2"]).findings
    mend = next(item for item in finding.mends if item.key == "say-who")
    with pytest.raises(EditError, match="left to nobody"):
        edits_of(mend, finding, built, TINY)


# ------------------------------------------------------------ the school case of the brief
SCHOOL_CASE = (
    ENROL,
    share("pupils", "school", "enrolment", "registry", policy="decree", group=CHILDREN),
    report("aliens", "registry", "any-service", policy="aliens-act", group=IRREGULAR),
)
CITY_DECREE = [act("decree", "city"), act("law", "city"), act("aliens-act")]


def test_a_firewall_binds_the_body_that_reports_and_stands_in_the_act_on_the_action():
    (edit,) = mended("add-firewall", "C3", *SCHOOL_CASE)
    assert isinstance(edit, AddProvision)
    wall = edit.provision
    assert (wall.modality, wall.bearer, wall.action) == (
        Modality.FIREWALL,
        "registry",
        "enrolment",
    )
    assert wall.group.limits == {}
    assert (wall.policy, edit.policy) == ("decree", None)
    assert wall.over == ("aliens",)


def test_a_firewall_of_the_city_does_not_set_a_national_report_duty_aside():
    (edit,) = mended("add-firewall", "C3", *SCHOOL_CASE, acts=CITY_DECREE)
    assert edit.provision.over == ()
    built = portfolio(*SCHOOL_CASE, acts=CITY_DECREE)
    outcome = what_if(built, TINY, [edit], TODAY)
    assert [(item.rule, item.variant) for item in outcome.appear] == [("C1", "data-firewall")]


def test_cutting_a_share_and_exempting_from_a_report_spare_all_promises_of_the_action():
    also = duty("must", "school", "enrolment", group=group(status="citizen", age="0-5"))
    (cut,) = mended("cut-share", "C3", *SCHOOL_CASE, also)
    assert cut == SetOver(("enrol", "must"), "pupils")
    (spare,) = mended("exempt-report", "C3", *SCHOOL_CASE, also)
    assert spare == SetOver(("enrol", "must"), "aliens")


# ------------------------------------------------------------ prerequisites
JOB = offer("fair-work", "ministry", "job", group=group(status="irregular citizen"))


def test_lifting_the_bar_to_a_closed_prerequisite_grants_it_too_and_leaves_no_echo():
    bar = exclude("no-permit", "migration-office", "permit", policy="aliens-act", group=IRREGULAR)
    grant = may("permits", "migration-office", "permit", group=group(status="citizen refugee"))
    dropped, granted = mended("narrow-exclusion", "C4", JOB, bar, grant)
    assert dropped == DropProvision("no-permit")
    assert granted.provision.modality is Modality.PERMISSION
    assert granted.provision.group == IRREGULAR


def test_a_grant_over_the_bar_is_an_exception_of_it():
    bar = exclude("no-permit", "migration-office", "permit", policy="aliens-act", group=IRREGULAR)
    grant = may("permits", "migration-office", "permit", group=group(status="citizen refugee"))
    (edit,) = mended("grant-prerequisite", "C4", JOB, bar, grant)
    assert edit.provision.over == ("no-permit",)
    assert edit.provision.bearer == "migration-office"


def test_what_nobody_granted_is_granted_by_whoever_is_competent():
    (edit,) = mended("grant-prerequisite", "C4", JOB, acts=[act("law", "city")])
    assert edit.provision.bearer == "local-authority"  # papers are its own in the taxonomy
    assert edit.policy.territory == "city"
    assert edit.policy.kind is PolicyKind.ORDINANCE


def test_a_circle_is_broken_where_a_provision_closes_it_by_itself():
    one = may("one", "registry", "address", prerequisites=("permit",))
    other = may("other", "ministry", "permit", prerequisites=("address",))
    (edit,) = mended("break-requirement", "C4b", one, other)
    assert isinstance(edit, DropPrerequisites)


# ------------------------------------------------------------ means, barriers, silence
def test_means_come_from_the_body_responsible_for_the_act():
    must = duty(
        "must", "school", "enrolment", means={Means.MONEY: Tri.NO, Means.COMPETENCE: Tri.YES}
    )
    acts = [act("law", responsible="ministry")]
    (edit,) = mended("transfer", "C5", must, acts=acts)
    grant = edit.provision
    assert (grant.modality, grant.bearer, grant.target) == (Modality.GRANT, "ministry", "school")
    assert grant.gives == {Means.MONEY}


def test_a_support_helps_those_whom_the_promise_names():
    care = offer(
        "care", "clinic", "primary-care", group=IRREGULAR, requirements=frozenset({"id-proof"})
    )
    (edit,) = mended("add-support", "C6", care)
    assert (edit.provision.lifts, edit.provision.group) == ({"id-proof"}, IRREGULAR)
    assert edit.provision.policy == "law"


def test_naming_a_group_asks_nothing_of_it_in_every_silent_territory():
    edits = mended(
        "name-group",
        "C7",
        offer("care", "clinic", "primary-care", policy="x"),
        acts=[act("x", "city")],
    )
    assert {edit.policy.territory for edit in edits} == {"town", "port"}
    assert {edit.provision.bearer for edit in edits} == {"clinic"}
    assert {edit.provision.requirements for edit in edits} == {frozenset()}


def test_a_bridge_offers_the_same_to_those_who_come_after():
    shelter = offer(
        "shelter",
        "social-office",
        "shelter",
        group=group(age="6-17 18-24 60+", status="irregular"),
        benefit=Benefit(3, "EUR"),
    )
    edits = mended("bridge", "C13", shelter)
    assert {edit.provision.action for edit in edits} == {"shelter"}
    assert {status for edit in edits for status in edit.provision.group.limits["status"]} == {
        "citizen",
        "refugee",
    }
    assert {edit.provision.benefit for edit in edits} == {Benefit(3, "EUR")}


# ------------------------------------------------------------ the rest
def test_the_lesser_benefit_becomes_the_greater_one():
    more = offer(
        "more", "ministry", "pension", group=group(gender="male"), benefit=Benefit(9, "EUR")
    )
    less = offer(
        "less", "ministry", "pension", group=group(gender="female"), benefit=Benefit(5, "EUR")
    )
    assert mended("align", "C14", more, less) == (SetBenefit("less", Benefit(9, "EUR")),)


def test_evidence_to_the_contrary_must_be_outdone():
    claim = offer("homes", "any-body", "rent-aid", assumptions=(Assumption("schooling"),))
    (edit,) = mended("find-support", "C11", claim)
    assert edit == RaiseSupport("homes", "schooling", Support.EVALUATION)


def test_a_channel_leads_from_the_lower_to_the_upper_territory():
    must = duty("must", "school", "enrolment")
    edits = mended("open-channel", "C10", must, channels=(Channel("town", "nation"),))
    assert edits == (AddChannel(Channel("city", "nation")),)


def test_bodies_that_do_the_same_agree_on_it():
    acts = [act("one"), act("two")]
    same = [
        offer("a", "clinic", "hospital", policy="one"),
        offer("b", "school", "hospital", policy="two"),
    ]
    (edit,) = mended("agree-coordination", "C8", *same, acts=acts)
    assert edit == AddCoordination(Coordination("clinic", "school", "hospital"))


def test_what_was_not_recorded_can_be_filled_in():
    must = duty("must", "ministry", "enrolment", means={})
    built = portfolio(must, acts=[act("law", "city")])
    findings = check(built, TINY, as_of=TODAY, rules=["C5"]).findings
    finding = next(item for item in findings if item.variant == "no-competence")
    mend = Mend("fill-in", EditKind.FILL_IN, "city", 1, "must", {"means": "competence"})
    assert edits_of(mend, finding, built, TINY) == (SetMeans("must", Means.COMPETENCE, Tri.YES),)


def test_a_mend_that_no_rule_has_is_refused():
    built = portfolio(ENROL, exclude("bar", "school", "enrolment", group=IRREGULAR))
    (finding,) = check(built, TINY, as_of=TODAY, rules=["C2"]).findings
    with pytest.raises(EditError, match="No change is known for the mend 'hope'"):
        edits_of(replace(finding.mends[0], key="hope"), finding, built, TINY)


# ------------------------------------------------------------ where something new stands
@pytest.mark.parametrize(
    ("period", "is_used"), [(since(2020), True), (since(2027), False), (until(2028), False)]
)
def test_only_an_act_that_lasts_as_long_as_the_finding_takes_something_new(period, is_used):
    built = portfolio(
        *(replace(item, policy="decree") for item in SCHOOL_CASE),
        acts=[act("decree", period=period)],
    )
    (finding,) = check(built, TINY, as_of=TODAY, rules=["C3"]).findings
    finding = replace(finding, period=since(2026))
    mend = next(item for item in finding.mends if item.key == "add-firewall")
    (edit,) = edits_of(mend, finding, built, TINY)
    assert (edit.provision.policy == "decree") is is_used
    assert (edit.policy is None) is is_used


def test_a_new_act_cites_what_it_touches():
    acts = [act("law"), act("far", "port")]
    offers = [JOB, offer("far-work", "ministry", "job", policy="far")]
    built = portfolio(*offers, acts=acts)
    findings = check(built, TINY, as_of=TODAY, rules=["C4"]).findings
    finding = next(item for item in findings if "fair-work" in item.provisions)
    (edit,) = edits_of(finding.mends[0], finding, built, TINY)
    assert edit.policy.ties == ()  # nothing here touches permits
    broad = portfolio(*offers, duty("papers", "registry", "papers"), acts=acts)
    (edit,) = edits_of(finding.mends[0], finding, broad, TINY)
    assert edit.policy.ties == ((Tie.CITES, "law"),)
