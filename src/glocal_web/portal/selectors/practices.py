"""The practice library: search, filters with counts, and the points of the map.

Practices are files: no rows are read, and everybody may see them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.library import framework_of, practice_text, practices
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.model.practice import Practice
from glocal.reports.practice_search import PracticeSearch
from glocal.text.folding import fold
from glocal.text.search import Reason
from glocal_web.portal.mappers.country_names import country_names
from glocal_web.portal.mappers.labels import labels
from glocal_web.portal.mappers.practice_words import (
    FIELD_WORDS,
    dates_words,
    level_word,
    places_words,
    short_role,
)
from glocal_web.portal.mappers.text_status import page_language, text_origin
from glocal_web.portal.selectors.practices_map import JOINED, PracticeMap, practice_map

FACETS = ("sector", "indicator", "role", "level", "kind", "country", "sdg")
LONGEST_QUERY = 200
PRACTICES_A_PAGE = 30


@dataclass(frozen=True)
class Option:
    """One value of a filter: how many of the practices shown have it, and whether it is chosen."""

    value: str
    word: str
    count: int
    chosen: bool
    is_group: bool = False


@dataclass(frozen=True)
class Facet:
    """One filter; ``chosen`` is the option in force."""

    key: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option | None:
        """The option in force, ``None`` when this filter lets everything through."""
        return next((option for option in self.options if option.chosen), None)


@dataclass(frozen=True)
class Chip:
    """A filter in force in words, and the address of the page without it."""

    label: str
    word: str
    without: str


@dataclass(frozen=True)
class ReasonLine:
    """Why a practice was found: where, and an excerpt in pieces that says what to mark."""

    where: str
    excerpt: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class PracticeLine:
    """One practice in the list; ``lang`` is set when its words are not in the reader's language."""

    id: str
    title: str
    summary: str
    lang: str
    places: str
    dates: str
    kind: str
    codes: tuple[str, ...]
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class PracticeList:
    """The page of the library; ``asked`` is what the address asks for, cleaned.

    ``found`` are the ids of all that fit, ``lines`` those of this ``page`` of the list.
    """

    query: str
    found: tuple[str, ...]
    page: Page
    lines: tuple[PracticeLine, ...]
    total: int
    facets: tuple[Facet, ...]
    asked: Mapping[str, str]
    without_filters: int
    map: PracticeMap

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The filters in force, each with the address without it."""
        found = []
        for facet in self.facets:
            if facet.chosen is not None:
                rest = {key: value for key, value in self.asked.items() if key != facet.key}
                found.append(Chip(facet.label, facet.chosen.word, f"?{urlencode(rest)}"))
        return tuple(found)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter besides the words is in force."""
        return any(key != "q" for key in self.asked)

    @property
    def framework_version(self) -> str:
        """The version of the main framework whose indicators are named here."""
        return framework_of(MAIN_FRAMEWORK).version


