"""The measures from which a repair can be put together: what each costs, who decides, what it does.

A measure is a mend carried out: its changes together. Two findings whose mends amount to the same
changes share the measure, and a plan pays for it once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import combinations

from glocal.coherence.again import Again
from glocal.coherence.edit_types import content_key, touched
from glocal.coherence.edits import (
    AddProvision,
    DropPolicy,
    DropProvision,
    Edit,
    EditError,
    ReplaceProvision,
    SetBenefit,
    SetMeans,
    SetOver,
    apply,
    edit_key,
    edits_of,
)
from glocal.coherence.mend_additions import NEW, areas_above
from glocal.coherence.plan_task import Plan
from glocal.coherence.what_if import Finder, Outcome, compare
from glocal.loading.rules import rules
from glocal.model.finding import Finding, Mend, Who
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy

MOST_MENDS_IN_PAIRS = 6
"""Mends of one finding that are tried two by two when none of them alone makes it vanish."""


@dataclass(frozen=True)
class Measure:
    """One thing that somebody can decide.

    ``mend`` and ``finding`` name the first finding that proposes it and how, for the words;
    ``proposed_by`` all of them. ``solves`` and ``opens`` are the ids of the findings that it makes
    vanish and appear when it is carried out alone; both are empty where that was not looked at.
    """

    id: str
    edits: tuple[Edit, ...]
    cost: float
    who: Who
    mend: Mend
    finding: str
    proposed_by: tuple[str, ...]
    solves: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measures:
    """Everything a planner chooses from, and the portfolio in which it tries what it chose.

    ``plans`` are, by finding, the sets of measures that solve it. A finding without any has no
    plan: its mends do not apply, or whoever would decide was left out.
    """

    portfolio: Portfolio
    taxonomy: Taxonomy
    as_of: date
    home: str
    before: tuple[Finding, ...]
    measures: Mapping[str, Measure]
    plans: Mapping[str, tuple[Plan, ...]]
    costs: Mapping[str, float]
    deciders: Collection[Who]
    find: Finder
    seen: dict[Plan, Outcome | None] = field(default_factory=dict, compare=False)
    partly: dict[tuple[Plan, str], Outcome | None] = field(default_factory=dict, compare=False)

    @property
    def findings(self) -> Mapping[str, Finding]:
        """The findings as they are, by id."""
        return {finding.id: finding for finding in self.before}

    def changed(self, chosen: Iterable[Measure]) -> Portfolio:
        """The portfolio with these measures carried out. Raises ``EditError``."""
        return apply(self.portfolio, in_order(chosen))

    def outcome(self, chosen: Collection[Measure], rule: str = "") -> Outcome | None:
        """What these measures do together, ``None`` when they cannot be carried out together.

        With ``rule`` it is enough to tell what its findings do: the rest may be left out.
        """
        key = frozenset(measure.id for measure in chosen)
        if key in self.seen:
            return self.seen[key]
        if not rule or not isinstance(self.find, Again):
            self.seen[key] = self._tried(chosen, self.find, self.before)
            return self.seen[key]
        if (key, rule) not in self.partly:
            find = partial(self.find, rules={rule})
            before = [finding for finding in self.before if finding.rule == rule]
            self.partly[key, rule] = self._tried(chosen, find, before)
        return self.partly[key, rule]

    def _tried(
        self, chosen: Collection[Measure], find: Finder, before: Iterable[Finding]
    ) -> Outcome | None:
        try:
            return compare(before, find(self.changed(chosen), self.taxonomy, self.as_of))
        except EditError:
            return None


def measures_for(
    findings: Iterable[Finding],
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    as_of: date,
    *,
    home: str,
    before: Iterable[Finding] | None = None,
    costs: Mapping[str, float] | None = None,
    deciders: Collection[Who] = tuple(Who),
    tried: bool = True,
    find: Finder | None = None,
) -> Measures:
    """The measures that the mends of ``findings`` amount to, and which of them solve what.

    ``before`` are all findings of the portfolio, if they are known already; what is not among them
    any more needs no plan and is passed over. ``home`` is the territory that plans, ``deciders``
    who may take part. ``costs`` takes the place of a mend's effort (1 to 5), by the id of the
    measure. With ``tried`` each measure is carried out once by itself: so it is known what else it
    solves, mends that do not hold are left out, and where no mend alone makes a finding vanish, two
    together are tried. Without, mends are taken at their word, which is quick and coarse.
    """
    find = find or Again(portfolio, taxonomy, as_of)
    known = tuple(find(portfolio, taxonomy, as_of) if before is None else before)
    found: dict[str, Measure] = {}
    listed = {finding.id: finding for finding in known}
    wanted = [name for name in dict.fromkeys(item.id for item in findings) if name in listed]
    for name in wanted:
        for measure in proposals(listed[name], portfolio, taxonomy, home, costs or {}):
            if measure.who in deciders:
                found[measure.id] = _merged(found.get(measure.id), measure)
    base = Measures(
        portfolio,
        taxonomy,
        as_of,
        home,
        known,
        found,
        {},
        costs or {},
        tuple(deciders),
        find,
    )
    if tried:
        found = {name: _tried(base, measure) for name, measure in found.items()}
        base = replace(base, measures=found)
    ordered = dict(sorted(found.items()))
    plans = {name: _plans(replace(base, measures=ordered), name, tried) for name in wanted}
    return replace(base, measures=ordered, plans=plans)


def proposals(
    finding: Finding,
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    home: str,
    costs: Mapping[str, float],
) -> list[Measure]:
    """The measures that the mends of a finding amount to, without those that do not apply.

    No plan ends a finding by promising people less: who is entitled to nothing is hit by nothing.
    """
    made = []
    rule = rules().get(finding.rule)
    for mend in finding.mends:
        known = rule.mends.get(mend.key) if rule else None
        if known is not None and known.takes_away:
            continue
        try:
            edits = edits_of(mend, finding, portfolio, taxonomy)
        except EditError:
            continue
        name = f"m-{content_key(sorted(map(edit_key, edits)))}"
        made.append(
            Measure(
                name,
                edits,
                costs.get(name, float(mend.effort)),
                _who(portfolio, mend, edits, home),
                mend,
                finding.id,
                (finding.id,),
            )
        )
    return made


def who_decides(portfolio: Portfolio, territory: str, home: str) -> Who:
    """Who must decide something in ``territory``, seen from ``home``."""
    if territory == home:
        return Who.SELF
    if territory in areas_above(portfolio, home):
        return Who.ASK_ABOVE
    if home in areas_above(portfolio, territory):
        return Who.ASK_BELOW
    return Who.ASK_PARTNER


def in_order(chosen: Iterable[Measure]) -> list[Edit]:
    """The changes of several measures: what is new first, what is dropped last, then by measure."""
    edits = [edit for measure in sorted(chosen, key=_by_id) for edit in measure.edits]
    return sorted(edits, key=_stage)


def contradictions(measures: Iterable[Measure]) -> frozenset[tuple[str, str]]:
    """Pairs of measures that set the same slot of a provision to different values."""
    settings: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for measure in measures:
        for edit in measure.edits:
            if isinstance(edit, ReplaceProvision | SetBenefit):
                slot = (type(edit).__name__, *touched(edit))
            elif isinstance(edit, SetMeans):
                slot = ("SetMeans", edit.provision, edit.means.value)
            else:
                continue
            settings.setdefault(slot, {}).setdefault(edit_key(edit), set()).add(measure.id)
    pairs = set()
    for values in settings.values():
        for one, other in combinations(values.values(), 2):
            pairs |= {(min(a, b), max(a, b)) for a in one for b in other if a != b}
    return frozenset(pairs)


def leans_on(measure: Measure, others: Iterable[Measure]) -> Plan:
    """Those of ``others`` that add what ``measure`` changes: without them it is impossible."""
    named: set[str] = set()
    for edit in measure.edits:
        named.update(touched(edit))
        if isinstance(edit, SetOver):
            named.add(edit.other)
        if isinstance(edit, AddProvision):
            named.update({edit.provision.policy, *edit.provision.over})
    own = set(_added(measure))
    return frozenset(
        other.id
        for other in others
        if other.id != measure.id and (set(_added(other)) - own) & named
    )


# ------------------------------------------------------------ one measure
def _who(portfolio: Portfolio, mend: Mend, edits: Iterable[Edit], home: str) -> Who:
    """Who decides the mend; where an act elsewhere must change too, whoever decides there."""
    places = [mend.territory]
    for edit in edits:
        if isinstance(edit, AddProvision):
            act = edit.policy or portfolio.policies[edit.provision.policy]
            places.append(act.territory)
    asked = [who_decides(portfolio, place, home) for place in places]
    return next((who for who in asked if who is not Who.SELF), Who.SELF)


def _merged(one: Measure | None, other: Measure) -> Measure:
    """The same measure proposed twice: at the higher cost, since both must be met."""
    if one is None:
        return other
    by = tuple(dict.fromkeys((*one.proposed_by, *other.proposed_by)))
    return replace(one, cost=max(one.cost, other.cost), proposed_by=by)


def _tried(base: Measures, measure: Measure) -> Measure:
    outcome = base.outcome([measure])
    if outcome is None:
        return measure
    return replace(
        measure,
        solves=tuple(finding.id for finding in outcome.vanish),
        opens=tuple(finding.id for finding in outcome.appear),
    )


def _plans(base: Measures, finding: str, tried: bool) -> tuple[Plan, ...]:
    """The sets of measures that solve a finding."""
    measures = base.measures.values()
    if not tried:
        return tuple(frozenset({item.id}) for item in measures if finding in item.proposed_by)
    alone = tuple(frozenset({item.id}) for item in measures if finding in item.solves)
    if alone:
        return alone
    own = [item for item in measures if finding in item.proposed_by][:MOST_MENDS_IN_PAIRS]
    together = []
    for pair in combinations(own, 2):
        outcome = base.outcome(pair)
        if outcome is not None and any(item.id == finding for item in outcome.vanish):
            together.append(frozenset(item.id for item in pair))
    return tuple(together)


def _added(measure: Measure) -> list[str]:
    """The ids of the provisions and acts that a measure adds."""
    new = [edit for edit in measure.edits if isinstance(edit, AddProvision)]
    acts = [edit.policy.id for edit in new if edit.policy is not None]
    return [*acts, *(edit.provision.id for edit in new)]


def _stage(edit: Edit) -> int:
    """New acts come before what is put into them, new provisions before what refers to them."""
    if isinstance(edit, AddProvision):
        return (edit.policy is None) + 2 * any(
            other.startswith(NEW) for other in edit.provision.over
        )
    return 5 if isinstance(edit, DropProvision | DropPolicy) else 4


def _by_id(measure: Measure) -> str:
    return measure.id
