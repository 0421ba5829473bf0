"""What is said of an imported file: mistakes in the reader's language, and what came up with it."""

from typing import Any

import pytest
import yaml
from django.test import Client

from glocal_web.portal.models import FindingRecord
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast, sign_in
from tests.web.coherence.reading import words
from tests.web.register.filing import policy, provision
from tests.web.register.taking_in import confirmed, given, sent

EXCLUSION = {
    "id": "not-irregular",
    "modality": "exclusion",
    "who": "school",
    "action": "school-enrolment",
    "for": {"status": ["irregular"]},
}


@pytest.fixture
def promised(cast: Cast) -> Cast:
    """The country promises enrolment to everybody; the town has an act that says nothing."""
    provision(policy(cast.country, "education-act"), "enrol")
    policy(cast.territory, "school-rules", kind="ordinance")
    bring_up_to_date(cast.territory)
    return cast


def file_with(client: Client, *provisions: dict[str, Any], **slots: Any) -> bytes:
    """The file of the register with further provisions, and slots of its first policy."""
    document = yaml.safe_load(given(client))
    document["policies"][0]["provisions"] = list(provisions)
    document["policies"][0].update(slots)
    return yaml.safe_dump(document).encode()


def after(client: Client, content: bytes) -> str:
    """The page to which one comes after confirming an import."""
    answer = confirmed(client, sent(client, content))
    return client.get(answer["location"]).content.decode()


def test_an_import_says_how_much_was_written_and_what_came_up(
    client: Client, promised: Cast
) -> None:
    sign_in(client, promised.coordinator)
    content = file_with(client, EXCLUSION)
    page = after(client, content)
    told = words(page)
    assert "Imported: one entry was written." in told
    assert "One new finding came up." in told
    assert 'href="/territories/puerto-lirio/coherence/"' in page
    assert FindingRecord.objects.filter(territory=promised.territory, rule="C2").count() == 1
    # The same file once more writes nothing, and says nothing of findings.
    told = words(after(client, content))
    assert "The register holds all of this already." in told
    assert "came up" not in told


def test_an_import_that_brings_no_finding_says_so(client: Client, promised: Cast) -> None:
    sign_in(client, promised.coordinator)
    harmless = {**EXCLUSION, "modality": "duty", "for": "everybody"}
    told = words(after(client, file_with(client, harmless)))
    assert "Imported: one entry was written." in told
    assert "No new finding came up." in told


@pytest.mark.parametrize(
    ("language", "year", "body"),
    [
        ("en", "A whole number, such as 2024, is needed here", "There is no organisation"),
        ("es", "un número entero, como 2024", "«scool» no existe"),
        ("fr", "un nombre entier, comme 2024", "n’existe pas"),
        ("ar", "عدد صحيح، مثل 2024", "غير موجود"),
    ],
)
def test_mistakes_are_told_in_the_language_of_the_page(
    client: Client, promised: Cast, language: str, year: str, body: str
) -> None:
    promised.coordinator.language = language
    promised.coordinator.save()
    sign_in(client, promised.coordinator)
    wrong = {**EXCLUSION, "who": "scool"}
    content = file_with(client, wrong, year="late")
    page = sent(client, content).content.decode()
    assert f'<html lang="{language}"' in page
    assert year in page
    page = sent(client, file_with(client, wrong)).content.decode()
    assert body in page
    assert 'lang="en" dir="ltr"' not in page


RATED = {"value": -2, "voices": 4, "groups": 3, "sure": 0.95, "matrix": "Before the budget"}


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "holds one interaction that raters", "holds 2 interactions that raters"),
        ("es", "contiene una interacción acordada", "contiene 2 interacciones acordadas"),
        ("fr", "contient une interaction convenue", "contient 2 interactions convenues"),
        ("ar", "تفاعل واحد اتفق عليه", "تفاعلين اتفق عليهما"),
    ],
)
def test_interactions_in_a_file_are_never_left_out_in_silence(
    client: Client, promised: Cast, language: str, one: str, two: str
) -> None:
    policy(promised.territory, "quay-plan")
    promised.coordinator.language = language
    promised.coordinator.save()
    sign_in(client, promised.coordinator)
    document = yaml.safe_load(given(client))
    there = {"from": "school-rules", "to": "quay-plan", **RATED}
    back = {"from": "quay-plan", "to": "school-rules", **RATED}
    for pairs, told in (([there], one), ([there, back], two)):
        document["interactions"] = pairs
        page = sent(client, yaml.safe_dump(document).encode()).content.decode()
        assert told in words(page)
        assert 'href="/territories/puerto-lirio/interactions/"' in page
        # The register holds all the rest, and not these.
        assert "the register holds all of this already" not in page


def test_a_file_without_interactions_says_nothing_of_them(client: Client, promised: Cast) -> None:
    sign_in(client, promised.coordinator)
    page = sent(client, file_with(client, EXCLUSION)).content.decode()
    assert "that raters agreed on" not in page
