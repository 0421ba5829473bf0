"""One answer per indicator, out of what several participants said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

from glocal.model.framework import Framework, Indicator
from glocal.model.kinds import AnswerState, EvidenceLevel, StakeholderGroup
from glocal.model.response import Answer, Response


def consolidate(framework: Framework, responses: Iterable[Response]) -> Mapping[str, Answer]:
    """The one answer per indicator of ``framework``, in its order.

    - An agreed response stands alone: it is what the participants settled on.
    - Otherwise each stakeholder group speaks with the median of its grades, and the groups count
      alike, so that ten officials do not outvote two associations. The answer is then as well
      supported as the weakest of the groups' best evidence.
    - Without any grade, "not applicable" stands when all who spoke say so, else "don't know" when
      anybody said that; nobody's silence is turned into a grade.

    Responses to indicators that the framework does not have raise ``UnknownNameError``.
    """
    by_indicator: dict[str, list[Response]] = defaultdict(list)
    for response in responses:
        by_indicator[framework.indicator(response.indicator).code].append(response)
    return {
        indicator.code: _answer(indicator, by_indicator.get(indicator.code, []))
        for indicator in framework.indicators
    }


def _answer(indicator: Indicator, responses: Sequence[Response]) -> Answer:
    groups = _scores_by_group(indicator, responses)
    medians = {group: median(score for score, _ in items) for group, items in groups.items()}
    agreed = next((response for response in responses if response.agreed), None)
    if agreed is not None:
        return Answer(
            indicator=indicator.code,
            state=agreed.state,
            score=None if agreed.grade is None else indicator.scale.score(agreed.grade),
            grade=agreed.grade,
            evidence=agreed.evidence,
            agreed=True,
            by_group=medians,
        )
    if groups:
        graded = [response for response in responses if response.grade is not None]
        grades = {response.grade for response in graded}
        return Answer(
            indicator=indicator.code,
            state=AnswerState.ANSWERED,
            score=fmean(medians.values()),
            # A grade in words exists only when everybody gave the same one.
            grade=grades.pop() if len(grades) == 1 else None,
            evidence=min(
                (max((level for _, level in items), key=_rank) for items in groups.values()),
                key=_rank,
            ),
            by_group=medians,
        )
    return Answer(indicator.code, _state_without_grade(responses))


def _scores_by_group(
    indicator: Indicator, responses: Sequence[Response]
) -> dict[StakeholderGroup, list[tuple[float, EvidenceLevel]]]:
    groups: dict[StakeholderGroup, list[tuple[float, EvidenceLevel]]] = defaultdict(list)
    for response in responses:
        if response.grade is not None:
            score = indicator.scale.score(response.grade)
            groups[response.group].append((score, response.evidence))
    return groups


def _state_without_grade(responses: Sequence[Response]) -> AnswerState:
    spoken = {item.state for item in responses if item.state is not AnswerState.NOT_ANSWERED}
    if spoken == {AnswerState.NOT_APPLICABLE}:
        return AnswerState.NOT_APPLICABLE
    return AnswerState.DONT_KNOW if AnswerState.DONT_KNOW in spoken else AnswerState.NOT_ANSWERED


def _rank(level: EvidenceLevel) -> int:
    return level.rank
