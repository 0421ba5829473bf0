"""The people page, organisations and roles."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import AuditEvent, Organisation, Role, Territory
from tests.cast import Cast, organisation, person, sign_in

PEOPLE = "/territories/puerto-lirio/people/"
NEW_ORGANISATION = f"{PEOPLE}organisations/new/"
NEW_ROLE = f"{PEOPLE}roles/new/"


def role_of(cast: Cast, who: str, territory: Territory | None = None) -> Role:
    return Role.objects.get(person=getattr(cast, who), territory=territory or cast.territory)


def addresses(cast: Cast) -> list[str]:
    role = role_of(cast, "reader").pk
    return [
        PEOPLE,
        NEW_ORGANISATION,
        f"{PEOPLE}organisations/{cast.authority.pk}/",
        NEW_ROLE,
        f"{PEOPLE}roles/{role}/",
        f"{PEOPLE}roles/{role}/remove/",
        f"{PEOPLE}invite/",
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("steward", 200),
        ("coordinator", 200),
        ("contributor", 403),
        ("reviewer", 403),
        ("reader", 403),
        ("association", 403),
        ("above", 403),
        ("outsider", 404),
    ],
)
def test_only_coordinators_and_stewards_open_any_of_these_pages(
    client: Client, cast: Cast, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert {client.get(one).status_code for one in addresses(cast)} == {status}


def test_a_visitor_is_asked_to_sign_in_everywhere(client: Client, cast: Cast) -> None:
    for address in addresses(cast):
        response = client.get(address)
        assert response.url == f"/accounts/login/?next={address}"
    before = Role.objects.count(), Organisation.objects.count()
    for address in addresses(cast)[1:]:
        assert client.post(address, {"kind": "coordinator"}).status_code == 302
    assert (Role.objects.count(), Organisation.objects.count()) == before


@pytest.mark.parametrize("who", ["contributor", "outsider"])
def test_sending_the_forms_without_the_right_changes_nothing(
    client: Client, cast: Cast, who: str
) -> None:
    sign_in(client, getattr(cast, who))
    before = list(Role.objects.values_list("pk", "kind")), Organisation.objects.count()
    data = {"name": "X", "group": "academia", "kind": "coordinator"}
    for address in addresses(cast)[1:]:
        assert client.post(address, data).status_code in (403, 404)
    assert (list(Role.objects.values_list("pk", "kind")), Organisation.objects.count()) == before


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999999"])
def test_wrong_keys_are_not_found(client: Client, cast: Cast, key: str) -> None:
    sign_in(client, cast.coordinator)
    for part in (
        f"organisations/{key}/",
        f"roles/{key}/",
        f"roles/{key}/remove/",
        f"invitations/{key}/withdraw/",
    ):
        assert client.get(PEOPLE + part).status_code == 404


def test_a_role_of_another_territory_is_not_found_under_this_one(
    client: Client, cast: Cast
) -> None:
    elsewhere = role_of(cast, "outsider", cast.other_territory)
    sign_in(client, cast.coordinator)
    assert client.post(f"{PEOPLE}roles/{elsewhere.pk}/remove/").status_code == 404
    assert Role.objects.filter(pk=elsewhere.pk).exists()


def test_the_page_shows_organisations_with_group_and_members(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.coordinator).get(PEOPLE).content.decode()
    assert "Voces del Puerto" in page
    assert "Migrants and diaspora" in page
    assert "asha.association@example.org" in page
    assert "never to a person" in page


def test_an_organisation_is_added_with_its_group(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    data = {"name": "  University  of the Coast ", "group": "academia"}
    assert client.post(NEW_ORGANISATION, data).url == PEOPLE
    row = cast.territory.organisations.get(group="academia")
    assert row.name == "University of the Coast"
    assert AuditEvent.objects.get(verb="organisation.created").data == {"group": "academia"}


@pytest.mark.parametrize(
    "data",
    [
        {"name": "", "group": "academia"},
        {"name": "A", "group": ""},
        {"name": "A", "group": "refugee"},
        {"name": "voces DEL puerto", "group": "academia"},
        {"name": "x" * 161, "group": "academia"},
    ],
)
def test_a_wrong_organisation_is_explained(
    client: Client, cast: Cast, data: dict[str, str]
) -> None:
    response = sign_in(client, cast.coordinator).post(NEW_ORGANISATION, data)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert cast.territory.organisations.count() == 2


def test_an_organisation_that_answers_warns_before_its_group_changes(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.coordinator)
    address = f"{PEOPLE}organisations/{cast.association_org.pk}/"
    assert "takes part in an assessment" in client.get(address).content.decode()
    client.post(address, {"name": "Voces del Puerto", "group": "civil-society"})
    cast.association_org.refresh_from_db()
    assert cast.association_org.group == "civil-society"


def test_a_role_is_changed(client: Client, cast: Cast) -> None:
    role = role_of(cast, "reader")
    sign_in(client, cast.coordinator)
    assert client.post(f"{PEOPLE}roles/{role.pk}/", {"kind": "reviewer"}).url == PEOPLE
    role.refresh_from_db()
    assert role.kind == "reviewer"
    event = AuditEvent.objects.get(verb="role.changed")
    assert (event.subject_name, event.data["role"]) == ("Rodrigo Reader", "reviewer")


def test_nobody_of_a_municipality_reads_below(client: Client, cast: Cast) -> None:
    role = role_of(cast, "reader")
    sign_in(client, cast.coordinator)
    client.post(f"{PEOPLE}roles/{role.pk}/", {"kind": "reader", "includes_below": "on"})
    role.refresh_from_db()
    assert not role.includes_below


def test_a_reader_of_a_province_may_be_let_read_below_but_a_contributor_not(
    client: Client, cast: Cast
) -> None:
    office = cast.province.organisations.get()
    somebody = person("Paula Province", "reader", cast.province, office)
    role = Role.objects.get(person=somebody)
    sign_in(client, cast.above)
    address = f"/territories/vallemar/people/roles/{role.pk}/"
    client.post(address, {"kind": "reader", "includes_below": "on"})
    role.refresh_from_db()
    assert role.includes_below
    client.post(address, {"kind": "contributor", "includes_below": "on"})
    role.refresh_from_db()
    assert not role.includes_below


@pytest.mark.parametrize("who", ["coordinator", "steward"])
def test_the_last_coordinator_can_be_neither_changed_nor_removed(
    client: Client, cast: Cast, who: str
) -> None:
    role = role_of(cast, "coordinator")
    sign_in(client, getattr(cast, who))
    response = client.post(f"{PEOPLE}roles/{role.pk}/", {"kind": "reader"})
    assert "last coordinator" in response.context["form"].errors["kind"][0]
    response = client.post(f"{PEOPLE}roles/{role.pk}/remove/")
    assert response.status_code == 409
    role.refresh_from_db()
    assert role.kind == "coordinator"


def test_with_a_second_coordinator_the_first_may_step_back_and_is_led_away(
    client: Client, cast: Cast
) -> None:
    person("Second Coordinator", "coordinator", cast.territory, cast.authority)
    role = role_of(cast, "coordinator")
    sign_in(client, cast.coordinator)
    assert client.post(f"{PEOPLE}roles/{role.pk}/remove/").url == "/territories/"
    assert not Role.objects.filter(pk=role.pk).exists()


def test_a_coordinator_with_a_closed_account_does_not_count(client: Client, cast: Cast) -> None:
    gone = person("Gone Coordinator", "coordinator", cast.territory, cast.authority)
    gone.is_active = False
    gone.save()
    role = role_of(cast, "coordinator")
    sign_in(client, cast.coordinator)
    assert client.post(f"{PEOPLE}roles/{role.pk}/remove/").status_code == 409


def test_removing_asks_first_and_keeps_what_the_person_did(client: Client, cast: Cast) -> None:
    role = role_of(cast, "contributor")
    sign_in(client, cast.coordinator)
    page = client.get(f"{PEOPLE}roles/{role.pk}/remove/").content.decode()
    assert "stay" in page
    assert Role.objects.filter(pk=role.pk).exists()
    client.post(f"{PEOPLE}roles/{role.pk}/remove/")
    assert not Role.objects.filter(pk=role.pk).exists()
    assert AuditEvent.objects.get(verb="role.removed").subject_name == "Conrad Contributor"


class TestOneMoreOrganisation:
    """Somebody of the territory also works for another organisation of it."""

    def send(self, client: Client, cast: Cast, **values: Any) -> Any:
        data = {
            "person": cast.contributor.pk,
            "organisation": cast.association_org.pk,
            "kind": "contributor",
        }
        return sign_in(client, cast.coordinator).post(NEW_ROLE, {**data, **values})

    def test_the_role_is_given(self, client: Client, cast: Cast) -> None:
        assert self.send(client, cast).url == PEOPLE
        assert Role.objects.filter(person=cast.contributor).count() == 2

    def test_twice_for_the_same_organisation_is_refused(self, client: Client, cast: Cast) -> None:
        response = self.send(client, cast, organisation=cast.authority.pk)
        assert "organisation" in response.context["form"].errors

    def test_people_and_organisations_of_elsewhere_cannot_be_chosen(
        self, client: Client, cast: Cast
    ) -> None:
        response = self.send(client, cast, person=cast.outsider.pk)
        assert "person" in response.context["form"].errors
        foreign = organisation("Foreign", cast.other_territory)
        response = self.send(client, cast, organisation=foreign.pk)
        assert "organisation" in response.context["form"].errors
        assert Role.objects.filter(person=cast.outsider).count() == 1


def test_the_number_of_queries_does_not_grow_with_the_people(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    for number in range(12):
        office = organisation(f"Office {number}", cast.territory, "sector-department")
        person(f"Member {number}", "reader", cast.territory, office)
    sign_in(client, cast.coordinator)
    with django_assert_max_num_queries(8):
        client.get(PEOPLE)
