"""Who is signed out while a page is open: a script is told, a browser is shown the way."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast

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
