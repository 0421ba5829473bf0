"""Change a register: one change at a time, each of which raises its version."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from glocal_web.portal.models import Territory
from glocal_web.portal.services.rechecking import bring_up_to_date


def lock_register(territory: Territory) -> None:
    """Let nobody else change this register until the transaction ends.

    Two changes at once would take the same new key, and of one form sent twice both would find
    that nothing is there yet.
    """
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)


def raise_version(territory: Territory) -> None:
    """Note that the register has changed, and check it again once the change is kept.

    The territories below are checked when somebody next reads what was found there. A check that
    fails is told to the server's log and takes nothing back.
    """
    Territory.objects.filter(pk=territory.pk).update(register_version=F("register_version") + 1)

    def check_again() -> None:
        bring_up_to_date(territory)

    transaction.on_commit(check_again, robust=True)
