"""Engine, executable specification and brute force find the same in hundreds of random portfolios.

By hand for thousands more: ``python -m tests.core.coherence.test_against_the_oracle 1000 20000``
compares the engine with brute force on these seeds; ``--oracle`` asks the specification as well.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from glocal.coherence.check import check, detectors
from glocal.coherence.check import identities as engine
from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy
from tests.core.coherence import brute
from tests.core.coherence.oracle import run as oracle
from tests.core.coherence.random_portfolios import (
    AS_OF,
    large_portfolio,
    random_portfolio,
    random_taxonomy,
)
from tests.core.coherence.tiny import TINY

SEEDS, BLOCK = 200, 20
CODES = """C1 C1x C2 C2p C3 C4 C4n C4b C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 C15 S1 S2""".split()


def case(seed: int) -> tuple[Portfolio, Taxonomy]:
    """A portfolio, on the tiny taxonomy itself or on one with other properties."""
    return random_portfolio(seed), TINY if seed % 2 == 0 else random_taxonomy(seed)


def identity(finding: Finding) -> tuple[str, ...]:
    """The tuple of the specification, from what a finding says of itself."""
    code, ids, says = finding.rule, finding.provisions, finding.params
    if finding.variant in ("exhausted", "partial", "not-granted"):
        code += {"exhausted": "x", "partial": "p", "not-granted": "n"}[finding.variant]
    named = {
        "C3": "reporter",
        "C4n": "prerequisite",
        "C5": "means",
        "C6": "barrier",
        "C7": "action",
        "C9": "goal",
        "C11": "goal",
        "C12": "policy",
        "C13": "transition",
        "S1": "goal",
    }
    if code == "C4b":
        return (code, *sorted(says["chain"].split()))
    if code == "C10":
        return code, says["lower"], says["upper"]
    if code in ("C15", "S2"):
        return code, says["policy"], says["counterpart"]
    chosen = {"C1x": ids[:1], "C3": (*ids[:1], *ids[-1:])}.get(code, ids)
    return (code, *chosen, *([says[named[code]]] if code in named else []))


@pytest.mark.parametrize("start", range(0, SEEDS, BLOCK))
def test_all_three_find_the_same(start):
    for seed in range(start, start + BLOCK):
        portfolio, taxonomy = case(seed)
        expected = oracle.identities(portfolio, taxonomy, AS_OF)
        assert brute.identities(portfolio, taxonomy, AS_OF) == expected, seed
        assert engine(portfolio, taxonomy, AS_OF) == expected, seed


def test_engine_and_brute_force_find_the_same_in_many_more():
    for seed in range(SEEDS, SEEDS + 300):
        portfolio, taxonomy = case(seed)
        expected = brute.identities(portfolio, taxonomy, AS_OF)
        assert engine(portfolio, taxonomy, AS_OF) == expected, seed


def test_on_other_days_and_with_drafts():
    for seed in range(60):
        portfolio, taxonomy = case(seed)
        for day in (date(2024, 6, 1), date(2026, 7, 1), date(2028, 4, 30)):
            expected = brute.identities(portfolio, taxonomy, day)
            assert engine(portfolio, taxonomy, day) == expected, (seed, day)
        found = check(portfolio, taxonomy, as_of=AS_OF, drafts=True).findings
        expected = brute.identities(portfolio, taxonomy, AS_OF, drafts=True)
        assert set(map(identity, found)) == expected, seed
    assert oracle.identities(*case(7), AS_OF, drafts=True) == brute.identities(
        *case(7), AS_OF, drafts=True
    )


def test_large_portfolios_too():
    """Where exceptions, firewalls and grants pile up, and paths are many."""
    for seed in range(25):
        portfolio, taxonomy = large_portfolio(seed), case(seed)[1]
        expected = brute.identities(portfolio, taxonomy, AS_OF)
        assert engine(portfolio, taxonomy, AS_OF) == expected, seed
    for seed in range(3):
        portfolio = large_portfolio(seed)
        expected = brute.identities(portfolio, TINY, AS_OF)
        assert oracle.identities(portfolio, TINY, AS_OF) == expected, seed


def test_one_rule_at_a_time_finds_what_all_find_together():
    for seed in range(20):
        portfolio, taxonomy = case(seed)
        apart = [engine(portfolio, taxonomy, AS_OF, rules=[code]) for code in detectors()]
        assert set().union(*apart) == engine(portfolio, taxonomy, AS_OF), seed


def test_every_rule_fires_in_five_of_a_hundred_portfolios_and_is_silent_in_ten():
    """A generator in which a rule never fires, or always, would test nothing."""
    fired: Counter[str] = Counter()
    for seed in range(500):
        found = brute.identities(random_portfolio(seed), TINY, AS_OF)
        fired.update({identity[0] for identity in found})
    assert set(fired) == set(CODES)
    assert {code: times for code, times in fired.items() if not 25 <= times <= 450} == {}


def test_every_fact_is_read_by_the_specification():
    """A misspelt name would never match anything, and nobody would notice."""
    folder = Path(oracle.__file__).parent
    written = set(re.findall(r'fact\(\s*"(\w+)"', (folder / "facts.py").read_text("utf-8")))
    written |= {"requires", "needs", "successor", "relevant", "closed_for"}
    code = re.sub(r"%.*", "", oracle.SPEC)
    rules = [rule for rule in re.split(r"\.(?=\s)", code) if rule.strip()]
    bodies = " ".join(rule.partition(":-")[2] for rule in rules)
    assert {name for name in written if not re.search(rf"\b{name}\(", bodies)} == set()
    heads = {name for rule in rules for name in re.findall(r"\b(\w+)\(", rule.partition(":-")[0])}
    read = set(re.findall(r"\b(\w+)\(", bodies))
    assert read - heads - written == set()


def main(first: int, last: int, ask_the_oracle: bool) -> int:
    """Compares many seeds and prints what differs."""
    differing = 0
    for seed in range(first, last):
        portfolio, taxonomy = case(seed)
        expected = brute.identities(portfolio, taxonomy, AS_OF)
        answers = {"engine": engine(portfolio, taxonomy, AS_OF)}
        if ask_the_oracle:
            answers["oracle"] = oracle.identities(portfolio, taxonomy, AS_OF)
        for name, answer in answers.items():
            if answer != expected:
                differing += 1
                missing, extra = sorted(expected - answer), sorted(answer - expected)
                print(f"seed {seed}: {name} misses {missing}, has too much {extra}", flush=True)
        if seed % 1000 == 999:
            print(f"to seed {seed}: {differing} differences", flush=True)
    print(f"{last - first:,} portfolios, {differing} differences")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), "--oracle" in sys.argv))
