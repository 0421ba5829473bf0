"""The report of an assessment: who gets it, what is in it, what never is, how often."""

import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from glocal.text.sentences import plain
from glocal_web.portal.models import Action, Person
from glocal_web.portal.selectors.finding_words import finding_line
from glocal_web.portal.services import report_files
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import respond, sign_in
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED, written
from tests.web.understanding.conftest import Answered

READERS = {"steward", "coordinator", "contributor", "association", "reviewer", "reader", "above"}
COUNCIL = {"kind": "council", "language": "en", "file": "pdf"}
SHEETS = {"kind": "full", "language": "en", "file": "xlsx"}
ALL_PARTS = ["profile", "gaps", "steps", "actions", "findings", "answers", "method", "sources"]
QUERIES = 16
"""Session, person, assessment, roles, answers, evidence; the round before with its answers and
evidence; actions, findings, documents; to spare."""


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def address(answered: Answered) -> str:
    return f"/assessments/{answered.assessment.pk}/report/file/"


def made(client: Client, answered: Answered, **choices: Any) -> Any:
    return client.get(address(answered), {**COUNCIL, **choices})


def sheets(response: Any) -> str:
    """Everything that stands in a spreadsheet."""
    book = load_workbook(io.BytesIO(response.content))
    lines = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line]
    return "\n".join(str(line) for line in lines if line is not None)


@pytest.mark.parametrize("who", [*sorted(READERS), "outsider"])
def test_whoever_may_read_the_dashboard_gets_the_report(
    client: Client, answered: Answered, who: str
) -> None:
    sign_in(client, getattr(answered.cast, who))
    expected = 200 if who in READERS else 404
    page = client.get(f"/assessments/{answered.assessment.pk}/report/")
    assert page.status_code == expected
    assert made(client, answered, file="xlsx").status_code == expected


def test_a_visitor_is_asked_to_sign_in(client: Client, answered: Answered) -> None:
    for one in (address(answered), f"/assessments/{answered.assessment.pk}/report/"):
        response = client.get(one, COUNCIL)
        assert response.status_code == 302
        assert response["location"].startswith("/accounts/login/?next=")


def test_what_is_not_there_and_what_only_reads(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.reader)
    assert client.get("/assessments/999999/report/").status_code == 404
    assert client.get("/assessments/999999/report/file/", COUNCIL).status_code == 404
    assert client.post(address(answered), COUNCIL).status_code == 405


@pytest.mark.parametrize(
    ("file", "content_type", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
@pytest.mark.parametrize("kind", ["council", "full"])
def test_each_kind_is_a_file_to_keep(
    client: Client, answered: Answered, kind: str, file: str, content_type: str, begins: bytes
) -> None:
    sign_in(client, answered.cast.reader)
    response = made(client, answered, kind=kind, file=file, parts=ALL_PARTS)
    assert response.status_code == 200
    assert response["content-type"] == content_type
    assert response.content.startswith(begins)
    name = response["content-disposition"]
    assert name.startswith(f'attachment; filename="glocal-puerto-lirio-{kind}-')
    assert name.endswith(f'-en.{file}"')
    assert "private" in response["cache-control"]


def test_the_language_of_the_report_is_not_that_of_the_page(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.reader)
    client.cookies["glocal_language"] = "es"
    found = sheets(client.get(address(answered), {**SHEETS, "language": "ar", "parts": ALL_PARTS}))
    assert "كل الأرقام" in found
    assert "Puntuación" not in found
    page = client.get(f"/assessments/{answered.assessment.pk}/report/").content.decode()
    assert '<option value="es" selected>' in page


def test_the_figures_are_those_of_the_dashboard_and_say_that_they_are_a_draft(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.reader)
    found = sheets(client.get(address(answered), {**SHEETS, "parts": ["profile"]}))
    # ((√0.5 + √0.75 + √0.75) / 3)² = 0.661; 25 of 29 questions; A1.4 is not agreed.
    assert "Overall score: 66" in found
    assert "Draft, not agreed" in found
    assert "Agreed: 24 of 25 answers" in found


def test_the_one_page_names_the_round_before_and_actions_but_nobody_who_does_them(
    client: Client, answered: Answered
) -> None:
    # Both answered A1.1 to A1.3, A2 and A3: ((√(1.25 / 3) + 2 √0.5) / 3)² = 0.471, and now 0.661.
    for number in range(2, 9):
        respond(answered.earlier, answered.cast.authority, f"A1.{number}", 2)
    for number in range(1, 12):
        respond(answered.earlier, answered.cast.authority, f"A2.{number}", 2)
    for number in range(1, 11):
        respond(answered.earlier, answered.cast.authority, f"A3.{number}", 2)
    Action.objects.create(
        territory=answered.cast.territory,
        framework_id="local-pcmd",
        framework_version="1.0",
        indicator="A1.3",
        title="Ask the port",
        owner_name="Hidden Person",
    )
    sign_in(client, answered.cast.reader)
    found = words(client, answered, kind="council")
    said = "Over the 24 questions that the same groups answered in both rounds: 66 now, 47 in"
    assert f"{said} “{answered.earlier.title}”." in found
    assert "Ask the port" in found
    assert "Hidden Person" not in found


def test_files_reasons_and_persons_behind_documents_stay_inside(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.coordinator)
    found = sheets(client.get(address(answered), {**SHEETS, "parts": ALL_PARTS}))
    assert "Migration profile 2026" in found
    assert "https://example.org/profile" in found
    for secret in ("hidden.pdf", "Hidden Person", "Secret reason"):
        assert secret not in found


def test_restricted_findings_are_in_no_report_not_even_for_those_who_may_see_them(
    client: Client, answered: Answered
) -> None:
    territory = answered.cast.territory
    bring_up_to_date(territory)
    open_one, restricted, accepted = written(territory, EXCLUDED, DETERRED, DOUBLED)
    assert restricted.restricted
    accepted.workflow = "accepted"
    accepted.save()
    titles = [
        plain(finding_line(one, territory.slug, None).words.title)
        for one in (open_one, restricted, accepted)
    ]
    sign_in(client, answered.cast.coordinator)
    found = words(client, answered, parts=["findings"])
    assert [title in found for title in titles] == [True, False, False]
    assert "Severity: " in found
    assert titles[0] not in words(client, answered, parts=["profile", "gaps"])


def words(client: Client, answered: Answered, **choices: Any) -> str:
    """The words of the full report as a text document."""
    response = made(client, answered, **{"kind": "full", "file": "docx", **choices})
    with zipfile.ZipFile(io.BytesIO(response.content)) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))  # noqa: S314
    return "\n".join("".join(line.itertext()) for line in root.iter() if line.tag.endswith("}p"))


