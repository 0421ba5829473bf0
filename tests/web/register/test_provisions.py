"""Provisions are entered in plain words: once by one form, said back, and never over another."""

import re
from typing import Any

import pytest
from django.test import Client

from glocal.loading.provision_slots import provision_of
from glocal.model.provision import Modality
from glocal_web.portal.mappers.modality_words import MODALITIES, later_parts
from glocal_web.portal.models import AuditEvent, Policy, Provision
from tests.cast import Cast, municipality, sign_in
from tests.web.register.filing import (
    body,
    plain,
    policy,
    provision,
    provision_form,
    register_version,
    verbs,
)


def new(act: Policy) -> str:
    return f"/policies/{act.pk}/provisions/new/"


def of(row: Provision, **changes: Any) -> dict[str, Any]:
    """The form of a provision as it stands, with changes: only what these tests record."""
    slots = row.slots
    group = slots.get("for")
    basis = {"basis": group} if isinstance(group, str) else {"basis": "named"}
    boxes = {} if isinstance(group, str) else {f"group-{k}": v for k, v in (group or {}).items()}
    return {
        "modality": slots["modality"],
        "who": slots["who"],
        "action": slots["action"],
        **basis,
        **boxes,
        "version": row.version,
        **changes,
    }


def entered(client: Client, act: Policy, **changes: Any) -> dict[str, Any]:
    """The slots that the form made, or an empty mapping."""
    client.post(new(act), provision_form(**changes))
    row = Provision.objects.filter(policy=act).order_by("pk").last()
    return dict(row.slots) if row else {}


