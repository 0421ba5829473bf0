"""What stands beside the boxes of a paper questionnaire, and what is typed when it comes back.

Printing and reading keep to the same marks, so that what is ticked is what is typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from glocal.model.kinds import AnswerState
from glocal.model.scale import Scale

DONT_KNOW = "?"
NOT_APPLICABLE = "–"

# Keyboards differ: the Arabic question mark, the minus of a number pad, the dashes of writing.
_ALIKE = {"؟": DONT_KNOW, "-": NOT_APPLICABLE, "−": NOT_APPLICABLE, "—": NOT_APPLICABLE}


@dataclass(frozen=True)
class Mark:
    """The box that is ticked; ``grade`` is ``None`` unless it is that of a grade."""

    state: AnswerState
    grade: float | None = None


def mark_of(state: AnswerState, grade: float | None = None) -> str:
    """What stands beside the box of an answer; empty for none.

    >>> mark_of(AnswerState.ANSWERED, 0.5), mark_of(AnswerState.DONT_KNOW)
    ('0.5', '?')
    """
    if grade is not None:
        return f"{grade:g}"
    return {AnswerState.DONT_KNOW: DONT_KNOW, AnswerState.NOT_APPLICABLE: NOT_APPLICABLE}.get(
        state, ""
    )


def marks_of(scale: Scale) -> tuple[str, ...]:
    """Every mark that can be typed for a question with this scale, as they stand on paper."""
    return (*(f"{grade:g}" for grade in scale.grades), DONT_KNOW, NOT_APPLICABLE)


def read_mark(typed: str, scale: Scale) -> Mark | None:
    """The box behind what was typed, ``None`` when there is none; digits of any script count.

    >>> read_mark(" ٣ ", Scale("maturity", (0, 1, 2, 3, 4)))
    Mark(state=<AnswerState.ANSWERED: 'answered'>, grade=3)
    """
    word = typed.strip()
    word = _ALIKE.get(word, word)
    if word == DONT_KNOW:
        return Mark(AnswerState.DONT_KNOW)
    if word == NOT_APPLICABLE:
        return Mark(AnswerState.NOT_APPLICABLE)
    number = _number(word)
    for grade in scale.grades:
        if number == grade:
            return Mark(AnswerState.ANSWERED, grade)
    return None


def _number(word: str) -> float | None:
    """A number of a few digits; Python reads those of every script."""
    plain = word.replace(",", ".").replace("٫", ".")
    parts = plain.split(".")
    if len(plain) > 6 or len(parts) > 2 or not all(part.isdecimal() for part in parts):
        return None
    return float(plain)
