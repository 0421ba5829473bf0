"""Changing a territory, and two people who do so at once."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.forms.territory import values_of
from glocal_web.portal.models import AuditEvent, Territory
from tests.cast import Cast, sign_in

ADDRESS = "/territories/puerto-lirio/edit/"


def form_of(row: Territory, **changes: Any) -> dict[str, Any]:
    """What a browser sends when somebody opens the form of this row and changes something."""
    values = {name: "" if one is None else one for name, one in values_of(row).items()}
    return {**values, "version": row.version, **changes}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("steward", 200),
        ("coordinator", 200),
        ("contributor", 403),
        ("reviewer", 403),
        ("reader", 403),
        ("above", 403),
        ("outsider", 404),
    ],
)
def test_only_coordinators_and_stewards_edit(
    client: Client, cast: Cast, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(ADDRESS).status_code == status
    expected = 302 if status == 200 else status
    data = form_of(cast.territory, name="Changed")
    assert client.post(ADDRESS, data).status_code == expected
    cast.territory.refresh_from_db()
    assert (cast.territory.name == "Changed") is (status == 200)


def test_a_visitor_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    assert client.get(ADDRESS).status_code == 302


def test_a_change_counts_the_version_and_is_logged(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    data = form_of(cast.territory, population="54000", mobility_roles=["origin"])
    assert client.post(ADDRESS, data).url == "/territories/puerto-lirio/"
    cast.territory.refresh_from_db()
    assert (cast.territory.population, cast.territory.version) == (54000, 2)
    event = AuditEvent.objects.get(verb="territory.changed")
    assert event.data == {"fields": ["population", "mobility_roles"]}
    assert event.actor == cast.coordinator


def test_saving_without_a_change_leaves_no_trace(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    assert client.post(ADDRESS, form_of(cast.territory)).status_code == 302
    cast.territory.refresh_from_db()
    assert cast.territory.version == 1
    assert not AuditEvent.objects.exists()


def test_a_territory_cannot_stand_below_its_own_child(client: Client, cast: Cast) -> None:
    sign_in(client, cast.steward)
    region = Territory.objects.create(
        slug="south", name="South", level="intermediate", parent=cast.province
    )
    data = form_of(cast.province, parent=str(region.pk))
    response = client.post("/territories/vallemar/edit/", data)
    assert response.status_code == 200
    assert "parent" in response.context["form"].errors
    cast.province.refresh_from_db()
    assert cast.province.parent == cast.country


def test_a_level_below_that_of_a_child_is_refused(client: Client, cast: Cast) -> None:
    Territory.objects.create(slug="south", name="South", level="intermediate", parent=cast.province)
    sign_in(client, cast.steward)
    data = form_of(cast.province, level="local")
    response = client.post("/territories/vallemar/edit/", data)
    assert "South is part of this territory" in response.context["form"].errors["level"][0]


class TestTwoPeopleAtOnce:
    """Cora opened the form first; Stella saved in between."""

    def stale(self, cast: Cast, client: Client) -> dict[str, Any]:
        opened = form_of(cast.territory)
        theirs = form_of(cast.territory, name="Puerto del Lirio", population="54000")
        sign_in(client, cast.steward).post(ADDRESS, theirs)
        sign_in(client, cast.coordinator)
        return opened

    def test_both_values_are_shown_and_nothing_is_overwritten(
        self, client: Client, cast: Cast
    ) -> None:
        data = self.stale(cast, client) | {"name": "Port of the Lily", "local_name": "Lirio"}
        response = client.post(ADDRESS, data)
        assert response.status_code == 409
        page = response.content.decode()
        assert "Stella Steward" in page
        assert "<bdi>Puerto del Lirio</bdi>" in page
        assert "<bdi>Port of the Lily</bdi>" in page
        cast.territory.refresh_from_db()
        assert cast.territory.name == "Puerto del Lirio"

    def test_what_i_left_alone_proposes_theirs_and_what_i_changed_proposes_mine(
        self, client: Client, cast: Cast
    ) -> None:
        data = self.stale(cast, client) | {"name": "Port of the Lily"}
        found = client.post(ADDRESS, data).context["collisions"]
        assert {one.name: one.keeps for one in found} == {"name": "mine", "population": "theirs"}

    def test_the_second_save_keeps_what_was_chosen_field_by_field(
        self, client: Client, cast: Cast
    ) -> None:
        data = self.stale(cast, client) | {"name": "Port of the Lily", "local_name": "Lirio"}
        page = client.post(ADDRESS, data)
        chosen = {one.choice: one.keeps for one in page.context["collisions"]}
        response = client.post(ADDRESS, {**data, "version": 2, **chosen})
        assert response.status_code == 302
        cast.territory.refresh_from_db()
        row = cast.territory
        assert (row.name, row.population, row.local_name) == ("Port of the Lily", 54000, "Lirio")
        assert row.version == 3

    def test_roles_and_competences_are_compared_too(self, client: Client, cast: Cast) -> None:
        opened = form_of(cast.territory)
        theirs = form_of(cast.territory, **{"competence-schools": "none"})
        sign_in(client, cast.steward).post(ADDRESS, theirs)
        sign_in(client, cast.coordinator)
        mine = {**opened, "mobility_roles": ["origin"], "competence-schools": "own"}
        found = {one.name: one for one in client.post(ADDRESS, mine).context["collisions"]}
        assert set(found) == {"mobility_roles", "competence-schools"}
        assert (found["competence-schools"].theirs, found["competence-schools"].mine) == (
            "none",
            "own",
        )

    @pytest.mark.parametrize("version", ["", "0", "-3", "99"])
    def test_a_form_without_a_true_version_overwrites_nothing(
        self, client: Client, cast: Cast, version: str
    ) -> None:
        data = self.stale(cast, client) | {"name": "Mine", "version": version}
        assert client.post(ADDRESS, data).status_code == 409
        cast.territory.refresh_from_db()
        assert cast.territory.name == "Puerto del Lirio"
