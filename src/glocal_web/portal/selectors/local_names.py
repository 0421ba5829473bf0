"""The name of a place in the script of its country."""

import unicodedata

from babel.core import get_global
from babel.languages import get_official_languages

from glocal_web.portal.models import Place

# ISO 15924 code of a script → the word that Unicode's names of its letters begin with.
_SCRIPTS = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Hans": "CJK",
    "Hant": "CJK",
    "Hebr": "HEBREW",
    "Khmr": "KHMER",
    "Laoo": "LAO",
    "Mymr": "MYANMAR",
    "Sinh": "SINHALA",
    "Thai": "THAI",
}


def local_name(place: Place) -> str:
    """A name of the place in the script its country writes; empty where that is the Latin one."""
    script = _script(place.country)
    if not script:
        return ""
    names = place.names.filter(is_whole=True).order_by("pk").values_list("name", flat=True)
    return next((name for name in names if _written_in(name, script)), "")


def _script(country: str) -> str:
    """The word for the script of an official language; empty when all are Latin or not known."""
    likely = get_global("likely_subtags")
    for language in get_official_languages(country, de_facto=True):
        tag = likely.get(f"{language}_{country}") or likely.get(language) or ""
        script = next((part for part in tag.split("_") if part in _SCRIPTS), "")
        if script:
            return _SCRIPTS[script]
    return ""


def _written_in(name: str, script: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(
        unicodedata.name(letter, "").startswith(script) for letter in letters
    )
