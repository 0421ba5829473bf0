"""The practices that answer an indicator, for its page and for the gap; no rows are read."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.advice.practices import PracticeMatch, practices_for
from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.library import practice_text, practices
from glocal.model.framework import Indicator
from glocal.model.territory import Territory
from glocal_web.portal.mappers.labels import GradeWord, Labels
from glocal_web.portal.mappers.practice_words import level_word, places_words, short_role
from glocal_web.portal.mappers.text_status import page_language, text_origin

SHOWN = 3


@dataclass(frozen=True)
class AnswerOfPractice:
    """A practice that answers an indicator, with the reasons in words.

    ``grade`` is the grade it helps to reach, ``ahead`` whether that is above the present one;
    ``roles`` and ``level`` are what it has in common with the territory, empty where nothing.
    """

    id: str
    title: str
    lang: str
    places: str
    why: str
    grade: GradeWord
    ahead: bool
    roles: tuple[str, ...]
    level: str


@dataclass(frozen=True)
class IndicatorPractices:
    """The first of the practices for an indicator; ``total`` counts them all."""

    code: str
    lines: tuple[AnswerOfPractice, ...]
    total: int
    for_territory: bool


def indicator_practices(
    words: Labels,
    indicator: Indicator,
    *,
    grade: float | None = None,
    territory: Territory | None = None,
) -> IndicatorPractices:
    """At most three practices that answer ``indicator``, the most useful to ``territory`` first.

    None for an indicator of another framework: the library names those of the main one.
    """
    matches: tuple[PracticeMatch, ...] = ()
    if words.framework.id == MAIN_FRAMEWORK:
        matches = practices_for(
            practices().values(), indicator.code, grade=grade, territory=territory
        )
    return IndicatorPractices(
        code=indicator.code,
        lines=tuple(_line(words, indicator, match, territory) for match in matches[:SHOWN]),
        total=len(matches),
        for_territory=territory is not None,
    )


def practice_count(framework_id: str, code: str) -> int:
    """How many practices answer an indicator of this framework."""
    if framework_id != MAIN_FRAMEWORK:
        return 0
    return sum(one.answers(code) is not None for one in practices().values())


def _line(
    words: Labels, indicator: Indicator, match: PracticeMatch, territory: Territory | None
) -> AnswerOfPractice:
    language = page_language()
    text = practice_text(match.practice.id, language)
    return AnswerOfPractice(
        id=match.practice.id,
        title=text.title,
        lang=text_origin(text.provenance).lang,
        places=places_words(match.practice, language),
        why=text.answers.get(indicator.code, ""),
        grade=words.grade(indicator, match.answer.grade),
        ahead=match.ahead,
        roles=tuple(short_role(role, language) for role in match.roles),
        level=level_word(territory.level, language) if territory and match.same_level else "",
    )
