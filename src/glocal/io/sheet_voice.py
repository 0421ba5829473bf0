"""How ids are shown in the cells of a spreadsheet, and which id somebody meant by a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from glocal.io.portfolio_sheets import Column, Kind, Sheet
from glocal.loading.coherence_words import coherence_words
from glocal.loading.families import LANGUAGES
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.sheet_words import SheetWords, sheet_words
from glocal.loading.taxonomy import taxonomy_words
from glocal.loading.taxonomy_text import words_with
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.taxonomy import Taxonomy
from glocal.model.taxonomy_words import TaxonomyWords, Words
from glocal.text.folding import fold

DASH = " — "
"""Stands between an id and its name; an id has no spaces."""

ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
OPEN = frozenset({"action", "organisation", "goal", "territory", "policy", "provision", "rated"})
"""What is named by ids that people may add to; ``rated`` is a policy or a goal."""

VOCABULARIES = {"barrier": "barriers", "phase": "phases", "sector": "sectors", "level": "levels"}
SHORT_WORDS = {"modality", "tri", "means", "confidence", "support"}
"""Closed lists whose words are those of the coherence check."""


class Voice:
    """The words of one language, over one taxonomy.

    ``own`` are the names that a portfolio gives its bodies, territories and policies, by what.
    """

    def __init__(
        self, taxonomy: Taxonomy, language: str, own: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self.taxonomy, self.own = taxonomy, own or {}
        self.words: SheetWords = sheet_words(language)
        self.language = self.words.language

    def heading(self, sheet: Sheet, column: Column) -> str:
        """The heading of a column."""
        if column.dimension:
            return self.words.dimension.format(name=self._dimension(column.dimension))
        return self.words.headings[sheet.id][column.id]

    def help(self, sheet: Sheet, column: Column) -> str:
        """What to write into a column."""
        if column.dimension:
            return self.words.help_of_dimension
        hint = "choose" if column.kind in {Kind.CHOICE, Kind.NAME} else "several"
        if sheet.id == "provisions" and column.id in {"territory", "from", "until"}:
            hint = "own"
        return self.words.help[sheet.id].get(column.id, self.words.hints[hint])

    def choices(self, what: str) -> Mapping[str, str]:
        """The words of a closed list by id, in its order."""
        if what in VOCABULARIES:
            return vocabulary_words(VOCABULARIES[what], self.language)
        if what == "yes":
            return {key: word for key, word in self.choices("tri").items() if key != "unknown"}
        if what in SHORT_WORDS:
            return coherence_words(self.language).words[what]
        if what.startswith("value:"):
            return self._values(what.removeprefix("value:"))
        return self.words.values[what]

    def names(self, what: str) -> Mapping[str, str]:
        """The names that a portfolio and the taxonomy have for what ids name; maybe empty."""
        words: Mapping[str, Words] = {}
        known: Iterable[str] = ()
        match what:
            case "action":
                known, words = self.taxonomy.actions, self._taxonomy_words.actions
            case "organisation":
                known, words = self.taxonomy.organisations, self._taxonomy_words.organisations
            case "goal" | "rated":
                known, words = self.taxonomy.goals, self._taxonomy_words.goals
        names = {key: words[key].name if key in words else "" for key in known}
        return {**self.own.get(what, {}), **names}

    def shown_choice(self, what: str, choice: str) -> str:
        """A choice as it stands in a cell: its word, or the id where the word would mislead."""
        word = self.choices(what).get(choice, choice)
        return word if self.meant(what, word) == choice else choice

    def shown_name(self, what: str, name: str) -> str:
        """A name as it stands in a cell of its own: the id, with what it means beside it."""
        word = " ".join(self.names(what).get(name, "").split())
        return f"{name}{DASH}{word}" if word else name

    def meant(self, what: str, text: str) -> str:
        """The id that ``text`` means: an id, an id with a name, or a name in any language.

        ``text`` itself when it means nothing. Where people give ids of their own, what looks like
        an id is one: a body may be called «escuela» without meaning the kind of that name.
        """
        head = text.partition(DASH.strip())[0].strip() or text
        if what in OPEN and ID.fullmatch(head):
            return head
        index = self._index(what)
        return index.get(fold(text)) or index.get(fold(head)) or head

    def _index(self, what: str) -> Mapping[str, str]:
        if what not in self._indices:
            self._indices[what] = dict(self._index_of(what))
        return self._indices[what]

    @cached_property
    def _indices(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _index_of(self, what: str) -> Iterator[tuple[str, str]]:
        """Folded words and ids with the id they mean; a word of several ids means none of them."""
        found: dict[str, set[str]] = {}
        ids: set[str] = set()
        for language in LANGUAGES:
            voice = self if language == self.language else Voice(self.taxonomy, language)
            named = what in {"action", "organisation", "goal", "rated"}
            listed = voice.names(what) if named else voice._choices_or_none(what)
            ids.update(listed)
            for name, word in listed.items():
                found.setdefault(fold(word), set()).add(name)
        for word, meant in found.items():
            if word and len(meant) == 1:
                yield word, next(iter(meant))
        for name in ids:
            yield fold(name), name

    def _choices_or_none(self, what: str) -> Mapping[str, str]:
        return {} if what in OPEN else self.choices(what)

    @cached_property
    def _taxonomy_words(self) -> TaxonomyWords:
        words = taxonomy_words(self.language)
        for extension in self.taxonomy.additions:
            words = words_with(words, extension)
        return words

    def _dimension(self, dimension: str) -> str:
        words = self._taxonomy_words.dimensions
        return words[dimension].name if dimension in words else dimension

    def _values(self, dimension: str) -> Mapping[str, str]:
        words = self._taxonomy_words.dimensions
        known = words[dimension].values if dimension in words else {}
        values = next(
            item.values for item in self.taxonomy.population.dimensions if item.id == dimension
        )
        return {value: known.get(value, value) for value in values}


def voice_of(loaded: LoadedPortfolio, language: str) -> Voice:
    """The words of a portfolio in ``language``, with the names that it gives itself."""
    portfolio = loaded.portfolio
    own = {
        "organisation": {key: item.name for key, item in portfolio.organisations.items()},
        "territory": {key: item.name for key, item in portfolio.areas.items()},
        "policy": {key: item.title for key, item in portfolio.policies.items()},
        "rated": {key: item.title for key, item in portfolio.policies.items()},
        "provision": dict.fromkeys(portfolio.provisions, ""),
    }
    return Voice(loaded.taxonomy, language, own)
