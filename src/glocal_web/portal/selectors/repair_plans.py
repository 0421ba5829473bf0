"""Plans that mend findings, at least cost or under a budget; each is tried before it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from glocal.coherence.repair import (
    Measure,
    Measures,
    Point,
    RepairPlan,
    least_cost,
    measures_for,
    most_under_budget,
    pareto,
)
from glocal.loading.rules import rule_words, rules
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, Finding, Who
from glocal.reports.finding_words import FindingWords, MendText, finding_words
from glocal_web.portal.mappers.finding_labels import Tag, effort_word, severity_tag, who_tag
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import FindingRecord, FindingWorkflow
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.selectors.coherence_trials import TrialGround, trial_ground
from glocal_web.portal.selectors.finding_access import visible_findings
from glocal_web.portal.selectors.rule_pages import without_slots

CHEAPEST, MOST = "cheapest", "most"
# Each mend of each finding is tried once by itself, so that a plan for more would take too long.
MOST_WANTED = 25
# So many of the heaviest are planned for when nobody has chosen.
FIRST_WANTED = 12
# So many others are listed at once to choose from.
LISTED = 40
# Where a check takes longer, nothing is planned before somebody has asked.
PATIENCE_MS = 3000
BUDGETS = 6


@dataclass(frozen=True)
class RepairQuery:
    """What the visitor asks of a plan; without ``wanted`` the heaviest open findings.

    ``start`` is where the list to choose from begins when somebody leafs through it, ``None`` for a
    plan. ``is_asked`` when the question was sent, not the page opened. A question that ``is_wrong``
    gets no plan.
    """

    goal: str = CHEAPEST
    budget: float = 6
    wanted: tuple[int, ...] = ()
    only_self: bool = False
    front: bool = False
    start: int | None = None
    is_asked: bool = False
    is_wrong: bool = False


@dataclass(frozen=True)
class WantedLine:
    """A finding that can be planned for, and whether it is."""

    record: FindingRecord
    finding: Finding
    words: FindingWords
    severity: Tag
    is_wanted: bool

    @property
    def lang(self) -> str:
        """The language of its words where that is not the language of the page, else empty."""
        return "" if self.words.language == page_language() else self.words.language


@dataclass(frozen=True)
class StepLine:
    """One step of a plan, in words; ``name`` stands alone where the mend has no further words.

    ``mend`` is how the address of a trial names the step, empty for one that mends what another
    step would open. ``is_restricted`` when it is about a finding that few may see.
    """

    number: int
    key: str
    name: str
    mend_words: MendText | None
    who: Tag
    is_own: bool
    cost: float
    effort: str
    solves: tuple[WantedLine, ...]
    opens: int
    after: tuple[int, ...]
    mend: str
    is_restricted: bool

    @property
    def is_offered(self) -> bool:
        """Whether it can become an action here.

        Actions are read by everybody with a role: one for a finding that few may see is started
        from the finding, in one's own words. A step that mends what another would bring goes into
        the action of that one, see `texts`.
        """
        return bool(self.solves) and not self.is_restricted and self.mend_words is not None


@dataclass(frozen=True)
class RepairPage:
    """A plan with everything that leads to it.

    ``lines`` are the findings that it is for, and some of the ``number`` of all that can be planned
    for; ``before`` and ``after`` are where the list begins that comes before or after these.
    """

    ground: TrialGround
    query: RepairQuery
    lines: tuple[WantedLine, ...]
    number: int
    before: int | None
    after: int | None
    plan: RepairPlan | None
    steps: tuple[StepLine, ...]
    open: tuple[WantedLine, ...]
    points: tuple[Point, ...]
    too_many: bool

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may turn steps into actions."""
        return self.ground.access.may(Deed.PLAN)

    @cached_property
    def trial(self) -> str:
        """The mends of the plan, as the address of a trial names them."""
        return "&".join(f"mend={step.mend}" for step in self.steps if step.mend)

    @property
    def untried(self) -> tuple[int, ...]:
        """The numbers of the steps that no trial can name: of what another step would bring."""
        return tuple(step.number for step in self.steps if not step.mend)

    @property
    def solved(self) -> int:
        """How many of the findings asked for the plan solves."""
        return len(self.plan.solved) if self.plan else 0

    @property
    def asked(self) -> int:
        """How many findings were asked for."""
        return sum(line.is_wanted for line in self.lines)

    @property
    def appears(self) -> int:
        """How many light findings the whole plan would bring."""
        return len(self.plan.outcome.appear) if self.plan else 0

    def texts(self, step: StepLine) -> tuple[str, ...]:
        """What an action for a step says: itself, and what must come first and mends nothing."""
        first = [one for one in self.steps if one.number in step.after and not one.solves]
        told = [one.mend_words for one in (*first, step) if not one.is_restricted]
        return tuple(text for one in told if one for text in (one.do, one.competent))

    @property
    def own_steps(self) -> int:
        """How many steps the territory can decide by itself."""
        return sum(step.is_own for step in self.steps)


