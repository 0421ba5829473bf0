"""How a figure of an assessment came about, down to who answered what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.model.response import Answer
from glocal.model.scorecard import Score
from glocal.model.trace import Part, Trace
from glocal.scoring.trace import trace
from glocal_web.portal.mappers.evidence_level import evidence_levels
from glocal_web.portal.mappers.formula import Formula, formula
from glocal_web.portal.mappers.labels import TOTAL, GradeWord, Labels, labels
from glocal_web.portal.mappers.responses import response_value
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import Response, ResponseStatus
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.scorecards import Reading, open_assessment


@dataclass(frozen=True)
class Said:
    """What one participant answered, how well it is supported, who wrote it and when."""

    organisation: str
    group: str
    state: AnswerState
    grade: GradeWord
    evidence: str
    is_agreed: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class PartLine:
    """One part of a figure in words: a figure of its own, or an answer with who gave it."""

    part: Part
    label: str
    lang: str
    is_figure: bool
    state: str
    grade: GradeWord | None
    said: tuple[Said, ...]

    @property
    def answer(self) -> Answer | None:
        """The one answer that counts, for a part that is an indicator."""
        return self.part.answer

    @property
    def groups_differ(self) -> bool:
        """Whether the answer is the mean of groups that said different things."""
        answer = self.part.answer
        return (
            answer is not None
            and answer.score is not None
            and answer.grade is None
            and not answer.agreed
        )


@dataclass(frozen=True)
class Above:
    """A figure that this one is part of, for the way up."""

    key: str
    label: str


@dataclass(frozen=True)
class FigurePage:
    """A figure with its parts, its calculation, and the figures above it."""

    reading: Reading
    key: str
    label: str
    score: Score
    trace: Trace
    formula: Formula | None
    parts: tuple[PartLine, ...]
    above: tuple[Above, ...]
    capped_by: str

    @property
    def open_parts(self) -> int:
        """How many of the parts have no value yet although they apply."""
        return sum(
            line.part.value is None and line.state != AnswerState.NOT_APPLICABLE
            for line in self.parts
        )


def figure(visitor: Visitor, assessment_key: int, key: str) -> FigurePage:
    """How a figure came about. Raises ``UnknownNameError`` for a figure there is not."""
    assessment, access = open_assessment(visitor, assessment_key)
    rows = list(
        Response.objects.filter(participant__assessment=assessment).select_related(
            "participant__organisation", "updated_by"
        )
    )
    levels = evidence_levels(rows)
    reading = Reading(
        assessment,
        access,
        labels(assessment.framework_id, assessment.framework_version),
        territory_value(assessment.territory),
        tuple(response_value(row, levels[row.pk]) for row in rows),
    )
    words = reading.labels
    found = trace(reading.framework, reading.scorecard, key)
    said: defaultdict[str, list[Said]] = defaultdict(list)
    for row in rows:
        if row.state != AnswerState.NOT_ANSWERED.value:
            said[row.indicator].append(_said(words, row, levels[row.pk]))
    return FigurePage(
        reading=reading,
        key=key,
        label=words.figure(key),
        score=found.score,
        trace=found,
        formula=formula(found),
        parts=tuple(_part_line(words, part, tuple(said[part.key])) for part in found.parts),
        above=above(words, key),
        capped_by=words.title(found.cap.indicator) if found.cap else "",
    )


def above(words: Labels, key: str) -> tuple[Above, ...]:
    """The figures that hold this one, the total first."""
    if key == TOTAL:
        return ()
    chain = [TOTAL]
    row, _bar, _axis = key.rpartition("|")
    if row:
        chain += _groups_above(words.framework, row)
        chain.append(row if row in words.text.groups else f"sector:{row}")
    else:
        chain += _groups_above(words.framework, key)
    return tuple(Above(one, words.figure(one)) for one in chain)


def _groups_above(structure: Framework, code: str) -> list[str]:
    """The dimension of a sub-dimension, unless there is one dimension alone."""
    if len(structure.dimensions) < 2:
        return []
    return [sub.dimension for sub in structure.sub_dimensions if sub.code == code]


def _part_line(words: Labels, part: Part, said: tuple[Said, ...]) -> PartLine:
    if part.answer is None:
        return PartLine(part, words.figure(part.key), words.lang, True, "", None, ())
    indicator = words.framework.indicator(part.key)
    return PartLine(
        part=part,
        label=words.title(part.key),
        lang=words.lang_of(part.key, "title"),
        is_figure=False,
        state=part.answer.state,
        grade=words.grade(indicator, part.answer.grade),
        said=said,
    )


def _said(words: Labels, row: Response, level: str) -> Said:
    organisation = row.participant.organisation
    return Said(
        organisation=organisation.name,
        group=organisation.get_group_display(),
        state=AnswerState(row.state),
        grade=words.grade(words.framework.indicator(row.indicator), row.grade),
        evidence=words.word("evidence-levels", level),
        is_agreed=row.status == ResponseStatus.AGREED,
        by=str(row.updated_by) if row.updated_by else "",
        at=row.updated_at,
    )
