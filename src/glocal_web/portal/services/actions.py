"""Start actions and change them so that two people at once lose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from glocal_web.portal.models import Action, ActionStatus, Assessment, Person, Role, Territory
from glocal_web.portal.permissions import Deed, access_to
from glocal_web.portal.selectors.actions import open_action
from glocal_web.portal.services.audit import record

FIELDS = (
    "title",
    "description",
    "owner_id",
    "owner_name",
    "due",
    "status",
    "target_grade",
    "outcome",
)


@dataclass(frozen=True)
class ActionDraft:
    """What somebody wrote into the form of an action."""

    title: str
    description: str = ""
    owner_id: int | None = None
    owner_name: str = ""
    due: date | None = None
    status: str = ActionStatus.PLANNED
    target_grade: float | None = None
    outcome: str = ""


@dataclass(frozen=True)
class ActionSource:
    """By which framework an action raises its indicator, and the assessment it comes from."""

    framework_id: str
    framework_version: str
    assessment: Assessment | None = None

    @classmethod
    def of(cls, assessment: Assessment) -> ActionSource:
        """The framework of an assessment."""
        return cls(assessment.framework_id, assessment.framework_version, assessment)


@dataclass(frozen=True)
class ActionChange:
    """What became of a change: the action as it stands, and whether it was refused as stale."""

    action: Action
    changed: tuple[str, ...] = ()
    is_stale: bool = False


@transaction.atomic
def create_action(
    person: Person, territory: Territory, assessment: Assessment, indicator: str, draft: ActionDraft
) -> Action:
    """A new action of a territory that is meant to raise an indicator."""
    return create_action_from(person, territory, ActionSource.of(assessment), indicator, draft)


@transaction.atomic
def create_action_from(
    person: Person, territory: Territory, source: ActionSource, indicator: str, draft: ActionDraft
) -> Action:
    """The same, for what does not come out of an assessment."""
    access_to(person, territory).require(Deed.PLAN)
    action = Action(
        territory=territory,
        assessment=source.assessment,
        framework_id=source.framework_id,
        framework_version=source.framework_version,
        indicator=indicator,
        created_by=person,
    )
    _write(action, draft)
    _save(person, action)
    record(person, "action.created", action, territory, indicator=indicator, status=action.status)
    return action


@transaction.atomic
def change_action(person: Person, key: int, version: int, draft: ActionDraft) -> ActionChange:
    """Write a draft to an action, unless somebody else changed it since ``version``.

    A draft that changes nothing writes nothing, so that sending a form twice is harmless.
    """
    action, access = open_action(person, key)
    access.require(Deed.PLAN)
    # Read anew under the lock: somebody may have saved while this request waited for it.
    action.refresh_from_db(from_queryset=Action.objects.select_for_update(no_key=True))
    changed = tuple(name for name in FIELDS if getattr(action, name) != getattr(draft, name))
    if not changed:
        return ActionChange(action)
    if action.version != version:
        return ActionChange(action, changed, is_stale=True)
    before = action.status
    _write(action, draft)
    action.version += 1
    _save(person, action)
    if action.status != before:
        record(
            person, "action.status", action, action.territory, before=before, after=action.status
        )
    if set(changed) - {"status"}:
        record(person, "action.changed", action, action.territory, changed=list(changed))
    return ActionChange(action, changed)


def _write(action: Action, draft: ActionDraft) -> None:
    if draft.owner_id not in {None, action.owner_id} and not _may_own(draft.owner_id, action):
        raise ValueError("An action's owner has a role in its territory.")
    for name in FIELDS:
        setattr(action, name, getattr(draft, name))


def _may_own(owner: int | None, action: Action) -> bool:
    return Role.objects.filter(person=owner, territory=action.territory_id).exists()


def _save(person: Person, action: Action) -> None:
    # The history keeps who changed it, also where no request is under way.
    action._history_user = person  # type: ignore[attr-defined]
    action.save()
