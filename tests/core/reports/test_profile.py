"""The profile: what the dashboard shows, as values."""

from dataclasses import replace

import pytest

from glocal.model.kinds import Axis
from glocal.reports.profile import profile
from glocal.scoring.scorecard import score
from tests.core.tiny import LINE, TINY, TINY_INDICATORS, framework_of, grades

NOW = {"A1_1": 0, "A1_2": 1, "A1_3": 2, "A2_1": 4, "A2_2": 4, "B1_1": 1}


def test_strongest_and_weakest_share_no_indicator_and_ties_keep_the_frameworks_order():
    found = profile(TINY, score(TINY, grades(**NOW)), listed=5)
    assert [place.code for place in found.strongest] == ["A2.1", "A2.2", "A1.3"]
    # Of equals, A1.2 and B1.1, the first of the framework ranks higher: B1.1 is the weaker.
    assert [place.code for place in found.weakest] == ["A1.1", "B1.1", "A1.2"]


def test_with_one_answer_it_is_the_strongest_and_nothing_is_weakest():
    found = profile(TINY, score(TINY, grades(A1_1=0)))
    assert [place.code for place in found.strongest] == ["A1.1"]
    assert found.weakest == ()


def test_the_heat_map_has_a_cell_only_where_an_indicator_covers_it():
    found = profile(TINY, score(TINY, grades(**NOW)))
    assert found.by_sub_dimension.columns == (Axis.HORIZONTAL, Axis.VERTICAL)
    rows = {
        row.key: [cell and cell.value for cell in row.cells] for row in found.by_sub_dimension.rows
    }
    assert rows == {"A1": [0.125, 0.375], "A2": [1.0, 1.0], "B1": [None, 0.25]}
    sectors = {row.key: [c and c.value for c in row.cells] for row in found.by_sector.rows}
    assert sectors == {"education": [0.625, 0.25], "health": [0.125, 0.25]}


def test_changes_list_falls_then_rises_then_what_opened_or_closed():
    before = score(TINY, grades(A1_1=2, A1_2=1, A1_3=3, A2_1=1, A2_2=4))
    found = profile(TINY, score(TINY, grades(**NOW)), before)
    assert [(c.code, c.difference) for c in found.changes] == [
        ("A1.1", -0.5),
        ("A1.3", -0.25),
        ("A2.1", 0.75),
        ("B1.1", None),
    ]
    assert found.total_before == before.total


def test_without_a_round_before_nothing_has_changed():
    found = profile(TINY, score(TINY, grades(**NOW)))
    assert (found.changes, found.total_before) == ((), None)


def test_two_framework_versions_are_not_compared():
    card = score(TINY, grades(**NOW))
    with pytest.raises(ValueError, match="two framework versions"):
        profile(TINY, card, replace(card, content_hash="1" * 64))


def test_a_capped_sub_dimension_is_named():
    capped = framework_of(TINY_INDICATORS, red_lines=(LINE,))
    found = profile(capped, score(capped, grades(A1_1=0, A1_2=4, A1_3=4)))
    assert [(figure.key, figure.cap) for figure in found.capped] == [("A1", LINE)]
