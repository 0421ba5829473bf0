"""A check as values that JSON can hold: everything that was compared, found and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from glocal import __version__
from glocal.coherence.check import Report
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.provision_slots import in_order
from glocal.reports.told_findings import Told
from glocal.text.sentences import plain


def check_record(
    report: Report, told: Sequence[Told], loaded: LoadedPortfolio, rules: Sequence[str]
) -> dict[str, Any]:
    """A whole check: each finding with its codes and its words, where its provisions stand."""
    coverage = {**asdict(report.coverage), "pairs_skipped": report.coverage.pairs_skipped}
    return {
        "portfolio": loaded.portfolio.name,
        "as_of": report.as_of.isoformat(),
        "program": __version__,
        "taxonomy": loaded.taxonomy.version,
        "rules": list(rules),
        "coverage": coverage,
        "findings": [_record(one, loaded) for one in told],
        "problems": [asdict(problem) for problem in loaded.problems],
        "notes": [asdict(note) for note in loaded.notes],
    }


def _record(one: Told, loaded: LoadedPortfolio) -> dict[str, Any]:
    places = loaded.provision_places
    return {
        **plain_values(one.finding),
        "is_new": one.is_new,
        "beside": list(one.beside),
        "ratings": plain_values(one.ratings),
        "places": [
            {"provision": name, "file": places[name][0], "line": places[name][1]}
            for name in one.finding.provisions
            if name in places
        ],
        "words": plain_values(one.words),
    }


def plain_values(value: Any) -> Any:
    """``value`` with its dataclasses, enumerations, days and sets as JSON has them.

    Marks of direction, which terminals and other programs do not know, are taken out of texts.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain_values(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain_values(key)): plain_values(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return in_order(value)
    if isinstance(value, list | tuple):
        return [plain_values(item) for item in value]
    return plain(value) if isinstance(value, str) else value
