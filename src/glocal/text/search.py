"""Find documents by words, and say for each hit why it was found.

The rank is BM25 with one weight per field (Robertson and Zaragoza, 2009, "The Probabilistic
Relevance Framework", doi:10.1561/1500000019): a rare word counts more than a common one, and a
word in the title more than one in the body. A word of the query also finds longer words that
begin with it ("school" finds "schools"), at a discount.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glocal.text.folding import words, words_with_places

_SATURATION = 1.2
_LENGTH = 0.5
_LONGER = 0.6
_SHORTEST_BEGINNING = 3
_AROUND = 70


@dataclass(frozen=True)
class Field:
    """A part of a document: what it is called, how much it counts, and its text."""

    name: str
    weight: float
    text: str


@dataclass(frozen=True)
class Reason:
    """Why a document was found: the field, an excerpt of it, and the words found there.

    ``excerpt`` is a list of pieces; in each, the second value says whether this is a word that
    was looked for, so that a page can mark it without parsing anything.
    """

    field: str
    excerpt: tuple[tuple[str, bool], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A document that holds every word of the query, with its score and the reasons."""

    id: str
    score: float
    reasons: tuple[Reason, ...]


class SearchIndex:
    """An index over small documents in one language, kept in memory.

    Building is linear in the length of the texts; a query looks up its words in a sorted list and
    touches only the documents that hold them.
    """

    def __init__(self, documents: Mapping[str, Sequence[Field]]) -> None:
        self._fields = {name: tuple(fields) for name, fields in documents.items()}
        self._counts: dict[str, dict[str, float]] = defaultdict(dict)
        lengths: dict[str, float] = {}
        for name, fields in self._fields.items():
            weighted: Counter[str] = Counter()
            length = 0
            for field in fields:
                found = words(field.text)
                length += len(found)
                for word, count in Counter(found).items():
                    weighted[word] += field.weight * count  # type: ignore[assignment]
            lengths[name] = length
            for word, weight in weighted.items():
                self._counts[word][name] = weight
        mean = sum(lengths.values()) / len(lengths) if lengths else 1.0
        self._norm = {
            name: _SATURATION * (1 - _LENGTH + _LENGTH * length / (mean or 1.0))
            for name, length in lengths.items()
        }
        self._words = sorted(self._counts)

    def search(self, query: str, *, reasons: int = 3) -> tuple[Hit, ...]:
        """The documents that hold every word of ``query``, best first; none for an empty query.

        Equal scores are in the order of the ids, so that a page is the same every time. Reasons
        take longer than finding: ask for 0, and for those of a hit that is shown by ``reasons``.
        """
        wanted = list(dict.fromkeys(words(query)))
        if not wanted:
            return ()
        scores = [self._matches(word) for word in wanted]
        common = set(scores[0]).intersection(*scores[1:])
        ranked = sorted(
            ((sum(found[name] for found in scores), name) for name in common),
            key=lambda pair: (-pair[0], pair[1]),
        )
        forms = self._all_forms(wanted)
        return tuple(
            Hit(name, score, self._reasons(name, forms, reasons)) for score, name in ranked
        )

    def reasons(self, name: str, query: str, most: int = 3) -> tuple[Reason, ...]:
        """Why the document ``name`` is found by ``query``: its weightiest fields first."""
        return self._reasons(name, self._all_forms(words(query)), most)

    def _all_forms(self, wanted: Sequence[str]) -> frozenset[str]:
        return frozenset().union(*(self._forms(word) for word in wanted))

    def _forms(self, word: str) -> dict[str, float]:
        """The words of the index that ``word`` finds, each with its discount."""
        forms = {word: 1.0} if word in self._counts else {}
        if len(word) >= _SHORTEST_BEGINNING:
            for index in range(bisect_left(self._words, word), len(self._words)):
                longer = self._words[index]
                if not longer.startswith(word):
                    break
                forms.setdefault(longer, _LONGER)
        return forms

    def _matches(self, word: str) -> dict[str, float]:
        """The documents that hold ``word``, each with its gain."""
        found: dict[str, float] = defaultdict(float)
        for form, discount in self._forms(word).items():
            holders = self._counts[form]
            rarity = math.log(1 + (len(self._fields) - len(holders) + 0.5) / (len(holders) + 0.5))
            for name, weight in holders.items():
                gain = weight * (_SATURATION + 1) / (weight + self._norm[name])
                found[name] = max(found[name], discount * rarity * gain)
        return found

    def _reasons(self, name: str, forms: frozenset[str], most: int) -> tuple[Reason, ...]:
        found: list[Reason] = []
        for field in sorted(self._fields[name], key=lambda field: -field.weight):
            if len(found) >= most:
                break
            places = [
                (word, start, end)
                for word, start, end in words_with_places(field.text)
                if word in forms
            ]
            if places:
                heard = tuple(dict.fromkeys(field.text[start:end] for _, start, end in places))
                found.append(Reason(field.name, _excerpt(field.text, places), heard))
        return tuple(found)


def _excerpt(text: str, places: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, bool], ...]:
    """A stretch of ``text`` round the first word found, with every found word marked."""
    first = places[0][1]
    begin = 0 if first <= _AROUND else text.rfind(" ", 0, first - _AROUND // 2) + 1
    last = places[0][2] + _AROUND
    end = len(text) if last >= len(text) else text.find(" ", last)
    end = len(text) if end < 0 else end
    pieces: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for _, start, stop in places:
        if start >= end:
            break
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:stop], True))
        at = stop
    if at < end:
        pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return tuple(pieces)
