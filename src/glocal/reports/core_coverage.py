"""Who is covered by the core services: by service and group, what the portfolio says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.bars import speaks_for
from glocal.coherence.base import Base, compile_base
from glocal.coherence.cells import Cells, cells_of
from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.population import GroupBasis
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Modality
from glocal.model.taxonomy import Action, Taxonomy

Choice = NDArray[np.bool_]

OFFERS = (Modality.ENTITLEMENT, Modality.DUTY, Modality.PERMISSION)


class Said(StrEnum):
    """What is said of a group, the strongest first.

    ``EXCLUDED``: some of it are shut out, by an exclusion from every offer there is or by a ban
    where there is no offer. ``NAMED``: an offer names it. ``EVERYBODY``: an offer is
    for everybody, or names people in other ways than this one. ``SILENT``: an offer says nobody.
    ``NOT_RECORDED``: there is no offer, or only some of whom it is not known whom they concern.
    ``NOT_ASKED``: the service does not concern the group.
    """

    EXCLUDED = "excluded"
    NAMED = "named"
    EVERYBODY = "everybody"
    SILENT = "silent"
    NOT_RECORDED = "not-recorded"
    NOT_ASKED = "not-asked"


class Extent(StrEnum):
    """How many of the situations of a group are meant: all, some or none."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True)
class CoverageCell:
    """What is said of one group about one service, with the ids of the provisions that say it.

    ``offered`` and ``excluded`` tell how much of the group is meant: situations, not people.
    ``disputed`` are those who have an offer and whom a ban, or an exclusion that speaks for that
    offer, meets as well, whichever of the two holds.
    """

    action: str
    value: str
    said: Said
    offered: Extent
    excluded: Extent
    named: tuple[str, ...] = ()
    everybody: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    bans: tuple[str, ...] = ()
    disputed: Extent = Extent.NONE


@dataclass(frozen=True)
class CoverageRow:
    """One core service, with a cell for each value of the dimension."""

    action: str
    sector: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True)
class CoverageTable:
    """The core services by the values of one dimension (legal status, age, gender, …)."""

    dimension: str
    values: tuple[str, ...]
    rows: tuple[CoverageRow, ...]


def core_coverage(
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    as_of: date,
    territory: str,
    dimensions: Sequence[str] | None = None,
) -> tuple[CoverageTable, ...]:
    """A table for each dimension (all, unless said): who is covered in a territory on a day.

    Where others lie below the territory, an offer counts if it holds in all of them, and what shuts
    people out counts if it holds in one. An exclusion shuts people out of the offers that it speaks
    for, as in rule C2; an exception that covers its cases whole lifts it. Takes the time of one
    look at all situations for each provision on a core service. Raises ``ValueError`` for a
    territory or dimension that is not there.
    """
    if territory not in portfolio.areas:
        raise ValueError(f"There is no territory {territory!r} in this portfolio.")
    known = {item.id: item for item in taxonomy.population.dimensions}
    asked = tuple(known) if dimensions is None else tuple(dimensions)
    for name in asked:
        if name not in known:
            raise ValueError(f"There is no dimension {name!r} in this population.")
    base = compile_base(portfolio, taxonomy, as_of)
    order = {name: place for place, name in enumerate(vocabulary_ids("sectors"))}
    core = sorted(
        (item for item in taxonomy.actions.values() if item.core),
        key=lambda item: (order.get(item.sector, len(order)), item.id),
    )
    services = [_Service(base, territory, item) for item in core]
    return tuple(
        CoverageTable(
            name,
            known[name].values,
            tuple(
                CoverageRow(
                    service.action.id,
                    service.action.sector,
                    tuple(service.cell(name, value) for value in known[name].values),
                )
                for service in services
            ),
        )
        for name in asked
    )


