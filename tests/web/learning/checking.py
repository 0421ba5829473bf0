"""What the tests of the effects check share: made-up answers by what they would show."""

from typing import Any

from glocal.model.effects_check import CheckAnswer, CheckQuestion
from glocal_web.portal.models import EffectsCheck, Territory
from glocal_web.portal.selectors.check_reading import questions_of, wording_stamp

SECTOR = "health"
QUESTIONS = questions_of(SECTOR)


def risky(question: CheckQuestion) -> str:
    """The answer that shows a risk."""
    return str(question.risk_if)


def harmless(question: CheckQuestion) -> str:
    """The answer that shows none."""
    return "no" if question.risk_if is CheckAnswer.YES else "yes"


def answers(risks: int, clear: int) -> dict[str, str]:
    """The first questions answered with a risk, the next without; the rest stay open."""
    found = {one.key: risky(one) for one in QUESTIONS[:risks]}
    return found | {one.key: harmless(one) for one in QUESTIONS[risks : risks + clear]}


def as_fields(values: dict[str, str], prefix: str = "answer-") -> dict[str, str]:
    """Answers as a form sends them."""
    return {f"{prefix}{key}": value for key, value in values.items()}


def kept(territory: Territory, title: str = "Ordinance on clinics", **values: Any) -> EffectsCheck:
    """A check that a territory keeps."""
    return EffectsCheck.objects.create(
        **{
            "territory": territory,
            "sector": SECTOR,
            "title": title,
            "wording": wording_stamp(SECTOR),
            **values,
        }
    )


def form(check: EffectsCheck, **changes: str) -> dict[str, str]:
    """The form of a check as it stands, with changes."""
    return {
        "title": check.title,
        "summary": check.summary,
        "conclusion": check.conclusion,
        "version": str(check.version),
        **as_fields(check.answers),
        **as_fields(check.remarks, "remark-"),
        **changes,
    }
