"""An answer as one word of a form (`3`, `dont-know`, `not-applicable:elsewhere`) and as a value."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.kinds import AnswerState
from glocal.model.scale import Scale
from glocal_web.portal.models import Response

OTHER_REASON = "other"


@dataclass(frozen=True)
class AnswerValue:
    """State, grade and reason of an answer: what is chosen together and changes together."""

    state: AnswerState = AnswerState.NOT_ANSWERED
    grade: float | None = None
    reason: str = ""

    @property
    def key(self) -> str:
        """The word that stands for the answer in a form; reasons come after a colon."""
        if self.grade is not None:
            return f"{self.grade:g}"
        return f"{self.state.value}:{self.reason}" if self.reason else self.state.value


def parse_answer(key: str, scale: Scale) -> AnswerValue | None:
    """The answer behind the word of a form, or None when it is none on this scale."""
    word, _, reason = key.partition(":")
    for grade in scale.grades:
        if key == f"{grade:g}":
            return AnswerValue(AnswerState.ANSWERED, grade)
    if word == AnswerState.NOT_APPLICABLE:
        known = reason in vocabulary_ids("not-applicable-reasons")
        return AnswerValue(AnswerState.NOT_APPLICABLE, None, reason) if known else None
    if key in (AnswerState.DONT_KNOW, AnswerState.NOT_ANSWERED):
        return AnswerValue(AnswerState(key))
    return None


def stored_answer(row: Response) -> AnswerValue:
    """The answer of a response row, or of an earlier state of it."""
    return AnswerValue(AnswerState(row.state), row.grade, row.reason)
