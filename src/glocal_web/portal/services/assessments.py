"""Open assessments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from glocal.loading.catalogue import framework
from glocal.model.kinds import Level, Status
from glocal_web.portal.models import Assessment, Organisation, Participant, Territory
from glocal_web.portal.permissions import Deed, Visitor, access_to
from glocal_web.portal.services import audit


@dataclass(frozen=True)
class AssessmentDraft:
    """What is to be opened; nothing of it is stored yet. ``others`` take part beside the lead."""

    framework_id: str
    framework_version: str
    name: str
    period_start: date
    period_end: date
    lead: Organisation
    others: Sequence[Organisation] = ()
    subject: str = ""


class SameAssessmentError(Exception):
    """There is an assessment by this framework for this period already: ``existing``."""

    def __init__(self, existing: Assessment) -> None:
        self.existing = existing
        super().__init__(str(existing))


@transaction.atomic
def open_assessment(actor: Visitor, territory: Territory, draft: AssessmentDraft) -> Assessment:
    """A new assessment with its participants, tied to the framework by its content hash.

    Raises ``SameAssessmentError`` when there is one for the very period, ``ValidationError`` when
    the framework is not for this level or an organisation not of this territory, and
    ``UnknownNameError`` when the framework is not installed.
    """
    access_to(actor, territory).require(Deed.MANAGE)
    structure = framework(draft.framework_id, draft.framework_version)
    if structure.status is not Status.PUBLISHED or (
        structure.levels and Level(territory.level) not in structure.levels
    ):
        raise ValidationError(_("This framework is not made for the level of this territory."))
    others = [one for one in dict.fromkeys(draft.others) if one != draft.lead]
    if any(one.territory_id != territory.pk for one in (draft.lead, *others)):
        raise ValidationError(_("Only organisations of this territory can take part."))
    # Locked, so that of two people who open the same period at once the second is told.
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    existing = Assessment.objects.filter(
        territory=territory,
        framework_id=draft.framework_id,
        # The same body, in whatever letters somebody writes its name.
        subject__iexact=draft.subject,
        period_start=draft.period_start,
        period_end=draft.period_end,
    ).first()
    if existing is not None:
        raise SameAssessmentError(existing)
    assessment = Assessment.objects.create(
        territory=territory,
        framework_id=structure.id,
        framework_version=structure.version,
        content_hash=structure.content_hash,
        subject=draft.subject,
        name=draft.name,
        period_start=draft.period_start,
        period_end=draft.period_end,
        created_by_id=actor.pk,
    )
    Participant.objects.bulk_create(
        Participant(assessment=assessment, organisation=one, is_lead=one == draft.lead)
        for one in (draft.lead, *others)
    )
    audit.record(
        actor,
        "assessment.opened",
        assessment,
        territory,
        framework=structure.name,
        participants=1 + len(others),
    )
    return assessment
