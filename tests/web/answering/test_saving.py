"""Saving answers: merged when two people write at once, never lost, never doubled."""

import pytest

from glocal.errors import UnknownNameError
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import (
    Assessment,
    AuditEvent,
    Participant,
    Person,
    Response,
    ResponseStatus,
)
from glocal_web.portal.permissions import NotAllowedError, NotVisibleError
from glocal_web.portal.services.responses import (
    Change,
    Fate,
    Outcome,
    Saved,
    save_answer,
    submit_responses,
    three_way,
)
from tests.cast import Cast, respond

GRADE_2 = AnswerValue(AnswerState.ANSWERED, 2)
GRADE_3 = AnswerValue(AnswerState.ANSWERED, 3)


def lead(cast: Cast) -> Participant:
    return Participant.objects.select_related("assessment__territory").get(
        assessment=cast.assessment, is_lead=True
    )


def save(
    cast: Cast,
    person: Person | None = None,
    *,
    answer: AnswerValue | None = None,
    rationale: str | None = None,
    version: int = 0,
) -> Saved:
    change = Change(answer, version, rationale, version)
    return save_answer(person or cast.contributor, lead(cast), "A1.1", change)


def test_first_save_makes_version_one(cast: Cast) -> None:
    saved = save(cast, answer=GRADE_2, rationale="A profile of 2024.")
    assert saved.outcome is Outcome.SAVED
    row = Response.objects.get()
    assert (row.grade, row.rationale, row.version) == (2, "A profile of 2024.", 1)
    assert row.updated_by == cast.contributor


def test_saving_is_written_into_the_log(cast: Cast) -> None:
    save(cast, answer=GRADE_2)
    event = AuditEvent.objects.get()
    assert event.verb == "response.saved"
    assert event.actor == cast.contributor
    assert event.territory == cast.territory
    assert event.data == {"indicator": "A1.1", "state": "answered", "grade": 2, "version": 1}


def test_typing_on_gives_one_row_in_the_log_but_every_version_in_the_history(cast: Cast) -> None:
    save(cast, answer=GRADE_2, rationale="A")
    save(cast, rationale="A profile", version=1)
    save(cast, rationale="A profile of 2024", version=2)
    assert AuditEvent.objects.count() == 1
    row = Response.objects.get()
    assert row.version == 3
    kept = list(row.history.filter(version__gt=0).values_list("rationale", flat=True))
    assert kept == ["A profile of 2024", "A profile", "A"]


def test_second_submit_of_the_same_form_changes_nothing(cast: Cast) -> None:
    save(cast, answer=GRADE_2, rationale="Once.")
    again = save(cast, answer=GRADE_2, rationale="Once.")
    assert again.outcome is Outcome.UNCHANGED
    assert Response.objects.get().version == 1


def test_empty_form_makes_no_row(cast: Cast) -> None:
    assert save(cast, answer=AnswerValue(), rationale="").outcome is Outcome.UNCHANGED
    assert Response.objects.count() == 0


def test_two_people_who_change_different_parts_both_keep_their_words(cast: Cast) -> None:
    save(cast, answer=GRADE_2, rationale="Both read this.")
    save(cast, cast.coordinator, answer=GRADE_3, rationale="Both read this.", version=1)
    saved = save(cast, answer=GRADE_2, rationale="Rewritten by the first.", version=1)
    assert saved.outcome is Outcome.SAVED
    assert saved.merged == {"answer"}
    row = Response.objects.get()
    assert (row.grade, row.rationale) == (3, "Rewritten by the first.")


def test_two_people_who_change_the_same_part_overwrite_nothing(cast: Cast) -> None:
    save(cast, rationale="Both read this.")
    save(cast, cast.coordinator, rationale="By the coordinator.", version=1)
    saved = save(cast, rationale="By the contributor.", version=1)
    assert saved.outcome is Outcome.CONFLICT
    assert saved.collided == {"rationale"}
    assert Response.objects.get().rationale == "By the coordinator."


def test_part_without_collision_is_saved_beside_one_with(cast: Cast) -> None:
    save(cast, rationale="Both read this.")
    save(cast, cast.coordinator, rationale="By the coordinator.", version=1)
    saved = save(cast, answer=GRADE_2, rationale="By the contributor.", version=1)
    assert (saved.outcome, saved.collided) == (Outcome.CONFLICT, {"rationale"})
    row = Response.objects.get()
    assert (row.grade, row.rationale) == (2, "By the coordinator.")


def test_choosing_ones_own_words_after_a_collision_saves_them(cast: Cast) -> None:
    save(cast, rationale="Both read this.")
    save(cast, cast.coordinator, rationale="By the coordinator.", version=1)
    saved = save(cast, rationale="By the contributor.", version=2)
    assert saved.outcome is Outcome.SAVED
    assert Response.objects.get().rationale == "By the contributor."


def test_two_first_answers_at_once_collide_instead_of_overwriting(cast: Cast) -> None:
    save(cast, cast.coordinator, answer=GRADE_3)
    saved = save(cast, answer=GRADE_2)
    assert saved.outcome is Outcome.CONFLICT
    assert Response.objects.get().grade == 3


