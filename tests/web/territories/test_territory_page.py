"""The page of a territory: what each person sees there."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from glocal_web.portal.models import Action, Publication, Territory
from tests.cast import Cast, assessment, municipality, sign_in

ADDRESS = "/territories/puerto-lirio/"


def publish(cast: Cast) -> None:
    Publication.objects.create(
        assessment=cast.assessment, snapshot={}, published_at=datetime(2026, 11, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("steward", 200),
        ("coordinator", 200),
        ("contributor", 200),
        ("reviewer", 200),
        ("reader", 200),
        ("above", 200),
        ("outsider", 404),
    ],
)
def test_people_of_the_territory_open_it_and_outsiders_do_not_find_it(
    client: Client, cast: Cast, who: str, status: int
) -> None:
    assert sign_in(client, getattr(cast, who)).get(ADDRESS).status_code == status


def test_a_visitor_is_asked_to_sign_in_whether_or_not_the_territory_exists(
    client: Client, cast: Cast
) -> None:
    for address in (ADDRESS, "/territories/nowhere/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url == f"/accounts/login/?next={address}"


def test_an_unknown_territory_is_not_found(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.steward).get("/territories/nowhere/").status_code == 404


def test_only_reading_is_possible(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.coordinator).post(ADDRESS).status_code == 405


def test_the_coordinator_sees_the_ways_to_manage_and_a_reader_does_not(
    client: Client, cast: Cast
) -> None:
    page = sign_in(client, cast.coordinator).get(ADDRESS).content.decode()
    for part in ("edit/", "people/", "log/", "assessments/new/"):
        assert f'href="{ADDRESS}{part}"' in page
    page = sign_in(client, cast.reader).get(ADDRESS).content.decode()
    assert f'href="{ADDRESS}edit/"' not in page
    assert f'href="{ADDRESS}people/"' not in page


def test_without_an_assessment_the_coordinator_is_told_what_to_do_first(
    client: Client, cast: Cast
) -> None:
    page = sign_in(client, cast.outsider).get("/territories/santa-brena/").content.decode()
    assert "No assessment yet" in page
    assert 'href="/territories/santa-brena/assessments/new/"' in page


def test_a_visitor_sees_published_assessments_and_no_others(client: Client, cast: Cast) -> None:
    publish(cast)
    assessment(cast.territory, cast.authority, year=2025)
    page = client.get(ADDRESS).content.decode()
    assert f'href="/published/puerto-lirio/{cast.assessment.pk}/"' in page
    assert "Round 2025" not in page
    assert f'href="/assessments/{cast.assessment.pk}/"' not in page


def test_actions_are_counted_for_those_who_may_read(client: Client, cast: Cast) -> None:
    for status in ("planned", "under-way", "done", "dropped"):
        Action.objects.create(
            territory=cast.territory,
            framework_id="local-pcmd",
            framework_version="1.0",
            indicator="A1.1",
            title=status,
            status=status,
        )
    page = sign_in(client, cast.reader).get(ADDRESS)
    assert (page.context["page"].actions_open, page.context["page"].actions_done) == (2, 1)
    publish(cast)
    seen = Client().get(ADDRESS)
    assert (seen.context["page"].actions_open, seen.context["page"].actions_done) == (0, 0)


def test_territories_above_are_named_from_the_top_and_linked_where_one_may_go(
    client: Client, cast: Cast
) -> None:
    response = sign_in(client, cast.above).get(ADDRESS)
    above = response.context["page"].above
    assert [(one.territory.name, one.is_visible) for one in above] == [
        ("Estalia", False),
        ("Vallemar", True),
    ]


def test_partners_and_territories_below_are_shown_only_where_one_may_go(
    client: Client, cast: Cast
) -> None:
    assert sign_in(client, cast.reader).get(ADDRESS).context["page"].partners == ()
    page = sign_in(client, cast.steward).get(ADDRESS).context["page"]
    assert [one.name for one in page.partners] == ["Norrhaven"]
    province = client.get("/territories/vallemar/").context["page"]
    assert [one.name for one in province.below] == ["Puerto Lirio", "Santa Brena"]


def test_names_are_never_taken_for_markup(client: Client, cast: Cast) -> None:
    Territory.objects.filter(pk=cast.territory.pk).update(name="<b>Puerto</b>")
    page = sign_in(client, cast.reader).get(ADDRESS).content.decode()
    assert "<b>Puerto</b>" not in page
    assert "&lt;b&gt;Puerto&lt;/b&gt;" in page


def test_the_number_of_queries_does_not_grow_with_assessments_and_neighbours(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    for year in range(2000, 2015):
        assessment(cast.territory, cast.authority, year=year)
    for number in range(15):
        municipality(f"District {number}", cast.territory)
    sign_in(client, cast.steward)
    with django_assert_max_num_queries(15):
        client.get(ADDRESS)
