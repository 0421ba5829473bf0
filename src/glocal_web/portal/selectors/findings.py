"""The findings of a territory that a visitor may see: filtered, counted, grouped by their cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from glocal.loading.rules import rule_words, rules
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty
from glocal.model.kinds import Axis
from glocal_web.portal.mappers.coverage_words import CoverageBox, coverage_box
from glocal_web.portal.mappers.finding_labels import axis_word, certainty_words
from glocal_web.portal.mappers.finding_touches import asked, of_column
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import CoherenceState, FindingRecord, FindingWorkflow, Territory
from glocal_web.portal.permissions import Access, Deed, Visitor
from glocal_web.portal.selectors.finding_access import visible_findings
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line
from glocal_web.portal.selectors.open_territory import open_territory

GROUPS_ON_A_PAGE = 20
ALL, DONE, OWN = "all", "done", "own"
STATES = (
    FindingWorkflow.OPEN.value,
    FindingWorkflow.ADDRESSED.value,
    FindingWorkflow.ACCEPTED.value,
    FindingWorkflow.DISMISSED.value,
    DONE,
    ALL,
)
CERTAINTIES = (Certainty.CERTAIN, Certainty.POSSIBLE)
AXES = (Axis.HORIZONTAL, Axis.VERTICAL, Axis.TERRITORIAL, Axis.PARTICIPATION)
HEAVIEST_FIRST = {one.value: -place for place, one in enumerate(Severity)}
# What is needed of every row to filter, count and order; words are made for one page only.
LIGHT = (
    "pk",
    "finding",
    "rule",
    "axis",
    "severity",
    "certainty",
    "workflow",
    "cause",
    "policies",
    "sectors",
    "indicators",
    "in_own_hands",
    "gone_since",
    "appeared_at",
)


@dataclass(frozen=True)
class Filters:
    """What the visitor asks for; an empty word asks for everything."""

    state: str = FindingWorkflow.OPEN.value
    rule: str = ""
    sector: str = ""
    beside: str = ""
    axis: str = ""
    indicator: str = ""
    policy: str = ""
    new: bool = False
    own: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """The filters in an address; what is no state shows the open ones."""
        state = query.get("state", "")
        return cls(
            state=state if state in STATES else FindingWorkflow.OPEN.value,
            rule=query.get("rule", ""),
            sector=query.get("sector", ""),
            beside=query.get("beside", ""),
            axis=query.get("axis", ""),
            indicator=query.get("indicator", ""),
            policy=query.get("policy", ""),
            new=query.get("new", "") == "1",
            own=query.get("own", "") == "1",
        )

    @property
    def tab(self) -> str:
        """Under which tab it is: what can be decided here has its own among the open ones."""
        return OWN if self.own and self.state == FindingWorkflow.OPEN else self.state

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for that has no tab."""
        words = (self.rule, self.sector, self.beside, self.axis, self.indicator, self.policy)
        return any(words) or self.new

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state is asked for."""
        return self.is_filtered or self.own


@dataclass(frozen=True)
class Choice:
    """One value of a filter with how many findings it shows."""

    key: str
    words: str
    number: int


@dataclass(frozen=True)
class CauseGroup:
    """Findings that share a provision or a hurdle: the heaviest first, the others behind it."""

    first: FindingLine
    others: tuple[FindingLine, ...]


@dataclass(frozen=True)
class Section:
    """Groups that are equally sure."""

    title: str
    groups: tuple[CauseGroup, ...]


@dataclass(frozen=True)
class FindingList:
    """The page of a territory's findings.

    ``total`` counts what the territory has at all, ``counts`` by state within the other filters.
    ``rules_off`` are rules that are not shown here, ``sees_restricted`` says whether the visitor
    sees the findings that few may see: nothing here counts those that somebody may not see.
    ``policy`` is the title of the act that is asked for.
    """

    territory: Territory
    access: Access
    state: CoherenceState
    filters: Filters
    sections: tuple[Section, ...]
    page: Page[Any]
    total: int
    shown: int
    chances: int
    counts: dict[str, int]
    rules: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    axes: tuple[Choice, ...]
    indicators: tuple[Choice, ...]
    new: int
    coverage: CoverageBox
    rules_off: tuple[str, ...]
    policy: str

    @property
    def sees_restricted(self) -> bool:
        """Whether restricted findings are among those shown."""
        return self.access.may(Deed.SEE_RESTRICTED)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may set the baseline and switch rules."""
        return self.access.may(Deed.MANAGE)

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may turn findings into actions."""
        return self.access.may(Deed.PLAN)


def finding_list(visitor: Visitor, slug: str, query: Mapping[str, str]) -> FindingList:
    """The findings of a territory: certain ones first, then the heaviest, then what can be decided
    here; those that share a cause together.

    Two queries for the findings, however many there are.
    """
    territory, access = open_territory(visitor, slug)
    state = CoherenceState.objects.filter(territory=territory).first() or CoherenceState(
        territory=territory
    )
    filters = Filters.of(query)
    visible = shown_findings(access, territory, state)
    everything = list(visible.only(*LIGHT))
    narrowed = [one for one in everything if _passes(one, filters, state.baseline_at)]
    shown = [
        one
        for one in narrowed
        if (filters.state == ALL or state_of(one) == filters.state)
        and (not filters.own or one.in_own_hands)
    ]
    chances = sum(_is_opportunity(one.rule) for one in shown)
    found = Paginator(_grouped(shown), GROUPS_ON_A_PAGE).get_page(query.get("page", "1"))
    keys = [one.pk for group in found.object_list for one in group]
    rows = {one.pk: one for one in visible.filter(pk__in=keys)}
    here = [one for one in everything if filters.state == ALL or state_of(one) == filters.state]
    return FindingList(
        territory=territory,
        access=access,
        state=state,
        filters=filters,
        sections=tuple(_sections(found.object_list, rows, slug, state.baseline_at)),
        page=found,
        total=len(everything),
        shown=len(shown) - chances,
        chances=chances,
        counts=_counts([one for one in narrowed if not _is_opportunity(one.rule)]),
        rules=_choices(
            (one.rule for one in here), {code: _rule_name(code) for code in rules()}, filters.rule
        ),
        sectors=_choices(
            (sector for one in here for sector in of_column(one.sectors)),
            vocabulary_words("sectors", page_language()),
            filters.sector,
        ),
        axes=_choices(
            (one.axis for one in here), {one: axis_word(one) for one in AXES}, filters.axis
        ),
        indicators=_choices(
            (code for one in here for code in of_column(one.indicators)), {}, filters.indicator
        ),
        new=sum(_is_new(one, state.baseline_at) for one in here),
        coverage=coverage_box(state),
        rules_off=tuple(state.rules_off),
        policy=_title(filters.policy, rows.values()),
    )


def shown_findings(access: Access, territory: Territory, state: CoherenceState) -> Any:
    """The findings that the visitor may see, without those of rules that are switched off here."""
    return visible_findings(access, territory).exclude(rule__in=state.rules_off)


def state_of(record: FindingRecord) -> str:
    """Under which state a finding is listed: what is gone or resolved is done."""
    if record.gone_since is not None or record.workflow == FindingWorkflow.RESOLVED:
        return DONE
    return str(record.workflow)


def _passes(record: FindingRecord, filters: Filters, baseline: datetime | None) -> bool:
    return (
        filters.rule in ("", record.rule)
        and (not filters.sector or asked(filters.sector) in record.sectors)
        and (not filters.beside or asked(filters.beside) in record.sectors)
        and filters.axis in ("", record.axis)
        and (not filters.indicator or asked(filters.indicator) in record.indicators)
        and (not filters.policy or asked(filters.policy) in record.policies)
        and (not filters.new or _is_new(record, baseline))
    )


def _title(policy: str, rows: Iterable[FindingRecord]) -> str:
    """The title of an act as one of the findings on it tells it; else its id."""
    told = (one.excerpt.get("policies", {}).get(policy) for one in rows)
    return str(next((act["title"] for act in told if act), policy))


def _is_new(record: FindingRecord, baseline: datetime | None) -> bool:
    return baseline is not None and record.appeared_at > baseline


def _counts(records: Sequence[FindingRecord]) -> dict[str, int]:
    """How many by state, and how many of the open ones can be decided here."""
    found = Counter(state_of(one) for one in records)
    open_ones = [one for one in records if state_of(one) == FindingWorkflow.OPEN]
    own = sum(one.in_own_hands for one in open_ones)
    return {**{state: found[state] for state in STATES}, ALL: found.total(), OWN: own}


def _choices(values: Iterable[str], words: Mapping[Any, str], chosen: str) -> tuple[Choice, ...]:
    """The values that occur, in the order of ``words``; one that was chosen stays to be seen."""
    found = Counter(values)
    known = [str(key) for key in words if key in found or key == chosen]
    order = [*known, *sorted(one for one in found if one not in known)]
    return tuple(Choice(key, words.get(key, key), found[key]) for key in order)


def _rule_name(code: str) -> str:
    # Translators: the code of a rule and its title, as in "C2: Promised to people who …"
    return _("%(code)s: %(title)s") % {
        "code": code,
        "title": rule_words(code, page_language()).short,
    }


def _grouped(records: Iterable[FindingRecord]) -> list[list[FindingRecord]]:
    """Findings of one cause together; groups in the order of their first."""
    groups: dict[tuple[str, ...], list[FindingRecord]] = {}
    for one in sorted(records, key=_order):
        groups.setdefault(_cause(one), []).append(one)
    return sorted(groups.values(), key=lambda group: _order(group[0]))


def _cause(record: FindingRecord) -> tuple[str, ...]:
    """What groups a finding with others of the same certainty.

    A provision as the cause joins findings of several rules; a concept, such as a service, joins
    those of one rule only, since different changes would end those of different rules.
    """
    if not record.cause:
        return (str(record.pk),)
    is_provision = "." in record.cause and " " not in record.cause
    return (record.certainty, record.cause, "" if is_provision else record.rule)


def _order(record: FindingRecord) -> tuple[Any, ...]:
    return (
        _is_opportunity(record.rule),
        CERTAINTIES.index(Certainty(record.certainty)),
        HEAVIEST_FIRST[record.severity],
        not record.in_own_hands,
        list(rules()).index(record.rule) if record.rule in rules() else 99,
        AXES.index(Axis(record.axis)),
        # Those on the same acts beside one another; by nothing that says when they were found.
        record.policies,
        record.finding,
    )


def _sections(
    groups: Iterable[list[FindingRecord]],
    rows: Mapping[int, FindingRecord],
    slug: str,
    baseline: datetime | None,
) -> Iterator[Section]:
    """The groups under a heading for each certainty, in their order."""
    found: dict[str, list[CauseGroup]] = {}
    chances = _("Opportunities: what could be pursued together")
    for group in groups:
        # A row may have gone since it was counted.
        lines = [finding_line(rows[one.pk], slug, baseline) for one in group if one.pk in rows]
        if lines:
            head = lines[0].record
            title = chances if _is_opportunity(head.rule) else certainty_words(head.certainty)
            found.setdefault(title, []).append(CauseGroup(lines[0], tuple(lines[1:])))
    for title, members in found.items():
        yield Section(title, tuple(members))


def _is_opportunity(rule: str) -> bool:
    return rule in rules() and rules()[rule].opportunity
