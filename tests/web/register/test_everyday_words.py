"""Services are found by the words of everyday life, in four languages, and by nothing far off."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import override

from glocal.loading.families import LANGUAGES
from glocal.loading.taxonomy import taxonomy_words
from glocal_web.portal.selectors.choice_search import Choice, ChoiceIndex
from glocal_web.portal.selectors.register_choices import ACTIONS, RegisterChoices
from tests.cast import Cast, sign_in
from tests.web.register.filing import policy, provision

FIND = "/territories/puerto-lirio/register/find/action/"


@pytest.mark.parametrize(
    ("language", "typed", "action"),
    [
        ("en", "overcrowd", "housing-inspection"),
        ("en", "overcrowded", "housing-inspection"),
        ("en", "register at town hall", "address-registration"),
        ("en", "food voucher", "food-aid"),
        ("en", "residence card", "residence-permit"),
        ("es", "padrón", "address-registration"),
        ("es", "padron", "address-registration"),
        ("es", "empadronamiento", "address-registration"),
        ("es", "volante", "address-registration"),
        ("es", "bonos", "food-aid"),
        ("es", "vales de comida", "food-aid"),
        ("es", "hacinamiento", "housing-inspection"),
        ("es", "cita previa", "online-appointment"),
        ("fr", "carte de séjour", "residence-permit"),
        ("fr", "guichet unique", "one-stop-desk"),
        ("fr", "aide alimentaire", "food-aid"),
        ("fr", "surpeuplement", "housing-inspection"),
        ("ar", "بطاقة الإقامة", "residence-permit"),
        ("ar", "نقطة ماء", "public-standpipe"),
        ("ar", "قسائم", "food-aid"),
    ],
)
def test_the_first_hit_is_the_service_that_is_meant(
    client: Client, cast: Cast, language: str, typed: str, action: str
) -> None:
    cast.contributor.language = language
    cast.contributor.save()
    sign_in(client, cast.contributor)
    response = client.get(FIND, {"action_q": typed}, headers={"hx-request": "true"})
    hits = re.findall(r'name="action" value="([^"]+)"', response.content.decode())
    assert hits[0] == action


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_everyday_word_finds_its_own_service_first(cast: Cast, language: str) -> None:
    with override(language):
        choices = RegisterChoices(cast.territory)
        astray = [
            (phrase, action)
            for action, many in taxonomy_words(language).also.items()
            for phrase in many
            if [one.value for one in choices.find(ACTIONS, phrase)][:1] != [action]
        ]
    assert astray == []


def test_the_word_by_which_a_service_was_found_is_shown(client: Client, cast: Cast) -> None:
    cast.contributor.language = "es"
    cast.contributor.save()
    sign_in(client, cast.contributor)
    by_word = client.get(FIND, {"action_q": "padron"}, headers={"hx-request": "true"})
    assert "<mark>padrón</mark>" in by_word.content.decode()
    by_name = client.get(FIND, {"action_q": "inscripción"}, headers={"hx-request": "true"})
    assert "<mark>" not in by_name.content.decode().partition("domicilio")[0]


INDEX = ChoiceIndex(
    [
        Choice("about", "A permit", about="A roof over the head, for a night."),
        Choice("longer", "Roofing of sheds"),
        Choice("within", "A new roof", also=("tiles",)),
        Choice("exact", "Shelter", also=("roof",)),
        Choice("sanitation", "El saneamiento"),
    ]
)


def test_whole_words_go_before_beginnings_and_names_before_explanations() -> None:
    assert [one.value for one in INDEX.find("roof")] == ["exact", "within", "longer", "about"]
    assert [one.heard for one in INDEX.find("roof")] == ["roof", "", "", ""]


@pytest.mark.parametrize("typed", ["the roof", "roof of", "a roof"])
def test_small_words_hinder_nothing(typed: str) -> None:
    assert INDEX.find(typed)[0].value == "exact"


def test_a_slip_is_forgiven_and_a_long_word_that_is_half_alike_is_not() -> None:
    assert [one.value for one in INDEX.find("sheltre")] == ["exact"]
    assert [one.value for one in INDEX.find("saneamento")] == ["sanitation"]
    assert INDEX.find("empadronamiento") == ()
    assert INDEX.find("") == INDEX.find("?") == ()


def test_policies_are_found_by_everyday_words_and_say_of_what(client: Client, cast: Cast) -> None:
    act = policy(cast.territory, "decree", title="Decree 5")
    provision(act, "one", action="address-registration", article="7")
    sign_in(client, cast.reader)
    page = client.get("/territories/puerto-lirio/register/", {"q": "anmeldung"}).content.decode()
    assert "Decree 5" in page
    assert "Action or service · 7" in page
    assert re.search(r"Address registration: .*<mark>anmeldung</mark>", page)
