"""The form of a provision: what it asks, what its answers mean, what contradicts."""

import re
from typing import Any

import pytest
from django.test import Client

from glocal.loading.provision_slots import provision_of
from glocal.model.provision import Modality
from glocal_web.portal.mappers.modality_words import MODALITIES, later_parts
from glocal_web.portal.models import Policy, Provision
from tests.cast import Cast, municipality, sign_in
from tests.web.register.filing import (
    body,
    plain,
    policy,
    provision,
    provision_form,
    register_version,
)


def new(act: Policy) -> str:
    return f"/policies/{act.pk}/provisions/new/"


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


def checked(page: str, name: str) -> list[str]:
    """The values of a question that are marked."""
    return re.findall(rf'name="{name}" value="([^"]*)" id="[^"]*" checked', page)


def test_how_sure_one_is_of_a_new_provision_is_asked_and_never_presumed(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory)
    old = provision(act)
    sign_in(client, cast.contributor)
    for start in (f"{new(act)}?modality=entitlement", f"{new(act)}?copy={old.pk}"):
        assert checked(client.get(start).content.decode(), "sure") == []
    unsaid = provision_form()
    del unsaid["sure"]
    response = client.post(new(act), unsaid)
    assert list(response.context["form"].errors) == ["sure"]
    assert "Say how sure you are." in response.content.decode()
    assert 'href="#id_sure"' in response.content.decode()
    assert Provision.objects.count() == 1
    # One that is there, as from a file that does not say it, stands as sure.
    page = client.get(f"/provisions/{old.pk}/edit/").content.decode()
    assert checked(page, "sure") == ["sure"]
    answer = client.post(f"/provisions/{old.pk}/edit/", {**unsaid, "article": "4"})
    assert answer.status_code == 302
    old.refresh_from_db()
    assert old.slots["article"] == "4"


def test_ticking_answers_the_question_above_the_boxes(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    sent = provision_form(basis="", arrange="1", requires_known="", requires=["fee"])
    sent["group-age"] = ["6-17"]
    wrong = {name: value for name, value in sent.items() if name != "arrange"}
    for again in (sent, {**wrong, "article": "x" * 81}):
        page = client.post(new(act), again).content.decode()
        assert checked(page, "requires_known") == ["these"]
        assert checked(page, "basis") == ["named"]
        assert checked(page, "requires") == ["fee"]
    # What contradicts stays as it was sent, for the person to choose.
    sent |= {"requires_known": "none", "basis": "everybody"}
    page = client.post(new(act), sent).content.decode()
    assert checked(page, "requires_known") == ["none"]
    assert checked(page, "basis") == ["everybody"]
