"""Which indicators a territory is asked, and the reason for each that it is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from glocal.model.framework import Framework, Indicator
from glocal.model.territory import Territory


class NotAskedReason(StrEnum):
    """Why an indicator does not apply to a territory."""

    LEVEL = "level"
    ROLE = "role"
    COMPETENCE = "competence"


@dataclass(frozen=True)
class NotAsked:
    """An indicator that does not apply; ``needs`` are the levels, roles or competence missed."""

    indicator: Indicator
    reason: NotAskedReason
    needs: tuple[str, ...]


def reason_not_asked(indicator: Indicator, territory: Territory) -> NotAsked | None:
    """The reason why ``indicator`` is not asked of ``territory``, or ``None`` when it is asked.

    An indicator without levels, roles or competence is asked of every territory.
    """
    if indicator.levels and territory.level not in indicator.levels:
        return NotAsked(indicator, NotAskedReason.LEVEL, tuple(map(str, indicator.levels)))
    if indicator.roles and territory.roles.isdisjoint(indicator.roles):
        return NotAsked(indicator, NotAskedReason.ROLE, tuple(map(str, indicator.roles)))
    if indicator.competence and not territory.holds(indicator.competence):
        return NotAsked(indicator, NotAskedReason.COMPETENCE, (indicator.competence,))
    return None


def split_by_applicability(
    framework: Framework, territory: Territory
) -> tuple[tuple[Indicator, ...], tuple[NotAsked, ...]]:
    """The indicators asked of ``territory``, and those not asked with their reasons."""
    asked, not_asked = [], []
    for indicator in framework.indicators:
        reason = reason_not_asked(indicator, territory)
        if reason is None:
            asked.append(indicator)
        else:
            not_asked.append(reason)
    return tuple(asked), tuple(not_asked)
