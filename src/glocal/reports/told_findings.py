"""The findings of a check with their words, those already known marked, grouped by cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from glocal.coherence.check import Report
from glocal.coherence.reasons import Beside, both_reasons
from glocal.loading.interaction_words import interaction_words
from glocal.loading.portfolio import LoadedPortfolio
from glocal.model.finding import Finding
from glocal.model.kinds import Axis
from glocal.reports.finding_words import FindingWords, finding_words
from glocal.reports.names import names_of
from glocal.reports.systemic_words import rating_words


@dataclass(frozen=True)
class Told:
    """A finding with its words; ``is_new`` when no earlier check that one compares with knew it.

    ``beside`` are the ids of findings of the other kind, of texts or of raters, on the same
    policies, and ``ratings`` sentences on how raters see these policies on its goal.
    """

    finding: Finding
    words: FindingWords
    is_new: bool = True
    beside: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()


def tell(
    report: Report, loaded: LoadedPortfolio, language: str, known: Collection[str] = ()
) -> tuple[Told, ...]:
    """Every finding of a report in words, heaviest first; ``known`` are ids of earlier ones."""
    names = names_of(loaded.portfolio, loaded.taxonomy, language)
    reasons = both_reasons(report.findings, loaded.portfolio)
    words = interaction_words(language)
    told = []
    for finding in report.findings:
        beside = reasons.get(finding.id, Beside())
        told.append(
            Told(
                finding,
                finding_words(finding, loaded.portfolio, loaded.taxonomy, language, names=names),
                finding.id not in known,
                tuple(other.id for other in beside.findings),
                tuple(rating_words(item, names, words)["rating"] for item in beside.ratings),
            )
        )
    return tuple(told)


def by_cause(told: Iterable[Told]) -> dict[Axis, tuple[tuple[Told, ...], ...]]:
    """The findings by axis, and there by what one change would end, in the order they came."""
    groups: dict[Axis, dict[str, list[Told]]] = {}
    for one in told:
        cause = one.finding.cause or one.finding.id
        groups.setdefault(one.finding.axis, {}).setdefault(cause, []).append(one)
    return {axis: tuple(map(tuple, found.values())) for axis, found in groups.items()}
