"""Review: submitted → sent back or agreed → reopened, by somebody else than who answered."""

import pytest

from glocal_web.portal.models import (
    Assessment,
    AuditEvent,
    Person,
    Response,
    ResponseStatus,
    ReviewNote,
    Role,
)
from glocal_web.portal.permissions import NotAllowedError, NotVisibleError
from glocal_web.portal.services.review import (
    Reviewed,
    agree,
    reopen,
    reopen_assessment,
    send_back,
)
from tests.cast import Cast, respond


def submitted(cast: Cast, by: Person | None = None, grade: float = 2) -> Response:
    return respond(
        cast.assessment,
        cast.authority,
        "A1.1",
        grade,
        status="submitted",
        by=by or cast.contributor,
    )


def test_reviewer_agrees_and_the_log_says_so(cast: Cast) -> None:
    row = submitted(cast)
    assert agree(cast.reviewer, row.pk, 1, "Fits the profile.") is Reviewed.DONE
    row.refresh_from_db()
    assert row.status == ResponseStatus.AGREED
    assert ReviewNote.objects.get().text == "Fits the profile."
    event = AuditEvent.objects.get()
    assert (event.verb, event.data) == ("response.agreed", {"indicator": "A1.1", "version": 1})


def test_agreeing_leaves_date_and_author_of_the_answer(cast: Cast) -> None:
    row = submitted(cast)
    agree(cast.reviewer, row.pk, 1)
    after = Response.objects.get()
    assert (after.updated_at, after.updated_by) == (row.updated_at, cast.contributor)


def test_agreeing_twice_is_agreeing_once(cast: Cast) -> None:
    row = submitted(cast)
    agree(cast.reviewer, row.pk, 1)
    assert agree(cast.reviewer, row.pk, 1) is Reviewed.ALREADY
    assert AuditEvent.objects.count() == 1


def test_answer_that_changed_since_the_reviewer_read_it_is_not_agreed(cast: Cast) -> None:
    row = submitted(cast)
    Response.objects.update(version=2)
    assert agree(cast.reviewer, row.pk, 1) is Reviewed.CHANGED
    assert Response.objects.get().status == ResponseStatus.SUBMITTED


def test_draft_cannot_be_agreed(cast: Cast) -> None:
    row = respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    assert agree(cast.reviewer, row.pk, 1) is Reviewed.NOT_WAITING


def test_only_one_answer_an_indicator_is_agreed(cast: Cast) -> None:
    first = submitted(cast)
    second = respond(cast.assessment, cast.association_org, "A1.1", 1, status="submitted")
    agree(cast.reviewer, first.pk, 1)
    agree(cast.reviewer, second.pk, 1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (ResponseStatus.SUBMITTED, ResponseStatus.AGREED)
    assert AuditEvent.objects.filter(verb="response.reopened", subject_id=first.pk).exists()


def test_agreed_answer_to_another_indicator_stays(cast: Cast) -> None:
    other = respond(cast.assessment, cast.authority, "A1.2", 3, status="agreed")
    row = submitted(cast)
    agree(cast.reviewer, row.pk, 1)
    other.refresh_from_db()
    assert other.status == ResponseStatus.AGREED


def test_sending_back_needs_a_note(cast: Cast) -> None:
    row = submitted(cast)
    assert send_back(cast.reviewer, row.pk, 1, "  ") is Reviewed.NOTE_MISSING
    assert Response.objects.get().status == ResponseStatus.SUBMITTED
    assert send_back(cast.reviewer, row.pk, 1, "Which year?") is Reviewed.DONE
    assert Response.objects.get().status == ResponseStatus.RETURNED
    assert AuditEvent.objects.get().verb == "response.returned"


def test_nobody_reviews_their_own_answer(cast: Cast) -> None:
    row = submitted(cast, by=cast.coordinator)
    assert agree(cast.coordinator, row.pk, 1) is Reviewed.OWN_ANSWER
    assert Response.objects.get().status == ResponseStatus.SUBMITTED


def test_coordinator_who_is_alone_reviews_their_own_answer_and_the_log_says_so(cast: Cast) -> None:
    Role.objects.filter(person=cast.reviewer).delete()
    row = submitted(cast, by=cast.coordinator)
    assert agree(cast.coordinator, row.pk, 1) is Reviewed.DONE
    assert AuditEvent.objects.get().data["self_review"] is True


def test_reopening_unlocks_and_needs_a_note(cast: Cast) -> None:
    row = respond(cast.assessment, cast.authority, "A1.1", 2, status="agreed")
    assert reopen(cast.reviewer, row.pk, "") is Reviewed.NOTE_MISSING
    assert reopen(cast.reviewer, row.pk, "New profile.") is Reviewed.DONE
    assert Response.objects.get().status == ResponseStatus.RETURNED
    assert AuditEvent.objects.get().verb == "response.reopened"


def test_nothing_is_reviewed_after_publication(cast: Cast) -> None:
    waiting = submitted(cast)
    settled = respond(cast.assessment, cast.authority, "A1.2", 2, status="agreed")
    Assessment.objects.update(status="published")
    assert agree(cast.reviewer, waiting.pk, 1) is Reviewed.PUBLISHED
    assert send_back(cast.reviewer, waiting.pk, 1, "Why?") is Reviewed.PUBLISHED
    assert reopen(cast.reviewer, settled.pk, "Why?") is Reviewed.PUBLISHED


def test_contributor_and_reader_do_not_review(cast: Cast) -> None:
    row = submitted(cast)
    for person in (cast.contributor, cast.reader, cast.above):
        with pytest.raises(NotAllowedError):
            agree(person, row.pk, 1)


def test_outsider_does_not_learn_that_the_answer_exists(cast: Cast) -> None:
    row = submitted(cast)
    with pytest.raises(NotVisibleError):
        agree(cast.outsider, row.pk, 1)


def test_coordinator_reopens_a_published_assessment(cast: Cast) -> None:
    Assessment.objects.update(status="published")
    assert reopen_assessment(cast.coordinator, cast.assessment.pk) is Reviewed.DONE
    assert Assessment.objects.get(pk=cast.assessment.pk).status == "open"
    assert AuditEvent.objects.get().verb == "assessment.reopened"
    assert reopen_assessment(cast.coordinator, cast.assessment.pk) is Reviewed.ALREADY


def test_reviewer_does_not_reopen_an_assessment(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        reopen_assessment(cast.reviewer, cast.assessment.pk)
