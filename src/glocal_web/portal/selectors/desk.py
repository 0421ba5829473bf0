"""The first page of somebody signed in: what waits for them, and their territories."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from glocal_web.portal.models import Action, Assessment, Person, Role, RoleKind, Territory
from glocal_web.portal.selectors.actions import OPEN, ActionLine, action_line
from glocal_web.portal.selectors.assignments import ReviewTask, Task, my_reviews, my_tasks
from glocal_web.portal.selectors.desk_quick import QuickWait, offers_quick_start, quick_waits
from glocal_web.portal.selectors.desk_register import RegisterCounts, register_counts
from glocal_web.portal.selectors.territories import may_create

ACTIONS_SHOWN = 6
TERRITORIES_SHOWN = 12


@dataclass(frozen=True)
class OwnTerritory:
    """A territory in which the person has a role, with its latest assessment if there is one.

    A coordinator of one that has none yet is told where to begin.
    """

    territory: Territory
    roles: tuple[str, ...]
    latest: Assessment | None
    register: RegisterCounts
    is_coordinator: bool

    @property
    def begins(self) -> bool:
        """Whether the first steps are still to be taken, and by this person."""
        return self.is_coordinator and self.latest is None

    @property
    def may_start_quickly(self) -> bool:
        """Whether the first assessment would have a quick start."""
        return offers_quick_start(self.territory)


@dataclass(frozen=True)
class Desk:
    """What waits for a person, soonest first, and where they work.

    ``quick`` are quick starts to go on with, where nobody asked the person for certain parts.
    """

    tasks: tuple[Task, ...]
    quick: tuple[QuickWait, ...]
    reviews: tuple[ReviewTask, ...]
    actions: tuple[ActionLine, ...]
    territories: tuple[OwnTerritory, ...]
    may_create: bool

    @property
    def nothing_waits(self) -> bool:
        """Whether there is nothing to begin, to answer, to review or to do."""
        begin = any(own.begins for own in self.territories)
        return not (begin or self.open_tasks or self.quick or self.reviews or self.actions)

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """The parts that are not finished."""
        return tuple(task for task in self.tasks if not task.done)


def desk(person: Person) -> Desk:
    """The first page of ``person``: a fixed number of queries, whatever waits."""
    today = timezone.localdate()
    actions = (
        Action.objects.filter(owner=person, status__in=OPEN)
        .select_related("territory", "owner")
        .order_by(F("due").asc(nulls_last=True), "pk")[:ACTIONS_SHOWN]
    )
    tasks = my_tasks(person)
    roles = _roles(person)
    territories = _territories(person, roles)
    parts = {task.assessment.pk for task in tasks}
    latest = [own.latest for own in territories if own.latest and own.latest.pk not in parts]
    return Desk(
        tasks=tasks,
        quick=quick_waits(roles, latest),
        reviews=my_reviews(person),
        actions=tuple(action_line(action, today) for action in actions),
        territories=territories,
        may_create=may_create(person),
    )


def _roles(person: Person) -> list[Role]:
    return list(
        Role.objects.filter(person=person)
        .select_related("territory")
        .prefetch_related("territory__assessments")
        .order_by("territory__name", "pk")
    )


def _territories(person: Person, roles: list[Role]) -> tuple[OwnTerritory, ...]:
    # Assessments come latest first: the order of the model.
    found: dict[int, list[Role]] = {}
    for role in roles:
        found.setdefault(role.territory_id, []).append(role)
    counts = register_counts(person, roles)
    return tuple(
        OwnTerritory(
            territory=own[0].territory,
            roles=tuple(dict.fromkeys(str(role.get_kind_display()) for role in own)),
            latest=next(iter(own[0].territory.assessments.all()), None),
            register=counts[own[0].territory_id],
            is_coordinator=any(role.kind == RoleKind.COORDINATOR for role in own),
        )
        for own in list(found.values())[:TERRITORIES_SHOWN]
    )
