"""Change a register: one change at a time, each of which raises its version."""

from __future__ import annotations

from django.db.models import F

from glocal_web.portal.models import Territory


def lock_register(territory: Territory) -> None:
    """Let nobody else change this register until the transaction ends.

    Two changes at once would take the same new key, and of one form sent twice both would find
    that nothing is there yet.
    """
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)


def raise_version(territory: Territory) -> None:
    """Note that the register has changed, so that what was concluded from it is looked at again."""
    Territory.objects.filter(pk=territory.pk).update(register_version=F("register_version") + 1)
