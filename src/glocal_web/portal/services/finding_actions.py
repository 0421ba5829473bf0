"""Turn findings into an action: a new one, or one that is on the list already."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from glocal_web.portal.models import Action, Person, Territory
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.actions import OPEN
from glocal_web.portal.services.actions import ActionDraft, ActionSource, create_action_from
from glocal_web.portal.services.findings import address, lock_findings


@transaction.atomic
def act_on_findings(
    person: Person,
    territory: Territory,
    keys: Sequence[int],
    source: ActionSource,
    indicator: str,
    draft: ActionDraft,
) -> Action:
    """A new action that is meant to mend these findings; both or neither is written."""
    findings = lock_findings(person, territory, keys)
    action = create_action_from(person, territory, source, indicator, draft)
    address(person, findings, action)
    return action


@transaction.atomic
def join_action(
    person: Person, territory: Territory, keys: Sequence[int], action_key: int
) -> Action:
    """Say that an open action of the territory is meant to mend these findings too."""
    findings = lock_findings(person, territory, keys)
    action = Action.objects.filter(pk=action_key, territory=territory, status__in=OPEN).first()
    if action is None:
        raise NotVisibleError
    address(person, findings, action)
    return action
