"""Plans that mend findings, at least cost or under a budget; each is tried before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.utils import timezone

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
BUDGETS = 6


@dataclass(frozen=True)
class RepairQuery:
    """What the visitor asks of a plan; without ``wanted`` the heaviest open findings."""

    goal: str = CHEAPEST
    budget: float = 6
    wanted: tuple[int, ...] = ()
    only_self: bool = False
    front: bool = False


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
    """A plan with everything that leads to it."""

    ground: TrialGround
    query: RepairQuery
    lines: tuple[WantedLine, ...]
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
    today = timezone.localdate()
    before = ground.find(ground.portfolio, ground.taxonomy, today)
    lines, too_many = _lines(ground, before, query)
    wanted = [line.finding for line in lines if line.is_wanted]
    if not wanted:
        return RepairPage(ground, query, lines, None, (), (), (), too_many)
    options = measures_for(
        wanted,
        ground.portfolio,
        ground.taxonomy,
        today,
        home=slug,
        before=before,
        deciders=(Who.SELF,) if query.only_self else tuple(Who),
        find=ground.find,
    )
    names = [finding.id for finding in wanted]
    plan = (
        most_under_budget(options, query.budget, names)
        if query.goal == MOST
        else least_cost(options, names)
    )
    by_id = {line.finding.id: line for line in lines}
    return RepairPage(
        ground=ground,
        query=query,
        lines=lines,
        plan=plan,
        steps=tuple(_steps(plan, options, by_id, ground)),
        open=tuple(by_id[name] for name in plan.open if name in by_id),
        points=pareto(options, names, budgets=BUDGETS) if query.front else (),
        too_many=too_many,
    )


def _lines(
    ground: TrialGround, before: Sequence[Finding], query: RepairQuery
) -> tuple[tuple[WantedLine, ...], bool]:
    """The open findings that can be planned for, heaviest first; whether too many were asked for.

    Opportunities are no problem to be mended, and what is being addressed has its plan.
    """
    rows = {
        row.finding: row
        for row in visible_findings(ground.access, ground.territory).filter(
            gone_since=None, workflow=FindingWorkflow.OPEN
        )
    }
    open_ones = [
        one for one in before if one.id in rows and one.mends and not rules()[one.rule].opportunity
    ]
    open_ones.sort(key=lambda one: (one.severity is not Severity.HIGH, _certain(one), one.id))
    if query.wanted:
        asked = [one for one in open_ones if rows[one.id].pk in query.wanted]
    else:
        asked = open_ones[:FIRST_WANTED]
    chosen = {one.id for one in asked[:MOST_WANTED]}
    return (
        tuple(
            WantedLine(
                rows[one.id],
                one,
                _words(one, ground),
                severity_tag(one.severity),
                one.id in chosen,
            )
            for one in open_ones
        ),
        len(asked) > MOST_WANTED,
    )


def _words(finding: Finding, ground: TrialGround) -> FindingWords:
    return finding_words(
        finding,
        ground.portfolio,
        ground.taxonomy,
        page_language(),
        at=ground.territory.slug,
        names=ground.names,
    )


def _certain(finding: Finding) -> bool:
    return finding.certainty is not Certainty.CERTAIN


def _steps(
    plan: RepairPlan, options: Measures, by_id: Mapping[str, WantedLine], ground: TrialGround
) -> Iterable[StepLine]:
    numbers = {step.measure.id: number for number, step in enumerate(plan.steps, start=1)}
    for number, step in enumerate(plan.steps, start=1):
        line = by_id.get(step.measure.finding)
        finding = line.finding if line is not None else _brought(step.measure.finding, options)
        place = _place(step.measure, finding)
        words = None
        if finding is not None and place is not None:
            words = (line.words if line is not None else _words(finding, ground)).mends[place]
        solves = tuple(by_id[name] for name in step.solves if name in by_id)
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
