"""Enter, change, end and remove provisions, so that two people at once lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from glocal.loading.provision_slots import period_of, provision_of, provision_slots
from glocal_web.portal.mappers.register_reference import free_key
from glocal_web.portal.mappers.register_values import differing_slots
from glocal_web.portal.models import Person, Policy, Provision
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.selectors.register_rows import open_policy, open_provision
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.registers import lock_register, raise_version

LONGEST_STEM = 70


@dataclass(frozen=True)
class ProvisionChange:
    """What became of a change: the provision as it stands, and whether it was refused as stale.

    ``changed`` names the slots that differ.
    """

    provision: Provision
    changed: tuple[str, ...] = ()
    is_stale: bool = False


class WrongDayError(Exception):
    """A provision cannot end on a day on which it has not begun, or after it has ended."""


@transaction.atomic
def create_provision(
    person: Person, policy_key: int, token: str, slots: Mapping[str, Any], version: int = 1
) -> ProvisionChange:
    """A new provision of a policy, behind those that are there.

    ``token`` is the form's. A form that was sent before changes what it made, unless that was
    changed since ``version``.
    """
    policy, access = open_policy(person, policy_key)
    access.require(Deed.PLAN)
    lock_register(policy.territory)
    twin = Provision.objects.filter(policy=policy, token=token).first()
    if twin is not None:
        return change_provision(person, twin.pk, version, slots)
    if not Policy.objects.filter(pk=policy.pk).exists():
        raise NotVisibleError
    provision = add_provision(person, policy, slots, token)
    raise_version(policy.territory)
    record(
        person,
        "provision.created",
        provision,
        policy.territory,
        policy=policy.key,
        modality=provision.modality,
    )
    return ProvisionChange(provision, tuple(provision.slots))


@transaction.atomic
def change_provision(
    person: Person, key: int, version: int, slots: Mapping[str, Any]
) -> ProvisionChange:
    """Write slots to a provision, unless somebody else changed it since ``version``.

    Slots that change nothing write nothing, so that sending a form twice is harmless.
    """
    provision = _locked(person, key, Deed.PLAN)
    plain = plain_slots(slots, provision.key)
    changed = differing_slots(provision.slots, plain)
    if not changed:
        return ProvisionChange(provision)
    if provision.version != version:
        return ProvisionChange(provision, changed, is_stale=True)
    write_slots(provision, plain)
    provision.version += 1
    save_provision(person, provision)
    raise_version(provision.territory)
    record(
        person,
        "provision.changed",
        provision,
        provision.territory,
        policy=provision.policy.key,
        slots=list(changed),
    )
    return ProvisionChange(provision, changed)


@transaction.atomic
def end_provision(
    person: Person, key: int, version: int, day: date, token: str = ""
) -> ProvisionChange:
    """End a provision on a day, the first on which it no longer holds.

    With a ``token`` a successor begins on that day as its copy, and is what comes back; the same
    token again gives the same successor.

    Raises ``WrongDayError`` when the day does not lie inside the period of the provision.
    """
    provision = _locked(person, key, Deed.PLAN)
    if token:
        successor = Provision.objects.filter(policy=provision.policy, token=token).first()
        if successor is not None:
            return ProvisionChange(successor)
    ended = {**provision.slots, "until": day.isoformat()}
    if ended == provision.slots and not token:
        return ProvisionChange(provision)
    if provision.version != version:
        return ProvisionChange(provision, ("until",), is_stale=True)
    _check_day(provision, day)
    following = {**provision.slots, "from": day.isoformat()}
    write_slots(provision, ended)
    provision.version += 1
    save_provision(person, provision)
    result = provision
    if token:
        result = add_provision(person, provision.policy, following, token, follows=provision)
    raise_version(provision.territory)
    record(
        person,
        "provision.succeeded" if token else "provision.ended",
        provision,
        provision.territory,
        policy=provision.policy.key,
        until=day.isoformat(),
        successor=result.key if token else None,
    )
    return ProvisionChange(result, ("until",))


@transaction.atomic
def remove_provision(person: Person, key: int) -> Policy:
    """Take a provision out of the register, and say which policy it belonged to."""
    provision = _locked(person, key, Deed.MANAGE)
    policy = provision.policy
    record(person, "provision.removed", provision, policy.territory, policy=policy.key)
    provision._history_user = person  # type: ignore[attr-defined]
    provision.delete()
    raise_version(policy.territory)
    return policy


def add_provision(
    person: Person,
    policy: Policy,
    slots: Mapping[str, Any],
    token: str | None = None,
    *,
    key: str = "",
    follows: Provision | None = None,
) -> Provision:
    """A new row behind the others of its policy. The register must be locked."""
    last = Provision.objects.filter(policy=policy).aggregate(last=Max("position"))["last"] or 0
    position = last + 1
    if not key:
        here = Provision.objects.filter(territory=policy.territory)
        key = free_key(
            f"{policy.key[:LONGEST_STEM]}-{position}",
            set(here.values_list("key", flat=True)),
            "provision",
        )
    provision = Provision(
        territory=policy.territory,
        policy=policy,
        key=key,
        position=position,
        token=token,
        follows=follows,
        created_by=person,
    )
    write_slots(provision, plain_slots(slots, key))
    save_provision(person, provision)
    return provision


def write_slots(provision: Provision, slots: Mapping[str, Any]) -> None:
    """Put plain slots into a row, unsaved, and repeat those by which rows are found."""
    period = period_of(slots)
    provision.slots = dict(slots)
    provision.modality = slots["modality"]
    provision.action = slots["action"]
    provision.bearer = slots["who"]
    provision.target = slots.get("to", "")
    provision.valid_from, provision.valid_until = period.start, period.end


def plain_slots(slots: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Slots in the one form in which they are kept, so that equal ones are the same."""
    plain = provision_slots(provision_of({**slots, "id": key}, ""))
    plain.pop("id")
    return plain


def save_provision(person: Person, provision: Provision) -> None:
    """Save a provision with who changed it, also in its history where no request is under way."""
    provision.changed_by = person
    provision._history_user = person  # type: ignore[attr-defined]
    provision.save()


def _locked(person: Person, key: int, deed: Deed) -> Provision:
    """The provision for somebody who may do this deed, read anew under the lock."""
    provision, access = open_provision(person, key)
    access.require(deed)
    lock_register(provision.territory)
    try:
        provision.refresh_from_db(
            from_queryset=Provision.objects.select_related(
                "policy", "policy__territory", "territory"
            )
        )
    except Provision.DoesNotExist:
        # Somebody removed it while this request waited for the lock.
        raise NotVisibleError from None
    return provision


def _check_day(provision: Provision, day: date) -> None:
    start = provision.valid_from or provision.policy.valid_from
    end = provision.valid_until or provision.policy.valid_until
    if (start is not None and day <= start) or (end is not None and day > end):
        raise WrongDayError
