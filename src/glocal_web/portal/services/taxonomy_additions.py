"""What a country adds to the taxonomy for its registers: actions, and kinds of bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from glocal.loading.taxonomy import taxonomy
from glocal_web.portal.mappers.additions import ACTION, KINDS
from glocal_web.portal.mappers.register_reference import free_key
from glocal_web.portal.models import (
    CoordinationAgreement,
    Person,
    Policy,
    Provision,
    RegisterBody,
    Territory,
)
from glocal_web.portal.models.choices import LevelChoice
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.register_permissions import access_to_register
from glocal_web.portal.selectors.register_scope import inherited_scope
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.registers import lock_register, raise_version

MOST = 400
"""Additions of one country; a file takes no more of a kind."""


@dataclass(frozen=True)
class AdditionDraft:
    """What somebody wrote into the form; ``names`` by language, ``key`` empty for a made one."""

    kind: str
    parent: str
    names: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    key: str = ""


class AdditionTakenError(Exception):
    """Something else has the id already: in the taxonomy, or as a body of a register."""


class ParentGoneError(ValueError):
    """What it was to lie in is not there, or not any more."""


class TooManyAdditionsError(Exception):
    """The country has as many as it can have."""


class AdditionInUseError(Exception):
    """Registers still refer to it: how many times."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(str(number))


class AdditionChangedError(Exception):
    """Somebody else has changed or removed it since it was shown."""


@transaction.atomic
def add_addition(person: Person, territory: Territory, draft: AdditionDraft) -> str:
    """A new action or kind of body; says its id. The same once more is that one.

    Raises ``AdditionTakenError`` when the id that was asked for names something else, and
    ``TooManyAdditionsError`` beyond ``MOST``.
    """
    entries = _locked(person, territory)
    known = inherited_scope(territory).known_here
    _check_parent(draft, known.actions if draft.kind == ACTION else known.organisations)
    if any(_entry(draft, one["id"]) == one for one in entries):
        return str(next(one["id"] for one in entries if _entry(draft, one["id"]) == one))
    taken = {*known.actions, *known.organisations, *known.goals, *_bodies_of(territory)}
    if draft.key in taken:
        raise AdditionTakenError
    if len(entries) >= MOST:
        raise TooManyAdditionsError
    stem = draft.names.get("en") or next(iter(draft.names.values()))
    key = draft.key or free_key(stem, taken, "action" if draft.kind == ACTION else "body")
    _write(territory, [*entries, _entry(draft, key)])
    record(person, "addition.created", territory, territory, kind=draft.kind, id=key)
    return key


@transaction.atomic
def change_addition(
    person: Person, territory: Territory, key: str, seen: Mapping[str, Any], draft: AdditionDraft
) -> None:
    """Give an addition another place, other names or another source; its id and kind stay.

    Raises ``AdditionChangedError`` unless it still is as ``seen``.
    """
    entries = _locked(person, territory)
    now = _of(entries, key)
    entry = _entry(draft, key)
    if entry == now:
        return
    if now != seen:
        raise AdditionChangedError
    known = inherited_scope(territory).known_here
    tree = known.actions if draft.kind == ACTION else known.organisations
    _check_parent(draft, tree)
    at: str | None = draft.parent
    while at is not None:
        if at == key:
            raise ValueError("It cannot lie in itself.")
        at = tree[at].parent
    _write(territory, [entry if one["id"] == key else one for one in entries])
    record(person, "addition.changed", territory, territory, kind=draft.kind, id=key)


@transaction.atomic
def remove_addition(person: Person, territory: Territory, key: str) -> None:
    """Take an addition away. Raises ``AdditionInUseError`` while a register refers to it."""
    entries = _locked(person, territory)
    entry = _of(entries, key)
    number = sum(_uses(territory, key)) + sum(one["parent"] == key for one in entries)
    if number:
        raise AdditionInUseError(number)
    _write(territory, [one for one in entries if one["id"] != key])
    record(person, "addition.removed", territory, territory, kind=entry["kind"], id=key)


def _locked(person: Person, territory: Territory) -> list[dict[str, Any]]:
    """The additions as they are now, for somebody who may change them."""
    access_to_register(person, territory).require(Deed.MANAGE)
    if territory.level != LevelChoice.NATIONAL:
        raise NotVisibleError
    lock_register(territory)
    territory.refresh_from_db(fields=["taxonomy_additions"])
    return list(territory.taxonomy_additions)


def _of(entries: list[dict[str, Any]], key: str) -> dict[str, Any]:
    found = next((one for one in entries if one["id"] == key), None)
    if found is None:
        raise NotVisibleError
    return found


def _entry(draft: AdditionDraft, key: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "kind": draft.kind,
        "id": key,
        "parent": draft.parent,
        "name": dict(draft.names),
    }
    if draft.kind == ACTION:
        entry["source"] = draft.source
    else:
        entry["about"] = draft.source
    return entry


def _check_parent(draft: AdditionDraft, tree: Mapping[str, Any]) -> None:
    if draft.kind not in KINDS or draft.parent not in tree:
        raise ParentGoneError(f"There is nothing called {draft.parent!r} to put it below.")


def _write(territory: Territory, entries: list[dict[str, Any]]) -> None:
    territory.taxonomy_additions = entries
    territory.save(update_fields=["taxonomy_additions"])
    raise_version(territory)


def _below(territory: Territory, at: str = "territory") -> Q:
    """Rows of the registers of a territory and of everything that says it lies in it."""
    found = Q(**{at: territory})
    for depth in ("parent", "parent__parent", "parent__parent__parent"):
        found |= Q(**{f"{at}__{depth}": territory})
    return found


def _bodies_of(territory: Territory) -> set[str]:
    """The keys of bodies that a new id would meet in the registers below."""
    return set(RegisterBody.objects.filter(_below(territory)).values_list("key", flat=True))


def _uses(territory: Territory, key: str) -> Iterator[int]:
    """How often the registers at and below a territory refer to an addition."""
    here = _below(territory)
    if key in taxonomy().actions or key in taxonomy().organisations:
        return  # a later taxonomy has it: what refers to it goes on without the addition
    yield Policy.objects.filter(here, responsible=key).count()
    yield (
        Provision.objects.filter(here)
        .filter(
            Q(action=key) | Q(bearer=key) | Q(target=key) | Q(slots__after__icontains=f'"{key}"')
        )
        .count()
    )
    bodies = RegisterBody.objects.filter(here)
    yield bodies.filter(Q(kind=key) | Q(inherent__icontains=f'"{key}"')).count()
    yield (
        CoordinationAgreement.objects.filter(here)
        .filter(Q(first=key) | Q(second=key) | Q(action=key))
        .count()
    )
