"""Read the words of the questionnaire on paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from glocal.loading.word_files import WordFiles

FILES = WordFiles("paper/text/{language}.yaml", "The words of the questionnaire on paper")


@cache
def paper_words(language: str) -> Mapping[str, str]:
    """The words in ``language``, or else in English, by name."""
    _spoken, value = FILES.words(language)
    words: Mapping[str, str] = value["words"]
    return words
