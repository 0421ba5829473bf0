"""What a matrix of interactions suggests to do first: levers, and signs to be talked over.

It stands beside the next steps and has no points: nothing of it enters a score. Method:
docs/methods/interactions-and-findings.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from glocal.interactions.influence import influence
from glocal.interactions.panel import Panel, agreed
from glocal.interactions.posterior import posterior
from glocal.interactions.ranks import DRAWS, ranks

FIRST = 5
"""An item is a lever when it is likely among so many."""

LIKELY = 0.5
"""Probability from which it is."""


class PriorityReason(StrEnum):
    """Why something comes first."""

    LEVER = "lever"
    CONTESTED = "contested"


@dataclass(frozen=True)
class Priority:
    """A suggestion: ``items`` is one lever, or the two ends of a contested pair, from → to.

    ``likely`` is the probability of a lever to be among the first five in total influence; of a
    contested pair that of the sign that is less likely, 0.2–0.5.
    """

    reason: PriorityReason
    items: tuple[str, ...]
    likely: float


def interaction_priorities(
    panel: Panel, *, most: int = FIRST, draws: int = DRAWS, seed: int = 0
) -> tuple[Priority, ...]:
    """At most ``most`` levers and as many contested pairs, each kind the likeliest first.

    A lever has a total influence above 0: whoever only holds back is none. Below three raters there
    are no ranks and so no levers; with no more items than are looked at as first, none stands out.
    Raises ``ValueError`` for a limit below 1.
    """
    if most < 1:
        raise ValueError("The limit must be at least 1.")
    return (*_levers(panel, most, draws, seed), *_contested(panel, most))


def _levers(panel: Panel, most: int, draws: int, seed: int) -> tuple[Priority, ...]:
    places = ranks(panel, draws=draws, seed=seed) if len(panel.ids) > FIRST else None
    if places is None:
        return ()
    total, likely = influence(agreed(panel)).total, places.within(FIRST)
    chosen = [at for at in range(len(panel.ids)) if likely[at] >= LIKELY and total[at] > 0]
    chosen.sort(key=lambda at: (-likely[at], -total[at], panel.ids[at]))
    return tuple(
        Priority(PriorityReason.LEVER, (panel.ids[at],), float(likely[at])) for at in chosen[:most]
    )


def _contested(panel: Panel, most: int) -> tuple[Priority, ...]:
    belief = posterior(panel.counts())
    less = np.minimum(belief.negative, belief.positive)
    chosen = np.flatnonzero(belief.contested).tolist()
    pairs = {at: (panel.ids[panel.source[at]], panel.ids[panel.target[at]]) for at in chosen}
    chosen.sort(key=lambda at: (-float(less[at]), pairs[at]))
    return tuple(
        Priority(PriorityReason.CONTESTED, pairs[at], float(less[at])) for at in chosen[:most]
    )
