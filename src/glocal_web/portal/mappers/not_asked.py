"""Why an indicator is not asked of a territory, as a sentence."""

from django.utils.translation import gettext as _

from glocal.loading.vocabulary import vocabulary_words
from glocal.model.applicability import NotAsked, NotAskedReason

LISTS = {
    NotAskedReason.LEVEL: "levels",
    NotAskedReason.ROLE: "roles",
    NotAskedReason.COMPETENCE: "competences",
}


def why_not_asked(one: NotAsked, language: str) -> str:
    """The reason, with the levels, roles or the competence that are missing here in words."""
    words = vocabulary_words(LISTS[one.reason], language)
    needs = _(", ").join(words.get(need, need) for need in one.needs)
    sentence = {
        NotAskedReason.LEVEL: _("It is asked of another level of government: %(needs)s."),
        NotAskedReason.ROLE: _("It is asked where another mobility role applies: %(needs)s."),
        NotAskedReason.COMPETENCE: _("It presupposes a competence not held here: %(needs)s."),
    }[one.reason]
    return sentence % {"needs": needs}
