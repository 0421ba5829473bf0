"""Territories: which ones a visitor sees, and all that the page of one of them shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import framework_text
from glocal_web.portal.models import (
    ActionStatus,
    Assessment,
    Publication,
    Role,
    RoleKind,
    Territory,
)
from glocal_web.portal.models.choices import ConsentChoice
from glocal_web.portal.permissions import (
    ALLOWED,
    Access,
    Deed,
    NotAllowedError,
    NotVisibleError,
    Visitor,
    access_to,
    ancestor_ids,
    readable_territory_ids,
)
from glocal_web.portal.selectors.findings_touching import Touching, findings_of_territory
from glocal_web.portal.selectors.register_scope import NotAgreed, not_agreed_in

ASKING_SHOWN = 10
ANSWERING = tuple(kind for kind, deeds in ALLOWED.items() if Deed.ANSWER in deeds)


@dataclass(frozen=True)
class AssessmentLine:
    """One assessment on the page of its territory; ``is_public`` when something is published."""

    assessment: Assessment
    framework_title: str
    is_public: bool


@dataclass(frozen=True)
class Relative:
    """A territory named on the page of another; a link only where the visitor may follow it."""

    territory: Territory
    is_visible: bool


@dataclass(frozen=True)
class TerritoryPage:
    """A territory with what surrounds it, as far as the visitor may know.

    ``asking`` are the first territories that ask to be part of it, for whoever may answer them;
    ``missing`` is what stands above it and has not agreed to that. ``nobody_answers`` is told to
    whoever manages it before the first assessment.
    """

    territory: Territory
    access: Access
    above: tuple[Relative, ...]
    below: tuple[Territory, ...]
    partners: tuple[Territory, ...]
    assessments: tuple[AssessmentLine, ...]
    actions_open: int
    actions_done: int
    findings: Touching | None
    policies: int
    asking: tuple[Territory, ...]
    missing: NotAgreed | None
    nobody_answers: bool

    @property
    def may_read(self) -> bool:
        """Whether the visitor may read the assessments, not only what was published."""
        return self.access.may(Deed.READ)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may change the territory and its people."""
        return self.access.may(Deed.MANAGE)

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may plan actions."""
        return self.access.may(Deed.PLAN)


def visible_territories(visitor: Visitor) -> QuerySet[Territory]:
    """The territories whose page the visitor may open, each with ``has_published``.

    For everybody the examples and those with something published; for people with a role also
    those they may read.
    """
    published = Publication.objects.filter(
        assessment__territory=OuterRef("pk"), withdrawn_at__isnull=True
    )
    rows = Territory.objects.annotate(has_published=Exists(published))
    readable = readable_territory_ids(visitor)
    if readable is None:
        return rows
    return rows.filter(Q(is_example=True) | Q(has_published=True) | Q(pk__in=readable))


def territory_page(visitor: Visitor, slug: str) -> TerritoryPage:
    """All that the page of a territory shows. Raises ``NotVisibleError``."""
    visible = visible_territories(visitor)
    territory = visible.select_related("place").filter(slug=slug).first()
    if territory is None:
        raise NotVisibleError
    access = access_to(visitor, territory)
    reads = access.may(Deed.READ)
    actions = (
        territory.actions.aggregate(
            open=Count("pk", filter=Q(status__in=(ActionStatus.PLANNED, ActionStatus.UNDER_WAY))),
            done=Count("pk", filter=Q(status=ActionStatus.DONE)),
        )
        if reads
        else {"open": 0, "done": 0}
    )
    chain = _chain(territory)
    assessments = _assessments(territory, reads)
    begins = access.may(Deed.MANAGE) and not access.may(Deed.ANSWER) and not assessments
    return TerritoryPage(
        territory=territory,
        access=access,
        above=_above(visible, chain),
        below=tuple(visible.filter(parent=territory).order_by("name", "pk")),
        partners=tuple(visible.filter(partners=territory).order_by("name", "pk")),
        assessments=assessments,
        actions_open=actions["open"],
        actions_done=actions["done"],
        findings=findings_of_territory(access, territory) if reads else None,
        policies=territory.policies.count() if reads else 0,
        asking=_asking(territory) if access.may(Deed.MANAGE) else (),
        missing=not_agreed_in((territory, *chain)) if reads else None,
        nobody_answers=begins and not territory.people.filter(kind__in=ANSWERING).exists(),
    )


def managed_territory(visitor: Visitor, slug: str) -> Territory:
    """The territory, for somebody who may manage it. Raises the errors of permissions."""
    territory = Territory.objects.select_related("parent", "place").filter(slug=slug).first()
    if territory is None:
        raise NotVisibleError
    access_to(visitor, territory).require(Deed.MANAGE)
    return territory


def manages(visitor: Visitor, slug: str) -> bool:
    """Whether the visitor may manage the territory."""
    territory = Territory.objects.filter(slug=slug).first()
    return territory is not None and access_to(visitor, territory).may(Deed.MANAGE)


def answers_in(visitor: Visitor, territory: Territory) -> bool:
    """Whether the visitor may answer there; a steward who only manages it may not."""
    return access_to(visitor, territory).may(Deed.ANSWER)


def coordinated_territories(visitor: Visitor) -> QuerySet[Territory]:
    """The territories in which the visitor is a coordinator; all of them for a steward."""
    if not visitor.is_authenticated or not visitor.is_active:
        return Territory.objects.none()
    if visitor.is_steward:
        return Territory.objects.all()
    coordinated = Role.objects.filter(person=visitor, kind=RoleKind.COORDINATOR)
    return Territory.objects.filter(pk__in=coordinated.values("territory_id"))


def may_create_anywhere(visitor: Visitor) -> bool:
    """Whether the visitor may create a territory below any other, or below none."""
    if not visitor.is_authenticated or not visitor.is_active:
        return False
    return bool(visitor.is_steward or settings.GLOCAL_OPEN_TERRITORIES)


def may_create(visitor: Visitor) -> bool:
    """Whether the visitor may create a territory at all, be it only below one of theirs."""
    return may_create_anywhere(visitor) or coordinated_territories(visitor).exists()


def require_may_create(visitor: Visitor) -> None:
    """Raise ``NotVisibleError`` for those not signed in, ``NotAllowedError`` for the others."""
    if not visitor.is_authenticated:
        raise NotVisibleError
    if not may_create(visitor):
        raise NotAllowedError


def framework_title(framework_id: str, version: str) -> str:
    """The title of a framework in the reader's language; its id where it is not installed."""
    try:
        return framework_text(framework_id, version, get_language() or "en").title
    except UnknownNameError:
        return framework_id


