"""What a filled questionnaire would change: what is clear, and what somebody has to choose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from glocal.errors import Problem
from glocal.io.forms import Origin
from glocal.io.forms_values import DASHES, LOST, is_lost_in, plain_text
from glocal.io.interactions_grid import Told
from glocal.io.questionnaire_read import FilledAnswer, FilledDocument, ReadQuestionnaire
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue, stored_answer
from glocal_web.portal.models import Participant, Response, ResponseStatus
from glocal_web.portal.services.responses import Fate, three_way

Value = TypeVar("Value")
ANSWER, RATIONALE = "answer", "rationale"
VALID_URL = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class PlannedAnswer:
    """What a file would change in the answer to one question; ``None`` leaves that part alone.

    ``choices`` names the parts that somebody has to choose, since both sides have written: the
    answer on the site is newer than the file, or it was submitted for review.
    """

    indicator: Indicator
    row: Response | None
    answer: AnswerValue | None = None
    rationale: str | None = None
    choices: frozenset[str] = frozenset()
    documents: tuple[FilledDocument, ...] = ()

    @property
    def code(self) -> str:
        """The code of the question."""
        return self.indicator.code

    @property
    def before(self) -> AnswerValue:
        """The answer as it stands."""
        return stored_answer(self.row) if self.row else AnswerValue()

    @property
    def rationale_before(self) -> str:
        """The reasons as they stand."""
        return self.row.rationale if self.row else ""

    @property
    def is_submitted(self) -> bool:
        """Whether the answer waits for its review, and would go back to draft."""
        return self.row is not None and self.row.status == ResponseStatus.SUBMITTED

    @property
    def is_clear(self) -> bool:
        """Whether something would be written without a choice."""
        clear = (self.answer is not None and ANSWER not in self.choices) or (
            self.rationale is not None and RATIONALE not in self.choices
        )
        return clear or bool(self.documents)


@dataclass(frozen=True)
class AnswersPlan:
    """All that a file would change, and how many of its answers stand on the site already.

    Those in which something is wrong count as neither.
    """

    answers: tuple[PlannedAnswer, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def conflicts(self) -> tuple[PlannedAnswer, ...]:
        """Those in which something has to be chosen."""
        return tuple(one for one in self.answers if one.choices)

    @property
    def clear(self) -> tuple[PlannedAnswer, ...]:
        """Those in which something would be written without a choice."""
        return tuple(one for one in self.answers if one.is_clear)

    @property
    def digest(self) -> str:
        """What stands and what would be written, in one word: the same again, or not."""
        said = [
            [
                one.code,
                one.row.version if one.row else 0,
                one.row.status if one.row else "",
                one.answer.key if one.answer else None,
                one.rationale,
                sorted(one.choices),
                [[item.kind, item.title, item.link, str(item.date)] for item in one.documents],
            ]
            for one in self.answers
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def foreign_to(origin: Origin | None, participant: Participant) -> str:
    """Of what else a file says it is: ``assessment``, ``share``, or empty when it is of this."""
    if origin is None or not origin.subject:
        return ""
    if origin.subject != str(participant.assessment_id):
        return "assessment"
    return "share" if origin.share not in {"", str(participant.pk)} else ""


def answers_plan(
    participant: Participant,
    asked: Sequence[Indicator],
    rows: Sequence[Response],
    read: ReadQuestionnaire,
) -> AnswersPlan:
    """What the answers in a file would change in those of a participant, whose ``rows`` these are.

    Versions of a file of something else mean nothing here: whatever stands there already has to be
    chosen then.
    """
    known = {one.code: one for one in asked}
    stored = {row.indicator: row for row in rows}
    is_foreign = bool(foreign_to(read.origin, participant))
    earlier = {} if is_foreign else _earlier(stored, read.answers)
    told = Told()
    planned = []
    unchanged = 0
    for filled in read.answers:
        indicator = known.get(filled.indicator)
        if indicator is None:
            what = f"The question {filled.indicator} is not asked of this territory."
            filled.line.tell(told, "code", what, "It was left out.")
            continue
        row = stored.get(filled.indicator)
        version = None if is_foreign else filled.version
        one = _planned(indicator, row, filled, _base(row, version, earlier), told)
        if one.answer is None and one.rationale is None and not one.documents:
            unchanged += not filled.is_spoiled
        elif row is not None and row.status == ResponseStatus.AGREED:
            what = f"The answer to {one.code} is agreed and stays as it is."
            filled.line.tell(told, "answer", what, "A reviewer can send it back.")
        else:
            planned.append(one)
    return AnswersPlan(tuple(planned), unchanged, tuple(told.problems))


def _planned(
    indicator: Indicator,
    row: Response | None,
    filled: FilledAnswer,
    base: Response | None,
    told: Told,
) -> PlannedAnswer:
    theirs = stored_answer(row) if row else AnswerValue()
    mine = None if filled.state is None else AnswerValue(filled.state, filled.grade, filled.reason)
    said = row.rationale if row else ""
    choices = set()
    answer, fate = three_way(mine, theirs, stored_answer(base) if base else None)
    if fate is Fate.BOTH:
        answer = mine or theirs
        if theirs.state is not AnswerState.NOT_ANSWERED:
            choices.add(ANSWER)
    text = _rationale(filled, said, told)
    rationale, text_fate = three_way(text, said, base.rationale if base else None)
    if text_fate is Fate.BOTH:
        rationale = said if text is None else text
        if said:
            choices.add(RATIONALE)
    new_answer = answer if answer != theirs else None
    new_rationale = rationale if rationale != said else None
    if row is not None and row.status == ResponseStatus.SUBMITTED:
        changed = ((ANSWER, new_answer), (RATIONALE, new_rationale))
        choices |= {part for part, value in changed if value is not None}
    return PlannedAnswer(
        indicator=indicator,
        row=row,
        answer=new_answer,
        rationale=new_rationale,
        choices=frozenset(choices),
        documents=tuple(one for one in filled.documents if _is_new(one, row, filled, told)),
    )


def _rationale(filled: FilledAnswer, said: str, told: Told) -> str | None:
    """The reasons in a file; those that stand here already as they stand.

    What came through a spreadsheet has lost what nobody sees, and a text of one dash alone looks
    like the dash that takes a text away.
    """
    text = filled.rationale
    if text is None:
        return None
    if text == plain_text(said) or (not text and said.strip() in DASHES):
        return said
    if is_lost_in(text, plain_text(said)):
        filled.line.tell(told, "rationale", LOST.what, LOST.mend)
        return None
    return text


def _is_new(
    document: FilledDocument, row: Response | None, filled: FilledAnswer, told: Told
) -> bool:
    if document.date is not None and document.date > timezone.localdate():
        filled.line.tell(
            told, "date", "This date lies in the future.", "Write the date on the document."
        )
        return False
    if document.link:
        try:
            VALID_URL(document.link)
        except ValidationError:
            what = f"'{document.link[:60]}' is no address of the web."
            filled.line.tell(told, "link", what, "Begin it with https:// or http://.")
            return False
    there = row.evidence.all() if row else ()
    said = (document.kind, document.title, document.link, document.date, document.said_by)
    return all(said != (one.kind, one.title, one.url, one.date, one.said_by) for one in there)


def _base(
    row: Response | None, version: int | None, earlier: Mapping[tuple[int, int], Response]
) -> Response | None:
    """The answer as it was when the file was given out; ``None`` when that is not known."""
    if version is None:
        return None
    if row is None or version == 0:
        return Response()
    return row if version == row.version else earlier.get((row.pk, version))


def _earlier(
    stored: Mapping[str, Response], answers: Sequence[FilledAnswer]
) -> dict[tuple[int, int], Response]:
    """Earlier states of answers by key and version, as far as the file was made from them."""
    wanted = {
        (stored[one.indicator].pk, one.version)
        for one in answers
        if one.indicator in stored and one.version and one.version < stored[one.indicator].version
    }
    if not wanted:
        return {}
    history = Response.history.filter(
        id__in={key for key, _ in wanted}, version__in={version for _, version in wanted}
    ).order_by("history_id")
    return {(one.id, one.version): one for one in history if (one.id, one.version) in wanted}
