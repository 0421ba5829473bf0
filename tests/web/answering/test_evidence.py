"""Evidence: added with its file, checked by a second person, gone with its row."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.storage.filesystem import FileSystemStorage

from glocal.model.kinds import EvidenceLevel
from glocal_web.portal.mappers.evidence_level import (
    Document,
    evidence_level,
    evidence_levels,
)
from glocal_web.portal.models import (
    Assessment,
    AuditEvent,
    Evidence,
    Participant,
    Response,
)
from glocal_web.portal.permissions import NotAllowedError
from glocal_web.portal.services.evidence import (
    EvidenceOutcome,
    NewEvidence,
    add_evidence,
    check_evidence,
    remove_evidence,
    withdraw_check,
)
from glocal_web.portal.services.uploads import check_upload
from tests.cast import Cast, respond
from tests.web.answering import files


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def lead(cast: Cast) -> Participant:
    return Participant.objects.get(assessment=cast.assessment, is_lead=True)


def with_file(title: str = "Profile 2024") -> NewEvidence:
    return NewEvidence(
        "report", title, date=date(2024, 5, 1),
        upload=check_upload(files.upload("profile.pdf", files.PDF)),
    )  # fmt: skip


def add(cast: Cast, new: NewEvidence) -> Evidence:
    outcome, row = add_evidence(cast.contributor, lead(cast), "A1.1", new)
    assert outcome is EvidenceOutcome.DONE
    assert row is not None
    return row


def test_file_is_stored_under_a_random_name(cast: Cast, uploads: Path) -> None:
    row = add(cast, with_file())
    stored = uploads / str(row.file.name)
    assert stored.read_bytes() == files.PDF
    assert "profile" not in stored.name
    assert stored.suffix == ".pdf"
    assert (row.file_name, row.file_size) == ("profile.pdf", len(files.PDF))


def test_adding_is_logged_without_the_persons_words(cast: Cast) -> None:
    add(cast, with_file())
    event = AuditEvent.objects.get()
    assert event.verb == "evidence.added"
    assert event.data == {"indicator": "A1.1", "kind": "report", "has_file": True}


def test_evidence_before_any_answer_leaves_the_answer_open(cast: Cast) -> None:
    add(cast, NewEvidence("web", "Open data", url="https://example.org"))
    assert Response.objects.get().state == "not-answered"


def test_second_click_adds_no_second_document(cast: Cast, uploads: Path) -> None:
    first = add(cast, with_file())
    outcome, again = add_evidence(cast.contributor, lead(cast), "A1.1", with_file())
    assert (outcome, again) == (EvidenceOutcome.ALREADY, first)
    assert len(list(uploads.rglob("*.pdf"))) == 1


def test_full_disk_saves_nothing_and_says_so(cast: Cast, monkeypatch: Any) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    outcome, row = add_evidence(cast.contributor, lead(cast), "A1.1", with_file())
    assert (outcome, row) == (EvidenceOutcome.NOT_STORED, None)
    assert (Evidence.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_file_whose_row_cannot_be_saved_is_deleted(
    cast: Cast, uploads: Path, monkeypatch: Any
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Evidence, "save", broken)
    with pytest.raises(RuntimeError):
        add_evidence(cast.contributor, lead(cast), "A1.1", with_file())
    assert list(uploads.rglob("*.pdf")) == []


def test_removed_file_goes_after_the_commit_and_the_log_keeps_a_row(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    row = add(cast, with_file())
    name = str(row.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_evidence(cast.contributor, row.pk) is EvidenceOutcome.DONE
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    event = AuditEvent.objects.get(verb="evidence.removed")
    assert event.subject_name == "Profile 2024"
    assert event.data["had_file"] is True


def test_agreed_answer_keeps_its_evidence(cast: Cast) -> None:
    row = add(cast, with_file())
    Response.objects.update(status="agreed")
    assert remove_evidence(cast.contributor, row.pk) is EvidenceOutcome.LOCKED
    assert add_evidence(cast.contributor, lead(cast), "A1.1", with_file("Other"))[0] is (
        EvidenceOutcome.LOCKED
    )


def test_published_assessment_keeps_its_evidence(cast: Cast) -> None:
    row = add(cast, with_file())
    Assessment.objects.update(status="published")
    assert remove_evidence(cast.contributor, row.pk) is EvidenceOutcome.LOCKED
    assert check_evidence(cast.reviewer, row.pk) is EvidenceOutcome.LOCKED


def test_another_organisation_cannot_add_or_remove(cast: Cast) -> None:
    row = add(cast, with_file())
    with pytest.raises(NotAllowedError):
        remove_evidence(cast.association, row.pk)
    with pytest.raises(NotAllowedError):
        add_evidence(cast.association, lead(cast), "A1.1", with_file("Other"))


def test_second_person_checks_and_may_take_it_back(cast: Cast) -> None:
    row = add(cast, with_file())
    assert check_evidence(cast.reviewer, row.pk) is EvidenceOutcome.DONE
    assert check_evidence(cast.reviewer, row.pk) is EvidenceOutcome.ALREADY
    row.refresh_from_db()
    assert row.checked_by == cast.reviewer
    assert withdraw_check(cast.coordinator, row.pk) is EvidenceOutcome.OWN
    assert withdraw_check(cast.reviewer, row.pk) is EvidenceOutcome.DONE
    row.refresh_from_db()
    assert (row.checked_by, row.checked_at) == (None, None)


def test_nobody_checks_what_they_added_or_answered(cast: Cast) -> None:
    response = respond(
        cast.assessment, cast.authority, "A1.1", 3, status="submitted", by=cast.coordinator
    )
    added_by_contributor = add(cast, with_file())
    assert check_evidence(cast.coordinator, added_by_contributor.pk) is EvidenceOutcome.OWN
    own = Evidence.objects.create(
        response=response, kind="web", title="Own", added_by=cast.reviewer
    )
    assert check_evidence(cast.reviewer, own.pk) is EvidenceOutcome.OWN


def test_contributor_cannot_check(cast: Cast) -> None:
    row = add(cast, with_file())
    with pytest.raises(NotAllowedError):
        check_evidence(cast.contributor, row.pk)


LAW = Document("law", can_be_found=True, added_by=1)
NAMED = Document("report", can_be_found=False, added_by=1)
CHECKED_LAW = Document("law", can_be_found=True, added_by=1, checked_by=2, checked=True)
CHECKED_DATA = Document("data", can_be_found=True, added_by=1, checked_by=2, checked=True)
OWN_CHECK = Document("data", can_be_found=True, added_by=1, checked_by=1, checked=True)


@pytest.mark.parametrize(
    ("rationale", "documents", "level"),
    [
        ("", [], EvidenceLevel.NONE),
        ("  \n", [], EvidenceLevel.NONE),
        ("Because.", [], EvidenceLevel.DECLARED),
        ("", [NAMED], EvidenceLevel.DECLARED),
        ("", [LAW], EvidenceLevel.CITED),
        ("Because.", [NAMED, LAW], EvidenceLevel.CITED),
        ("", [CHECKED_LAW], EvidenceLevel.CHECKED),
        ("", [LAW, CHECKED_DATA], EvidenceLevel.OUTCOME),
        ("", [OWN_CHECK], EvidenceLevel.CITED),
    ],
)
def test_level_of_support(rationale: str, documents: list[Document], level: EvidenceLevel) -> None:
    assert evidence_level(rationale, documents) is level


def test_check_by_who_answered_does_not_count() -> None:
    assert evidence_level("", [CHECKED_LAW], answered_by=2) is EvidenceLevel.CITED


def test_check_still_counts_when_the_checkers_account_is_gone() -> None:
    gone = Document("law", can_be_found=True, added_by=1, checked_by=None, checked=True)
    assert evidence_level("", [gone], answered_by=3) is EvidenceLevel.CHECKED


def test_levels_of_many_responses_take_one_query(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    first = respond(cast.assessment, cast.authority, "A1.1", 3, rationale="Yes.")
    second = respond(cast.assessment, cast.authority, "A1.2", 3)
    third = respond(cast.assessment, cast.authority, "A1.3", 3)
    Evidence.objects.create(response=second, kind="law", title="Law", url="https://example.org")
    Evidence.objects.create(response=third, kind="law", title="Law without a date")
    rows = list(Response.objects.all())
    with django_assert_num_queries(1):
        levels = evidence_levels(rows)
    assert levels == {
        first.pk: EvidenceLevel.DECLARED,
        second.pk: EvidenceLevel.CITED,
        third.pk: EvidenceLevel.DECLARED,
    }
