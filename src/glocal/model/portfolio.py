"""A portfolio: the policies of some territories and what ties them, as the rules read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glocal.model.kinds import Level
from glocal.model.policy import Policy
from glocal.model.provision import Provision
from glocal.model.taxonomy import Organisation


@dataclass(frozen=True)
class Area:
    """A territory of a portfolio: its place in the tree."""

    id: str
    name: str
    level: Level
    parent: str | None = None


@dataclass(frozen=True)
class Channel:
    """A way by which one territory is regularly heard by another, upwards or sideways."""

    source: str
    target: str
    by: str = ""


@dataclass(frozen=True)
class Coordination:
    """Two bodies work out together what they do; on one action and what lies below, or on all."""

    first: str
    second: str
    action: str | None = None


@dataclass(frozen=True)
class Portfolio:
    """What is checked. Ids are unique in their mapping; all references are known.

    ``links`` are pairs of territories that a corridor connects. ``channels_complete`` lists
    territories of which every channel upwards is recorded, so that a missing one is a fact.
    ``focus`` names the territories in question: of the others (partners, neighbours) only that is
    told which holds in these too. Empty: all.
    """

    name: str
    areas: Mapping[str, Area]
    policies: Mapping[str, Policy]
    provisions: Mapping[str, Provision]
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    channels_complete: frozenset[str] = frozenset()
    coordination: tuple[Coordination, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    focus: tuple[str, ...] = ()
