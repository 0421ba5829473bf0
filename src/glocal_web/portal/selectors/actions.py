"""The actions of a territory: the list, one of them, and how a new one begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from glocal.errors import UnknownNameError
from glocal.model.framework import Framework, Indicator
from glocal_web.portal.mappers.due_words import DueWords, due_words
from glocal_web.portal.mappers.labels import GradeWord, Labels, labels
from glocal_web.portal.models import Action, ActionStatus, Assessment, Person, Role, Territory
from glocal_web.portal.permissions import Access, Deed, NotVisibleError, Visitor, access_to
from glocal_web.portal.selectors.finding_of_action import findings_of_action
from glocal_web.portal.selectors.finding_words import FindingLine
from glocal_web.portal.selectors.open_territory import open_territory

OPEN = (ActionStatus.PLANNED, ActionStatus.UNDER_WAY)
ON_A_PAGE = 25
MINE = "mine"


@dataclass(frozen=True)
class ActionLine:
    """One action in words."""

    action: Action
    title: str
    lang: str
    target: GradeWord | None
    due: DueWords
    owner: str

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.action.status in OPEN


@dataclass(frozen=True)
class ActionList:
    """The actions of a territory that pass the filter, those due first on top."""

    territory: Territory
    access: Access
    page: Page[Action]
    lines: tuple[ActionLine, ...]
    status: str
    owner: str
    counts: dict[str, int]
    owners: tuple[tuple[str, str], ...]
    latest: Assessment | None

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may start and change actions."""
        return self.access.may(Deed.PLAN)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may open an assessment, out of which actions come."""
        return self.access.may(Deed.MANAGE)


@dataclass(frozen=True)
class ActionPage:
    """One action with its words, who may own it, and the findings that it is meant to mend."""

    line: ActionLine
    access: Access
    labels: Labels
    indicator: Indicator | None
    owners: tuple[tuple[str, str], ...]
    findings: tuple[FindingLine, ...]

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may change it."""
        return self.access.may(Deed.PLAN)


@dataclass(frozen=True)
class NewAction:
    """What a new action begins with: the assessment it comes from, the indicator, the aim."""

    territory: Territory
    assessment: Assessment | None
    labels: Labels | None
    indicator: Indicator | None
    target: float | None
    title: str
    description: str
    lang: str
    owners: tuple[tuple[str, str], ...]


def open_action(visitor: Visitor, key: int) -> tuple[Action, Access]:
    """The action and what the visitor may do in its territory."""
    action = (
        Action.objects.select_related("territory", "owner", "created_by", "assessment")
        .filter(pk=key)
        .first()
    )
    if action is None:
        raise NotVisibleError
    access = access_to(visitor, action.territory)
    access.require(Deed.READ)
    return action, access


def action_list(
    visitor: Visitor, slug: str, status: str = "open", owner: str = "", page: str = "1"
) -> ActionList:
    """The actions of a territory: open ones by their date, then the rest, newest first.

    ``status`` is ``open``, ``all`` or a status; ``owner`` is ``mine`` or the key of a person.
    """
    territory, access = open_territory(visitor, slug)
    everything = Action.objects.filter(territory=territory)
    counts = everything.aggregate(
        open=Count("pk", filter=Q(status__in=OPEN)),
        done=Count("pk", filter=Q(status=ActionStatus.DONE)),
        dropped=Count("pk", filter=Q(status=ActionStatus.DROPPED)),
        all=Count("pk"),
    )
    status = status if status in (*ActionStatus.values, "all") else "open"
    shown = _of_owner(_of_status(everything, status), visitor, owner)
    found = Paginator(shown, ON_A_PAGE).get_page(page)
    today = timezone.localdate()
    return ActionList(
        territory=territory,
        access=access,
        page=found,
        lines=tuple(action_line(action, today) for action in found.object_list),
        status=status,
        owner=owner,
        counts=counts,
        owners=owners(territory),
        latest=latest_assessment(territory),
    )


def action_page(visitor: Visitor, key: int) -> ActionPage:
    """One action, to read or to change."""
    action, access = open_action(visitor, key)
    words = labels(action.framework_id, action.framework_version)
    known = action.indicator in words.framework
    return ActionPage(
        line=action_line(action, timezone.localdate()),
        access=access,
        labels=words,
        indicator=words.framework.indicator(action.indicator) if known else None,
        owners=owners(action.territory),
        findings=findings_of_action(action, access),
    )


