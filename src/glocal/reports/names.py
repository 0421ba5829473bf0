"""How everything that a portfolio names by its id is called in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glocal.loading.coherence_words import coherence_words
from glocal.loading.taxonomy import taxonomy_words
from glocal.loading.taxonomy_text import words_with
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.coherence_words import CoherenceWords
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Provision
from glocal.model.taxonomy import Taxonomy
from glocal.model.taxonomy_words import TaxonomyWords, Words
from glocal.text.sentences import fill, isolated


@dataclass(frozen=True)
class Names:
    """Words for ids: those of the taxonomy in its language, those of users in isolation.

    What a country has added to the taxonomy (``added``) is called as the country wrote it. An id
    that nobody has words for is shown as it is, with spaces for hyphens.
    """

    portfolio: Portfolio
    taxonomy: Taxonomy
    of_taxonomy: TaxonomyWords
    words: CoherenceWords
    added: frozenset[str] = frozenset()

    def action(self, name: str) -> str:
        """The noun phrase of an action."""
        return self._called(self.of_taxonomy.actions, name)

    def organisation(self, name: str) -> str:
        """The name of a body of the portfolio, or the words for a kind of body."""
        own = self.portfolio.organisations.get(name)
        if own is not None and own.name:
            return isolated(own.name)
        return self._called(self.of_taxonomy.organisations, name)

    def territory(self, name: str) -> str:
        """The name of a territory."""
        area = self.portfolio.areas.get(name)
        return isolated(area.name if area is not None and area.name else name)

    def policy(self, name: str) -> str:
        """The title of an act."""
        act = self.portfolio.policies.get(name)
        return isolated(act.title if act is not None and act.title else name)

    def act(self, provision: Provision) -> str:
        """The act and the article in which a provision stands.

        Who wrote "3" means an article; who wrote "Measure 11" has said what it is.
        """
        form = "act" if provision.article[:1].isdigit() else "act-part"
        return fill(
            self.words.echo[form],
            {"policy": self.policy(provision.policy), "article": isolated(provision.article)},
        )

    def goal(self, name: str) -> str:
        """The noun phrase of a goal."""
        return self._called(self.of_taxonomy.goals, name)

    def transition(self, name: str) -> str:
        """The words of a change in somebody's situation."""
        return self._called(self.of_taxonomy.transitions, name)

    def phase(self, name: str) -> str:
        """The word for a phase of the migratory cycle."""
        return vocabulary_words("phases", self.words.language).get(name) or _readable(name)

    def condition(self, name: str) -> str:
        """What is counted by a condition in numbers, as before "6 or more"."""
        return vocabulary_words("conditions", self.words.language).get(name) or _readable(name)

    def dimension(self, name: str) -> str:
        """How a way to tell people apart is called."""
        found = self.of_taxonomy.dimensions.get(name)
        return found.name if found else _readable(name)

    def value(self, dimension: str, value: str) -> str:
        """How people with a value are called, as after "people: "."""
        found = self.of_taxonomy.dimensions.get(dimension)
        return (found.values.get(value) if found else None) or _readable(value)

    def _called(self, words: Mapping[str, Words], name: str) -> str:
        found = words.get(name)
        if found is None:
            return _readable(name)
        return isolated(found.name) if name in self.added else found.name


def names_of(portfolio: Portfolio, taxonomy: Taxonomy, language: str) -> Names:
    """The names in ``language``; what is not written in it is there in English."""
    words = own = taxonomy_words(language, taxonomy.version)
    for extension in taxonomy.additions:
        words = words_with(words, extension)
    return Names(
        portfolio,
        taxonomy,
        words,
        coherence_words(language),
        frozenset(
            name
            for kind in ("actions", "organisations", "goals", "transitions")
            for name in getattr(words, kind).keys() - getattr(own, kind).keys()
        ),
    )


def _readable(name: str) -> str:
    # An id is written in Latin letters whatever the sentence around it.
    return isolated(name.replace("-", " "))
