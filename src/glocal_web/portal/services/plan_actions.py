"""Turn the steps of a repair plan into actions, one a step, with the findings they solve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from glocal_web.portal.models import Action, Person, Territory
from glocal_web.portal.permissions import Deed, access_to
from glocal_web.portal.services.actions import ActionDraft, ActionSource
from glocal_web.portal.services.finding_actions import act_on_findings
from glocal_web.portal.services.findings import lock_findings


@dataclass(frozen=True)
class PlannedAction:
    """A step as an action: what is to be done, for which indicator, for which findings."""

    draft: ActionDraft
    source: ActionSource
    indicator: str
    findings: tuple[int, ...]


@transaction.atomic
def act_on_plan(
    person: Person, territory: Territory, planned: Sequence[PlannedAction]
) -> list[Action]:
    """One action for each step; all or none is written."""
    access_to(person, territory).require(Deed.PLAN)
    # All of them first: the log is written between two steps.
    lock_findings(person, territory, [key for one in planned for key in one.findings])
    return [
        act_on_findings(person, territory, one.findings, one.source, one.indicator, one.draft)
        for one in planned
    ]
