"""What the register says of a group about a core service, as a mark with its word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.reports.core_coverage import CoverageCell, Extent, Said

# The icon, the short word for a cell, and what the legend says.
SAID: dict[Said, tuple[str, Promise, Promise]] = {
    Said.NAMED: ("check", _("named"), _("An offer names them.")),
    Said.EVERYBODY: ("people", _("all of them"), _("An offer is for all of them.")),
    Said.SILENT: ("info", _("no group"), _("An offer names no group, so that it holds for all.")),
    Said.EXCLUDED: ("lock", _("excluded"), _("A provision shuts out all or some of them.")),
    Said.NOT_RECORDED: ("question", _("not recorded"), _("No offer for them is registered.")),
    Said.NOT_ASKED: ("", _("not asked"), _("The service does not concern them.")),
}
PARTLY = _("some are excluded")
SOME = ("people", _("some of them"), _("An offer is for some of them, told apart in other ways."))
BOTH = _("One provision promises it, another forbids it or shuts them out.")
FORBIDDEN = (_("promised, and forbidden"), _("for some: promised, and forbidden"))
SHUT_OUT = (_("promised, and excluded"), _("for some: promised, and excluded"))


@dataclass(frozen=True)
class CoverageMark:
    """One mark: its key for the style sheet, its icon, its word, and its explanation."""

    key: str
    symbol: str
    word: str
    about: str


def coverage_mark(cell: CoverageCell) -> CoverageMark:
    """The mark of a group and a service."""
    if cell.disputed is not Extent.NONE:
        words = FORBIDDEN if cell.bans else SHUT_OUT
        return CoverageMark("excluded", "flag", str(words[cell.disputed is Extent.SOME]), str(BOTH))
    symbol, word, about = SAID[cell.said]
    if cell.said is Said.EVERYBODY and cell.offered is not Extent.ALL:
        symbol, word, about = SOME
    partly = cell.said is Said.EXCLUDED and cell.excluded is not Extent.ALL
    return CoverageMark(cell.said.value, symbol, str(PARTLY if partly else word), str(about))


def legend() -> tuple[CoverageMark, ...]:
    """Every mark with its explanation."""
    named, everybody, *others = (
        CoverageMark(said.value, symbol, str(word), str(about))
        for said, (symbol, word, about) in SAID.items()
    )
    symbol, word, about = SOME
    return (
        named,
        everybody,
        CoverageMark("some", symbol, str(word), str(about)),
        *(
            CoverageMark("excluded", "flag", str(one[0]), str(BOTH))
            for one in (FORBIDDEN, SHUT_OUT)
        ),
        *others,
    )
