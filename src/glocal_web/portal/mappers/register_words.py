"""The words of what a register refers to: actions, bodies, groups, hurdles, goals, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.text import capfirst

from glocal.loading.taxonomy import taxonomy_words
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.taxonomy import Taxonomy
from glocal.model.taxonomy_words import TaxonomyWords
from glocal_web.portal.mappers.additions import words_of
from glocal_web.portal.mappers.register_reference import referred
from glocal_web.portal.mappers.text_status import page_language


@dataclass(frozen=True)
class RegisterNames:
    """What references of a register are called in the reader's language.

    ``bodies``, ``policies`` and ``provisions`` go by ids that hold everywhere, ``territories`` by
    slugs; what has no name there is shown as it was written. ``taxonomy`` is the one in use here
    with its additions, if that is not the plain newest.
    """

    slug: str
    bodies: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)
    provisions: Mapping[str, str] = field(default_factory=dict)
    territories: Mapping[str, str] = field(default_factory=dict)
    taxonomy: Taxonomy | None = None

    def action(self, stored: str) -> str:
        """An action as a heading or a choice names it."""
        return action_word(stored, self.taxonomy)

    def body(self, stored: str) -> str:
        """A body of a register by its name, or a kind of body."""
        named = self.bodies.get(referred(stored, self.slug))
        return named or organisation_word(stored, self.taxonomy)

    def policy(self, stored: str) -> str:
        """The title of a policy."""
        return self.policies.get(referred(stored, self.slug), stored)

    def provision(self, stored: str) -> str:
        """A provision in a few words."""
        return self.provisions.get(referred(stored, self.slug), stored)

    def territory(self, slug: str) -> str:
        """The name of a territory."""
        return self.territories.get(slug, slug)


def words(known: Taxonomy | None = None) -> TaxonomyWords:
    """The words of a taxonomy in the language of the page, by default of the newest."""
    return taxonomy_words(page_language()) if known is None else words_of(known, page_language())


def action_word(action: str, known: Taxonomy | None = None) -> str:
    """An action as a heading or a choice names it."""
    found = words(known).actions.get(action)
    return capfirst(found.name) if found else action


def other_action_words(action: str) -> tuple[str, ...]:
    """Everyday words and official terms for an action in the language of the page."""
    return words().also.get(action, ())


def organisation_word(organisation: str, known: Taxonomy | None = None) -> str:
    """A kind of body as a heading or a choice names it."""
    found = words(known).organisations.get(organisation)
    return capfirst(found.name) if found else organisation


def goal_word(goal: str) -> str:
    """A goal as a heading or a choice names it."""
    found = words().goals.get(goal)
    return capfirst(found.name) if found else goal


def value_word(dimension: str, value: str) -> str:
    """A value of a dimension of the population, as after “people: ”."""
    found = words().dimensions.get(dimension)
    return found.values.get(value, value) if found else value


def dimension_word(dimension: str) -> str:
    """A dimension of the population as a heading names it."""
    found = words().dimensions.get(dimension)
    return capfirst(found.name) if found else dimension


def listed(name: str, value: str) -> str:
    """The word of a controlled list, such as ``barriers`` or ``phases``."""
    return vocabulary_words(name, page_language()).get(value, value)
