"""The words of an effects check: answers, weights of a risk, and whom to ask what is open."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.model.effects_check import CheckAnswer, CheckQuestion, Severity
from glocal.model.framework import Framework
from glocal.model.kinds import Axis

ANSWERS: dict[CheckAnswer, Promise] = {
    CheckAnswer.YES: _("Yes"),
    CheckAnswer.NO: _("No"),
    CheckAnswer.UNKNOWN: _("Not known"),
}

# A weight is told by its word and its icon; the colour only adds to them.
SEVERITY_SYMBOLS: dict[Severity, tuple[str, str]] = {
    Severity.HIGH: ("warning", "warning"),
    Severity.MEDIUM: ("flag", "info"),
    Severity.LOW: ("info", "quiet"),
}

_OF_BARRIER = _(
    "Ask the staff at the counter, and an association of migrants or displaced people: they know "
    "who stays outside."
)
_OF_AXIS: dict[Axis, Promise] = {
    Axis.VERTICAL: _(
        "Ask the office of the province or the ministry that shares this competence, by way of the "
        "coordination mechanism."
    ),
    Axis.TERRITORIAL: _(
        "Ask the partner territory, or an association of the people who connect both places."
    ),
    Axis.PARTICIPATION: _(
        "Ask the associations of migrants and displaced people, and the council in which they sit."
    ),
    Axis.HORIZONTAL: _(
        "Ask those who write the draft, and the departments whose rules reach the same people."
    ),
}


def answer_word(answer: CheckAnswer | str) -> str:
    """An answer in words; “not known” for whatever is no answer."""
    known = answer if answer in tuple(CheckAnswer) else CheckAnswer.UNKNOWN
    return str(ANSWERS[CheckAnswer(known)])


def whom_to_ask(question: CheckQuestion, structure: Framework) -> str:
    """Who is likely to know: by the axis of its first indicator, and by the barrier.

    Another level or territory is asked before the counter; the counter knows a barrier best.
    """
    axes = [
        structure.indicator(code).axes[0]
        for code in question.indicators
        if code in structure and structure.indicator(code).axes
    ]
    axis = axes[0] if axes else Axis.HORIZONTAL
    if question.barrier and axis not in {Axis.VERTICAL, Axis.TERRITORIAL}:
        return str(_OF_BARRIER)
    return str(_OF_AXIS[axis])
