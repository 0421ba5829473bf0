"""The register of a territory at a glance: its map, its sectors, its means, its core services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst

from glocal.loading.taxonomy import taxonomy
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Tri
from glocal.reports.core_coverage import CoverageTable, core_coverage
from glocal.reports.names import Names, names_of
from glocal.reports.portfolio_map import PortfolioMap, SectorMatrix, portfolio_map, sector_matrix
from glocal.reports.who_does_what import Holding, TaskRow, who_does_what
from glocal.text.sentences import plain
from glocal_web.portal.mappers.coverage_marks import CoverageMark, coverage_mark, legend
from glocal_web.portal.mappers.map_picture import MapPicture, map_picture
from glocal_web.portal.mappers.means_words import MeansWord, means_word
from glocal_web.portal.mappers.register_words import dimension_word, value_word
from glocal_web.portal.mappers.stored_value import restored
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import CoherenceState, FindingWorkflow, Territory
from glocal_web.portal.permissions import Access, Visitor
from glocal_web.portal.selectors.findings import shown_findings
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.selectors.portfolio import Assembled, assembled

# What is dismissed is no tie between policies; what is accepted or being addressed still is one.
NO_TIE = (FindingWorkflow.DISMISSED, FindingWorkflow.RESOLVED)
STATUS = "status"


@dataclass(frozen=True)
class Ground:
    """The register as the check reads it today, and what the visitor may see of its findings."""

    territory: Territory
    access: Access
    whole: Assembled
    names: Names
    findings: tuple[Finding, ...]

    @property
    def portfolio(self) -> Portfolio:
        """Policies and provisions, with those above and at partners."""
        return self.whole.portfolio

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at yet."""
        return not self.portfolio.provisions


@dataclass(frozen=True)
class NodeLine:
    """A policy of the map in the table behind it."""

    number: int
    key: int | None
    title: str
    level: str
    sector: str
    territory: str
    findings: int
    synergies: int
    tied: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class MapPage:
    """The policies by level and sector, tied by what was found between them.

    ``left_out`` policies stand in the table alone: nothing was found in their sectors.
    """

    ground: Ground
    picture: MapPicture
    lines: tuple[NodeLine, ...]
    untied: int
    left_out: int


@dataclass(frozen=True)
class MatrixCell:
    """How often two sectors meet: its figures, its shade, and the sectors that lead to them."""

    findings: int
    synergies: int
    shade: int
    one: str
    other: str


@dataclass(frozen=True)
class MatrixPage:
    """Sector × sector."""

    ground: Ground
    sectors: tuple[tuple[str, str], ...]
    rows: tuple[tuple[tuple[str, str], tuple[MatrixCell, ...]], ...]
    elsewhere: int


@dataclass(frozen=True)
class TaskLine:
    """One body and one task: whether it must, and what it has for it."""

    action: str
    body: str
    must: tuple[tuple[str, int | None], ...]
    competence: MeansWord
    money: MeansWord
    staff: MeansWord
    has_gap: bool


@dataclass(frozen=True)
class MeansPage:
    """Who may, who must, who pays: by sector."""

    ground: Ground
    groups: tuple[tuple[str, tuple[TaskLine, ...]], ...]
    sectors: tuple[tuple[str, str, int], ...]
    sector: str
    only_gaps: bool
    total: int
    gaps: int


@dataclass(frozen=True)
class ServiceLine:
    """One core service and what is said of each group about it."""

    action: str
    sector: str
    marks: tuple[CoverageMark, ...]


@dataclass(frozen=True)
class ServicesPage:
    """Who is covered by the core services, by one way to tell people apart."""

    ground: Ground
    dimension: str
    title: str
    dimensions: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    lines: tuple[ServiceLine, ...]
    legend: tuple[CoverageMark, ...]


def overview_ground(visitor: Visitor, slug: str) -> Ground:
    """The register and the findings of a territory, for somebody who may read it."""
    territory, access = open_territory(visitor, slug)
    state = CoherenceState.objects.filter(territory=territory).first() or CoherenceState(
        territory=territory
    )
    whole = assembled(territory, on=timezone.localdate())
    rows = (
        shown_findings(access, territory, state)
        .filter(gone_since__isnull=True)
        .exclude(workflow__in=NO_TIE)
        .order_by("finding")
    )
    return Ground(
        territory,
        access,
        whole,
        names_of(whole.portfolio, whole.taxonomy, page_language()),
        tuple(restored(Finding, data) for data in rows.values_list("snapshot", flat=True)),
    )


def map_page(visitor: Visitor, slug: str, *, whole: bool = False) -> MapPage:
    """The map of the portfolio with the table behind it; ``whole`` draws quiet sectors as well."""
    ground = overview_ground(visitor, slug)
    today = timezone.localdate()
    found = portfolio_map(ground.portfolio, ground.whole.taxonomy, ground.findings, today)
    drawn = found
    if not whole:
        drawn = portfolio_map(
            ground.portfolio, ground.whole.taxonomy, ground.findings, today, only_busy=True
        )
    titles = {key: one.title for key, one in ground.portfolio.policies.items()}
    sectors = vocabulary_words("sectors", page_language())
    levels = vocabulary_words("levels", page_language())
    return MapPage(
        ground=ground,
        picture=map_picture(drawn, titles, ground.whole.policies, sectors, levels),
        lines=tuple(_node_lines(found, ground, titles, sectors, levels)),
        untied=len(found.untied),
        left_out=len(found.nodes) - len(drawn.nodes),
    )


