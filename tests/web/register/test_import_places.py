"""Where what a file lays down holds: in the territory of its act, never above or beside it."""

from typing import Any

import pytest
import yaml
from django.test import Client

from glocal_web.portal.models import Channel, Provision, Territory
from tests.cast import Cast, municipality, sign_in
from tests.web.register.filing import policy, provision
from tests.web.register.taking_in import confirmed, sent


def file_of(territory: str, **more: Any) -> bytes:
    """A register with one ordinance whose provision names a territory."""
    norm = {
        "id": "ord-1",
        "modality": "duty",
        "who": "school",
        "action": "school-enrolment",
        "for": "everybody",
        "territory": territory,
    }
    act = {
        "id": "ordinance",
        "title": "Ordinance",
        "kind": "ordinance",
        "level": "local",
        "territory": "puerto-lirio",
        "provisions": [norm],
    }
    here = {"id": "puerto-lirio", "name": "Puerto Lirio", "level": "local", "parent": "vallemar"}
    whole = {
        "portfolio": "Puerto Lirio",
        "uses": ["vallemar.yaml"],
        "territories": [here],
        "policies": [act],
    }
    return yaml.safe_dump(whole | more, allow_unicode=True).encode()


def with_area(name: str) -> dict[str, Any]:
    """A file that says of a territory that it lies in Puerto Lirio."""
    return {
        "territories": [
            {"id": "puerto-lirio", "name": "Puerto Lirio", "level": "local", "parent": "vallemar"},
            {"id": name, "name": name, "level": "local", "parent": "puerto-lirio"},
        ]
    }


@pytest.mark.parametrize("place", ["vallemar", "estalia"])
def test_a_local_act_lays_nothing_down_for_the_territories_above(
    client: Client, cast: Cast, place: str
) -> None:
    provision(policy(cast.country))
    sign_in(client, cast.coordinator)
    page = sent(client, file_of(place))
    assert [one.key for one in page.context["read"].problems] == [
        "policies.0.provisions.0.territory"
    ]
    confirmed(client, page)
    assert not Provision.objects.filter(territory=cast.territory).exists()


@pytest.mark.parametrize("place", ["santa-brena", "no-such-place"])
def test_a_file_does_not_decide_what_lies_in_a_territory(
    client: Client, cast: Cast, place: str
) -> None:
    sign_in(client, cast.coordinator)
    page = sent(client, file_of(place, **with_area(place)))
    assert page.context["read"].plan.elsewhere == ("ord-1",)
    confirmed(client, page)
    assert not Provision.objects.filter(territory=cast.territory).exists()


@pytest.mark.parametrize("place", ["puerto-lirio", "harbour-district"])
def test_a_part_of_the_territory_may_be_named(client: Client, cast: Cast, place: str) -> None:
    municipality("Harbour District", cast.territory)
    more = with_area(place) if place != "puerto-lirio" else {}
    sign_in(client, cast.coordinator)
    page = sent(client, file_of(place, **more))
    assert page.context["read"].problems == ()
    confirmed(client, page)
    assert Provision.objects.filter(territory=cast.territory).count() == 1


def test_a_channel_leads_only_to_those_above_and_to_partners(client: Client, cast: Cast) -> None:
    channels = [
        {"from": "puerto-lirio", "to": "vallemar", "by": "Table"},
        {"from": "puerto-lirio", "to": "santa-brena", "by": "Hidden"},
    ]
    areas = with_area("santa-brena")
    areas["territories"][1].pop("parent")
    sign_in(client, cast.coordinator)
    confirmed(client, sent(client, file_of("puerto-lirio", channels=channels, **areas)))
    assert list(Channel.objects.values_list("target__slug", flat=True)) == ["vallemar"]
    assert Territory.objects.get(slug="santa-brena") == cast.other_territory
