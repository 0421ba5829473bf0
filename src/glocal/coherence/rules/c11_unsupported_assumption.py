"""C11: a provision rests on a claim that nothing supports, or that evidence or raters contradict.

The judgement of raters is weighed only where a study supports a claim, and no evaluation does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft, found_lines
from glocal.coherence.rated import seen_otherwise
from glocal.model.finding import Slot
from glocal.model.provision import Provision

CODE = "C11"

ENOUGH = 2
"""Support from which a claim stands: a study."""

EVALUATION = 3
"""Support from which it stands even where raters see it otherwise."""


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (claim,); ``nodes``: the number of the assumption."""
    hits: dict[str, list[tuple[int, int]]] = {
        "no-support": [],
        "weak-support": [],
        "opposite-sign": [],
        "seen-against": [],
        "seen-without-way": [],
    }
    for row, item in enumerate(base.provisions):
        for place, claim in enumerate(item.assumptions):
            variant = _judge(base, item, claim.goal, claim.support.rank)
            if variant:
                hits[variant].append((row, place))
    return tuple(found_lines(variant, set(lines), 1) for variant, lines in hits.items())


def _judge(base: Base, item: Provision, goal: str, own: int) -> str | None:
    best = {1: 0, -1: 0}
    for above in base.actions.above(base.actions.index[item.action]).tolist():
        found = _evidence(base, base.actions.ids[above])
        for sign in best:
            best[sign] = max(best[sign], found.get((goal, sign), 0))
    if best[-1] >= ENOUGH and best[-1] > max(own, best[1]):
        return "opposite-sign"
    support = max(own, best[1])
    if support < ENOUGH:
        return "weak-support" if support else "no-support"
    seen = seen_otherwise(base, item.policy, goal) if support < EVALUATION else None
    return seen[0] if seen is not None else None


@lru_cache(maxsize=2)
def _links(base: Base) -> Mapping[str, tuple[tuple[str, int, int], ...]]:
    """By cause: the goals it moves, with sign and support."""
    links: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for link in base.taxonomy.evidence:
        links[link.cause].append((link.goal, link.sign, link.support))
    return {cause: tuple(found) for cause, found in links.items()}


def _evidence(base: Base, cause: str) -> Mapping[tuple[str, int], int]:
    """By goal and sign, the support of the best path of evidence: that of its weakest link.

    A path with one weak link is weak as a whole, and another path may make up for it (max-min).
    """
    best: dict[tuple[str, int], int] = {}
    frontier = [(cause, 1, 3)]
    while frontier:
        node, sign, width = frontier.pop()
        for goal, own, support in _links(base).get(node, ()):
            key, reached = (goal, sign * own), min(width, support)
            if reached > best.get(key, 0):
                best[key] = reached
                frontier.append((goal, sign * own, reached))
    return best


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    item = base.provisions[int(found.rows[line, 0])]
    return (CODE, item.id, item.assumptions[int(found.nodes[line, 0])].goal)


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    row = int(found.rows[line, 0])
    item = base.provisions[row]
    claim = item.assumptions[int(found.nodes[line, 0])]
    place = base.policy_of(row).territory
    seen = seen_otherwise(base, item.policy, claim.goal)
    return Draft(
        CODE,
        found.variant,
        (row,),
        ("claim",),
        (claim.goal,),
        (base.region(row),),
        (Slot.GOAL,),
        Slot.GOAL,
        (
            MendDraft("find-support", place, item.id, {"goal": claim.goal}),
            MendDraft("drop-claim", place, item.id, {"goal": claim.goal}),
        ),
        {
            "goal": claim.goal,
            "support": claim.support.value,
            "action": item.action,
            **({"matrix": seen[1]} if seen is not None else {}),
        },
        collective=True,
        cause=f"{item.id} {claim.goal}",
    )
