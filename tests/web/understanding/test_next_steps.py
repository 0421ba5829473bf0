"""What to do next: the plan, the gaps with their filter, and one gap in full."""

import pytest
from django.test import Client

from glocal_web.portal.models import Action
from tests.cast import respond, sign_in
from tests.web.understanding.conftest import Answered


def shown(client: Client, answered: Answered, rest: str = "") -> str:
    sign_in(client, answered.cast.contributor)
    response = client.get(f"/assessments/{answered.assessment.pk}/next/{rest}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_plan_lists_ten_changes_and_every_step_finds_its_needs_there(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered)
    assert page.count('class="plan-step"') == 10
    assert "<bdi>4</bdi> answers are still open" in page
    assert "they count as the lowest grade" in page


def step_of(page: str, code: str) -> str:
    """The part of the page about one change."""
    steps = page.split('class="plan-step"')[1:]
    return next(step for step in steps if f'<bdi class="code">{code}</bdi>' in step)


def test_a_change_to_what_nobody_answered_does_not_say_that_it_is_absent(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered)
    supposed, known = step_of(page, "A1.5"), step_of(page, "A1.3")
    assert "Nobody has answered this question yet" in supposed
    assert f'href="/assessments/{answered.assessment.pk}/answer/A1.5/"' in supposed
    assert "absent" not in supposed
    assert "Nobody has answered" not in known
    assert "absent" in known


def test_all_gaps_are_listed_but_those_at_the_top(client: Client, answered: Answered) -> None:
    page = shown(client, answered)
    # 29 indicators, one of them (A1.2) at the top.
    assert "All <bdi>28</bdi>" in page
    gaps = page[page.index('id="gaps"') :]
    assert f'href="/assessments/{answered.assessment.pk}/next/A1.1/"' in gaps
    assert f'href="/assessments/{answered.assessment.pk}/next/A1.2/"' not in gaps


@pytest.mark.parametrize("effort", ["low", "medium", "high"])
def test_the_filter_leaves_gaps_of_one_effort(
    client: Client, answered: Answered, effort: str
) -> None:
    page = shown(client, answered, f"?effort={effort}")
    gaps = page[page.index("</nav>", page.index('id="gaps"')) :]
    others = {"low", "medium", "high"} - {effort}
    assert not any(f"{other.capitalize()} effort" in gaps for other in others)


def test_an_effort_that_is_none_shows_all(client: Client, answered: Answered) -> None:
    page = shown(client, answered, "?effort=%3Cscript%3E")
    assert "Low effort" in page
    assert "<script>alert" not in page


def test_a_gap_says_where_you_stand_what_is_next_and_how_to_get_there(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered, "A1.3/")
    for words in (
        "Where you stand",
        "No rule governs who may see data about migratory status",
        "The next grade",
        "How to get there",
        "The mayor or governor, with the legal officer",
        "Low effort",
        "What counts as evidence",
        "Invented, to make it concrete",
        "17.18",
        "Start an action",
    ):
        assert words in page


def test_needs_are_told_apart_by_whether_they_are_met(client: Client, answered: Answered) -> None:
    # A1.4 asks for A1.6, which nobody answered; the groups' mean 2 reaches grade 2 in full.
    page = shown(client, answered, "A1.4/")
    assert "The groups gave different grades" in page
    unmet = shown(client, answered, "A1.6/")
    assert "Nobody has answered this yet" in unmet


def test_at_the_top_of_the_scale_there_is_nothing_to_start(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered, "A1.2/")
    assert "At the top of the scale" in page
    assert "Start an action" not in page


def test_an_indicator_answered_as_not_applicable_is_no_gap(
    client: Client, answered: Answered
) -> None:
    respond(
        answered.assessment,
        answered.cast.authority,
        "A1.8",
        state="not-applicable",
        reason="no-competence",
    )
    page = shown(client, answered, "A1.8/")
    assert "Answered as not applicable" in page
    assert "The next grade" not in page


def test_actions_that_are_there_already_stand_beside_the_gap(
    client: Client, answered: Answered
) -> None:
    Action.objects.create(
        territory=answered.cast.territory,
        framework_id="local-pcmd",
        framework_version="1.0",
        indicator="A1.3",
        title="Sign the instruction",
    )
    assert "Sign the instruction" in shown(client, answered, "A1.3/")


def test_a_reader_sees_the_gap_without_the_button(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.reader)
    page = client.get(f"/assessments/{answered.assessment.pk}/next/A1.3/").content.decode()
    assert "Start an action" not in page
