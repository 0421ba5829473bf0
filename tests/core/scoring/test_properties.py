"""What must hold for every framework and every set of answers."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from glocal.advice.what_if import figures
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState, EvidenceLevel
from glocal.model.response import Response
from glocal.scoring.consolidate import consolidate
from glocal.scoring.scorecard import score
from glocal.scoring.total import sub_dimension_value, total_value
from tests.core.strategies import assessed, frameworks, voices_on
from tests.core.tiny import framework_of

EPSILON = 1e-9
ENDS = ("value", "documented", "low", "high", "bound_low", "bound_high")


def without(framework: Framework, code: str) -> Framework:
    """The framework as if the indicator had never been in it."""
    return framework_of(
        [item for item in framework.indicators if item.code != code],
        weights={sub.code: sub.weight for sub in framework.sub_dimensions},
        **{
            **{name: getattr(framework.rules, name) for name in ("exponent", "z", "bands")},
            "red_lines": tuple(x for x in framework.rules.red_lines if x.indicator != code),
        },
    )


def changed(responses: list[Response], index: int, **changes: object) -> list[Response]:
    return [
        replace(item, **changes) if number == index else item  # type: ignore[arg-type]
        for number, item in enumerate(responses)
    ]


@given(st.data())
def test_the_order_of_answers_does_not_matter(data):
    framework = data.draw(frameworks())
    voices = [r for r in data.draw(voices_on(framework)) if not r.agreed]
    mixed = voices[:]
    random.Random(1).shuffle(mixed)
    for one, other in zip(
        figures(score(framework, voices)), figures(score(framework, mixed)), strict=True
    ):
        assert one == other


@given(assessed())
def test_every_interval_is_in_order_and_contains_its_score(case):
    for figure in figures(score(*case)):
        if figure.value is None:
            continue
        assert 0 <= figure.low <= figure.value + EPSILON
        assert figure.value <= figure.high + EPSILON <= 1 + 2 * EPSILON
        assert figure.low - EPSILON <= figure.bound_low <= figure.value + EPSILON
        assert figure.value - EPSILON <= figure.bound_high <= figure.high + EPSILON
        assert figure.documented <= figure.value + EPSILON


@given(assessed(), st.data())
def test_a_better_answer_never_lowers_any_figure(case, data):
    framework, responses = case
    graded = [number for number, item in enumerate(responses) if item.grade is not None]
    assume(graded)
    chosen = data.draw(st.sampled_from(graded))
    scale = framework.indicator(responses[chosen].indicator).scale
    higher = [grade for grade in scale.grades if grade > responses[chosen].grade]
    assume(higher)
    better = changed(responses, chosen, grade=data.draw(st.sampled_from(higher)))
    for before, after in zip(
        figures(score(framework, responses)), figures(score(framework, better)), strict=True
    ):
        for end in ENDS:
            if getattr(before, end) is not None:
                assert getattr(after, end) >= getattr(before, end) - EPSILON, (before.key, end)


@given(assessed(), st.data())
def test_more_evidence_never_widens_an_interval_and_never_moves_a_score(case, data):
    framework, responses = case
    graded = [number for number, item in enumerate(responses) if item.grade is not None]
    assume(graded)
    chosen = data.draw(st.sampled_from(graded))
    cards = [
        list(figures(score(framework, changed(responses, chosen, evidence=level))))
        for level in EvidenceLevel
    ]
    for weaker, stronger in pairwise(cards):
        for before, after in zip(weaker, stronger, strict=True):
            if before.value is None:
                continue
            assert after.value == before.value
            assert after.low >= before.low - EPSILON
            assert after.high <= before.high + EPSILON


@given(assessed(), st.data())
def test_recording_more_documents_never_lowers_a_score(case, data):
    framework, responses = case
    graded = [number for number, item in enumerate(responses) if item.grade is not None]
    assume(graded)
    chosen = data.draw(st.sampled_from(graded))
    rank = responses[chosen].evidence.rank
    level = data.draw(st.sampled_from([item for item in EvidenceLevel if item.rank >= rank]))
    better = changed(responses, chosen, evidence=level)
    for before, after in zip(
        figures(score(framework, responses)), figures(score(framework, better)), strict=True
    ):
        if before.value is not None:
            assert after.value >= before.value
            assert after.documented >= before.documented - EPSILON
            assert after.evidence >= before.evidence - EPSILON


@given(assessed(), st.data())
def test_not_applicable_is_the_same_as_never_having_been_asked(case, data):
    framework, responses = case
    assume(len(framework.indicators) > 1)
    code = data.draw(st.sampled_from([item.code for item in framework.indicators]))
    others = [item for item in responses if item.indicator != code]
    marked = score(framework, [*others, Response(code, AnswerState.NOT_APPLICABLE)])
    smaller = without(framework, code)
    gone = {figure.key: figure for figure in figures(score(smaller, others))}
    for figure in figures(marked):
        if figure.key not in gone:
            assert figure.value is None
            continue
        for end in (*ENDS, "coverage", "evidence", "answered", "applicable", "cap"):
            expected = getattr(gone[figure.key], end)
            if isinstance(expected, float):
                assert getattr(figure, end) == pytest.approx(expected, abs=1e-12), end
            else:
                assert getattr(figure, end) == expected, end


@given(assessed(), st.data())
def test_an_open_answer_is_never_a_silent_zero(case, data):
    framework, responses = case
    chosen = data.draw(st.integers(0, len(responses) - 1))
    code = responses[chosen].indicator
    sub = framework.indicator(code).sub_dimension
    lowest = framework.indicator(code).scale.lowest
    open_ = [item for item in responses if item.indicator != code]
    zero = [*open_, Response(code, AnswerState.ANSWERED, lowest)]
    is_open = score(framework, open_).sub_dimensions[sub]
    is_zero = score(framework, zero).sub_dimensions[sub]
    # An open indicator widens what is known upwards and lowers the coverage; a zero does neither.
    assert is_open.coverage < is_zero.coverage
    assert is_open.bound_high >= is_zero.bound_high
    if framework.rules.exponent > 0 and is_open.value is not None and is_zero.value is not None:
        assert is_open.value >= is_zero.value - EPSILON


@given(assessed())
def test_the_quick_total_is_the_total_of_the_scorecard(case):
    framework, responses = case
    card = score(framework, responses)
    known = {code: a.score for code, a in card.answers.items() if a.score is not None}
    subs = {
        sub.code: sub_dimension_value(framework, sub, known) for sub in framework.sub_dimensions
    }
    for code, value in subs.items():
        assert value == pytest.approx(card.sub_dimensions[code].value, abs=1e-12)
    assert total_value(framework, subs) == pytest.approx(card.total.value, abs=1e-12)


@given(st.data())
def test_a_consolidated_score_lies_among_the_grades_that_were_given(data):
    framework = data.draw(frameworks())
    voices = data.draw(voices_on(framework))
    for code, answer in consolidate(framework, voices).items():
        scale = framework.indicator(code).scale
        given_ = [
            scale.score(v.grade) for v in voices if v.indicator == code and v.grade is not None
        ]
        if answer.score is not None:
            assert min(given_) - EPSILON <= answer.score <= max(given_) + EPSILON
