"""The competences of a territory in groups, with words in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal_web.portal.models.choices import CompetenceChoice

# What belongs together on the page; a competence that a later vocabulary adds comes last.
_GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Rules and means"), ("by-laws", "own-budget", "external-relations", "civil-registry")),
    (
        _("Services to people"),
        ("health-services", "schools", "housing", "social-protection", "culture", "police"),
    ),
    (
        _("Work and economy"),
        ("employment-services", "training", "business-support", "rural-development"),
    ),
    (_("Space and environment"), ("spatial-planning", "water-sanitation", "environment")),
)
_OTHERS = _("Other competences")


@dataclass(frozen=True)
class Competence:
    """One competence; ``share`` is empty when nothing was said, and then it counts as held."""

    id: str
    word: str
    share: str

    @property
    def share_word(self) -> str:
        """How much of it the territory holds, in words; empty when nothing was said."""
        return str(CompetenceChoice(self.share).label) if self.share else ""


@dataclass(frozen=True)
class CompetenceGroup:
    """Competences that belong together."""

    title: str | Promise
    competences: tuple[Competence, ...]


def competence_groups(shares: Mapping[str, str]) -> tuple[CompetenceGroup, ...]:
    """All competences of the vocabulary, each with the share the territory holds."""
    words = vocabulary_words("competences", get_language() or "en")
    known = vocabulary_ids("competences")
    grouped = {one for _title, members in _GROUPS for one in members}
    groups = [*_GROUPS, (_OTHERS, tuple(one for one in known if one not in grouped))]
    return tuple(
        CompetenceGroup(
            title,
            tuple(
                Competence(one, words[one], shares.get(one, "")) for one in members if one in known
            ),
        )
        for title, members in groups
        if members
    )
