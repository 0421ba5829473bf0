"""The register as a file that is given out: alone, with all that it refers to, empty."""

import io
import json
from typing import Any

import yaml
from django.test import Client
from openpyxl import load_workbook

from glocal.loading.portfolio import portfolio_of_bytes
from tests.cast import Cast, sign_in
from tests.web.register.filing import body, policy, provision
from tests.web.register.taking_in import DATA, filled, given, sent


def test_the_whole_is_one_file_that_a_check_can_read_alone(client: Client, cast: Cast) -> None:
    filled(cast)
    provision(policy(cast.partner, "far-act"), "far-1")
    sign_in(client, cast.reader)
    loaded = portfolio_of_bytes(given(client, query="?whole"), "whole.yaml")
    assert set(loaded.portfolio.policies) == {"ordinance", "education-act", "far-act"}
    assert loaded.portfolio.provisions["ord-1"].over == ("edu-1",)
    assert loaded.portfolio.links == (("puerto-lirio", "norrhaven"),)


def test_two_registers_with_the_same_keys_fit_into_one_file(client: Client, cast: Cast) -> None:
    for territory in (cast.country, cast.province, cast.territory):
        provision(policy(territory, "act"), "act-1")
    provision(policy(cast.territory, "other"), "other-1", over=["estalia.act-1"])
    sign_in(client, cast.coordinator)
    loaded = portfolio_of_bytes(given(client, query="?whole"), "whole.yaml", keep_valid=True)
    assert set(loaded.portfolio.policies) == {"act", "estalia-act", "vallemar-act", "other"}
    page = sent(client, given(client))
    assert page.context["read"].plan.is_empty
    assert page.context["read"].plan.unchanged == 4


def test_the_files_come_with_their_names_and_types(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    response = client.get(f"{DATA}.json")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="puerto-lirio.json"'
    assert json.loads(response.content)["policies"][0]["id"] == "ordinance"
    assert cast.contributor.name not in response.content.decode()
    assert client.get(f"{DATA}.yaml?whole")["Content-Disposition"] == (
        'attachment; filename="puerto-lirio-whole.yaml"'
    )
    for kind in ("csv", "exe", "YAML"):
        assert client.get(f"{DATA}.{kind}").status_code == 404


def test_a_new_register_gives_out_a_file_to_fill_in(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    book = load_workbook(io.BytesIO(given(client, "xlsx")))
    assert len(book.sheetnames) > 5
    document = yaml.safe_load(given(client))
    assert document["territories"] == [
        {"id": "puerto-lirio", "name": "Puerto Lirio", "level": "local", "parent": "vallemar"}
    ]
    assert "vallemar.yaml" in document["uses"]


def test_the_number_of_queries_to_give_it_out_does_not_grow(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    for _time in range(2):
        with django_assert_max_num_queries(16):
            given(client)
        for number in range(10):
            provision(policy(cast.country))
            body(cast.territory, f"body-{_time}-{number}", f"Body {_time} {number}")
