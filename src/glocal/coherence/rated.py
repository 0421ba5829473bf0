"""Pairs of policies as raters see them: which meet, who already works together, where ways lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from glocal.coherence.base import FOREVER, Base, Ints
from glocal.coherence.regions import Region
from glocal.interactions.agreed_pairs import counts, matrices
from glocal.interactions.signed_walks import SignedWalks, signed_walks
from glocal.model.policy import Policy, PolicyStatus
from glocal.model.portfolio import AgreedInteraction

STRONG = 2.0
"""From this value on, or at its opposite or below, progress on one clearly moves the other."""

FAINT = 0.5
"""Below it, on average, raters see no influence."""

LOUD = 2.0
"""So many times the help must the harm be before ways count as harm: less is contested."""

FELT = 1.0
"""Harm along all ways, in steps of the scale, from which it counts: that of one direct limit."""

Pair = tuple[str, str]


@lru_cache(maxsize=2)
def rated_pairs(base: Base) -> Mapping[Pair, tuple[AgreedInteraction, ...]]:
    """By two policies in the order of their ids: what counts between them, the lowest first.

    Only policies that apply together, at one place and at one time from the check on.
    """
    found: dict[Pair, list[AgreedInteraction]] = defaultdict(list)
    policies = base.portfolio.policies
    for item in base.portfolio.interactions:
        if counts(item) and item.source in policies and item.target in policies:
            found[min(item.source, item.target), max(item.source, item.target)].append(item)
    return {
        pair: tuple(sorted(items, key=lambda one: (one.value, one.source, one.matrix)))
        for pair, items in sorted(found.items())
        if pair[0] != pair[1] and common(base, *pair) is not None
    }


def common(base: Base, first: str, second: str) -> Region | None:
    """Where and when two policies both hold, as their headers say; of people nothing is said."""
    one, two = (base.portfolio.policies[name] for name in (first, second))
    here, there = (base.areas.index[policy.territory] for policy in (one, two))
    places = (
        max(base.areas.first[here], base.areas.first[there]),
        min(base.areas.last[here], base.areas.last[there]),
    )
    begins, ends = zip(_days(base, one), _days(base, two), strict=True)
    if not (_takes_part(base, one) and _takes_part(base, two)):
        return None
    if max(begins) >= min(ends) or places[0] >= places[1]:
        return None
    everybody = base.taxonomy.population.full
    return Region(everybody, max(begins), min(ends), int(places[0]), int(places[1]))


def _takes_part(base: Base, policy: Policy) -> bool:
    """Whether a policy is in force, or a draft that was asked for, and its period is one."""
    wanted = {PolicyStatus.IN_FORCE} | ({PolicyStatus.DRAFT} if base.drafts else set())
    begin, end = _days(base, policy)
    return policy.status in wanted and begin < end


def _days(base: Base, policy: Policy) -> tuple[int, int]:
    start, end = policy.period.start, policy.period.end
    return (
        base.day if start is None else max(base.day, start.toordinal()),
        FOREVER if end is None else end.toordinal(),
    )


@lru_cache(maxsize=2)
def _bodies(base: Base) -> Mapping[str, frozenset[int]]:
    """By policy, who carries it: the body responsible and those that its provisions bind."""
    found = _of_provisions(base, base.columns.bearer)
    for name, policy in base.portfolio.policies.items():
        if policy.responsible in base.organisations.index:
            found[name].add(base.organisations.index[policy.responsible])
    return {name: frozenset(bodies) for name, bodies in found.items()}


@lru_cache(maxsize=2)
def _actions(base: Base) -> Mapping[str, frozenset[int]]:
    """By policy, the actions of its provisions."""
    found = _of_provisions(base, base.columns.action)
    return {name: frozenset(actions) for name, actions in found.items()}


def _of_provisions(base: Base, column: Ints) -> defaultdict[str, set[int]]:
    """By policy, what a column has for its provisions."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, value in zip(base.columns.policy.tolist(), column.tolist(), strict=True):
        found[base.policies[number]].add(value)
    return found


def coordinated(base: Base, first: str, second: str) -> bool:
    """Whether bodies of two policies agree on all they do, or on something the policies do."""
    none: frozenset[int] = frozenset()
    left, right = (_bodies(base).get(name, none) for name in (first, second))
    actions = _actions(base).get(first, none) | _actions(base).get(second, none)
    below = base.organisations.is_below
    for one, two, action in base.coordinated:
        if action is not None and not any(base.actions.is_below(own, action) for own in actions):
            continue
        for a, b in ((one, two), (two, one)):
            if any(below(body, a) for body in left) and any(below(body, b) for body in right):
                return True
    return False


def share_a_body(base: Base, first: str, second: str) -> bool:
    """Whether a body of one policy is one of the other's or stands above or below it.

    The root, which stands for whoever it may be, is nobody's in particular.
    """
    none: frozenset[int] = frozenset()
    tree = base.organisations
    left, right = (
        [body for body in _bodies(base).get(name, none) if tree.parent[body] >= 0]
        for name in (first, second)
    )
    return any(tree.is_below(a, b) or tree.is_below(b, a) for a in left for b in right)


@lru_cache(maxsize=2)
def _walks(base: Base) -> Mapping[str, SignedWalks]:
    """The ways of each matrix, of what counts in it."""
    found = matrices(base.portfolio.interactions)
    return {title: signed_walks(matrix) for title, matrix in sorted(found.items())}


@lru_cache(maxsize=2)
def _direct(base: Base) -> Mapping[str, frozenset[Pair]]:
    """By matrix, the pairs that count in it, whatever their value is."""
    found: dict[str, set[Pair]] = defaultdict(set)
    for item in base.portfolio.interactions:
        if counts(item):
            found[item.matrix].add((item.source, item.target))
    return {title: frozenset(pairs) for title, pairs in found.items()}


@lru_cache(maxsize=2)
def _felt(base: Base) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By matrix and item, to which others links lead that are felt."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in base.portfolio.interactions:
        if counts(item) and abs(item.value) >= FAINT:
            found[item.matrix][item.source].append(item.target)
    return {
        title: {source: tuple(targets) for source, targets in links.items()}
        for title, links in found.items()
    }


def seen_otherwise(base: Base, policy: str, goal: str) -> tuple[str, str] | None:
    """How raters contradict that a policy serves a goal, and the title of their matrix.

    ``seen-against``: along all ways together it harms the goal, by one step of the scale or more
    and twice as much as it helps. ``seen-without-way``: they rated the pair, saw no influence, and
    no way leads there through what else they rated. ``None`` where neither is so.
    """
    without = None
    for title, walks in _walks(base).items():
        if policy not in walks.ids or goal not in walks.ids:
            continue
        row, column = walks.ids.index(policy), walks.ids.index(goal)
        helps, harms = float(walks.synergy[row, column]), float(walks.tradeoff[row, column])
        if harms >= LOUD * helps and (harms - helps) * walks.scale >= FELT:
            return "seen-against", title
        asked = (policy, goal) in _direct(base)[title]
        if without is None and asked and not _leads(_felt(base).get(title, {}), policy, goal):
            without = title
    return None if without is None else ("seen-without-way", without)


def _leads(after: Mapping[str, tuple[str, ...]], start: str, end: str) -> bool:
    """Whether links lead from one item to another."""
    seen, todo = {start}, [start]
    while todo:
        for item in after.get(todo.pop(), ()):
            if item not in seen:
                seen.add(item)
                todo.append(item)
    return end in seen
