"""Random frameworks and answers for the property tests."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from glocal.model.framework import Framework, RedLine
from glocal.model.kinds import AnswerState, Axis, EvidenceLevel, StakeholderGroup
from glocal.model.response import Response
from glocal.model.scale import Scale
from tests.core.tiny import framework_of, indicator

SCALES = (
    Scale("maturity", (0.0, 1.0, 2.0, 3.0, 4.0)),
    Scale("yes-no", (0.0, 1.0)),
    Scale("by-status", (0.0, 0.5, 1.0)),
    Scale("uneven", (1.0, 2.0, 4.0, 8.0)),
)
SECTORS = ("education", "health", "work")
EXPONENTS = (1.0, 0.5, 0.0, -1.0)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Two or three sub-dimensions with one to four indicators each, some of them red lines."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=3))
    codes = [
        f"{sub}.{number + 1}"
        for sub, size in zip(("A1", "A2", "B1"), sizes, strict=False)
        for number in range(size)
    ]
    pick = draw(st.randoms(use_true_random=False))
    items = [
        indicator(
            code,
            scale=pick.choice(SCALES),
            axes=tuple(axis for axis in Axis if pick.random() < 0.4),
            sectors=tuple(sector for sector in SECTORS if pick.random() < 0.4),
            weight=pick.choice((1.0, 1.0, 2.0, 0.5)),
        )
        for code in codes
    ]
    lines = tuple(
        RedLine(
            item.code,
            pick.choice(item.scale.grades[:-1]),
            item.sub_dimension,
            pick.choice((0.3, 0.5)),
        )
        for item in pick.sample(items, pick.choice((0, 1, 2)))
    )
    subs = dict.fromkeys(item.sub_dimension for item in items)
    return framework_of(
        items,
        weights={sub: pick.choice((1.0, 2.0)) for sub in subs},
        exponent=draw(st.sampled_from(EXPONENTS)),
        z=pick.choice((0.0, 1.0, 1.64)),
        red_lines=lines,
        not_applicable_max=pick.choice((0.0, 0.3)),
        total_width_max=pick.choice((0.0, 0.3)),
    )


@st.composite
def answers_to(draw: st.DrawFn, framework: Framework) -> list[Response]:
    """One response to most indicators, in any state, with any evidence."""
    pick = draw(st.randoms(use_true_random=False))
    responses = []
    for item in framework.indicators:
        state = pick.choice((AnswerState.ANSWERED, AnswerState.ANSWERED, *AnswerState))
        graded = state is AnswerState.ANSWERED
        responses.append(
            Response(
                item.code,
                state,
                pick.choice(item.scale.grades) if graded else None,
                pick.choice(tuple(EvidenceLevel)) if graded else EvidenceLevel.NONE,
            )
        )
    return responses


@st.composite
def voices_on(draw: st.DrawFn, framework: Framework) -> list[Response]:
    """Up to four participants of several groups on each indicator, now and then agreed."""
    pick = draw(st.randoms(use_true_random=False))
    responses = []
    for number in range(pick.choice((1, 2, 4))):
        group = pick.choice(tuple(StakeholderGroup)[:4])
        for response in draw(answers_to(framework)):
            agreed = number == 0 and pick.random() < 0.1
            responses.append(
                replace(response, group=group, participant=f"person-{number}", agreed=agreed)
            )
    return responses


@st.composite
def assessed(draw: st.DrawFn) -> tuple[Framework, list[Response]]:
    """A framework and one territory's answers to it."""
    framework = draw(frameworks())
    return framework, draw(answers_to(framework))
