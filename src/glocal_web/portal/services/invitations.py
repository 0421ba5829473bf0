"""Invite people to a territory by a link that works once, and take an invitation up."""

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from glocal_web.portal.models import Invitation, Organisation, Person, Role, Territory
from glocal_web.portal.permissions import Deed, Visitor, access_to
from glocal_web.portal.services import audit
from glocal_web.portal.services.mail_way import letters_leave
from glocal_web.portal.services.people import MAY_READ_BELOW

VALID_FOR = timedelta(days=14)
SECRET_BYTES = 32

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class NewInvitation:
    """An invitation and the secret of its link, which is known only now and kept nowhere."""

    invitation: Invitation
    token: str


class InvitationClosedError(Exception):
    """The invitation was used, withdrawn or is too old, or there never was one."""


class OtherAddressError(Exception):
    """The invitation was written to another e-mail address than that of the account."""


def token_hash(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def invite(
    actor: Visitor,
    territory: Territory,
    email: str,
    organisation: Organisation,
    kind: str,
    includes_below: bool = False,
) -> NewInvitation:
    """A new invitation; an older open one to the same address for the organisation is withdrawn.

    Raises ``ValidationError`` when somebody with this address has that role already.
    """
    access_to(actor, territory).require(Deed.MANAGE)
    assert isinstance(actor, Person)  # noqa: S101 - nobody else manages
    address = email.strip().lower()
    if organisation.territory_id != territory.pk:
        raise ValidationError({"organisation": _("Choose an organisation of this territory.")})
    if Role.objects.filter(
        territory=territory, organisation=organisation, person__email__iexact=address
    ).exists():
        raise ValidationError(
            {"email": _("This person has a role for this organisation. Change it instead.")}
        )
    Invitation.objects.filter(
        territory=territory, organisation=organisation, email=address, accepted_at=None
    ).delete()
    token = secrets.token_urlsafe(SECRET_BYTES)
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        email=address,
        territory=territory,
        organisation=organisation,
        kind=kind,
        includes_below=includes_below and kind in MAY_READ_BELOW and territory.level != "local",
        invited_by=actor,
        expires_at=timezone.now() + VALID_FOR,
    )
    # The subject is the organisation: the address of somebody not yet here stays out of the log.
    audit.record(actor, "invitation.sent", organisation, territory, role=kind)
    return NewInvitation(invitation, token)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Write the letter; False when it reaches nobody (the link can still be passed on)."""
    known = Person.objects.filter(email=invitation.email).values_list("language", flat=True).first()
    with translation.override(known or translation.get_language()):
        subject = _("Invitation to work on %(territory)s") % {"territory": invitation.territory}
        text = render_to_string(
            "people/invitation_letter.txt", {"invitation": invitation, "link": link}
        )
    try:
        send_mail(" ".join(subject.split()), text, None, [invitation.email])
    except (SMTPException, OSError) as error:
        logger.warning("An invitation could not be sent: %s", type(error).__name__)
        return False
    return letters_leave()


@transaction.atomic
def withdraw_invitation(actor: Visitor, invitation: Invitation) -> None:
    """Take an open invitation back: its link stops working."""
    access_to(actor, invitation.territory).require(Deed.MANAGE)
    invitation.delete()
    audit.record(
        actor,
        "invitation.withdrawn",
        invitation.organisation,
        invitation.territory,
        role=invitation.kind,
    )


@transaction.atomic
def accept_invitation(token: str, person: Person) -> Role:
    """The role that the invitation gives to the person; the link is used up.

    Somebody who has a role for the organisation meanwhile keeps it as it is. Raises
    ``InvitationClosedError`` or ``OtherAddressError``.
    """
    invitation = _open(token)
    if person.email.lower() != invitation.email.lower():
        raise OtherAddressError
    return _accept(invitation, person)


@transaction.atomic
def accept_as_new_person(token: str, name: str, password: str, language: str = "") -> Person:
    """A new account for the invited address, with the role that the invitation gives.

    Raises ``InvitationClosedError``; ``OtherAddressError`` when the address has an account, whose
    owner must sign in instead.
    """
    invitation = _open(token)
    if Person.objects.filter(email__iexact=invitation.email).exists():
        raise OtherAddressError
    person = Person.objects.create_user(invitation.email, password, name=name, language=language)
    _accept(invitation, person)
    return person


def _open(token: str) -> Invitation:
    """The open invitation of this secret, locked so that it works once."""
    row = (
        Invitation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("territory", "organisation")
        .filter(token_hash=token_hash(token), accepted_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if row is None:
        raise InvitationClosedError
    return row


def _accept(invitation: Invitation, person: Person) -> Role:
    role, _created = Role.objects.get_or_create(
        person=person,
        territory=invitation.territory,
        organisation=invitation.organisation,
        defaults={"kind": invitation.kind, "includes_below": invitation.includes_below},
    )
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = person
    invitation.save(update_fields=("accepted_at", "accepted_by"))
    audit.record(
        person,
        "invitation.accepted",
        person,
        invitation.territory,
        role=role.kind,
        organisation=invitation.organisation.name,
    )
    return role
