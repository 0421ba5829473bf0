"""Asks the specification: which findings does this portfolio have?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import clingo

from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy
from tests.core.coherence.oracle.facts import facts

SPEC = Path(__file__).with_name("spec.lp").read_text(encoding="utf-8")


def identities(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, drafts: bool = False
) -> set[tuple[str, ...]]:
    """The findings, each as its rule and the ids that tell it from others of that rule."""
    found: set[tuple[str, ...]] = set()
    circles: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for symbol in solve(facts(portfolio, taxonomy, as_of, drafts=drafts)):
        if symbol.name == "finding":
            found.add(tuple(part.string for part in symbol.arguments))
        elif symbol.name == "same_circle":
            first, second, cell, leaf = map(str, symbol.arguments)
            circles[first, cell, leaf].add(second)
    unquoted = (sorted(action.strip('"') for action in circle) for circle in circles.values())
    return found | {("C4b", *actions) for actions in unquoted}


def solve(text: str) -> list[clingo.Symbol]:
    """The atoms shown in the one answer set. Raises when there is none, or a fact is not known."""
    control = clingo.Control(["--warn=no-atom-undefined"], message_limit=5)
    control.add("base", [], SPEC)
    control.add("base", [], text)
    control.ground([("base", [])])
    shown: list[clingo.Symbol] = []
    if not control.solve(
        on_model=lambda model: shown.extend(model.symbols(shown=True))
    ).satisfiable:
        raise AssertionError("The specification has no answer set.")
    return shown
