"""The part of a portfolio that tells one finding, so that it can be read when the rest moved on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.reports.systemic_words import ratings_told


def excerpt(finding: Finding, portfolio: Portfolio, home: str) -> Portfolio:
    """The provisions of a finding and of its mends, with what they name; all else is left out.

    Of what raters said it keeps what is told with the finding.

    Areas and bodies come with those above them, since names and levels are taken from there.
    ``home`` is the territory that reads it: who can mend is said from there.
    """
    provisions = {
        key: portfolio.provisions[key]
        for key in dict.fromkeys((*finding.provisions, *(one.subject for one in finding.mends)))
        if key in portfolio.provisions
    }
    rated = ratings_told(finding, portfolio)
    named = {*_words(finding), *(end for one in rated for end in (one.source, one.target))}
    policies = {
        key: policy
        for key, policy in portfolio.policies.items()
        if key in named or any(one.policy == key for one in provisions.values())
    }
    for one in provisions.values():
        named |= {one.bearer, one.target or "", one.territory}
        named |= {effect.territory or "" for effect in one.effects}
    for policy in policies.values():
        named |= {policy.territory, policy.responsible}
    areas = _with_those_above({home, *named}, portfolio.areas)
    bodies = _with_those_above(named, portfolio.organisations)
    areas |= _with_those_above({one.territory or "" for one in bodies.values()}, portfolio.areas)
    return replace(
        portfolio,
        areas=areas,
        policies=policies,
        provisions=provisions,
        organisations=bodies,
        channels=(),
        channels_complete=frozenset(),
        coordination=(),
        links=(),
        focus=(),
        interactions=rated,
    )


def _words(finding: Finding) -> Iterator[str]:
    """Every id that a finding names, whatever it is an id of."""
    yield from finding.territories
    yield from _of(finding.params)
    for mend in finding.mends:
        yield mend.territory
        yield from _of(mend.params)


def _of(params: Mapping[str, str]) -> Iterator[str]:
    for value in params.values():
        # Some parameters list several ids, with a space between.
        yield from value.split()


def _with_those_above(names: Iterable[str], tree: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in names:
        here: str | None = name
        while here is not None and here in tree and here not in found:
            found[here] = tree[here]
            here = tree[here].parent
    return {key: one for key, one in tree.items() if key in found}
