"""Turn entries of taxonomy files, already of the right shape, into values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from glocal.model.kinds import Level
from glocal.model.population import Dimension, Group, Implication, Population
from glocal.model.taxonomy import (
    Action,
    Contact,
    EvidenceLink,
    Goal,
    Organisation,
    Reveals,
    Transition,
)

Entry = Mapping[str, Any]


def action_of(entry: Entry, sector: str) -> Action:
    """An action of ``sector``."""
    return Action(
        id=entry["id"],
        parent=entry.get("parent"),
        sector=sector,
        closed=entry.get("closed", False),
        costly=entry.get("costly", False),
        core=entry.get("core", False),
        continuous=entry.get("continuous", False),
        portable=entry.get("portable", False),
        relevant=group_of(entry["relevant"]) if "relevant" in entry else None,
        closed_for=group_of(entry["closed_for"]) if "closed_for" in entry else None,
        contact=tuple(
            Contact(item["organisation"], Reveals(item["reveals"]))
            for item in entry.get("contact", ())
        ),
        requires=tuple(entry.get("requires", ())),
        needs=tuple(entry.get("needs", ())),
        successors=tuple(entry.get("successors", ())),
        phases=tuple(entry.get("phases", ())),
        source=entry.get("source", ""),
    )


def organisation_of(entry: Entry) -> Organisation:
    """A kind of body."""
    return Organisation(
        id=entry["id"],
        parent=entry.get("parent"),
        level=Level(entry["level"]) if "level" in entry else None,
        public=entry.get("public", True),
        inherent=tuple(entry.get("inherent", ())),
    )


def population_of(value: Entry) -> Population:
    """The dimensions in their order, and what cannot be otherwise."""
    return Population(
        tuple(
            Dimension(item["id"], tuple(item["values"]), item["protected"])
            for item in value["dimensions"]
        ),
        tuple(
            Implication(_one(item["when"]), _one(item["then"]))
            for item in value.get("implications", ())
        ),
    )


def _one(limits: Mapping[str, Sequence[str]]) -> tuple[str, frozenset[str]]:
    (dimension, values), *_ = limits.items()
    return dimension, frozenset(values)


def group_of(limits: Mapping[str, Sequence[str]]) -> Group:
    """The group that admits these values."""
    return Group({dimension: frozenset(values) for dimension, values in limits.items()})


def goal_of(entry: Entry) -> Goal:
    """A goal with the SDG targets it belongs to."""
    return Goal(entry["id"], entry.get("collective", False), tuple(entry.get("sdg", ())))


def link_of(entry: Entry) -> EvidenceLink:
    """A link between a cause and a goal."""
    return EvidenceLink(
        entry["cause"], entry["goal"], entry["sign"], entry["support"], entry["source"]
    )


def transition_of(entry: Entry) -> Transition:
    """A change in somebody's situation."""
    return Transition(
        entry["id"],
        entry["dimension"],
        frozenset(entry["from"]),
        frozenset(entry["to"]),
        entry.get("resets", {}),
    )
