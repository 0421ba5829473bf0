"""How provisions stand to one another: the axis of coherence, and which prevails in law.

Neither makes a finding go away: a duty overruled in law still keeps people from the counter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from glocal.coherence.base import LEVELS, Base
from glocal.model.finding import LegalStanding
from glocal.model.kinds import Axis
from glocal.model.policy import Policy, PolicyKind

KINDS = {kind: rank for rank, kind in enumerate(reversed(PolicyKind))}


def axis(base: Base, policies: Sequence[Policy]) -> Axis:
    """Territorial off one line of territories, vertical between levels, else horizontal."""
    index, below = base.areas.index, base.areas.is_below
    for one, two in combinations({policy.territory for policy in policies}, 2):
        if not below(index[one], index[two]) and not below(index[two], index[one]):
            return Axis.TERRITORIAL
    levels = {policy.level for policy in policies}
    return Axis.VERTICAL if len(levels) > 1 else Axis.HORIZONTAL


def standing(base: Base, first: int, second: int) -> LegalStanding:
    """What decides between two provisions: rank, then speciality, then date.

    ``superior`` follows the rank of the acts, and is contested where the body of the lower act is
    competent for the matter by itself. ``special`` compares groups and actions only, and only acts
    of one rank: every local norm lies inside a national one. Where the special and the later are
    not the same, the classical rules do not decide (Alchourrón and Bulygin 1978). Between acts of
    two States, or of two towns, no rule of precedence decides.
    """
    one, two = base.policy_of(first), base.policy_of(second)
    here, there = base.areas.index[one.territory], base.areas.index[two.territory]
    if not base.areas.is_below(here, there) and not base.areas.is_below(there, here):
        return LegalStanding.NONE
    if _rank(one) != _rank(two):
        lower = first if _rank(one) < _rank(two) else second
        own = one.level != two.level and _own_matter(base, lower)
        return LegalStanding.CONTESTED if own else LegalStanding.SUPERIOR
    special = _special(base, first, second)
    later = _later(one, two)
    if special and later and special != later:
        return LegalStanding.CONTESTED
    if special:
        return LegalStanding.SPECIAL
    return LegalStanding.LATER if later else LegalStanding.NONE


def outranked(base: Base, first: int, second: int) -> bool:
    """Whether the act of the second row is of higher rank: the first cannot set it aside."""
    return _rank(base.policy_of(first)) < _rank(base.policy_of(second))


def _rank(policy: Policy) -> tuple[int, int]:
    return LEVELS[policy.level], KINDS[policy.kind]


def _own_matter(base: Base, row: int) -> bool:
    names = {above.id for above in base.lineage(int(base.columns.action[row]))}
    return any(
        not names.isdisjoint(base.organisation(body).inherent)
        for body in base.organisations.above(int(base.columns.bearer[row])).tolist()
    )


def _special(base: Base, first: int, second: int) -> int:
    """1 when the first is the more special, −1 when the second is, 0 when neither."""
    words, actions = base.columns.word, base.columns.action
    same = words[first] == words[second] and actions[first] == actions[second]
    if same:
        return 0
    for one, two, result in ((first, second, 1), (second, first, -1)):
        narrower = int(words[one]) & ~int(words[two]) == 0
        if narrower and base.actions.is_below(int(actions[one]), int(actions[two])):
            return result
    return 0


def _later(one: Policy, two: Policy) -> int:
    """1 when the first is the later act, −1 when the second is, 0 when that is not known."""
    dates = [
        (policy.period.start.toordinal() if policy.period.start else None, policy.year)
        for policy in (one, two)
    ]
    for first, second in zip(*dates, strict=True):
        if first is not None and second is not None and first != second:
            return 1 if first > second else -1
    return 0