def test_ten_kinds_are_offered_in_plain_words(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    page = sign_in(client, cast.contributor).get(new(act)).content.decode()
    assert re.findall(r'href="\?modality=([a-z]+)"', page) == [one.value for one in Modality]
    assert "People have a right to it" in page


def test_a_provision_is_entered_said_back_and_the_next_one_offered(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "ordinance")
    sign_in(client, cast.contributor)
    response = client.post(new(act), provision_form(article="3", quote="Every child\r\nshall …"))
    row = Provision.objects.get()
    assert response["location"] == f"/provisions/{row.pk}/?saved"
    assert row.slots == {
        "modality": "entitlement",
        "who": "school",
        "action": "school-enrolment",
        "for": "everybody",
        "article": "3",
        "quote": "Every child\nshall …",
    }
    assert (row.key, row.position, row.version) == ("ordinance-1", 1, 1)
    assert (row.modality, row.action, row.bearer) == ("entitlement", "school-enrolment", "school")
    assert (row.created_by, row.territory) == (cast.contributor, cast.territory)
    assert (verbs(), register_version(cast.territory)) == (["provision.created"], 1)
    page = plain(client.get(response["location"]).content.decode())
    assert "Entered. It says:" in page
    assert "In Puerto Lirio, the school must offer school enrolment to" in page
    assert f'href="{new(act)}"' in page
    assert "Enter the next one of this policy" in page


def test_everything_that_can_be_recorded_is_recorded(client: Client, cast: Cast) -> None:
    act = policy(cast.territory, "ordinance")
    other = provision(policy(cast.country, "education-act"), "edu-1")
    municipality("Harbour district", cast.territory)
    body(cast.territory, "school-x", "School X")
    sign_in(client, cast.contributor)
    slots = entered(
        client,
        act,
        who="school-x",
        basis="named",
        **{
            "group-status": ["irregular", "asylum-seeker"],
            "group-age": ["6-17"],
            "requires_known": "these",
            "requires": ["proof-of-address"],
            "means-competence": "yes",
            "means-money": "no",
            "means-staff": "unknown",
            "benefit_amount": "300.5",
            "benefit_unit": "EUR a month",
            "benefit_months": "6",
            "condition-0-name": "residence-months",
            "condition-0-low": "6",
            "condition-1-own": "Months without work",
            "condition-1-high": "12",
            "phases": ["arrival", "stay"],
            "effect-0-goal": "school-attendance",
            "effect-0-strength": "2",
            "effect-0-territory": "norrhaven",
            "effect-0-offset": "on",
            "assumption-0-goal": "school-attendance",
            "assumption-0-support": "study",
            "assumption-0-source": "Report 4",
            "over": [f"estalia.{other.key}"],
            "after": ["address-registration"],
            "ground": "Article 14",
            "territory": "harbour-district",
            "valid_from": "2026-01-01",
            "valid_until": "2027-01-01",
            "article": "3",
            "quote": "Words",
            "sure": "not-sure",
            "note": "Seen in print",
        },
    )
    assert slots == {
        "modality": "entitlement",
        "who": "school-x",
        "action": "school-enrolment",
        "for": {"status": ["asylum-seeker", "irregular"], "age": ["6-17"]},
        "territory": "harbour-district",
        "from": "2026-01-01",
        "until": "2027-01-01",
        "requires": ["proof-of-address"],
        "after": ["address-registration"],
        "means": {"competence": "yes", "money": "no"},
        "benefit": {"amount": 300.5, "unit": "EUR a month", "months": 6},
        "conditions": {"residence-months": {"from": 6}, "months-without-work": {"to": 12}},
        "phases": ["arrival", "stay"],
        "effects": [
            {"goal": "school-attendance", "strength": 2, "territory": "norrhaven", "offset": "yes"}
        ],
        "assumes": [{"goal": "school-attendance", "support": "study", "source": "Report 4"}],
        "over": ["estalia.edu-1"],
        "ground": "Article 14",
        "sure": "not-sure",
        "article": "3",
        "quote": "Words",
        "note": "Seen in print",
    }
    row = Provision.objects.get(policy=act)
    provision_of({"id": "p", **row.slots}, "act")
    assert (str(row.valid_from), str(row.valid_until)) == ("2026-01-01", "2027-01-01")
    page = plain(client.get(f"/provisions/{row.pk}/").content.decode())
    for words in (
        "School X",
        "Harbour district",
        "Norrhaven",
        "300.5 EUR a month",
        "Months of residence: 6 or more",
        "Education act · Must be offered · School enrolment",
        "Seen in print",
    ):
        assert words in page
    # Sent back as it is shown, it is the same.
    form = client.get(f"/provisions/{row.pk}/edit/")
    assert sent_back(client, form, f"/provisions/{row.pk}/edit/") == f"/provisions/{row.pk}/?saved"
    row.refresh_from_db()
    assert (row.version, row.slots) == (1, slots)


def sent_back(client: Client, shown: Any, address: str) -> str:
    """Send a form just as it is shown, and say where that leads."""
    form = shown.context["form"]
    data: dict[str, Any] = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, "", [], False):
            data[name] = value
    response = client.post(address, data)
    return str(response["location"])


@pytest.mark.parametrize("modality", list(Modality))
def test_every_kind_asks_its_own_questions_first_and_the_others_on_request(
    client: Client, cast: Cast, modality: Modality
) -> None:
    act = policy(cast.territory)
    page = sign_in(client, cast.contributor).get(f"{new(act)}?modality={modality}").content.decode()
    words = MODALITIES[modality]
    assert str(words.who) in page
    assert str(words.action) in page
    for part in later_parts(modality):
        assert f'id="part-{part}"' in page
    for part in words.first:
        assert f'id="part-{part}"' not in page
    assert ('name="to"' in page) is ("target" in words.first)
    assert ('name="lifts"' in page) is ("lifts" in words.first)
    assert ('name="gives"' in page) is ("gives" in words.first)


@pytest.mark.parametrize(
    ("modality", "more", "slots"),
    [
        ("duty", {}, {}),
        ("prohibition", {}, {}),
        ("permission", {}, {}),
        ("exclusion", {}, {}),
        ("report", {"to": "immigration-authority"}, {"to": "immigration-authority"}),
        ("share", {"to": "national-police"}, {"to": "national-police"}),
        ("firewall", {}, {}),
        (
            "grant",
            {"to": "local-authority", "gives": ["money", "competence"]},
            {"to": "local-authority", "gives": ["competence", "money"]},
        ),
        ("support", {"lifts": ["language"]}, {"lifts": ["language"]}),
    ],
)
def test_every_kind_can_be_entered(
    client: Client, cast: Cast, modality: str, more: dict[str, Any], slots: dict[str, Any]
) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    assert entered(client, act, modality=modality, **more) == {
        "modality": modality,
        "who": "school",
        "action": "school-enrolment",
        "for": "everybody",
        **slots,
    }


