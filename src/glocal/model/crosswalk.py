"""A crosswalk: which answers of one framework propose answers of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How the source indicator stands to the target."""

    SAME = "same"
    NARROWER = "narrower"
    BROADER = "broader"
    RELATED = "related"


@dataclass(frozen=True)
class CrosswalkLink:
    """An indicator that tells something about another.

    ``grades`` maps a grade of the source to the grade it proposes; a grade that is not in it
    proposes nothing.
    """

    source: str
    target: str
    relation: Relation
    grades: Mapping[float, float]


@dataclass(frozen=True)
class Crosswalk:
    """All links from the framework ``source`` to the framework ``target`` (``id@version``)."""

    source: str
    target: str
    links: tuple[CrosswalkLink, ...]


@dataclass(frozen=True)
class Proposal:
    """An answer proposed for ``target`` from an answer given to ``source``.

    Where several sources propose different grades, ``grade`` is the lowest of the closest
    relation: an answer is proposed, never promised.
    """

    target: str
    grade: float
    source: str
    source_grade: float
    relation: Relation
    others: tuple[tuple[str, float], ...] = ()
