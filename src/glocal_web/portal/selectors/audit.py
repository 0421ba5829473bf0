"""The audit log of a territory, for those who manage it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from glocal_web.portal.mappers.audit_words import sentence, verb_words
from glocal_web.portal.models import AuditEvent, Territory
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.territories import managed_territory

PAGE_SIZE = 50


@dataclass(frozen=True)
class AuditFilter:
    """Which rows are wanted; empty values leave nothing out. Both dates are included."""

    verb: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class AuditLine:
    """One deed in words; ``actor`` is empty when nobody was signed in."""

    at: datetime
    actor: str
    verb: str
    deed: str
    sentence: str


@dataclass(frozen=True)
class AuditPage:
    """A page of the log, and what one may filter by."""

    territory: Territory
    page: Page
    lines: tuple[AuditLine, ...]
    verbs: tuple[tuple[str, str], ...]
    actors: tuple[str, ...]


def audit_page(
    visitor: Visitor, slug: str, wanted: AuditFilter, number: str | int = 1
) -> AuditPage:
    """A page of the territory's log, newest first. Raises the errors of permissions."""
    territory = managed_territory(visitor, slug)
    rows = AuditEvent.objects.filter(territory=territory)
    page = Paginator(_filtered(rows, wanted), PAGE_SIZE).get_page(number)
    verbs = rows.order_by("verb").values_list("verb", flat=True).distinct()
    actors = rows.exclude(actor_name="").order_by("actor_name").values_list("actor_name", flat=True)
    return AuditPage(
        territory=territory,
        page=page,
        lines=tuple(map(_line, page.object_list)),
        verbs=tuple(sorted(((verb, verb_words(verb)) for verb in verbs), key=lambda pair: pair[1])),
        actors=tuple(actors.distinct()),
    )


def audit_lines(visitor: Visitor, slug: str, wanted: AuditFilter) -> Iterator[AuditLine]:
    """All rows that are wanted, newest first, with bare names. Raises the errors of permissions."""
    territory = managed_territory(visitor, slug)
    rows = _filtered(AuditEvent.objects.filter(territory=territory), wanted)
    return (_line(row, isolated=False) for row in rows.iterator(chunk_size=2000))


def _filtered(rows: QuerySet[AuditEvent], wanted: AuditFilter) -> QuerySet[AuditEvent]:
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.actor:
        rows = rows.filter(actor_name=wanted.actor)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until and wanted.until < date.max:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows.order_by("-pk")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _line(row: AuditEvent, isolated: bool = True) -> AuditLine:
    return AuditLine(
        row.at, row.actor_name, row.verb, verb_words(row.verb), sentence(row, isolated)
    )
