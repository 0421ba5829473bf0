"""Who reads which register: policies bind the places below, so their people read them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import Person, Policy, Provision, Territory
from glocal_web.portal.permissions import Deed
from glocal_web.portal.register_permissions import access_to_register
from tests.cast import Cast, municipality, organisation, person, province, sign_in
from tests.web.register.filing import body, policy, provision

INSIDE = ("steward", "coordinator", "contributor", "reviewer", "reader", "association", "above")
PAGES: tuple[Callable[[Policy, Provision], str], ...] = (
    lambda act, part: f"/territories/{act.territory.slug}/register/",
    lambda act, part: f"/territories/{act.territory.slug}/register/bodies/",
    lambda act, part: f"/territories/{act.territory.slug}/register.yaml",
    lambda act, part: f"/territories/{act.territory.slug}/register.json",
    lambda act, part: f"/policies/{act.pk}/",
    lambda act, part: f"/policies/{act.pk}/?on=2020-01-01",
    lambda act, part: f"/provisions/{part.pk}/",
)
WRITING: tuple[Callable[[Policy, Provision], str], ...] = (
    lambda act, part: f"/territories/{act.territory.slug}/register/new/",
    lambda act, part: f"/territories/{act.territory.slug}/register/import/",
    lambda act, part: f"/territories/{act.territory.slug}/register/find/who/",
    lambda act, part: f"/policies/{act.pk}/edit/",
    lambda act, part: f"/policies/{act.pk}/remove/",
    lambda act, part: f"/policies/{act.pk}/provisions/new/",
    lambda act, part: f"/provisions/{part.pk}/edit/",
    lambda act, part: f"/provisions/{part.pk}/end/",
    lambda act, part: f"/provisions/{part.pk}/remove/",
)


def kept(territory: Territory, **values: Any) -> tuple[Policy, Provision]:
    act = policy(territory, f"act-of-{territory.slug}", **values)
    return act, provision(act)


def may(somebody: Any, territory: Territory) -> set[str]:
    return {str(deed) for deed in access_to_register(somebody, territory).deeds}


@pytest.mark.parametrize("role", INSIDE)
def test_whoever_reads_a_territory_reads_the_registers_that_its_check_rests_on(
    client: Client, cast: Cast, role: str
) -> None:
    norr = Territory.objects.create(slug="norr", name="Norr", level="national")
    Territory.objects.filter(pk=cast.partner.pk).update(parent=norr)
    sign_in(client, getattr(cast, role))
    for territory in (cast.territory, cast.province, cast.country, cast.partner, norr):
        act, part = kept(Territory.objects.get(pk=territory.pk))
        for page in PAGES:
            assert client.get(page(act, part)).status_code == 200, page(act, part)


@pytest.mark.parametrize(
    "role", ["coordinator", "contributor", "reviewer", "reader", "association"]
)
def test_a_register_that_is_inherited_is_read_and_nothing_more(
    client: Client, cast: Cast, role: str
) -> None:
    sign_in(client, getattr(cast, role))
    for territory in (cast.province, cast.country, cast.partner):
        act, part = kept(territory)
        for page in WRITING:
            assert client.get(page(act, part)).status_code == 403, page(act, part)
            assert client.post(page(act, part)).status_code in (403, 405)
        assert client.get(f"/territories/{territory.slug}/register.yaml?whole").status_code == 403
    assert Policy.objects.count() == Provision.objects.count() == 3


def test_the_register_of_the_town_beside_is_not_there(client: Client, cast: Cast) -> None:
    act, part = kept(cast.other_territory)
    sign_in(client, cast.coordinator)
    for page in (*PAGES, *WRITING):
        assert client.get(page(act, part)).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client: Client, cast: Cast) -> None:
    act, part = kept(cast.territory)
    for page in (*PAGES, *WRITING):
        assert client.get(page(act, part))["location"].startswith("/accounts/login/?next=/")


def test_an_account_without_a_role_reads_no_register(client: Client, cast: Cast) -> None:
    act, part = kept(cast.country)
    sign_in(client, person())
    for page in (*PAGES, *WRITING):
        assert client.get(page(act, part)).status_code == 404


def test_the_table_of_deeds(cast: Cast) -> None:
    read, plan, manage = str(Deed.READ), str(Deed.PLAN), str(Deed.MANAGE)
    of_register = {read, plan, manage}
    expected = {
        "steward": of_register,
        "coordinator": of_register,
        "contributor": {read, plan},
        "association": {read, plan},
        "reviewer": {read},
        "reader": {read},
        "above": {read},
        "outsider": set(),
        "visitor": set(),
    }
    found = {role: may(getattr(cast, role), cast.territory) & of_register for role in expected}
    assert found == expected


def test_a_role_above_reads_what_its_places_below_rest_on(cast: Cast) -> None:
    # Norrhaven is the partner of Puerto Lirio, which Abel reads from above.
    assert may(cast.above, cast.partner) == {"read"}
    cast.above.roles.update(includes_below=False)
    assert may(cast.above, cast.partner) == set()
    assert may(cast.above, cast.country) == {"read"}
    assert may(cast.above, cast.territory) == set()


def test_a_partner_of_the_province_is_no_partner_of_its_towns(cast: Cast) -> None:
    far = province(None, "Farland")
    cast.province.partners.add(far)
    assert may(cast.reader, far) == set()
    assert may(cast.above, far) == {"read"}


def test_what_stands_below_a_partner_is_not_read(cast: Cast) -> None:
    district = municipality("Norrhaven harbour", cast.partner)
    assert may(cast.coordinator, district) == set()
    # The partner's own people read this side in the same way.
    other = person("Nils", "reader", cast.partner, organisation("Norrhaven", cast.partner))
    assert may(other, cast.territory) == may(other, cast.country) == {"read"}
    assert may(other, cast.other_territory) == set()


def test_an_account_that_was_closed_reads_nothing(cast: Cast) -> None:
    Person.objects.filter(pk=cast.reader.pk).update(is_active=False)
    cast.reader.refresh_from_db()
    assert may(cast.reader, cast.country) == set()


def test_a_draft_is_read_by_the_people_of_the_territory_alone(client: Client, cast: Cast) -> None:
    act, part = kept(cast.province, status="draft", title="Secret until the vote")
    own = policy(cast.province, "open", ties=[["cites", "act-of-vallemar"]])
    other = provision(own, over=[part.key])
    addresses = [f"/policies/{act.pk}/", f"/provisions/{part.pk}/"]
    pages = [
        "/territories/puerto-lirio/register/",
        "/territories/vallemar/register/",
        "/territories/vallemar/register/?q=secret",
        "/territories/vallemar/register.yaml",
        f"/policies/{own.pk}/",
        f"/provisions/{other.pk}/",
    ]
    sign_in(client, cast.coordinator)
    for address in addresses:
        assert client.get(address).status_code == 404
    for address in pages:
        content = client.get(address).content.decode()
        assert "Secret until" not in content
        assert part.key not in content
    sign_in(client, cast.above)
    for address in addresses:
        assert client.get(address).status_code == 200
    for address in pages[1:5]:
        assert "Secret until" in client.get(address).content.decode()
    assert "Secret until" in client.get(pages[5]).content.decode()


def test_who_changed_what_is_told_to_ones_own_people_only(client: Client, cast: Cast) -> None:
    sign_in(client, cast.above)
    made = client.post(
        "/territories/vallemar/register/new/",
        {
            "title": "Plan",
            "kind": "plan",
            "level": "intermediate",
            "status": "in-force",
            "version": 1,
        },
    )
    page = client.get(made["location"]).content.decode()
    assert "Abel Above" in page
    sign_in(client, cast.reader)
    page = client.get(made["location"]).content.decode()
    assert page.count("Abel Above") == 0
    assert "kept by" in page


def test_the_number_of_queries_for_permission_does_not_grow(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        below = municipality(f"Town {number}", cast.province)
        below.partners.add(municipality(f"Far town {number}"))
        body(below, f"school-{number}", f"School {number}")
    for somebody in (cast.reader, cast.above):
        with django_assert_max_num_queries(4):
            access_to_register(somebody, cast.country)
