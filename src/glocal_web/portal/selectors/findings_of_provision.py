"""What a change of the register brought about: the findings of a provision, and what came up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from glocal.model.effects_check import Severity
from glocal_web.portal.mappers.register_reference import full_id
from glocal_web.portal.models import CoherenceState, Provision, Territory
from glocal_web.portal.permissions import Access
from glocal_web.portal.selectors.finding_access import UNDER_WORK, visible_findings
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line

HEAVIEST_FIRST = [one.value for one in reversed(Severity)]
MOST_LINES = 5


@dataclass(frozen=True)
class ProvisionFindings:
    """The findings in which a provision takes part: how many, how many new, the first of them."""

    number: int
    new: int
    lines: tuple[FindingLine, ...]

    @property
    def more(self) -> int:
        """How many are not among the lines."""
        return self.number - len(self.lines)


def findings_of_provision(access: Access, provision: Provision) -> ProvisionFindings:
    """The open findings in which a provision takes part, as far as the visitor may see them.

    Those that came up with its last change stand first, then the heaviest. Three queries.
    """
    territory, changed_at = provision.territory, provision.changed_at
    full = full_id(territory.slug, provision.key)
    rows = _standing(access, territory).values_list(
        "pk", "severity", "appeared_at", "snapshot__provisions"
    )
    found = sorted(
        (appeared < changed_at, HEAVIEST_FIRST.index(severity), key)
        for key, severity, appeared, provisions in rows
        if full in (provisions or ())
    )
    records = visible_findings(access, territory).in_bulk([key for *_, key in found[:MOST_LINES]])
    return ProvisionFindings(
        number=len(found),
        new=sum(not is_old for is_old, *_ in found),
        lines=tuple(
            finding_line(records[key], territory.slug, changed_at)
            for *_, key in found
            if key in records
        ),
    )


def appeared_since(access: Access, territory: Territory, moment: datetime) -> int:
    """How many open findings have come up since then, as far as the visitor may see them."""
    return int(_standing(access, territory).filter(appeared_at__gte=moment).count())


def _standing(access: Access, territory: Territory) -> Any:
    state = CoherenceState.objects.filter(territory=territory).first()
    return (
        visible_findings(access, territory)
        .filter(gone_since__isnull=True, workflow__in=UNDER_WORK)
        .exclude(rule__in=state.rules_off if state else ())
    )
