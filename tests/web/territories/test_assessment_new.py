"""Opening an assessment: the choice of framework, what it would ask, and what is refused."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from glocal.loading.catalogue import framework
from glocal_web.portal.models import Assessment, AuditEvent, Territory
from tests.cast import Cast, organisation, sign_in

CHOICE = "/territories/puerto-lirio/assessments/new/"
ADDRESS = f"{CHOICE}?framework=local-pcmd%401.0"
# About one body, and so asked for its name.
BODY = f"{CHOICE}?framework=coordination-mechanism%401.0"


def filled(cast: Cast, **values: Any) -> dict[str, Any]:
    return {
        "name": "Round 2027",
        "period_start": "2027-01-01",
        "period_end": "2027-12-31",
        "lead": cast.authority.pk,
        "others": [cast.association_org.pk],
        **values,
    }


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
def test_only_coordinators_and_stewards_open_assessments(
    client: Client, cast: Cast, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(ADDRESS).status_code == status
    client.post(ADDRESS, filled(cast))
    assert Assessment.objects.filter(name="Round 2027").exists() is (status == 200)


def test_a_visitor_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert client.post(ADDRESS, filled(cast)).status_code == 302
    assert Assessment.objects.count() == 1


def test_a_municipality_chooses_with_the_newest_main_framework_first(
    client: Client, cast: Cast
) -> None:
    response = sign_in(client, cast.coordinator).get(CHOICE)
    keys = [choice.key for choice in response.context["choices"]]
    assert keys[0] == "local-pcmd@1.1"
    assert keys[-1] == "local-pcmd@1.0"
    assert "earlier version, for rounds that must stay comparable" in response.content.decode()


def test_a_framework_about_a_body_asks_for_its_name(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    assert b"Which body" in client.get(BODY).content
    assert b"Which body" not in client.get(ADDRESS).content
    refused = client.post(BODY, filled(cast))
    assert refused.context["form"].errors["subject"] == ["This field is required."]
    client.post(BODY, filled(cast, subject="  Committee on   Mobility "))
    row = Assessment.objects.get(name="Round 2027")
    assert (row.subject, row.title) == (
        "Committee on Mobility",
        "Committee on Mobility · Round 2027",
    )


def test_two_bodies_can_be_assessed_in_one_period_and_one_body_once(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.coordinator)
    for subject in ("Council of Residents", "Committee on Mobility"):
        assert client.post(BODY, filled(cast, subject=subject)).status_code == 302
    again = client.post(BODY, filled(cast, subject="council of residents"))
    assert again.status_code == 409
    assert Assessment.objects.filter(name="Round 2027").count() == 2


def test_a_framework_about_the_territory_takes_no_subject(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator).post(ADDRESS, filled(cast, subject="Something else"))
    assert Assessment.objects.get(name="Round 2027").subject == ""


def test_a_country_chooses_among_the_frameworks_of_its_level(client: Client, cast: Cast) -> None:
    response = sign_in(client, cast.steward).get("/territories/estalia/assessments/new/")
    keys = {choice.key for choice in response.context["choices"]}
    assert {"sdg-10.7.2@1.0", "sdg-17.14.1@80", "sdg-17.14.1@96"} <= keys
    assert "local-pcmd@1.1" not in keys
    page = client.get("/territories/estalia/assessments/new/?framework=sdg-17.14.1%4080")
    assert page.context["preview"].asked_count == 8


@pytest.mark.parametrize("key", ["sdg-10.7.2@1.0", "nothing@1", "../../etc", "\x00"])
def test_a_framework_of_another_level_or_name_is_not_found(
    client: Client, cast: Cast, key: str
) -> None:
    sign_in(client, cast.coordinator)
    assert client.get(ADDRESS, {"framework": key}).status_code == 404


def test_everything_applies_to_a_territory_with_all_roles_and_competences(
    client: Client, cast: Cast
) -> None:
    roles = ["origin", "transit", "destination", "return", "displacement"]
    Territory.objects.filter(pk=cast.territory.pk).update(mobility_roles=roles)
    seen = sign_in(client, cast.coordinator).get(ADDRESS).context["preview"]
    assert (seen.asked_count, seen.not_asked_count) == (29, 0)


def test_what_is_not_asked_is_shown_with_its_reason(client: Client, cast: Cast) -> None:
    Territory.objects.filter(pk=cast.territory.pk).update(
        mobility_roles=["transit"], competences={"own-budget": "none"}
    )
    response = sign_in(client, cast.coordinator).get(ADDRESS)
    reasons = {
        one.code: (group.why, group.needs)
        for group in response.context["preview"].not_asked
        for one in group.indicators
    }
    # A2.9 is asked of origin, destination and return; A3.3 presupposes a budget of its own.
    assert "mobility roles" in reasons["A2.9"][0]
    assert reasons["A3.3"] == (
        "Asked only of those who hold this competence at least in part",
        ("A budget of its own",),
    )
    assert "A budget of its own" in response.content.decode()


def test_the_assessment_keeps_framework_hash_and_participants(client: Client, cast: Cast) -> None:
    response = sign_in(client, cast.coordinator).post(ADDRESS, filled(cast))
    row = Assessment.objects.get(name="Round 2027")
    assert response.url == f"/assessments/{row.pk}/"
    structure = framework("local-pcmd", "1.0")
    assert (row.framework_id, row.framework_version) == ("local-pcmd", "1.0")
    assert row.content_hash == structure.content_hash
    assert (row.period_start, row.period_end) == (date(2027, 1, 1), date(2027, 12, 31))
    taking_part = {one.organisation: one.is_lead for one in row.participants.all()}
    assert taking_part == {cast.authority: True, cast.association_org: False}
    assert row.created_by == cast.coordinator
    assert AuditEvent.objects.get(verb="assessment.opened").data == {
        "framework": "local-pcmd@1.0",
        "participants": 2,
    }


def test_the_lead_named_twice_takes_part_once(client: Client, cast: Cast) -> None:
    both = [cast.authority.pk, cast.association_org.pk]
    sign_in(client, cast.coordinator).post(ADDRESS, filled(cast, others=both))
    assert Assessment.objects.get(name="Round 2027").participants.count() == 2


def test_the_same_period_twice_is_refused_with_a_link(client: Client, cast: Cast) -> None:
    data = filled(cast, period_start="2026-01-01", period_end="2026-12-31")
    response = sign_in(client, cast.coordinator).post(ADDRESS, data)
    assert response.status_code == 409
    assert f'href="/assessments/{cast.assessment.pk}/"' in response.content.decode()
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("period_start", "yesterday"),
        ("period_end", "2026-12-30"),
        ("period_end", "9999-12-31"),
        ("period_start", "0001-01-01"),
        ("lead", ""),
        ("lead", "99999999999999999999"),
        ("others", ["x"]),
        ("others", ["9" * 40]),
    ],
)
def test_wrong_values_are_explained(client: Client, cast: Cast, field: str, value: Any) -> None:
    response = sign_in(client, cast.coordinator).post(ADDRESS, filled(cast, **{field: value}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert Assessment.objects.count() == 1


def test_organisations_of_another_territory_cannot_take_part(client: Client, cast: Cast) -> None:
    foreign = organisation("Foreign", cast.other_territory)
    sign_in(client, cast.coordinator)
    assert client.post(ADDRESS, filled(cast, lead=foreign.pk)).context["form"].errors
    assert client.post(ADDRESS, filled(cast, others=[foreign.pk])).context["form"].errors


def test_without_an_organisation_the_way_to_add_one_is_shown(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.steward).get(
        "/territories/norrhaven/assessments/new/?framework=local-pcmd%401.0"
    )
    assert 'href="/territories/norrhaven/people/organisations/new/"' in page.content.decode()


def test_the_page_takes_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    for number in range(12):
        organisation(f"Office {number}", cast.territory, "sector-department")
    sign_in(client, cast.coordinator)
    with django_assert_max_num_queries(9):
        client.get(ADDRESS)


def test_the_word_to_begin_here_leads_there(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.coordinator).get(CHOICE).content.decode()
    words = page.index("Begin here")
    link = page.rindex("<a ", 0, words)
    assert 'href="?framework=local-pcmd%401.1"' in page[link:words]
    assert "</a>" not in page[link:words]
