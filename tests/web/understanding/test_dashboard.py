"""The dashboard: figures that a person computed, remarks, and a fixed number of queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glocal_web.portal.models import Territory
from tests.cast import Cast, respond, sign_in
from tests.web.understanding.conftest import Answered

QUERIES = 10
"""Session, person, assessment, roles, rounds before and after, answers, evidence; two to spare."""


def shown(client: Client, answered: Answered, name: str = "dashboard") -> str:
    sign_in(client, answered.cast.coordinator)
    response = client.get(f"/assessments/{answered.assessment.pk}/{name}/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_headline_names_score_interval_coverage_and_evidence(
    client: Client, answered: Answered
) -> None:
    page = shown(client, answered)
    headline = page[page.index('id="headline"') : page.index("chart-rose")]
    # ((√0.5 + √0.75 + √0.75) / 3)² = 0.661
    assert "<bdi>66</bdi>" in headline
    # 25 of 29 indicators are answered: 86.2 %.
    assert "coverage <bdi>86%</bdi>" in headline
    assert "(<bdi>25</bdi> of <bdi>29</bdi> answered)" in headline
    assert "between <bdi>" in headline
    assert "evidence <bdi>" in headline


def test_a_red_line_is_said_and_not_hidden(client: Client, answered: Answered) -> None:
    page = shown(client, answered)
    assert "Mapping the local context is held at <bdi>50</bdi> because <bdi>A1.3</bdi>" in page
    assert f'href="/assessments/{answered.assessment.pk}/next/A1.3/"' in page


def test_every_figure_links_to_how_it_came_about(client: Client, answered: Answered) -> None:
    page = shown(client, answered)
    stem = f'href="/assessments/{answered.assessment.pk}/figures/'
    for key in ("total/", "A1/", "A2/", "axis:vertical/", "A1%7Chorizontal/", "sector:health/"):
        assert f"{stem}{key}" in page


def test_strongest_and_weakest_are_named(client: Client, answered: Answered) -> None:
    page = shown(client, answered)
    strongest = page[page.index("Strongest") : page.index("Weakest")]
    assert "A1.2" in strongest
    assert "A1.3" in page[page.index("Weakest") : page.index("What changed since")]


def test_a_low_answer_is_no_strength_because_there_is_no_better_one(
    client: Client, cast: Cast
) -> None:
    for number, grade in enumerate((0, 1, 1), start=1):
        respond(cast.assessment, cast.authority, f"A2.{number}", grade)
    page = sign_in(client, cast.reader).get(f"/assessments/{cast.assessment.pk}/dashboard/")
    text = page.content.decode()
    strongest = text[text.index("Strongest") : text.index("Weakest")]
    assert "A2." not in strongest
    assert "No answer has reached the middle of its scale yet." in strongest
    assert "A2.1" in text[text.index("Weakest") :]


def test_the_change_since_the_last_round_is_shown(client: Client, answered: Answered) -> None:
    page = shown(client, answered)
    since = page[page.index("What changed since") :]
    # A1.1 rose from 1 (25) to 3 (75).
    assert "A1.1" in since
    assert "50 points higher" in since


def test_answers_that_nobody_agreed_on_are_counted(client: Client, answered: Answered) -> None:
    assert "<bdi>1</bdi> of <bdi>25</bdi> answers is not agreed yet" in shown(client, answered)


def test_the_reconstruction_is_named(client: Client, answered: Answered) -> None:
    assert "our own reconstruction" in shown(client, answered)


def test_without_an_answer_there_is_no_score_but_a_way_to_begin(client: Client, cast: Cast) -> None:
    sign_in(client, cast.reader)
    page = client.get(f"/assessments/{cast.assessment.pk}/dashboard/").content.decode()
    assert "nothing has been answered yet" in page
    assert "Go on answering" in page
    assert "This is the first round" in page


def test_with_too_much_open_the_total_is_withheld_and_the_parts_are_not(
    client: Client, cast: Cast
) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 4)
    sign_in(client, cast.reader)
    page = client.get(f"/assessments/{cast.assessment.pk}/dashboard/").content.decode()
    assert "There is no overall score yet" in page
    assert "1 of 8 answered" in page


def test_don_t_know_and_not_applicable_are_never_a_zero(client: Client, answered: Answered) -> None:
    before = shown(client, answered)
    respond(answered.assessment, answered.cast.authority, "A1.5", state="dont-know", status="draft")
    respond(
        answered.assessment,
        answered.cast.authority,
        "A1.6",
        state="not-applicable",
        reason="no-competence",
        status="draft",
    )
    assert "<bdi>66</bdi>" in before
    assert "<bdi>66</bdi>" in shown(client, answered)


def test_hostile_names_are_shown_as_text(client: Client, answered: Answered) -> None:
    Territory.objects.filter(pk=answered.cast.territory.pk).update(name="<script>alert(1)</script>")
    page = shown(client, answered)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["dashboard", "rounds", "next", "what-if", "figures/total"])
def test_the_number_of_queries_does_not_grow(client: Client, answered: Answered, name: str) -> None:
    sign_in(client, answered.cast.coordinator)
    address = f"/assessments/{answered.assessment.pk}/{name}/"
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    Territory.objects.bulk_create(
        Territory(slug=f"t{number}", name=f"T{number}", level="local") for number in range(2000)
    )
    for number in range(5, 9):
        respond(answered.assessment, answered.cast.authority, f"A1.{number}", 2)
        respond(answered.assessment, answered.cast.association_org, f"A1.{number}", 3)
    with CaptureQueriesContext(connection) as second:
        client.get(address)
    assert len(first) == len(second)
    assert len(first) <= QUERIES


def test_the_page_stays_light(client: Client, answered: Answered) -> None:
    assert len(shown(client, answered).encode()) < 150_000


def test_in_arabic_the_page_runs_from_the_right(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.coordinator)
    page = client.get(
        f"/assessments/{answered.assessment.pk}/dashboard/", headers={"accept-language": "ar"}
    ).content.decode()
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page
    assert "الصحة" in page
