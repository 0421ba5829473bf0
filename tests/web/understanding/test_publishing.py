"""Publishing: agreed answers and nothing else, frozen, and taken back when asked."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glocal.loading.catalogue import framework
from glocal.model.kinds import AnswerState, EvidenceLevel
from glocal.model.response import Response as ResponseValue
from glocal.scoring.scorecard import score
from glocal_web.portal.mappers.snapshot import fingerprint
from glocal_web.portal.models import AssessmentStatus, AuditEvent, Publication, Response, Territory
from glocal_web.portal.selectors.publications import draft_snapshot
from tests.cast import sign_in
from tests.web.understanding.conftest import Answered


def mark(answered: Answered, rationales: bool = False) -> str:
    copy, _agreed, _spoken = draft_snapshot(answered.assessment, rationales)
    return fingerprint(copy)


def publish(client: Client, answered: Answered, **more: str) -> None:
    sign_in(client, answered.cast.coordinator)
    values = {"seen": mark(answered, "rationales" in more), "sure": "on", **more}
    response = client.post(f"/assessments/{answered.assessment.pk}/publish/", values)
    assert response["location"] == public(answered)
    client.logout()


def public(answered: Answered, kind: str = "/") -> str:
    return f"/published/puerto-lirio/{answered.assessment.pk}{kind}"


def test_the_preview_shows_what_would_be_left_out(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.coordinator)
    page = client.get(f"/assessments/{answered.assessment.pk}/publish/").content.decode()
    assert "<bdi>24</bdi> agreed answers become public" in page
    assert "<bdi>1</bdi> answer is not agreed: it stays inside" in page
    assert "Secret reason" not in page


def test_reasons_become_public_only_when_ticked(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.coordinator)
    page = client.get(
        f"/assessments/{answered.assessment.pk}/publish/?rationales=on"
    ).content.decode()
    assert "&lt;b&gt;Secret reason&lt;/b&gt;" in page
    publish(client, answered)
    assert "Secret reason" not in client.get(public(answered)).content.decode()
    assert "Secret reason" not in client.get(public(answered, ".json")).content.decode()
    publish(client, answered, rationales="on")
    assert "Secret reason" in client.get(public(answered)).content.decode()


def test_everybody_sees_the_agreed_answers_with_the_figures_they_give(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    page = client.get(public(answered)).content.decode()
    # Without A1.4, which nobody agreed on, A1 = 1.75 / 3, held at 0.5: the total is 66 again.
    assert "<bdi>66</bdi>" in page
    assert "Migration profile 2026" in page
    assert 'href="https://example.org/profile"' in page
    assert "<bdi>5</bdi> indicators have no agreed answer" in page
    assert "held at <bdi>50</bdi>" in page


def test_no_file_person_note_or_single_answer_becomes_public(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    for kind in ("/", ".json", ".csv"):
        content = client.get(public(answered, kind)).content.decode()
        for secret in ("hidden.pdf", "Hidden Person", "Conrad", "Cora", "Voces del Puerto"):
            assert secret not in content


def test_the_public_page_reads_the_snapshot_alone(client: Client, answered: Answered) -> None:
    publish(client, answered)
    before = client.get(public(answered, ".json")).json()
    Response.objects.filter(indicator="A1.1").update(grade=0)
    Territory.objects.filter(slug="puerto-lirio").update(name="Renamed")
    after = client.get(public(answered, ".json")).json()
    assert before == after
    assert "Renamed" not in client.get(public(answered)).content.decode()


def test_the_public_page_takes_two_queries_whatever_is_published(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    for kind in ("/", ".json", ".csv"):
        with CaptureQueriesContext(connection) as queries:
            client.get(public(answered, kind))
        assert len(queries) == 2


def test_the_data_says_licence_framework_hash_coverage_and_date(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    response = client.get(public(answered, ".json"))
    data = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert data["licence"]["id"] == "CC-BY-4.0"
    assert data["framework"]["id"] == "local-pcmd"
    assert data["framework"]["content_hash"] == answered.assessment.content_hash
    # Three of eight in A1, all eleven of A2 and ten of A3 are agreed: 24 of 29.
    assert data["scores"]["total"]["coverage"] == pytest.approx(0.827586)
    assert data["scores"]["total"]["value"] == pytest.approx(0.661054)
    assert data["published_at"].startswith("20")
    assert len(data["answers"]) == 29


def test_the_table_opens_in_a_spreadsheet_without_running_anything(
    client: Client, answered: Answered
) -> None:
    answered.document.title = '=HYPERLINK("http://evil.example")'
    answered.document.save()
    publish(client, answered)
    text = client.get(public(answered, ".csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    first = next(row for row in rows if row["row"] == "answer" and row["code"] == "A1.1")
    assert first["documents"].startswith("'=HYPERLINK")
    assert (first["grade"], first["value"]) == ("3.0", "0.75")
    total = next(row for row in rows if row["code"] == "total")
    assert (total["territory"], total["licence"]) == ("Puerto Lirio", "CC-BY-4.0")


def test_publishing_is_noted_and_closes_the_assessment(client: Client, answered: Answered) -> None:
    publish(client, answered)
    answered.assessment.refresh_from_db()
    assert answered.assessment.status == AssessmentStatus.PUBLISHED
    event = AuditEvent.objects.get(verb="assessment.published")
    assert event.actor == answered.cast.coordinator
    assert event.data["fingerprint"] == fingerprint(Publication.objects.get().snapshot)


def test_what_changed_since_the_preview_is_not_published(
    client: Client, answered: Answered
) -> None:
    seen = mark(answered)
    Response.objects.filter(indicator="A1.1").update(grade=1)
    sign_in(client, answered.cast.coordinator)
    address = f"/assessments/{answered.assessment.pk}/publish/"
    response = client.post(address, {"seen": seen, "sure": "on"})
    assert response.status_code == 409
    assert "The answers changed meanwhile" in response.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize("values", [{}, {"sure": "on"}, {"sure": "on", "seen": "x" * 64}])
def test_without_the_confirmation_nothing_is_published(
    client: Client, answered: Answered, values: dict[str, str]
) -> None:
    sign_in(client, answered.cast.coordinator)
    address = f"/assessments/{answered.assessment.pk}/publish/"
    assert client.post(address, values).status_code == 200
    assert not Publication.objects.exists()


def test_sending_the_form_twice_publishes_once(client: Client, answered: Answered) -> None:
    publish(client, answered)
    publish(client, answered)
    assert Publication.objects.count() == 1


def test_without_an_agreed_answer_there_is_nothing_to_publish(
    client: Client, answered: Answered
) -> None:
    Response.objects.update(status="submitted")
    sign_in(client, answered.cast.coordinator)
    address = f"/assessments/{answered.assessment.pk}/publish/"
    assert "none is agreed yet" in client.get(address).content.decode()
    client.post(address, {"seen": mark(answered), "sure": "on"})
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("contributor", 403), ("reviewer", 403), ("reader", 403), ("outsider", 404)],
)
def test_only_a_coordinator_publishes_and_withdraws(
    client: Client, answered: Answered, who: str, status: int
) -> None:
    publish(client, answered)
    sign_in(client, getattr(answered.cast, who))
    for deed in ("publish", "withdraw"):
        address = f"/assessments/{answered.assessment.pk}/{deed}/"
        values = {"seen": mark(answered), "sure": "on"}
        assert client.post(address, values).status_code == status
    assert Publication.objects.filter(withdrawn_at=None).count() == 1


def test_what_is_withdrawn_is_gone_for_everybody_and_the_assessment_open_again(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    sign_in(client, answered.cast.coordinator)
    client.post(f"/assessments/{answered.assessment.pk}/withdraw/")
    client.logout()
    for kind in ("/", ".json", ".csv"):
        response = client.get(public(answered, kind))
        assert response.status_code == 410
        assert "Puerto Lirio" not in response.content.decode()
    answered.assessment.refresh_from_db()
    assert answered.assessment.status == AssessmentStatus.OPEN
    assert AuditEvent.objects.filter(verb="publication.withdrawn").count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "/published/puerto-lirio/999999/",
        "/published/santa-brena/{key}/",
        "/published/puerto-lirio/{key}.xml",
        "/published/puerto-lirio/99999999999999999999999.json",
    ],
)
def test_what_was_never_published_is_not_found(
    client: Client, answered: Answered, address: str
) -> None:
    publish(client, answered)
    assert client.get(address.format(key=answered.assessment.pk)).status_code == 404


def test_an_assessment_that_is_not_published_has_no_public_page(
    client: Client, answered: Answered
) -> None:
    assert client.get(public(answered)).status_code == 404


def test_nothing_can_be_sent_to_the_public_page(client: Client, answered: Answered) -> None:
    publish(client, answered)
    for kind in ("/", ".json"):
        assert client.post(public(answered, kind)).status_code == 405


def test_an_example_territory_says_so_on_its_public_page(
    client: Client, answered: Answered
) -> None:
    territory = answered.assessment.territory
    territory.is_example = True
    territory.save()
    publish(client, answered)
    assert "This is an invented example" in client.get(public(answered)).content.decode()


def test_the_words_of_the_public_page_come_in_the_readers_language(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    page = client.get(public(answered), headers={"accept-language": "es"}).content.decode()
    assert "Perfil migratorio del territorio" in page


def test_with_another_wording_installed_the_snapshot_speaks_for_itself(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    publication = Publication.objects.get()
    publication.snapshot["framework"]["content_hash"] = "0" * 64
    publication.snapshot["answers"][0]["title"] = "The title of that day"
    publication.save()
    page = client.get(public(answered), headers={"accept-language": "es"}).content.decode()
    assert "The title of that day" in page


def test_a_snapshot_is_plain_json(answered: Answered) -> None:
    copy, _agreed, _spoken = draft_snapshot(answered.assessment, with_rationales=True)
    assert json.loads(json.dumps(copy)) == copy


def test_whoever_reads_the_data_can_compute_the_scores_again(
    client: Client, answered: Answered
) -> None:
    # The recipe of docs/reference/publication.md.
    publish(client, answered)
    copy = client.get(public(answered, ".json")).json()
    structure = framework(copy["framework"]["id"], copy["framework"]["version"])
    answers = [
        ResponseValue(
            item["indicator"],
            AnswerState(item["state"]),
            item["grade"],
            EvidenceLevel(item["evidence_level"]),
            agreed=True,
        )
        for item in copy["answers"]
    ]
    again = score(structure, answers)
    assert again.total.value == pytest.approx(copy["scores"]["total"]["value"], abs=1e-6)
    assert again.total.low == pytest.approx(copy["scores"]["total"]["low"], abs=1e-6)


def test_the_fingerprint_in_the_file_is_that_of_its_content(
    client: Client, answered: Answered
) -> None:
    publish(client, answered)
    copy = client.get(public(answered, ".json")).json()
    told = copy.pop("fingerprint")
    copy.pop("published_at")
    assert fingerprint(copy) == told
