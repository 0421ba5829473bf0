"""Two transactions at once: the log stays one chain, and nobody's work is overwritten."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import Action, AuditEvent, Participant, Response
from glocal_web.portal.services.actions import ActionDraft, change_action, create_action
from glocal_web.portal.services.audit import FIRST_HASH, first_broken_row, record
from glocal_web.portal.services.responses import Change, Outcome, Saved, save_answer
from glocal_web.portal.services.review import Reviewed, agree
from tests.cast import Cast, respond

SERVICES = Path(__file__).parents[3] / "src" / "glocal_web" / "portal" / "services"
GRADE_2 = AnswerValue(AnswerState.ANSWERED, 2)
GRADE_3 = AnswerValue(AnswerState.ANSWERED, 3)

AtOnce = Callable[[Callable[[], Any], Callable[[], Any]], tuple[Any, Any]]


@transaction.atomic
def log(cast: Cast, name: str) -> AuditEvent:
    return record(cast.steward, "territory.changed", cast.territory, cast.territory, fields=[name])


def save(cast: Cast, change: Change) -> Saved:
    participant = Participant.objects.select_related("assessment__territory").get(
        assessment=cast.assessment, is_lead=True
    )
    return save_answer(cast.contributor, participant, "A1.1", change)


@pytest.mark.parametrize("rows_before", [0, 1])
def test_two_rows_written_to_the_log_at_once_make_one_chain(
    at_once: AtOnce, cast: Cast, rows_before: int
) -> None:
    for _ in range(rows_before):
        log(cast, "population")
    first, second = at_once(lambda: log(cast, "name"), lambda: log(cast, "level"))
    assert second.previous_hash == first.hash
    assert (first.previous_hash == FIRST_HASH) is (rows_before == 0)
    assert AuditEvent.objects.count() == rows_before + 2
    assert first_broken_row() is None


def test_a_deed_that_fails_leaves_no_gap_for_the_one_that_waited(
    at_once: AtOnce, cast: Cast
) -> None:
    def log_in_vain() -> None:
        with transaction.atomic():
            log(cast, "name")
            transaction.set_rollback(True)

    at_once(log_in_vain, lambda: log(cast, "level"))
    assert [row.data["fields"] for row in AuditEvent.objects.all()] == [["level"]]
    assert first_broken_row() is None


def test_two_first_answers_at_once_keep_the_first_and_tell_the_second(
    at_once: AtOnce, cast: Cast
) -> None:
    first, second = at_once(
        lambda: save(cast, Change(answer=GRADE_2)), lambda: save(cast, Change(answer=GRADE_3))
    )
    assert (first.outcome, second.outcome) == (Outcome.SAVED, Outcome.CONFLICT)
    row = Response.objects.get()
    assert (row.grade, row.version) == (2, 1)


def test_two_changes_of_one_answer_at_once_keep_the_first_and_tell_the_second(
    at_once: AtOnce, cast: Cast
) -> None:
    save(cast, Change(rationale="Both read this."))
    first, second = at_once(
        lambda: save(cast, Change(rationale="Mine.", rationale_version=1)),
        lambda: save(cast, Change(rationale="Also mine.", rationale_version=1)),
    )
    assert (first.outcome, second.outcome) == (Outcome.SAVED, Outcome.CONFLICT)
    assert second.collided == {"rationale"}
    assert second.row.rationale == "Mine."
    row = Response.objects.get()
    assert (row.rationale, row.version) == ("Mine.", 2)


def test_changes_of_two_parts_of_one_answer_at_once_are_both_kept(
    at_once: AtOnce, cast: Cast
) -> None:
    save(cast, Change(answer=GRADE_2, rationale="Both read this."))
    first, second = at_once(
        lambda: save(cast, Change(answer=GRADE_3, answer_version=1)),
        lambda: save(cast, Change(rationale="Since 2024.", rationale_version=1)),
    )
    assert (first.outcome, second.outcome) == (Outcome.SAVED, Outcome.SAVED)
    row = Response.objects.get()
    assert (row.grade, row.rationale, row.version) == (3, "Since 2024.", 3)


def test_two_changes_of_one_action_at_once_keep_the_first_and_tell_the_second(
    at_once: AtOnce, cast: Cast
) -> None:
    action = create_action(
        cast.coordinator, cast.territory, cast.assessment, "A1.1", ActionDraft(title="A profile")
    )

    def rename(title: str) -> Any:
        return change_action(cast.coordinator, action.pk, 1, ActionDraft(title=title))

    first, second = at_once(lambda: rename("A map"), lambda: rename("A census"))
    assert (first.is_stale, second.is_stale) == (False, True)
    assert Action.objects.get().title == "A map"


def test_of_two_answers_agreed_at_once_one_stays_agreed(at_once: AtOnce, cast: Cast) -> None:
    one = respond(cast.assessment, cast.authority, "A1.1", 2, status="submitted")
    two = respond(cast.assessment, cast.association_org, "A1.1", 3, status="submitted")
    done = at_once(
        lambda: agree(cast.reviewer, one.pk, one.version),
        lambda: agree(cast.coordinator, two.pk, two.version),
    )
    assert done == (Reviewed.DONE, Reviewed.DONE)
    assert list(Response.objects.filter(status="agreed")) == [two]


def test_locked_rows_may_still_be_pointed_at() -> None:
    """The full lock would wait for the log's reference to the row, and the log for the lock."""
    lines = [
        line.strip()
        for file in SERVICES.glob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "select_for_update(" in line
    ]
    assert lines
    assert [line for line in lines if "no_key=True" not in line] == []