def practice_list(asked: Mapping[str, str]) -> PracticeList:
    """The practices that the words and filters of an address ask for.

    Values that no filter knows are left out, so that an old or a broken address still shows
    something. Found by words, the best match comes first; otherwise by title.
    """
    language = page_language()
    query = " ".join(asked.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    candidates = [practices()[key] for key in _found(query, language)]
    chosen = {key: value for key in FACETS if (value := _valid(key, asked.get(key, "")))}
    found = [one for one in candidates if _fits(one, chosen)]
    asked_for = {**({"q": query} if query else {}), **chosen}
    shown = Paginator(found, PRACTICES_A_PAGE).get_page(asked.get("page"))
    return PracticeList(
        query=query,
        found=tuple(one.id for one in found),
        page=shown,
        lines=tuple(_line(one, query, language) for one in shown),
        total=len(practices()),
        facets=tuple(_facet(key, candidates, chosen, language) for key in FACETS),
        asked=asked_for,
        without_filters=len(candidates),
        map=practice_map(found, asked_for, language),
    )


@cache
def practice_search(language: str) -> PracticeSearch:
    """The index of one language, built when it is first asked for."""
    return PracticeSearch(language, country_names(language))


def reason_lines(reasons: Iterable[Reason]) -> tuple[ReasonLine, ...]:
    """The reasons of a hit with the part of the practice in words."""
    return tuple(
        ReasonLine(str(FIELD_WORDS.get(reason.field, reason.field)), reason.excerpt)
        for reason in reasons
    )


def _found(query: str, language: str) -> tuple[str, ...]:
    if query:
        return practice_search(language).search(query)
    return _by_title(language)


@cache
def _by_title(language: str) -> tuple[str, ...]:
    return tuple(
        sorted(practices(), key=lambda key: (fold(practice_text(key, language).title), key))
    )


def _values(one: Practice, key: str) -> frozenset[str]:
    """What a practice has for a filter; an indicator counts for its sub-dimension as well."""
    found: Iterable[str]
    if key == "sector":
        found = one.sectors
    elif key == "indicator":
        codes = [item.code for item in one.indicators]
        found = [*codes, *(code.partition(".")[0] for code in codes)]
    elif key == "role":
        found = [str(role) for role in one.roles]
    elif key == "level":
        found = [str(place.level) for place in one.places]
    elif key == "kind":
        found = [one.kind]
    elif key == "country":
        found = [place.country for place in one.places]
    else:
        found = [target for target, _by in one.sdg]
    return frozenset(found)


def _valid(key: str, value: str) -> str:
    """The value when some practice has it, else nothing."""
    known = frozenset().union(*(_values(one, key) for one in practices().values()))
    if key == "country":
        return JOINED.join(sorted(set(value.split(JOINED)) & known))
    return value if value in known else ""


def _fits(one: Practice, chosen: Mapping[str, str]) -> bool:
    return all(
        _values(one, key).intersection(value.split(JOINED) if key == "country" else [value])
        for key, value in chosen.items()
    )


def _facet(
    key: str, candidates: Iterable[Practice], chosen: Mapping[str, str], language: str
) -> Facet:
    """A filter with the counts that choosing each of its values would give."""
    others = {other: value for other, value in chosen.items() if other != key}
    counts = Counter(
        value for one in candidates if _fits(one, others) for value in _values(one, key)
    )
    here = chosen.get(key, "")
    words = _option_words(key, language)
    options = [
        Option(value, word, counts[value], value == here, key == "indicator" and "." not in value)
        for value, word in words.items()
        if counts[value] or value == here
    ]
    if JOINED in here and key == "country":
        names = country_names(language)
        several = ", ".join(names.get(code, code) for code in here.split(JOINED))
        number = sum(_fits(one, chosen) for one in candidates)
        options.insert(0, Option(here, several, number, True))
    return Facet(key, _facet_labels()[key], tuple(options))


def _option_words(key: str, language: str) -> Mapping[str, str]:
    """Every value of a filter with its word, in the order in which they are offered."""
    known = frozenset().union(*(_values(one, key) for one in practices().values()))
    if key == "indicator":
        words = labels(MAIN_FRAMEWORK, framework_of(MAIN_FRAMEWORK).version)
        return {
            code: f"{code} {title}"
            for sub in words.framework.sub_dimensions
            for code, title in (
                (sub.code, words.group(sub.code)),
                *((item.code, words.short(item.code)) for item in sub.indicators),
            )
        }
    if key == "country":
        names = country_names(language)
        return dict(
            sorted(((code, names.get(code, code)) for code in known), key=lambda one: fold(one[1]))
        )
    if key == "role":
        return {role: short_role(role, language) for role in vocabulary_ids("roles")}
    if key == "level":
        return {level: level_word(level, language) for level in vocabulary_ids("levels")}
    name = {"sector": "sectors", "kind": "practice-kinds", "sdg": "sdg-targets"}[key]
    words_of = vocabulary_words(name, language)
    return {
        value: f"{value} {words_of.get(value, '')}" if key == "sdg" else words_of.get(value, value)
        for value in vocabulary_ids(name)
    }


def _facet_labels() -> dict[str, str]:
    return {
        "sector": _("Sector"),
        "indicator": _("Indicator or sub-dimension"),
        "role": _("Mobility role"),
        "level": _("Level of government"),
        "kind": _("Kind"),
        "country": _("Country"),
        "sdg": _("SDG target"),
    }


def _line(one: Practice, query: str, language: str) -> PracticeLine:
    text = practice_text(one.id, language)
    reasons = practice_search(language).reasons(one.id, query) if query else ()
    return PracticeLine(
        id=one.id,
        title=text.title,
        summary=text.summary,
        lang=text_origin(text.provenance).lang,
        places=places_words(one, language),
        dates=dates_words(one) if one.start or one.end else _("dates not known"),
        kind=vocabulary_words("practice-kinds", language).get(one.kind, one.kind),
        codes=tuple(item.code for item in one.indicators),
        reasons=reason_lines(reasons),
    )
