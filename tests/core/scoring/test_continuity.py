"""A made-up newer version of a tiny framework: what carries over, what is comparable."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.loading.content_hash import question_hash
from glocal.loading.framework import read_framework
from glocal.loading.text import read_text
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState, Level
from glocal.model.response import Response
from glocal.model.territory import Territory
from glocal.reports.profile import RoundChange
from glocal.reports.rounds import RoundFigures, compared, through_rounds
from glocal.scoring.continuity import (
    Continuity,
    Fate,
    FigureChange,
    Obstacle,
    Part,
    QuestionChange,
    Version,
    continuity,
)
from glocal.scoring.scorecard import score
from tests.core.loading.tiny_files import (
    FRAMEWORK,
    HEAD_TEXT,
    INDICATOR,
    SECOND,
    SECOND_TEXT,
    TEXT,
    write,
)

PLAIN = INDICATOR.replace("roles: [origin]\ncompetence: police\n", "")
THIRD = SECOND.replace("A2.1", "A2.2")
THIRD_TEXT = SECOND_TEXT.replace("A2.1", "A2.2").replace("council", "forum")


def version(root: Path, name: str, files: dict[str, str | None] | None = None) -> Version:
    folder = write(root / name, {"indicators/A1.1.yaml": PLAIN, **(files or {})})
    structure = read_framework(folder)
    text, problems = read_text(folder, structure, "en")
    assert text is not None
    assert problems == []
    return structure, text


def way(tmp_path: Path, files: dict[str, str | None]) -> Continuity:
    """From the tiny framework to the same with other files."""
    return continuity(version(tmp_path, "old"), version(tmp_path, "new", files))


def named_two(text: str) -> str:
    return text.replace('version: "1.0"', 'version: "2.0"')


def test_a_version_that_only_explains_better_keeps_everything(tmp_path: Path) -> None:
    better = TEXT.replace("title: A map", "title: A better map").replace("The map", "A newer map")
    found = way(tmp_path, {"framework.yaml": named_two(FRAMEWORK), "text/en/A1.1.yaml": better})
    assert (found.before, found.after) == ("tiny@1.0", "tiny@2.0")
    assert [(one.code, one.fate) for one in found.questions] == [
        ("A1.1", Fate.SAME),
        ("A2.1", Fate.SAME),
    ]
    assert found.total.comparable
    assert all(group.comparable for group in found.groups)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("Is there a map?", "Is there a map that people use?", Part.QUESTIONS),
        ("2: A rule keeps it.", "2: A law keeps it.", Part.ANCHORS),
    ],
)
def test_a_question_with_another_wording_must_be_answered_again(
    tmp_path: Path, old: str, new: str, part: Part
) -> None:
    found = way(tmp_path, {"text/en/A1.1.yaml": TEXT.replace(old, new)})
    assert found.question("A1.1") == QuestionChange("A1.1", Fate.CHANGED, (part,))
    assert found.question("A2.1").fate is Fate.SAME
    assert found.group("A1").obstacles == (Obstacle.QUESTIONS,)
    assert found.group("A2").comparable
    assert found.total.obstacles == (Obstacle.QUESTIONS,)


def test_a_longer_scale_changes_every_question_on_it(tmp_path: Path) -> None:
    found = way(
        tmp_path,
        {
            "framework.yaml": FRAMEWORK.replace("[0, 1, 2]", "[0, 1, 2, 3]"),
            "text/en/framework.yaml": HEAD_TEXT.replace("2: all", "2: all, 3: more"),
            "indicators/A1.1.yaml": PLAIN + "  3: {effort: high, needs: []}\n",
            "text/en/A1.1.yaml": TEXT.replace(
                "  2: A rule keeps it.", "  2: A rule keeps it.\n  3: More."
            )
            + "  3: {who: All, do: [More.]}\n",
        },
    )
    assert found.question("A2.1") == QuestionChange("A2.1", Fate.CHANGED, (Part.SCALE,))
    assert found.question("A1.1").what == (Part.SCALE, Part.ANCHORS)


def test_a_new_question_is_new_and_its_group_is_not_compared(tmp_path: Path) -> None:
    found = way(tmp_path, {"indicators/A2.2.yaml": THIRD, "text/en/A2.2.yaml": THIRD_TEXT})
    assert found.with_fate(Fate.NEW) == (QuestionChange("A2.2", Fate.NEW),)
    assert not found.group("A2").comparable
    assert found.group("A1").comparable


def test_what_falls_away_is_named_last(tmp_path: Path) -> None:
    more = {"indicators/A2.2.yaml": THIRD, "text/en/A2.2.yaml": THIRD_TEXT}
    found = continuity(version(tmp_path, "old", more), version(tmp_path, "new"))
    assert found.questions[-1] == QuestionChange("A2.2", Fate.GONE)
    assert found.group("A2").obstacles == (Obstacle.QUESTIONS,)


def test_a_group_that_falls_away_is_compared_with_nothing(tmp_path: Path) -> None:
    without = {
        "framework.yaml": FRAMEWORK.replace(", {code: A2}", ""),
        "text/en/framework.yaml": HEAD_TEXT.replace(", A2: Second", ""),
        "indicators/A1.1.yaml": PLAIN.replace("[{indicator: A2.1, grade: 1}]", "[]"),
        "indicators/A2.1.yaml": None,
        "text/en/A2.1.yaml": None,
    }
    found = way(tmp_path, without)
    assert found.group("A2").obstacles == (Obstacle.GONE,)
    assert found.total.obstacles == (Obstacle.QUESTIONS,)


def test_a_group_that_is_new_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    without = {
        "framework.yaml": FRAMEWORK.replace(", {code: A2}", ""),
        "text/en/framework.yaml": HEAD_TEXT.replace(", A2: Second", ""),
        "indicators/A1.1.yaml": PLAIN.replace("[{indicator: A2.1, grade: 1}]", "[]"),
        "indicators/A2.1.yaml": None,
        "text/en/A2.1.yaml": None,
    }
    found = continuity(version(tmp_path, "old", without), version(tmp_path, "new"))
    assert found.group("A2").obstacles == (Obstacle.NEW,)
    assert found.group("A1").comparable
    assert found.total.obstacles == (Obstacle.QUESTIONS,)


@pytest.mark.parametrize(
    ("files", "group", "total"),
    [
        (
            {"indicators/A2.1.yaml": SECOND + "weight: 2\n"},
            (Obstacle.WEIGHTS,),
            (Obstacle.WEIGHTS,),
        ),
        (
            {"indicators/A2.1.yaml": SECOND + "roles: [origin]\n"},
            (Obstacle.ASKED,),
            (Obstacle.ASKED,),
        ),
        (
            {"framework.yaml": FRAMEWORK.replace("{code: A2}", "{code: A2, weight: 2}")},
            (),
            (Obstacle.WEIGHTS,),
        ),
        (
            {"framework.yaml": FRAMEWORK.replace("exponent: 0.5", "exponent: 1")},
            (),
            (Obstacle.MEAN,),
        ),
    ],
)
def test_the_same_questions_put_together_in_another_way_are_told(
    tmp_path: Path,
    files: dict[str, str | None],
    group: tuple[Obstacle, ...],
    total: tuple[Obstacle, ...],
) -> None:
    found = way(tmp_path, files)
    assert {one.fate for one in found.questions} == {Fate.SAME}
    assert found.group("A2").obstacles == group
    assert found.total.obstacles == total


def test_another_red_line_stands_in_the_way_of_its_group_alone(tmp_path: Path) -> None:
    found = way(tmp_path, {"framework.yaml": FRAMEWORK.replace("cap: 0.5", "cap: 0.4")})
    assert found.group("A1").obstacles == (Obstacle.CAPS,)
    assert found.group("A2").comparable
    assert found.total.obstacles == (Obstacle.CAPS,)


def test_the_fingerprint_of_a_question_rests_on_scale_questions_and_anchors(tmp_path: Path) -> None:
    structure, text = version(tmp_path, "old")
    one, words = structure.indicator("A1.1"), text.indicators["A1.1"]
    other, other_words = structure.indicator("A2.1"), text.indicators["A2.1"]
    assert question_hash(one, words) == question_hash(one, words)
    assert question_hash(one, words) != question_hash(one, other_words)
    assert question_hash(one, words) == question_hash(other, words)
    assert len(question_hash(other, other_words)) == 64


# ---------------------------------------------------------------- rounds side by side
HERE = Territory("town", "Town", Level.LOCAL)


def answered(structure: Framework, **grades: float) -> RoundFigures:
    given = [
        Response(code.replace("_", "."), AnswerState.ANSWERED, grade, agreed=True)
        for code, grade in grades.items()
    ]
    return RoundFigures(score(structure, given, HERE))


def test_only_questions_that_ask_the_same_are_compared(tmp_path: Path) -> None:
    old = version(tmp_path, "old")
    again = TEXT.replace("Is there a map?", "Is there a good map?")
    new = version(
        tmp_path,
        "new",
        {
            "text/en/A1.1.yaml": again,
            "indicators/A2.2.yaml": THIRD,
            "text/en/A2.2.yaml": THIRD_TEXT,
        },
    )
    path = continuity(old, new)
    before = RoundFigures(answered(old[0], A1_1=1, A2_1=1).scorecard, path)
    after = answered(new[0], A1_1=2, A2_1=2, A2_2=2).scorecard
    found = compared(new[0], before, after)
    # Grade 1 of 0–2 scores 0.5, grade 2 scores 1.
    assert found.moved == (RoundChange("A2.1", 0.5, 1.0),)
    assert [one.code for one in found.not_compared] == ["A1.1", "A2.2"]


def test_in_the_same_version_everything_is_compared(tmp_path: Path) -> None:
    structure, _text = version(tmp_path, "old")
    before, after = answered(structure, A1_1=2, A2_1=1), answered(structure, A1_1=2, A2_1=0)
    found = compared(structure, before, after.scorecard)
    assert found.moved == (RoundChange("A2.1", 0.5, 0.0),)
    assert (found.unmoved, found.not_compared) == (1, ())


def test_a_group_stands_beside_its_earlier_figure_with_what_is_in_the_way(tmp_path: Path) -> None:
    old = version(tmp_path, "old")
    new = version(tmp_path, "new", {"indicators/A2.1.yaml": SECOND + "weight: 2\n"})
    before = RoundFigures(answered(old[0], A1_1=2, A2_1=1).scorecard, continuity(old, new))
    lines = through_rounds(new[0], [before, answered(new[0], A1_1=2, A2_1=1)])
    assert [line.code for line in lines] == ["total", "A1", "A2"]
    first, second = lines[2].cells
    assert first.change == FigureChange("A2", (Obstacle.WEIGHTS,))
    assert second.change.comparable
    assert [cell.score.value for cell in (first, second) if cell.score] == [0.5, 0.5]
