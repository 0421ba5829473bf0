"""The effects check that anybody may try: it shows the risks and keeps nothing."""

from typing import Any

import pytest
from django.test import Client

from glocal.advice.effects_check import check_effects
from glocal.loading import library
from glocal.model.effects_check import CheckAnswer, CheckQuestion, Severity
from glocal_web.portal.mappers.check_words import whom_to_ask
from glocal_web.portal.models import AuditEvent, EffectsCheck
from glocal_web.portal.selectors.check_reading import check_result, questions_of, wording_stamp
from glocal_web.portal.selectors.linkages import newest_labels
from tests.cast import Cast, sign_in
from tests.web.learning.checking import QUESTIONS, SECTOR, answers, as_fields

ADDRESS = f"/linkages/{SECTOR}/check/"


def sent(client: Client, values: dict[str, str]) -> str:
    response = client.post(ADDRESS, values)
    assert response.status_code == 200
    return str(response.content.decode())


def test_general_questions_come_first_each_with_three_answers(client: Client, db: None) -> None:
    page = client.get(ADDRESS).content.decode()
    places = [page.index(f'id="id_answer-{one.key}"') for one in QUESTIONS]
    assert places == sorted(places)
    assert page.count('type="radio"') == 3 * len(QUESTIONS)
    assert "Nothing is stored" in page


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_it_can_be_tried_in_every_language_without_a_query(
    client: Client, db: None, django_assert_num_queries: Any, language: str
) -> None:
    with django_assert_num_queries(0):
        assert client.get(ADDRESS, headers={"accept-language": language}).status_code == 200
    with django_assert_num_queries(0):
        values = as_fields(answers(3, 3))
        response = client.post(ADDRESS, values, headers={"accept-language": language})
    assert response.status_code == 200


def test_risks_come_heaviest_first_then_what_is_open_then_what_is_clear(
    client: Client, db: None
) -> None:
    given = answers(len(QUESTIONS) - 4, 2)
    page = sent(client, as_fields(given))
    result = check_result(SECTOR, given)
    weights = [page.index(f"risk-{one.severity}") for one in result.risks]
    assert len(result.risks) == len(QUESTIONS) - 4
    assert weights == sorted(weights)
    assert page.count('<li class="risk risk-') == len(result.risks)
    assert page.index('id="risks"') < page.index('id="open"') < page.index('id="clear"')
    assert "2 questions are open" in page
    assert "2 questions show no risk" in page


def test_not_known_and_no_answer_are_both_open(client: Client, db: None) -> None:
    page = sent(client, {f"answer-{QUESTIONS[0].key}": "unknown", **as_fields(answers(0, 0))})
    assert f"{len(QUESTIONS)} questions are open" in page
    assert "not knowing is no all-clear" in page
    assert "Ask " in page


def test_nothing_is_kept_of_it(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    sent(client, as_fields(answers(4, 4)))
    assert not EffectsCheck.objects.exists()
    assert not AuditEvent.objects.exists()
    kept = [key for key, _value in client.session.items() if not key.startswith("_auth")]
    assert kept == []


def test_the_result_is_not_kept_by_browsers_on_the_way(client: Client, db: None) -> None:
    response = client.post(ADDRESS, as_fields(answers(1, 1)))
    assert "no-store" in response["cache-control"]


def test_answers_come_back_into_the_form(client: Client, db: None) -> None:
    first = QUESTIONS[0]
    page = sent(client, {**as_fields(answers(1, 0)), "change": "1"})
    assert 'class="risk' not in page
    chosen = page.split(f'id="id_answer-{first.key}"')[1].split("</fieldset>")[0]
    assert chosen.count("checked") == 1
    assert f'value="{first.risk_if}"' in chosen.split("checked")[0].rpartition("<input")[2]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {f"answer-{QUESTIONS[0].key}": "maybe"},
        {f"answer-{QUESTIONS[0].key}": "<script>alert(1)</script>"},
        {"answer-no-such-question": "yes"},
    ],
)
def test_without_a_right_answer_the_form_is_shown_again(
    client: Client, db: None, values: dict[str, str]
) -> None:
    page = sent(client, values)
    assert 'class="check-form"' in page
    assert "error-summary" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("sector", ["magic", "HEALTH", "%00"])
def test_a_sector_without_questions_is_not_found(client: Client, db: None, sector: str) -> None:
    assert client.get(f"/linkages/{sector}/check/").status_code == 404
    assert client.post(f"/linkages/{sector}/check/", {}).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, db: None, method: str) -> None:
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_people_who_plan_are_offered_to_keep_it(client: Client, cast: Cast) -> None:
    values = as_fields(answers(2, 1))
    offer = 'formaction="/territories/puerto-lirio/checks/new/"'
    assert offer not in sent(client, values)
    for who, is_offered in (("contributor", True), ("reader", False), ("reviewer", False)):
        sign_in(client, getattr(cast, who))
        assert (offer in sent(client, values)) is is_offered, who


def test_the_answers_are_taken_over_into_a_new_check(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    address = "/territories/puerto-lirio/checks/new/"
    values = as_fields(answers(2, 1))
    page = client.post(address, {**values, "sector": SECTOR, "start": "1"}).content.decode()
    assert not EffectsCheck.objects.exists()
    assert "error-summary" not in page
    for name, value in values.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    client.post(address, {**values, "sector": SECTOR, "title": "Ordinance"})
    assert EffectsCheck.objects.get().answers == answers(2, 1)


def test_no_key_of_a_sector_is_a_general_one() -> None:
    general = {one.key for one in library.effects_check()}
    for sector, linkage in library.linkages().items():
        keys = [one.key for one in linkage.questions]
        assert general.isdisjoint(keys), sector
        assert len(questions_of(sector)) == len(general) + len(set(keys))


def test_the_wording_is_that_of_the_sector_and_the_same_twice() -> None:
    assert wording_stamp(SECTOR) == wording_stamp(SECTOR)
    assert wording_stamp(SECTOR) != wording_stamp("education")
    assert len(wording_stamp(SECTOR)) == 12


def test_a_hand_made_check_reads_as_the_core_says() -> None:
    given = {QUESTIONS[0].key: QUESTIONS[0].risk_if, "no-such-key": CheckAnswer.YES}
    core = check_effects(QUESTIONS, given)
    assert check_result(SECTOR, {key: str(one) for key, one in given.items()}) == core
    assert [one.key for one in core.risks] == [QUESTIONS[0].key]


@pytest.mark.parametrize(
    ("indicators", "barrier", "who"),
    [
        (("A2.7",), None, "province"),
        (("A2.7",), "fee", "province"),
        (("A1.8",), None, "partner territory"),
        (("A2.3",), None, "council"),
        (("B1.5",), "language", "counter"),
        (("A1.4",), None, "write the draft"),
        ((), None, "write the draft"),
        (("Z9.9",), None, "write the draft"),
    ],
)
def test_an_open_question_names_who_is_likely_to_know(
    indicators: tuple[str, ...], barrier: str | None, who: str
) -> None:
    question = CheckQuestion("x", CheckAnswer.YES, Severity.LOW, indicators, barrier)
    assert who in whom_to_ask(question, newest_labels().framework)
