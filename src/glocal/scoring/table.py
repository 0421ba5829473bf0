"""Score thousands of territories at once: the same figures as ``scorecard.score``, in arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glocal.model.framework import Framework, SubDimension
from glocal.model.kinds import AnswerState, Axis
from glocal.model.response import Answer, Response
from glocal.model.scorecard import Withheld
from glocal.model.table import LEVELS, STATES, AnswerTable, Floats, ScoreTable
from glocal.scoring.consolidate import consolidate
from glocal.scoring.means import FLOOR
from glocal.scoring.scorecard import TOLERANCE

NOT_APPLICABLE = STATES.index(AnswerState.NOT_APPLICABLE)
ANSWERED = STATES.index(AnswerState.ANSWERED)
FIELDS = ("value", "documented", "low", "high", "bound_low", "bound_high")
WITHHELD = tuple(Withheld)


@dataclass(frozen=True)
class Groups:
    """The means of indicators that a framework asks for: K names and a K × I matrix of weights."""

    keys: tuple[str, ...]
    weights: Floats


def answer_table(framework: Framework, responses: Mapping[str, Iterable[Response]]) -> AnswerTable:
    """The answers of many territories, one row for each key of ``responses``."""
    answers = [consolidate(framework, items) for items in responses.values()]
    return table_of_answers(framework, tuple(responses), answers)


def table_of_answers(
    framework: Framework, territories: Sequence[str], answers: Sequence[Mapping[str, Answer]]
) -> AnswerTable:
    """The same table from consolidated answers."""
    codes = tuple(indicator.code for indicator in framework.indicators)
    shape = (len(territories), len(codes))
    table = AnswerTable(
        tuple(territories),
        codes,
        np.full(shape, np.nan),
        np.zeros(shape, np.int8),
        np.zeros(shape, np.int8),
    )
    for row, by_code in enumerate(answers):
        for column, code in enumerate(codes):
            answer = by_code[code]
            table.state[row, column] = STATES.index(answer.state)
            table.evidence[row, column] = LEVELS.index(answer.evidence)
            if answer.score is not None:
                table.score[row, column] = answer.score
    return table


def groups_of(framework: Framework) -> Groups:
    """The plain means of a framework: sub-dimensions, axes, sectors and both kinds of cells."""
    indicators = framework.indicators
    axes = [axis for axis in Axis if any(axis in item.axes for item in indicators)]
    sectors = sorted({sector for item in indicators for sector in item.sectors})
    rows: dict[str, list[bool]] = {
        sub.code: [item.sub_dimension == sub.code for item in indicators]
        for sub in framework.sub_dimensions
    }
    rows |= {f"axis:{axis}": [axis in item.axes for item in indicators] for axis in axes}
    rows |= {f"sector:{sector}": [sector in i.sectors for i in indicators] for sector in sectors}
    for axis in axes:
        for sub in framework.sub_dimensions:
            rows[f"{sub.code}|{axis}"] = [
                item.sub_dimension == sub.code and axis in item.axes for item in indicators
            ]
        for sector in sectors:
            rows[f"{sector}|{axis}"] = [
                sector in item.sectors and axis in item.axes for item in indicators
            ]
    filled = {key: members for key, members in rows.items() if any(members)}
    weights = np.array([item.weight for item in indicators])
    return Groups(tuple(filled), np.array(list(filled.values()), float) * weights)


def score_table(framework: Framework, table: AnswerTable) -> ScoreTable:
    """Every figure of every territory in ``table``. Method: docs/methods/scores.md.

    The columns of ``table`` must be the framework's indicators in its order (``ValueError``
    otherwise). Time and memory grow in proportion to the number of territories.
    """
    if table.indicators != tuple(indicator.code for indicator in framework.indicators):
        raise ValueError(f"The columns are not the indicators of {framework.name} in its order.")
    groups = groups_of(framework)
    figures = _means(framework, table, groups)
    _cap(framework, table, groups, figures)
    keys, arrays = _with_powers(framework, groups, figures)
    total = {field: arrays[field][:, keys.index("total")] for field in arrays}
    return ScoreTable(
        territories=table.territories,
        keys=keys,
        withheld=_withheld(framework, total),
        **arrays,
    )


def _means(framework: Framework, table: AnswerTable, groups: Groups) -> dict[str, Floats]:
    rules = framework.rules
    applies = table.state != NOT_APPLICABLE
    answered = table.state == ANSWERED
    spread = rules.z * np.array([rules.sigma[level] for level in LEVELS])[table.evidence]
    documented = answered & (table.evidence >= LEVELS.index(rules.documented_from))
    score = np.where(answered, table.score, 0.0)
    open_ = applies & ~answered
    weights = groups.weights.T
    weight = applies @ weights
    answered_weight = answered @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "value": (score @ weights) / answered_weight,
            "documented": ((score * documented) @ weights) / answered_weight,
            "low": ((np.maximum(score - spread, 0) * answered) @ weights) / weight,
            "high": ((np.minimum(score + spread, 1) * answered + open_) @ weights) / weight,
            "bound_low": (score @ weights) / weight,
            "bound_high": ((score + open_) @ weights) / weight,
            "coverage": np.nan_to_num(answered_weight / weight),
            "evidence": np.nan_to_num((documented @ weights) / answered_weight),
            "not_applicable": 1 - weight / groups.weights.sum(axis=1),
        }


def _cap(
    framework: Framework, table: AnswerTable, groups: Groups, figures: dict[str, Floats]
) -> None:
    """Hold sub-dimensions at their caps, in place; the rules are those of ``scorecard``."""
    for line in framework.rules.red_lines:
        if line.sub_dimension not in groups.keys or line.indicator not in table.indicators:
            continue
        column = groups.keys.index(line.sub_dimension)
        indicator = table.indicators.index(line.indicator)
        at_most = framework.indicator(line.indicator).scale.score(line.at_most)
        answered = table.state[:, indicator] == ANSWERED
        crossed = answered & (
            np.nan_to_num(table.score[:, indicator], nan=2.0) <= at_most + TOLERANCE
        )
        open_ = (table.state[:, indicator] != NOT_APPLICABLE) & ~answered
        for field in FIELDS:
            hit = crossed | open_ if field in {"low", "bound_low"} else crossed
            values = figures[field][:, column]
            figures[field][:, column] = np.where(hit, np.minimum(values, line.cap), values)


def _with_powers(
    framework: Framework, groups: Groups, figures: dict[str, Floats]
) -> tuple[tuple[str, ...], dict[str, Floats]]:
    members: list[tuple[str, Sequence[SubDimension]]] = [("total", framework.sub_dimensions)]
    members += [(dimension.code, dimension.sub_dimensions) for dimension in framework.dimensions]
    columns: dict[str, list[Floats]] = {field: [] for field in figures}
    for _, subs in members:
        chosen = [groups.keys.index(sub.code) for sub in subs]
        weights = np.array([sub.weight for sub in subs])
        part = {field: array[:, chosen] for field, array in figures.items()}
        applicable = ~np.isnan(part["low"])
        answered = ~np.isnan(part["value"])
        for field in FIELDS:
            present = answered if field in {"value", "documented"} else applicable
            columns[field].append(
                power_means(part[field], weights * present, framework.rules.exponent)
            )
        asked = groups.weights[chosen].sum(axis=1) * (1 - part["not_applicable"])
        told = part["coverage"] * asked
        with np.errstate(invalid="ignore", divide="ignore"):
            columns["coverage"].append(np.nan_to_num(told.sum(axis=1) / asked.sum(axis=1)))
            evidence = (part["evidence"] * told).sum(axis=1) / told.sum(axis=1)
            columns["evidence"].append(np.nan_to_num(evidence))
        columns["not_applicable"].append(part["not_applicable"] @ weights / weights.sum())
    keys = (*(key for key, _ in members), *groups.keys)
    return keys, {field: np.column_stack([*columns[field], figures[field]]) for field in figures}


def power_means(values: Floats, weights: Floats, exponent: float) -> Floats:
    """Row-wise power means of ``values`` (… × n); NaN where all weights of a row are 0.

    Cells with weight 0 are ignored, NaN included. See ``glocal.scoring.means.power_mean``.
    """
    present = weights > 0
    filled = np.where(present, values, 1.0)
    if exponent <= 0:
        filled = np.maximum(filled, FLOOR)
    total = weights.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        if exponent == 0:
            result = np.exp((weights * np.log(filled)).sum(axis=-1) / total)
        else:
            result = ((weights * filled**exponent).sum(axis=-1) / total) ** (1 / exponent)
    clipped: Floats = np.clip(result, 0.0, 1.0)
    return clipped


def _withheld(framework: Framework, total: Mapping[str, Floats]) -> NDArray[np.int8]:
    rules = framework.rules
    with np.errstate(invalid="ignore"):
        too_open = total["bound_high"] - total["bound_low"] > rules.total_width_max + TOLERANCE
        too_little = total["not_applicable"] > rules.not_applicable_max + TOLERANCE
    reasons = (
        (np.isnan(total["low"]), Withheld.NOTHING_APPLIES),
        (np.isnan(total["value"]), Withheld.NOTHING_ANSWERED),
        (too_little, Withheld.TOO_MUCH_NOT_APPLICABLE),
        (too_open, Withheld.TOO_MUCH_UNANSWERED),
    )
    codes = np.select(
        [condition for condition, _ in reasons],
        [1 + WITHHELD.index(reason) for _, reason in reasons],
        default=0,
    )
    return codes.astype(np.int8)