@pytest.mark.parametrize("version", [-1, 7, 2**31 - 1])
def test_version_that_never_was_collides(cast: Cast, version: int) -> None:
    save(cast, answer=GRADE_2)
    assert save(cast, answer=GRADE_3, version=version).outcome is Outcome.CONFLICT


def test_earlier_version_without_a_record_collides(cast: Cast) -> None:
    save(cast, rationale="One")
    save(cast, rationale="Two", version=1)
    Response.history.filter(version=1).delete()
    assert save(cast, cast.coordinator, rationale="Three", version=1).collided == {"rationale"}


def test_changing_a_submitted_answer_takes_it_back_to_draft(cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="submitted")
    save(cast, answer=GRADE_3, version=1)
    assert Response.objects.get().status == ResponseStatus.DRAFT


def test_opening_and_saving_a_submitted_answer_unchanged_leaves_it_submitted(cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="Yes.", status="submitted")
    save(cast, answer=GRADE_2, rationale="Yes.", version=1)
    assert Response.objects.get().status == ResponseStatus.SUBMITTED


def test_agreed_answer_is_locked(cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="agreed")
    assert save(cast, answer=GRADE_3, version=1).outcome is Outcome.AGREED
    assert Response.objects.get().grade == 2


def test_published_assessment_is_locked(cast: Cast) -> None:
    Assessment.objects.update(status="published")
    assert save(cast, answer=GRADE_3).outcome is Outcome.PUBLISHED
    assert Response.objects.count() == 0


def test_reviewer_and_reader_cannot_answer(cast: Cast) -> None:
    for person in (cast.reviewer, cast.reader, cast.steward):
        with pytest.raises(NotAllowedError):
            save(cast, person, answer=GRADE_2)


def test_member_of_another_organisation_cannot_answer_for_this_one(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        save(cast, cast.association, answer=GRADE_2)


def test_outsider_does_not_learn_that_the_assessment_exists(cast: Cast) -> None:
    with pytest.raises(NotVisibleError):
        save(cast, cast.outsider, answer=GRADE_2)


def test_reader_of_the_province_cannot_answer_below(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        save(cast, cast.above, answer=GRADE_2)


def test_indicator_that_is_not_asked_here_takes_no_answer(cast: Cast) -> None:
    cast.territory.competences = {}
    cast.territory.mobility_roles = ["transit"]
    cast.territory.save()
    with pytest.raises(UnknownNameError):
        save_answer(cast.contributor, lead(cast), "A2.8", Change(answer=GRADE_2))


def test_grade_outside_the_scale_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="not a grade"):
        save(cast, answer=AnswerValue(AnswerState.ANSWERED, 9))


@pytest.mark.parametrize(
    ("mine", "theirs", "base", "stands", "fate"),
    [
        (None, "a", "a", "a", Fate.SAME),
        ("a", "a", "b", "a", Fate.SAME),
        ("b", "a", "a", "b", Fate.MINE),
        ("a", "c", "a", "c", Fate.THEIRS),
        ("b", "c", "a", "c", Fate.BOTH),
        ("b", "c", None, "c", Fate.BOTH),
    ],
)
def test_merge_of_one_part(
    mine: str | None, theirs: str, base: str | None, stands: str, fate: Fate
) -> None:
    assert three_way(mine, theirs, base) == (stands, fate)


# ---------------------------------------------------------------- submitting
def test_part_is_handed_in_with_its_open_questions_named(cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    respond(cast.assessment, cast.authority, "A1.2", state="dont-know", status="returned")
    respond(cast.assessment, cast.authority, "A1.3", state="not-answered", status="draft")
    respond(cast.assessment, cast.authority, "A2.1", 1, status="draft")
    result = submit_responses(cast.contributor, lead(cast), "A1")
    assert result.handed_in == ("A1.1", "A1.2")
    assert "A1.3" in result.unanswered
    assert "A1.4" in result.unanswered
    assert "A2.2" not in result.unanswered
    assert Response.objects.get(indicator="A2.1").status == ResponseStatus.DRAFT
    assert AuditEvent.objects.filter(verb="response.submitted").count() == 2


def test_handing_in_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    submit_responses(cast.contributor, lead(cast))
    assert submit_responses(cast.contributor, lead(cast)).handed_in == ()
    assert AuditEvent.objects.count() == 1


def test_agreed_answers_stay_agreed_when_a_part_is_handed_in(cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="agreed")
    assert submit_responses(cast.contributor, lead(cast)).handed_in == ()
    assert Response.objects.get().status == ResponseStatus.AGREED


def test_part_that_does_not_exist_cannot_be_handed_in(cast: Cast) -> None:
    with pytest.raises(UnknownNameError):
        submit_responses(cast.contributor, lead(cast), "Z9")


def test_nobody_hands_in_for_another_organisation(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        submit_responses(cast.association, lead(cast))
