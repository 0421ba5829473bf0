"""Which practices answer a gap, and why each of them does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from glocal.model.kinds import MobilityRole
from glocal.model.practice import AnsweredIndicator, Practice
from glocal.model.territory import Territory


@dataclass(frozen=True)
class PracticeMatch:
    """A practice that answers an indicator, with what makes it near to the territory.

    ``ahead`` is true when the grade it helps to reach is above the present one; ``roles`` are the
    mobility roles that both have in common, and ``same_level`` says whether a place of the
    practice is of the territory's level of government.
    """

    practice: Practice
    answer: AnsweredIndicator
    ahead: bool
    roles: tuple[MobilityRole, ...]
    same_level: bool


def practices_for(
    practices: Iterable[Practice],
    code: str,
    *,
    grade: float | None = None,
    territory: Territory | None = None,
) -> tuple[PracticeMatch, ...]:
    """The practices that answer the indicator ``code``, the most useful first.

    First those that help to reach a grade above ``grade`` (``None``: not answered, all are
    ahead), the nearest step before the farther; then those that share more roles with
    ``territory``, then those of its level. Equals are in the order of their ids.
    """
    matches = [
        _match(practice, answer, grade, territory)
        for practice in practices
        if (answer := practice.answers(code)) is not None
    ]
    return tuple(
        sorted(
            matches,
            key=lambda match: (
                not match.ahead,
                match.answer.grade if match.ahead else -match.answer.grade,
                -len(match.roles),
                not match.same_level,
                match.practice.id,
            ),
        )
    )


def _match(
    practice: Practice,
    answer: AnsweredIndicator,
    grade: float | None,
    territory: Territory | None,
) -> PracticeMatch:
    return PracticeMatch(
        practice=practice,
        answer=answer,
        ahead=grade is None or answer.grade > grade,
        roles=tuple(role for role in practice.roles if territory and role in territory.roles),
        same_level=territory is not None
        and any(place.level is territory.level for place in practice.places),
    )
