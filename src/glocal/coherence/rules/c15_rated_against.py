"""C15: raters agree that two policies in force together work against one another."""

from __future__ import annotations

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found
from glocal.coherence.policy_pairs import drafted, ends, found_policies
from glocal.coherence.rated import STRONG, Pair, coordinated, rated_pairs
from glocal.model.finding import Slot
from glocal.model.portfolio import AgreedInteraction

CODE = "C15"

CANCELLING = 2.5
"""From this harm on, raters lean towards the one making the other impossible."""


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the numbers of the two policies, in the order of their ids."""
    hits: dict[str, list[Pair]] = {"counteracting": [], "cancelling": []}
    for pair, items in rated_pairs(base).items():
        worst = min((item.value for item in items if _harms(item)), default=0.0)
        if worst < 0 and not coordinated(base, *pair):
            hits["cancelling" if worst <= -CANCELLING else "counteracting"].append(pair)
    return tuple(found_policies(base, variant, pairs) for variant, pairs in hits.items())


def _harms(item: AgreedInteraction) -> bool:
    return item.value <= -STRONG and not item.offset


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *ends(base, found, line))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    one, two = (base.portfolio.policies[name] for name in ends(base, found, line))
    # A body has nothing to agree on with itself.
    first = ["coordinate"] if one.responsible != two.responsible else []
    return drafted(base, CODE, found, line, Slot.GOAL, [*first, "make-up", "talk-over"])
