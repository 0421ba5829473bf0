"""Names in forms stand on one line and hold nothing that nobody sees."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import Organisation, Policy, RegisterBody, Territory
from tests.cast import Cast, sign_in
from tests.web.register.filing import policy_form
from tests.web.territories.test_territory_edit import form_of

HIDDEN = ("Or\u202ednance", "Or\u2066dinance", "Ordi\nnance", "Ordi\u2028nance", "Ordi\x1bnance")
FORMS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "a policy": ("register/new/", policy_form(), ("title", "issuer", "number")),
    "a body": (
        "register/bodies/",
        {"add": "body", "name": "School", "kind": "school", "version": 1},
        ("name",),
    ),
    "an organisation": (
        "people/organisations/new/",
        {"name": "Harbour watch", "group": "civil-society"},
        ("name",),
    ),
}


def kept() -> list[int]:
    return [model.objects.count() for model in (Policy, RegisterBody, Organisation, Territory)]


@pytest.mark.parametrize("name", HIDDEN, ids=ascii)
@pytest.mark.parametrize("what", FORMS)
def test_hidden_signs_are_refused_at_the_field(
    client: Client, cast: Cast, what: str, name: str
) -> None:
    address, data, fields = FORMS[what]
    sign_in(client, cast.coordinator)
    before = kept()
    for field in fields:
        page = client.post(f"/territories/puerto-lirio/{address}", {**data, field: name})
        assert "Write it on one line, without hidden signs." in page.content.decode()
    assert kept() == before


@pytest.mark.parametrize("name", HIDDEN, ids=ascii)
@pytest.mark.parametrize("field", ["name", "local_name"])
def test_hidden_signs_are_refused_in_the_name_of_a_territory(
    client: Client, cast: Cast, field: str, name: str
) -> None:
    sign_in(client, cast.coordinator)
    data = form_of(cast.territory, **{field: name})
    page = client.post("/territories/puerto-lirio/edit/", data).content.decode()
    assert "Write it on one line, without hidden signs." in page
    assert Territory.objects.get(pk=cast.territory.pk).name == "Puerto Lirio"


@pytest.mark.parametrize("name", ["قانون \u200f12", "Ley n.º\u00a07", " Puerto Nuevo "])
def test_names_of_every_script_are_kept(client: Client, cast: Cast, name: str) -> None:
    sign_in(client, cast.coordinator)
    data = form_of(cast.territory, name=name)
    assert client.post("/territories/puerto-lirio/edit/", data).status_code == 302
    assert Territory.objects.get(pk=cast.territory.pk).name == name.strip()
