"""How many policies and open findings a person's territories have, for the first page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from django.db.models import Count

from glocal_web.portal.models import (
    FindingRecord,
    FindingWorkflow,
    Person,
    Policy,
    Role,
    RoleKind,
)
from glocal_web.portal.permissions import ALLOWED, Deed
from glocal_web.portal.selectors.findings_touching import is_opportunity


@dataclass(frozen=True)
class RegisterCounts:
    """The policies that a territory keeps, its open findings, and those it can decide itself."""

    policies: int = 0
    findings: int = 0
    own: int = 0


def register_counts(person: Person, roles: Iterable[Role]) -> Mapping[int, RegisterCounts]:
    """By key of the territories in which the person has these roles: two queries.

    Restricted findings count only where one of the roles there may see them.
    """
    held: dict[int, set[Deed]] = {}
    for role in roles:
        held.setdefault(role.territory_id, set()).update(ALLOWED[RoleKind(role.kind)])
    policies = dict(
        Policy.objects.filter(territory__in=held)
        .order_by()
        .values_list("territory")
        .annotate(number=Count("pk"))
    )
    findings = dict.fromkeys(held, 0)
    own = dict.fromkeys(held, 0)
    for place, rule, restricted, in_own_hands, off in FindingRecord.objects.filter(
        territory__in=held, gone_since__isnull=True, workflow=FindingWorkflow.OPEN
    ).values_list(
        "territory", "rule", "restricted", "in_own_hands", "territory__coherence__rules_off"
    ):
        if _counts(person, held[place], rule, restricted=restricted, off=off):
            findings[place] += 1
            own[place] += in_own_hands
    return {
        place: RegisterCounts(policies.get(place, 0), findings[place], own[place]) for place in held
    }


def _counts(
    person: Person, deeds: Set[Deed], rule: str, *, restricted: bool, off: list[str] | None
) -> bool:
    sees = not restricted or person.is_steward or Deed.SEE_RESTRICTED in deeds
    return sees and rule not in (off or ()) and not is_opportunity(rule)
