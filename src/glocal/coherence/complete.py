"""From a rule's draft to a finding: everything that follows from its data, levels and places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

import numpy as np

from glocal.coherence.base import FOREVER, Base
from glocal.coherence.cells import cells_of
from glocal.coherence.draft import Draft, MendDraft
from glocal.coherence.regions import Region
from glocal.coherence.standing import axis, standing
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, Finding, LegalStanding, Mend
from glocal.model.kinds import Axis
from glocal.model.policy import PolicyKind
from glocal.model.population import Group, GroupBasis, Population
from glocal.model.provision import Confidence, Period
from glocal.model.rule import Rule

CLASHES = frozenset({"C1", "C2"})
"""Rules whose first and last provision contradict each other, so that it matters which prevails."""

EFFORTS = {
    PolicyKind.CONSTITUTION: 5,
    PolicyKind.TREATY: 5,
    PolicyKind.LAW: 5,
    PolicyKind.REGULATION: 4,
    PolicyKind.ORDINANCE: 3,
    PolicyKind.AGREEMENT: 3,
    PolicyKind.BUDGET: 4,
    PolicyKind.PLAN: 3,
    PolicyKind.PROGRAMME: 3,
    PolicyKind.PROTOCOL: 2,
    PolicyKind.INSTRUCTION: 1,
}
"""What it takes to change an act of a kind, on the scale of ``Mend.effort``: our estimate."""

VERTICAL = frozenset({"C10"})
"""Rules that look between levels by what they are."""


def complete(base: Base, draft: Draft, rule: Rule, identity: tuple[str, ...]) -> Finding:
    """The finding of a draft. ``identity`` is what its id is made of."""
    rows = draft.rows
    provisions = [base.provisions[row] for row in rows]
    reasons = list(draft.reasons)
    if any(item.confidence is not Confidence.SURE for item in provisions):
        reasons.append("not-sure")
    if any(item.group.basis is GroupBasis.UNSAID for item in provisions):
        reasons.append("group-unsaid")
    if rule.certainty[draft.variant] is Certainty.POSSIBLE:
        reasons += [item for item in rule.reasons.get(draft.variant, ()) if item not in reasons]
        certainty = Certainty.POSSIBLE
    else:
        certainty = Certainty.POSSIBLE if reasons else Certainty.CERTAIN
    severity = rule.severity[draft.variant]
    if rule.core_raises and draft.core and severity is Severity.MEDIUM:
        severity = Severity.HIGH
    clash = draft.rule in CLASHES and len(rows) > 1
    places = draft.areas or territories(base, draft.where, rows)
    return Finding(
        id=finding_id(identity),
        rule=draft.rule,
        variant=draft.variant,
        axis=_axis(base, draft),
        severity=severity,
        certainty=certainty,
        standing=standing(base, rows[0], rows[-1]) if clash else LegalStanding.NONE,
        provisions=tuple(item.id for item in provisions),
        parts=draft.parts,
        territories=places,
        period=period(base, draft.where),
        hit=() if draft.collective else groups(base, [region.word for region in draft.where]),
        revealed=groups(base, draft.revealed),
        phases=_phases(base, draft),
        matches=draft.matches,
        clash=draft.clash,
        params=draft.params,
        mends=tuple(
            Mend(
                item.key,
                rule.mends[item.key].kind,
                item.territory or next(iter(places), ""),
                effort(base, item, rule),
                item.subject,
                item.params,
            )
            for item in draft.mends
            if draft.variant in rule.mends[item.key].variants
        ),
        indicators=rule.indicators,
        sdg=_sdg(base, draft, rule),
        reasons=tuple(dict.fromkeys(reasons)),
        cause=draft.cause,
        restricted=rule.restricted,
        taxonomy=base.taxonomy.version,
    )


def effort(base: Base, mend: MendDraft, rule: Rule) -> int:
    """1 (an instruction) to 5 (a law): that of the act to be changed, or else the rule's own."""
    changed = base.portfolio.provisions.get(mend.subject)
    if changed is None:
        return rule.mends[mend.key].effort
    return EFFORTS[base.portfolio.policies[changed.policy].kind]


