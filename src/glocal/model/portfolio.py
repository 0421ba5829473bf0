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
class AgreedInteraction:
    """What progress on ``source`` does to progress on ``target``, as several raters agreed.

    Both are a policy of the portfolio or a goal of the taxonomy. ``value`` is on −3 … +3: the mean
    of the medians of ``groups`` stakeholder groups with ``voices`` raters together. ``sure`` is the
    probability, 0–1, that it is not the other way round. ``matrix`` names where they rated it;
    ``offset`` says that something in place makes up for the harm.
    """

    source: str
    target: str
    value: float
    voices: int
    groups: int
    sure: float
    matrix: str = ""
    rationale: str = ""
    offset: bool = False


@dataclass(frozen=True)
class Portfolio:
    """What is checked. Ids are unique in their mapping; all references are known.

    ``links`` are pairs of territories that a corridor connects. ``channels_complete`` lists
    territories of which every channel upwards is recorded, so that a missing one is a fact.
    ``focus`` names the territories in question: of the others (partners, neighbours) only that is
    told which holds in these too. Empty: all. ``interactions`` are judgements of raters, each
    ordered pair once a matrix: they stand beside the texts and change none.
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
    interactions: tuple[AgreedInteraction, ...] = ()
