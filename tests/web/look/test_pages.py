"""The pages that belong to no territory, the errors, and what every answer carries."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from glocal_web.portal.models import Person
from glocal_web.portal.views import pages

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/about/", "/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"]


@pytest.fixture
def steward() -> Person:
    return Person.objects.create_user(
        "steward@example.org", "a-long-word-99", name="Ada", is_steward=True
    )


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user(
        "ana@example.org", "a-long-word-99", name="Ana", language="es"
    )


@pytest.mark.parametrize("address", PUBLIC)
def test_a_visitor_can_open(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert b'<a class="skip-link" href="#main">' in response.content


@pytest.mark.parametrize("address", ["/", "/about/", "/styleguide/"])
def test_pages_that_only_show_refuse_to_be_sent_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("es", "ltr"), ("fr", "ltr"), ("ar", "rtl")]
)
def test_the_page_says_its_language_and_direction(
    client: Client, language: str, direction: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = " ".join(client.get("/").content.decode().split())
    assert f'<html lang="{language}" dir="{direction}"' in page


def test_the_language_is_chosen_without_a_script(client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "ar", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert b'lang="ar"' in client.get("/about/").content


def test_the_language_of_the_account_counts_until_another_is_chosen(
    client: Client, person: Person
) -> None:
    client.force_login(person)
    assert b'<html lang="es"' in client.get("/about/").content
    client.post("/i18n/setlang/", {"language": "en"})
    assert b'<html lang="en"' in client.get("/about/").content


def test_an_account_in_a_language_the_site_does_not_speak_sees_the_usual_one(
    client: Client, person: Person
) -> None:
    person.language = "xx"
    person.save()
    client.force_login(person)
    assert b'<html lang="en"' in client.get("/about/").content


def test_light_or_dark_is_remembered(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert b'data-theme="dark"' in client.get("/").content
    client.post("/theme/", {"theme": "auto"})
    assert b"data-theme=" not in client.get("/").content


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "", "javascript:1"])
def test_the_way_back_never_leads_to_another_site(client: Client, target: str) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": target})
    assert answer.headers["Location"] == "/"


def test_an_unknown_theme_is_not_kept(client: Client) -> None:
    client.post("/theme/", {"theme": '"><script>'})
    assert "glocal_theme" not in client.cookies


def test_a_forged_theme_cookie_never_reaches_the_page(client: Client) -> None:
    client.cookies["glocal_theme"] = "dark onload=x"
    assert b"data-theme=" not in client.get("/").content


def test_the_style_guide_is_for_stewards(client: Client, steward: Person, person: Person) -> None:
    assert client.get("/styleguide/").status_code == 404
    client.force_login(person)
    assert client.get("/styleguide/").status_code == 404
    client.force_login(steward)
    assert client.get("/styleguide/").status_code == 200


def test_htmx_is_loaded_only_for_people_who_are_signed_in(client: Client, person: Person) -> None:
    assert b"htmx-2.min.js" not in client.get("/").content
    client.force_login(person)
    page = client.get("/").content.decode()
    assert "htmx-2.min.js" in page
    assert '"allowEval":false' in page


def test_the_whole_site_can_be_marked_as_an_example(client: Client) -> None:
    assert b"example-banner" not in client.get("/").content
    with override_settings(GLOCAL_EXAMPLE_SITE=True):
        assert b"This is an invented example" in client.get("/about/").content
        assert b"This is an invented example" not in client.get("/practices/").content


def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    for address in ("/", "/nothing/", "/accounts/login/"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]


def test_the_first_page_is_light(client: Client) -> None:
    assert len(client.get("/").content) < 60_000


def test_an_unknown_address_offers_the_way_on(client: Client) -> None:
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert b"/accounts/login/?next=/nothing/" in response.content


def test_a_form_without_its_token_says_what_happened() -> None:
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert b"The form was open too long" in response.content


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (pages.bad_request, 400, "This request could not be read"),
        (pages.forbidden, 403, "This is not yours to do"),
        (pages.not_found, 404, "Nothing is here"),
    ],
)
def test_errors_have_a_page_of_the_house(
    rf: RequestFactory,
    view: Callable[[HttpRequest, Exception], HttpResponse],
    status: int,
    words: str,
) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    response = view(request, Exception())
    assert response.status_code == status
    assert words in response.content.decode()


def test_our_own_mistake_has_a_page_that_needs_nothing(
    rf: RequestFactory, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        response = pages.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "We made a mistake" in response.content.decode()


def test_the_process_says_that_it_is_alive(client: Client) -> None:
    assert client.get("/healthz/").content == b"ok"


def test_the_settings_hold_what_django_asks() -> None:
    call_command("check", fail_level="WARNING")
