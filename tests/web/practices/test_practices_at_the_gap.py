"""A practice appears where it helps: at the gap, at the indicator, beside the next steps."""

from typing import Any

import pytest
from django.test import Client

from glocal.loading.library import practices
from tests.cast import Cast, respond, sign_in

CODE = "A2.1"


def section(page: str) -> str:
    return page.partition('id="practices-here"')[2].partition("</section>")[0]


def gap(client: Client, cast: Cast, code: str = CODE) -> str:
    sign_in(client, cast.contributor)
    response = client.get(f"/assessments/{cast.assessment.pk}/next/{code}/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_gap_shows_at_most_three_with_their_reasons_and_the_way_to_all(
    client: Client, cast: Cast
) -> None:
    part = section(gap(client, cast))
    answering = [one.id for one in practices().values() if one.answers(CODE)]
    linked = [key for key in answering if f"/practices/{key}/" in part]
    assert len(linked) == min(3, len(answering)) > 0
    assert "helps to reach" in part
    if len(answering) > 3:
        assert f'href="/practices/?indicator={CODE}"' in part


def test_what_a_practice_has_in_common_with_the_territory_is_said(
    client: Client, cast: Cast
) -> None:
    part = section(gap(client, cast))
    assert "same roles:" in part or "same level:" in part


def test_a_practice_below_the_grade_reached_does_not_claim_to_lead_further(
    client: Client, cast: Cast
) -> None:
    respond(cast.assessment, cast.authority, CODE, 4)
    part = section(gap(client, cast))
    assert "helps to reach" not in part
    assert "shows a grade that you have reached" in part


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_the_indicator_shows_them_to_everybody_without_a_query(
    client: Client, db: None, django_assert_num_queries: Any, version: str
) -> None:
    with django_assert_num_queries(0):
        page = client.get(f"/frameworks/local-pcmd/{version}/{CODE}/").content.decode()
    assert "/practices/" in section(page)
    assert "same level:" not in section(page)


def test_an_indicator_of_another_framework_borrows_none(client: Client, db: None) -> None:
    page = client.get("/frameworks/sdg-10.7.2/1.0/D1.1/").content.decode()
    assert 'id="practices-here"' not in page


def test_the_next_steps_lead_to_the_practices_of_each_change(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    page = client.get(f"/assessments/{cast.assessment.pk}/next/").content.decode()
    assert 'href="/practices/?indicator=' in page


def test_practices_cost_no_query(
    client: Client,
    cast: Cast,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in(client, cast.contributor)
    for address in ("", f"{CODE}/"):
        place = f"/assessments/{cast.assessment.pk}/next/{address}"
        with django_assert_max_num_queries(30) as counted:
            client.get(place)
        with monkeypatch.context() as patch:
            name = "glocal_web.portal.selectors.practices_for_indicator.practices"
            patch.setattr(name, dict)
            with django_assert_num_queries(len(counted)):
                page = client.get(place).content.decode()
        assert "/practices/?indicator=" not in page