def finding_id(identity: tuple[str, ...]) -> str:
    """A short name that stays the same as long as the rule and what it names do."""
    text = "\x1f".join(identity)
    return f"{identity[0].lower()}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def territories(base: Base, where: Iterable[Region], rows: Iterable[int] = ()) -> tuple[str, ...]:
    """The highest territories in all of whose leaves something holds.

    Not higher than the areas of ``rows``; without rows not higher than it must be, since of a
    territory with one known part it is not known whether it has more.
    """
    leaves = {leaf for region in where for leaf in range(region.first, region.last)}
    areas = base.areas
    own = [int(base.columns.area[row]) for row in rows]
    own.sort(key=lambda node: -int(areas.depth[node]))
    start = [node for node in own if leaves and leaves <= {*range(*_leaves(base, node))}][:1]
    found: list[str] = []

    def visit(node: int) -> None:
        inside = range(int(areas.first[node]), int(areas.last[node]))
        if leaves.isdisjoint(inside):
            return
        below = np.flatnonzero(areas.parent == node).tolist()
        if all(leaf in leaves for leaf in inside) and (start or len(below) != 1):
            found.append(areas.ids[node])
        else:
            for child in below:
                visit(child)

    for node in start or np.flatnonzero(areas.parent < 0).tolist():
        visit(node)
    return tuple(found)


def _leaves(base: Base, node: int) -> tuple[int, int]:
    return int(base.areas.first[node]), int(base.areas.last[node])


def groups(base: Base, words: Iterable[int]) -> tuple[Group, ...]:
    """Those in any of ``words`` as few groups, the largest first; they may overlap."""
    population = base.taxonomy.population
    different = set(words)
    plain = [
        word
        for word in sorted(different)
        if not any(word != other and word & ~other == 0 for other in different)
    ]
    if len(plain) > 1:
        cells = cells_of(population)
        boxes = cells.boxes(np.bitwise_or.reduce(cells.bits(plain), axis=0))
        plain = list(boxes) if len(boxes) < len(plain) else plain
    plain.sort(key=lambda word: (-word.bit_count(), word))
    return tuple(_group(population, word) for word in plain)


def period(base: Base, where: Iterable[Region]) -> Period:
    """From when to when something holds; a start before the check and "only now" are left open."""
    days = [(region.start, region.end) for region in where]
    if not days:
        return Period()
    start = min(first for first, _ in days)
    end = max(last for _, last in days)
    now_only = start == base.day and end == base.day + 1
    return Period(
        date.fromordinal(start) if start > base.day else None,
        None if end >= FOREVER or now_only else date.fromordinal(end),
    )


def _group(population: Population, word: int) -> Group:
    """The group of a word, without limits that follow from its others."""
    for field in population.fields:
        if population.possible(word | field) == population.possible(word):
            word |= field
    limits = population.limits(word)
    return Group(limits, GroupBasis.NAMED if limits else GroupBasis.EVERYBODY)


def _axis(base: Base, draft: Draft) -> Axis:
    if draft.rule in VERTICAL:
        return Axis.VERTICAL
    if draft.rule == "C5":
        row = draft.rows[0]
        level = int(base.body_levels[int(base.columns.bearer[row])])
        other = level >= 0 and level != int(base.columns.level[row])
        return Axis.VERTICAL if other else Axis.HORIZONTAL
    policies = [base.portfolio.policies[name] for name in draft.policies]
    return axis(base, policies or [base.policy_of(row) for row in draft.rows])


def _phases(base: Base, draft: Draft) -> tuple[str, ...]:
    named = [base.provisions[row].phases for row in draft.rows]
    named += [
        above.phases
        for row in draft.rows[:1]
        for above in base.lineage(int(base.columns.action[row]))
    ]
    return tuple(dict.fromkeys(phase for phases in named for phase in phases))


def _sdg(base: Base, draft: Draft, rule: Rule) -> tuple[str, ...]:
    goal = base.taxonomy.goals.get(draft.params.get("goal", ""))
    return tuple(dict.fromkeys((*rule.sdg, *(goal.sdg if goal else ()))))
