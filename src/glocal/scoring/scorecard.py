"""Score one territory: every figure with its interval, coverage, evidence and caps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from glocal.model.applicability import reason_not_asked
from glocal.model.framework import Framework, Indicator, RedLine, SubDimension
from glocal.model.kinds import AnswerState, Axis
from glocal.model.response import UNANSWERED_STATES, Answer, Response
from glocal.model.scorecard import Score, Scorecard, Withheld
from glocal.model.territory import Territory
from glocal.scoring.consolidate import consolidate
from glocal.scoring.means import power_mean, weighted_mean

TOLERANCE = 1e-9
"""Below this, two shares or widths count as equal: sums of floats are not exact."""


@dataclass(frozen=True)
class Item:
    """One indicator's answer as numbers, ready to be averaged; ``None`` where it is open.

    ``low`` and ``high`` are the printed interval of the answer, ``bound_low`` and ``bound_high``
    what is known without any assumption.
    """

    indicator: Indicator
    applies: bool
    value: float | None
    documented: float | None
    low: float
    high: float
    bound_low: float
    bound_high: float
    has_document: bool

    @property
    def weight(self) -> float:
        """Weight inside a mean of indicators."""
        return self.indicator.weight


def score(
    framework: Framework,
    responses: Iterable[Response],
    territory: Territory | None = None,
) -> Scorecard:
    """The scorecard of one territory. Method: docs/methods/scores.md.

    ``responses`` may hold several participants' answers to the same indicator; see
    ``consolidate``. With ``territory``, indicators that are not asked of it leave the
    denominator, whatever was answered; without, all are asked. Bands are added by
    ``glocal.scoring.bands.with_bands``. Raises ``UnknownNameError`` for a foreign indicator and
    ``ValueError`` for a grade that is not on the scale.
    """
    answers = dict(consolidate(framework, responses))
    if territory is not None:
        for indicator in framework.indicators:
            if reason_not_asked(indicator, territory) is not None:
                answers[indicator.code] = Answer(indicator.code, AnswerState.NOT_APPLICABLE)
    return score_answers(framework, answers)


def score_answers(framework: Framework, answers: Mapping[str, Answer]) -> Scorecard:
    """The scorecard of one territory from one answer per indicator."""
    items = {
        indicator.code: _item(framework, indicator, answers[indicator.code])
        for indicator in framework.indicators
    }
    everything = list(items.values())
    subs = {
        sub.code: _sub_dimension(framework, sub, items, answers) for sub in framework.sub_dimensions
    }
    sectors = sorted({sector for indicator in framework.indicators for sector in indicator.sectors})
    axes = [axis for axis in Axis if any(axis in item.axes for item in framework.indicators)]
    return Scorecard(
        framework=framework.id,
        version=framework.version,
        content_hash=framework.content_hash,
        answers=answers,
        total=_withhold(framework, _power(framework, "total", framework.sub_dimensions, subs)),
        dimensions={
            dimension.code: _power(framework, dimension.code, dimension.sub_dimensions, subs)
            for dimension in framework.dimensions
        },
        sub_dimensions=subs,
        axes={
            axis: _mean(f"axis:{axis}", [i for i in everything if axis in i.indicator.axes])
            for axis in axes
        },
        sectors={
            sector: _mean(f"sector:{sector}", _of_sector(everything, sector)) for sector in sectors
        },
        sub_dimension_cells=_cells(
            axes,
            {sub.code: [items[i.code] for i in sub.indicators] for sub in framework.sub_dimensions},
        ),
        sector_cells=_cells(axes, {sector: _of_sector(everything, sector) for sector in sectors}),
    )


def _item(framework: Framework, indicator: Indicator, answer: Answer) -> Item:
    rules = framework.rules
    if answer.score is None:
        applies = answer.state in UNANSWERED_STATES
        return Item(indicator, applies, None, None, 0.0, 1.0, 0.0, 1.0, has_document=False)
    spread = rules.z * rules.sigma[answer.evidence]
    has_document = answer.evidence.rank >= rules.documented_from.rank
    return Item(
        indicator=indicator,
        applies=True,
        value=answer.score,
        documented=answer.score if has_document else 0.0,
        low=max(0.0, answer.score - spread),
        high=min(1.0, answer.score + spread),
        bound_low=answer.score,
        bound_high=answer.score,
        has_document=has_document,
    )


def _of_sector(items: Sequence[Item], sector: str) -> list[Item]:
    return [item for item in items if sector in item.indicator.sectors]


def _cells(
    axes: Sequence[Axis], rows: Mapping[str, Sequence[Item]]
) -> dict[tuple[str, Axis], Score]:
    cells = {}
    for row, items in rows.items():
        for axis in axes:
            members = [item for item in items if axis in item.indicator.axes]
            if members:
                cells[row, axis] = _mean(f"{row}|{axis}", members)
    return cells


def _mean(key: str, items: Sequence[Item]) -> Score:
    """The weighted mean of indicators; nothing is capped."""
    applicable = [item for item in items if item.applies]
    answered = [item for item in applicable if item.value is not None]
    all_weight = sum(item.weight for item in items)
    weight = sum(item.weight for item in applicable)
    answered_weight = sum(item.weight for item in answered)
    if not applicable:
        return _empty(key, Withheld.NOTHING_APPLIES, not_applicable=1.0)
    weights = [item.weight for item in applicable]
    known = [item.weight for item in answered]
    return Score(
        key=key,
        value=weighted_mean([i.value for i in answered if i.value is not None], known)
        if answered
        else None,
        documented=weighted_mean(
            [i.documented for i in answered if i.documented is not None], known
        )
        if answered
        else None,
        low=weighted_mean([item.low for item in applicable], weights),
        high=weighted_mean([item.high for item in applicable], weights),
        bound_low=weighted_mean([item.bound_low for item in applicable], weights),
        bound_high=weighted_mean([item.bound_high for item in applicable], weights),
        coverage=answered_weight / weight,
        not_applicable=1 - weight / all_weight,
        evidence=sum(i.weight for i in answered if i.has_document) / answered_weight
        if answered
        else 0.0,
        answered=len(answered),
        applicable=len(applicable),
        withheld=None if answered else Withheld.NOTHING_ANSWERED,
    )


def _empty(key: str, reason: Withheld, not_applicable: float) -> Score:
    return Score(
        key, None, None, None, None, None, None, 0.0, not_applicable, 0.0, 0, 0, withheld=reason
    )


def _sub_dimension(
    framework: Framework,
    sub: SubDimension,
    items: Mapping[str, Item],
    answers: Mapping[str, Answer],
) -> Score:
    plain = _mean(sub.code, [items[indicator.code] for indicator in sub.indicators])
    for line in framework.rules.red_lines:
        if line.sub_dimension == sub.code and line.indicator in items:
            plain = _capped(framework, plain, line, items[line.indicator], answers)
    return plain


def _capped(
    framework: Framework, plain: Score, line: RedLine, item: Item, answers: Mapping[str, Answer]
) -> Score:
    """Hold ``plain`` at the cap of ``line`` where the answer crosses it.

    Only answers cap, never their uncertainty: an answer above the red line may lie near it, but
    it is above. An open answer might turn out to be on it, so it caps the lower ends alone.
    """
    if not item.applies:
        return plain
    at_most = item.indicator.scale.score(line.at_most)
    if item.value is None:
        return replace(
            plain, low=_least(plain.low, line.cap), bound_low=_least(plain.bound_low, line.cap)
        )
    if item.value > at_most + TOLERANCE:
        return plain
    held = plain.value is not None and plain.value > line.cap + TOLERANCE
    return replace(
        plain,
        value=_least(plain.value, line.cap),
        documented=_least(plain.documented, line.cap),
        low=_least(plain.low, line.cap),
        high=_least(plain.high, line.cap),
        bound_low=_least(plain.bound_low, line.cap),
        bound_high=_least(plain.bound_high, line.cap),
        cap=line if held else plain.cap,
    )


def _least(value: float | None, cap: float) -> float | None:
    return None if value is None else min(value, cap)


def _power(
    framework: Framework, key: str, members: Sequence[SubDimension], subs: Mapping[str, Score]
) -> Score:
    """The power mean of sub-dimensions; one that does not apply leaves the mean."""
    applicable = [sub for sub in members if subs[sub.code].applicable]
    if not applicable:
        return _empty(key, Withheld.NOTHING_APPLIES, not_applicable=1.0)
    answered = [sub for sub in applicable if subs[sub.code].value is not None]
    exponent = framework.rules.exponent
    weights = [sub.weight for sub in applicable]
    known = [sub.weight for sub in answered]
    total_weight = sum(sub.weight for sub in members)

    def over(name: str, chosen: Sequence[SubDimension], chosen_weights: Sequence[float]) -> float:
        values = [float(getattr(subs[sub.code], name)) for sub in chosen]
        return power_mean(values, chosen_weights, exponent)

    # Coverage and evidence count indicators, as the words beside them do ("5 of 29 answered"):
    # a sub-dimension of eleven says more about how much is known than one of eight.
    asked = {sub.code: _asked_weight(sub, subs[sub.code]) for sub in applicable}
    known_weight = {code: subs[code].coverage * weight for code, weight in asked.items()}
    told = sum(known_weight.values())

    return Score(
        key=key,
        value=over("value", answered, known) if answered else None,
        documented=over("documented", answered, known) if answered else None,
        low=over("low", applicable, weights),
        high=over("high", applicable, weights),
        bound_low=over("bound_low", applicable, weights),
        bound_high=over("bound_high", applicable, weights),
        coverage=told / sum(asked.values()),
        not_applicable=sum(sub.weight * subs[sub.code].not_applicable for sub in members)
        / total_weight,
        evidence=sum(subs[code].evidence * weight for code, weight in known_weight.items()) / told
        if told
        else 0.0,
        answered=sum(subs[sub.code].answered for sub in members),
        applicable=sum(subs[sub.code].applicable for sub in members),
        withheld=None if answered else Withheld.NOTHING_ANSWERED,
    )


def _asked_weight(sub: SubDimension, score: Score) -> float:
    """The weight of the indicators of a sub-dimension that apply."""
    return sum(item.weight for item in sub.indicators) * (1 - score.not_applicable)


def _withhold(framework: Framework, total: Score) -> Score:
    """Say when the total must not be printed: too much does not apply, or is open."""
    rules = framework.rules
    if total.value is None or total.bound_low is None or total.bound_high is None:
        return total
    if total.not_applicable > rules.not_applicable_max + TOLERANCE:
        return replace(total, withheld=Withheld.TOO_MUCH_NOT_APPLICABLE)
    if total.bound_high - total.bound_low > rules.total_width_max + TOLERANCE:
        return replace(total, withheld=Withheld.TOO_MUCH_UNANSWERED)
    return total
