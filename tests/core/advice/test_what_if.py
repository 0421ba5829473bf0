"""Other answers, tried before anything is saved."""

import pytest

from glocal.advice.what_if import what_if
from glocal.errors import UnknownNameError
from glocal.model.kinds import AnswerState, CompetenceShare, EvidenceLevel, Level
from glocal.model.territory import Territory
from glocal.scoring.scorecard import score
from tests.core.tiny import TINY, framework_of, grades, indicator, said

NOW = grades("cited", A1_1=1, A1_2=1, A1_3=1, A2_1=4, A2_2=4, B1_1=1)


def test_a_tried_grade_moves_the_figures_it_belongs_to_and_no_other():
    tried = what_if(TINY, NOW, {"B1.1": 4})
    moved = {item.key: item for item in tried.moved}
    assert set(moved) == {"total", "B", "B1", "axis:vertical", "B1|vertical"}
    assert moved["B1"].difference == pytest.approx(0.75)
    # ((0.5 + 1 + 1) / 3)² − ((0.5 + 1 + 0.5) / 3)² = 25/36 − 16/36
    assert moved["total"].difference == pytest.approx(0.25)


def test_the_evidence_stays_as_it_is():
    tried = what_if(TINY, NOW, {"B1.1": 4})
    assert tried.after.answers["B1.1"].evidence is EvidenceLevel.CITED


def test_a_state_can_be_tried_too():
    tried = what_if(TINY, NOW, {"B1.1": AnswerState.NOT_APPLICABLE})
    assert tried.after.total.value == pytest.approx(0.5625)
    moved = {item.key: item for item in tried.moved}
    assert moved["B1"].difference is None


def test_nothing_tried_moves_nothing():
    tried = what_if(TINY, NOW, {})
    assert (tried.moved, tried.before) == ((), score(TINY, NOW))


def test_what_is_tried_equals_what_would_come_if_it_were_saved():
    tried = what_if(TINY, NOW, {"A1.1": 3})
    saved = score(TINY, [*NOW[1:], said("A1.1", 3, "cited")])
    assert tried.after.total == saved.total
    assert tried.after.sub_dimensions == saved.sub_dimensions


def test_applicability_of_the_territory_holds_in_both():
    framework = framework_of([indicator("A1.1"), indicator("A1.2", competence="police")])
    village = Territory("v", "V", Level.LOCAL, competences={"police": CompetenceShare.NONE})
    tried = what_if(framework, grades(A1_1=2, A1_2=4), {"A1.1": 3}, village)
    assert tried.before.total.value == pytest.approx(0.5)  # 2 of 4; A1.2 does not count
    assert tried.after.total.value == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"Z1": 1}, UnknownNameError, "no indicator 'Z1'"),
        ({"A1.1": 9}, ValueError, "9 is not a grade"),
        ({"A1.1": AnswerState.ANSWERED}, ValueError, "'answered' needs a grade"),
    ],
)
def test_what_cannot_be_tried_is_refused(changes, error, words):
    with pytest.raises(error, match=words):
        what_if(TINY, NOW, changes)
