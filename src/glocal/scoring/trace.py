"""Explain a figure: which parts, with which weights, under which rule."""

from __future__ import annotations

from collections.abc import Sequence

from glocal.errors import UnknownNameError
from glocal.model.framework import Framework, Indicator, SubDimension
from glocal.model.scorecard import Score, Scorecard
from glocal.model.trace import Method, Part, Trace
from glocal.scoring.means import power_mean, weighted_mean


def trace(framework: Framework, scorecard: Scorecard, key: str) -> Trace:
    """How the figure ``key`` came about.

    ``key`` is that of a ``Score`` in ``scorecard``: ``total``, a dimension or sub-dimension code,
    ``axis:…``, ``sector:…`` or a cell ``A1|vertical``. Raises ``UnknownNameError`` otherwise.
    """
    if key == "total":
        return _of_subs(framework, scorecard, scorecard.total, framework.sub_dimensions)
    for dimension in framework.dimensions:
        if dimension.code == key:
            score = scorecard.dimensions[key]
            return _of_subs(framework, scorecard, score, dimension.sub_dimensions)
    score = _find(scorecard, key)
    return _of_indicators(scorecard, score, _members(framework, key))


def _find(scorecard: Scorecard, key: str) -> Score:
    for scores in (
        scorecard.sub_dimensions,
        scorecard.axes,
        scorecard.sectors,
        scorecard.sub_dimension_cells,
        scorecard.sector_cells,
    ):
        for score in scores.values():
            if score.key == key:
                return score
    raise UnknownNameError(f"There is no figure {key!r} in this scorecard.")


def _members(framework: Framework, key: str) -> tuple[Indicator, ...]:
    row, _, axis = key.rpartition("|")
    if not row:
        kind, _, name = key.partition(":")
        if kind == "axis":
            return tuple(item for item in framework.indicators if name in item.axes)
        if kind == "sector":
            return tuple(item for item in framework.indicators if name in item.sectors)
        return framework.sub_dimension(key).indicators
    return tuple(
        item
        for item in framework.indicators
        if axis in item.axes and (row == item.sub_dimension or row in item.sectors)
    )


def _of_indicators(scorecard: Scorecard, score: Score, indicators: Sequence[Indicator]) -> Trace:
    answers = [scorecard.answers[item.code] for item in indicators]
    counted = sum(
        item.weight
        for item, answer in zip(indicators, answers, strict=True)
        if answer.score is not None
    )
    parts = tuple(
        Part(
            key=item.code,
            weight=item.weight / counted if answer.score is not None else 0.0,
            value=answer.score,
            answer=answer,
        )
        for item, answer in zip(indicators, answers, strict=True)
    )
    known = [part for part in parts if part.value is not None]
    before = (
        weighted_mean([p.value for p in known if p.value is not None], [p.weight for p in known])
        if known
        else None
    )
    return Trace(score, Method.WEIGHTED_MEAN, 1.0, parts, before, score.cap)


def _of_subs(
    framework: Framework, scorecard: Scorecard, score: Score, subs: Sequence[SubDimension]
) -> Trace:
    scores = [scorecard.sub_dimensions[sub.code] for sub in subs]
    counted = sum(
        sub.weight for sub, part in zip(subs, scores, strict=True) if part.value is not None
    )
    parts = tuple(
        Part(
            key=sub.code,
            weight=sub.weight / counted if part.value is not None else 0.0,
            value=part.value,
            score=part,
        )
        for sub, part in zip(subs, scores, strict=True)
    )
    known = [part for part in parts if part.value is not None]
    exponent = framework.rules.exponent
    before = (
        power_mean(
            [p.value for p in known if p.value is not None], [p.weight for p in known], exponent
        )
        if known
        else None
    )
    method = Method.WEIGHTED_MEAN if exponent == 1 else Method.POWER_MEAN
    return Trace(score, method, exponent, parts, before, None)
