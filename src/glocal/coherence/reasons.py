"""The legal and the systemic reason side by side: findings of texts and of raters on one matter.

It only lays them beside one another: severity and certainty of both stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    result = {}
    for item in told:
        beside = Beside(
            tuple(other for other in told if _meet(item, other, concerned)),
            _on_the_goal(item, concerned[item.id], portfolio),
        )
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


def _meet(one: Finding, other: Finding, concerned: Mapping[str, frozenset[str]]) -> bool:
    """Whether one is of raters, the other of texts, both good or both bad, on the same policies."""
    if (one.rule in RATED) == (other.rule in RATED):
        return False
    if (one.rule in OPPORTUNITIES) != (other.rule in OPPORTUNITIES):
        return False
    rated, legal = (one, other) if one.rule in RATED else (other, one)
    return concerned[rated.id] <= concerned[legal.id]


def _on_the_goal(
    finding: Finding, policies: frozenset[str], portfolio: Portfolio
) -> tuple[AgreedInteraction, ...]:
    """How raters see the policies of a finding on its goal, the strongest first.

    A claim (C11) meets whatever they see; effects (C9, S1) what they see clearly.
    """
    goal = finding.params.get("goal")
    found = [
        item
        for item in portfolio.interactions
        if goal is not None
        and item.target == goal
        and item.source in policies
        and counts(item)
        and (finding.rule == "C11" or abs(item.value) >= CLEAR)
    ]
    return tuple(sorted(found, key=lambda item: (-abs(item.value), item.source, item.matrix)))
