"""Small random portfolios over the tiny taxonomy, in which every rule fires often, or narrowly not.

A portfolio is a few *scenes*, each of which has what one rule looks for, some provisions at random,
and then a blow to some: another modality, body, action, group, place, time or condition, or an
exception. The same seed gives the same portfolio.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from glocal.model.kinds import Level
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import (
    Contact,
    EvidenceLink,
    Goal,
    Reveals,
    Taxonomy,
    Transition,
)
from tests.core.coherence.random_builder import (
    ACTIONS,
    AS_OF,
    BARRIERS,
    DIMENSIONS,
    GOALS,
    Builder,
)
from tests.core.coherence.random_scenes import SCENES
from tests.core.coherence.tiny import TINY

__all__ = ["AS_OF", "large_portfolio", "random_portfolio", "random_taxonomy"]


def random_portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed."""
    return Builder(Random(seed)).build(SCENES)


def large_portfolio(seed: int) -> Portfolio:
    """One several times as large: provisions meet that no scene put together."""
    return Builder(Random(f"large {seed}")).build(SCENES, scenes=len(SCENES), most=70)


def random_taxonomy(seed: int) -> Taxonomy:
    """The tiny taxonomy with other properties here and there, in the same trees."""
    random = Random(f"taxonomy {seed}")
    draw = Builder(random)
    actions = {}
    for action in TINY.actions.values():
        changes: dict[str, Any] = {}
        for flag in ("closed", "costly", "core", "continuous", "portable"):
            if random.random() < 0.08:
                changes[flag] = not getattr(action, flag)
        if random.random() < 0.1:
            changes["closed_for"] = random.choice([None, draw.any_group(0)])
        if random.random() < 0.1:
            changes["relevant"] = random.choice([None, draw.any_group(0.1)])
        if random.random() < 0.1:
            body = random.choice(list(TINY.organisations))
            changes["contact"] = (*action.contact, Contact(body, random.choice(list(Reveals))))
        if random.random() < 0.15:
            changes["requires"] = (*action.requires, random.choice(ACTIONS))
        if random.random() < 0.1:
            changes["needs"] = (random.choice(BARRIERS),)
        if random.random() < 0.15:
            changes["successors"] = (random.choice(ACTIONS),)
        actions[action.id] = replace(action, **changes)
    bodies = {}
    for body in TINY.organisations.values():
        changes = {}
        if random.random() < 0.1:
            changes["level"] = random.choice([None, *Level])
        if random.random() < 0.1:
            changes["inherent"] = (random.choice(ACTIONS),)
        if random.random() < 0.1:
            changes["public"] = not body.public
        bodies[body.id] = replace(body, **changes)
    evidence = [
        replace(link, sign=random.choice([1, -1]), support=random.randint(0, 3))
        for link in TINY.evidence
    ]
    evidence += [
        EvidenceLink(
            random.choice([*ACTIONS, *GOALS]),
            random.choice(GOALS),
            random.choice([1, -1]),
            random.randint(0, 3),
        )
        for _ in range(random.randint(0, 4))
    ]
    transitions = []
    for number in range(random.randint(2, 4)):
        name = random.choice(list(DIMENSIONS))
        values = DIMENSIONS[name]
        before, after = (
            frozenset(random.sample(values, random.randint(1, len(values) - 1))) for _ in range(2)
        )
        transitions.append(Transition(f"change-{number}", name, before, after))
    return replace(
        TINY,
        actions=actions,
        organisations=bodies,
        cannot={name: (draw.any_group(0), draw.any_group(0)) for name in BARRIERS},
        goals={**TINY.goals, "schooling": Goal("schooling", collective=random.random() < 0.3)},
        evidence=tuple(evidence),
        transitions=(*transitions, *random.sample(TINY.transitions, 2)),
    )
