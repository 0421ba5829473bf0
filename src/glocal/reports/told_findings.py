"""The findings of a check with their words, those already known marked, grouped by cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from glocal.coherence.check import Report
from glocal.loading.portfolio import LoadedPortfolio
from glocal.model.finding import Finding
from glocal.model.kinds import Axis
from glocal.reports.finding_words import FindingWords, finding_words
from glocal.reports.names import names_of


@dataclass(frozen=True)
class Told:
    """A finding with its words; ``is_new`` when no earlier check that one compares with knew it."""

    finding: Finding
    words: FindingWords
    is_new: bool = True


def tell(
    report: Report, loaded: LoadedPortfolio, language: str, known: Collection[str] = ()
) -> tuple[Told, ...]:
    """Every finding of a report in words, heaviest first; ``known`` are ids of earlier ones."""
    names = names_of(loaded.portfolio, loaded.taxonomy, language)
    return tuple(
        Told(
            finding,
            finding_words(finding, loaded.portfolio, loaded.taxonomy, language, names=names),
            finding.id not in known,
        )
        for finding in report.findings
    )


def by_cause(told: Iterable[Told]) -> dict[Axis, tuple[tuple[Told, ...], ...]]:
    """The findings by axis, and there by what one change would end, in the order they came."""
    groups: dict[Axis, dict[str, list[Told]]] = {}
    for one in told:
        cause = one.finding.cause or one.finding.id
        groups.setdefault(one.finding.axis, {}).setdefault(cause, []).append(one)
    return {axis: tuple(map(tuple, found.values())) for axis, found in groups.items()}
