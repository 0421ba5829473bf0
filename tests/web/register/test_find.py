"""Choosing from long lists: what is typed finds actions and bodies in the reader's language."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.selectors.register_choices import RegisterChoices
from tests.cast import Cast, municipality, sign_in
from tests.web.register.filing import body, policy, provision, provision_form

FIND = "/territories/puerto-lirio/register/find/"


def found(client: Client, field: str, **query: Any) -> str:
    response = client.get(f"{FIND}{field}/", query, headers={"hx-request": "true"})
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("language", "words", "action"),
    [
        ("en", "school meals", "school-meals"),
        ("es", "comedor", "school-meals"),
        ("fr", "cantine", "school-meals"),
        ("ar", "الوجبات المدرسية", "school-meals"),
    ],
)
def test_a_service_is_found_in_the_readers_language(
    client: Client, cast: Cast, language: str, words: str, action: str
) -> None:
    cast.contributor.language = language
    cast.contributor.save()
    sign_in(client, cast.contributor)
    assert f'name="action" value="{action}"' in found(client, "action", action_q=words)


def test_bodies_with_a_name_are_found_beside_the_kinds(client: Client, cast: Cast) -> None:
    body(cast.territory, "school-x", "School of the Port")
    body(cast.country, "school-n", "National school of the sea")
    body(cast.other_territory, "school-o", "School of the other town")
    sign_in(client, cast.contributor)
    page = found(client, "who", who_q="school")
    assert 'value="school-x"' in page
    assert 'value="estalia.school-n"' in page
    assert 'value="school"' in page
    assert "other town" not in page


def test_what_is_chosen_stays_chosen_while_somebody_looks_on(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    page = found(client, "who", who_q="hospital", who="school")
    assert 'value="school" checked' in page
    assert 'value="hospital">' in page
    page = found(client, "over", over_q="", over=["gone"])
    assert 'type="checkbox" name="over" value="gone" checked' in page


def test_a_word_that_is_misspelt_finds_what_is_spelt_alike(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    assert 'value="school-meals"' in found(client, "action", action_q="shcool meals")
    assert "Nothing is called so" in found(client, "action", action_q="xyzzy")


def test_an_empty_search_gives_the_whole_list_back(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    page = found(client, "action", action_q="", action="school-meals")
    assert '<option value="school-meals" selected>' in page
    assert page.count("<optgroup") > 15


def test_provisions_and_places_below_are_found(client: Client, cast: Cast) -> None:
    provision(policy(cast.country, "education-act"), "edu-1", article="3")
    provision(policy(cast.country, "draft-act", status="draft"), "secret-1")
    municipality("Harbour district", cast.territory)
    sign_in(client, cast.contributor)
    assert 'name="over" value="estalia.edu-1"' in found(client, "over", over_q="education")
    assert "secret" not in found(client, "over", over_q="draft")
    assert 'value="harbour-district"' in found(client, "territory", territory_q="harb")
    assert "Santa Brena" not in found(client, "territory", territory_q="santa")


@pytest.mark.parametrize(
    "query", ["%", "_", "'; DROP TABLE", "<script>alert(1)</script>", "\x00", "a" * 5000, "ط" * 300]
)
@pytest.mark.parametrize("field", ["who", "action", "over", "territory"])
def test_hostile_words_break_nothing(client: Client, cast: Cast, field: str, query: str) -> None:
    sign_in(client, cast.contributor)
    assert "<script>alert" not in found(client, field, **{f"{field}_q": query, field: query})


@pytest.mark.parametrize("field", ["magic", "title", "who_q", "version"])
def test_a_field_that_does_not_pick_is_not_found(client: Client, cast: Cast, field: str) -> None:
    sign_in(client, cast.contributor)
    assert client.get(f"{FIND}{field}/").status_code == 404


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of which the whole list was put together, in order."""
    kinds: list[str] = []
    kept = RegisterChoices._made
    monkeypatch.setattr(
        RegisterChoices, "_made", lambda self, kind: kinds.append(kind) or kept(self, kind)
    )
    return kinds


def test_for_many_values_the_list_is_put_together_once_and_a_hundred_are_shown(
    client: Client, cast: Cast, made: list[str]
) -> None:
    provision(policy(cast.territory, "act"), "enrol")
    sign_in(client, cast.contributor)
    page = found(client, "over", over=[f"x{number}" for number in range(3000)], over_q="enrol")
    assert made == ["provisions"]
    assert page.count('name="over" value="x') == 100
    assert 'name="over" value="enrol"' in page


@pytest.mark.parametrize(("number", "fits"), [(100, True), (101, False)])
def test_more_than_a_slot_takes_is_refused_with_a_reason(
    client: Client, cast: Cast, made: list[str], number: int, fits: bool
) -> None:
    act = policy(cast.territory, "act")
    for place in range(number):
        provision(act, f"other-{place}")
    row = provision(act, "own")
    sign_in(client, cast.contributor)
    sent = provision_form(over=[f"other-{place}" for place in range(number)])
    response = client.post(f"/provisions/{row.pk}/edit/", sent)
    row.refresh_from_db()
    assert len(row.slots.get("over", ())) == (number if fits else 0)
    if not fits:
        assert "At most 100 can be chosen here, and 101 were sent." in response.content.decode()
    assert made.count("provisions") == 1
