"""Enter, change and remove policies, so that two people at once lose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from glocal.loading.vocabulary import vocabulary_ids
from glocal_web.portal.mappers.register_reference import free_key
from glocal_web.portal.models import Person, Policy, Territory
from glocal_web.portal.models.policy import (
    PolicyKindChoice,
    PolicyLevelChoice,
    PolicyStatusChoice,
    TieChoice,
)
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.register_permissions import access_to_register
from glocal_web.portal.selectors.register_rows import open_policy
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.registers import lock_register, raise_version

FIELDS = (
    "title",
    "kind",
    "issuer",
    "number",
    "year",
    "level",
    "sectors",
    "responsible",
    "valid_from",
    "valid_until",
    "status",
    "ties",
    "source",
)


@dataclass(frozen=True)
class PolicyDraft:
    """What somebody wrote into the form of a policy."""

    title: str
    kind: str
    level: str
    issuer: str = ""
    number: str = ""
    year: int | None = None
    sectors: tuple[str, ...] = ()
    responsible: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    status: str = PolicyStatusChoice.IN_FORCE
    ties: tuple[tuple[str, str], ...] = ()
    source: str = ""

    def value(self, name: str) -> Any:
        """A field as the row keeps it: lists, since JSON knows no other."""
        found = getattr(self, name)
        if name == "ties":
            return [list(tie) for tie in found]
        return list(found) if name == "sectors" else found


@dataclass(frozen=True)
class PolicyChange:
    """What became of a change: the policy as it stands, and whether it was refused as stale."""

    policy: Policy
    changed: tuple[str, ...] = ()
    is_stale: bool = False


class SamePolicyError(Exception):
    """The same act, by kind, number, year and issuer, stands in the register: ``existing``."""

    def __init__(self, existing: Policy) -> None:
        self.existing = existing
        super().__init__(str(existing))


@transaction.atomic
def create_policy(
    person: Person, territory: Territory, token: str, draft: PolicyDraft, version: int = 1
) -> PolicyChange:
    """A new policy in the register of a territory.

    ``token`` is the form's. A form that was sent before changes what it made, unless that was
    changed since ``version``: two clicks make one policy, and going back to mend a word too.

    Raises ``SamePolicyError`` when the act is there already.
    """
    access_to_register(person, territory).require(Deed.PLAN)
    lock_register(territory)
    twin = Policy.objects.filter(territory=territory, token=token).first()
    if twin is not None:
        return change_policy(person, twin.pk, version, draft)
    _refuse_the_same(territory, draft)
    taken = set(Policy.objects.filter(territory=territory).values_list("key", flat=True))
    named = "-".join(part for part in (draft.kind, draft.number, str(draft.year or "")) if part)
    policy = Policy(
        territory=territory,
        key=free_key(draft.title, taken, free_key(named, set(), draft.kind)),
        token=token,
        created_by=person,
    )
    _write(policy, draft)
    save_policy(person, policy)
    raise_version(territory)
    record(person, "policy.created", policy, territory, kind=policy.kind)
    return PolicyChange(policy, FIELDS)


@transaction.atomic
def change_policy(person: Person, key: int, version: int, draft: PolicyDraft) -> PolicyChange:
    """Write a draft to a policy, unless somebody else changed it since ``version``.

    A draft that changes nothing writes nothing, so that sending a form twice is harmless.
    """
    policy = _locked(person, key, Deed.PLAN)
    changed = tuple(name for name in FIELDS if getattr(policy, name) != draft.value(name))
    if not changed:
        return PolicyChange(policy)
    if policy.version != version:
        return PolicyChange(policy, changed, is_stale=True)
    _refuse_the_same(policy.territory, draft, policy)
    _write(policy, draft)
    policy.version += 1
    save_policy(person, policy)
    raise_version(policy.territory)
    record(person, "policy.changed", policy, policy.territory, fields=list(changed))
    return PolicyChange(policy, changed)


@transaction.atomic
def remove_policy(person: Person, key: int) -> Territory:
    """Take a policy with its provisions out of the register, and say whose register it was."""
    policy = _locked(person, key, Deed.MANAGE)
    territory = policy.territory
    record(person, "policy.removed", policy, territory, provisions=policy.provisions.count())
    for provision in policy.provisions.all():
        provision._history_user = person  # type: ignore[attr-defined]
        provision.delete()
    policy._history_user = person  # type: ignore[attr-defined]
    policy.delete()
    raise_version(territory)
    return territory


def save_policy(person: Person, policy: Policy) -> None:
    """Save a policy with who changed it, also in its history where no request is under way."""
    policy.changed_by = person
    policy._history_user = person  # type: ignore[attr-defined]
    policy.save()


def _locked(person: Person, key: int, deed: Deed) -> Policy:
    """The policy for somebody who may do this deed, read anew under the lock."""
    policy, access = open_policy(person, key)
    access.require(deed)
    lock_register(policy.territory)
    try:
        policy.refresh_from_db(from_queryset=Policy.objects.select_related("territory"))
    except Policy.DoesNotExist:
        # Somebody removed it while this request waited for the lock.
        raise NotVisibleError from None
    return policy


def _refuse_the_same(territory: Territory, draft: PolicyDraft, but: Policy | None = None) -> None:
    if not draft.number or draft.year is None:
        return
    same = Policy.objects.filter(
        territory=territory,
        kind=draft.kind,
        number__iexact=draft.number,
        year=draft.year,
        issuer__iexact=draft.issuer,
    )
    existing = (same.exclude(pk=but.pk) if but is not None else same).first()
    if existing is not None:
        raise SamePolicyError(existing)


def _write(policy: Policy, draft: PolicyDraft) -> None:
    known = (
        (draft.kind, PolicyKindChoice.values),
        (draft.level, PolicyLevelChoice.values),
        (draft.status, PolicyStatusChoice.values),
        *((sector, vocabulary_ids("sectors")) for sector in draft.sectors),
        *((how, TieChoice.values) for how, _other in draft.ties),
    )
    wrong = [value for value, values in known if value not in values]
    if wrong:
        raise ValueError(f"No such kind, level, status, sector or tie: {wrong}")
    for name in FIELDS:
        setattr(policy, name, draft.value(name))
