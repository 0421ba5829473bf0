"""One answer per indicator out of what several participants and groups said."""

import pytest

from glocal.errors import UnknownNameError
from glocal.model.kinds import AnswerState, EvidenceLevel, StakeholderGroup
from glocal.scoring.consolidate import consolidate
from tests.core.tiny import TINY, said, silent


def answer(*responses):
    return consolidate(TINY, responses)["A1.1"]


def test_groups_count_alike_so_that_many_officials_do_not_outvote_one_association():
    one = answer(
        said("A1.1", 3, group="authority", participant="a"),
        said("A1.1", 4, group="authority", participant="b"),
        said("A1.1", 4, group="authority", participant="c"),
        said("A1.1", 2, group="migrants-diaspora", participant="d"),
    )
    assert one.score == pytest.approx(0.75)  # the median 4 and the grade 2: (1 + 0.5) / 2
    assert one.by_group == {
        StakeholderGroup.AUTHORITY: 1.0,
        StakeholderGroup.MIGRANTS_DIASPORA: 0.5,
    }


def test_three_groups_give_their_mean_so_that_a_lonely_voice_counts():
    one = answer(
        said("A1.1", 4, group="authority"),
        said("A1.1", 4, group="academia"),
        said("A1.1", 1, group="displaced-people"),
    )
    assert one.score == pytest.approx(0.75)  # (1 + 1 + 0.25) / 3; their median would be 1


def test_a_group_of_two_speaks_with_the_mean_of_its_two_grades():
    assert answer(said("A1.1", 2, participant="a"), said("A1.1", 3, participant="b")).score == 0.625


def test_an_answer_is_as_well_supported_as_the_weakest_of_the_groups_best_evidence():
    one = answer(
        said("A1.1", 3, "none", "authority"),
        said("A1.1", 3, "checked", "authority"),
        said("A1.1", 3, "declared", "civil-society"),
    )
    assert one.evidence is EvidenceLevel.DECLARED


def test_a_grade_in_words_exists_only_when_everybody_gave_the_same():
    same = answer(said("A1.1", 3), said("A1.1", 3, group="academia"))
    differ = answer(said("A1.1", 3), said("A1.1", 4, group="academia"))
    assert (same.grade, differ.grade) == (3, None)


def test_an_agreed_answer_stands_alone_and_keeps_the_groups_visible():
    one = answer(
        said("A1.1", 4, "none", "authority"),
        said("A1.1", 1, "none", "migrants-diaspora"),
        said("A1.1", 2, "cited", "authority", agreed=True),
    )
    assert (one.grade, one.score, one.evidence, one.agreed) == (2, 0.5, EvidenceLevel.CITED, True)
    assert one.by_group[StakeholderGroup.MIGRANTS_DIASPORA] == 0.25


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["not-applicable", "not-applicable"], "not-applicable"),
        (["not-applicable", "not-answered"], "not-applicable"),
        (["not-applicable", "dont-know"], "dont-know"),
        (["dont-know", "not-answered"], "dont-know"),
        (["not-answered"], "not-answered"),
        ([], "not-answered"),
    ],
)
def test_without_a_grade_nobodys_silence_becomes_one(states, expected):
    one = answer(*(silent("A1.1", state) for state in states))
    assert one.state is AnswerState(expected)
    assert one.score is None


def test_one_grade_outweighs_any_number_of_other_states():
    one = answer(silent("A1.1", "not-applicable", "academia"), said("A1.1", 4))
    assert (one.state, one.score) == (AnswerState.ANSWERED, 1.0)


def test_every_indicator_of_the_framework_gets_an_answer_in_its_order():
    assert list(consolidate(TINY, [])) == ["A1.1", "A1.2", "A1.3", "A2.1", "A2.2", "B1.1"]


def test_a_foreign_indicator_is_refused():
    with pytest.raises(UnknownNameError):
        consolidate(TINY, [said("X1", 1)])