def matrix_page(visitor: Visitor, slug: str) -> MatrixPage:
    """In which sectors findings meet."""
    ground = overview_ground(visitor, slug)
    found = sector_matrix(ground.portfolio, ground.whole.taxonomy, ground.findings)
    words = vocabulary_words("sectors", page_language())
    sectors = tuple((one, words.get(one, one)) for one in found.sectors)
    return MatrixPage(
        ground=ground,
        sectors=sectors,
        rows=tuple(_matrix_rows(found, sectors)),
        elsewhere=len(found.elsewhere.findings) + len(found.elsewhere.synergies),
    )


def means_page(
    visitor: Visitor, slug: str, sector: str = "", *, only_gaps: bool = False
) -> MeansPage:
    """The bodies with a task here, and the competence, money and staff they have for it."""
    ground = overview_ground(visitor, slug)
    words = vocabulary_words("sectors", page_language())
    rows = (
        who_does_what(ground.portfolio, ground.whole.taxonomy, timezone.localdate(), slug)
        if not ground.is_empty
        else ()
    )
    shown = [row for row in rows if sector in ("", row.sector) and (not only_gaps or _has_gap(row))]
    groups: dict[str, list[TaskLine]] = {}
    for row in shown:
        groups.setdefault(row.sector, []).append(_task_line(row, ground))
    counted = Counter(row.sector for row in rows)
    return MeansPage(
        ground=ground,
        groups=tuple((words.get(key, key), tuple(lines)) for key, lines in groups.items()),
        sectors=tuple((key, words.get(key, key), number) for key, number in counted.items()),
        sector=sector,
        only_gaps=only_gaps,
        total=len(rows),
        gaps=sum(map(_has_gap, rows)),
    )


def services_page(visitor: Visitor, slug: str, dimension: str = "") -> ServicesPage:
    """The core services by the values of one dimension; the legal status where none is named."""
    ground = overview_ground(visitor, slug)
    known = [one.id for one in taxonomy().population.dimensions]
    chosen = dimension if dimension in known else STATUS
    (table,) = (
        core_coverage(ground.portfolio, ground.whole.taxonomy, timezone.localdate(), slug, [chosen])
        if not ground.is_empty
        else (CoverageTable(chosen, (), ()),)
    )
    sectors = vocabulary_words("sectors", page_language())
    return ServicesPage(
        ground=ground,
        dimension=chosen,
        title=dimension_word(chosen),
        dimensions=tuple((one, dimension_word(one)) for one in known),
        values=tuple(value_word(chosen, one) for one in table.values),
        lines=tuple(
            ServiceLine(
                capfirst(plain(ground.names.action(row.action))),
                sectors.get(row.sector, row.sector),
                tuple(coverage_mark(cell) for cell in row.cells),
            )
            for row in table.rows
        ),
        legend=legend(),
    )


def _node_lines(
    found: PortfolioMap,
    ground: Ground,
    titles: Mapping[str, str],
    sectors: Mapping[str, str],
    levels: Mapping[str, str],
) -> Iterable[NodeLine]:
    tied: dict[str, list[tuple[str, int, int]]] = {}
    for edge in found.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            tied.setdefault(one, []).append(
                (titles[other], len(edge.findings), len(edge.synergies))
            )
    for number, node in enumerate(found.nodes, start=1):
        yield NodeLine(
            number=number,
            key=ground.whole.policies.get(node.policy),
            title=titles[node.policy],
            level=levels.get(node.level.value, node.level.value),
            sector=sectors.get(node.sector, ""),
            territory=plain(ground.names.territory(node.territory)),
            findings=node.findings,
            synergies=node.synergies,
            tied=tuple(tied.get(node.policy, ())),
        )


def _matrix_rows(
    found: SectorMatrix, sectors: tuple[tuple[str, str], ...]
) -> Iterable[tuple[tuple[str, str], tuple[MatrixCell, ...]]]:
    most = max((len(cell.findings) for row in found.rows for cell in row), default=0)
    for named, row in zip(sectors, found.rows, strict=True):
        yield (
            named,
            tuple(
                MatrixCell(
                    len(cell.findings),
                    len(cell.synergies),
                    _shade(len(cell.findings), most),
                    named[0],
                    other,
                )
                for cell, (other, _words) in zip(row, sectors, strict=True)
            ),
        )


def _shade(number: int, most: int) -> int:
    """One of four shades, 0 for nothing: the figure stands beside it."""
    return 0 if not number else max(1, -(-4 * number // most))


def _task_line(row: TaskRow, ground: Ground) -> TaskLine:
    names = ground.names
    return TaskLine(
        action=capfirst(plain(names.action(row.action))),
        body=capfirst(plain(names.organisation(row.body))),
        must=tuple(
            (plain(names.act(ground.portfolio.provisions[key])), ground.whole.provisions.get(key))
            for key in row.duties
        ),
        competence=_means(row.competence, names),
        money=_means(row.money, names),
        staff=_means(row.staff, names),
        has_gap=_has_gap(row),
    )


def _means(holding: Holding, names: Names) -> MeansWord:
    return means_word(
        holding, tuple(capfirst(plain(names.organisation(one))) for one in holding.givers)
    )


def _has_gap(row: TaskRow) -> bool:
    """Whether something that a task needs is missing; what is not known is no gap."""
    return bool(row.duties) and Tri.NO in (row.competence.value, row.money.value, row.staff.value)
