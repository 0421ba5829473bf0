"""What the names in a portfolio may mean, and what to say of a name that means nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from glocal.loading.schema import nearest
from glocal.loading.vocabulary import vocabulary_ids
from glocal.loading.written import shown
from glocal.model.portfolio import Area
from glocal.model.taxonomy import Organisation, Taxonomy

Path = tuple[str | int, ...]
Fault = tuple[Path, str, str]
"""Where below the entry, what is wrong, and how to mend it."""

MOST_GUESSES = 500
"""Names of one file for which a near one is looked for; after that the search costs too much."""

FEW = 12
"""A list up to this long is named in full when no name in it is near."""


@dataclass(frozen=True)
class Known:
    """All that a portfolio may name.

    ``areas`` and ``organisations`` (bodies with a name; the taxonomy has the kinds) are those that
    can be relied on. ``declared`` are ids that stand somewhere although their entry has errors:
    they count as known, so that one error is not told a hundred times.
    """

    taxonomy: Taxonomy
    areas: Mapping[str, Area] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    policies: Collection[str] = ()
    provisions: Collection[str] = ()
    declared: Mapping[str, Collection[str]] = field(default_factory=dict)
    _guesses: dict[tuple[str, str], str | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """All names by what they name."""
        own: dict[str, Iterable[str]] = {
            "action": self.taxonomy.actions,
            "organisation": {*self.taxonomy.organisations, *self.organisations},
            "territory": self.areas,
            "goal": self.taxonomy.goals,
            "barrier": {*vocabulary_ids("barriers"), *self.taxonomy.cannot},
            "phase": vocabulary_ids("phases"),
            "sector": vocabulary_ids("sectors"),
            "policy": self.policies,
            "provision": self.provisions,
            "policy or goal": {
                *self.policies,
                *self.taxonomy.goals,
                *self.declared.get("policy", ()),
            },
        }
        return {
            what: frozenset(names) | frozenset(self.declared.get(what, ()))
            for what, names in own.items()
        }

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """The values of each dimension of the population."""
        return {item.id: frozenset(item.values) for item in self.taxonomy.population.dimensions}

    def unknown(self, what: str, name: str, path: Path) -> Iterator[Fault]:
        """A fault when there is no ``what`` (``action``, ``territory``, …) called ``name``."""
        if name.strip() not in self.names[what]:
            yield path, f"There is no {what} '{shown(name)}'.", self._mend(what, name.strip())

    def unknown_each(self, what: str, names: Iterable[str], path: Path) -> Iterator[Fault]:
        """The same for each name of a list."""
        for index, name in enumerate(names):
            yield from self.unknown(what, name, (*path, index))

    def unknown_values(self, limits: Mapping[str, Iterable[str]], path: Path) -> Iterator[Fault]:
        """Dimensions and values of a group that the population does not have."""
        for dimension, values in limits.items():
            known = self.values.get(dimension.strip())
            if known is None:
                yield (
                    (*path, dimension),
                    f"People are not told apart by '{shown(dimension)}'.",
                    self._guess("dimension", dimension, frozenset(self.values))
                    or f"Use one of: {', '.join(self.values)}.",
                )
                continue
            for index, value in enumerate(values):
                if value.strip() not in known:
                    yield (
                        (*path, dimension, index),
                        f"'{shown(value)}' is no value of '{dimension}'.",
                        self._guess(dimension, value, known)
                        or f"Use one of: {', '.join(self._in_order(dimension))}.",
                    )

    def place_of(self, organisation: str) -> str | None:
        """The territory of a body or of the nearest one above it that has one."""
        seen: set[str] = set()
        node: str | None = organisation
        while node is not None and node not in seen:
            seen.add(node)
            body = self.organisations.get(node) or self.taxonomy.organisations.get(node)
            if body is None or body.territory is not None:
                return None if body is None else body.territory
            node = body.parent
        return None

    def on_one_line(self, first: str, second: str) -> bool:
        """Whether one of two territories lies in the other; true when one is not known."""
        if first not in self.areas or second not in self.areas:
            return True
        return first in self._above(second) or second in self._above(first)

    def lies_in(self, inner: str, outer: str) -> bool:
        """Whether a territory is another one or lies in it; true when one is not known."""
        if inner not in self.areas or outer not in self.areas:
            return True
        return outer in self._above(inner)

    def _above(self, area: str) -> list[str]:
        way: list[str] = []
        node: str | None = area
        while node is not None and node in self.areas and node not in way:
            way.append(node)
            node = self.areas[node].parent
        return way

    def _in_order(self, dimension: str) -> tuple[str, ...]:
        population = self.taxonomy.population
        return next(item.values for item in population.dimensions if item.id == dimension)

    def _mend(self, what: str, name: str) -> str:
        for other, names in self.names.items():
            if other != what and name in names:
                article = "an" if other[0] in "ao" else "a"
                return f"'{name}' is {article} {other}; name {_article(what)} {what} here."
        guess = self._guess(what, name, self.names[what])
        if guess is not None:
            return guess
        known = sorted(self.names[what])
        if 0 < len(known) <= FEW:
            return f"Use one of: {', '.join(known)}."
        return MENDS[what]

    def _guess(self, what: str, name: str, known: frozenset[str]) -> str | None:
        key = (what, name)
        if key not in self._guesses and len(self._guesses) < MOST_GUESSES:
            self._guesses[key] = nearest(name.lower(), set(known))
        return self._guesses.get(key)


MENDS = {
    "action": "Use an id of the taxonomy, or add the action under 'extends'.",
    "organisation": "Use a kind of body of the taxonomy, or add the body under 'organisations'.",
    "territory": "Add it under 'territories'.",
    "goal": "Use an id of the taxonomy, or add the goal under 'extends'.",
    "barrier": "Use an id of the vocabulary 'barriers'.",
    "phase": "Use an id of the vocabulary 'phases'.",
    "sector": "Use an id of the vocabulary 'sectors'.",
    "policy": "Add the policy, or leave this out.",
    "provision": "Add the provision, or leave this out.",
    "policy or goal": "Add the policy, use the id of a goal, or leave this out.",
}


def _article(word: str) -> str:
    return "an" if word[0] in "aeio" else "a"
