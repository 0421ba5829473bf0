"""What two people wrote at once into one form, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Collision:
    """One thing that two people changed: what the person wrote, and what was saved meanwhile."""

    label: str
    mine: str
    theirs: str


def with_version(data: Any, version: int) -> dict[str, Any]:
    """The sent values as if the form had been opened at this version, so that it can be sent again.

    Lists of values stay lists.
    """
    copied = data.copy()
    copied["version"] = str(version)
    return copied


def collisions(
    names: Iterable[str],
    labels: Mapping[str, Any],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
) -> tuple[Collision, ...]:
    """One for each of ``names``, with both values in words."""
    return tuple(
        Collision(str(labels[name]), mine.get(name) or "–", theirs.get(name) or "–")
        for name in names
    )
