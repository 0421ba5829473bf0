"""The portfolio at a glance: policies by level and sector, and where sectors meet in findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from glocal.loading.rules import rules
from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.effects_check import Severity
from glocal.model.finding import Finding
from glocal.model.kinds import Axis, Level
from glocal.model.policy import Policy, PolicyStatus
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy

NO_SECTOR = ""
"""Stands for what belongs to no sector; its column and row come last."""

HIGHEST_FIRST = tuple(reversed(Level))
WEIGHT = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class PolicyNode:
    """A policy at its place: the column of its sector, the band of its level, a line of its own.

    ``x`` and ``y`` are the middle of it in per cent of the picture. ``findings`` and ``synergies``
    count those that it has a part in.
    """

    policy: str
    level: Level
    sector: str
    territory: str
    column: int
    line: int
    x: float
    y: float
    findings: int
    synergies: int


@dataclass(frozen=True)
class PolicyEdge:
    """What ties two policies: ids of findings and synergies; the worst severity of the findings."""

    source: str
    target: str
    findings: tuple[str, ...]
    synergies: tuple[str, ...]
    severity: Severity | None
    axes: tuple[Axis, ...]


@dataclass(frozen=True)
class LevelBand:
    """A level of government and the lines that it takes, in per cent from the top."""

    level: Level
    top: float
    height: float


@dataclass(frozen=True)
class PortfolioMap:
    """The map: bands from the highest level down, columns by sector, nodes, edges.

    ``within`` are, by policy, the findings inside it alone; ``untied`` those that name no policy.
    """

    columns: tuple[str, ...]
    bands: tuple[LevelBand, ...]
    lines: int
    nodes: tuple[PolicyNode, ...]
    edges: tuple[PolicyEdge, ...]
    within: Mapping[str, tuple[str, ...]]
    untied: tuple[str, ...]


@dataclass(frozen=True)
class SectorCell:
    """The ids of the findings and synergies in which two sectors meet (or one with itself)."""

    findings: tuple[str, ...] = ()
    synergies: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectorMatrix:
    """Sector × sector, the same read across and down. ``elsewhere`` concerns no sector."""

    sectors: tuple[str, ...]
    rows: tuple[tuple[SectorCell, ...], ...]
    elsewhere: SectorCell

    def cell(self, one: str, other: str) -> SectorCell:
        """Where two sectors meet. Raises ``ValueError`` for a sector that is not there."""
        return self.rows[self.sectors.index(one)][self.sectors.index(other)]


def portfolio_map(
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    findings: Iterable[Finding],
    as_of: date,
    *,
    only_busy: bool = False,
) -> PortfolioMap:
    """The policies in force now or later, laid out so that no two lie on one another.

    A policy stands in the column of its first sector, or else of the sector of most of its
    provisions. In a band, policies of one sector lie one below the other, by id. ``findings`` are
    those that the reader may see. With ``only_busy`` a sector none of whose policies has a part in
    a finding or synergy is left out, so that the rest has room; without any, all stay. Takes the
    time of one look at each policy, provision and pair of policies in a finding.
    """
    told = tuple(findings)
    shown = [item for item in portfolio.policies.values() if _lasts(item, as_of)]
    most = _sectors_of_provisions(portfolio, taxonomy)
    sector = {item.id: _sector(item, most) for item in shown}
    part = _parts(portfolio, told)
    busy = {name for key, name in sector.items() if part.get(key)}
    if only_busy and busy:
        shown = [item for item in shown if sector[item.id] in busy]
    places = {item.id: item for item in shown}
    columns = _in_order(sector[key] for key in places)
    cells: dict[tuple[Level, str], list[str]] = defaultdict(list)
    for policy in sorted(shown, key=lambda item: item.id):
        cells[policy.level, sector[policy.id]].append(policy.id)
    levels = [level for level in HIGHEST_FIRST if any(key[0] is level for key in cells)]
    heights = {
        level: max(len(ids) for key, ids in cells.items() if key[0] is level) for level in levels
    }
    lines = sum(heights.values())
    edges, within, untied = _ties(portfolio, told, places.keys())
    nodes, bands, above = [], [], 0
    for level in levels:
        bands.append(LevelBand(level, _share(above, lines), _share(heights[level], lines)))
        for column, name in enumerate(columns):
            for line, key in enumerate(cells.get((level, name), ()), start=above):
                count = part.get(key, Counter())
                nodes.append(
                    PolicyNode(
                        key,
                        level,
                        name,
                        places[key].territory,
                        column,
                        line,
                        _share(column + 0.5, len(columns)),
                        _share(line + 0.5, lines),
                        count[False],
                        count[True],
                    )
                )
        above += heights[level]
    return PortfolioMap(columns, tuple(bands), lines, tuple(nodes), edges, within, tuple(untied))


def sector_matrix(
    portfolio: Portfolio, taxonomy: Taxonomy, findings: Iterable[Finding]
) -> SectorMatrix:
    """How often sectors meet in findings and synergies.

    A finding counts in the cell of every two sectors that its provisions (or, where it has none,
    its action) belong to; with one sector only, in that sector's own cell. So it may be in several
    cells, and in each once.
    """
    cells: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    beside: tuple[list[str], list[str]] = ([], [])
    for finding in findings:
        met = _in_order(_sectors_of(finding, portfolio, taxonomy))
        pairs = list(combinations(met, 2)) or [(one, one) for one in met]
        for pair in pairs:
            cells.setdefault(pair, ([], []))[is_synergy(finding)].append(finding.id)
        if not pairs:
            beside[is_synergy(finding)].append(finding.id)
    sectors = _in_order(one for pair in cells for one in pair)
    rows = tuple(
        tuple(
            _cell(cells.get((one, other)) or cells.get((other, one)) or ([], []))
            for other in sectors
        )
        for one in sectors
    )
    return SectorMatrix(sectors, rows, _cell(beside))


def is_synergy(finding: Finding) -> bool:
    """Whether a finding is an opportunity rather than a potential misalignment."""
    return rules()[finding.rule].opportunity


# ------------------------------------------------------------ policies and their ties
def _lasts(policy: Policy, as_of: date) -> bool:
    end = policy.period.end
    return policy.status is PolicyStatus.IN_FORCE and (end is None or as_of < end)


def _policies_of(finding: Finding, portfolio: Portfolio) -> tuple[str, ...]:
    """The policies that have a part in a finding, in the order of its provisions."""
    named = [
        portfolio.provisions[name].policy
        for name in finding.provisions
        if name in portfolio.provisions
    ]
    return tuple(dict.fromkeys(named))


def _parts(portfolio: Portfolio, findings: Sequence[Finding]) -> Mapping[str, Counter[bool]]:
    """How many findings and synergies each policy has a part in."""
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    for finding in findings:
        for policy in _policies_of(finding, portfolio):
            found[policy][is_synergy(finding)] += 1
    return found


def _ties(
    portfolio: Portfolio, findings: Sequence[Finding], shown: Iterable[str]
) -> tuple[tuple[PolicyEdge, ...], Mapping[str, tuple[str, ...]], list[str]]:
    tied: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    within: dict[str, list[str]] = defaultdict(list)
    untied = []
    known = set(shown)
    for finding in findings:
        policies = [name for name in _policies_of(finding, portfolio) if name in known]
        if not policies:
            untied.append(finding.id)
        elif len(policies) == 1:
            within[policies[0]].append(finding.id)
        for one, other in combinations(sorted(policies), 2):
            tied[one, other].append(finding)
    edges = tuple(_edge(pair, tied[pair]) for pair in sorted(tied))
    return edges, {name: tuple(ids) for name, ids in sorted(within.items())}, untied


def _edge(pair: tuple[str, str], findings: Sequence[Finding]) -> PolicyEdge:
    problems = [item for item in findings if not is_synergy(item)]
    axes = {item.axis for item in findings}
    return PolicyEdge(
        *pair,
        tuple(item.id for item in problems),
        tuple(item.id for item in findings if is_synergy(item)),
        max((item.severity for item in problems), key=WEIGHT.__getitem__, default=None),
        tuple(axis for axis in Axis if axis in axes),
    )


# ------------------------------------------------------------ sectors
def _sectors_of_provisions(portfolio: Portfolio, taxonomy: Taxonomy) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for item in portfolio.provisions.values():
        action = taxonomy.actions.get(item.action)
        if action is not None and action.sector:
            found[item.policy][action.sector] += 1
    return found


def _sector(policy: Policy, most: Mapping[str, Counter[str]]) -> str:
    if policy.sectors:
        return policy.sectors[0]
    counted = most.get(policy.id)
    return min(counted, key=lambda name: (-counted[name], name)) if counted else NO_SECTOR


def _sectors_of(finding: Finding, portfolio: Portfolio, taxonomy: Taxonomy) -> Iterator[str]:
    """The sectors of a finding's provisions; a provision on anything has those of its policy."""
    actions = [finding.params.get("action", "")] if not finding.provisions else []
    for name in finding.provisions:
        item = portfolio.provisions.get(name)
        if item is not None:
            action = taxonomy.actions.get(item.action)
            if action is not None and action.sector:
                yield action.sector
            else:
                yield from portfolio.policies[item.policy].sectors[:1]
    for name in actions:
        action = taxonomy.actions.get(name)
        if action is not None and action.sector:
            yield action.sector


def _in_order(sectors: Iterable[str]) -> tuple[str, ...]:
    """Each sector once, in the order of the vocabulary; unknown ones by name, none last."""
    known = {name: place for place, name in enumerate(vocabulary_ids("sectors"))}
    return tuple(
        sorted(
            set(sectors), key=lambda name: (name == NO_SECTOR, known.get(name, len(known)), name)
        )
    )


def _cell(ids: tuple[list[str], list[str]]) -> SectorCell:
    return SectorCell(tuple(ids[False]), tuple(ids[True]))


def _share(part: float, whole: int) -> float:
    return round(100 * part / whole, 3)
