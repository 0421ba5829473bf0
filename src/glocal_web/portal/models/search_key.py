"""The one spelling under which a name is looked up, whatever way a person writes it.

This module imports nothing but the standard library, so that `scripts/make_gazetteer.py` can use
the same rule when it drops names that no search could tell apart.
"""

import re
import unicodedata

# Bump when a rule below changes: stored keys are then built again at the next load.
SEARCH_KEY_VERSION = 1

# Letters that Unicode does not decompose, written the way people type them without the key.
_LATIN = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ə": "a",
    "ǝ": "a",
}
# Arabic letters that are typed for one another, and the forms that Persian, Urdu and Uyghur
# keyboards give for the same letter. (أ إ آ ؤ ئ lose their hamza or madda by decomposition.)
_ARABIC = {
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۀ": "ه",
    "ک": "ك",
    "ـ": "",
}
_FOLD = str.maketrans(_LATIN | _ARABIC)
_PLAIN = re.compile(r"[a-z]+\Z")


def _kept(character: str) -> str:
    """The character, a space, or nothing, by the kind of character it is."""
    category = unicodedata.category(character)
    if category[0] in "LN":
        return character
    if category[0] == "M":
        # Accents, harakat and points go; the vowel signs of Indic scripts are letters and stay.
        return "" if unicodedata.combining(character) else character
    if category in ("Cf", "Cs", "Lm"):
        # Joiners and direction marks are invisible: they must not split a word.
        return ""
    return " "


def search_key(text: str) -> str:
    """The key of a name: no case, accents, Arabic letter variants or punctuation.

    Words are separated by single spaces. The key of a key is itself. Text without any letter or
    digit (emoji, punctuation, control characters) has the empty key, which finds nothing.

    >>> search_key("  Al-QĀHIRAH ")
    'al qahirah'
    >>> search_key("القاهِرة") == search_key("القاهره")
    True
    """
    if _PLAIN.match(text):
        return text
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    folded = folded.translate(_FOLD)
    return " ".join("".join(map(_kept, folded)).split())


# Marks inside a word that people leave out as often as they type them: L'Aquila, N’Djamena.
_APOSTROPHES = re.compile("['‘’`´]")
_ARABIC_ARTICLE = "ال"
# Words for a kind of place: "Paris" must not find every "… Parish", nor "dist" every district.
_KINDS = frozenset(
    "city county department district division governorate municipality oblast parish prefecture "
    "province region state voivodeship".split()
)


def lookup_keys(name: str) -> dict[str, bool]:
    """Every key under which a name is found; True where it stands for the whole name.

    Besides its own key: the key without apostrophes, the name from each later word on ("york" of
    New York), and Arabic names without their article. Words of one or two letters and words for a
    kind of place start no key.

    >>> lookup_keys("L'Aquila")
    {'l aquila': True, 'laquila': True, 'aquila': False}
    """
    whole = search_key(name)
    keys = {whole: True, search_key(_APOSTROPHES.sub("", name)): True}
    words = whole.split(" ")
    for first, word in enumerate(words):
        later = " ".join(words[first:])
        if first and len(word) > 2 and word not in _KINDS:
            keys.setdefault(later, False)
        if word.startswith(_ARABIC_ARTICLE) and len(word) > len(_ARABIC_ARTICLE) + 1:
            keys.setdefault(later.removeprefix(_ARABIC_ARTICLE), False)
    keys.pop("", None)
    return keys
