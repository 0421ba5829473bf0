"""Bring words of several languages into the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata

# Accents and vowel signs written as marks of their own, and apostrophes, stand inside a word.
_WORD = re.compile("[^\\W_]+(?:[\u0300-\u036f\u064b-\u0652\u0670’']+[^\\W_]+)*")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]")
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
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_ARTICLES = ("وبال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال")
# After «لل» a word that begins with this very letter has lost it: «للاجئين» is ل + اللاجئين. These
# beginnings, folded, are told by their stems: refugee, committee, asylum, language, decentralised.
_OWN_LAM = re.compile("^و?لل(?=اجي(?:$|ه|ين|ات)|جنه|جان$|جوء|غه$|غات|غوي|امركزي)")
_ELIDED = re.compile(r"^(?:l|d|qu|n|s|c|j|m|t)[’'](?=.{3})")


def fold(text: str) -> str:
    """``text`` in small letters without accents, vowel signs and spelling variants of Arabic."""
    small = text.casefold()
    if small.isascii():
        return small
    small = small.translate(_ARABIC).translate(_LIGATURES)
    return _MARKS.sub("", unicodedata.normalize("NFKD", small))


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
    return [_stripped(word) for word in _WORD.findall(fold(text))]


def _stripped(word: str) -> str:
    word = _OWN_LAM.sub("ل", word)
    # Again until nothing is left to drop: «التزام» begins like an article, and must become the
    # same word as «الالتزام».
    while True:
        for article in _ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= 3:
                word = word[len(article) :]
                break
        else:
            return _ELIDED.sub("", word)