def test_actions_come_with_who_and_when_and_dropped_ones_do_not(
    client: Client, answered: Answered
) -> None:
    for title, status in (("Write #let a protocol", "planned"), ("Forgotten", "dropped")):
        Action.objects.create(
            territory=answered.cast.territory,
            framework_id="local-pcmd",
            framework_version="1.0",
            indicator="A1.3",
            target_grade=2,
            title=title,
            status=status,
            owner_name="Legal office",
        )
    sign_in(client, answered.cast.reader)
    found = sheets(client.get(address(answered), {**SHEETS, "parts": ["actions"]}))
    assert "Write #let a protocol (A1.3" in found
    assert "Legal office" in found
    assert "Forgotten" not in found


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"kind": "full", "parts": []}, "Choose at least one part."),
        ({"kind": "poem"}, "poem is not one of the available choices"),
        ({"language": "xx"}, "xx is not one of the available choices"),
        ({"file": "../../etc/passwd"}, "is not one of the available choices"),
        ({"kind": "full", "parts": ["all"]}, "all is not one of the available choices"),
    ],
)
def test_a_choice_that_cannot_be_is_said_on_the_page(
    client: Client, answered: Answered, choices: dict[str, Any], words: str
) -> None:
    sign_in(client, answered.cast.reader)
    response = made(client, answered, **choices)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_same_content_is_made_once_and_a_new_answer_makes_it_anew(
    client: Client, answered: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def writer(document: Any) -> bytes:
        written.append(json.dumps(document.facts))
        return b"%PDF"

    monkeypatch.setitem(report_files.KINDS, "pdf", ("application/pdf", writer))
    sign_in(client, answered.cast.reader)
    made(client, answered)
    sign_in(client, answered.cast.coordinator)
    made(client, answered)
    assert len(written) == 1
    made(client, answered, language="ar")
    assert len(written) == 2
    answered.document.response.delete()
    made(client, answered)
    assert len(written) == 3


def test_who_asks_without_end_is_asked_to_wait_and_nobody_else(
    client: Client, answered: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "MOST_MADE", 2)
    sign_in(client, answered.cast.reader)
    first, second, third = (made(client, answered, file="xlsx") for _time in range(3))
    assert [one.status_code for one in (first, second, third)] == [200, 200, 429]
    assert third["retry-after"] == "300"
    sign_in(client, answered.cast.reviewer)
    assert made(client, answered, file="xlsx").status_code == 200


def test_the_number_of_queries_does_not_grow(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.reader)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(address(answered), {**SHEETS, "parts": ALL_PARTS})
    assert len(seen) <= QUERIES


def test_the_page_says_that_it_will_be_a_draft(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.reader)
    page = client.get(f"/assessments/{answered.assessment.pk}/report/").content.decode()
    assert "It will be marked as a draft" in page
    assert "<bdi>1</bdi> of <bdi>25</bdi>" in page


def test_an_owner_with_a_hostile_name_is_only_text(client: Client, answered: Answered) -> None:
    Person.objects.filter(pk=answered.cast.coordinator.pk).update(name="#panic() </w:t> $x$")
    Action.objects.create(
        territory=answered.cast.territory,
        framework_id="local-pcmd",
        framework_version="1.0",
        indicator="Z9.9",
        title="@ref \\ *x*",
        owner=answered.cast.coordinator,
    )
    sign_in(client, answered.cast.reader)
    for file in ("pdf", "docx"):
        response = made(client, answered, kind="full", parts=["actions"], file=file)
        assert response.status_code == 200
    assert "#panic() </w:t> $x$" in words(client, answered, parts=["actions"])


def test_who_presses_twice_waits_and_who_asks_for_many_is_turned_away() -> None:
    desk, order = report_files._Desk(), list[str]()

    def second() -> None:
        with desk.turn(1):
            order.append("second")

    waiting = threading.Thread(target=second)
    with desk.turn(1):
        waiting.start()
        while desk.asking[1] < 2:
            time.sleep(0.001)
        with pytest.raises(report_files.TooManyReportsError), desk.turn(1):
            pytest.fail("A third of one person.")
        with (
            desk.turn(2),
            pytest.raises(report_files.TooManyReportsError),
            desk.turn(3),
        ):
            pytest.fail("A fourth in all: no thread is left for the pages.")
        order.append("first")
    waiting.join(timeout=5)
    assert order == ["first", "second"]
    assert not desk.asking
    assert not desk.turns


def test_who_is_turned_away_is_told_when_to_come_back(
    client: Client, answered: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "MOST_AT_ONCE", 0)
    sign_in(client, answered.cast.reader)
    response = made(client, answered)
    assert response.status_code == 429
    assert response["retry-after"] == "10"
    assert not report_files._desk.asking
