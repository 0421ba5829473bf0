"""Brute force: every rule by looking at every cell, leaf and moment, in plain sets and loops.

Made without a look at the engine or at the facts of the oracle; the three share the types of the
model alone. A provision is the set of points ``(cell, leaf, moment)`` where it applies, its region.
``witnesses`` gives, for each finding, the points at which it holds: who is hit, where and when.
"""

from __future__ import annotations

from datetime import date

from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy
from tests.core.coherence.brute_clashes import (
    contradiction,
    differential,
    exclusion,
    exhausted,
    partial_exclusion,
)
from tests.core.coherence.brute_deterrence import deterrence
from tests.core.coherence.brute_gaps import access_gap, mandate, silence, transition_gap
from tests.core.coherence.brute_goals import (
    assumption_variants,
    assumptions,
    feedback,
    goal_conflict,
)
from tests.core.coherence.brute_neighbours import duplication, synergy, unaware
from tests.core.coherence.brute_rated import rated_against, rated_helping
from tests.core.coherence.brute_steps import broken_prerequisite, deadlock, not_granted
from tests.core.coherence.brute_world import Found, Identity, World

__all__ = ["World", "assumption_variants", "identities", "witnesses"]


RULES = (
    contradiction,
    exhausted,
    exclusion,
    partial_exclusion,
    deterrence,
    broken_prerequisite,
    not_granted,
    deadlock,
    mandate,
    access_gap,
    silence,
    duplication,
    goal_conflict,
    feedback,
    assumptions,
    unaware,
    transition_gap,
    differential,
    rated_against,
    synergy,
    rated_helping,
)


def identities(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, drafts: bool = False
) -> set[Identity]:
    """The findings of all rules, each as its rule and the ids that tell it from others."""
    return set(witnesses(portfolio, taxonomy, as_of, drafts=drafts))


def witnesses(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, drafts: bool = False
) -> Found:
    """The findings with the points at which they hold; none where a rule does not hit people."""
    world = World(portfolio, taxonomy, as_of, drafts)
    found: Found = {}
    for rule in RULES:
        for identity, points in rule(world):
            found.setdefault(identity, set()).update(points)
    return found
