"""Other answers tried out: the scores move, nothing is saved, the address holds it all."""

import pytest
from django.test import Client

from glocal_web.portal.models import Response
from tests.cast import sign_in
from tests.web.understanding.conftest import Answered


def address(answered: Answered, query: str = "") -> str:
    return f"/assessments/{answered.assessment.pk}/what-if/{query}"


def test_a_tried_grade_moves_the_scores_and_saves_nothing(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.reader)
    before = list(Response.objects.values_list("pk", "grade", "state"))
    page = client.get(address(answered, "?A1.3=4")).content.decode()
    # A1 = (0.75 + 1 + 1 + 0.5) / 4 = 0.8125; total = ((√0.8125 + 2√0.75) / 3)² = 0.7705
    assert "<bdi>77</bdi>" in page
    assert "11 points higher" in page
    assert list(Response.objects.values_list("pk", "grade", "state")) == before


def test_the_red_line_can_be_tried_too(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.reader)
    page = client.get(address(answered, "?A1.1=4&A1.4=4")).content.decode()
    # A1 would be 0.75 but stays held at 0.5, so the total does not move.
    assert "unchanged" in page


def test_a_form_without_script_leads_to_the_address_that_can_be_shared(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.reader)
    response = client.get(address(answered, "?A1.1=&A1.2=4&A1.3=2&A1.4=&A2.1="))
    assert response.status_code == 302
    # A1.2 is at 4 already: it is not tried.
    assert response["location"] == address(answered, "?A1.3=2")


def test_with_htmx_only_the_result_comes_back_with_its_address(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.reader)
    response = client.get(address(answered, "?A1.1=&A1.3=2"), headers={"hx-request": "true"})
    page = response.content.decode()
    assert response["HX-Push-Url"] == address(answered, "?A1.3=2")
    assert "HX-Request" in response["Vary"]
    assert "<html" not in page
    assert 'id="what-if-result"' in page


def test_a_rise_can_become_an_action_and_a_state_cannot(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.contributor)
    page = client.get(address(answered, "?A1.2=dont-know&A1.3=2")).content.decode()
    assert page.count("Start an action from this") == 1
    assert f"?assessment={answered.assessment.pk}&amp;indicator=A1.3&amp;grade=2" in page


def test_a_reader_is_not_offered_to_start_an_action(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.reader)
    assert "Start an action" not in client.get(address(answered, "?A1.3=2")).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?A1.1=99",
        "?A1.1=2.5",
        "?A1.1=-1",
        "?A1.1=answered",
        "?A1.1=<script>alert(1)</script>",
        "?A1.1=%00",
        "?A1.1=nan",
    ],
)
def test_a_grade_that_is_none_is_refused_and_the_rest_still_counts(
    client: Client, answered: Answered, query: str
) -> None:
    sign_in(client, answered.cast.reader)
    response = client.get(address(answered, f"{query}&A1.3=4"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert(1)" not in page
    assert "11 points higher" in page
    assert "aria-invalid" in page


def test_unknown_indicators_in_the_address_are_left_out(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.reader)
    response = client.get(address(answered, "?Z9.9=4&A1.3=2"))
    assert response["location"] == address(answered, "?A1.3=2")
