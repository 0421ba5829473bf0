"""Creating a territory: the search, the form, who may, and what is refused."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import AuditEvent, Organisation, Place, Role, Territory
from tests.cast import Cast, person, sign_in

ADDRESS = "/territories/new/"


def filled(**values: Any) -> dict[str, Any]:
    return {
        "name": "Kasserine",
        "level": "local",
        "authority_name": "Municipality of Kasserine",
        "mobility_roles": ["origin", "return"],
        "competence-schools": "shared",
        "competence-police": "none",
        **values,
    }


def created() -> Territory | None:
    return Territory.objects.filter(slug__startswith="kasserine").order_by("-pk").first()


@pytest.fixture(autouse=True)
def _closed(settings: Any) -> None:
    settings.GLOCAL_OPEN_TERRITORIES = False


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert client.post(ADDRESS, filled()).status_code == 302
    assert created() is None


@pytest.mark.parametrize("who", ["contributor", "reviewer", "reader"])
def test_who_coordinates_nothing_may_not_create(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, filled()).status_code == 403
    assert created() is None


def test_the_search_finds_a_place_by_its_arabic_name_and_says_so(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    page = sign_in(client, cast.steward).get(ADDRESS, {"q": "القصرين"}).content.decode()
    assert f'href="{ADDRESS}?place={kasserine.pk}"' in page
    assert "found as <bdi>القصرين</bdi>" in page
    assert "<bdi>Tunisia</bdi>" in page
    assert "81,987" in page


def test_the_search_shows_the_country_in_the_language_of_the_reader(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    sign_in(client, cast.steward)
    page = client.get(ADDRESS, {"q": "kass"}, headers={"accept-language": "es"}).content.decode()
    assert "<bdi>Túnez</bdi>" in page


def test_a_place_that_has_a_territory_says_so_in_the_search(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    Territory.objects.filter(pk=cast.partner.pk).update(place=kasserine)
    page = sign_in(client, cast.steward).get(ADDRESS, {"q": "kass"}).content.decode()
    assert "Already here" in page
    assert 'href="/territories/norrhaven/"' in page


def test_the_form_starts_with_what_the_gazetteer_knows(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    response = sign_in(client, cast.steward).get(ADDRESS, {"place": kasserine.pk})
    start = response.context["form"].initial
    assert start["name"] == "Kasserine"
    assert start["local_name"] == "القصرين"
    assert start["country"] == "TN"
    assert start["population"] == 81987
    assert start["population_source"] == "GeoNames"


def test_a_steward_without_a_role_coordinates_what_they_create(client: Client, cast: Cast) -> None:
    sign_in(client, cast.steward).post(ADDRESS, filled())
    role = cast.steward.roles.get()
    assert role.kind == "coordinator"
    assert role.organisation.group == "authority"


def test_a_steward_with_a_role_creates_a_territory_and_stays_outside(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    Role.objects.create(
        person=cast.steward,
        territory=cast.territory,
        organisation=cast.authority,
        kind="reader",
    )
    sign_in(client, cast.steward)
    data = filled(
        place=kasserine.pk,
        country="TN",
        local_name="القصرين",
        parent=cast.country.pk,
        population="81987",
        population_year="2024",
    )
    response = client.post(ADDRESS, data)
    assert response.status_code == 302
    assert response.url == "/territories/kasserine/"
    row = Territory.objects.get(slug="kasserine")
    assert (row.level, row.parent, row.place, row.country) == (
        "local",
        cast.country,
        kasserine,
        "TN",
    )
    assert row.mobility_roles == ["origin", "return"]
    assert row.competences == {"schools": "shared", "police": "none"}
    assert row.version == 1
    authority = row.organisations.get()
    assert (authority.name, authority.group) == ("Municipality of Kasserine", "authority")
    assert not row.people.exists()
    verbs = AuditEvent.objects.filter(territory=row).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["territory.created", "organisation.created"]


def test_whoever_creates_a_territory_below_their_own_coordinates_it(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.above)
    response = client.post(ADDRESS, filled(parent=cast.province.pk))
    assert response.status_code == 302
    row = Territory.objects.get(slug="kasserine")
    role = Role.objects.get(territory=row)
    assert (role.person, role.kind) == (cast.above, "coordinator")


def test_a_coordinator_cannot_create_outside_their_own_territories(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.above)
    assert client.post(ADDRESS, filled()).status_code == 403
    response = client.post(ADDRESS, filled(parent=cast.country.pk))
    assert response.status_code == 200
    assert "parent" in response.context["form"].errors
    assert created() is None


def test_where_territories_are_open_anybody_with_an_account_creates_one(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.GLOCAL_OPEN_TERRITORIES = True
    newcomer = person("Nadia Newcomer")
    response = sign_in(client, newcomer).post(ADDRESS, filled())
    assert response.status_code == 302
    row = Territory.objects.get(slug="kasserine")
    assert Role.objects.get(territory=row).person == newcomer


def test_the_same_place_at_the_same_level_is_warned_about_and_linked(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    sign_in(client, cast.steward)
    client.post(ADDRESS, filled(place=kasserine.pk))
    response = client.post(ADDRESS, filled(place=kasserine.pk, name="Kasserine again"))
    assert response.status_code == 409
    assert 'href="/territories/kasserine/"' in response.content.decode()
    assert Territory.objects.filter(place=kasserine).count() == 1
    again = filled(place=kasserine.pk, name="Kasserine again", although_same="on")
    assert client.post(ADDRESS, again).status_code == 302
    assert Territory.objects.filter(place=kasserine).count() == 2


def test_the_same_place_at_another_level_is_another_territory(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    sign_in(client, cast.steward)
    client.post(ADDRESS, filled(place=kasserine.pk))
    response = client.post(ADDRESS, filled(place=kasserine.pk, level="intermediate"))
    assert response.url == "/territories/kasserine-2/"


def test_a_territory_entered_by_hand_with_the_same_name_and_parent_is_warned_about(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.steward)
    data = filled(name="puerto lirio", parent=cast.province.pk)
    assert client.post(ADDRESS, data).status_code == 409


@pytest.mark.parametrize(
    ("name", "slug"),
    [("New", "new-2"), ("القصرين", "territory"), ("São João", "sao-joao"), ("x" * 160, "x" * 72)],
)
def test_slugs_are_latin_short_and_never_an_address_of_the_site(
    client: Client, cast: Cast, name: str, slug: str
) -> None:
    response = sign_in(client, cast.steward).post(ADDRESS, filled(name=name))
    assert response.url == f"/territories/{slug}/"


def test_a_parent_of_a_lower_level_is_refused_with_the_reason(client: Client, cast: Cast) -> None:
    sign_in(client, cast.steward)
    response = client.post(ADDRESS, filled(level="national", parent=cast.province.pk))
    assert response.status_code == 200
    assert "cannot be part of Vallemar" in response.context["form"].errors["parent"][0]


def test_a_district_may_be_part_of_a_municipality_it_was_opened_from(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.coordinator)
    page = client.get(ADDRESS, {"by-hand": "1", "below": "puerto-lirio"})
    assert page.context["form"].initial["parent"] == str(cast.territory.pk)
    data = filled(name="Centro", parent=cast.territory.pk)
    response = client.post(f"{ADDRESS}?below=puerto-lirio", data)
    assert response.url == "/territories/centro/"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 161),
        ("name", "a\x00b"),
        ("authority_name", ""),
        ("level", "galactic"),
        ("parent", "999999"),
        ("parent", "x"),
        ("country", "QQ"),
        ("population", "-1"),
        ("population", "99999999999999999999"),
        ("population_year", "12"),
        ("latitude", "91"),
        ("longitude", "nan"),
        ("mobility_roles", ["tourist"]),
        ("competence-schools", "much"),
        ("place", "99999999999999999999"),
        ("place", "12"),
    ],
)
def test_wrong_values_are_explained_and_the_rest_is_kept(
    client: Client, cast: Cast, field: str, value: Any
) -> None:
    response = sign_in(client, cast.steward).post(ADDRESS, filled(**{field: value}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "not yet right" in response.content.decode()
    assert created() is None
    assert not Organisation.objects.filter(name__contains="Kasserine").exists()


@pytest.mark.parametrize("place", ["", "x", "-1", "9" * 5000, "٣"])
def test_an_unknown_place_in_the_address_gives_the_empty_form(
    client: Client, cast: Cast, place: str
) -> None:
    response = sign_in(client, cast.steward).get(ADDRESS, {"place": place})
    assert response.status_code == 200
    assert response.context["form"].initial == {}


def test_anybody_may_search_places_but_only_creators_choose_one(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    page = client.get("/places/", {"q": "kasser"}).content.decode()
    assert "Kasserine" in page
    assert "?place=" not in page


def test_the_part_loaded_while_typing_is_no_whole_page(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    sign_in(client, cast.steward)
    page = client.get("/places/", {"q": "kasser"}, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in page
    assert f"?place={kasserine.pk}" in page


@pytest.mark.parametrize(
    "text", ["%", "_", "\x00", "🙂", "x" * 10_000, "<script>alert(1)</script>"]
)
def test_hostile_searches_find_nothing(client: Client, cast: Cast, text: str) -> None:
    for address in (ADDRESS, "/places/"):
        response = sign_in(client, cast.steward).get(address, {"q": text})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_searching_takes_a_fixed_number_of_queries(
    client: Client, cast: Cast, kasserine: Place, django_assert_max_num_queries
) -> None:
    sign_in(client, cast.steward)
    with django_assert_max_num_queries(7):
        client.get(ADDRESS, {"q": "kass"})
