"""Plans that mend: at least cost, under a budget, by ourselves; steps become actions once."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from glocal.text.sentences import plain
from glocal_web.portal.models import Action, AuditEvent, CoherenceState, FindingRecord
from glocal_web.portal.selectors import coherence_trials, repair_plans
from glocal_web.portal.selectors.repair_plans import MOST, RepairQuery, repair_page
from glocal_web.portal.services.rechecking import bring_up_to_date
from glocal_web.portal.views import repair as views
from tests.cast import Cast, sign_in
from tests.web.coherence.reading import words
from tests.web.permissions.conftest import everything
from tests.web.register.filing import policy, provision

PAGE = "/territories/puerto-lirio/coherence/repair/"


@pytest.fixture
def clashing(cast: Cast) -> Cast:
    """Two exclusions here against a promise above, and schools that report."""
    act = policy(cast.country, "education-act")
    provision(act, "enrol", article="3", requires=[])
    provision(
        act,
        "schools-report",
        modality="report",
        to="immigration-authority",
        for_={"status": ["irregular"]},
    )
    rules = policy(cast.territory, "school-rules", kind="ordinance")
    provision(rules, "not-irregular", modality="exclusion", for_={"status": ["irregular"]})
    provision(rules, "not-tolerated", modality="exclusion", for_={"status": ["tolerated"]})
    bring_up_to_date(cast.territory)
    FindingRecord.objects.exclude(rule__in=["C2", "C3"]).update(workflow="dismissed")
    return cast


def plan(who: Any, **query: Any) -> Any:
    return repair_page(who, "puerto-lirio", RepairQuery(**query))


def test_the_cheapest_plan_mends_everything_asked_for(clashing: Cast) -> None:
    page = plan(clashing.coordinator)
    assert {line.record.rule for line in page.lines} == {"C2", "C3"}
    assert (page.asked, page.solved, page.open) == (3, 3, ())
    assert page.plan.cost == sum(step.cost for step in page.steps)
    assert page.plan.proven
    solved = [line.record.finding for step in page.steps for line in step.solves]
    assert sorted(solved) == sorted(line.record.finding for line in page.lines)


def test_a_budget_is_never_overspent(clashing: Cast) -> None:
    for budget in (0, 1, 2, 3, 5):
        page = plan(clashing.coordinator, goal=MOST, budget=budget)
        assert page.plan.cost <= budget
        assert len(page.open) == page.asked - page.solved


def test_by_ourselves_nobody_else_is_asked(clashing: Cast) -> None:
    page = plan(clashing.coordinator, only_self=True)
    assert all(step.is_own for step in page.steps)
    assert page.own_steps == len(page.steps)


def test_only_what_is_asked_for_is_planned(clashing: Cast) -> None:
    one = FindingRecord.objects.filter(rule="C2").first()
    assert one is not None
    page = plan(clashing.coordinator, wanted=(one.pk,))
    assert (page.asked, page.solved) == (1, 1)
    assert plan(clashing.coordinator, wanted=(999_999,)).plan is None


def test_what_is_decided_is_not_planned_for_again(clashing: Cast) -> None:
    FindingRecord.objects.filter(rule="C2").update(workflow="being-addressed")
    assert {line.record.rule for line in plan(clashing.coordinator).lines} == {"C3"}
    FindingRecord.objects.filter(rule="C3").update(workflow="accepted")
    assert plan(clashing.coordinator).lines == ()


@pytest.mark.parametrize("who", ["contributor", "reader", "association"])
def test_restricted_findings_are_no_part_of_plans_for_those_who_may_not_see_them(
    client: Client, clashing: Cast, who: str
) -> None:
    page = plan(getattr(clashing, who))
    assert {line.record.rule for line in page.lines} == {"C2"}
    html = sign_in(client, getattr(clashing, who)).get(PAGE).content.decode()
    assert "may be reported" not in html
    assert "shown to few" not in html


def test_a_rule_that_is_off_is_not_planned_for(clashing: Cast) -> None:
    CoherenceState.objects.update(rules_off=["C2"])
    assert {line.record.rule for line in plan(clashing.coordinator).lines} == {"C3"}


def test_the_page_shows_steps_in_order_with_who_decides(client: Client, clashing: Cast) -> None:
    page = sign_in(client, clashing.coordinator).get(PAGE).content.decode()
    told = words(page)
    assert "Findings it mends 3 of 3" in told
    assert "ask a higher level" in told
    assert page.count('<li class="plan-step">') == len(plan(clashing.coordinator).steps)
    link = re.search(r'href="([^"]*what-if/\?mend=[^"]*)"', page)
    assert link is not None
    assert "Try the whole plan" in page
    assert link[1].count("mend=") == len(plan(clashing.coordinator).steps)
    trial = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert "3 findings would vanish" in words(trial)


def test_a_trial_holds_the_longest_plan() -> None:
    # A finding may need two mends together, and what these open two more.
    assert coherence_trials.MOST_MENDS >= 4 * repair_plans.MOST_WANTED


def test_other_budgets_are_shown_on_request(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.coordinator)
    assert "What other budgets would bring</h2>" not in client.get(PAGE).content.decode()
    page = client.get(f"{PAGE}?goal=most&budget=3&front=1").content.decode()
    assert "What other budgets would bring</h2>" in page
    points = plan(clashing.coordinator, goal=MOST, front=True).points
    assert [point.plan.cost <= point.budget for point in points] == [True] * len(points)


def steps_offered(page: str) -> list[str]:
    return re.findall(r'name="step" value="([\w-]+)"', page)


def test_chosen_steps_become_actions_with_their_findings(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.contributor)
    offered = steps_offered(client.get(PAGE).content.decode())
    response = client.post(PAGE, {"step": offered})
    assert response["location"] == "/territories/puerto-lirio/actions/"
    assert Action.objects.count() == len(offered)
    assert set(FindingRecord.objects.filter(rule="C2").values_list("workflow", flat=True)) == {
        "being-addressed"
    }
    assert all(action.findings.exists() for action in Action.objects.all())
    assert "\u2068" not in "".join(f"{one.title}{one.description}" for one in Action.objects.all())
    verbs = AuditEvent.objects.values_list("verb", flat=True)
    assert sorted(set(verbs)) == ["action.created", "finding.addressed"]


def test_sent_twice_the_steps_become_actions_once(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.contributor)
    offered = steps_offered(client.get(PAGE).content.decode())
    client.post(PAGE, {"step": offered})
    made = Action.objects.count()
    response = client.post(PAGE, {"step": offered})
    assert response.status_code == 409
    assert Action.objects.count() == made


def test_a_step_for_a_restricted_finding_is_not_made_an_action_here(
    client: Client, clashing: Cast
) -> None:
    FindingRecord.objects.filter(rule="C2").update(workflow="dismissed")
    sign_in(client, clashing.coordinator)
    page = client.get(PAGE).content.decode()
    assert steps_offered(page) == []
    assert "Start this action from the finding itself" in page
    key = plan(clashing.coordinator).steps[0].key
    assert client.post(PAGE, {"step": [key]}).status_code == 409
    assert not Action.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"step": ["m-000000000000"]}, {"step": [""]}])
def test_what_is_no_step_of_the_plan_makes_no_action(
    client: Client, clashing: Cast, sent: dict[str, list[str]]
) -> None:
    sign_in(client, clashing.contributor)
    response = client.post(PAGE, sent)
    assert response.status_code == 409
    assert "error-summary" in response.content.decode()
    assert not Action.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("reviewer", 403), ("outsider", 404)])
def test_who_may_not_plan_makes_no_action(
    client: Client, clashing: Cast, who: str, status: int
) -> None:
    sign_in(client, getattr(clashing, who))
    key = plan(clashing.coordinator).steps[0].key
    assert client.post(PAGE, {"step": [key]}).status_code == status
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        {"goal": "magic"},
        {"budget": "-1", "goal": "most"},
        {"budget": "x", "goal": "most"},
        {"budget": "1e309", "goal": "most"},
        {"budget": "nan", "goal": "most"},
        {"finding": ["x", "-1", "9" * 40, "<b>"]},
        {"own": "maybe", "front": "2"},
    ],
)
def test_strange_questions_get_a_page(
    client: Client, clashing: Cast, query: dict[str, Any]
) -> None:
    response = sign_in(client, clashing.reader).get(f"{PAGE}?{urlencode(query, doseq=True)}")
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize("budget", ["nan", "-1", "x", "1e9"])
def test_a_wrong_budget_is_told_and_the_other_answers_stay(
    client: Client, clashing: Cast, budget: str
) -> None:
    one = FindingRecord.objects.filter(rule="C2").latest("pk")
    query = {"goal": "most", "budget": budget, "own": "1", "front": "1", "finding": one.pk}
    page = sign_in(client, clashing.coordinator).get(f"{PAGE}?{urlencode(query)}").content.decode()
    assert "error-summary" in page
    assert 'name="goal" value="most" checked' in page
    assert f'value="{budget}"' in page
    assert re.findall(r'name="(own|front)" value="1" checked', page) == ["own", "front"]
    assert re.findall(r'name="finding" value="(\d+)" checked', page) == [str(one.pk)]
    assert "There is no plan yet: an answer above is to be corrected." in words(page)
    assert steps_offered(page) == []


def test_whoever_may_not_plan_is_refused_before_anything_is_computed(
    client: Client, clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "repair_page", lambda *_: 1 / 0)
    monkeypatch.setattr(views, "recheck", lambda *_: 1 / 0)
    sign_in(client, clashing.reader)
    assert client.post(PAGE, {"step": ["m-000000000000"]}).status_code == 403


def test_in_a_large_register_nothing_is_planned_before_it_is_asked_for(
    client: Client, clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, clashing.coordinator)
    CoherenceState.objects.update(duration_ms=repair_plans.PATIENCE_MS + 1)
    page = client.get(PAGE).content.decode()
    assert "choose the findings to plan for, then make a plan" in words(page)
    assert len(re.findall(r'name="finding" value="\d+" checked', page)) == 3
    assert steps_offered(client.get(f"{PAGE}?goal=cheapest").content.decode()) != []


def test_the_list_to_choose_from_is_leafed_through_and_what_is_chosen_stays(
    client: Client, clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repair_plans, "LISTED", 1)
    sign_in(client, clashing.coordinator)
    keys = [line.record.pk for line in plan(clashing.coordinator).lines]
    assert len(keys) == 3

    def page(**query: Any) -> tuple[list[int], list[int], list[str]]:
        html = client.get(f"{PAGE}?{urlencode(query, doseq=True)}").content.decode()
        assert ("Steps, the most useful first" in words(html)) is ("from" not in query)
        return (
            [int(one) for one in re.findall(r'name="finding" value="(\d+)" checked', html)],
            [int(one) for one in re.findall(r'name="finding" value="(\d+)">', html)],
            re.findall(r'name="from" value="(\d+)"', html),
        )

    assert page(finding=keys[2]) == ([keys[2]], [keys[0]], ["1"])
    assert page(**{"finding": keys[2], "from": 1}) == ([keys[2]], [keys[1]], ["0"])
    assert page(**{"from": 1}) == ([], [keys[1]], ["0", "2"])
    assert page(**{"from": 99}) == ([], [keys[2]], ["1"])


def test_only_what_is_shown_is_told(clashing: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    kept = repair_plans.finding_words
    monkeypatch.setattr(repair_plans, "LISTED", 0)
    monkeypatch.setattr(
        repair_plans,
        "finding_words",
        lambda one, *rest, **more: told.append(one) or kept(one, *rest, **more),
    )
    FindingRecord.objects.filter(workflow="dismissed").update(workflow="open")
    page = plan(clashing.coordinator, wanted=(FindingRecord.objects.earliest("pk").pk,), start=0)
    assert page.number > 3
    assert len(told) == 1


def test_nothing_is_saved_by_looking(client: Client, clashing: Cast) -> None:
    before = everything()
    sign_in(client, clashing.coordinator).get(f"{PAGE}?goal=most&budget=3")
    assert everything() == before


def test_an_empty_register_and_one_without_findings_say_so(client: Client, cast: Cast) -> None:
    sign_in(client, cast.reader)
    assert "Nothing is registered yet" in client.get(PAGE).content.decode()
    provision(policy(cast.territory, "act"), requires=[])
    bring_up_to_date(cast.territory)
    FindingRecord.objects.update(workflow="dismissed")
    assert "Nothing to mend" in client.get(PAGE).content.decode()


def test_the_number_of_queries_is_fixed(
    client: Client, clashing: Cast, django_assert_num_queries: Any
) -> None:
    sign_in(client, clashing.reader)
    with django_assert_num_queries(20) as few:
        client.get(PAGE)
    FindingRecord.objects.filter(workflow="dismissed").update(workflow="open")
    with django_assert_num_queries(len(few)):
        client.get(PAGE)


@pytest.fixture
def barred(cast: Cast) -> Cast:
    """A place to sell for everybody; a trade is closed to some, and so is the work behind it."""
    some = {"status": ["asylum-seeker", "irregular"]}
    provision(
        policy(cast.territory, "markets", kind="ordinance"),
        "stalls",
        action="market-stall",
        who="municipal-business-desk",
        requires=[],
    )
    trades = policy(cast.country, "trades", kind="regulation")
    for key, action in (("no-trade", "business-start"), ("no-work", "access-to-work")):
        provision(trades, key, modality="exclusion", who="any-body", action=action, for_=some)
    bring_up_to_date(cast.territory)
    FindingRecord.objects.exclude(rule="C2").update(workflow="dismissed")
    return cast


def test_a_step_that_mends_what_another_would_bring_says_so_and_goes_with_it(
    barred: Cast, client: Client
) -> None:
    first, last = plan(barred.coordinator).steps
    assert (first.solves, first.is_offered, first.mend) == ((), False, "")
    assert last.after == (first.number,)
    page = sign_in(client, barred.coordinator).get(PAGE).content.decode()
    assert "mends what another step would bring" in words(page)
    assert "mends 0" not in words(page)
    assert "Steps that cannot be part of a trial: 1." in words(page)
    assert "Try the whole plan" not in page
    assert page.count("Try the other steps") == 1
    assert first.mend_words.do in page
    assert steps_offered(page) == [last.key]
    client.post(PAGE, {"step": [last.key]})
    told = Action.objects.get().description
    assert told.startswith(plain(first.mend_words.do))
    assert plain(last.mend_words.do) in told
