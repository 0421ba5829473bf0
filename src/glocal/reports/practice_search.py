"""Find practices by words and by codes, with the reason for each; one index a language.

The site and the command line search the same documents, so that both find the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from glocal.loading.catalogue import MAIN_FRAMEWORK, framework_text
from glocal.loading.library import framework_of, practice_text, practices
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.practice import Practice, PracticeText
from glocal.text.folding import words
from glocal.text.search import Field, Reason, SearchIndex

WEIGHTS: Mapping[str, float] = {
    "title": 6.0,
    "search": 5.0,
    "places": 4.0,
    "summary": 3.0,
    "indicators": 2.5,
    "sectors": 2.0,
    "kind": 2.0,
    "actors": 2.0,
    "sdg": 1.5,
    "introduction": 1.0,
    "context": 1.0,
    "done": 1.0,
    "lessons": 1.0,
    "recommendations": 1.0,
}
"""What a word counts in each part of a practice; ours, chosen so that names come before prose."""

_CODE = re.compile(r"(?<![\w.])(?:[A-Za-z]\d+\.\d+|\d{1,2}\.(?:\d{1,2}|[a-dA-D]))(?![\w]|\.\d)")
_LONGEST_QUERY = 200


class PracticeSearch:
    """All practices in one language, ready to be searched.

    ``countries`` gives the names of countries by their codes of two letters (ISO 3166-1); the core
    ships none, and without them a country is found by its code alone.
    """

    def __init__(self, language: str, countries: Mapping[str, str] | None = None) -> None:
        self._titles = indicator_titles(language)
        self._targets = vocabulary_words("sdg-targets", language)
        self._practices = practices()
        self._index = SearchIndex(
            {
                key: practice_fields(
                    practice, practice_text(key, language), language, countries or {}
                )
                for key, practice in self._practices.items()
            }
        )

    def search(self, query: str) -> tuple[str, ...]:
        """The ids of the practices that hold every word and every code of ``query``, best first.

        ``A2.1`` finds the practices that answer this indicator, ``10.7`` those that serve this SDG
        target; a code that nothing is known of is looked for as words. The rest of the query is
        searched as in ``SearchIndex``. With codes alone, practices are in the order of their ids.
        """
        codes, plain = self._parted(query)
        found: Iterable[str]
        if words(plain):
            found = [hit.id for hit in self._index.search(plain, reasons=0)]
        else:
            found = sorted(self._practices) if codes else ()
        return tuple(
            key
            for key in found
            if all(self._reason(self._practices[key], code) is not None for code in codes)
        )

    def reasons(self, practice_id: str, query: str, most: int = 3) -> tuple[Reason, ...]:
        """Why ``query`` finds this practice: codes first, then what shows the most of its words."""
        codes, plain = self._parted(query)
        named = [self._reason(self._practices[practice_id], code) for code in codes]
        told = self._index.reasons(practice_id, plain, len(WEIGHTS))
        every = (*(reason for reason in named if reason), *_telling(told, words(plain)))
        return every[:most]

    def _parted(self, query: str) -> tuple[list[str], str]:
        """The codes that are known, and the query without them."""
        query = query[:_LONGEST_QUERY]
        codes = [code for code in _CODE.findall(query) if self._known(code)]
        for code in codes:
            query = query.replace(code, " ")
        return codes, query

    def _known(self, code: str) -> bool:
        return code.upper() in self._titles or code.lower() in self._targets

    def _reason(self, practice: Practice, code: str) -> Reason | None:
        """Why a practice is found by a code, ``None`` when it has nothing to do with it."""
        if code.upper() in self._titles:
            if practice.answers(code.upper()) is None:
                return None
            field, name, title = "indicators", code.upper(), self._titles[code.upper()]
        else:
            if code.lower() not in {target for target, _ in practice.sdg}:
                return None
            field, name, title = "sdg", code.lower(), self._targets[code.lower()]
        return Reason(field, ((name, True), (f" {title}", False)), (name,))


def _telling(reasons: Sequence[Reason], wanted: Sequence[str]) -> list[Reason]:
    """The reasons in an order in which the first ones show as many of the words as they can."""
    ordered, rest, missing = [], list(reasons), set(wanted)
    while rest:
        # Of equals the first, which is of the weightier part.
        best = max(rest, key=lambda reason: len(missing & _heard(reason, wanted)))
        rest.remove(best)
        ordered.append(best)
        missing -= _heard(best, wanted)
    return ordered


def _heard(reason: Reason, wanted: Sequence[str]) -> set[str]:
    """The words of the query that its excerpt shows, also as the beginning of longer words."""
    shown = words(" ".join(piece for piece, is_hit in reason.excerpt if is_hit))
    return {word for word in wanted if any(form.startswith(word) for form in shown)}


def practice_fields(
    practice: Practice, text: PracticeText, language: str, countries: Mapping[str, str]
) -> tuple[Field, ...]:
    """The parts of a practice that are searched, in the order of ``WEIGHTS``."""
    titles = indicator_titles(language)
    sectors = vocabulary_words("sectors", language)
    targets = vocabulary_words("sdg-targets", language)
    kinds = vocabulary_words("practice-kinds", language)
    parts: dict[str, Iterable[str]] = {
        "title": [text.title],
        "search": text.search,
        "places": [
            f"{place.name}, {countries.get(place.country, place.country)}"
            for place in practice.places
        ],
        "summary": [text.summary],
        "indicators": [f"{item.code} {titles.get(item.code, '')}" for item in practice.indicators],
        "sectors": [sectors.get(sector, sector) for sector in practice.sectors],
        "kind": [kinds.get(practice.kind, practice.kind)],
        "actors": [actor.name for actor in practice.actors],
        "sdg": [f"{target} {targets.get(target, '')}" for target, _ in practice.sdg],
        "introduction": [text.introduction],
        "context": [text.context],
        "done": text.done,
        "lessons": text.lessons,
        "recommendations": text.recommendations,
    }
    # Lists are joined by a dot, which ends an excerpt's phrase for the eye; prose by a space.
    return tuple(
        Field(
            name,
            weight,
            (" · " if name in LISTS else " ").join(part.strip() for part in parts[name]),
        )
        for name, weight in WEIGHTS.items()
    )


LISTS = frozenset({"search", "places", "indicators", "sectors", "actors", "sdg"})
"""The parts that are lists of names."""


def indicator_titles(language: str) -> Mapping[str, str]:
    """The titles of the indicators of the newest main framework, by code."""
    structure = framework_of(MAIN_FRAMEWORK)
    texts = framework_text(structure.id, structure.version, language).indicators
    return {item.code: texts[item.code].title for item in structure.indicators}
