"""Who is part of what: a claim opens nothing until the territory above agrees to it."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import AuditEvent, FindingRecord, Person, Territory
from glocal_web.portal.selectors.portfolio import portfolio_for
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast, country, municipality, organisation, person, province, sign_in
from tests.web.register.filing import policy, provision
from tests.web.territories.test_territory_edit import ADDRESS, form_of

ROLES = {
    "steward": 200,
    "coordinator": 403,
    "reviewer": 403,
    "contributor": 403,
    "reader": 403,
    "association": 403,
    "above": 200,
    "outsider": 404,
}


@pytest.fixture
def nordmark(cast: Cast) -> Territory:
    """A country that none of the cast has to do with; everybody may open its page."""
    found = country("Nordmark")
    Territory.objects.filter(pk=found.pk).update(is_example=True)
    return found


@pytest.fixture
def chief(nordmark: Territory) -> Person:
    """The coordinator of Nordmark."""
    return person("Nora Nord", "coordinator", nordmark, organisation("Ministry", nordmark))


def move(client: Client, cast: Cast, above: Territory) -> None:
    """Say that Puerto Lirio is part of another territory, as a browser does."""
    row = Territory.objects.get(pk=cast.territory.pk)
    assert client.post(ADDRESS, form_of(row, parent=above.pk)).status_code == 302


def consent(territory: Territory) -> str:
    return Territory.objects.get(pk=territory.pk).parent_consent


def answer(client: Client, above: Territory, child: Territory, word: str) -> Any:
    data = {"child": child.slug, "answer": word}
    return client.post(f"/territories/{above.slug}/belonging/", data)


def registers_of(territory: Territory) -> list[str]:
    return [
        f"/territories/{territory.slug}/register/",
        f"/territories/{territory.slug}/register/bodies/",
        *(f"/territories/{territory.slug}/register.{kind}" for kind in ("json", "yaml", "xlsx")),
        *(f"/policies/{one.pk}/" for one in territory.policies.all()),
        *(f"/provisions/{one.pk}/" for one in territory.provisions.all()),
    ]


@pytest.mark.parametrize(
    "role", ["coordinator", "reviewer", "contributor", "reader", "association", "above"]
)
def test_naming_a_country_as_the_one_above_opens_nothing_of_its_register(
    client: Client, cast: Cast, nordmark: Territory, role: str
) -> None:
    act = policy(nordmark, title="Act of Nordmark")
    provision(act)
    move(sign_in(client, cast.coordinator), cast, nordmark)
    assert consent(cast.territory) == "asked"
    sign_in(client, getattr(cast, role))
    for page in registers_of(nordmark):
        assert client.get(page).status_code == 404, page
    own = f"/territories/{cast.territory.slug}"
    for page in ("/register/", "/register.json", "/register.json?whole", "/coherence/what-if/"):
        assert "Act of Nordmark" not in client.get(own + page).content.decode(), page
    rows = bring_up_to_date(Territory.objects.get(pk=cast.territory.pk)).state
    assert rows.coverage["policies"] == 0


def test_when_it_has_agreed_its_policies_in_force_are_read_and_compared(
    client: Client, cast: Cast, nordmark: Territory, chief: Person
) -> None:
    provision(policy(nordmark, title="Act of Nordmark"))
    draft = policy(nordmark, title="Draft of Nordmark", status="draft")
    move(sign_in(client, cast.coordinator), cast, nordmark)
    sign_in(client, chief)
    assert answer(client, nordmark, cast.territory, "agree").status_code == 302
    sign_in(client, cast.reader)
    for page in registers_of(nordmark):
        expected = 404 if page == f"/policies/{draft.pk}/" else 200
        assert client.get(page).status_code == expected, page
    page = client.get("/territories/puerto-lirio/register/").content.decode()
    assert "Act of Nordmark" in page
    assert "Draft of Nordmark" not in page
    assert bring_up_to_date(cast.territory).state.coverage["policies"] == 1


def test_it_can_be_taken_back_at_once_for_everybody_below(
    client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    act = policy(cast.country, title="Act of Estalia")
    provision(act)
    provision(policy(cast.territory), modality="exclusion", **{"for": {"status": ["irregular"]}})
    bring_up_to_date(cast.territory)
    assert FindingRecord.objects.filter(rule="C2", gone_since=None).exists()
    # Abel coordinates the province; the country is the one above it.
    sign_in(client, cast.steward)
    with django_capture_on_commit_callbacks(execute=True):
        assert answer(client, cast.country, cast.province, "decline").status_code == 302
    assert consent(cast.province) == "declined"
    for role in ("reader", "coordinator", "above"):
        sign_in(client, getattr(cast, role))
        assert client.get(f"/policies/{act.pk}/").status_code == 404
    sign_in(client, cast.reader)
    client.get("/territories/puerto-lirio/coherence/")
    assert not FindingRecord.objects.filter(rule="C2", gone_since=None).exists()


@pytest.mark.parametrize("role", ROLES)
def test_only_coordinators_and_stewards_of_the_one_above_answer(
    client: Client, cast: Cast, role: str
) -> None:
    """By the roles in the territory below: its own people have no say here."""
    Territory.objects.filter(pk=cast.territory.pk).update(parent_consent="asked")
    # To be forbidden is for those who may read the province, so let everybody of this test.
    for one in ("coordinator", "reviewer", "contributor", "reader", "association"):
        who = getattr(cast, one)
        who.roles.create(
            territory=cast.province,
            organisation=cast.above.roles.get().organisation,
            kind="reader",
        )
    sign_in(client, getattr(cast, role))
    address = f"/territories/{cast.province.slug}/belonging/"
    assert client.get(address).status_code == ROLES[role]
    status = answer(client, cast.province, cast.territory, "agree").status_code
    assert status == (302 if ROLES[role] == 200 else ROLES[role])
    assert consent(cast.territory) == ("agreed" if ROLES[role] == 200 else "asked")


def test_a_visitor_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    Territory.objects.filter(pk=cast.territory.pk).update(parent_consent="asked")
    answered = answer(client, cast.province, cast.territory, "agree")
    assert answered["location"].startswith("/accounts/login/")
    assert consent(cast.territory) == "asked"


@pytest.mark.parametrize(
    ("who", "expected"), [("steward", "agreed"), ("coordinator", "agreed"), ("stranger", "asked")]
)
def test_whoever_coordinates_both_need_not_ask(
    client: Client, cast: Cast, who: str, expected: str
) -> None:
    if who == "coordinator":
        cast.coordinator.roles.create(
            territory=cast.province,
            organisation=cast.above.roles.get().organisation,
            kind="coordinator",
        )
    Territory.objects.filter(pk=cast.territory.pk).update(parent=None)
    Territory.objects.filter(pk=cast.province.pk).update(is_example=True)
    sign_in(client, cast.steward if who == "steward" else cast.coordinator)
    move(client, cast, cast.province)
    assert consent(cast.territory) == expected


def test_saving_the_form_without_another_parent_keeps_what_was_agreed(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.coordinator)
    row = Territory.objects.get(pk=cast.territory.pk)
    client.post(ADDRESS, form_of(row, name="Renamed"))
    assert consent(cast.territory) == "agreed"
    Territory.objects.filter(pk=cast.territory.pk).update(parent_consent="declined")
    row = Territory.objects.get(pk=cast.territory.pk)
    client.post(ADDRESS, form_of(row, name="Renamed again"))
    assert consent(cast.territory) == "declined"


def test_going_away_and_coming_back_asks_again(
    client: Client, cast: Cast, nordmark: Territory
) -> None:
    Territory.objects.filter(pk=cast.province.pk).update(is_example=True)
    sign_in(client, cast.coordinator)
    move(client, cast, nordmark)
    move(client, cast, cast.province)
    assert consent(cast.territory) == "asked"


def test_a_new_territory_below_one_s_own_is_agreed_and_elsewhere_asks(
    client: Client, cast: Cast, nordmark: Territory, settings: Any
) -> None:
    settings.GLOCAL_OPEN_TERRITORIES = True
    sign_in(client, cast.above)
    for name, parent, expected in (
        ("Own Hill", cast.province, "agreed"),
        ("Foreign Hill", nordmark, "asked"),
    ):
        data = {
            "name": name,
            "authority_name": f"Municipality of {name}",
            "level": "local",
            "mobility_roles": ["origin"],
            "parent": parent.pk,
        }
        assert client.post("/territories/new/", data).status_code == 302
        assert Territory.objects.get(name=name).parent_consent == expected


def test_consent_reaches_as_far_up_as_each_has_agreed(client: Client, cast: Cast) -> None:
    """Puerto Lirio – Vallemar – Estalia: the province has agreed, the country has not."""
    Territory.objects.filter(pk=cast.province.pk).update(parent_consent="asked")
    of_country, of_province = policy(cast.country), policy(cast.province)
    sign_in(client, cast.reader)
    assert client.get(f"/policies/{of_province.pk}/").status_code == 200
    assert client.get(f"/policies/{of_country.pk}/").status_code == 404


def test_what_stands_above_a_partner_is_read_only_where_it_agreed(
    client: Client, cast: Cast, nordmark: Territory
) -> None:
    Territory.objects.filter(pk=cast.partner.pk).update(parent=nordmark, parent_consent="asked")
    act = policy(nordmark)
    sign_in(client, cast.reader)
    assert client.get(f"/policies/{act.pk}/").status_code == 404
    Territory.objects.filter(pk=cast.partner.pk).update(parent_consent="agreed")
    assert client.get(f"/policies/{act.pk}/").status_code == 200


def test_the_pages_say_calmly_what_is_missing_and_who_is_asked(
    client: Client, cast: Cast, nordmark: Territory, chief: Person
) -> None:
    sign_in(client, cast.coordinator)
    move(client, cast, nordmark)
    for page in ("/territories/puerto-lirio/", "/territories/puerto-lirio/register/"):
        told = client.get(page).content.decode()
        assert "<bdi>Nordmark</bdi> has been asked whether" in told, page
    sign_in(client, chief)
    told = client.get("/territories/nordmark/").content.decode()
    assert "Asks to belong here" in told
    assert "<bdi>Puerto Lirio</bdi>" in told
    assert answer(client, nordmark, cast.territory, "decline").status_code == 302
    assert "Asks to belong here" not in client.get("/territories/nordmark/").content.decode()
    told = client.get("/territories/nordmark/belonging/").content.decode()
    assert "Declined" in told
    sign_in(client, cast.coordinator)
    told = client.get("/territories/puerto-lirio/").content.decode()
    assert "<bdi>Nordmark</bdi> has not agreed" in told


def test_where_all_have_agreed_nothing_is_said(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    for page in ("/territories/puerto-lirio/", "/territories/puerto-lirio/register/"):
        told = client.get(page).content.decode()
        assert "has been asked whether" not in told
        assert "has not agreed" not in told


def test_the_public_page_says_nothing_of_consent(
    client: Client, cast: Cast, nordmark: Territory
) -> None:
    Territory.objects.filter(pk=cast.territory.pk).update(
        parent=nordmark, parent_consent="asked", is_example=True
    )
    told = client.get("/territories/puerto-lirio/").content.decode()
    assert "Nordmark" in told
    assert "has been asked whether" not in told


def test_asking_and_answering_stand_in_the_logs(
    client: Client, cast: Cast, nordmark: Territory, chief: Person
) -> None:
    move(sign_in(client, cast.coordinator), cast, nordmark)
    sign_in(client, chief)
    for word in ("agree", "agree", "decline"):
        answer(client, nordmark, cast.territory, word)
    rows = AuditEvent.objects.filter(verb__startswith="consent.").order_by("pk")
    assert [(one.verb, one.territory_slug, one.actor) for one in rows] == [
        ("consent.asked", "nordmark", cast.coordinator),
        ("consent.agreed", "nordmark", chief),
        ("consent.agreed", "puerto-lirio", chief),
        ("consent.declined", "nordmark", chief),
        ("consent.declined", "puerto-lirio", chief),
    ]
    log = client.get("/territories/nordmark/log/").content.decode()
    assert "Named \u2068Nordmark\u2069 as the territory above \u2068Puerto Lirio\u2069" in log


@pytest.mark.parametrize("data", [{}, {"answer": "agree"}, {"child": "puerto-lirio"}])
def test_an_answer_that_says_nothing_is_refused(
    client: Client, cast: Cast, data: dict[str, str]
) -> None:
    Territory.objects.filter(pk=cast.territory.pk).update(parent_consent="asked")
    sign_in(client, cast.above)
    assert client.post("/territories/vallemar/belonging/", data).status_code == 400
    assert consent(cast.territory) == "asked"


@pytest.mark.parametrize("slug", ["norrhaven", "estalia", "no-such-place", "vallemar"])
def test_only_what_says_it_is_part_of_the_territory_can_be_answered(
    client: Client, cast: Cast, slug: str
) -> None:
    Territory.objects.update(parent_consent="asked")
    sign_in(client, cast.above)
    data = {"child": slug, "answer": "agree"}
    assert client.post("/territories/vallemar/belonging/", data).status_code == 404
    assert not Territory.objects.filter(parent_consent="agreed").exists()


def test_a_long_list_of_those_that_belong_here_comes_in_pages(client: Client, cast: Cast) -> None:
    for number in range(60):
        municipality(f"Hill {number}", cast.province)
    sign_in(client, cast.above)
    first = client.get("/territories/vallemar/belonging/").content.decode()
    second = client.get("/territories/vallemar/belonging/?page=2").content.decode()
    assert first.count('name="answer"') == 50
    assert second.count('name="answer"') == 12


def test_a_partner_that_is_also_named_above_does_not_bind_before_it_agrees(cast: Cast) -> None:
    region = province(name="Norrland")
    cast.territory.partners.add(region)
    provision(policy(region))
    Territory.objects.filter(pk=cast.territory.pk).update(parent=region, parent_consent="asked")
    found, _taxonomy = portfolio_for(Territory.objects.get(pk=cast.territory.pk))
    assert found.areas["puerto-lirio"].parent is None
    Territory.objects.filter(pk=cast.territory.pk).update(parent_consent="agreed")
    found, _taxonomy = portfolio_for(Territory.objects.get(pk=cast.territory.pk))
    assert found.areas["puerto-lirio"].parent == "norrland"
