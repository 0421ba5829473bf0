"""What a country adds to the taxonomy: kept on its page, used at once in every register below."""

from typing import Any

import pytest
import yaml
from django.test import Client

from glocal_web.portal.models import FindingRecord, Person, Provision, RegisterBody, Territory
from glocal_web.portal.selectors.register_choices import ACTIONS, BODIES, RegisterChoices
from glocal_web.portal.selectors.taxonomy_additions import additions_page
from tests.cast import Cast, organisation, person, sign_in
from tests.web.register.filing import body, plain, policy, provision, provision_form, verbs
from tests.web.register.taking_in import confirmed, given, sent

PAGE = "/territories/estalia/register/additions/"
SURF = {
    "name_en": "surf lessons",
    "name_es": "las clases de surf",
    "parent": "culture",
    "source": "Act on beaches, art. 4",
}


@pytest.fixture
def keeper(cast: Cast) -> Person:
    """A coordinator of the country."""
    ministry = organisation("Ministry", cast.country)
    return person("Nora National", "coordinator", cast.country, ministry)


def entries() -> list[dict[str, Any]]:
    """What the country has added."""
    return list(Territory.objects.get(slug="estalia").taxonomy_additions)


def added(client: Client, kind: str = "action", **changes: Any) -> Any:
    """The answer to a new addition."""
    return client.post(f"{PAGE}new/?kind={kind}", {**SURF, **changes})


def test_a_coordinator_of_the_country_adds_an_action_and_a_kind_of_body(
    client: Client, cast: Cast, keeper: Person
) -> None:
    sign_in(client, keeper)
    assert added(client)["location"] == PAGE
    assert added(client, "body", name_en="the surf patrol", name_es="", parent="police").status_code
    assert entries() == [
        {
            "kind": "actions",
            "id": "surf-lessons",
            "parent": "culture",
            "name": {"en": "surf lessons", "es": "las clases de surf"},
            "source": "Act on beaches, art. 4",
        },
        {
            "kind": "organisations",
            "id": "the-surf-patrol",
            "parent": "police",
            "name": {"en": "the surf patrol"},
            "about": "Act on beaches, art. 4",
        },
    ]
    page = client.get(PAGE).content.decode()
    for words in ("Surf lessons", "surf-lessons", "The surf patrol", "Act on beaches"):
        assert words in page
    assert verbs() == ["addition.created", "addition.created"]
    # Sent twice, it is there once.
    added(client)
    assert len(entries()) == 2


def test_it_is_chosen_said_back_and_checked_in_every_register_below(
    client: Client, cast: Cast, keeper: Person
) -> None:
    sign_in(client, keeper)
    added(client)
    added(client, "body", name_en="the surf patrol", parent="police")
    choices = RegisterChoices(cast.territory)
    assert [one.value for one in choices.find(ACTIONS, "surf")] == ["surf-lessons"]
    assert [one.value for one in choices.find(BODIES, "patrol")] == ["the-surf-patrol"]
    elsewhere = RegisterChoices(cast.partner)
    assert elsewhere.known(ACTIONS, "surf-lessons") is None
    law = policy(cast.country, "law")
    provision(
        law,
        "no-surf",
        modality="exclusion",
        who="the-surf-patrol",
        action="surf-lessons",
        for_={"status": ["irregular"]},
    )
    act = policy(cast.territory, "beach-rules")
    sign_in(client, cast.contributor)
    form = provision_form(who="the-surf-patrol", action="surf-lessons")
    answer = client.post(f"/policies/{act.pk}/provisions/new/", form)
    page = plain(client.get(answer["location"]).content.decode())
    assert "the surf patrol must offer surf lessons to all people" in page
    found = FindingRecord.objects.get(territory=cast.territory, rule="C2")
    told = plain(client.get(f"/findings/{found.pk}/").content.decode())
    assert "surf lessons: promised and closed" in told
    assert client.get("/territories/puerto-lirio/coherence/map/").status_code == 200
    trial = client.get("/territories/puerto-lirio/coherence/what-if/").content.decode()
    assert '<option value="surf-lessons">' in trial
    assert '<option value="the-surf-patrol">' in trial
    cast.contributor.language = "es"
    cast.contributor.save()
    sign_in(client, cast.contributor)
    told = plain(client.get(f"/findings/{found.pk}/").content.decode())
    assert "as clases de surf" in told


