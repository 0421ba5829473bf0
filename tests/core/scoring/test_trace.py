"""How a figure came about adds up to the figure."""

import pytest
from hypothesis import given

from glocal.advice.what_if import figures
from glocal.errors import UnknownNameError
from glocal.model.trace import Method
from glocal.scoring.scorecard import score
from glocal.scoring.trace import trace
from tests.core.strategies import assessed
from tests.core.tiny import LINE, TINY, TINY_INDICATORS, framework_of, grades

CAPPED = framework_of(TINY_INDICATORS, red_lines=(LINE,))


def test_a_sub_dimension_names_its_answers_and_their_weights():
    found = trace(TINY, score(TINY, grades(A1_1=4, A1_2=2, A1_3="dont-know")), "A1")
    assert found.method is Method.WEIGHTED_MEAN
    assert [(part.key, part.weight, part.value) for part in found.parts] == [
        ("A1.1", 0.5, 1.0),
        ("A1.2", 0.5, 0.5),
        ("A1.3", 0.0, None),
    ]
    assert found.before_cap == found.score.value == pytest.approx(0.75)


def test_the_total_names_its_sub_dimensions_and_the_exponent():
    card = score(TINY, grades(A1_1=1, A1_2=1, A1_3=1, A2_1=4, A2_2=4, B1_1=1))
    found = trace(TINY, card, "total")
    assert (found.method, found.exponent) == (Method.POWER_MEAN, 0.5)
    assert [(part.key, part.value) for part in found.parts] == [
        ("A1", 0.25),
        ("A2", 1),
        ("B1", 0.25),
    ]
    assert found.before_cap == pytest.approx(4 / 9)


def test_a_cap_shows_the_mean_before_it():
    found = trace(CAPPED, score(CAPPED, grades(A1_1=0, A1_2=4, A1_3=4)), "A1")
    assert found.before_cap == pytest.approx(2 / 3)
    assert (found.score.value, found.cap) == (0.5, LINE)


def test_a_cell_lists_only_the_indicators_of_its_row_and_axis():
    card = score(TINY, grades(A1_1=4, A1_2=2, A1_3=0))
    assert [part.key for part in trace(TINY, card, "A1|vertical").parts] == ["A1.2", "A1.3"]
    assert [part.key for part in trace(TINY, card, "health|vertical").parts] == ["A1.2"]
    assert [part.key for part in trace(TINY, card, "sector:health").parts] == ["A1.1", "A1.2"]
    assert [p.key for p in trace(TINY, card, "axis:horizontal").parts] == ["A1.1", "A1.2", "A2.1"]


def test_an_unknown_figure_is_refused():
    with pytest.raises(UnknownNameError, match="There is no figure 'A9'"):
        trace(TINY, score(TINY, []), "A9")


@given(assessed())
def test_the_parts_of_every_figure_add_up_to_it(case):
    framework, responses = case
    card = score(framework, responses)
    for figure in figures(card):
        found = trace(framework, card, figure.key)
        if figure.value is None:
            assert found.before_cap is None
            continue
        assert sum(part.weight for part in found.parts) == pytest.approx(1)
        capped = found.before_cap if found.cap is None else min(found.before_cap, found.cap.cap)
        assert figure.value == pytest.approx(capped, abs=1e-12)
        if found.method is Method.WEIGHTED_MEAN:
            added = sum(part.weight * part.value for part in found.parts if part.value is not None)
            assert found.before_cap == pytest.approx(added, abs=1e-12)
