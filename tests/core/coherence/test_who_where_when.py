"""Who is hit by a finding, where and when it stands: as brute force counts it, point by point."""

from __future__ import annotations

import pytest

from glocal.coherence.check import check
from glocal.model.finding import Finding
from tests.core.coherence import brute
from tests.core.coherence.random_portfolios import AS_OF
from tests.core.coherence.test_against_the_oracle import case, identity

OVER_TIME = {"C1", "C2", "C3", "C8", "C9", "C14", "S1"}
"""Rules about all of time from today on; the others look at today alone."""


def clauses(finding: Finding, world: brute.World) -> dict[str, set]:
    """Whom, where and when, spread out."""
    people = finding.revealed if finding.rule == "C3" else finding.hit
    return {
        "who": set().union(*map(world.members, people)),
        "where": set().union(*map(world.leaves_under, finding.territories)),
        "when": {day for day in world.moments if finding.period.holds(day)},
    }


@pytest.mark.parametrize("start", range(0, 150, 25))
def test_a_finding_says_whom_it_hits_where_and_when(start):
    for seed in range(start, start + 25):
        portfolio, taxonomy = case(seed)
        world = brute.World(portfolio, taxonomy, AS_OF)
        expected = brute.witnesses(portfolio, taxonomy, AS_OF)
        variants = brute.assumption_variants(world)
        for finding in check(portfolio, taxonomy, as_of=AS_OF).findings:
            name = identity(finding)
            points = expected[name]
            if finding.rule == "C11":
                assert finding.variant in variants[name[1], name[2]]
            if not points:
                continue
            says = clauses(finding, world)
            assert says["who"] == {cell for cell, _, _ in points}, (seed, name)
            assert says["where"] == {leaf for _, leaf, _ in points}, (seed, name)
            days = {day for _, _, day in points}
            if finding.rule in OVER_TIME:
                # One stretch from the first day to the last, though it may pause between.
                assert (min(says["when"]), max(says["when"])) == (min(days), max(days)), (
                    seed,
                    name,
                )