def _chain(territory: Territory) -> tuple[Territory, ...]:
    """The territories above, nearest first."""
    keys = ancestor_ids(territory)
    rows = Territory.objects.in_bulk(keys)
    return tuple(rows[key] for key in keys)


def _above(visible: QuerySet[Territory], chain: Sequence[Territory]) -> tuple[Relative, ...]:
    """The territories above, highest first. Their names are no secret, their pages may be."""
    keys = [one.pk for one in chain]
    may_open = set(visible.filter(pk__in=keys).values_list("pk", flat=True))
    return tuple(Relative(one, one.pk in may_open) for one in reversed(chain))


def _asking(territory: Territory) -> tuple[Territory, ...]:
    return tuple(territory.children.filter(parent_consent=ConsentChoice.ASKED)[:ASKING_SHOWN])


def _assessments(territory: Territory, reads: bool) -> tuple[AssessmentLine, ...]:
    live = Publication.objects.filter(withdrawn_at__isnull=True).defer("snapshot")
    rows = territory.assessments.prefetch_related(
        Prefetch("publications", queryset=live, to_attr="live_publications")
    )
    lines = (
        AssessmentLine(
            row,
            framework_title(row.framework_id, row.framework_version),
            bool(row.live_publications),
        )
        for row in rows
    )
    return tuple(line for line in lines if reads or line.is_public)
