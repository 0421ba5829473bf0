"""Import a filled questionnaire: read it, say what it would change, and change it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from glocal.errors import GlocalError, Problem
from glocal.io.questionnaire_read import read_questionnaire
from glocal.loading.catalogue import framework
from glocal.model.applicability import split_by_applicability
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.mappers.told_problems import TellsProblems
from glocal_web.portal.models import AssessmentStatus, Participant, Person, Response
from glocal_web.portal.services.evidence import EvidenceOutcome, NewEvidence, add_evidence
from glocal_web.portal.services.questionnaire_plan import (
    ANSWER,
    RATIONALE,
    AnswersPlan,
    PlannedAnswer,
    answers_plan,
    foreign_to,
)
from glocal_web.portal.services.responses import (
    Change,
    Outcome,
    require_answering,
    save_answer,
)


@dataclass(frozen=True)
class ReadAnswers(TellsProblems):
    """A file that was read. ``plan`` is ``None`` when nothing in it can be used.

    ``foreign`` says of what else it is, ``earlier`` by which other version of the framework it was
    made, ``is_unknown`` that it says nothing of that.
    """

    plan: AnswersPlan | None = None
    foreign: str = ""
    earlier: str = ""
    is_unknown: bool = False


class StaleAnswersError(Exception):
    """Something else would be changed than what was shown."""


class ClosedAssessmentError(Exception):
    """The assessment is published: its answers stay."""


@dataclass(frozen=True)
class Imported:
    """How many answers were written, and how many documents were added."""

    answers: int = 0
    documents: int = 0


def read_answers(person: Person, participant: Participant, name: str, raw: bytes) -> ReadAnswers:
    """What importing a file would change in a participant's answers; nothing is changed."""
    require_answering(person, participant)
    if participant.assessment.status == AssessmentStatus.PUBLISHED:
        raise ClosedAssessmentError
    assessment = participant.assessment
    structure = framework(assessment.framework_id, assessment.framework_version)
    try:
        read = read_questionnaire(raw, name, structure)
    except GlocalError as error:
        problems = tuple(error.problems) or (Problem(name, 0, "", error.summary, ""),)
        return ReadAnswers(problems)
    asked, _ = split_by_applicability(structure, territory_value(assessment.territory))
    rows = list(Response.objects.filter(participant=participant).prefetch_related("evidence"))
    plan = answers_plan(participant, asked, rows, read)
    origin = read.origin
    made_by = (structure.name, structure.content_hash)
    is_other = origin is not None and (origin.framework, origin.content_hash) != made_by
    return ReadAnswers(
        tuple(sorted((*read.problems, *plan.problems))),
        read.notes,
        plan,
        foreign=foreign_to(origin, participant),
        earlier=origin.framework if origin is not None and is_other else "",
        is_unknown=origin is None,
    )


@transaction.atomic
def import_answers(
    person: Person,
    participant: Participant,
    name: str,
    raw: bytes,
    seen: str,
    taken: frozenset[str] = frozenset(),
) -> Imported:
    """Write what a file says, all of it in one transaction; say how much was written.

    ``taken`` are the parts in conflict where the file was chosen, such as ``answer-A1.1``; of all
    others in conflict the site's stay. What is wrong in the file is left out, what it does not hold
    stays, and a file that changes nothing leaves no trace.

    Raises ``StaleAnswersError`` when it is not what was ``seen`` that would be changed.
    """
    require_answering(person, participant)
    # Nobody writes between the comparison and the writing, and no two files add the same.
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    list(Response.objects.select_for_update(no_key=True).filter(participant=participant))
    plan = read_answers(person, participant, name, raw).plan or AnswersPlan()
    if not plan.answers:
        return Imported()
    if plan.digest != seen:
        raise StaleAnswersError
    answers = documents = 0
    for one in plan.answers:
        answers += _write(person, participant, one, taken)
        documents += _add_documents(person, participant, one)
    return Imported(answers, documents)


def _write(
    person: Person, participant: Participant, one: PlannedAnswer, taken: frozenset[str]
) -> bool:
    def is_wanted(part: str) -> bool:
        return part not in one.choices or f"{part}-{one.code}" in taken

    answer = one.answer if is_wanted(ANSWER) else None
    rationale = one.rationale if is_wanted(RATIONALE) else None
    if answer is None and rationale is None:
        return False
    version = one.row.version if one.row else 0
    change = Change(answer, version, rationale, version)
    return save_answer(person, participant, one.code, change).outcome is Outcome.SAVED


def _add_documents(person: Person, participant: Participant, one: PlannedAnswer) -> int:
    added = 0
    for item in one.documents:
        new = NewEvidence(item.kind, item.title, item.link, item.date, item.said_by)
        outcome, _ = add_evidence(person, participant, one.code, new)
        added += outcome is EvidenceOutcome.DONE
    return added
