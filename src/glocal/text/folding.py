"""Bring words of several languages into the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_ARABIC = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "\u0640": None,  # the stroke that only lengthens a word
    }
)
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ELIDED = re.compile(r"^(?:l|d|qu|n|s|c|j|m|t)[’'](?=.{3})")


def fold(text: str) -> str:
    """``text`` in small letters without accents, vowel signs and spelling variants of Arabic."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_ARABIC))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)


def words_with_places(text: str) -> list[tuple[str, int, int]]:
    """Each word of ``text`` in the form for comparing, with where it begins and ends.

    An Arabic article and an elided French one are dropped, so that «الصحة» and «صحة», or
    “l’école” and “école”, are the same word.
    """
    return [
        (_stripped(fold(match.group())), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def words(text: str) -> list[str]:
    """Each word of ``text`` in the form for comparing, in order."""
    return [word for word, _, _ in words_with_places(text)]


def _stripped(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    return _ELIDED.sub("", word)
