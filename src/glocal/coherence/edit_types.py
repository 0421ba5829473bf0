"""Changes of a portfolio as values: what a person tries, and what a mend amounts to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from glocal.errors import GlocalError
from glocal.model.policy import Policy, Tie
from glocal.model.population import Group
from glocal.model.portfolio import Channel, Coordination
from glocal.model.provision import Benefit, Means, Provision, Support, Tri


class EditError(GlocalError):
    """A change that cannot be made to this portfolio."""


@dataclass(frozen=True)
class AddProvision:
    """A new provision; ``policy`` is its act where that is new too."""

    provision: Provision
    policy: Policy | None = None


@dataclass(frozen=True)
class ReplaceProvision:
    """Another wording of the provision with the same id."""

    provision: Provision


@dataclass(frozen=True)
class DropProvision:
    """The provision is repealed."""

    provision: str


@dataclass(frozen=True)
class DropPolicy:
    """The act is repealed with all its provisions."""

    policy: str


@dataclass(frozen=True)
class NarrowGroup:
    """The provision no longer concerns ``without``; of its group only what lies in ``to`` stays.

    ``to`` are disjoint boxes, so that a carve-out leaves one provision a box.
    """

    provision: str
    without: Group
    to: tuple[Group, ...]


@dataclass(frozen=True)
class SetOver:
    """Each of ``provisions`` overrides ``other`` or is an exception of it."""

    provisions: tuple[str, ...]
    other: str


@dataclass(frozen=True)
class DropPrerequisites:
    """The provision no longer asks for these actions first."""

    provision: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class DropRequirement:
    """The provision no longer asks people to get over a barrier.

    ``asked`` are the barriers that stand before its action unless a provision says otherwise: with
    this change it does.
    """

    provision: str
    barrier: str
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SetMeans:
    """Whether the means for the task are there."""

    provision: str
    means: Means
    value: Tri


@dataclass(frozen=True)
class SetBenefit:
    """How much people get from now on."""

    provision: str
    benefit: Benefit


@dataclass(frozen=True)
class StateGround:
    """The reason for treating groups differently is stated."""

    provision: str
    ground: str


@dataclass(frozen=True)
class RaiseSupport:
    """The claim that the provision serves the goal has at least this support."""

    provision: str
    goal: str
    support: Support


@dataclass(frozen=True)
class DropClaim:
    """The provision no longer claims to serve the goal."""

    provision: str
    goal: str


@dataclass(frozen=True)
class EaseEffect:
    """The provision no longer harms the goal by more than ``most``, −3 … 0."""

    provision: str
    goal: str
    most: int


@dataclass(frozen=True)
class OffsetEffect:
    """Something in place makes up for the harm that the provision does to the goal."""

    provision: str
    goal: str


@dataclass(frozen=True)
class OffsetInteraction:
    """Something in place makes up for the harm that two policies are rated to do one another."""

    first: str
    second: str


@dataclass(frozen=True)
class AddChannel:
    """One territory is regularly heard by another."""

    channel: Channel


@dataclass(frozen=True)
class AddCoordination:
    """Two bodies work out together what they do."""

    coordination: Coordination


@dataclass(frozen=True)
class AddTie:
    """One act refers to another."""

    policy: str
    tie: Tie
    other: str


Edit = (
    AddProvision
    | ReplaceProvision
    | DropProvision
    | DropPolicy
    | NarrowGroup
    | SetOver
    | DropPrerequisites
    | DropRequirement
    | SetMeans
    | SetBenefit
    | StateGround
    | RaiseSupport
    | DropClaim
    | EaseEffect
    | OffsetEffect
    | OffsetInteraction
    | AddChannel
    | AddCoordination
    | AddTie
)


def edit_key(edit: Edit) -> str:
    """What tells one change from another: equal changes have equal keys (12 hexadecimal digits)."""
    return content_key([type(edit).__name__, edit])


def content_key(value: Any) -> str:
    """A fingerprint of a value of the model, the same on every machine."""
    plain = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:12]


def touched(edit: Edit) -> tuple[str, ...]:
    """The ids of the provisions that a change alters, adds or drops."""
    match edit:
        case AddProvision(provision) | ReplaceProvision(provision):
            return (provision.id,)
        case SetOver(provisions, _):
            return provisions
        case OffsetInteraction() | DropPolicy() | AddChannel() | AddCoordination() | AddTie():
            return ()
        case _:
            return (edit.provision,)


def _plain(value: Any) -> Any:
    """The value in lists and words alone, every collection without an order sorted."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return [[item.name, _plain(getattr(value, item.name))] for item in fields(value)]
    if isinstance(value, Mapping):
        return sorted([_plain(key), _plain(item)] for key, item in value.items())
    if isinstance(value, frozenset | set):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
