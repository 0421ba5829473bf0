"""No difference is told between rounds that answered other things; the arithmetic is by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.loading.framework import read_framework
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState, EvidenceLevel, Level, StakeholderGroup
from glocal.model.response import Response
from glocal.model.territory import Territory
from glocal.reports.profile import RoundChange, profile
from glocal.reports.rounds import RoundFigures, compared, through_rounds
from glocal.scoring.continuity import FigureChange, Obstacle, continuity
from glocal.scoring.scorecard import score
from tests.core.loading.tiny_files import SECOND, SECOND_TEXT, write
from tests.core.scoring.test_continuity import PLAIN, THIRD, THIRD_TEXT, version

HERE = Territory("town", "Town", Level.LOCAL)
OFFICIALS, CITIZENS = StakeholderGroup.AUTHORITY, StakeholderGroup.CIVIL_SOCIETY


def said(code: str, grade: float, group: StakeholderGroup = OFFICIALS) -> Response:
    """An answer that is not agreed."""
    return Response(code, AnswerState.ANSWERED, grade, group=group)


def agreed(code: str, grade: float) -> Response:
    return Response(code, AnswerState.ANSWERED, grade, agreed=True)


def figures(structure: Framework, *given: Response) -> RoundFigures:
    return RoundFigures(score(structure, given, HERE))


@pytest.fixture
def three(tmp_path: Path) -> Framework:
    """A1 has A1.1, A2 has A2.1 and A2.2; grades 0 to 2, exponent 0.5, weights 1."""
    more = {
        "indicators/A1.1.yaml": PLAIN,
        "indicators/A2.2.yaml": THIRD,
        "text/en/A2.2.yaml": THIRD_TEXT,
    }
    return read_framework(write(tmp_path / "three", more))


def changes(structure: Framework, *rounds: RoundFigures) -> dict[str, tuple[Obstacle, ...]]:
    """What stands between the first and the last of the rounds, by figure."""
    return {line.code: line.cells[0].change.obstacles for line in through_rounds(structure, rounds)}


def test_one_answer_more_is_no_change_of_the_score(three: Framework) -> None:
    # A2 before: grade 2 of 2 alone, 1 ÷ 1 = 100. After: (1 + 0) ÷ 2 = 50. Nothing fell: A2.2 was
    # open and now is answered. Like for like: A2.1 alone, 100 and 100.
    before = figures(three, agreed("A1.1", 2), agreed("A2.1", 2))
    after = figures(three, agreed("A1.1", 2), agreed("A2.1", 2), agreed("A2.2", 0))
    assert before.scorecard.sub_dimensions["A2"].value == 1
    assert after.scorecard.sub_dimensions["A2"].value == 0.5
    assert changes(three, before, after) == {
        "total": (Obstacle.ANSWERED,),
        "A1": (),
        "A2": (Obstacle.ANSWERED,),
    }
    alike = compared(three, before, after.scorecard).alike
    assert alike.codes == ("A1.1", "A2.1")
    assert alike.before.sub_dimensions["A2"].value == 1
    assert alike.after.sub_dimensions["A2"].value == 1


def test_as_many_answers_to_other_questions_are_no_change_either(three: Framework) -> None:
    # Coverage is 1 of 2 in both, so it cannot tell them apart: 1 ÷ 1 and 0.5 ÷ 1.
    before, after = figures(three, agreed("A2.1", 2)), figures(three, agreed("A2.2", 1))
    assert changes(three, before, after)["A2"] == (Obstacle.ANSWERED,)
    found = compared(three, before, after.scorecard)
    assert found.alike.codes == ()
    assert [(one.code, one.difference) for one in found.moved] == [("A2.1", None), ("A2.2", None)]


def test_another_group_that_speaks_is_no_change(three: Framework) -> None:
    # The authority says grade 2 in both rounds: 1. Then civil society says 0: (1 + 0) ÷ 2 = 0.5.
    before = figures(three, said("A1.1", 2))
    after = figures(three, said("A1.1", 2), said("A1.1", 0, CITIZENS))
    assert changes(three, before, after)["A1"] == (Obstacle.VOICES,)
    found = compared(three, before, after.scorecard)
    assert found.moved == (RoundChange("A1.1", 1, 0.5, other_voices=True),)
    assert found.moved[0].difference is None
    assert found.unmoved == 0
    assert found.alike.codes == ()


def test_what_all_agreed_on_is_compared_whoever_took_part(three: Framework) -> None:
    before = figures(three, agreed("A1.1", 2))
    after = figures(three, agreed("A1.1", 1), said("A1.1", 0, CITIZENS))
    assert changes(three, before, after)["A1"] == ()
    assert compared(three, before, after.scorecard).moved == (RoundChange("A1.1", 1, 0.5),)


def test_like_for_like_takes_the_weights_of_the_newer_version(tmp_path: Path) -> None:
    # Both questions of A2 are the same; A2.1 counts 3 in the newer version, 1 in the older.
    # Before, printed: (0 + 1) ÷ 2 = 50. After: (3 × 0.5 + 1 × 1) ÷ 4 = 62.5, which is 12.5 more,
    # though by the newer weights it was (3 × 0 + 1 × 1) ÷ 4 = 25: the like for like is 37.5 more.
    more = {"indicators/A2.2.yaml": THIRD, "text/en/A2.2.yaml": THIRD_TEXT}
    old = version(tmp_path, "old", more)
    new = version(tmp_path, "new", more | {"indicators/A2.1.yaml": SECOND + "weight: 3\n"})
    way = continuity(old, new)
    before = RoundFigures(figures(old[0], agreed("A2.1", 0), agreed("A2.2", 2)).scorecard, way)
    after = figures(new[0], agreed("A2.1", 1), agreed("A2.2", 2))
    assert before.scorecard.sub_dimensions["A2"].value == 0.5
    assert changes(new[0], before, after)["A2"] == (Obstacle.WEIGHTS,)
    alike = compared(new[0], before, after.scorecard).alike
    assert alike.before.sub_dimensions["A2"].value == 0.25
    assert alike.after.sub_dimensions["A2"].value == 0.625


def test_a_question_in_other_words_is_not_like_for_like(tmp_path: Path) -> None:
    # A2 before: (1 + 0) ÷ 2 = 50. After: (0 + 0) ÷ 2 = 0, but A2.1 asks another thing, so that
    # A2.2 is left: 0 and 0.
    more = {"indicators/A2.2.yaml": THIRD, "text/en/A2.2.yaml": THIRD_TEXT}
    reworded = SECOND_TEXT.replace("Is there a council?", "Does a council meet?")
    assert reworded != SECOND_TEXT
    old = version(tmp_path, "old", more)
    new = version(tmp_path, "new", more | {"text/en/A2.1.yaml": reworded})
    way = continuity(old, new)
    before = RoundFigures(figures(old[0], agreed("A2.1", 2), agreed("A2.2", 0)).scorecard, way)
    after = figures(new[0], agreed("A2.1", 0), agreed("A2.2", 0))
    found = compared(new[0], before, after.scorecard)
    assert found.moved == ()
    assert found.alike.codes == ("A2.2",)
    assert changes(new[0], before, after)["A2"] == (Obstacle.QUESTIONS,)


def test_the_way_back_to_an_older_version_is_the_same_way(tmp_path: Path) -> None:
    more = {"indicators/A2.2.yaml": THIRD, "text/en/A2.2.yaml": THIRD_TEXT}
    old, new = version(tmp_path, "old"), version(tmp_path, "new", more)
    before = RoundFigures(
        figures(new[0], agreed("A1.1", 2), agreed("A2.1", 2), agreed("A2.2", 0)).scorecard,
        continuity(new, old),
    )
    after = figures(old[0], agreed("A1.1", 2), agreed("A2.1", 2))
    assert changes(old[0], before, after)["A2"] == (Obstacle.QUESTIONS,)
    found = compared(old[0], before, after.scorecard)
    assert (found.moved, found.unmoved) == ((), 2)
    assert [one.code for one in found.not_compared] == ["A2.2"]


def test_too_little_in_common_has_no_overall_score(three: Framework) -> None:
    # One of three questions: the total may lie anywhere between 0 and 1 as far as A2 goes.
    before = figures(three, agreed("A1.1", 2), agreed("A2.1", 2))
    after = figures(three, agreed("A1.1", 1), agreed("A2.2", 2))
    alike = compared(three, before, after.scorecard).alike
    assert alike.codes == ("A1.1",)
    assert (alike.before.total.withheld, alike.after.total.withheld) != (None, None)
    assert alike.before.total.withheld == alike.after.total.withheld


def test_the_profile_says_whether_the_totals_are_comparable(three: Framework) -> None:
    before = figures(three, agreed("A1.1", 2)).scorecard
    after = figures(three, agreed("A1.1", 1), agreed("A2.1", 2)).scorecard
    assert profile(three, after, before).total_change.obstacles == (Obstacle.ANSWERED,)
    assert profile(three, after, after).total_change.comparable
    assert profile(three, after).total_change == FigureChange("total")


def test_better_evidence_alone_moves_no_score(three: Framework) -> None:
    weak = Response("A1.1", AnswerState.ANSWERED, 2, agreed=True, evidence=EvidenceLevel.NONE)
    found = compared(three, figures(three, weak), figures(three, agreed("A1.1", 2)).scorecard)
    assert (found.moved, found.unmoved) == ((), 1)
