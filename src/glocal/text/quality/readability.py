"""How hard a text is to read: one measure that works in every language written with spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[.!?؟…]+(?=\s|$)|[;:؛](?=\s)")
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 6


@dataclass(frozen=True)
class Readability:
    """Words, sentences, and the readability index LIX of a text."""

    words: int
    sentences: int
    long_words: int

    @property
    def words_per_sentence(self) -> float:
        """Mean length of a sentence in words, 0 for an empty text."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def lix(self) -> float:
        """Words per sentence plus the percentage of words of more than six letters.

        For English about 25 is a children's book, 40 a newspaper, 60 a law (Björnsson, 1968,
        "Läsbarhet"; in English: Anderson, 1983, "Lix and Rix", Journal of Reading 26). It needs no
        list of syllables, so it can be reckoned alike for English, Spanish, French and Arabic;
        the limits differ from language to language and are data.
        """
        return self.words_per_sentence + (100 * self.long_words / self.words if self.words else 0)


def readability(text: str) -> Readability:
    """The readability of ``text``; a colon and a semicolon end a sentence, as a breath does."""
    found = _WORD.findall(text)
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    return Readability(len(found), len(sentences), sum(len(word) > _LONG for word in found))
