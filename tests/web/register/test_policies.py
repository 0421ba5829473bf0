"""Policies are entered, changed and removed: once by one form, and never over somebody else."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import AuditEvent, Policy, Provision
from glocal_web.portal.services.audit import first_broken_row
from tests.cast import Cast, sign_in
from tests.web.register.filing import (
    body,
    policy,
    policy_form,
    provision,
    register_version,
    verbs,
)

NEW = "/territories/puerto-lirio/register/new/"


def of(act: Policy, **changes: Any) -> dict[str, Any]:
    """The form of a policy as it stands, with changes."""
    values = {
        "title": act.title,
        "kind": act.kind,
        "level": act.level,
        "status": act.status,
        "version": act.version,
        **changes,
    }
    return {key: value for key, value in values.items() if value is not None}


def test_a_policy_is_entered_with_all_that_is_known_of_it(client: Client, cast: Cast) -> None:
    national = policy(cast.country, "education-act")
    body(cast.territory, "school-of-the-port", "School of the Port")
    sign_in(client, cast.contributor)
    response = client.post(
        NEW,
        policy_form(
            number="7",
            year="2024",
            issuer="Council",
            sectors=["education", "health"],
            responsible="school-of-the-port",
            valid_from="2024-03-01",
            valid_until="2029-01-01",
            source="https://example.org/7",
            **{"tie-0-how": "implements", "tie-0-policy": "estalia.education-act"},
        ),
    )
    act = Policy.objects.get(territory=cast.territory)
    assert response["location"] == f"/policies/{act.pk}/"
    assert (act.key, act.title, act.kind) == (
        "ordinance-on-enrolment",
        "Ordinance on enrolment",
        "ordinance",
    )
    assert (act.number, act.year, act.issuer, act.level) == ("7", 2024, "Council", "local")
    assert (act.sectors, act.responsible) == (["health", "education"], "school-of-the-port") or (
        act.sectors,
        act.responsible,
    ) == (["education", "health"], "school-of-the-port")
    assert (str(act.valid_from), str(act.valid_until)) == ("2024-03-01", "2029-01-01")
    assert act.ties == [["implements", "estalia.education-act"]]
    assert (act.version, act.created_by, act.changed_by) == (1, cast.contributor, cast.contributor)
    assert act.history.get().history_user == cast.contributor
    assert verbs() == ["policy.created"]
    assert register_version(cast.territory) == 1
    page = client.get(response["location"]).content.decode()
    for words in (
        "Council",
        "School of the Port",
        f'href="/policies/{national.pk}/"',
        "Ordinance 7/2024",
    ):
        assert words in page


def test_a_form_sent_twice_makes_one_policy(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    ways = {client.post(NEW, policy_form())["location"] for _time in range(2)}
    assert len(ways) == Policy.objects.count() == AuditEvent.objects.count() == 1
    assert register_version(cast.territory) == 1


def test_two_forms_make_two_policies_even_with_the_same_words(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    for token in ("one", "two"):
        client.post(NEW, policy_form(token=token))
    assert sorted(Policy.objects.values_list("key", flat=True)) == [
        "ordinance-on-enrolment",
        "ordinance-on-enrolment-2",
    ]


def test_going_back_to_mend_a_word_changes_the_policy_that_was_made(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.contributor)
    client.post(NEW, policy_form())
    client.post(NEW, policy_form(title="Ordinance on enrolment at school"))
    act = Policy.objects.get()
    assert (act.title, act.key, act.version) == (
        "Ordinance on enrolment at school",
        "ordinance-on-enrolment",
        2,
    )
    # Sent a third time from the same page, it is older than what is saved, and is asked about.
    response = client.post(NEW, policy_form(title="Again another"))
    assert response.status_code == 409
    assert "Ordinance on enrolment at school" in response.content.decode()
    assert 'name="version" value="2"' in response.content.decode()
    client.post(NEW, policy_form(title="Again another", version=2))
    act.refresh_from_db()
    assert act.title == "Again another"


def test_the_form_of_one_territory_changes_nothing_in_another(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    client.post(NEW, policy_form())
    sign_in(client, cast.outsider)
    client.post("/territories/santa-brena/register/new/", policy_form(title="Ours"))
    assert set(Policy.objects.values_list("territory__slug", "title")) == {
        ("puerto-lirio", "Ordinance on enrolment"),
        ("santa-brena", "Ours"),
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"title": "\x00"}, "title"),
        ({"kind": ""}, "kind"),
        ({"kind": "poem"}, "kind"),
        ({"level": "galactic"}, "level"),
        ({"status": "magic"}, "status"),
        ({"year": "999"}, "year"),
        ({"year": "3000"}, "year"),
        ({"year": "x"}, "year"),
        ({"valid_from": "2024-13-01"}, "valid_from"),
        ({"valid_from": "2024-03-01", "valid_until": "2024-03-01"}, "valid_until"),
        ({"sectors": ["magic"]}, "sectors"),
        ({"responsible": "nobody"}, "responsible"),
        ({"responsible": "santa-brena.school"}, "responsible"),
        ({"tie-0-how": "amends"}, "tie-0-policy"),
        ({"tie-0-policy": "act"}, "tie-0-how"),
        ({"tie-0-how": "amends", "tie-0-policy": "gone"}, "tie-0-policy"),
        ({"tie-0-how": "eats", "tie-0-policy": "act"}, "tie-0-how"),
        ({"source": "x" * 1001}, "source"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    client: Client, cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    policy(cast.territory, "act")
    policy(cast.other_territory, "gone")
    sign_in(client, cast.contributor)
    response = client.post(NEW, policy_form(**{"issuer": "My words", **wrong}))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'href="#id_{field}' in page
    assert "My words" in page
    assert Policy.objects.filter(territory=cast.territory).count() == 1
    assert register_version(cast.territory) == 0


def test_the_same_act_is_not_entered_twice(client: Client, cast: Cast) -> None:
    policy(cast.territory, "act", kind="ordinance", number="7", year=2024, issuer="Council")
    sign_in(client, cast.contributor)
    same = {"number": "7", "year": "2024", "issuer": "COUNCIL"}
    page = client.post(NEW, policy_form(**same)).content.decode()
    assert "This act is in the register already" in page
    assert Policy.objects.count() == 1
    for other in ({"number": "8"}, {"year": "2025"}, {"issuer": "Senate"}, {"kind": "law"}):
        client.post(NEW, policy_form(**{**same, **other}, token=str(other)))
    assert Policy.objects.count() == 5


def test_a_policy_is_changed_once_and_its_fields_stand_in_the_log(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "act")
    sign_in(client, cast.contributor)
    for _time in range(2):
        response = client.post(f"/policies/{act.pk}/edit/", of(act, number="12", status="repealed"))
        assert response["location"] == f"/policies/{act.pk}/"
    act.refresh_from_db()
    assert (act.number, act.status, act.version, act.key) == ("12", "repealed", 2, "act")
    event = AuditEvent.objects.get()
    assert (event.verb, event.data) == ("policy.changed", {"fields": ["number", "status"]})
    assert register_version(cast.territory) == 1
    assert first_broken_row() is None
    log = sign_in(client, cast.coordinator).get("/territories/puerto-lirio/log/").content.decode()
    assert "Changed the policy" in log
    assert "Number, Status" in log


def test_two_people_at_once_see_both_sides(client: Client, cast: Cast) -> None:
    act = policy(cast.territory, "act", number="1")
    mine = of(act, title="Mine", number="1", sectors=["health"])
    sign_in(client, cast.coordinator)
    client.post(f"/policies/{act.pk}/edit/", of(act, title="Theirs", number="1"))
    sign_in(client, cast.contributor)
    response = client.post(f"/policies/{act.pk}/edit/", mine)
    page = response.content.decode()
    assert response.status_code == 409
    act.refresh_from_db()
    assert (act.title, act.sectors) == ("Theirs", [])
    for words in ("Somebody else changed this", "<bdi>Mine</bdi>", "<bdi>Theirs</bdi>", "Health"):
        assert words in page
    assert 'value="Mine"' in page
    assert 'name="version" value="2"' in page
    client.post(f"/policies/{act.pk}/edit/", {**mine, "version": "2"})
    act.refresh_from_db()
    assert (act.title, act.sectors, act.version) == ("Mine", ["health"], 3)


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"valid_from": "2020-01-02"}, "valid_from"),
        ({"valid_from": "2025-01-01"}, "valid_from"),
        ({"valid_until": "2024-12-31"}, "valid_until"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"valid_from": "2020-01-01", "valid_until": "2025-01-01"}, ""),
    ],
)
def test_a_policy_does_not_end_before_its_provisions_do(
    client: Client, cast: Cast, dates: dict[str, str], field: str
) -> None:
    act = policy(cast.territory, "act")
    provision(act, article="Article 9", from_="2020-01-01", until="2025-01-01")
    sign_in(client, cast.contributor)
    response = client.post(f"/policies/{act.pk}/edit/", of(act, **dates))
    assert response.status_code == (200 if field else 302)
    if field:
        assert "Article 9" in str(response.context["form"].errors[field])


@pytest.mark.parametrize("version", ["x", "", "0", "99999999999999999999"])
def test_a_version_that_is_none_changes_nothing(client: Client, cast: Cast, version: str) -> None:
    act = policy(cast.territory, "act")
    sign_in(client, cast.contributor)
    response = client.post(f"/policies/{act.pk}/edit/", of(act, title="New", version=version))
    assert response.status_code == 200
    act.refresh_from_db()
    assert act.title == "Act"


def test_a_tie_to_what_is_gone_stays_until_somebody_takes_it_away(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "act", ties=[["cites", "gone"]])
    sign_in(client, cast.contributor)
    page = client.get(f"/policies/{act.pk}/edit/").content.decode()
    assert '<option value="gone" selected>' in page
    tie = {"tie-0-how": "cites", "tie-0-policy": "gone"}
    client.post(f"/policies/{act.pk}/edit/", of(act, number="2", **tie))
    act.refresh_from_db()
    assert (act.ties, act.number) == ([["cites", "gone"]], "2")
    client.post(f"/policies/{act.pk}/edit/", of(act, number="2"))
    act.refresh_from_db()
    assert act.ties == []


def test_it_is_removed_with_its_provisions_after_asking_once_more(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "act")
    provision(act)
    provision(act)
    sign_in(client, cast.coordinator)
    page = client.get(f"/policies/{act.pk}/remove/").content.decode()
    assert "Its 2 provisions are taken away" in page
    assert client.post(f"/policies/{act.pk}/remove/")["location"] == (
        "/territories/puerto-lirio/register/"
    )
    assert not Policy.objects.exists()
    assert not Provision.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.verb, event.data) == ("policy.removed", {"provisions": 2})
    assert register_version(cast.territory) == 1
    assert client.post(f"/policies/{act.pk}/remove/").status_code == 404


@pytest.mark.parametrize("end", ["/", "/edit/", "/remove/", "/provisions/new/"])
def test_a_policy_that_is_not_there_is_not_found(client: Client, cast: Cast, end: str) -> None:
    sign_in(client, cast.coordinator)
    for key in ("999999", "9" * 18, "9" * 30, "x", "-1"):
        assert client.get(f"/policies/{key}{end}").status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client: Client, cast: Cast, method: str) -> None:
    act = policy(cast.territory, "act")
    sign_in(client, cast.coordinator)
    for address in (NEW, f"/policies/{act.pk}/", f"/policies/{act.pk}/edit/"):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize(
    "hostile",
    ["a\u202eb", "<script>alert(1)</script>", "=1+1", "../../etc/passwd", "\ufeff", "ط" * 400],
)
def test_a_hostile_title_is_text_everywhere(client: Client, cast: Cast, hostile: str) -> None:
    act = policy(
        cast.territory, "act", title=hostile, source="javascript:alert(1)", issuer=hostile[:300]
    )
    provision(act, quote=hostile, article=hostile[:80], note=hostile)
    sign_in(client, cast.coordinator)
    for address in (
        "/territories/puerto-lirio/register/",
        "/territories/puerto-lirio/register/?q=a",
        f"/policies/{act.pk}/",
        f"/policies/{act.pk}/edit/",
        f"/policies/{act.pk}/remove/",
        f"/policies/{act.pk}/provisions/new/",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert 'href="javascript' not in page.content.decode()


def test_a_policy_without_latin_letters_gets_a_key_from_what_it_is_cited_by(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.contributor)
    client.post(NEW, policy_form(title="قانون التعليم", number="12", year="2015"))
    assert Policy.objects.get().key == "ordinance-12-2015"


def test_a_search_for_the_responsible_body_saves_nothing_and_loses_nothing(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.contributor)
    sent = policy_form(title="Half written", responsible_q="registry", find="responsible")
    page = client.post(NEW, sent).content.decode()
    assert 'value="municipal-registry"' in page
    assert 'value="Half written"' in page
    assert "error-summary" not in page
    assert not Policy.objects.exists()
    # What was found is shown now, so that saving saves.
    client.post(
        NEW,
        policy_form(
            responsible_q="registry", responsible_seen="registry", responsible="municipal-registry"
        ),
    )
    assert Policy.objects.get().responsible == "municipal-registry"
