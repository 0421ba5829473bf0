"""One provision against all others: the same as a check of everything, and after every change."""

from dataclasses import replace

import pytest

from glocal.coherence.base import Base, compile_base
from glocal.coherence.check import detectors
from glocal.coherence.live import Clash, Live
from glocal.model.portfolio import Portfolio
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio, random_taxonomy

SEEDS = range(60)


def by_the_rules(base: Base) -> set[Clash]:
    """All pairs that the rules find in a whole portfolio."""
    return {
        Clash(code, found.variant, *(base.provisions[row].id for row in rows))
        for code in ("C1", "C2")
        for found in detectors()[code].detect(base)
        if found.variant != "exhausted"
        for rows in found.rows.tolist()
    }


def live_pairs(live: Live, portfolio: Portfolio) -> set[Clash]:
    return {clash for item in portfolio.provisions.values() for clash in live.clashes(item)}


@pytest.mark.parametrize("seed", SEEDS)
def test_provision_by_provision_finds_what_a_whole_check_finds(seed: int) -> None:
    portfolio, taxonomy = random_portfolio(seed), random_taxonomy(seed)
    base = compile_base(portfolio, taxonomy, AS_OF)
    assert live_pairs(Live(base), portfolio) == by_the_rules(base)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_changes_it_is_as_if_all_had_been_read_anew(seed: int) -> None:
    portfolio, taxonomy = random_portfolio(seed), random_taxonomy(seed)
    live = Live(compile_base(portfolio, taxonomy, AS_OF))
    items = list(portfolio.provisions.values())
    changed = replace(items[0], group=items[-1].group, action=items[-1].action)
    live.put(changed)
    live.drop(items[1].id)
    provisions = {**portfolio.provisions, changed.id: changed}
    del provisions[items[1].id]
    after = replace(portfolio, provisions=provisions)
    assert live_pairs(live, after) == by_the_rules(compile_base(after, taxonomy, AS_OF))


def test_a_change_that_is_only_tried_leaves_everything_as_it_was() -> None:
    portfolio, taxonomy = random_portfolio(3), random_taxonomy(3)
    base = compile_base(portfolio, taxonomy, AS_OF)
    live = Live(base)
    items = list(portfolio.provisions.values())
    for item in items:
        live.clashes(replace(item, action=items[0].action))
    assert live_pairs(live, portfolio) == by_the_rules(base)


def test_more_changes_than_fit_into_the_tail_lose_nothing() -> None:
    portfolio, taxonomy = random_portfolio(5), random_taxonomy(5)
    base = compile_base(portfolio, taxonomy, AS_OF)
    live = Live(base)
    for _ in range(100):
        for item in portfolio.provisions.values():
            live.put(item)
    assert live_pairs(live, portfolio) == by_the_rules(base)
