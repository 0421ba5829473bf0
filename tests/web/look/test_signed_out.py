"""Who is signed out while a page is open: a script is told, a browser is shown the way."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Person
from tests.cast import Cast, sign_in

SCRIPT = {"HX-Request": "true"}


def test_script_that_saves_words_is_told_and_not_led_to_another_page(
    client: Client, cast: Cast
) -> None:
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"])
    answer = client.post(address, {"rationale": "Half a sentence"}, headers=SCRIPT)
    assert answer.status_code == 401
    assert "HX-Refresh" not in answer


def test_script_that_reads_has_the_page_loaded_anew(client: Client, cast: Cast) -> None:
    address = reverse("portal:what-if", args=[cast.assessment.pk])
    answer = client.get(address, headers=SCRIPT)
    assert answer.status_code == 401
    assert answer["HX-Refresh"] == "true"


def test_browser_is_led_to_the_sign_in_page(client: Client, cast: Cast) -> None:
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"])
    assert client.post(address, {})["location"].startswith("/accounts/login/?next=/assessments/")


HERE = {"Origin": "http://testserver"}
EVIL = '"><script>alert(1)</script>\n& half a sentence'


def test_what_a_browser_sent_while_signed_out_is_shown_and_can_be_sent_once_more(
    client: Client, cast: Cast
) -> None:
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"]) + "?for=1"
    sent = {"rationale": EVIL, "score": "2", "tick": ["a", "b"], "csrfmiddlewaretoken": "old"}
    answer = client.post(address, sent, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "<h1>You are signed out</h1>" in page
    assert f'action="{address}"' in page
    assert "<script>alert" not in page
    assert page.count("half a sentence") == 2
    for name, value in (("score", "2"), ("tick", "a"), ("tick", "b")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert 'value="old"' not in page
    assert "Files cannot be kept" not in page
    assert "/accounts/login/?next=/signed-in-again/" in page


@pytest.mark.parametrize("kind", ["restricted", "unknown"])
def test_the_page_is_the_same_whether_or_not_there_is_such_an_address(
    client: Client, cast: Cast, kind: str
) -> None:
    key = cast.assessment.pk if kind == "restricted" else 999_999
    address = reverse("portal:answer", args=[key, "A1.1"])
    page = client.post(address, {"rationale": "Half a sentence"}, headers=HERE).content.decode()
    assert "You are signed out" in page
    assert cast.assessment.title not in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://["},
        {"Origin": "http://evil.example", "Referer": "http://testserver/"},
    ],
)
def test_words_of_another_site_are_never_shown(
    client: Client, cast: Cast, headers: dict[str, str]
) -> None:
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"])
    answer = client.post(address, {"rationale": "Half a sentence"}, headers=headers)
    assert answer["location"].startswith("/accounts/login/")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(address, {"rationale": "Half a sentence"}, headers=headers)
    assert answer.status_code == 403
    assert "Half a sentence" not in answer.content.decode()


def test_a_browser_that_names_only_the_page_before_is_believed(client: Client, cast: Cast) -> None:
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"])
    headers = {"Referer": f"http://testserver{address}"}
    answer = client.post(address, {"rationale": "Half a sentence"}, headers=headers)
    assert "Half a sentence" in answer.content.decode()


def test_passwords_are_never_shown_again(client: Client, cast: Cast) -> None:
    answer = client.post("/backup/", {"password": "a secret of two words"}, headers=HERE)
    assert answer["location"].startswith("/accounts/login/")
    strict = Client(enforce_csrf_checks=True)
    sent = {"login": "a@example.org", "password": "a secret of two words"}
    page = strict.post("/accounts/login/", sent, headers=HERE).content.decode()
    assert "The form was open too long" in page
    assert "a secret" not in page
    assert "Send once more" not in page


@pytest.mark.parametrize("name", ["account_name", "account_email"])
def test_pages_of_the_account_keep_words_too(client: Client, db: None, name: str) -> None:
    sent = {"name": "Connie of the Port", "email": "connie@example.org"}
    page = client.post(reverse(name), sent, headers=HERE).content.decode()
    assert "Connie of the Port" in page
    assert client.get(reverse(name))["location"].startswith("/accounts/login/")


def test_more_than_anybody_types_is_not_written_out_again(client: Client, cast: Cast) -> None:
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"])
    answer = client.post(address, {"rationale": '" ' * 300_000}, headers=HERE)
    assert answer["location"].startswith("/accounts/login/")
    answer = client.post(address, {"rationale": '" ' * 200_000}, headers=HERE)
    assert answer.status_code == 403


def test_files_cannot_be_kept_and_the_page_says_so(client: Client, cast: Cast) -> None:
    address = reverse("portal:evidence-add", args=[cast.assessment.pk, "A1.1"])
    sent = {"title": "The new plan", "file": ContentFile(b"x", name="plan.pdf")}
    page = client.post(address, sent, headers=HERE).content.decode()
    assert "Files cannot be kept" in page
    assert "The new plan" in page
    assert "plan.pdf" not in page


def test_a_form_from_before_the_last_sign_in_is_sent_once_more_with_a_sign_that_counts(
    cast: Cast,
) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), cast.contributor)
    address = reverse("account_name")
    sent = {"name": "Connie of the Port", "csrfmiddlewaretoken": "x" * 32}
    page = client.post(address, sent, headers=HERE).content.decode()
    assert f"You are signed in as <bdi>{cast.contributor.name}</bdi>" in page
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    sent["csrfmiddlewaretoken"] = token
    assert client.post(address, sent, headers=HERE).status_code == 302
    assert Person.objects.get(pk=cast.contributor.pk).name == "Connie of the Port"


def test_who_signs_in_meanwhile_as_somebody_else_may_do_no_more_than_before(cast: Cast) -> None:
    client = sign_in(Client(), cast.reader)
    address = reverse("portal:answer", args=[cast.assessment.pk, "A1.1"])
    assert client.post(address, {"rationale": "x y"}, headers=HERE).status_code in {403, 404}
