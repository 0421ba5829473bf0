"""Read the answers to an effects check: where a risk shows, what is open, what is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from glocal.model.effects_check import CheckAnswer, CheckQuestion, CheckResult, Severity

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


def check_effects(
    questions: Sequence[CheckQuestion], answers: Mapping[str, CheckAnswer]
) -> CheckResult:
    """The questions sorted into risks (heaviest first), open ones and clear ones.

    A question without an answer, or with ``unknown``, is open: not knowing is no all-clear. Keys
    in ``answers`` that no question has are ignored, so that a check kept from an earlier wording
    can still be read.
    """
    risks, open_, clear = [], [], []
    for question in questions:
        answer = answers.get(question.key, CheckAnswer.UNKNOWN)
        if answer is CheckAnswer.UNKNOWN:
            open_.append(question)
        elif answer is question.risk_if:
            risks.append(question)
        else:
            clear.append(question)
    risks.sort(key=lambda question: -_WEIGHT[question.severity])
    open_.sort(key=lambda question: -_WEIGHT[question.severity])
    return CheckResult(tuple(risks), tuple(open_), tuple(clear))
