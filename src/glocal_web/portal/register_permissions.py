"""Who may read the register of a territory, besides those who may read the territory itself.

A policy binds the places below the territory that keeps it, and a check of coherence compares a
place with its partners. So whoever may read a territory may read every register that its check
rests on: its own, those above it, and those of its partners with what stands above them. Writing
follows the common table (``permissions.py``) without an exception: entering is ``PLAN``, removing
and importing ``MANAGE``, always in the territory that keeps the register.

Drafts are not inherited: a draft is read by those who may read the territory itself.

Anybody may say what their territory is part of, so that alone opens nothing: a register is read
below only as far up as each territory has agreed that the one under it is part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from glocal_web.portal.models import Person, Role, Territory
from glocal_web.portal.models.choices import ConsentChoice
from glocal_web.portal.permissions import Access, Deed, Visitor, access_to

# The keys of a territory and of those above it, for the usual levels and one more; between two of
# them what the upper one says to the lower one.
CHAIN = (
    "pk",
    "parent_consent",
    "parent_id",
    "parent__parent_consent",
    "parent__parent_id",
    "parent__parent__parent_consent",
    "parent__parent__parent_id",
    "parent__parent__parent__parent_consent",
    "parent__parent__parent__parent_id",
)


@dataclass(frozen=True)
class RegisterAccess(Access):
    """What a visitor may do in a register; ``inherits`` when they read it only from elsewhere."""

    inherits: bool = False


def access_to_register(visitor: Visitor, territory: Territory) -> RegisterAccess:
    """What ``visitor`` may do in the register of ``territory``: four queries at most."""
    access = access_to(visitor, territory)
    own = RegisterAccess(access.deeds, access.organisations)
    if access.may(Deed.READ) or not isinstance(visitor, Person) or not visitor.is_active:
        return own
    if territory.pk not in inherited_ids(visitor):
        return own
    return replace(own, deeds=own.deeds | {Deed.READ}, inherits=True)


def inherited_ids(person: Person) -> set[int]:
    """Keys of the territories that stand above the person's own, or above or at their partners."""
    roles = list(Role.objects.filter(person=person).values_list("territory_id", "includes_below"))
    own = {key for key, _below in roles}
    whole = {key for key, includes_below in roles if includes_below}
    partners = Q(partners__in=own)
    for depth in ("parent", "parent__parent", "parent__parent__parent"):
        # What stands below a role that reads below has partners of its own.
        partners |= Q(**{f"partners__{depth}__in": whole})
    rows = Territory.objects.filter(Q(pk__in=own) | partners).values_list(*CHAIN)
    return {key for row in rows for key in agreed_keys(row)}


def agreed_keys(chain: Sequence[int | str | None]) -> tuple[int, ...]:
    """The keys in a ``CHAIN``, nearest first, up to the first that has not agreed."""
    found = [chain[0]]
    for consent, key in zip(chain[1::2], chain[2::2], strict=True):
        if key is None or consent != ConsentChoice.AGREED:
            break
        found.append(key)
    return tuple(key for key in found if isinstance(key, int))


def all_keys(chain: Sequence[int | str | None]) -> tuple[int, ...]:
    """The keys in a ``CHAIN``, nearest first, whatever has been agreed."""
    return tuple(key for key in chain[::2] if isinstance(key, int))
