"""What other answers would do to the scores, in words; nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from glocal.advice.what_if import what_if
from glocal.model.advice import WhatIf
from glocal.model.kinds import AnswerState
from glocal.model.scorecard import Score, Scorecard
from glocal.scoring.bands import with_bands
from glocal_web.portal.mappers.change import Difference, difference
from glocal_web.portal.mappers.labels import GradeWord
from glocal_web.portal.models.choices import StateChoice
from glocal_web.portal.selectors.scorecards import Reading


@dataclass(frozen=True)
class TriedLine:
    """One answer that is tried: what stands, what is tried instead."""

    code: str
    title: str
    lang: str
    before: GradeWord
    before_state: str
    after: GradeWord
    after_state: str

    @property
    def is_rise(self) -> bool:
        """Whether an action could aim at it: the tried grade is above the present one."""
        if self.after.grade is None:
            return False
        return self.before.grade is None or self.after.grade > self.before.grade


@dataclass(frozen=True)
class MovedLine:
    """One figure before and after."""

    key: str
    label: str
    before: Score
    after: Score
    change: Difference


@dataclass(frozen=True)
class Trial:
    """The scores before and after the tried answers."""

    reading: Reading
    tried: tuple[TriedLine, ...]
    before: Scorecard
    after: Scorecard
    total: MovedLine
    groups: tuple[MovedLine, ...]
    moved: tuple[MovedLine, ...]


def trial(reading: Reading, changes: Mapping[str, float | AnswerState]) -> Trial:
    """What ``changes`` would do; see ``glocal.advice.what_if``."""
    found: WhatIf = what_if(reading.framework, reading.responses, changes, reading.territory)
    before, after = reading.scorecard, with_bands(reading.framework, found.after)
    shown = {"total", *before.sub_dimensions}
    return Trial(
        reading=reading,
        tried=tuple(_tried_line(reading, code, value) for code, value in changes.items()),
        before=before,
        after=after,
        total=_moved_line(reading, before.total, after.total),
        groups=tuple(
            _moved_line(reading, one, after.sub_dimensions[key])
            for key, one in before.sub_dimensions.items()
        ),
        moved=tuple(
            _moved_line(reading, one.before, one.after)
            for one in found.moved
            if one.key not in shown
        ),
    )


def _tried_line(reading: Reading, code: str, value: float | AnswerState) -> TriedLine:
    words = reading.labels
    indicator = words.framework.indicator(code)
    answer = reading.scorecard.answers[code]
    return TriedLine(
        code=code,
        title=words.title(code),
        lang=words.lang_of(code, "title"),
        before=words.grade(indicator, answer.grade),
        before_state=_state_words(answer.state, differs=answer.score is not None),
        after=words.grade(indicator, None if isinstance(value, AnswerState) else value),
        after_state=str(StateChoice(value).label) if isinstance(value, AnswerState) else "",
    )


def _state_words(state: AnswerState, *, differs: bool) -> str:
    """What stands instead of a grade: the state, or that the groups do not agree."""
    return _("The groups differ") if differs else str(StateChoice(state).label)


def _moved_line(reading: Reading, before: Score, after: Score) -> MovedLine:
    return MovedLine(
        before.key,
        reading.labels.figure(before.key),
        before,
        after,
        difference(_shown(before), _shown(after)),
    )


def _shown(score: Score) -> float | None:
    return None if score.withheld else score.value
