"""Check a portfolio: every rule, every finding in full, and beside them what was compared."""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType

from glocal.coherence import rules as rules_package
from glocal.coherence.base import Base, compile_base
from glocal.coherence.complete import complete
from glocal.coherence.coverage import Coverage, coverage
from glocal.coherence.draft import Found
from glocal.coherence.focus import focused
from glocal.errors import UnknownNameError
from glocal.loading.rules import rules as rule_data
from glocal.model.effects_check import Severity
from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy

HEAVIEST_FIRST = {severity: -place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Report:
    """What a check has found, heaviest first, and what it compared to find it."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    as_of: date


@cache
def detectors() -> Mapping[str, ModuleType]:
    """The rules by their code: each module in ``coherence.rules`` is one."""
    names = [item.name for item in pkgutil.iter_modules(rules_package.__path__)]
    found = [import_module(f"{rules_package.__name__}.{name}") for name in sorted(names)]
    return {module.CODE: module for module in found}


def check(
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    *,
    as_of: date,
    rules: Collection[str] | None = None,
    drafts: bool = False,
) -> Report:
    """All findings of a portfolio on a day.

    ``rules`` are codes; without them all that are switched on run. ``drafts`` lets acts take part
    that are not adopted yet. Raises ``UnknownNameError`` for a code that is no rule.
    """
    base = compile_base(portfolio, taxonomy, as_of, drafts=drafts)
    data = rule_data()
    chosen = chosen_rules(rules)
    findings = [
        complete(base, draft, data[code], module.identity(base, found, line))
        for code in chosen
        for module, found, line in _hits(base, code)
        if (draft := focused(base, module.draft(base, found, line))) is not None
    ]
    findings.sort(key=lambda one: (HEAVIEST_FIRST[one.severity], chosen.index(one.rule), one.id))
    return Report(tuple(findings), coverage(base), as_of)


def chosen_rules(rules: Collection[str] | None) -> tuple[str, ...]:
    """The codes to run, in order. Raises ``UnknownNameError`` for one that is no rule."""
    data = rule_data()
    if rules is None:
        return tuple(code for code in detectors() if data[code].on)
    unknown = sorted(set(rules) - set(detectors()))
    if unknown:
        raise UnknownNameError(
            f"There is no rule {', '.join(unknown)}. There are: {', '.join(detectors())}."
        )
    return tuple(code for code in detectors() if code in rules)


def identities(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, rules: Collection[str] | None = None
) -> set[tuple[str, ...]]:
    """What a check finds, each as the tuple that tells it from all others."""
    base = compile_base(portfolio, taxonomy, as_of)
    return {
        module.identity(base, found, line)
        for code in chosen_rules(rules if rules is not None else tuple(detectors()))
        for module, found, line in _hits(base, code)
    }


def count(base: Base, rules: Collection[str] | None = None) -> Mapping[str, int]:
    """How many hits each rule has, without writing any of them out."""
    return {
        code: sum(len(found) for found in detectors()[code].detect(base))
        for code in chosen_rules(rules)
    }


def _hits(base: Base, code: str) -> Iterator[tuple[ModuleType, Found, int]]:
    module = detectors()[code]
    for found in module.detect(base):
        for line in range(len(found)):
            yield module, found, line
