"""Every page of the site against every role: one row an address name, nothing left out.

Whatever is refused must leave no trace in the database.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Person, Territory
from glocal_web.portal.urls import urlpatterns
from tests.cast import sign_in
from tests.web.permissions.conftest import Stage, everything
from tests.web.permissions.expected import ROLES, Expected, Row
from tests.web.permissions.sent import territory_sent
from tests.web.permissions.table import TABLE


def test_every_address_stands_in_the_table_once() -> None:
    assert sorted(row.name for row in TABLE) == sorted(str(one.name) for one in urlpatterns)


# Pages that a link opens, for whoever holds it.
BY_LINK = ("matrix-join", "matrix-mine", "matrix-mine-table")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_everybody_gets_what_the_table_says_and_a_refusal_leaves_no_trace(
    client: Client, stage: Stage, row: Row
) -> None:
    address = reverse(f"portal:{row.name}", args=row.keys(stage)) + row.query(stage)
    before = everything()
    got: dict[str, Expected] = {"get": {}, "post": {}}
    for role in ROLES:
        got["get"][role] = _status(client, stage, role, "get", address, {})
        assert everything() == before, f"{role} changed something by opening {row.name}"
    for role in ROLES:
        with transaction.atomic():
            got["post"][role] = _status(client, stage, role, "post", address, row.sent(stage))
            by_link = role == "visitor" and row.name in BY_LINK
            is_done = got["post"][role] == 302 and (role != "visitor" or by_link)
            assert is_done or everything() == before, f"{role} changed something at {row.name}"
            transaction.set_rollback(True)
    assert got == {"get": row.get, "post": row.post}


def _status(
    client: Client, stage: Stage, role: str, method: str, address: str, sent: dict[str, Any]
) -> int:
    """The status for this role; a visitor's redirect must be the one to signing in."""
    client.logout()
    person = getattr(stage.cast, role)
    if isinstance(person, Person):
        sign_in(client, person)
    answer = getattr(client, method)(address, sent)
    is_open = any(
        part in address for part in ("/theme/", "/tour/", "/interactions/join/", "/mine/")
    )
    if answer.status_code == 302 and role == "visitor" and not is_open:
        assert answer["location"].startswith("/accounts/login/?next=/")
    return int(answer.status_code)


def test_an_account_that_was_closed_opens_nothing(client: Client, stage: Stage) -> None:
    sign_in(client, stage.cast.coordinator)
    Person.objects.filter(pk=stage.cast.coordinator.pk).update(is_active=False)
    address = reverse("portal:assessment", args=[stage.cast.assessment.pk])
    assert client.get(address)["location"].startswith("/accounts/login/")


def test_a_role_that_was_taken_away_counts_no_more_at_once(client: Client, stage: Stage) -> None:
    address = reverse("portal:assessment", args=[stage.cast.assessment.pk])
    assert sign_in(client, stage.cast.reader).get(address).status_code == 200
    stage.cast.reader.roles.all().delete()
    assert client.get(address).status_code == 404


def test_a_role_above_reads_below_only_when_it_says_so(client: Client, stage: Stage) -> None:
    address = reverse("portal:assessment", args=[stage.cast.assessment.pk])
    stage.cast.above.roles.update(includes_below=False)
    assert sign_in(client, stage.cast.above).get(address).status_code == 404


def test_nobody_moves_a_territory_below_its_own_child(stage: Stage, client: Client) -> None:
    sign_in(client, stage.cast.steward)
    address = reverse("portal:territory-edit", args=[stage.cast.province.slug])
    sent = territory_sent(stage) | {"level": "intermediate", "parent": stage.cast.territory.pk}
    assert client.post(address, sent | {"version": 1}).status_code == 200
    assert Territory.objects.get(pk=stage.cast.province.pk).parent_id == stage.cast.country.pk
