"""What to do next: the changes that raise most, every gap, and one gap in full."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.advice.gaps import gaps
from glocal.advice.roadmap import best_changes
from glocal.errors import UnknownNameError
from glocal.model.advice import Change, Gap, NeedState
from glocal.model.applicability import reason_not_asked
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState, Effort
from glocal.model.text import IndicatorText, StepText
from glocal_web.portal.mappers.change import gain_words
from glocal_web.portal.mappers.labels import GradeWord, Labels
from glocal_web.portal.models import Action, ActionStatus
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.findings_touching import Touching, findings_touching
from glocal_web.portal.selectors.indicator_pages import (
    GcmLine,
    Incoherence,
    NeedLine,
    RoleReading,
    SdgLine,
    effort_words,
    gcm_lines,
    incoherence_lines,
    need_line,
    role_readings,
    sdg_lines,
)
from glocal_web.portal.selectors.matrix_follows import used_matrices
from glocal_web.portal.selectors.practices_for_indicator import (
    IndicatorPractices,
    indicator_practices,
    practice_count,
)
from glocal_web.portal.selectors.scorecards import Reading, read_assessment

CHANGES = 10
TINY = 0.0005  # half of the last decimal that is shown


@dataclass(frozen=True)
class ChangeLine:
    """One of the changes worth making first, in words.

    ``is_open``: nobody has answered the question yet, so the plan only supposes the lowest grade.
    """

    change: Change
    title: str
    lang: str
    step_lang: str
    before: GradeWord
    after: GradeWord
    effort: str
    who: str
    needs: tuple[NeedLine, ...]
    unlocks: tuple[str, ...]
    practices: int
    is_open: bool

    @property
    def gain_words(self) -> str:
        """What this change adds to the total; whole points would often show nothing."""
        return gain_words(self.change.total_after - self.change.total_before)


@dataclass(frozen=True)
class GapLine:
    """One gap in the list, in words."""

    gap: Gap
    title: str
    lang: str
    here: GradeWord
    after: GradeWord
    effort: str
    is_open: bool
    unmet: int

    @property
    def gain_words(self) -> str:
        """What the next grade adds to the total, in points with one decimal."""
        return gain_words(self.gap.gain)


@dataclass(frozen=True)
class GapGroup:
    """The gaps of one sub-dimension, the greatest gain first."""

    code: str
    title: str
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True)
class NextSteps:
    """The page of next steps; ``gap_count`` counts the gaps before the filter.

    ``rated`` are key and title of the matrices whose suggestions stand beside them.
    """

    reading: Reading
    changes: tuple[ChangeLine, ...]
    groups: tuple[GapGroup, ...]
    gap_count: int
    efforts: tuple[tuple[str, str, int], ...]
    effort: str
    open_answers: int
    rated: tuple[tuple[int, str], ...]

    @property
    def total_after(self) -> float | None:
        """The total once all listed changes are made."""
        return self.changes[-1].change.total_after if self.changes else None

    @property
    def total_before(self) -> float | None:
        """The total that the plan starts from: open answers count as the lowest grade."""
        return self.changes[0].change.total_before if self.changes else None


@dataclass(frozen=True)
class NeedStateLine:
    """A need of the next step: what it is, where the territory stands, whether it is met."""

    need: NeedLine
    here: GradeWord
    met: bool
    has_gap: bool


@dataclass(frozen=True)
class GapPage:
    """One gap in full; ``gap`` is ``None`` at the top of the scale."""

    reading: Reading
    indicator: Indicator
    text: IndicatorText
    lang: dict[str, str]
    group_title: str
    state: AnswerState
    here: GradeWord
    groups_differ: bool
    anchor_here: str
    gap: Gap | None
    after: GradeWord | None
    anchor_after: str
    step: StepText | None
    effort: str
    needs: tuple[NeedStateLine, ...]
    sdg: tuple[SdgLine, ...]
    gcm: tuple[GcmLine, ...]
    roles: tuple[RoleReading, ...]
    incoherences: tuple[Incoherence, ...]
    practices: IndicatorPractices
    actions: tuple[Action, ...]
    touching: Touching | None

    @property
    def borrowed_language(self) -> str:
        """The language that part of this page is shown in for want of a translation, or empty."""
        return next(iter(self.lang.values()), "")

    @property
    def gain_words(self) -> str:
        """What the next grade adds to the total, in points with one decimal."""
        return gain_words(self.gap.gain if self.gap else 0.0)

    @property
    def gain_in_group_words(self) -> str:
        """What it adds to the sub-dimension; empty where that is nothing."""
        gain = self.gap.gain_in_sub_dimension if self.gap else 0.0
        return gain_words(gain) if gain > TINY else ""

    @property
    def gain_is_nothing(self) -> bool:
        """Whether the total stays as it is, for instance because a red line holds it."""
        return self.gap is None or self.gap.gain <= TINY


def next_steps(visitor: Visitor, key: int, effort: str = "") -> NextSteps:
    """The ten changes that raise most in order, and all gaps of the given effort."""
    reading = read_assessment(visitor, key)
    arguments = (reading.framework, reading.responses, reading.territory)
    every_gap = gaps(*arguments)
    chosen = effort if effort in tuple(Effort) else ""
    shown = [gap for gap in every_gap if not chosen or gap.effort == chosen]
    words = reading.labels
    open_codes = {gap.indicator.code for gap in every_gap if gap.score is None}
    return NextSteps(
        reading=reading,
        changes=tuple(
            _change_line(words, change, change.indicator.code in open_codes)
            for change in best_changes(*arguments, limit=CHANGES)
        ),
        groups=_grouped(reading, shown),
        gap_count=len(every_gap),
        efforts=tuple(
            (one.value, effort_words(words, one), sum(gap.effort is one for gap in every_gap))
            for one in Effort
        ),
        effort=chosen,
        open_answers=len(open_codes),
        rated=used_matrices(reading.assessment.territory),
    )


def gap_page(visitor: Visitor, key: int, code: str) -> GapPage:
    """Where an indicator stands and what leads to the next grade.

    Raises ``UnknownNameError`` for an indicator that is not asked of the territory.
    """
    reading = read_assessment(visitor, key)
    words = reading.labels
    indicator = reading.framework.indicator(code)
    if reason_not_asked(indicator, reading.territory) is not None:
        raise UnknownNameError(f"{code} is not asked of {reading.territory.id}.")
    found = {
        gap.indicator.code: gap
        for gap in gaps(reading.framework, reading.responses, reading.territory)
    }
    gap, text = found.get(code), words.indicator(code)
    answer = reading.scorecard.answers[code]
    reached = gap.grade if gap else answer.grade
    anchors, steps = text.anchors or {}, text.steps or {}
    return GapPage(
        reading=reading,
        indicator=indicator,
        text=text,
        lang=words.borrowed(code),
        group_title=words.group(indicator.sub_dimension),
        state=answer.state,
        here=words.grade(indicator, reached),
        groups_differ=answer.score is not None and answer.grade is None,
        anchor_here="" if reached is None else anchors.get(reached, ""),
        gap=gap,
        after=words.grade(indicator, gap.next_grade) if gap else None,
        anchor_after=anchors.get(gap.next_grade, "") if gap else "",
        step=steps.get(gap.next_grade) if gap else None,
        effort=effort_words(words, gap.effort) if gap else "",
        needs=tuple(_need_state(words, state, found) for state in gap.needs) if gap else (),
        sdg=sdg_lines(indicator.sdg, text),
        gcm=gcm_lines(words, indicator, text),
        roles=role_readings(words, indicator, text, reading.territory.roles),
        incoherences=incoherence_lines(words, text),
        practices=indicator_practices(words, indicator, grade=reached, territory=reading.territory),
        actions=tuple(
            Action.objects.filter(
                territory=reading.assessment.territory,
                framework_id=reading.framework.id,
                indicator=code,
            )
            .exclude(status=ActionStatus.DROPPED)
            .select_related("owner")
        ),
        touching=findings_touching(
            reading.access, reading.assessment.territory, reading.framework.id, code
        ),
    )


def _change_line(words: Labels, change: Change, is_open: bool) -> ChangeLine:
    indicator = change.indicator
    text = words.indicator(indicator.code)
    lang = words.borrowed(indicator.code)
    step = (text.steps or {}).get(change.to_grade)
    return ChangeLine(
        change=change,
        title=text.title,
        lang=lang.get("title", ""),
        step_lang=lang.get("steps", ""),
        before=words.grade(indicator, change.from_grade),
        after=words.grade(indicator, change.to_grade),
        effort=effort_words(words, change.effort),
        who=step.who if step else "",
        needs=tuple(need_line(words, need) for need in change.needs),
        unlocks=change.unlocks,
        practices=practice_count(words.framework.id, indicator.code),
        is_open=is_open,
    )


def _grouped(reading: Reading, shown: list[Gap]) -> tuple[GapGroup, ...]:
    words = reading.labels
    groups = []
    for sub in reading.framework.sub_dimensions:
        lines = tuple(
            _gap_line(words, gap) for gap in shown if gap.indicator.sub_dimension == sub.code
        )
        if lines:
            groups.append(GapGroup(sub.code, words.group(sub.code), lines))
    return tuple(groups)


def _gap_line(words: Labels, gap: Gap) -> GapLine:
    text = words.indicator(gap.indicator.code)
    return GapLine(
        gap=gap,
        title=text.title,
        lang=words.lang_of(gap.indicator.code, "title"),
        here=words.grade(gap.indicator, gap.grade),
        after=words.grade(gap.indicator, gap.next_grade),
        effort=effort_words(words, gap.effort),
        is_open=gap.score is None,
        unmet=sum(not need.met for need in gap.needs),
    )


def _need_state(words: Labels, state: NeedState, found: dict[str, Gap]) -> NeedStateLine:
    indicator = words.framework.indicator(state.need.indicator)
    return NeedStateLine(
        need_line(words, state.need),
        words.grade(indicator, state.grade),
        state.met,
        indicator.code in found,
    )
