"""Ask people to answer a part of an assessment, and write them so."""

import logging
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import framework
from glocal_web.portal.models import (
    AssessmentStatus,
    Assignment,
    Participant,
    Person,
    Role,
    RoleKind,
)
from glocal_web.portal.permissions import Deed, access_to
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.mail_way import letters_leave

log = logging.getLogger(__name__)

ANSWERING_ROLES = (RoleKind.COORDINATOR, RoleKind.CONTRIBUTOR)


class AssignmentOutcome(StrEnum):
    """What became of an assignment."""

    DONE = "done"
    NO_LETTER = "no-letter"
    CHANGED = "changed"
    NOT_A_MEMBER = "not-a-member"
    PUBLISHED = "published"


@dataclass(frozen=True)
class NewAssignment:
    """Who is asked for what: a sub-dimension (A1) or an indicator (A1.3), until when."""

    person: Person
    scope: str
    due: date | None = None
    note: str = ""


def assign(
    actor: Person, participant: Participant, new: NewAssignment, link: str
) -> tuple[AssignmentOutcome, Assignment | None]:
    """The assignment, saved and sent by e-mail with ``link``.

    Somebody who was asked for the same part before gets the new date and note instead of a second
    assignment. A letter that cannot be sent does not undo the assignment; the outcome says so.
    """
    outcome, row = _save(actor, participant, new)
    if row is not None and not _write_letter(actor, participant, row, link):
        return AssignmentOutcome.NO_LETTER, row
    return outcome, row


@transaction.atomic
def _save(
    actor: Person, participant: Participant, new: NewAssignment
) -> tuple[AssignmentOutcome, Assignment | None]:
    assessment = participant.assessment
    access_to(actor, assessment.territory).require(Deed.MANAGE)
    _require_scope(participant, new.scope)
    if assessment.status == AssessmentStatus.PUBLISHED:
        return AssignmentOutcome.PUBLISHED, None
    is_member = Role.objects.filter(
        person=new.person,
        territory=assessment.territory,
        organisation_id=participant.organisation_id,
        kind__in=ANSWERING_ROLES,
    ).exists()
    if not is_member:
        return AssignmentOutcome.NOT_A_MEMBER, None
    row, created = Assignment.objects.update_or_create(
        participant=participant,
        person=new.person,
        scope=new.scope,
        defaults={"due": new.due, "note": new.note, "created_by": actor},
    )
    record(
        actor,
        "assignment.made",
        row,
        assessment.territory,
        scope=row.scope,
        due=row.due.isoformat() if row.due else None,
    )
    return (AssignmentOutcome.DONE if created else AssignmentOutcome.CHANGED), row


def _require_scope(participant: Participant, scope: str) -> None:
    assessment = participant.assessment
    structure = framework(assessment.framework_id, assessment.framework_version)
    if scope not in structure and scope not in {sub.code for sub in structure.sub_dimensions}:
        raise UnknownNameError(f"{structure.name} has no part {scope!r}.")


@transaction.atomic
def withdraw_assignment(actor: Person, key: int) -> None:
    """Take an assignment back; answers that were given stay. One that is gone stays so."""
    row = (
        Assignment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("participant__assessment__territory")
        .filter(pk=key)
        .first()
    )
    if row is None:
        return
    territory = row.participant.assessment.territory
    access_to(actor, territory).require(Deed.MANAGE)
    record(actor, "assignment.withdrawn", row, territory, scope=row.scope)
    row.delete()


def _write_letter(actor: Person, participant: Participant, row: Assignment, link: str) -> bool:
    """Whether the letter to the person asked went out, in the language of their account."""
    assessment = participant.assessment
    with translation.override(row.person.language or translation.get_language()):
        words = {
            "person": row.person,
            "actor": actor,
            "territory": assessment.territory,
            "assessment": assessment,
            "organisation": participant.organisation,
            "assignment": row,
            "link": link,
        }
        subject = _("%(territory)s: you are asked to answer %(scope)s") % {
            "territory": assessment.territory.name,
            "scope": row.scope,
        }
        body = render_to_string("assessment/letter_assigned.txt", words)
    try:
        # Line breaks in a name would otherwise add headers to the letter.
        sent = send_mail(" ".join(subject.split()), body, None, [row.person.email])
        return bool(sent) and letters_leave()
    except (OSError, SMTPException):
        log.exception("A letter about an assignment could not be sent.")
        return False