def test_it_stands_in_the_files_and_comes_back_from_them(
    client: Client, cast: Cast, keeper: Person
) -> None:
    sign_in(client, keeper)
    added(client)
    provision(policy(cast.country, "beach-act"), "p", action="surf-lessons")
    provision(policy(cast.territory, "beach-rules"), "q", action="surf-lessons")
    content = client.get("/territories/estalia/register.yaml").content
    (entry,) = yaml.safe_load(content)["extends"]["actions"]
    assert (entry["id"], entry["name"]["es"]) == ("surf-lessons", "las clases de surf")
    sign_in(client, cast.coordinator)
    # The file of the town names it as one of the country, and changes nothing when it comes back.
    content = given(client)
    assert "extends" not in yaml.safe_load(content)
    page = sent(client, content)
    assert page.context["read"].problems == ()
    assert page.context["read"].plan.is_empty
    Provision.objects.filter(key="q").delete()
    confirmed(client, sent(client, content))
    assert Provision.objects.get(key="q").action == "surf-lessons"
    whole = yaml.safe_load(given(client, query="?whole"))
    assert [one["id"] for one in whole["extends"]["actions"]] == ["surf-lessons"]


def test_names_and_place_change_and_the_id_stays(
    client: Client, cast: Cast, keeper: Person
) -> None:
    sign_in(client, keeper)
    added(client)
    address = f"{PAGE}surf-lessons/edit/"
    form = client.get(address).context["form"]
    start = {name: form[name].value() for name in form.fields if form[name].value()}
    assert "key" not in form.fields
    change = {**start, "name_en": "surfing lessons", "parent": "education"}
    assert client.post(address, change)["location"] == PAGE
    (entry,) = entries()
    assert (entry["id"], entry["name"]["en"], entry["parent"]) == (
        "surf-lessons",
        "surfing lessons",
        "education",
    )
    # Who opened it before sees that somebody else was faster.
    late = client.post(address, {**start, "name_en": "waves"})
    assert late.status_code == 409
    assert "Somebody else has changed it" in late.content.decode()
    # Sent as it is, it changes nothing, however old the form.
    assert client.post(address, change).status_code == 302
    assert verbs() == ["addition.created", "addition.changed"]


def test_it_is_removed_only_while_nothing_uses_it(
    client: Client, cast: Cast, keeper: Person
) -> None:
    sign_in(client, keeper)
    added(client)
    added(client, "body", name_en="the surf patrol", parent="police")
    row = provision(policy(cast.territory), action="school-enrolment", after=["surf-lessons"])
    office = body(cast.province, "patrol-west", "Patrol West", "the-surf-patrol")
    for key in ("surf-lessons", "the-surf-patrol"):
        page = client.post(f"{PAGE}{key}/remove/", follow=True).content.decode()
        assert "It stays: 1 entry of a register uses it." in page
    assert len(entries()) == 2
    row.delete()
    RegisterBody.objects.filter(pk=office.pk).delete()
    for key in ("surf-lessons", "the-surf-patrol"):
        assert client.get(f"{PAGE}{key}/remove/").status_code == 200
        assert client.post(f"{PAGE}{key}/remove/")["location"] == PAGE
    assert entries() == []
    assert client.get(f"{PAGE}surf-lessons/edit/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_en": "", "name_es": ""}, "name_en"),
        ({"name_en": "x" * 91}, "name_en"),
        ({"name_en": "a\x00b"}, "name_en"),
        ({"parent": ""}, "parent"),
        ({"parent": "magic"}, "parent"),
        ({"parent": "police"}, "parent"),
        ({"source": ""}, "source"),
        ({"key": "Surf Lessons"}, "key"),
        ({"key": "school-enrolment"}, "key"),
        ({"key": "police"}, "key"),
        ({"key": "school-of-the-port"}, "key"),
        ({"key": "x" * 81}, "key"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    client: Client, cast: Cast, keeper: Person, wrong: dict[str, str], field: str
) -> None:
    body(cast.territory, "school-of-the-port", "School of the Port")
    sign_in(client, keeper)
    response = added(client, **wrong)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert entries() == []


