"""Publish an assessment, and take a publication back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from glocal_web.portal.mappers.snapshot import fingerprint
from glocal_web.portal.models import Assessment, AssessmentStatus, Person, Publication
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.publications import draft_snapshot, live_publications
from glocal_web.portal.selectors.scorecards import open_assessment
from glocal_web.portal.services.audit import record


@dataclass(frozen=True)
class PublishOutcome:
    """The new publication, or ``None`` with the reason why nothing was published."""

    publication: Publication | None
    is_stale: bool = False
    is_empty: bool = False
    is_repeated: bool = False


@transaction.atomic
def publish(person: Person, key: int, with_rationales: bool, seen: str) -> PublishOutcome:
    """Make the agreed answers and their scores public, exactly as the preview showed them.

    ``seen`` is the fingerprint of the previewed snapshot: when anything changed since, nothing is
    published and the person looks again. Sending the same form twice publishes once.
    """
    assessment, access = open_assessment(person, key)
    access.require(Deed.MANAGE)
    # Two coordinators who press at once: the second one finds the first one's publication.
    Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    copy, agreed, _spoken = draft_snapshot(assessment, with_rationales)
    if not agreed:
        return PublishOutcome(None, is_empty=True)
    mark = fingerprint(copy)
    if mark != seen:
        return PublishOutcome(None, is_stale=True)
    live = live_publications(assessment.pk).first()
    if live is not None and fingerprint(live.snapshot) == mark:
        return PublishOutcome(live, is_repeated=True)
    publication = Publication.objects.create(
        assessment=assessment,
        snapshot=copy,
        published_by=person,
        published_at=timezone.now(),
    )
    assessment.status = AssessmentStatus.PUBLISHED
    assessment.save(update_fields=["status"])
    record(
        person,
        "assessment.published",
        assessment,
        assessment.territory,
        publication=publication.pk,
        fingerprint=mark,
        rationales=with_rationales,
    )
    return PublishOutcome(publication)


@transaction.atomic
def withdraw(person: Person, key: int) -> int:
    """Take back everything published of an assessment; how many copies that hid.

    The assessment is open again, since nothing of it is public any more.
    """
    assessment, access = open_assessment(person, key)
    access.require(Deed.MANAGE)
    Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
    live = list(live_publications(assessment.pk).select_for_update(no_key=True))
    for publication in live:
        publication.withdrawn_at = timezone.now()
        publication.save(update_fields=["withdrawn_at"])
        record(person, "publication.withdrawn", publication, assessment.territory)
    if live:
        assessment.status = AssessmentStatus.OPEN
        assessment.save(update_fields=["status"])
    return len(live)
