"""A quick start: few questions, a profile that says it is provisional, and nothing asked twice."""

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Participant, Person, Response
from glocal_web.portal.selectors.assessments import assessment_page
from glocal_web.portal.selectors.quick_start import quick_start_of
from glocal_web.portal.selectors.responses import answer_page
from tests.cast import Cast, respond, sign_in
from tests.web.answering.forms import fields
from tests.web.permissions.expected import INSIDE

TWELVE = "A1.1 A1.3 A1.6 A2.2 A2.4 A2.5 A3.2 A3.3 B1.2 B1.4 B2.2 B2.7".split()


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast with the version of the framework that has a quick start."""
    cast.assessment.framework_version = "1.1"
    cast.assessment.save()
    return cast


def quick(cast: Cast, person: Person):
    return quick_start_of(assessment_page(person, cast.assessment.pk))


def text_of(client: Client, person: Person, name: str, cast: Cast, *more: str, query="") -> str:
    address = reverse(f"portal:{name}", args=[cast.assessment.pk, *more]) + query
    answer = sign_in(client, person).get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def give(cast: Cast, *codes: str) -> None:
    for code in codes:
        respond(cast.assessment, cast.authority, code, 2, status="draft")


def test_it_begins_with_twelve_and_says_how_long_they_take(client: Client, cast: Cast) -> None:
    text = text_of(client, cast.contributor, "quick-start", cast)
    assert "<bdi>12</bdi> questions, about <bdi>24</bdi> minutes in all" in text
    assert "Begin with <bdi>A1.1</bdi>" in text
    assert "Whoever does not know who moves here plans in the dark" in text
    assert [one.line.indicator.code for one in quick(cast, cast.contributor).lines] == TWELVE


def test_the_time_left_counts_what_is_open(client: Client, cast: Cast) -> None:
    give(cast, "A1.1", "A1.3")
    text = text_of(client, cast.contributor, "quick-start", cast)
    assert "<bdi>10</bdi> questions are left, about <bdi>20</bdi> minutes" in text
    assert "Go on with <bdi>A1.6</bdi>" in text


def test_the_page_of_the_assessment_leads_to_it(client: Client, cast: Cast) -> None:
    address = reverse("portal:quick-start", args=[cast.assessment.pk])
    assert f'href="{address}"' in text_of(client, cast.contributor, "assessment", cast)
    assert f'href="{address}"' not in text_of(client, cast.reader, "assessment", cast)


def test_saving_goes_on_to_the_next_of_the_twelve(client: Client, cast: Cast) -> None:
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"]) + "?way=quick"
    sent = fields("2", go="next")
    answer = sign_in(client, cast.contributor).post(address, sent)
    following = reverse("portal:answer", args=[cast.assessment.pk, "A1.3"]) + "?way=quick"
    assert (answer.status_code, answer["Location"]) == (302, following)


def test_what_was_answered_already_is_not_asked_again(cast: Cast) -> None:
    give(cast, "A1.3", "A1.6")
    page = answer_page(cast.contributor, cast.assessment.pk, "A1.1", way="quick")
    assert (page.position, page.total, page.next_code) == (1, 12, "A2.2")


def test_what_was_left_out_comes_at_the_end(cast: Cast) -> None:
    give(cast, *TWELVE[1:-1])
    page = answer_page(cast.contributor, cast.assessment.pk, "B2.7", way="quick")
    assert page.next_code == "A1.1"


def test_the_last_answer_leads_back_to_the_quick_start(client: Client, cast: Cast) -> None:
    give(cast, *TWELVE[:-1])
    address = reverse("portal:answer", args=[cast.assessment.pk, "B2.7"]) + "?way=quick"
    answer = sign_in(client, cast.contributor).post(address, fields("2", go="next"))
    assert answer["Location"] == reverse("portal:quick-start", args=[cast.assessment.pk])


def test_it_grows_into_the_whole_assessment_with_the_same_answers(
    client: Client, cast: Cast
) -> None:
    give(cast, *TWELVE)
    found = quick(cast, cast.contributor)
    asked = {line.indicator.code for line in found.rest}
    assert asked.isdisjoint(TWELVE)
    assert found.rest_open == len(asked) == len(found.rest)
    text = text_of(client, cast.contributor, "quick-start", cast)
    assert f"Go on with the other <bdi>{len(asked)}</bdi> questions" in text
    rest = answer_page(cast.contributor, cast.assessment.pk, found.rest_code, way="rest")
    assert (rest.total, rest.open_on_the_way) == (len(asked), len(asked))
    assert Response.objects.count() == 12


def test_the_way_keeps_whose_answers_they_are(cast: Cast) -> None:
    other = Participant.objects.get(organisation=cast.association_org)
    page = answer_page(cast.contributor, cast.assessment.pk, "A1.1", str(other.pk), "quick")
    assert page.view.query == f"?for={other.pk}&way=quick"


def test_a_way_that_does_not_lead_past_the_question_is_none(cast: Cast) -> None:
    for way in ("quick", "nonsense", ""):
        page = answer_page(cast.contributor, cast.assessment.pk, "A1.2", way=way)
        assert (page.view.query, page.next_code) == ("", "A1.3")


def test_a_framework_without_a_choice_has_no_quick_start(client: Client, cast: Cast) -> None:
    cast.assessment.framework_version = "1.0"
    cast.assessment.save()
    address = reverse("portal:quick-start", args=[cast.assessment.pk])
    assert sign_in(client, cast.contributor).get(address).status_code == 404
    assert "Start quickly" not in text_of(client, cast.contributor, "assessment", cast)


def test_who_may_only_read_sees_it_without_a_button(client: Client, cast: Cast) -> None:
    text = text_of(client, cast.reader, "quick-start", cast)
    assert "Nobody has begun yet" in text
    assert "Begin with" not in text


@pytest.mark.parametrize(
    ("role", "status"), [*dict.fromkeys(INSIDE, 200).items(), ("outsider", 404)]
)
def test_who_may_read_the_assessment_may_open_it(
    client: Client, cast: Cast, role: str, status: int
) -> None:
    address = reverse("portal:quick-start", args=[cast.assessment.pk])
    assert sign_in(client, getattr(cast, role)).get(address).status_code == status


def test_who_answers_for_another_comes_back_to_that_quick_start(client: Client, cast: Cast) -> None:
    other = Participant.objects.get(organisation=cast.association_org)
    query = f"?for={other.pk}&way=quick"
    text = text_of(client, cast.contributor, "answer", cast, "A1.3", query=query)
    address = reverse("portal:quick-start", args=[cast.assessment.pk])
    assert f'href="{address}?for={other.pk}' in text


def test_who_knew_nothing_is_not_promised_a_profile(client: Client, cast: Cast) -> None:
    for code in TWELVE:
        respond(cast.assessment, cast.authority, code, state="dont-know", status="draft")
    text = text_of(client, cast.contributor, "quick-start", cast)
    assert "No profile yet" in text
    assert "See the profile" not in text
    assert "The quick start is done" not in text
    assert "Go on with the other" in text


def test_answers_without_a_figure_are_told_apart(client: Client, cast: Cast) -> None:
    give(cast, *TWELVE[2:])
    for code in TWELVE[:2]:
        respond(cast.assessment, cast.authority, code, state="dont-know", status="draft")
    text = text_of(client, cast.contributor, "quick-start", cast)
    assert "See the profile" in text
    assert "<bdi>2</bdi> answers are “Don’t know”" in text


def test_before_the_first_answer_no_time_is_said_to_be_left(client: Client, cast: Cast) -> None:
    text = text_of(client, cast.contributor, "assessment", cast)
    assert "profile, in about <bdi>24</bdi> minutes" in text
    give(cast, "A1.1")
    text = text_of(client, cast.contributor, "assessment", cast)
    assert "About <bdi>22</bdi> minutes are left" in text


def test_a_question_says_where_one_is_and_how_long_it_takes(client: Client, cast: Cast) -> None:
    give(cast, "A1.1")
    text = text_of(client, cast.contributor, "answer", cast, "A1.3", query="?way=quick")
    assert "question <bdi>2</bdi> of <bdi>12</bdi>" in text
    assert "About <bdi>22</bdi> minutes are left" in text


@pytest.mark.parametrize("name", ["dashboard", "next-steps", "what-if", "compare", "publish"])
def test_the_profile_says_everywhere_that_it_is_provisional(
    client: Client, cast: Cast, name: str
) -> None:
    for code in TWELVE:
        respond(cast.assessment, cast.authority, code, 2, status="agreed")
    text = text_of(client, cast.coordinator, name, cast)
    assert "Provisional profile" in text
    assert "So far <bdi>12</bdi> of" in text


def test_so_does_a_single_figure(client: Client, cast: Cast) -> None:
    give(cast, *TWELVE)
    text = text_of(client, cast.reader, "figure", cast, "A1")
    assert "Provisional profile" in text


def test_a_whole_profile_does_not(client: Client, cast: Cast) -> None:
    page = assessment_page(cast.coordinator, cast.assessment.pk)
    give(cast, *(one.code for one in page.view.asked))
    assert "Provisional profile" not in text_of(client, cast.reader, "dashboard", cast)


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_it_is_told_in_the_language_of_the_reader(
    client: Client, cast: Cast, language: str
) -> None:
    answer = sign_in(client, cast.contributor).get(
        reverse("portal:quick-start", args=[cast.assessment.pk]),
        headers={"accept-language": language},
    )
    text = answer.content.decode()
    assert "Whoever does not know" not in text
    assert "Quick start" not in text
