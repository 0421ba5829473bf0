"""Keep what a register holds besides policies: bodies with a name, channels, agreements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from glocal_web.portal.mappers.register_reference import free_key, full_id
from glocal_web.portal.models import (
    Channel,
    CoordinationAgreement,
    Person,
    Policy,
    Provision,
    RegisterBody,
    Territory,
)
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.register_permissions import access_to_register
from glocal_web.portal.selectors.register_scope import inherited_scope
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.registers import lock_register, raise_version


@dataclass(frozen=True)
class BodyDraft:
    """What somebody wrote into the form of a body."""

    name: str
    kind: str


@dataclass(frozen=True)
class BodyChange:
    """What became of a change: the body as it stands, and whether it was refused as stale."""

    body: RegisterBody
    changed: tuple[str, ...] = ()
    is_stale: bool = False


class SameNameError(Exception):
    """Another body of the register has this name."""


class BodyInUseError(Exception):
    """Policies, provisions or agreements still refer to a body: how many of all registers."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(str(number))


@transaction.atomic
def create_body(person: Person, territory: Territory, draft: BodyDraft) -> RegisterBody:
    """A new body; one of the same name and kind that is there already is that one.

    Raises ``SameNameError`` when a body of another kind has the name.
    """
    access_to_register(person, territory).require(Deed.PLAN)
    lock_register(territory)
    kinds = _check_kind(draft, territory)
    rows = RegisterBody.objects.filter(territory=territory)
    same = rows.filter(name=draft.name).first()
    if same is not None:
        if same.kind == draft.kind:
            return same
        raise SameNameError
    # A key that is a kind's would hide the kind from this register.
    taken = set(rows.values_list("key", flat=True)) | kinds
    body = RegisterBody(
        territory=territory,
        key=free_key(draft.name, taken, draft.kind),
        name=draft.name,
        kind=draft.kind,
    )
    _save(person, body)
    raise_version(territory)
    record(person, "register-body.created", body, territory, kind=body.kind)
    return body


@transaction.atomic
def change_body(
    person: Person, territory: Territory, key: int, version: int, draft: BodyDraft
) -> BodyChange:
    """Write a draft to a body, unless somebody else changed it since ``version``.

    Raises ``SameNameError`` when another body has the name.
    """
    body = _locked(person, territory, key, Deed.PLAN)
    _check_kind(draft, territory)
    changed = tuple(
        name for name in ("name", "kind") if getattr(body, name) != getattr(draft, name)
    )
    if not changed:
        return BodyChange(body)
    if body.version != version:
        return BodyChange(body, changed, is_stale=True)
    others = RegisterBody.objects.filter(territory=territory, name=draft.name)
    if others.exclude(pk=body.pk).exists():
        raise SameNameError
    body.name, body.kind = draft.name, draft.kind
    body.version += 1
    _save(person, body)
    raise_version(territory)
    record(person, "register-body.changed", body, territory, fields=list(changed))
    return BodyChange(body, changed)


@transaction.atomic
def remove_body(person: Person, territory: Territory, key: int) -> None:
    """Take a body away. Raises ``BodyInUseError`` while something refers to it."""
    body = _locked(person, territory, key, Deed.MANAGE)
    number = sum(_uses(body))
    if number:
        raise BodyInUseError(number)
    record(person, "register-body.removed", body, territory, kind=body.kind)
    body._history_user = person  # type: ignore[attr-defined]
    body.delete()
    raise_version(territory)


@transaction.atomic
def add_channel(person: Person, territory: Territory, target: Territory, by: str) -> Channel:
    """A way in which a territory is regularly heard by another; the same again is that one."""
    access_to_register(person, territory).require(Deed.PLAN)
    lock_register(territory)
    channel, is_new = Channel.objects.get_or_create(territory=territory, target=target, by=by)
    if is_new:
        raise_version(territory)
        record(person, "channel.created", channel, territory, target=target.slug)
    return channel


@transaction.atomic
def remove_channel(person: Person, territory: Territory, key: int) -> None:
    """Take a channel away; one that is gone already is not found."""
    access_to_register(person, territory).require(Deed.MANAGE)
    lock_register(territory)
    channel = Channel.objects.filter(territory=territory, pk=key).first()
    if channel is None:
        raise NotVisibleError
    record(person, "channel.removed", channel, territory, target=channel.target.slug)
    channel.delete()
    raise_version(territory)


@transaction.atomic
def say_complete(person: Person, territory: Territory, complete: bool) -> None:
    """Say whether every channel upwards is recorded, so that a missing one is a fact."""
    access_to_register(person, territory).require(Deed.PLAN)
    lock_register(territory)
    changed = Territory.objects.filter(pk=territory.pk, channels_complete=not complete).update(
        channels_complete=complete
    )
    if changed:
        raise_version(territory)
        verb = "channels.complete" if complete else "channels.not-complete"
        record(person, verb, territory, territory)


@transaction.atomic
def add_agreement(
    person: Person, territory: Territory, first: str, second: str, action: str
) -> CoordinationAgreement:
    """An agreement of two bodies to coordinate; the same again is that one."""
    access_to_register(person, territory).require(Deed.PLAN)
    lock_register(territory)
    first, second = sorted((first, second))
    agreement, is_new = CoordinationAgreement.objects.get_or_create(
        territory=territory, first=first, second=second, action=action
    )
    if is_new:
        raise_version(territory)
        record(person, "coordination.created", agreement, territory, action=action)
    return agreement


@transaction.atomic
def remove_agreement(person: Person, territory: Territory, key: int) -> None:
    """Take an agreement away; one that is gone already is not found."""
    access_to_register(person, territory).require(Deed.MANAGE)
    lock_register(territory)
    agreement = CoordinationAgreement.objects.filter(territory=territory, pk=key).first()
    if agreement is None:
        raise NotVisibleError
    record(person, "coordination.removed", agreement, territory, action=agreement.action)
    agreement.delete()
    raise_version(territory)


def _locked(person: Person, territory: Territory, key: int, deed: Deed) -> RegisterBody:
    access_to_register(person, territory).require(deed)
    lock_register(territory)
    body = RegisterBody.objects.filter(territory=territory, pk=key).first()
    if body is None:
        raise NotVisibleError
    return body


def _check_kind(draft: BodyDraft, territory: Territory) -> set[str]:
    """All kinds of bodies that are known here; the draft's must be one of them."""
    kinds = set(inherited_scope(territory).known_here.organisations)
    if draft.kind not in kinds:
        raise ValueError(f"There is no kind of body {draft.kind!r}.")
    return kinds


def _uses(body: RegisterBody) -> Iterator[int]:
    """How often policies, provisions and agreements refer to a body, in any register."""
    full = full_id(body.territory.slug, body.key)

    def named(*fields: str) -> Q:
        found = Q()
        for name in fields:
            found |= Q(territory=body.territory, **{name: body.key}) | Q(**{name: full})
        return found

    yield Policy.objects.filter(named("responsible")).count()
    yield Provision.objects.filter(named("bearer", "target")).count()
    yield CoordinationAgreement.objects.filter(named("first", "second")).count()


def _save(person: Person, body: RegisterBody) -> None:
    body._history_user = person  # type: ignore[attr-defined]
    body.save()
