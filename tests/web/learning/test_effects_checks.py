"""Effects checks that a territory keeps: begun, answered, decided, removed; nothing gets lost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glocal_web.portal.models import AuditEvent, EffectsCheck
from tests.cast import Cast, sign_in
from tests.web.learning.checking import QUESTIONS, SECTOR, answers, as_fields, form, kept

LIST = "/territories/puerto-lirio/checks/"
FIRST = QUESTIONS[0].key


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_check_is_begun_and_noted_in_the_log(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    response = client.post(
        f"{LIST}new/", {"title": "Clinic hours", "summary": "A\r\nB", "sector": SECTOR}
    )
    check = EffectsCheck.objects.get()
    assert response["location"] == f"/checks/{check.pk}/edit/"
    assert (check.title, check.summary, check.created_by) == (
        "Clinic hours",
        "A\nB",
        cast.contributor,
    )
    assert (check.answers, check.status, check.version) == ({}, "open", 1)
    assert len(check.wording) == 12
    assert verbs() == ["effects-check.created"]
    assert check.history.first().history_user == cast.contributor


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"sector": ""},
        {"sector": "magic"},
        {"summary": "x" * 4001},
        {"title": "\x00"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    client: Client, cast: Cast, wrong: dict[str, str]
) -> None:
    sign_in(client, cast.contributor)
    values = {"title": "Clinic hours", "summary": "My words", "sector": SECTOR, **wrong}
    response = client.post(f"{LIST}new/", values)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    assert not EffectsCheck.objects.exists()


def test_the_list_counts_risks_by_weight_and_open_questions(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, answers=answers(len(QUESTIONS), 0))
    kept(cast.territory, "Nothing answered")
    page = sign_in(client, cast.reader).get(LIST).content.decode()
    assert f'href="/checks/{check.pk}/"' in page
    assert f"Open <bdi>{len(QUESTIONS)}</bdi>" in page
    high = sum(one.severity == "high" for one in QUESTIONS)
    assert f"<bdi>{high}</bdi>" in page


def test_the_empty_list_says_what_to_do(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.contributor).get(LIST).content.decode()
    assert f'href="{LIST}new/"' in page
    page = sign_in(client, cast.reader).get(LIST).content.decode()
    assert f'href="{LIST}new/"' not in page
    assert 'href="/linkages/"' in page


def test_the_page_shows_risks_remarks_and_the_way_to_an_action(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, answers=answers(1, 1), remarks={FIRST: "Article 4 <b>"})
    page = sign_in(client, cast.contributor).get(f"/checks/{check.pk}/").content.decode()
    assert page.count('<li class="risk risk-') == 1
    assert "Article 4 &lt;b&gt;" in page
    code = QUESTIONS[0].indicators[0]
    way = f"/territories/puerto-lirio/actions/new/?assessment={cast.assessment.pk}"
    assert f"{way}&amp;indicator={code}" in page
    assert client.get(f"{way}&indicator={code}").status_code == 200
    page = sign_in(client, cast.reader).get(f"/checks/{check.pk}/").content.decode()
    assert "/actions/new/" not in page
    assert "/edit/" not in page


def test_a_code_that_the_round_does_not_ask_offers_no_action(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, answers=answers(len(QUESTIONS), 0))
    page = sign_in(client, cast.contributor).get(f"/checks/{check.pk}/").content.decode()
    # The round of the cast is by version 1.0, which does not ask the indicators of B yet.
    assert "indicator=A1" in page
    assert "indicator=B" not in page


def test_answers_remarks_and_conclusion_are_saved_once(client: Client, cast: Cast) -> None:
    check = kept(cast.territory)
    sign_in(client, cast.contributor)
    values = form(
        check, **as_fields(answers(1, 1)), **{f"remark-{FIRST}": "Art. 4", "conclusion": "Mended"}
    )
    for _time in range(2):
        response = client.post(f"/checks/{check.pk}/edit/", values)
        assert response["location"] == f"/checks/{check.pk}/"
    check.refresh_from_db()
    assert (check.answers, check.remarks) == (answers(1, 1), {FIRST: "Art. 4"})
    assert (check.conclusion, check.version, check.status) == ("Mended", 2, "open")
    assert verbs() == ["effects-check.changed"]


def test_answers_to_questions_that_are_gone_stay(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, answers={"gone": "yes", FIRST: "yes"})
    sign_in(client, cast.contributor)
    client.post(f"/checks/{check.pk}/edit/", form(check, **{f"answer-{FIRST}": ""}))
    check.refresh_from_db()
    assert check.answers == {"gone": "yes"}


def test_a_stale_form_overwrites_nothing_and_shows_both(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, answers={FIRST: "unknown"})
    mine = form(check, title="Mine", **{f"answer-{FIRST}": "yes", f"remark-{FIRST}": "My remark"})
    sign_in(client, cast.coordinator)
    theirs = {"title": "Theirs", f"answer-{FIRST}": "no", f"remark-{FIRST}": "Their remark"}
    client.post(f"/checks/{check.pk}/edit/", form(check, **theirs))
    sign_in(client, cast.contributor)
    response = client.post(f"/checks/{check.pk}/edit/", mine)
    page = response.content.decode()
    assert response.status_code == 409
    check.refresh_from_db()
    assert (check.title, check.answers[FIRST]) == ("Theirs", "no")
    for words in ('value="Mine"', "My remark", "Theirs", "Their remark", "<bdi>No</bdi>"):
        assert words in page
    assert 'name="version" value="2"' in page
    client.post(f"/checks/{check.pk}/edit/", {**mine, "version": "2"})
    check.refresh_from_db()
    assert (check.title, check.answers[FIRST]) == ("Mine", "yes")


def test_a_check_is_closed_with_a_decision_and_opened_again(client: Client, cast: Cast) -> None:
    check = kept(cast.territory)
    sign_in(client, cast.contributor)
    address = f"/checks/{check.pk}/edit/"
    page = client.post(address, form(check, close="1")).content.decode()
    assert "Write what was decided" in page
    client.post(address, form(check, close="1", conclusion="Article 4 struck."))
    check.refresh_from_db()
    assert (check.status, check.version) == ("done", 2)
    assert 'name="reopen"' in client.get(address).content.decode()
    # Whoever still had the form open is told, and loses nothing.
    response = client.post(address, form(check, title="Late"))
    assert response.status_code == 409
    assert 'value="Late"' in response.content.decode()
    client.post(address, {"reopen": "1"})
    check.refresh_from_db()
    assert (check.status, check.title) == ("open", "Ordinance on clinics")
    assert verbs() == ["effects-check.changed", "effects-check.closed", "effects-check.reopened"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "x"},
        {"version": ""},
        {"version": "99999999999999999999"},
        {f"answer-{FIRST}": "maybe"},
        {f"remark-{FIRST}": "x" * 1001},
        {"title": ""},
        {"conclusion": "x" * 4001},
    ],
)
def test_a_form_that_is_not_right_changes_nothing(
    client: Client, cast: Cast, wrong: dict[str, str]
) -> None:
    check = kept(cast.territory)
    sign_in(client, cast.contributor)
    response = client.post(f"/checks/{check.pk}/edit/", form(check, **{"title": "New", **wrong}))
    assert response.status_code in (200, 409)
    check.refresh_from_db()
    assert (check.title, check.version) == ("Ordinance on clinics", 1)


def test_the_page_says_when_the_questions_have_changed(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, wording="000000000000")
    sign_in(client, cast.contributor)
    for address in (f"/checks/{check.pk}/", f"/checks/{check.pk}/edit/"):
        assert "The questions have changed since" in client.get(address).content.decode()
    client.post(f"/checks/{check.pk}/edit/", form(check, summary="Read again"))
    page = client.get(f"/checks/{check.pk}/").content.decode()
    assert "The questions have changed since" not in page


def test_a_check_of_a_sector_that_is_gone_can_still_be_read(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, sector="gone", answers={"a": "yes"})
    sign_in(client, cast.contributor)
    assert client.get(f"/checks/{check.pk}/").status_code == 200
    assert client.get(f"/checks/{check.pk}.json").json()["questions"] == []
    assert client.get(LIST).status_code == 200
    assert client.get(f"/checks/{check.pk}/edit/").status_code == 404


def test_it_is_removed_after_asking_once_more(client: Client, cast: Cast) -> None:
    check = kept(cast.territory)
    sign_in(client, cast.coordinator)
    assert "Remove the effects check" in client.get(f"/checks/{check.pk}/remove/").content.decode()
    assert client.post(f"/checks/{check.pk}/remove/")["location"] == LIST
    assert not EffectsCheck.objects.exists()
    assert verbs() == ["effects-check.removed"]
    assert client.post(f"/checks/{check.pk}/remove/").status_code == 404


def test_the_data_say_what_the_page_says(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, answers=answers(2, 1), remarks={FIRST: "Art. 4"})
    data = sign_in(client, cast.reader).get(f"/checks/{check.pk}.json").json()
    assert (data["sector"], data["territory"], data["open"]) == (
        SECTOR,
        "puerto-lirio",
        len(QUESTIONS) - 3,
    )
    first = data["questions"][0]
    assert (first["key"], first["shows"], first["remark"]) == (FIRST, "risk", "Art. 4")
    assert sum(data["risks"].values()) == 2
    assert data["wording"] == data["wording_now"]
    assert data.keys().isdisjoint({"created_by", "person"})


def test_the_data_carry_no_names_of_persons(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, created_by=cast.contributor)
    text = sign_in(client, cast.reader).get(f"/checks/{check.pk}.json").content.decode()
    assert cast.contributor.name not in text


@pytest.mark.parametrize("end", ["/", "/edit/", "/remove/", ".json"])
def test_a_check_that_is_not_there_is_not_found(client: Client, cast: Cast, end: str) -> None:
    sign_in(client, cast.coordinator)
    assert client.get(f"/checks/999999{end}").status_code == 404
    assert client.get(f"/checks/{'9' * 30}{end}").status_code == 404


def test_the_territory_and_its_question_lead_here(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    assert f'href="{LIST}"' in client.get("/territories/puerto-lirio/").content.decode()
    answer = client.get(f"/assessments/{cast.assessment.pk}/answer/A1.5/").content.decode()
    assert f'href="{LIST}"' in answer
    other = client.get(f"/assessments/{cast.assessment.pk}/answer/A1.4/").content.decode()
    assert f'href="{LIST}"' not in other


def test_the_number_of_queries_does_not_grow(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    check = kept(cast.territory, answers=answers(2, 2))

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    first: dict[str, Any] = {one: queries(one) for one in (LIST, f"/checks/{check.pk}/")}
    for number in range(20):
        kept(cast.territory, f"Draft {number}", answers=answers(3, 3))
    assert {one: queries(one) for one in first} == first
    assert max(first.values()) <= 8
