"""Enter answers from paper: saved like any others, and marked with the day and who typed them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from glocal_web.portal.models import PaperEntry, Participant, Person
from glocal_web.portal.models.evidence import EvidenceKind
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.evidence import NewEvidence, add_evidence
from glocal_web.portal.services.responses import (
    Change,
    Outcome,
    Saved,
    require_answering,
    save_answer,
)


@dataclass(frozen=True)
class PaperAnswer:
    """One row of what is typed; ``document`` is the title of what supports it, if there is one."""

    code: str
    change: Change
    document: str = ""


@transaction.atomic
def enter_paper(
    person: Person,
    participant: Participant,
    part: str,
    on_paper: date,
    answers: Iterable[PaperAnswer],
) -> Mapping[str, Saved]:
    """What became of each answer, by code. All rows that can be saved are, in one transaction.

    Raises ``NotAllowedError`` unless ``person`` answers for this participant's organisation.
    """
    require_answering(person, participant)
    done: dict[str, Saved] = {}
    entered = 0
    for one in answers:
        saved = save_answer(person, participant, one.code, one.change)
        done[one.code] = saved
        if saved.row is not None and _is_written(one.change, saved):
            entered += 1
            PaperEntry.objects.update_or_create(
                response=saved.row,
                defaults={
                    "version": saved.row.version,
                    "on_paper": on_paper,
                    "entered_by": person,
                },
            )
        if one.document and not saved.outcome.locked:
            new = NewEvidence(kind=EvidenceKind.OTHER, title=one.document)
            add_evidence(person, participant, one.code, new)
    if entered:
        assessment = participant.assessment
        record(
            person,
            "paper.entered",
            assessment,
            assessment.territory,
            part=part,
            answers=entered,
            on_paper=on_paper.isoformat(),
        )
    return done


def _is_written(change: Change, saved: Saved) -> bool:
    """Whether something of the paper stands now: in a collision the answer may, the reason not."""
    if saved.outcome is Outcome.SAVED:
        return True
    return saved.collided == {"rationale"} and change.answer is not None
