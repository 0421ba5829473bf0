"""The example of docs/methods/comparable.md, with the numbers that stand there."""

from __future__ import annotations

from pathlib import Path

from glocal.scoring.continuity import Fate, between_versions
from glocal.scoring.means import weighted_mean

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "comparable.md").read_text("utf-8")


def test_a_third_question_moves_the_mean_though_nothing_became_better() -> None:
    before = weighted_mean([0.75, 0.25], [1, 1])
    after = weighted_mean([0.75, 0.25, 1], [1, 1, 1])
    assert f"(0.75 + 0.25) ÷ 2 = {before * 100:.0f}." in PAGE
    assert f"(0.75 + 0.25 + 1) ÷ 3 = {after * 100:.0f}." in PAGE


def test_a_second_answer_moves_the_mean_though_nothing_fell() -> None:
    before, after = weighted_mean([1], [1]), weighted_mean([1, 0], [1, 1])
    assert f"1 ÷ 1 = {before * 100:.0f}." in PAGE
    assert f"(1 + 0) ÷ 2 = {after * 100:.0f}." in PAGE
    assert f"the first question alone says {before * 100:.0f} and {before * 100:.0f}." in PAGE


def test_what_stays_from_the_first_to_the_second_version_of_local_coherence() -> None:
    found = between_versions("local-pcmd", "1.0", "1.1")
    same, new = len(found.with_fate(Fate.SAME)), len(found.with_fate(Fate.NEW))
    assert f"all {same} questions are the same and {new} are new" in PAGE
    assert not found.with_fate(Fate.CHANGED)
    assert [group.key for group in found.groups if group.comparable] == ["A1", "A2", "A3"]
    assert "The parts A1, A2 and A3 stay comparable, the overall score does not." in PAGE
    assert not found.total.comparable
