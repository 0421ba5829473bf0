"""Write the audit log: one row a deed, chained by hashes, in the deed's own transaction."""

import hashlib
import json
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from glocal_web.portal.models import AuditEvent, Territory
from glocal_web.portal.permissions import Visitor

FIRST_HASH = "0" * 64
# Any number does that nothing else locks in this database: the letters of "glocal".
CHAIN_LOCK = int.from_bytes(b"glocal", "big")


def record(
    actor: Visitor | None,
    verb: str,
    subject: Model,
    territory: Territory | None = None,
    **data: Any,
) -> AuditEvent:
    """A new row of the log. Must be called inside the transaction of the deed.

    ``verb`` is a stable code such as ``response.saved``; ``data`` holds small values only, never
    texts that people wrote and never anything about persons outside the administration.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "An audit row belongs to the deed's transaction."
        )
    known = actor if actor is not None and actor.is_authenticated else None
    _wait_for_the_chain()
    last = AuditEvent.objects.order_by("-pk").values_list("hash", flat=True).first()
    event = AuditEvent(
        at=timezone.now(),
        actor=known,
        actor_name=str(known) if known else "",
        verb=verb,
        subject_type=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        subject_name=str(subject)[:200],
        territory=territory,
        territory_slug=territory.slug if territory else "",
        data=data,
        previous_hash=last or FIRST_HASH,
    )
    event.hash = row_hash(event)
    event.save(force_insert=True)
    return event


def _wait_for_the_chain() -> None:
    """Make this transaction the only one that adds rows, until it ends.

    Locking the newest row would not do: an empty log has none, and who waited for it would go on
    from that row although a newer one was committed meanwhile. SQLite writes one at a time anyway.

    Who holds the chain must not wait for who wants it: a deed locks its rows before it is recorded,
    and with ``no_key``, since the log refers to people and territories.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def row_hash(event: AuditEvent) -> str:
    """SHA-256 of a row's content and the hash of the row before it.

    Keys to other rows are left out: they may be emptied when an account is deleted, while the
    names copied into the row stay.
    """
    content = [
        event.previous_hash,
        event.at.isoformat(),
        event.actor_name,
        event.verb,
        event.subject_type,
        event.subject_id,
        event.subject_name,
        event.territory_slug,
        event.data,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def first_broken_row() -> AuditEvent | None:
    """The oldest row whose content or link does not fit, or ``None`` when the chain is whole."""
    previous = FIRST_HASH
    for event in AuditEvent.objects.order_by("pk").iterator(chunk_size=2000):
        if event.previous_hash != previous or event.hash != row_hash(event):
            return event
        previous = event.hash
    return None
