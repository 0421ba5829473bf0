"""What the register says of a group about a core service, as a mark with its word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.reports.core_coverage import CoverageCell, Extent, Said

# The icon, the short word for a cell, and what the legend says.
SAID: dict[Said, tuple[str, Promise, Promise]] = {
    Said.NAMED: ("check", _("named"), _("An offer names them.")),
    Said.EVERYBODY: ("people", _("everybody"), _("An offer is for everybody.")),
    Said.SILENT: ("info", _("no group"), _("An offer names no group, so that it holds for all.")),
    Said.EXCLUDED: ("lock", _("excluded"), _("A provision shuts out all or some of them.")),
    Said.NOT_RECORDED: ("question", _("not recorded"), _("No offer for them is registered.")),
    Said.NOT_ASKED: ("", _("not asked"), _("The service does not concern them.")),
}
PARTLY = _("some are excluded")


@dataclass(frozen=True)
class CoverageMark:
    """One mark: its key for the style sheet, its icon, its word, and its explanation."""

    key: str
    symbol: str
    word: str
    about: str


def coverage_mark(cell: CoverageCell) -> CoverageMark:
    """The mark of a group and a service."""
    symbol, word, about = SAID[cell.said]
    partly = cell.said is Said.EXCLUDED and cell.excluded is not Extent.ALL
    return CoverageMark(cell.said.value, symbol, str(PARTLY if partly else word), str(about))


def legend() -> tuple[CoverageMark, ...]:
    """Every mark with its explanation."""
    return tuple(
        CoverageMark(said.value, symbol, str(word), str(about))
        for said, (symbol, word, about) in SAID.items()
    )
