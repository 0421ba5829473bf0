"""Links by which the people of a stakeholder group rate a matrix without an account."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from glocal_web.portal.models import Matrix, MatrixLink, MatrixRater, MatrixState, Person
from glocal_web.portal.permissions import Deed, NotVisibleError, access_to
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.invitations import SECRET_BYTES, token_hash

VALID_FOR = timedelta(days=60)
# A workshop of a hundred begins within minutes; a script that invents raters is stopped soon.
MOST_BEGINNING, WHILE = 100, timedelta(minutes=10)
MOST_A_LINK = 500


@dataclass(frozen=True)
class NewLink:
    """A link and its secret, which is known only now and kept nowhere."""

    link: MatrixLink
    token: str


class LinkClosedError(Exception):
    """The link was revoked or is too old, the matrix takes no answers, or there never was one."""


class TooManyGuestsError(Exception):
    """More people began by this link than any workshop has."""


@transaction.atomic
def make_link(person: Person, matrix: Matrix, group: str) -> NewLink:
    """A new link for a group; older ones of the group go on working until they are revoked."""
    access_to(person, matrix.territory).require(Deed.MANAGE)
    token = secrets.token_urlsafe(SECRET_BYTES)
    link = MatrixLink.objects.create(
        matrix=matrix,
        group=group,
        token_hash=token_hash(token),
        created_by=person,
        expires_at=timezone.now() + VALID_FOR,
    )
    record(person, "matrix.link-made", matrix, matrix.territory, group=group)
    return NewLink(link, token)


@transaction.atomic
def revoke_link(person: Person, matrix: Matrix, key: int) -> MatrixLink:
    """Let a link lead nowhere from now on; who began by it can still come back."""
    access_to(person, matrix.territory).require(Deed.MANAGE)
    link = MatrixLink.objects.filter(matrix=matrix, pk=key).first()
    if link is None:
        raise NotVisibleError
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record(person, "matrix.link-revoked", matrix, matrix.territory, group=link.group)
    return link


def open_link(token: str) -> MatrixLink:
    """The link of this secret, while it works. Raises ``LinkClosedError``."""
    link = (
        MatrixLink.objects.select_related("matrix__territory")
        .filter(
            token_hash=token_hash(token),
            revoked_at=None,
            expires_at__gt=timezone.now(),
            matrix__state=MatrixState.OPEN,
        )
        .first()
    )
    if link is None:
        raise LinkClosedError
    return link


@transaction.atomic
def begin(token: str, secret: str, language: str) -> MatrixRater:
    """A new rater of the link's group, who comes back by ``secret``.

    The form that begins brings the secret along, so that a double click makes one rater. Raises
    ``LinkClosedError`` or ``TooManyGuestsError``.
    """
    link = open_link(token)
    # One at a time, so that two do not take the same number.
    Matrix.objects.select_for_update(no_key=True).only("pk").get(pk=link.matrix_id)
    begun = MatrixRater.objects.filter(link=link)
    twin = begun.filter(return_hash=token_hash(secret)).first()
    if twin is not None:
        return twin
    lately = begun.filter(created_at__gt=timezone.now() - WHILE)
    if lately.count() >= MOST_BEGINNING or begun.count() >= MOST_A_LINK:
        raise TooManyGuestsError
    return MatrixRater.objects.create(
        matrix=link.matrix,
        number=next_number(link.matrix),
        group=link.group,
        link=link,
        return_hash=token_hash(secret),
        language=language[:5],
    )


def next_number(matrix: Matrix) -> int:
    """The number of the next rater; the caller holds the matrix."""
    highest = MatrixRater.objects.filter(matrix=matrix).aggregate(top=Max("number"))["top"]
    return int(highest or 0) + 1
