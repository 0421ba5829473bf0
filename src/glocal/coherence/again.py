"""A portfolio checked again after a change, looking only at what the change can touch.

A plan tries dozens of changes on one portfolio. Each touches a handful of provisions, so that most
rules find what they found before: a new firewall is nothing to the rule on silence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from types import ModuleType

from glocal.coherence.base import Base, compile_base
from glocal.coherence.change import Change, changes
from glocal.coherence.check import HEAVIEST_FIRST, chosen_rules, detectors
from glocal.coherence.complete import complete
from glocal.coherence.draft import Found
from glocal.coherence.focus import focused
from glocal.coherence.reach import may_differ, stays
from glocal.coherence.recompile import compile_like
from glocal.loading.rules import rules as rule_data
from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy

Identity = tuple[str, ...]
Seen = Mapping[Identity, Finding | None]
"""The hits of a rule; ``None`` for one that holds elsewhere only, or is not to be told."""


class Again:
    """A finder that has checked ``portfolio`` and finds quickly what others like it differ in.

    Called with a portfolio it gives the same findings as a check, those of before as they were
    then: for plans, which ask what appears and vanishes, not how a finding that stays has changed.
    With ``sees`` it tells only of findings that pass.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        taxonomy: Taxonomy,
        as_of: date,
        sees: Callable[[Finding], bool] | None = None,
    ) -> None:
        self.portfolio, self.taxonomy, self.as_of = portfolio, taxonomy, as_of
        self.sees = sees
        self.base = compile_base(portfolio, taxonomy, as_of)
        self.seen: Mapping[str, Seen] = {
            code: dict(self._hits(self.base, code, None)) for code in chosen_rules(None)
        }

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is in the portfolio itself, heaviest first, then by rule and id."""
        told = [one for seen in self.seen.values() for one in seen.values() if one is not None]
        codes = list(self.seen)
        told.sort(key=lambda one: (HEAVIEST_FIRST[one.severity], codes.index(one.rule), one.id))
        return tuple(told)

    def __call__(
        self,
        portfolio: Portfolio,
        taxonomy: Taxonomy,
        as_of: date,
        *,
        rules: Collection[str] | None = None,
    ) -> tuple[Finding, ...]:
        """The findings of another portfolio, in no order that matters; of these rules, or all."""
        alike = taxonomy is self.taxonomy and as_of == self.as_of
        change = changes(self.portfolio, portfolio) if alike else None
        if change is None:
            told = Again(portfolio, taxonomy, as_of, self.sees).findings
            return tuple(one for one in told if rules is None or one.rule in rules)
        base = compile_like(self.base, portfolio, change)
        found: list[Finding] = []
        for code, seen in self.seen.items():
            if rules is None or code in rules:
                hits = self._hits(base, code, change) if may_differ(code, change) else seen.items()
                found += [one for _, one in hits if one is not None]
        return tuple(found)

    def _hits(
        self, base: Base, code: str, change: Change | None
    ) -> Iterator[tuple[Identity, Finding | None]]:
        module = detectors()[code]
        seen: Seen = {} if change is None else self.seen[code]
        for found in module.detect(base):
            for line in range(len(found)):
                identity = module.identity(base, found, line)
                if identity not in seen:
                    yield identity, self._written(base, module, found, line, identity)
                elif change is not None and stays(base, code, found, line, change):
                    yield identity, seen[identity]
                elif seen[identity] is None:
                    yield identity, self._written(base, module, found, line, identity)
                else:
                    there = base.focus is None or focused(base, module.draft(base, found, line))
                    yield identity, seen[identity] if there else None

    def _written(
        self, base: Base, module: ModuleType, found: Found, line: int, identity: Identity
    ) -> Finding | None:
        draft = focused(base, module.draft(base, found, line))
        if draft is None:
            return None
        finding = complete(base, draft, rule_data()[module.CODE], identity)
        return finding if self.sees is None or self.sees(finding) else None
