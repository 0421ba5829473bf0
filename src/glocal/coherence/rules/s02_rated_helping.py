"""S2: raters agree that a policy clearly helps another, and nothing brings the two together."""

from __future__ import annotations

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found
from glocal.coherence.policy_pairs import drafted, ends, found_policies
from glocal.coherence.rated import STRONG, coordinated, rated_pairs, share_a_body
from glocal.model.finding import Slot

CODE = "S2"


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the numbers of the two policies, in the order of their ids."""
    hits = [
        pair
        for pair, items in rated_pairs(base).items()
        if max(item.value for item in items) >= STRONG
        and min(item.value for item in items) > -STRONG
        and pair not in base.tied
        and not coordinated(base, *pair)
        and not share_a_body(base, *pair)
    ]
    return (found_policies(base, "helping", hits),)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *ends(base, found, line))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    return drafted(base, CODE, found, line, Slot.BEARER, ["coordinate", "cite"])