def test_it_cannot_be_put_below_itself(client: Client, cast: Cast, keeper: Person) -> None:
    sign_in(client, keeper)
    added(client)
    added(client, name_en="night surf", name_es="", parent="surf-lessons")
    address = f"{PAGE}surf-lessons/edit/"
    form = client.get(address).context["form"]
    start = {name: form[name].value() for name in form.fields if form[name].value()}
    response = client.post(address, {**start, "parent": "night-surf"})
    assert "parent" in response.context["form"].errors
    assert entries()[0]["parent"] == "culture"


def test_the_longest_words_in_any_script_can_be_changed_again(
    client: Client, cast: Cast, keeper: Person
) -> None:
    sign_in(client, keeper)
    added(client, name_ar="ش" * 90, source="𞤀" * 1000)  # Adlam
    address = f"{PAGE}surf-lessons/edit/"
    form = client.get(address).context["form"]
    start = {name: form[name].value() for name in form.fields if form[name].value()}
    assert client.post(address, {**start, "parent": "education"}).status_code == 302
    assert entries()[0]["parent"] == "education"


def test_a_full_list_is_told_as_that(
    client: Client, cast: Cast, keeper: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, keeper)
    added(client)
    for module in ("services", "views"):
        monkeypatch.setattr(f"glocal_web.portal.{module}.taxonomy_additions.MOST", 1)
    response = added(client, name_en="swimming lessons")
    assert response.context["form"].non_field_errors() == [
        "There are 1 additions already, and no more can be kept."
    ]
    assert len(entries()) == 1


def test_only_countries_add_and_only_their_coordinators(
    client: Client, cast: Cast, keeper: Person
) -> None:
    sign_in(client, cast.coordinator)
    for address in ("", "new/"):
        local = f"/territories/puerto-lirio/register/additions/{address}"
        assert client.get(local).status_code == 404
    # Whoever belongs to the country below reads the page, and changes nothing there.
    assert client.get(PAGE).status_code == 200
    assert not additions_page(cast.coordinator, "estalia").may_manage
    assert added(client).status_code == 403
    sign_in(client, keeper)
    assert (
        'href="/territories/estalia/register/additions/"'
        in client.get("/territories/estalia/register/").content.decode()
    )
    assert client.get("/territories/puerto-lirio/register/").status_code in (200, 404)
    assert entries() == []


def test_what_a_later_taxonomy_knows_itself_is_not_added_twice(cast: Cast) -> None:
    cast.country.taxonomy_additions = [
        {"kind": "actions", "id": "school-enrolment", "parent": "culture", "name": {"en": "x"}},
        {"kind": "actions", "id": "surf-lessons", "parent": "culture", "name": {"en": "surf"}},
    ]
    cast.country.save()
    choices = RegisterChoices(cast.territory)
    assert choices.known(ACTIONS, "surf-lessons") is not None
    known = choices.known(ACTIONS, "school-enrolment")
    assert known is not None
    assert known.label.endswith("School enrolment")


def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, keeper: Person, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, keeper)
    for number in range(6):
        added(client, name_en=f"service {number}")
    with django_assert_max_num_queries(14):
        client.get(PAGE)
