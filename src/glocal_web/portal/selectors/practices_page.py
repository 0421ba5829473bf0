"""One practice with everything that is known about it; no rows are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.formats import date_format

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.library import framework_of, practice_text, practices
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.practice import DrawnBy, Practice, PracticeSource, PracticeText
from glocal_web.portal.mappers.labels import GradeWord, Labels, labels
from glocal_web.portal.mappers.practice_words import (
    actors_by_group,
    cost_words,
    dates_words,
    day_words,
    level_word,
    place_words,
    places_words,
    short_role,
)
from glocal_web.portal.mappers.text_status import TextOrigin, page_language, text_origin
from glocal_web.portal.mappers.world_map import WorldMap, world_map
from glocal_web.portal.selectors.practices_map import map_points

NEIGHBOURS = 4
# A small map shows a third of the world round the places.
LOCATOR_WIDTH = 900.0


@dataclass(frozen=True)
class AnswerLine:
    """An indicator that the practice answers, why, and the grade it helps to reach."""

    code: str
    title: str
    lang: str
    why: str
    grade: GradeWord
    by_source: bool


@dataclass(frozen=True)
class TargetLine:
    """An SDG target with who named it."""

    target: str
    word: str
    by_source: bool


@dataclass(frozen=True)
class SourceLine:
    """A source as the page shows it: what it is, when it was read, and how."""

    source: PracticeSource
    carries: str
    date: str
    read: str
    link: str


@dataclass(frozen=True)
class Neighbour:
    """Another practice for some of the same indicators."""

    id: str
    title: str
    lang: str
    places: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """The card of facts, in words; an empty value is not known."""

    places: tuple[tuple[str, str], ...]
    dates: str
    kind: str
    actors: tuple[tuple[str, tuple[str, ...]], ...]
    cost: str
    cost_covers: str
    roles: tuple[str, ...]
    sectors: tuple[tuple[str, str], ...]
    phases: tuple[str, ...]


@dataclass(frozen=True)
class PracticePage:
    """Everything that is known and written about one practice."""

    practice: Practice
    text: PracticeText
    origin: TextOrigin
    places: str
    facts: Facts
    answers: tuple[AnswerLine, ...]
    targets: tuple[TargetLine, ...]
    gcm: tuple[tuple[int, str], ...]
    sources: tuple[SourceLine, ...]
    neighbours: tuple[Neighbour, ...]
    map: WorldMap
    version: str

    @property
    def lessons_from_source(self) -> bool:
        """Whether a source draws the lessons; otherwise they are ours, where there are any."""
        return self.practice.lessons_by is DrawnBy.SOURCE

    @property
    def recommendations_from_source(self) -> bool:
        """Whether a source makes the recommendations; otherwise they are ours."""
        return self.practice.recommendations_by is DrawnBy.SOURCE


def practice_page(practice_id: str) -> PracticePage:
    """One practice. Raises ``UnknownNameError`` when the library does not have it."""
    one = practices().get(practice_id)
    if one is None:
        raise UnknownNameError(f"There is no practice {practice_id!r}.")
    language = page_language()
    text = practice_text(practice_id, language)
    newest = framework_of(MAIN_FRAMEWORK)
    targets = vocabulary_words("sdg-targets", language)
    objectives = vocabulary_words("gcm-objectives", language)
    return PracticePage(
        practice=one,
        text=text,
        origin=text_origin(text.provenance),
        places=places_words(one, language),
        facts=_facts(one, text, language),
        answers=_answers(one, text, labels(newest.id, newest.version)),
        targets=tuple(
            TargetLine(target, targets.get(target, ""), by is DrawnBy.SOURCE)
            for target, by in one.sdg
        ),
        gcm=tuple((number, objectives.get(str(number), "")) for number in one.gcm),
        sources=tuple(
            _source(source, carries)
            for source, carries in zip(one.sources, text.carries, strict=True)
        ),
        neighbours=_neighbours(one, language),
        map=world_map(map_points([one], language), LOCATOR_WIDTH),
        version=newest.version,
    )


def _facts(one: Practice, text: PracticeText, language: str) -> Facts:
    kinds = vocabulary_words("practice-kinds", language)
    phases = vocabulary_words("phases", language)
    sectors = vocabulary_words("sectors", language)
    return Facts(
        places=tuple(
            (place_words(place, language), level_word(place.level, language))
            for place in one.places
        ),
        dates=dates_words(one),
        kind=kinds.get(one.kind, one.kind),
        actors=actors_by_group(one.actors, language),
        cost=cost_words(one.cost) if one.cost else "",
        cost_covers=text.cost_covers if one.cost else "",
        roles=tuple(short_role(role, language) for role in one.roles),
        sectors=tuple((sector, sectors.get(sector, sector)) for sector in one.sectors),
        phases=tuple(phases.get(phase, phase) for phase in one.phases),
    )


def _answers(one: Practice, text: PracticeText, words: Labels) -> tuple[AnswerLine, ...]:
    return tuple(
        AnswerLine(
            item.code,
            words.title(item.code),
            words.lang_of(item.code, "title"),
            text.answers.get(item.code, ""),
            words.grade(words.framework.indicator(item.code), item.grade),
            item.by is DrawnBy.SOURCE,
        )
        for item in one.indicators
    )


def _source(source: PracticeSource, carries: str) -> SourceLine:
    # Only addresses of the web become links: a file of ours could hold anything else by mistake.
    is_link = urlsplit(source.url).scheme in {"http", "https"}
    return SourceLine(
        source,
        carries,
        day_words(source.date),
        date_format(date.fromisoformat(source.read), "DATE_FORMAT"),
        source.url if is_link else "",
    )


def _neighbours(one: Practice, language: str) -> tuple[Neighbour, ...]:
    """Others with the most indicators in common, then with the most mobility roles in common."""
    codes = {item.code for item in one.indicators}
    ranked = []
    for other in practices().values():
        shared = tuple(item.code for item in other.indicators if item.code in codes)
        if shared and other.id != one.id:
            roles = len(set(other.roles) & set(one.roles))
            ranked.append((-len(shared), -roles, other.id, shared))
    found = []
    for *_rank, key, shared in sorted(ranked)[:NEIGHBOURS]:
        text = practice_text(key, language)
        found.append(
            Neighbour(
                key,
                text.title,
                text_origin(text.provenance).lang,
                places_words(practices()[key], language),
                shared,
            )
        )
    return tuple(found)