def new_action(
    visitor: Visitor, slug: str, assessment: str = "", code: str = "", grade: str = ""
) -> NewAction:
    """What the form of a new action shows first; a gap fills in title, aim and how.

    Raises ``UnknownNameError`` for an assessment of another territory, or an indicator or grade
    that its framework does not have.
    """
    territory, access = open_territory(visitor, slug)
    access.require(Deed.PLAN)
    source = _assessment(territory, assessment)
    people = owners(territory)
    if source is None:
        return NewAction(territory, None, None, None, None, "", "", "", people)
    words = labels(source.framework_id, source.framework_version)
    if not code:
        return NewAction(territory, source, words, None, None, "", "", "", people)
    indicator = words.framework.indicator(code)
    target = _target(words.framework, indicator, grade)
    text = words.indicator(code)
    step = (text.steps or {}).get(target) if target is not None else None
    return NewAction(
        territory=territory,
        assessment=source,
        labels=words,
        indicator=indicator,
        target=target,
        title=text.title[:200],
        description="\n".join(f"– {one}" for one in step.do) if step else "",
        lang=words.lang_of(code, "steps"),
        owners=people,
    )


def owners(territory: Territory) -> tuple[tuple[str, str], ...]:
    """Key and name of everybody with a role in the territory, by name."""
    people = (
        Person.objects.filter(pk__in=Role.objects.filter(territory=territory).values("person"))
        .filter(is_active=True)
        .order_by("name", "pk")
    )
    return tuple((str(person.pk), str(person)) for person in people)


def latest_assessment(territory: Territory) -> Assessment | None:
    """The assessment with the latest period, for what begins without one."""
    return Assessment.objects.filter(territory=territory).first()


def latest_assessments(territory: Territory) -> tuple[Assessment, ...]:
    """The latest assessment by each framework, the latest of all first."""
    found: dict[str, Assessment] = {}
    for row in Assessment.objects.filter(territory=territory):
        found.setdefault(row.framework_id, row)
    return tuple(found.values())


def action_line(action: Action, today: date) -> ActionLine:
    """An action in words, as seen on ``today``."""
    words = labels(action.framework_id, action.framework_version)
    target = None
    if action.target_grade is not None and action.indicator in words.framework:
        target = words.grade(words.framework.indicator(action.indicator), action.target_grade)
    return ActionLine(
        action=action,
        title=words.title(action.indicator),
        lang=words.lang_of(action.indicator, "title"),
        target=target,
        due=due_words(action.due, today, is_open=action.status in OPEN),
        owner=str(action.owner) if action.owner else action.owner_name,
    )


def _of_status(actions: QuerySet[Action], status: str) -> QuerySet[Action]:
    chosen = {"open": OPEN, "all": tuple(ActionStatus)}.get(status, (status,))
    return (
        actions.filter(status__in=chosen)
        .select_related("owner")
        .annotate(is_over=Q(status__in=(ActionStatus.DONE, ActionStatus.DROPPED)))
        .order_by("is_over", F("due").asc(nulls_last=True), "-pk")
    )


def _of_owner(actions: QuerySet[Action], visitor: Visitor, owner: str) -> QuerySet[Action]:
    if owner == MINE:
        return actions.filter(owner=visitor.pk)
    # Longer numbers than any key would break the database's integer, not merely find nothing.
    if owner.isascii() and owner.isdigit() and len(owner) < 18:
        return actions.filter(owner=int(owner))
    return actions


def _assessment(territory: Territory, key: str) -> Assessment | None:
    if not key:
        return latest_assessment(territory)
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0
    found = Assessment.objects.filter(pk=number, territory=territory).first()
    if found is None:
        raise UnknownNameError(f"{territory.slug} has no assessment {key!r}.")
    return found


def _target(structure: Framework, indicator: Indicator, grade: str) -> float | None:
    if not grade:
        return None
    for one in indicator.scale.grades:
        if grade == f"{one:g}":
            return one
    raise UnknownNameError(f"{structure.name}: {indicator.code} has no grade {grade!r}.")
