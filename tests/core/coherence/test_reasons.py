"""Findings of texts and of raters about the same two policies name one another."""

from dataclasses import replace

from glocal.coherence.check import check
from glocal.coherence.reasons import both_reasons, policies_of
from glocal.model.portfolio import AgreedInteraction
from glocal.model.provision import Effect
from tests.core.coherence.cases import TODAY, act, ban, duty, offer, portfolio
from tests.core.coherence.tiny import TINY

MUST = duty("p", "school", "training", policy="courses")
BAN = ban("q", "school", "training", policy="savings")
HARM = AgreedInteraction("savings", "courses", -2, 4, 2, 0.9, "Autumn")
ACTS = tuple(act(name, "city") for name in ("courses", "savings", "other"))


def beside(*provisions, rated=(HARM,), only=None):
    built = portfolio(*provisions, acts=ACTS, interactions=rated)
    findings = check(built, TINY, as_of=TODAY, rules=only).findings
    told = both_reasons(findings, built)
    by_id = {item.id: item for item in findings}
    return {
        by_id[name].rule: ([item.rule for item in at.findings], [r.target for r in at.ratings])
        for name, at in told.items()
    }


def test_a_clash_of_texts_and_what_raters_see_name_each_other():
    assert beside(MUST, BAN, only=["C1", "C15"]) == {"C1": (["C15"], []), "C15": (["C1"], [])}


def test_a_finding_that_touches_only_one_of_the_two_stays_alone():
    assert beside(MUST, replace(BAN, policy="other"), only=["C1", "C15"]) == {}


def test_judgements_of_several_pairs_stand_in_the_order_in_which_they_are_told():
    two = replace(HARM, source="other", target="courses", value=-3)
    built = portfolio(
        MUST, BAN, acts=ACTS, interactions=(HARM, two, replace(two, target="savings"))
    )
    findings = check(built, TINY, as_of=TODAY, rules=["C1", "C15"]).findings
    (legal,) = (item for item in findings if item.rule == "C1")
    judged = [item for item in findings if item.rule == "C15"]
    ban = replace(BAN, id="r", policy="other")
    wide = replace(legal, provisions=(*legal.provisions, "r"))
    whole = replace(built, provisions={**built.provisions, "r": ban})
    assert len(judged) == 3
    for order in (judged, judged[::-1]):
        beside = both_reasons([*order, wide], whole)
        assert list(beside[wide.id].findings) == order
        assert [beside[item.id].findings for item in judged] == [(wide,)] * 3


def test_what_is_not_passed_in_is_not_named():
    assert beside(MUST, BAN, only=["C15"]) == {}


def test_problems_and_opportunities_do_not_meet():
    help_ = replace(HARM, value=2)
    one = replace(ACTS[0], responsible="school")
    built = portfolio(MUST, BAN, acts=(one, *ACTS[1:]), interactions=(help_,))
    findings = check(built, TINY, as_of=TODAY, rules=["C1", "S2"]).findings
    assert both_reasons(findings, built) == {}


def test_a_goal_conflict_shows_how_raters_see_either_policy_on_the_goal():
    for_it = offer(
        "p", "ministry", "training", policy="courses", effects=(Effect("employment", 2),)
    )
    against = replace(BAN, effects=(Effect("employment", -2),))
    rated = (
        replace(HARM, target="employment", value=-2.5),
        replace(HARM, source="courses", target="employment", value=1.9),
        replace(HARM, source="other", target="employment", value=-3),
        replace(HARM, source="courses", target="employment", value=3, voices=2, matrix="Spring"),
    )
    assert beside(for_it, against, rated=rated, only=["C9"]) == {"C9": ([], ["employment"])}


def test_severity_and_certainty_stay_as_they_are():
    built = portfolio(MUST, BAN, acts=ACTS, interactions=(HARM,))
    alone = check(replace(built, interactions=()), TINY, as_of=TODAY, rules=["C1"]).findings
    with_raters = check(built, TINY, as_of=TODAY, rules=["C1"]).findings
    assert alone == with_raters


def test_the_policies_of_a_judgement_are_the_two_compared():
    built = portfolio(acts=ACTS, interactions=(HARM,))
    (finding,) = check(built, TINY, as_of=TODAY, rules=["C15"]).findings
    assert policies_of(finding, built) == {"courses", "savings"}
