"""Patterns counted over communes: the same as every commune written out and checked."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from glocal.coherence.base import compile_base
from glocal.coherence.check import count, detectors
from glocal.coherence.templates import Pattern, Templates, count_everywhere, pairwise
from glocal.model.kinds import Level
from glocal.model.portfolio import Area, Portfolio
from glocal.model.taxonomy import Taxonomy
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio, random_taxonomy

COMMUNES = tuple(f"commune-{number}" for number in range(7))


def state(seed: int) -> tuple[Templates, Taxonomy]:
    """A random portfolio: some policies are the state's, the others patterns for its communes."""
    portfolio, taxonomy = random_portfolio(seed), random_taxonomy(seed)
    bodies = {name: replace(body, territory=None) for name, body in portfolio.organisations.items()}
    areas = {"state": Area("state", "State", Level.NATIONAL)}
    for number, name in enumerate(COMMUNES):
        region = f"region-{number % 2}"
        areas.setdefault(region, Area(region, region, Level.INTERMEDIATE, "state"))
        areas[name] = Area(name, name, Level.LOCAL, region)
    names = sorted(portfolio.policies)
    places = {name: ("state", "region-0", "")[i % 3] for i, name in enumerate(names)}

    def part(shared: bool) -> Portfolio:
        policies = {
            name: replace(policy, territory=places[name] or COMMUNES[0], ties=())
            for name, policy in portfolio.policies.items()
            if bool(places[name]) is shared
        }
        provisions = {
            item.id: replace(
                item, territory="", effects=tuple(replace(e, territory=None) for e in item.effects)
            )
            for item in portfolio.provisions.values()
            if item.policy in policies
        }
        return Portfolio("x", areas if shared else {}, policies, provisions, bodies)

    patterns = part(False)
    rng = np.random.default_rng(seed)
    has = rng.random((len(patterns.provisions), len(COMMUNES))) < 0.6
    return Templates(part(True), patterns, COMMUNES, has), taxonomy


def written_out(templates: Templates, taxonomy: Taxonomy) -> Counter[tuple[str, ...]]:
    """By clash of patterns, the communes in which a check of each commune alone finds it."""
    found: Counter[tuple[str, ...]] = Counter()
    for place in range(len(COMMUNES)):
        base = compile_base(templates.portfolio([place]), taxonomy, AS_OF)
        for code in ("C1", "C2"):
            for hits in detectors()[code].detect(base):
                for rows in hits.rows.tolist() if hits.variant != "exhausted" else ():
                    ids = (base.provisions[row].id.rpartition("/")[2] for row in rows)
                    found[code, hits.variant, *ids] += 1
    return found


@pytest.mark.parametrize("seed", range(25))
def test_a_pattern_counts_the_communes_in_which_it_stands(seed: int) -> None:
    templates, taxonomy = state(seed)
    patterns: list[Pattern] = list(pairwise(templates, taxonomy, AS_OF))
    found = {(item.rule, item.variant, item.first, item.second): item.communes for item in patterns}
    assert found == written_out(templates, taxonomy)


def test_the_sum_over_batches_is_that_of_the_batches() -> None:
    templates, taxonomy = state(4)
    parts = [(0, 1, 2), (3, 4, 5), (6,)]
    expected: Counter[str] = Counter()
    for places in parts:
        expected.update(count(compile_base(templates.portfolio(places), taxonomy, AS_OF)))
    assert count_everywhere(templates, taxonomy, AS_OF, batch=3) == dict(expected)
