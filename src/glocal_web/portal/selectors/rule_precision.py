"""How far each rule can be trusted: what reviewers said of its findings, and whether it is on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from glocal.loading.rules import rules
from glocal_web.portal.models import CoherenceState, FindingRecord, FindingVerdict, Territory
from glocal_web.portal.permissions import (
    Access,
    Deed,
    Visitor,
    readable_territory_ids,
)
from glocal_web.portal.selectors.finding_access import visible_findings
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.selectors.rule_pages import RuleLine, rule_line

# Fewer verdicts than this say nothing about a rule; below this share of right ones it is marked.
ENOUGH = 10
DOUBTFUL = 0.6


@dataclass(frozen=True)
class Verdicts:
    """How many findings reviewers called right, wrong and unclear."""

    right: int = 0
    wrong: int = 0
    unclear: int = 0

    @property
    def decisive(self) -> int:
        """Verdicts that say right or wrong."""
        return self.right + self.wrong

    @property
    def total(self) -> int:
        """All verdicts."""
        return self.decisive + self.unclear

    @property
    def precision(self) -> float | None:
        """Right ones among the decisive ones; ``None`` while there are too few to say."""
        return self.right / self.decisive if self.decisive >= ENOUGH else None

    @property
    def is_doubtful(self) -> bool:
        """Whether the rule was wrong too often to be shown without a mark."""
        return self.precision is not None and self.precision < DOUBTFUL


@dataclass(frozen=True)
class PrecisionLine:
    """A rule with its findings and verdicts here, and its verdicts wherever the visitor reads."""

    rule: RuleLine
    standing: int
    here: Verdicts
    all: Verdicts
    is_off: bool


@dataclass(frozen=True)
class PrecisionPage:
    """All rules of the check as they work in a territory."""

    territory: Territory
    access: Access
    lines: tuple[PrecisionLine, ...]

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may switch rules."""
        return self.access.may(Deed.MANAGE)

    @property
    def doubtful(self) -> int:
        """How many rules are marked."""
        return sum(line.all.is_doubtful for line in self.lines)


def precision_page(visitor: Visitor, slug: str) -> PrecisionPage:
    """Every rule with what was said of its findings.

    Restricted rules are told to those who may see restricted findings, and only with the figures of
    this territory; of the others the figures of every territory that the visitor reads are added.
    """
    territory, access = open_territory(visitor, slug)
    state = CoherenceState.objects.filter(territory=territory).first()
    off = set(state.rules_off) if state else set()
    here = list(visible_findings(access, territory).values_list("rule", "verdict", "gone_since"))
    standing = Counter(rule for rule, _verdict, gone in here if gone is None)
    own = _verdicts((rule, verdict) for rule, verdict, _gone in here)
    everywhere = _verdicts(_judged(visitor))
    lines = []
    for code, rule in rules().items():
        if rule.restricted and not access.may(Deed.SEE_RESTRICTED):
            continue
        mine = own.get(code, Verdicts())
        whole = mine if rule.restricted else everywhere.get(code, Verdicts())
        lines.append(PrecisionLine(rule_line(code), standing[code], mine, whole, code in off))
    return PrecisionPage(territory, access, tuple(lines))


def _judged(visitor: Visitor) -> Iterable[tuple[str, str]]:
    rows = FindingRecord.objects.filter(restricted=False).exclude(verdict="")
    keys = readable_territory_ids(visitor)
    if keys is not None:
        rows = rows.filter(territory__in=keys)
    return rows.values_list("rule", "verdict")


def _verdicts(judged: Iterable[tuple[str, str]]) -> dict[str, Verdicts]:
    found = Counter(judged)
    return {
        rule: Verdicts(
            *(
                found[rule, one]
                for one in (FindingVerdict.RIGHT, FindingVerdict.WRONG, FindingVerdict.UNCLEAR)
            )
        )
        for rule in {rule for rule, _verdict in found}
    }
