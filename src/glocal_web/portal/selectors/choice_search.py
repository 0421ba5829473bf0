"""Find a few things to choose by words: whole words first, then beginnings, then misspellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from glocal.text.folding import words
from glocal.text.search import Field, SearchIndex

MOST_HITS = 8
# Words this short ("de", "at", "le", "من") and those below say nothing where others are looked for.
LONGEST_SMALL = 2
SMALL = frozenset(words("the for and los las del con por para una les des aux pour une sur على عن"))
# A misspelt word is a word of that list with a letter or two other, not a long word half alike.
SHORTEST_MISSPELT = 5
ALIKE = 0.8


@dataclass(frozen=True)
class Choice:
    """Something to choose: its value, its name, what it is, and where it belongs.

    ``also`` are other words for it, ``heard`` the one of them by which it was found.
    """

    value: str
    label: str
    about: str = ""
    where: str = ""
    also: tuple[str, ...] = ()
    heard: str = ""


class ChoiceIndex:
    """The choices of a list, in memory, with what they are called."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self._known = {one.value: one for one in choices}
        self._names = {
            value: tuple((name, _telling(words(name))) for name in (one.label, *one.also))
            for value, one in self._known.items()
        }
        self._index = SearchIndex(
            {
                one.value: (
                    Field("name", 4, one.label),
                    Field("also", 4, " ".join(one.also)),
                    Field("about", 1, one.about),
                    Field("where", 0.5, one.where),
                )
                for one in self._known.values()
            }
        )
        self._words = sorted(
            {one for many in self._names.values() for _, name in many for one in name}
        )

    def find(self, query: str) -> tuple[Choice, ...]:
        """The few that hold every telling word, best first; else by words that are spelt alike.

        First what is called so, then what has all the words in one of its names, then what has
        longer words that begin so, then what only speaks of it. A name goes before other words.
        """
        wanted = _telling(words(query))
        found = self._ranked(wanted)
        if not found and wanted:
            found = self._ranked([self._mended(one) for one in wanted])
        return found[:MOST_HITS]

    def _ranked(self, wanted: Sequence[str]) -> tuple[Choice, ...]:
        order = []
        for place, hit in enumerate(self._index.search(" ".join(wanted), reasons=0)):
            tier, which = min(
                (_tier(wanted, name), which) for which, (_, name) in enumerate(self._names[hit.id])
            )
            one = self._known[hit.id]
            heard = one.also[which - 1] if which and tier < _ELSEWHERE else ""
            order.append((tier, bool(heard), place, replace(one, heard=heard)))
        return tuple(found[-1] for found in sorted(order, key=lambda found: found[:3]))

    def _mended(self, word: str) -> str:
        """The word that was meant, or the word itself: the first letter is seldom wrong."""
        if len(word) < SHORTEST_MISSPELT or any(one.startswith(word) for one in self._words):
            return word
        alike = [one for one in self._words if one[0] == word[0] and abs(len(one) - len(word)) < 3]
        return next(iter(get_close_matches(word, alike, n=1, cutoff=ALIKE)), word)


_ELSEWHERE = 3


def _tier(wanted: Sequence[str], name: Sequence[str]) -> int:
    """How well one name answers what is wanted, 0 best."""
    if set(wanted) == set(name):
        return 0
    if set(wanted) <= set(name):
        return 1
    if all(any(word.startswith(one) for word in name) for one in wanted):
        return 2
    return _ELSEWHERE


def _telling(found: Sequence[str]) -> list[str]:
    """The words without the small ones, where others are left."""
    telling = [one for one in found if len(one) > LONGEST_SMALL and one not in SMALL]
    return telling or list(found)