class _Service:
    """One core service in one territory: its offers and exclusions as choices of cells."""

    def __init__(self, base: Base, territory: str, action: Action) -> None:
        self.base = base
        self.action = action
        self.cells: Cells = cells_of(base.taxonomy.population)
        area = base.areas.index[territory]
        self.first, self.last = int(base.areas.first[area]), int(base.areas.last[area])
        relevant = {} if action.relevant is None else action.relevant.limits
        self.relevant = self._inside(base.taxonomy.population.word(relevant))
        self.offers = [
            (row, self._inside(int(base.columns.word[row])))
            for row in self._rows(OFFERS)
            if self._holds_in_all(row)
        ]
        self.exclusions = [(row, self._shut_out(row)) for row in self._rows((Modality.EXCLUSION,))]
        self.bans = [
            (row, self._inside(int(base.columns.word[row])))
            for row in self._rows((Modality.PROHIBITION,))
        ]
        self.shut = self._shut()
        self.against = self._against()

    def cell(self, dimension: str, value: str) -> CoverageCell:
        """What is said of those with one value."""
        word = self.base.taxonomy.population.word({dimension: [value]})
        group = self.relevant & self._inside(word)
        by: dict[GroupBasis, list[str]] = {basis: [] for basis in GroupBasis}
        offered = np.zeros_like(group)
        for row, choice in self.offers:
            if (choice & group).any():
                item = self.base.provisions[row]
                basis = item.group.basis
                if basis is GroupBasis.NAMED and dimension not in item.group.limits:
                    basis = GroupBasis.EVERYBODY
                by[basis].append(item.id)
                if basis is not GroupBasis.UNSAID:
                    offered |= choice
        excluded = _extent(self.shut, group)
        return CoverageCell(
            self.action.id,
            value,
            _said(group, excluded, by),
            _extent(offered, group),
            excluded,
            tuple(by[GroupBasis.NAMED]),
            tuple(by[GroupBasis.EVERYBODY]),
            tuple(by[GroupBasis.SILENT]),
            tuple(by[GroupBasis.UNSAID]),
            self._touching(self.exclusions, group),
            self._touching(self.bans, group),
            _extent(self.against, group),
        )

    def _shut(self) -> Choice:
        """Those excluded from every offer that they have, and those banned who have none."""
        offered, open_ = np.zeros_like(self.relevant), np.zeros_like(self.relevant)
        for row, choice in self.offers:
            left = choice.copy()
            for other, shut in self.exclusions:
                if speaks_for(self.base, np.array([row]), np.array([other]))[0]:
                    left &= ~shut
            offered |= choice
            open_ |= left
        found = np.zeros_like(self.relevant)
        for _, shut in self.exclusions:
            found |= shut & ~open_
        for _, banned in self.bans:
            found |= banned & ~offered
        return found

    def _against(self) -> Choice:
        """Those who have an offer and are met by a ban or by an exclusion from that offer."""
        found = np.zeros_like(self.relevant)
        for row, choice in self.offers:
            if self.base.provisions[row].group.basis is GroupBasis.UNSAID:
                continue
            for other, shut in self.exclusions:
                if speaks_for(self.base, np.array([row]), np.array([other]))[0]:
                    found |= choice & shut
            for _, banned in self.bans:
                found |= choice & banned
        return found

    def _touching(self, rows: Sequence[tuple[int, Choice]], group: Choice) -> tuple[str, ...]:
        return tuple(self.base.provisions[row].id for row, own in rows if (own & group).any())

    def _rows(self, modalities: tuple[Modality, ...]) -> Iterator[int]:
        """The rows now on the service or something above it that hold somewhere here."""
        base, own = self.base, self.base.actions.index[self.action.id]
        for row in base.rows_of(*modalities, now=True).tolist():
            begin, end = self._span(row)
            if (
                begin < self.last
                and self.first < end
                and base.actions.is_below(own, int(base.columns.action[row]))
            ):
                yield row

    def _shut_out(self, row: int) -> Choice:
        """Those whom a row shuts out here, without those for whom an exception holds here."""
        base, own = self.base, self.base.actions.index[self.action.id]
        choice = self._inside(int(base.columns.word[row]))
        for other in base.exceptions.get(row, ()):
            if (
                base.now[other]
                and base.covers(other, row)
                and base.actions.is_below(own, int(base.columns.action[other]))
                and self._holds_in_all(other)
            ):
                choice &= ~self._inside(int(base.columns.word[other]))
        return choice

    def _holds_in_all(self, row: int) -> bool:
        begin, end = self._span(row)
        return begin <= self.first and self.last <= end

    def _span(self, row: int) -> tuple[int, int]:
        area = int(self.base.columns.area[row])
        return int(self.base.areas.first[area]), int(self.base.areas.last[area])

    def _inside(self, word: int) -> Choice:
        return np.asarray((self.cells.words & ~np.int64(word)) == 0)


def _said(group: Choice, excluded: Extent, by: dict[GroupBasis, list[str]]) -> Said:
    if not group.any():
        return Said.NOT_ASKED
    if excluded is not Extent.NONE:
        return Said.EXCLUDED
    for basis, said in (
        (GroupBasis.NAMED, Said.NAMED),
        (GroupBasis.EVERYBODY, Said.EVERYBODY),
        (GroupBasis.SILENT, Said.SILENT),
    ):
        if by[basis]:
            return said
    return Said.NOT_RECORDED


def _extent(choice: Choice, group: Choice) -> Extent:
    """How much of a group a choice of cells covers."""
    if not (choice & group).any():
        return Extent.NONE
    return Extent.SOME if (group & ~choice).any() else Extent.ALL