@pytest.mark.parametrize(
    ("modality", "missing"),
    [("report", "to"), ("share", "to"), ("grant", "to"), ("grant", "gives"), ("support", "lifts")],
)
def test_what_a_kind_cannot_do_without_is_asked_for(
    client: Client, cast: Cast, modality: str, missing: str
) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    whole = {"to": "national-police", "gives": ["money"], "lifts": ["language"]}
    whole.pop(missing)
    page = client.post(new(act), provision_form(modality=modality, **whole)).content.decode()
    assert f'href="#id_{missing}' in page
    assert "cannot do without it" in page
    assert not Provision.objects.exists()


def test_what_only_another_kind_has_is_left_out(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    slots = entered(client, act, to="national-police", gives=["money"], lifts=["language"])
    assert slots.keys() == {"modality", "who", "action", "for"}


@pytest.mark.parametrize(
    ("sent", "slot"),
    [
        ({"basis": "everybody"}, "everybody"),
        ({"basis": "silent"}, "silent"),
        ({"basis": "unsaid"}, "unsaid"),
        ({"basis": "named", "group-age": ["6-17"]}, {"age": ["6-17"]}),
        ({"basis": "", "group-age": ["6-17", "0-5"]}, {"age": ["0-5", "6-17"]}),
        # Whoever ticks all values of a dimension limits nobody by it.
        ({"basis": "named", "group-gender": ["female", "male", "other"]}, "everybody"),
    ],
)
def test_for_whom_has_three_answers_besides_the_groups(
    client: Client, cast: Cast, sent: dict[str, Any], slot: Any
) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    assert entered(client, act, **sent)["for"] == slot


@pytest.mark.parametrize(
    ("sent", "slot"),
    [
        ({}, None),
        ({"requires_known": ""}, None),
        ({"requires_known": "none"}, []),
        ({"requires_known": "these", "requires": ["fee"]}, ["fee"]),
        ({"requires": ["fee"]}, ["fee"]),
    ],
)
def test_nothing_is_required_is_another_answer_than_not_recorded(
    client: Client, cast: Cast, sent: dict[str, Any], slot: Any
) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    assert entered(client, act, **sent).get("requires") == slot


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"modality": "poem"}, "modality"),
        ({"who": ""}, "who"),
        ({"who": "nobody"}, "who"),
        ({"who": "santa-brena.school-z"}, "who"),
        ({"action": ""}, "action"),
        ({"action": "magic"}, "action"),
        ({"basis": ""}, "basis"),
        ({"basis": "named"}, "basis"),
        ({"basis": "everybody", "group-age": ["6-17"]}, "basis"),
        (
            {"basis": "named", "group-age": ["60+"], "group-family": ["unaccompanied-minor"]},
            "basis",
        ),
        ({"basis": "named", "group-age": ["6-99"]}, "group-age"),
        ({"requires_known": "none", "requires": ["fee"]}, "requires_known"),
        ({"requires_known": "these"}, "requires_known"),
        ({"requires": ["magic"]}, "requires"),
        ({"means-money": "maybe"}, "means-money"),
        ({"benefit_amount": "-1"}, "benefit_amount"),
        ({"benefit_amount": "much"}, "benefit_amount"),
        ({"benefit_amount": "1e99"}, "benefit_amount"),
        ({"benefit_amount": "nan"}, "benefit_amount"),
        ({"condition-0-name": "residence-months"}, "condition-0-low"),
        ({"condition-0-low": "6"}, "condition-0-name"),
        (
            {"condition-0-name": "age-years", "condition-0-low": "6", "condition-0-high": "5"},
            "condition-0-high",
        ),
        ({"condition-0-own": "أشهر", "condition-0-low": "6"}, "condition-0-own"),
        ({"phases": ["magic"]}, "phases"),
        ({"effect-0-goal": "school-attendance"}, "effect-0-strength"),
        ({"effect-0-strength": "2"}, "effect-0-goal"),
        ({"effect-0-goal": "school-attendance", "effect-0-strength": "9"}, "effect-0-strength"),
        ({"assumption-0-support": "study"}, "assumption-0-goal"),
        ({"over": ["gone"]}, "over"),
        ({"over": ["santa-brena.foreign"]}, "over"),
        ({"after": ["magic"]}, "after"),
        ({"territory": "santa-brena"}, "territory"),
        ({"territory": "estalia"}, "territory"),
        ({"valid_from": "2026-01-01", "valid_until": "2026-01-01"}, "valid_until"),
        ({"valid_from": "2014-12-31"}, "valid_from"),
        ({"valid_from": "2030-01-01"}, "valid_from"),
        ({"valid_until": "2030-01-02"}, "valid_until"),
        ({"valid_until": "2015-01-01"}, "valid_until"),
        ({"article": "x" * 81}, "article"),
        ({"quote": "x" * 8001}, "quote"),
        ({"quote": "\x00"}, "quote"),
        ({"sure": "very"}, "sure"),
        ({"version": "x"}, "version"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    client: Client, cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    act = policy(cast.territory, valid_from="2015-01-01", valid_until="2030-01-01")
    provision(policy(cast.other_territory), "foreign")
    body(cast.other_territory, "school-z", "School Z")
    sign_in(client, cast.contributor)
    response = client.post(new(act), provision_form(**{"note": "My words", **wrong}))
    page = response.content.decode()
    assert response.status_code == 200
    assert "error-summary" in page
    assert field in response.context["form"].errors
    assert "My words" in page
    assert not Provision.objects.filter(policy=act).exists()
    assert register_version(cast.territory) == 0


def test_a_part_in_which_something_is_wrong_is_open(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    page = client.post(new(act), provision_form(benefit_amount="much")).content.decode()
    assert '<details class="more" id="part-amounts" open>' in page
    assert '<details class="more" id="part-effects">' in page


def test_a_form_sent_twice_makes_one_provision(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    ways = {client.post(new(act), provision_form())["location"] for _time in range(2)}
    assert len(ways) == Provision.objects.count() == AuditEvent.objects.count() == 1
    client.post(new(act), provision_form(token="another"))
    assert Provision.objects.count() == 2


def test_going_back_to_mend_it_changes_the_provision_that_was_made(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    client.post(new(act), provision_form())
    client.post(new(act), provision_form(article="4"))
    row = Provision.objects.get()
    assert (row.slots["article"], row.version) == ("4", 2)
    assert client.post(new(act), provision_form(article="5")).status_code == 409


def test_a_provision_is_changed_once(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory), "p")
    sign_in(client, cast.contributor)
    for _time in range(2):
        client.post(f"/provisions/{row.pk}/edit/", of(row, who="landlord", article="3"))
    row.refresh_from_db()
    assert (row.bearer, row.slots["article"], row.version) == ("landlord", "3", 2)
    event = AuditEvent.objects.get()
    assert (event.verb, event.data["slots"]) == ("provision.changed", ["who", "article"])
    assert register_version(cast.territory) == 1
    page = client.get(f"/provisions/{row.pk}/").content.decode()
    assert "Changed: Who, Article" in page


def test_two_people_at_once_see_both_sides(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory), "p")
    mine = of(row, who="landlord", note="My note")
    sign_in(client, cast.coordinator)
    client.post(f"/provisions/{row.pk}/edit/", of(row, who="hospital"))
    sign_in(client, cast.contributor)
    response = client.post(f"/provisions/{row.pk}/edit/", mine)
    page = response.content.decode()
    assert response.status_code == 409
    row.refresh_from_db()
    assert row.bearer == "hospital"
    for words in ("The landlord", "The hospital", "My note", 'name="version" value="2"'):
        assert words in page
    client.post(f"/provisions/{row.pk}/edit/", {**mine, "version": "2"})
    row.refresh_from_db()
    assert (row.bearer, row.slots["note"]) == ("landlord", "My note")


def test_what_the_taxonomy_does_not_know_any_more_can_be_kept_or_mended(
    client: Client, cast: Cast
) -> None:
    row = provision(policy(cast.territory), "p", action="old-service", who="old-body")
    sign_in(client, cast.contributor)
    assert client.get(f"/provisions/{row.pk}/").status_code == 200
    page = client.get(f"/provisions/{row.pk}/edit/").content.decode()
    assert '<option value="old-service" selected>' in page
    client.post(f"/provisions/{row.pk}/edit/", of(row, article="3"))
    row.refresh_from_db()
    assert (row.action, row.slots["article"]) == ("old-service", "3")
    client.post(f"/provisions/{row.pk}/edit/", of(row, action="school-meals", article="3"))
    row.refresh_from_db()
    assert row.action == "school-meals"


def test_a_copy_begins_with_the_same_slots(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    row = provision(act, "p", quote="Copy me", for_={"age": ["6-17"]})
    other = provision(policy(cast.territory), "other", quote="Not from here")
    sign_in(client, cast.contributor)
    page = client.get(f"{new(act)}?copy={row.pk}").content.decode()
    assert "Copy me" in page
    assert 'value="6-17" id="id_group-age_1" checked' in page
    assert "Not from here" not in client.get(f"{new(act)}?copy={other.pk}").content.decode()
    for key in ("x", "-1", "²", "9" * 30):
        assert client.get(f"{new(act)}?copy={key}").status_code == 200
    assert client.get(f"{new(act)}?copy=999999").status_code == 404


def test_a_search_saves_nothing_and_loses_nothing(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    body(cast.territory, "school-x", "School of the Port")
    sign_in(client, cast.contributor)
    sent = provision_form(who="", who_q="port", note="Half written", find="who")
    sent["group-age"] = ["6-17"]
    page = client.post(new(act), sent).content.decode()
    assert '<input type="radio" name="who" value="school-x">' in page
    assert "Half written" in page
    assert 'value="6-17" id="id_group-age_1" checked' in page
    assert "error-summary" not in page
    assert not Provision.objects.exists()
    # A search that was typed and not shown yet is shown before anything is saved.
    page = client.post(new(act), provision_form(action_q="meals")).content.decode()
    assert 'value="school-meals"' in page
    assert not Provision.objects.exists()
    shown = provision_form(action="school-meals", action_q="meals", action_seen="meals")
    client.post(new(act), shown)
    assert Provision.objects.get().action == "school-meals"


def test_another_kind_arranges_the_form_anew_and_loses_nothing(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    sent = provision_form(modality="report", note="Half written", arrange="1")
    page = client.post(new(act), sent).content.decode()
    assert "To whom must it report?" in page
    assert "Half written" in page
    assert "error-summary" not in page
    assert not Provision.objects.exists()


def test_a_provision_ends_on_a_day(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory, valid_from="2015-01-01"), "p")
    sign_in(client, cast.contributor)
    for _time in range(2):
        sent = {"day": "2026-09-01", "version": 1, "end": "1"}
        response = client.post(f"/provisions/{row.pk}/end/", sent)
        assert response["location"] == f"/provisions/{row.pk}/"
    row.refresh_from_db()
    assert (row.slots["until"], str(row.valid_until), row.version) == (
        "2026-09-01",
        "2026-09-01",
        2,
    )
    assert Provision.objects.count() == 1
    assert verbs() == ["provision.ended"]
    assert register_version(cast.territory) == 1


def test_an_amendment_ends_a_provision_and_begins_its_successor_as_a_copy(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "act")
    row = provision(act, "act-1", quote="Old words", until="2030-01-01")
    sign_in(client, cast.contributor)
    sent = {"day": "2026-09-01", "version": 1, "succeed": "1", "token": "once"}
    ways = {client.post(f"/provisions/{row.pk}/end/", sent)["location"] for _time in range(2)}
    row.refresh_from_db()
    successor = Provision.objects.get(follows=row)
    assert ways == {f"/provisions/{successor.pk}/edit/"}
    assert row.slots["until"] == successor.slots["from"] == "2026-09-01"
    assert (successor.slots["until"], successor.slots["quote"]) == ("2030-01-01", "Old words")
    assert (successor.key, successor.position) == ("act-2", 2)
    assert verbs() == ["provision.succeeded"]
    assert register_version(cast.territory) == 1
    page = plain(client.get(f"/policies/{act.pk}/?on=2026-08-31").content.decode())
    now, _more, later = page.partition("Provisions that held earlier")
    assert f"/provisions/{row.pk}/" in now
    assert f"/provisions/{successor.pk}/" in later
    page = plain(client.get(f"/policies/{act.pk}/?on=2026-09-01").content.decode())
    now, _more, later = page.partition("Provisions that held earlier")
    assert f"/provisions/{successor.pk}/" in now
    assert f"/provisions/{row.pk}/" in later
    assert (
        f'href="/provisions/{successor.pk}/"'
        in client.get(f"/provisions/{row.pk}/").content.decode()
    )


@pytest.mark.parametrize("day", ["2015-01-01", "2014-12-31", "2030-01-02", "", "x", "2026-13-01"])
def test_a_provision_ends_only_while_it_holds(client: Client, cast: Cast, day: str) -> None:
    act = policy(cast.territory, valid_from="2015-01-01", valid_until="2030-01-01")
    row = provision(act, "p")
    sign_in(client, cast.contributor)
    response = client.post(f"/provisions/{row.pk}/end/", {"day": day, "version": 1, "end": "1"})
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    row.refresh_from_db()
    assert (row.version, Provision.objects.count()) == (1, 1)


def test_ending_what_somebody_changed_meanwhile_asks_first(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory), "p")
    sign_in(client, cast.coordinator)
    client.post(f"/provisions/{row.pk}/edit/", of(row, valid_until="2028-01-01"))
    sign_in(client, cast.contributor)
    sent = {"day": "2026-09-01", "version": 1, "end": "1"}
    response = client.post(f"/provisions/{row.pk}/end/", sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Sept. 1, 2026" in page
    assert "Jan. 1, 2028" in page
    client.post(f"/provisions/{row.pk}/end/", {**sent, "version": 2})
    row.refresh_from_db()
    assert row.slots["until"] == "2026-09-01"


def test_it_is_removed_after_asking_once_more(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    row = provision(act, "p")
    sign_in(client, cast.coordinator)
    page = plain(client.get(f"/provisions/{row.pk}/remove/").content.decode())
    assert "the school must offer school enrolment" in page
    assert client.post(f"/provisions/{row.pk}/remove/")["location"] == f"/policies/{act.pk}/"
    assert not Provision.objects.exists()
    assert (verbs(), register_version(cast.territory)) == (["provision.removed"], 1)
    assert client.post(f"/provisions/{row.pk}/remove/").status_code == 404


@pytest.mark.parametrize("end", ["/", "/edit/", "/end/", "/remove/"])
def test_a_provision_that_is_not_there_is_not_found(client: Client, cast: Cast, end: str) -> None:
    sign_in(client, cast.coordinator)
    for key in ("999999", "9" * 18, "9" * 30, "x"):
        assert client.get(f"/provisions/{key}{end}").status_code == 404


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_the_form_works_in_every_language(client: Client, cast: Cast, language: str) -> None:
    act = policy(cast.territory)
    cast.contributor.language = language
    cast.contributor.save()
    sign_in(client, cast.contributor)
    for modality in Modality:
        assert client.get(f"{new(act)}?modality={modality}").status_code == 200
    entered(client, act, benefit_amount="1000")
    row = Provision.objects.get()
    assert row.slots["benefit"] == {"amount": 1000}
    assert client.get(f"/provisions/{row.pk}/").status_code == 200


def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    act = policy(cast.territory)
    row = provision(act, "p", over=["q"])
    sign_in(client, cast.contributor)

    def look() -> None:
        with django_assert_max_num_queries(16):
            client.get(f"/provisions/{row.pk}/")
        with django_assert_max_num_queries(18):
            client.get(f"/provisions/{row.pk}/edit/")
        with django_assert_max_num_queries(18):
            client.get(f"{new(act)}?modality=duty")

    look()
    for number in range(20):
        body(cast.territory, f"body-{number}", f"Body {number}")
        provision(policy(cast.country, f"law-{number}"), f"law-{number}-1")
        provision(act, f"more-{number}")
    look()
