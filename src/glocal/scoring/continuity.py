"""What of one version of a framework stays in another: questions, groups, the total.

A figure is compared with an earlier one only where both measure the same. So a question must have
kept its scale, its wording and its anchors, and a group all of its questions and their weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from glocal.loading.catalogue import framework, framework_text
from glocal.loading.content_hash import question_hash
from glocal.model.framework import Framework, Indicator, SubDimension
from glocal.model.text import FrameworkText, IndicatorText


class Fate(StrEnum):
    """What becomes of a question from one version to another."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


class Part(StrEnum):
    """What of a question is different."""

    SCALE = "scale"
    QUESTIONS = "questions"
    ANCHORS = "anchors"


class Obstacle(StrEnum):
    """Why a figure of one round is not compared with that of another.

    The last two lie in the answers, all others in the versions.
    """

    QUESTIONS = "questions"
    ASKED = "asked"
    WEIGHTS = "weights"
    CAPS = "caps"
    MEAN = "mean"
    NEW = "new"
    GONE = "gone"
    ANSWERED = "answered"
    VOICES = "voices"


@dataclass(frozen=True)
class QuestionChange:
    """One question: whether its answers carry over, and if not, what is different."""

    code: str
    fate: Fate
    what: tuple[Part, ...] = ()


@dataclass(frozen=True)
class FigureChange:
    """The score of a group or the total: comparable when nothing stands in the way."""

    key: str
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether both figures measure the same."""
        return not self.obstacles


@dataclass(frozen=True)
class Continuity:
    """The way from the version ``before`` to the version ``after``.

    ``questions`` stand in the order of ``after``, those that are gone at the end; ``groups`` are
    the sub-dimensions of ``after`` and those that are gone.
    """

    before: str
    after: str
    questions: tuple[QuestionChange, ...]
    groups: tuple[FigureChange, ...]
    total: FigureChange

    @cached_property
    def _by_code(self) -> Mapping[str, QuestionChange]:
        return {one.code: one for one in self.questions}

    def question(self, code: str) -> QuestionChange:
        """What becomes of a question of either version."""
        return self._by_code[code]

    def with_fate(self, fate: Fate) -> tuple[QuestionChange, ...]:
        """All questions with this fate."""
        return tuple(one for one in self.questions if one.fate is fate)

    def group(self, code: str) -> FigureChange:
        """Whether the score of a sub-dimension is comparable."""
        known = next((one for one in self.groups if one.key == code), None)
        return known or FigureChange(code, (Obstacle.GONE,))


Version = tuple[Framework, FrameworkText]


@cache
def between_versions(framework_id: str, before: str, after: str) -> Continuity:
    """What carries over between two installed versions of a framework.

    Raises ``UnknownNameError`` for a version that is not installed.
    """
    return continuity(_installed(framework_id, before), _installed(framework_id, after))


def _installed(framework_id: str, version: str) -> Version:
    structure = framework(framework_id, version)
    return structure, framework_text(framework_id, version, structure.original_language)


def continuity(before: Version, after: Version) -> Continuity:
    """What carries over from one version to the other; texts are those of the original language."""
    old, new = before[0], after[0]
    questions = (
        *(_question(before, after, one) for one in new.indicators),
        *(QuestionChange(one.code, Fate.GONE) for one in old.indicators if one.code not in new),
    )
    same = {one.code for one in questions if one.fate is Fate.SAME}
    then = {sub.code: sub for sub in old.sub_dimensions}
    groups = (
        *(_group(old, new, then.get(sub.code), sub, same) for sub in new.sub_dimensions),
        *(
            FigureChange(code, (Obstacle.GONE,))
            for code in then
            if code not in {sub.code for sub in new.sub_dimensions}
        ),
    )
    return Continuity(old.name, new.name, questions, groups, _total(old, new, groups))


def _question(before: Version, after: Version, indicator: Indicator) -> QuestionChange:
    (old, old_text), (_new, new_text) = before, after
    code = indicator.code
    if code not in old:
        return QuestionChange(code, Fate.NEW)
    earlier = old.indicator(code)
    then = old_text.indicators.get(code, IndicatorText())
    now = new_text.indicators.get(code, IndicatorText())
    if question_hash(earlier, then) == question_hash(indicator, now):
        return QuestionChange(code, Fate.SAME)
    differs = {
        Part.SCALE: earlier.scale != indicator.scale,
        Part.QUESTIONS: then.questions != now.questions,
        Part.ANCHORS: (then.anchors or {}) != (now.anchors or {}),
    }
    return QuestionChange(
        code, Fate.CHANGED, tuple(part for part, is_so in differs.items() if is_so)
    )


def _group(
    old: Framework,
    new: Framework,
    then: SubDimension | None,
    now: SubDimension,
    same: set[str],
) -> FigureChange:
    if then is None:
        return FigureChange(now.code, (Obstacle.NEW,))
    codes = [one.code for one in now.indicators]
    earlier = {one.code: one for one in then.indicators}
    if set(codes) != set(earlier) or not set(codes) <= same:
        return FigureChange(now.code, (Obstacle.QUESTIONS,))
    pairs = [(earlier[one.code], one) for one in now.indicators]
    found = {
        Obstacle.ASKED: any(_asked_of(one) != _asked_of(other) for one, other in pairs),
        Obstacle.WEIGHTS: any(one.weight != other.weight for one, other in pairs),
        Obstacle.CAPS: set(_caps(old, now.code)) != set(_caps(new, now.code)),
    }
    return FigureChange(now.code, tuple(why for why, is_so in found.items() if is_so))


def _total(old: Framework, new: Framework, groups: tuple[FigureChange, ...]) -> FigureChange:
    then, now = ({sub.code: sub.weight for sub in one.sub_dimensions} for one in (old, new))
    through = {why for group in groups for why in group.obstacles}
    found = {
        Obstacle.QUESTIONS: bool(through & {Obstacle.QUESTIONS, Obstacle.NEW, Obstacle.GONE}),
        Obstacle.ASKED: Obstacle.ASKED in through,
        Obstacle.WEIGHTS: Obstacle.WEIGHTS in through
        or any(then[code] != now[code] for code in then.keys() & now.keys()),
        Obstacle.CAPS: Obstacle.CAPS in through,
        Obstacle.MEAN: old.rules.exponent != new.rules.exponent,
    }
    return FigureChange("total", tuple(why for why, is_so in found.items() if is_so))


def _asked_of(indicator: Indicator) -> tuple[object, ...]:
    """Of which territories it is asked: who is asked less has another mean."""
    return (frozenset(indicator.levels), frozenset(indicator.roles), indicator.competence)


def _caps(framework: Framework, group: str) -> Iterator[tuple[str, float, float]]:
    for line in framework.rules.red_lines:
        if line.sub_dimension == group:
            yield line.indicator, line.at_most, line.cap
