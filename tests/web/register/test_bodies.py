"""Bodies, channels and agreements: added once, changed, and never lost under a reference."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import Channel, CoordinationAgreement, RegisterBody, Territory
from tests.cast import Cast, sign_in
from tests.web.register.filing import body, policy, provision, register_version, verbs

PAGE = "/territories/puerto-lirio/register/bodies/"


def add(client: Client, what: str, **values: Any) -> Any:
    return client.post(PAGE, {"add": what, "version": 1, **values})


def test_a_body_is_added_once_and_provisions_can_name_it(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    for _time in range(2):
        assert add(client, "body", name="School of the Port", kind="school")["location"] == PAGE
    row = RegisterBody.objects.get()
    assert (row.key, row.kind, row.version) == ("school-of-the-port", "school", 1)
    assert (verbs(), register_version(cast.territory)) == (["register-body.created"], 1)
    act = policy(cast.territory)
    page = client.get(f"/policies/{act.pk}/provisions/new/?modality=duty").content.decode()
    assert '<option value="school-of-the-port">School of the Port</option>' in page


def test_the_key_of_a_body_is_never_that_of_a_kind(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    add(client, "body", name="Municipal registry", kind="municipal-registry")
    assert RegisterBody.objects.get().key == "municipal-registry-2"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "", "kind": "school"},
        {"name": "x" * 301, "kind": "school"},
        {"name": "School", "kind": ""},
        {"name": "School", "kind": "magic"},
        {"name": "\x00", "kind": "school"},
        {"name": "Taken", "kind": "hospital"},
    ],
)
def test_what_is_wrong_is_said(client: Client, cast: Cast, wrong: dict[str, str]) -> None:
    body(cast.territory, "taken", "Taken", "school")
    sign_in(client, cast.contributor)
    response = add(client, "body", **wrong)
    assert response.status_code == 200
    assert response.context["body_form"].errors
    assert RegisterBody.objects.count() == 1
    assert register_version(cast.territory) == 0


def test_a_body_is_changed_and_two_people_see_both_sides(client: Client, cast: Cast) -> None:
    row = body(cast.territory, "school-x", "School X")
    address = f"{PAGE}{row.pk}/"
    sign_in(client, cast.coordinator)
    client.post(address, {"name": "School Y", "kind": "school", "version": 1})
    sign_in(client, cast.contributor)
    response = client.post(address, {"name": "School Z", "kind": "school", "version": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "<bdi>School Z</bdi>" in page
    assert "<bdi>School Y</bdi>" in page
    client.post(address, {"name": "School Z", "kind": "school", "version": 2})
    row.refresh_from_db()
    assert (row.name, row.key, row.version) == ("School Z", "school-x", 3)
    assert verbs() == ["register-body.changed"] * 2
    body(cast.territory, "other", "Other")
    taken = client.post(address, {"name": "Other", "kind": "school", "version": 3})
    assert "Another body of this register is called so" in taken.content.decode()


@pytest.mark.parametrize("where", ["bearer", "target", "responsible", "agreement", "above"])
def test_a_body_that_something_names_stays(client: Client, cast: Cast, where: str) -> None:
    keeper = cast.province if where == "above" else cast.territory
    row = body(keeper, "school-x", "School X")
    act = policy(cast.territory)
    if where == "bearer":
        provision(act, who="school-x")
    elif where == "above":
        provision(act, who="vallemar.school-x")
    elif where == "target":
        provision(act, modality="report", to="school-x")
    elif where == "responsible":
        act.responsible = "school-x"
        act.save()
    else:
        CoordinationAgreement.objects.create(
            territory=cast.territory, first="landlord", second="school-x"
        )
    sign_in(client, cast.steward)
    address = f"/territories/{keeper.slug}/register/bodies/{row.pk}/remove/"
    page = client.post(address, follow=True).content.decode()
    assert "one entry still names it" in page
    assert RegisterBody.objects.count() == 1


def test_a_body_is_removed_after_asking_once_more(client: Client, cast: Cast) -> None:
    row = body(cast.territory, "school-x", "School X")
    # Another register has a body of the same key: what is said there is said of that one.
    body(cast.other_territory, "school-x", "Their school")
    provision(policy(cast.other_territory), who="school-x")
    sign_in(client, cast.coordinator)
    address = f"{PAGE}{row.pk}/remove/"
    assert "School X" in client.get(address).content.decode()
    assert client.post(address)["location"] == PAGE
    assert not RegisterBody.objects.filter(territory=cast.territory).exists()
    assert verbs() == ["register-body.removed"]
    assert client.post(address).status_code == 404


def test_a_channel_leads_to_a_territory_above_or_to_a_partner(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    for _time in range(2):
        add(client, "channel", target=cast.province.pk, by="Provincial table")
    add(client, "channel", target=cast.partner.pk)
    found = set(Channel.objects.values_list("target__slug", "by"))
    assert found == {("vallemar", "Provincial table"), ("norrhaven", "")}
    assert register_version(cast.territory) == 2
    for target in (cast.other_territory.pk, cast.territory.pk, "x", ""):
        response = add(client, "channel", target=target)
        assert response.context["channel_form"].errors
    assert Channel.objects.count() == 2
    row = Channel.objects.get(by="Provincial table")
    sign_in(client, cast.coordinator)
    assert (
        "Vallemar"
        in client.get(
            f"/territories/puerto-lirio/register/channels/{row.pk}/remove/"
        ).content.decode()
    )
    client.post(f"/territories/puerto-lirio/register/channels/{row.pk}/remove/")
    assert Channel.objects.count() == 1


def test_the_list_of_channels_is_said_to_be_complete(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    for _time in range(2):
        add(client, "complete", complete="1")
    assert Territory.objects.get(pk=cast.territory.pk).channels_complete
    assert (verbs(), register_version(cast.territory)) == (["channels.complete"], 1)
    add(client, "complete")
    assert not Territory.objects.get(pk=cast.territory.pk).channels_complete


def test_an_agreement_is_added_once_whoever_is_named_first(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    add(client, "agreement", first="school", second="landlord", on="school-enrolment")
    add(client, "agreement", first="landlord", second="school", on="school-enrolment")
    add(client, "agreement", first="landlord", second="school")
    found = set(CoordinationAgreement.objects.values_list("first", "second", "action"))
    assert found == {("landlord", "school", "school-enrolment"), ("landlord", "school", "")}
    page = client.get(PAGE).content.decode()
    assert "<bdi>The landlord</bdi> with <bdi>The school</bdi>" in page
    assert "In everything" in page
    for wrong in ({"first": "school", "second": "school"}, {"first": "magic", "second": "school"}):
        assert add(client, "agreement", **wrong).context["agreement_form"].errors
    row = CoordinationAgreement.objects.get(action="")
    sign_in(client, cast.coordinator)
    client.post(f"/territories/puerto-lirio/register/agreements/{row.pk}/remove/")
    assert CoordinationAgreement.objects.count() == 1


def test_a_search_in_an_agreement_adds_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    page = add(
        client, "agreement", first_q="registry", find="first", second="school"
    ).content.decode()
    assert '<input type="radio" name="first" value="municipal-registry">' in page
    assert '<option value="school" selected>' in page
    assert not CoordinationAgreement.objects.exists()


def test_bodies_of_the_levels_above_are_shown_and_cannot_be_changed(
    client: Client, cast: Cast
) -> None:
    row = body(cast.province, "school-x", "Provincial school")
    sign_in(client, cast.coordinator)
    page = client.get(PAGE).content.decode()
    assert "Provincial school" in page
    assert f"/bodies/{row.pk}/" not in page
    assert client.get(f"{PAGE}{row.pk}/").status_code == 404
    assert client.get(f"/territories/vallemar/register/bodies/{row.pk}/").status_code == 403


def test_an_unknown_deed_changes_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    for what in ("", "magic"):
        assert add(client, what, name="School", kind="school").status_code == 200
    assert not RegisterBody.objects.exists()


def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, cast.coordinator)
    for _time in range(2):
        with django_assert_max_num_queries(22):
            client.get(PAGE)
        for number in range(10):
            name = f"school-{_time}-{number}"
            body(cast.territory, name, name)
            Channel.objects.create(territory=cast.territory, target=cast.province, by=name)
            CoordinationAgreement.objects.create(
                territory=cast.territory, first="landlord", second=name
            )
