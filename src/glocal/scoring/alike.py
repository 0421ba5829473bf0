"""Whether two rounds answered the same questions, and their figures over what both answered.

A score is the mean of what was answered. One answer more moves it though nothing became better, and
so does one more group that speaks: the difference of two such means says nothing about the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.model.response import Answer
from glocal.model.scorecard import Scorecard
from glocal.scoring.continuity import Obstacle
from glocal.scoring.scorecard import score_answers


@dataclass(frozen=True)
class LikeForLike:
    """Two rounds over nothing but the questions ``codes``, which both answered alike.

    Both are put together by the rules and weights of the later round's version.
    """

    codes: tuple[str, ...]
    before: Scorecard
    after: Scorecard


def same_voices(before: Answer, after: Answer) -> bool:
    """Whether the same stand behind two answers: all who took part, or the same groups."""
    if before.agreed and after.agreed:
        return True
    return before.by_group.keys() == after.by_group.keys()


def answered_otherwise(
    codes: Iterable[str], before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> tuple[Obstacle, ...]:
    """Why means over these questions are two things, empty when they are one and the same.

    ``codes`` ask the same in both rounds. Questions that are open in both stand in neither mean.
    """
    pairs = [(before[code], after[code]) for code in codes]
    other = any((one.score is None) != (two.score is None) for one, two in pairs)
    voices = any(_both(one, two) and not same_voices(one, two) for one, two in pairs)
    found = {Obstacle.ANSWERED: other, Obstacle.VOICES: voices}
    return tuple(why for why, is_so in found.items() if is_so)


def like_for_like(
    last: Framework,
    same: Iterable[str],
    before: Mapping[str, Answer],
    after: Mapping[str, Answer],
) -> LikeForLike:
    """Both rounds over the questions that both answered, by the same groups.

    ``same`` are the codes that ask the same in both rounds; ``last`` is the later one's version.
    """
    codes = tuple(
        code
        for code in same
        if _both(before[code], after[code]) and same_voices(before[code], after[code])
    )
    return LikeForLike(codes, _over(last, codes, before, after), _over(last, codes, after, after))


def _over(
    last: Framework,
    codes: Iterable[str],
    answers: Mapping[str, Answer],
    after: Mapping[str, Answer],
) -> Scorecard:
    """The answers to ``codes``; of the rest only that it does not apply, as the later round says.

    So both figures miss the same, and the rule that withholds a total treats them alike.
    """
    kept = set(codes)
    only = {
        one.code: answers[one.code]
        if one.code in kept
        else Answer(one.code, _without_answer(after[one.code]))
        for one in last.indicators
    }
    return score_answers(last, only)


def _without_answer(answer: Answer) -> AnswerState:
    if answer.state is AnswerState.NOT_APPLICABLE:
        return AnswerState.NOT_APPLICABLE
    return AnswerState.NOT_ANSWERED


def _both(one: Answer, other: Answer) -> bool:
    return one.score is not None and other.score is not None
