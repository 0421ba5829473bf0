"""Titles of items inside sentences: in the quotes of the language, keeping their own direction."""

from __future__ import annotations

from glocal.loading.interaction_words import interaction_words
from glocal.reports import interaction_sentences
from glocal_web.portal.mappers.text_status import page_language


def quoted(title: str) -> str:
    """A title as it stands in a sentence."""
    return interaction_sentences.quoted(title, interaction_words(page_language()))