def repair_page(visitor: Visitor, slug: str, query: RepairQuery) -> RepairPage:
    """A plan for the findings asked for, tried on the register as it stands today."""
    ground = trial_ground(visitor, slug)
    lines = _Lines(ground, query)
    wanted = [lines.known[name] for name in lines.wanted]
    page = RepairPage(
        ground=ground,
        query=query,
        lines=lines.shown,
        number=len(lines.known),
        before=lines.before,
        after=lines.after,
        plan=None,
        steps=(),
        open=(),
        points=(),
        too_many=lines.too_many,
    )
    is_slow = ground.state.duration_ms > PATIENCE_MS and not query.is_asked
    if not wanted or query.start is not None or query.is_wrong or is_slow:
        return page
    options = measures_for(
        wanted,
        ground.portfolio,
        ground.taxonomy,
        ground.again.as_of,
        home=slug,
        before=ground.again.findings,
        deciders=(Who.SELF,) if query.only_self else tuple(Who),
        find=ground.again,
    )
    names = [finding.id for finding in wanted]
    plan = (
        most_under_budget(options, query.budget, names)
        if query.goal == MOST
        else least_cost(options, names)
    )
    return replace(
        page,
        plan=plan,
        steps=tuple(_steps(plan, options, lines)),
        open=lines.of(plan.open),
        points=pareto(options, names, budgets=BUDGETS) if query.front else (),
    )


class _Lines:
    """The open findings that can be planned for, heaviest first: told only where they are shown.

    Opportunities are no problem to be mended, and what is being addressed has its plan.
    """

    def __init__(self, ground: TrialGround, query: RepairQuery) -> None:
        self.ground = ground
        self.rows = {
            row.finding: row
            for row in visible_findings(ground.access, ground.territory)
            .filter(gone_since=None, workflow=FindingWorkflow.OPEN)
            .only("finding", "rule", "territory")
        }
        found = [
            one
            for one in ground.again.findings
            if one.id in self.rows and one.mends and not rules()[one.rule].opportunity
        ]
        found.sort(key=lambda one: (one.severity is not Severity.HIGH, _certain(one), one.id))
        self.known = {one.id: one for one in found}
        if query.wanted:
            keys = set(query.wanted)
            asked = [name for name in self.known if self.rows[name].pk in keys]
        else:
            asked = [] if query.start is not None else list(self.known)[:FIRST_WANTED]
        self.wanted = asked[:MOST_WANTED]
        self.too_many = len(asked) > MOST_WANTED
        self.others = [name for name in self.known if name not in set(self.wanted)]
        last = max(0, len(self.others) - 1) // max(1, LISTED) * LISTED
        self.start = min(query.start or 0, last)
        self.told: dict[str, WantedLine] = {}

    @property
    def shown(self) -> tuple[WantedLine, ...]:
        """Those that are planned for, and a part of the others."""
        return self.of([*self.wanted, *self.others[self.start : self.start + LISTED]])

    @property
    def before(self) -> int | None:
        """Where the part before this one begins, ``None`` for the first."""
        return max(0, self.start - LISTED) if self.start else None

    @property
    def after(self) -> int | None:
        """Where the part after this one begins, ``None`` for the last."""
        further = self.start + LISTED
        return further if further < len(self.others) else None

    def of(self, names: Iterable[str]) -> tuple[WantedLine, ...]:
        """The lines of those of ``names`` that can be planned for."""
        return tuple(self._line(name) for name in names if name in self.known)

    def _line(self, name: str) -> WantedLine:
        if name not in self.told:
            one = self.known[name]
            self.told[name] = WantedLine(
                self.rows[name],
                one,
                self.words(one),
                severity_tag(one.severity),
                name in self.wanted,
            )
        return self.told[name]

    def words(self, finding: Finding) -> FindingWords:
        """The words of a finding for those who read this page."""
        return finding_words(
            finding,
            self.ground.portfolio,
            self.ground.taxonomy,
            page_language(),
            at=self.ground.territory.slug,
            names=self.ground.names,
        )


def _certain(finding: Finding) -> bool:
    return finding.certainty is not Certainty.CERTAIN


def _steps(plan: RepairPlan, options: Measures, lines: _Lines) -> Iterable[StepLine]:
    numbers = {step.measure.id: number for number, step in enumerate(plan.steps, start=1)}
    for number, step in enumerate(plan.steps, start=1):
        line = next(iter(lines.of([step.measure.finding])), None)
        finding = line.finding if line is not None else _brought(step.measure.finding, options)
        place = _place(step.measure, finding)
        words = None
        if finding is not None and place is not None:
            words = (line.words if line is not None else lines.words(finding)).mends[place]
        solves = lines.of(step.solves)
        yield StepLine(
            number=number,
            key=step.measure.id,
            name=words.name if words else _name(step.measure),
            mend_words=words,
            who=who_tag(step.measure.who),
            is_own=step.measure.who is Who.SELF,
            cost=step.measure.cost,
            effort=effort_word(step.measure.mend.effort),
            solves=solves,
            opens=len(step.opens),
            after=tuple(numbers[name] for name in step.after if name in numbers),
            mend=f"{line.record.pk}.{place}" if line is not None and place is not None else "",
            is_restricted=any(
                one.restricted
                for one in (finding, *(line.finding for line in solves))
                if one is not None
            ),
        )


def _brought(name: str, options: Measures) -> Finding | None:
    """A finding that nobody asked a plan for: one that a step of it would bring."""
    tried = [outcome.appear for outcome in options.seen.values() if outcome is not None]
    known = chain(options.before, *tried)
    return next((one for one in known if one.id == name), None)


def _place(measure: Measure, finding: Finding | None) -> int | None:
    """Which mend of its finding a measure is."""
    mends = finding.mends if finding is not None else ()
    return next((number for number, mend in enumerate(mends) if mend == measure.mend), None)


def _name(measure: Measure) -> str:
    """What a mend is called that belongs to no finding of the list."""
    for code, rule in rules().items():
        if measure.mend.key in rule.mends:
            return without_slots(rule_words(code, page_language()).mends[measure.mend.key].name)
    return measure.mend.key
