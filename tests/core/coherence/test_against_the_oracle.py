"""Engine, executable specification and brute force find the same in hundreds of random portfolios.

By hand for thousands more: ``python -m tests.core.coherence.test_against_the_oracle 1000 20000``
compares the engine with brute force on these seeds; ``--oracle`` asks the specification as well.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from glocal.coherence.check import detectors
from glocal.coherence.check import identities as engine
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy
from tests.core.coherence import brute
from tests.core.coherence.oracle import run as oracle
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio, random_taxonomy
from tests.core.coherence.tiny import TINY

SEEDS, BLOCK = 200, 20
CODES = """C1 C1x C2 C2p C3 C4 C4n C4b C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 S1""".split()


def case(seed: int) -> tuple[Portfolio, Taxonomy]:
    """A portfolio, on the tiny taxonomy itself or on one with other properties."""
    return random_portfolio(seed), TINY if seed % 2 == 0 else random_taxonomy(seed)


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


def test_one_rule_at_a_time_finds_what_all_find_together():
    for seed in range(20):
        portfolio, taxonomy = case(seed)
        apart = [engine(portfolio, taxonomy, AS_OF, rules=[code]) for code in detectors()]
        assert set().union(*apart) == engine(portfolio, taxonomy, AS_OF), seed


def test_every_rule_fires_in_five_of_a_hundred_portfolios_and_is_silent_in_ten():
    """A generator in which a rule never fires, or always, would test nothing."""
    fired: Counter[str] = Counter()
    for seed in range(1000):
        found = brute.identities(random_portfolio(seed), TINY, AS_OF)
        fired.update({identity[0] for identity in found})
    assert set(fired) == set(CODES)
    assert {code: times for code, times in fired.items() if not 50 <= times <= 900} == {}


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
