"""The legal and the systemic reason side by side: findings of texts and of raters on one matter.

It only lays them beside one another: severity and certainty of both stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from glocal.interactions.agreed_pairs import counts
from glocal.model.finding import Finding
from glocal.model.portfolio import AgreedInteraction, Portfolio

RATED = frozenset({"C15", "S2"})
"""Rules whose findings are judgements of raters."""

OPPORTUNITIES = frozenset({"S1", "S2"})

CLEAR = 2.0
"""From this value on, up or down, raters clearly see a policy move a goal."""


@dataclass(frozen=True)
class Beside:
    """What stands beside a finding: ``findings`` of the other kind about the same policies, and
    ``ratings`` of these policies on the goal that the finding is about."""

    findings: tuple[Finding, ...] = ()
    ratings: tuple[AgreedInteraction, ...] = ()


def both_reasons(findings: Iterable[Finding], portfolio: Portfolio) -> Mapping[str, Beside]:
    """By the id of a finding, what stands beside it; findings with nothing beside are left out.

    A finding that raters judge meets those of the texts in whose set both policies have a
    provision. Only what is in ``findings`` is named: whoever may not see one passes it by.
    """
    told = tuple(findings)
    concerned = {item.id: policies_of(item, portfolio) for item in told}
    meeting = _meetings(told, concerned)
    by_goal = _by_goal(portfolio.interactions)
    result = {}
    for item in told:
        ratings = by_goal.get(item.params.get("goal", ""), ())
        beside = Beside(tuple(meeting.get(item.id, ())), _clear(item, concerned[item.id], ratings))
        if beside.findings or beside.ratings:
            result[item.id] = beside
    return result


def worth_telling(findings: Iterable[Finding], portfolio: Portfolio) -> tuple[Finding, ...]:
    """Of a portfolio without provisions every silence would be told, and none means anything yet.

    What raters see of two policies as a whole needs no provision.
    """
    return tuple(one for one in findings if portfolio.provisions or one.rule in RATED)


def policies_of(finding: Finding, portfolio: Portfolio) -> frozenset[str]:
    """The policies whose provisions a finding is about, or that it compares as a whole."""
    if finding.rule in RATED:
        ends = (finding.params.get(name, "") for name in ("policy", "counterpart"))
        return frozenset(end for end in ends if end)
    known = portfolio.provisions
    return frozenset(known[name].policy for name in finding.provisions if name in known)


def _meetings(
    told: Sequence[Finding], concerned: Mapping[str, frozenset[str]]
) -> Mapping[str, list[Finding]]:
    """By finding, those of the other kind on the same policies, both good or both bad, as told.

    Judgements are looked up by their two policies: there may be thousands of either kind.
    """
    judged: dict[tuple[frozenset[str], bool], list[Finding]] = defaultdict(list)
    for one in told:
        if one.rule in RATED:
            judged[concerned[one.id], one.rule in OPPORTUNITIES].append(one)
    found: dict[str, list[Finding]] = defaultdict(list)
    for legal in told if judged else ():
        pairs = combinations(concerned[legal.id], 2) if legal.rule not in RATED else ()
        for pair in pairs:
            for rated in judged.get((frozenset(pair), legal.rule in OPPORTUNITIES), ()):
                found[rated.id].append(legal)
                found[legal.id].append(rated)
    place = {one.id: at for at, one in enumerate(told)}
    return {key: sorted(ones, key=lambda one: place[one.id]) for key, ones in found.items()}


def _by_goal(
    interactions: Iterable[AgreedInteraction],
) -> Mapping[str, list[AgreedInteraction]]:
    """What counts of them by what it leads to, the strongest first."""
    found: dict[str, list[AgreedInteraction]] = defaultdict(list)
    counting = filter(counts, interactions)
    for item in sorted(counting, key=lambda one: (-abs(one.value), one.source, one.matrix)):
        found[item.target].append(item)
    return found


def _clear(
    finding: Finding, policies: frozenset[str], ratings: Iterable[AgreedInteraction]
) -> tuple[AgreedInteraction, ...]:
    """How raters see the policies of a finding on its goal.

    A claim (C11) meets whatever they see; effects (C9, S1) what they see clearly.
    """
    return tuple(
        item
        for item in ratings
        if item.source in policies and (finding.rule == "C11" or abs(item.value) >= CLEAR)
    )
