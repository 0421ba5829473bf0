"""The conditions in numbers that many laws name, so that two provisions name them alike."""

from __future__ import annotations

from django.utils.text import capfirst

from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal_web.portal.mappers.text_status import page_language

CONDITIONS = "conditions"


def usual_conditions() -> list[tuple[str, str]]:
    """The usual ones with their words; others may be written in."""
    return [(name, condition_word(name)) for name in vocabulary_ids(CONDITIONS)]


def is_usual(name: str) -> bool:
    """Whether a condition is one of the usual ones."""
    return name in vocabulary_ids(CONDITIONS)


def condition_word(name: str) -> str:
    """A condition in words; its own name where it is not one of the usual ones."""
    words = vocabulary_words(CONDITIONS, page_language())
    return capfirst(words[name]) if name in words else name.replace("-", " ")
