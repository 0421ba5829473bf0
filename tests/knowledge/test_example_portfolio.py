"""The worked example's policies: every rule speaks in it, and the near-misses stay silent."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from glocal.coherence.check import Report, check, detectors
from glocal.coherence.reasons import both_reasons
from glocal.interactions.agreed_pairs import agreed_interactions, counts, suggested_names
from glocal.loading.interactions import example_interactions
from glocal.loading.portfolio import LoadedPortfolio, read_portfolio
from glocal.loading.roots import knowledge_root
from glocal.model.finding import Certainty, Finding
from glocal.model.kinds import Axis
from glocal.model.portfolio import Portfolio

DAY = date(2026, 11, 28)


@cache
def loaded(name: str) -> LoadedPortfolio:
    return read_portfolio(Path(knowledge_root() / "demo" / "portfolio" / f"{name}.yaml"))


def report_of(portfolio: Portfolio, name: str = "example") -> Report:
    return check(portfolio, loaded(name).taxonomy, as_of=DAY)


@cache
def report(name: str = "example") -> Report:
    return report_of(loaded(name).portfolio, name)


def sets(rule: str, name: str = "example") -> set[tuple[str, ...]]:
    """The minimal sets that a rule finds."""
    return {item.provisions for item in report(name).findings if item.rule == rule}


def the(rule: str, *provisions: str, name: str = "example") -> Finding:
    """The one finding of a rule with just this minimal set."""
    (found,) = [
        item
        for item in report(name).findings
        if item.rule == rule and item.provisions == provisions
    ]
    return found


def test_the_portfolio_spans_three_levels_and_a_partner_abroad() -> None:
    portfolio = loaded("example").portfolio
    levels = {policy.level.value for policy in portfolio.policies.values()}
    assert levels == {"local", "intermediate", "national"}
    assert 60 <= len(portfolio.provisions) <= 75
    assert {"norrhaven", "nordmark"} <= set(portfolio.areas)


def test_every_rule_finds_something() -> None:
    assert {item.rule for item in report().findings} == set(detectors())


# ------------------------------------------------------------ the three incoherences of the brief
def test_the_school_case_is_a_set_of_three_and_vertical() -> None:
    case = the("C3", "edu-enrol", "lirio-pupils-to-register", "aliens-register-reports")
    assert case.parts == ("promise", "share", "report")
    assert (case.axis, case.certainty) == (Axis.VERTICAL, Certainty.CERTAIN)
    assert case.territories == ("puerto-lirio",)
    assert case.restricted
    assert {dict(group.limits)["status"] for group in case.revealed} == {frozenset({"irregular"})}
    assert [dict(group.limits) for group in case.hit] == [{"age": frozenset({"6-17"})}]


@pytest.mark.parametrize(
    "provision", ["edu-enrol", "lirio-pupils-to-register", "aliens-register-reports"]
)
def test_the_school_case_needs_each_of_the_three(provision: str) -> None:
    portfolio = loaded("example").portfolio
    provisions = {key: item for key, item in portfolio.provisions.items() if key != provision}
    found = report_of(replace(portfolio, provisions=provisions)).findings
    assert all("lirio-pupils-to-register" not in item.provisions for item in found)


def test_women_who_report_violence_meet_two_barriers_and_a_duty_to_report() -> None:
    assert ("gender-report", "aliens-police-reports") in sets("C3")
    barriers = {
        item.params["barrier"]: item
        for item in report().findings
        if item.rule == "C6" and item.provisions == ("gender-report",)
    }
    assert set(barriers) == {"language", "knowledge"}
    assert {item.axis for item in barriers.values()} == {Axis.HORIZONTAL}
    assert "irregular" in barriers["knowledge"].hit[0].limits["status"]


def test_equal_work_rests_on_a_right_to_work_that_some_do_not_have() -> None:
    case = the("C4", "equal-work", "aliens-work-bar")
    assert case.params["prerequisite"] == "access-to-work"
    assert case.axis is Axis.HORIZONTAL
    assert case.hit[0].limits["status"] == {"asylum-seeker", "irregular", "tolerated"}


# ------------------------------------------------------------ axes
def test_the_partner_abroad_meets_the_province_in_two_findings() -> None:
    found = {
        (item.rule, item.provisions) for item in report().findings if item.axis is Axis.TERRITORIAL
    }
    assert found == {
        ("C4", ("brena-pension-help", "nordmark-no-adding-up")),
        ("C9", ("health-rural-staff", "norrhaven-nurses-from-vallemar")),
    }


# ------------------------------------------------------------ near-misses
def test_the_town_that_keeps_its_register_to_itself_has_a_clash_of_laws_and_no_deterrence() -> None:
    assert ("aliens-register-reports", "alcores-register-silent") in sets("C1")
    assert not any("alcores-pupils-to-register" in found for found in sets("C3"))


def test_a_duty_to_report_that_was_repealed_frightens_nobody() -> None:
    assert not any("aliens-hospital-reports" in found for found in sets("C3"))


def test_canteen_lists_carry_no_data_of_enrolment() -> None:
    assert not any("lirio-canteen-lists" in found for found in sets("C3"))


def test_interpreters_at_the_centre_lift_its_barrier_but_not_that_of_the_police() -> None:
    assert not any("gender-support" in found for found in sets("C6"))


def test_a_higher_allowance_with_a_stated_ground_is_no_unjustified_difference() -> None:
    assert sets("C14") == {("assistance-child-citizens", "assistance-child-refugees")}


def test_the_planning_office_may_close_its_own_buildings() -> None:
    assert not any("quay-no-lodging" in found for found in sets("C1"))


def test_a_placement_that_studies_support_is_no_bare_claim() -> None:
    claims = {item.params["goal"] for item in report().findings if item.rule == "C11"}
    assert claims == {"trust-in-the-police", "employment", "trust-in-institutions"}
    assert not any("cordaluz-placement" in found for found in sets("C11"))


def test_money_for_schools_does_not_pay_for_language_support() -> None:
    assert ("edu-language",) in sets("C5")


def test_aliens_who_wait_nine_months_are_not_hit_for_ever() -> None:
    """The exception holds only after a waiting time, so it does not lift the bar for all."""
    assert "asylum-seeker" in the("C4", "equal-work", "aliens-work-bar").hit[0].limits["status"]


# ------------------------------------------------------------ what raters see
def test_the_agreed_interactions_are_those_of_the_rated_example() -> None:
    town, rated = loaded("puerto-lirio"), example_interactions()
    names = suggested_names(rated, town.portfolio.policies, town.taxonomy.goals)
    assert set(names) == {item.id for item in rated.items} - {"tourism"}
    agreed = agreed_interactions(rated, names, with_reasons=True)
    assert town.portfolio.interactions == agreed


def test_two_policies_work_against_the_hospitable_city_and_two_could_work_together() -> None:
    pairs = {
        (item.rule, item.axis): (item.params["policy"], item.params["counterpart"])
        for item in report().findings
        if item.rule in {"C15", "S2"}
    }
    assert pairs == {
        ("C15", Axis.HORIZONTAL): ("lirio-hospitality", "lirio-quay"),
        ("C15", Axis.VERTICAL): ("lirio-hospitality", "vallemar-safety"),
        ("S2", Axis.HORIZONTAL): ("lirio-market", "lirio-quay"),
    }


def test_pairs_with_two_voices_or_a_contested_sign_are_no_findings() -> None:
    rated = {(item.source, item.target): item for item in loaded("example").portfolio.interactions}
    contested = rated["lirio-transport", "trust-in-institutions"]
    assert contested.value < -1
    assert not counts(contested)
    few = rated["lirio-data", "lirio-transport"]
    assert (few.value, few.voices) == (1.5, 2)
    assert not counts(few)


def test_raters_see_another_way_than_a_survey_and_are_told_beside_it() -> None:
    claim = the("C11", "quay-no-lodging")
    assert claim.params["support"] == "study"
    assert claim.params["matrix"] == "What helps and what hinders in Puerto Lirio"
    assert claim.certainty is Certainty.POSSIBLE


def test_what_texts_and_raters_find_on_the_quay_stand_side_by_side() -> None:
    rated = next(
        item
        for item in report().findings
        if item.rule == "C15" and item.params["counterpart"] == "lirio-quay"
    )
    legal = the("C9", "lirio-night-shelter", "quay-no-lodging")
    beside = both_reasons(report().findings, loaded("example").portfolio)
    assert beside[rated.id].findings == (legal,)
    assert rated in beside[legal.id].findings


# ------------------------------------------------------------ the town's own view
def test_a_town_is_told_what_reaches_it_and_not_what_its_neighbours_lack() -> None:
    own = {item.id for item in report("puerto-lirio").findings}
    assert the("C3", "edu-enrol", "lirio-pupils-to-register", "aliens-register-reports").id in own
    silent = [item for item in report("puerto-lirio").findings if item.rule == "C7"]
    assert {item.territories for item in silent} == {("puerto-lirio",)}


def test_ids_of_findings_do_not_depend_on_what_else_is_in_the_portfolio() -> None:
    case = the("C4", "equal-work", "aliens-work-bar")
    assert the("C4", "equal-work", "aliens-work-bar", name="vallemar").id == case.id
