"""Proposed answers: shown with where they come from, taken over by tick, never over an answer."""

from datetime import date

import pytest
from django.test import Client

from glocal.loading.catalogue import framework
from glocal.model.crosswalk import Crosswalk, CrosswalkLink, Relation
from glocal_web.portal.models import Assessment, AuditEvent, Participant, Response
from glocal_web.portal.selectors import proposals
from glocal_web.portal.services import proposals as service
from tests.cast import Cast, sign_in

WALK = Crosswalk(
    "local-pcmd@1.1",
    "coordination-mechanism@1.0",
    (
        CrosswalkLink("A2.2", "M1.1", Relation.SAME, {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        CrosswalkLink("A3.3", "M2.1", Relation.RELATED, {2: 1, 3: 2}),
        CrosswalkLink("A2.3", "M1.1", Relation.RELATED, {1: 0}),
    ),
)


@pytest.fixture(autouse=True)
def walk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "crosswalks", lambda: (WALK,))


@pytest.fixture
def body(cast: Cast) -> Assessment:
    """An open assessment of one committee, led by the same authority."""
    structure = framework("coordination-mechanism", "1.0")
    row = Assessment.objects.create(
        territory=cast.territory,
        framework_id=structure.id,
        framework_version=structure.version,
        content_hash=structure.content_hash,
        subject="Committee on Mobility",
        name="2026",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
    )
    Participant.objects.create(assessment=row, organisation=cast.authority, is_lead=True)
    Participant.objects.create(assessment=row, organisation=cast.association_org)
    return row


def answer(assessment: Assessment, organisation, code: str, grade: float, status="agreed") -> None:
    participant = Participant.objects.get(assessment=assessment, organisation=organisation)
    Response.objects.create(
        participant=participant, indicator=code, state="answered", grade=grade, status=status
    )


@pytest.fixture
def given(cast: Cast, body: Assessment) -> Assessment:
    """The committee's assessment, beside answers of the territory that say something about it."""
    answer(cast.assessment, cast.authority, "A2.2", 3)
    answer(cast.assessment, cast.authority, "A3.3", 2)
    return body


def address(row: Assessment) -> str:
    return f"/assessments/{row.pk}/proposals/"


def test_each_proposal_names_its_source_and_reason(
    client: Client, cast: Cast, given: Assessment
) -> None:
    page = sign_in(client, cast.contributor).get(address(given))
    lines = {line.code: line for line in page.context["page"].lines}
    assert set(lines) == {"M1.1", "M2.1"}
    assert (lines["M1.1"].grade.grade, lines["M1.1"].source_code) == (3, "A2.2")
    assert (lines["M1.1"].relation, lines["M1.1"].is_close) == ("asks the same", True)
    assert not lines["M2.1"].is_close
    assert Response.objects.filter(participant__assessment=given).count() == 0


def test_the_ticked_ones_become_drafts_that_say_where_they_come_from(
    client: Client, cast: Cast, given: Assessment
) -> None:
    done = sign_in(client, cast.contributor).post(address(given), {"take": ["M1.1"]}, follow=True)
    row = Response.objects.get(participant__assessment=given)
    assert (row.indicator, row.grade, row.status) == ("M1.1", 3, "draft")
    assert "A2.2" in row.rationale
    assert "1 answer was taken over as a draft" in done.content.decode()
    assert AuditEvent.objects.filter(verb="response.saved").count() == 1


def test_an_answer_that_stands_is_not_proposed_and_not_changed(
    client: Client, cast: Cast, given: Assessment
) -> None:
    answer(given, cast.authority, "M1.1", 1, "draft")
    sign_in(client, cast.contributor)
    codes = [line.code for line in client.get(address(given)).context["page"].lines]
    assert codes == ["M2.1"]
    done = client.post(address(given), {"take": ["M1.1", "M2.1"]}, follow=True)
    assert Response.objects.get(participant__assessment=given, indicator="M1.1").grade == 1
    assert "Left as they are" in done.content.decode()
    assert Response.objects.get(participant__assessment=given, indicator="M2.1").grade == 1


def test_words_that_were_written_without_an_answer_stay(
    client: Client, cast: Cast, given: Assessment
) -> None:
    lead = Participant.objects.get(assessment=given, is_lead=True)
    for code, words in (("M1.1", "Ask the archive first."), ("M2.1", "x" * 3990)):
        Response.objects.create(participant=lead, indicator=code, rationale=words)
    sign_in(client, cast.contributor).post(address(given), {"take": ["M1.1", "M2.1"]})
    first, second = Response.objects.filter(participant=lead).order_by("indicator")
    assert first.rationale.startswith("Ask the archive first.\n\n")
    assert "A2.2" in first.rationale
    assert (first.grade, second.grade, second.rationale) == (3, 1, "x" * 3990)


def test_an_answer_that_is_taken_over_counts_though_its_words_collide(
    cast: Cast, given: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = proposals.proposal_page(cast.contributor, given.pk)
    lead = Participant.objects.get(assessment=given, is_lead=True)
    Response.objects.create(participant=lead, indicator="M1.1", rationale="Just now")
    monkeypatch.setattr(service, "proposal_page", lambda *_: page)
    taken = service.take_proposals(cast.contributor, given.pk, "", ["M1.1"])
    row = Response.objects.get(participant=lead, indicator="M1.1")
    assert (row.grade, row.rationale) == (3, "Just now")
    assert taken == service.Taken(1, ())


def test_an_answer_given_at_the_same_moment_stays(
    cast: Cast, given: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = proposals.proposal_page(cast.contributor, given.pk)
    answer(given, cast.authority, "M1.1", 0, "draft")
    monkeypatch.setattr(service, "proposal_page", lambda *_: page)
    taken = service.take_proposals(cast.contributor, given.pk, "", ["M1.1"])
    assert Response.objects.get(participant__assessment=given).grade == 0
    assert taken == service.Taken(0, ("M1.1",))


def test_an_empty_later_round_does_not_hide_an_earlier_one(cast: Cast, given: Assessment) -> None:
    later = Assessment.objects.create(
        territory=cast.territory,
        framework_id="local-pcmd",
        framework_version="1.1",
        content_hash=framework("local-pcmd", "1.1").content_hash,
        name="2027",
        period_start=date(2027, 1, 1),
        period_end=date(2027, 12, 31),
    )
    Participant.objects.create(assessment=later, organisation=cast.association_org)
    answer(later, cast.association_org, "A2.2", 1, "draft")
    lines = {line.code: line for line in proposals.proposal_page(cast.contributor, given.pk).lines}
    assert lines["M1.1"].source == cast.assessment


def test_of_two_agreed_answers_that_of_the_lead_counts(cast: Cast, body: Assessment) -> None:
    answer(cast.assessment, cast.authority, "A2.2", 4)
    answer(cast.assessment, cast.association_org, "A2.2", 1)
    lines = proposals.proposal_page(cast.contributor, body.pk).lines
    assert [line.grade.grade for line in lines] == [4]


def test_sending_twice_changes_nothing(client: Client, cast: Cast, given: Assessment) -> None:
    sign_in(client, cast.contributor)
    for _ in range(2):
        client.post(address(given), {"take": ["M1.1"]})
    row = Response.objects.get(participant__assessment=given)
    assert row.version == 1


def test_an_answer_of_another_version_counts_where_it_asks_the_same(
    cast: Cast, given: Assessment
) -> None:
    # The cast's assessment is of version 1.0, the crosswalk names 1.1: A2.2 is the same in both.
    assert cast.assessment.framework_version == "1.0"
    page = proposals.proposal_page(cast.contributor, given.pk)
    assert "M1.1" in [line.code for line in page.lines]


def test_an_agreed_answer_counts_before_the_organisations_own(
    client: Client, cast: Cast, body: Assessment
) -> None:
    answer(cast.assessment, cast.association_org, "A2.2", 1, "draft")
    lines = proposals.proposal_page(cast.association, body.pk).lines
    assert [line.grade.grade for line in lines] == [1]
    answer(cast.assessment, cast.authority, "A2.2", 4)
    lines = proposals.proposal_page(cast.association, body.pk).lines
    assert [line.grade.grade for line in lines] == [4]


def test_another_organisations_draft_proposes_nothing(cast: Cast, body: Assessment) -> None:
    answer(cast.assessment, cast.association_org, "A2.2", 1, "draft")
    assert proposals.proposal_page(cast.contributor, body.pk).lines == ()


def test_without_a_source_the_page_says_what_would_propose_something(
    client: Client, cast: Cast, body: Assessment
) -> None:
    page = sign_in(client, cast.contributor).get(address(body)).content.decode()
    assert "Nothing to propose" in page


def test_answers_of_another_territory_propose_nothing(
    client: Client, cast: Cast, given: Assessment
) -> None:
    Assessment.objects.filter(pk=cast.assessment.pk).update(territory=cast.other_territory)
    assert proposals.proposal_page(cast.contributor, given.pk).lines == ()


@pytest.mark.parametrize(
    ("who", "status"),
    [("contributor", 200), ("reviewer", 403), ("reader", 403), ("above", 403), ("outsider", 404)],
)
def test_only_those_who_answer_see_and_take(
    client: Client, cast: Cast, given: Assessment, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(address(given)).status_code == status
    client.post(address(given), {"take": ["M1.1"]})
    assert Response.objects.filter(participant__assessment=given).exists() is (status == 200)


@pytest.mark.parametrize("codes", [["Z9.9"], ["<script>"], ["M1.1\x00"], ["M1.1"] * 500, []])
def test_hostile_ticks_do_no_harm(
    client: Client, cast: Cast, given: Assessment, codes: list[str]
) -> None:
    done = sign_in(client, cast.contributor).post(address(given), {"take": codes}, follow=True)
    assert done.status_code == 200
    assert b"<script>alert" not in done.content


def test_a_published_assessment_takes_nothing(
    client: Client, cast: Cast, given: Assessment
) -> None:
    Assessment.objects.filter(pk=given.pk).update(status="published")
    sign_in(client, cast.contributor).post(address(given), {"take": ["M1.1"]})
    assert not Response.objects.filter(participant__assessment=given).exists()


def test_the_page_takes_a_fixed_number_of_queries(
    client: Client, cast: Cast, given: Assessment, django_assert_max_num_queries
) -> None:
    sign_in(client, cast.contributor)
    with django_assert_max_num_queries(10):
        client.get(address(given))
