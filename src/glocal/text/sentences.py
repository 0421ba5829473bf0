"""Put words into sentences: open places, lists, dates, numbers, and names of the other script.

Everything a person wrote into a portfolio (names of bodies, places and acts, quotes, units) is put
into a sentence between U+2068 and U+2069: so a name keeps its own direction inside a sentence of
the other one, in every program that follows Unicode. :func:`isolated` does it, once, where the word
enters; nobody who shows a sentence has to. :func:`plain` takes the marks out again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from glocal.loading.templates import PLACEHOLDER, placeholders
from glocal.model.coherence_words import CoherenceWords

ISOLATE, END = "\u2068", "\u2069"

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r" {2,}")
# Behind this a sentence begins: the end of another one, or a quote after a colon.
_ENDED = re.compile(r"(?:[.!?؟]\s+|:\s[“«]\s?)$")


def isolated(text: str) -> str:
    """What somebody wrote, on one line, without marks of direction of its own, in isolation."""
    bare = " ".join(_DIRECTIONS.sub("", text).split())
    return f"{ISOLATE}{bare}{END}" if bare else ""


def plain(text: str) -> str:
    """``text`` without marks of isolation, for files and terminals that do not know them."""
    return text.replace(ISOLATE, "").replace(END, "")


def fill(template: str, values: Mapping[str, str], missing: Mapping[str, str] | None = None) -> str:
    """``template`` with its words put in.

    A part in brackets is left out when one of its words is empty or not there. Elsewhere the word
    in ``missing`` stands for it. What is put in is never read as a template itself, and gets a
    capital letter where a sentence before it has ended.

    >>> fill("It is open. {who} must[, from {date},] see to it.", {"who": "the school"})
    'It is open. The school must see to it.'
    """

    def kept(match: re.Match[str]) -> str:
        inside = match.group(1)
        return inside if all(values.get(name) for name in placeholders(inside)) else ""

    spoken = _OPTIONAL.sub(kept, template)

    def word(match: re.Match[str]) -> str:
        name = match.group(1)
        found = values.get(name) or (missing or {}).get(name, "")
        return capital(found) if _ENDED.search(spoken[: match.start()]) else found

    return PLACEHOLDER.sub(word, spoken)


def capital(text: str) -> str:
    """``text`` with a capital first letter; a name in isolation stays as its author wrote it."""
    return text[:1].upper() + text[1:]


def sentence(text: str, words: CoherenceWords) -> str:
    """``text`` as a whole sentence: contracted as the language asks, with one space at a time."""
    for before, after in words.contractions:
        text = re.sub(rf"(?<!\w){re.escape(before)}", after, text)
    return capital(_SPACES.sub(" ", text).strip())


def joined(items: Sequence[str], words: CoherenceWords, last: str = "and") -> str:
    """Items as a list in words; ``last`` is ``and``, ``or`` or ``then``."""
    if len(items) < 2:
        return "".join(items)
    if last == "then":
        return words.forms["then"].join(items)
    return words.forms["comma"].join(items[:-1]) + words.forms[last] + items[-1]


def day_words(day: date, words: CoherenceWords) -> str:
    """A day in words."""
    return fill(
        words.forms["date"],
        {
            "day": words.forms["first-day"] if day.day == 1 else str(day.day),
            "month": words.months[day.month - 1],
            "year": str(day.year),
        },
    )


def number_words(value: float, words: CoherenceWords) -> str:
    """A number with the marks of the language, with at most two decimals and no more than needed.

    >>> from glocal.loading.coherence_words import coherence_words
    >>> number_words(12500.5, coherence_words("en"))
    '12,500.5'
    """
    whole, _, rest = f"{value:,.2f}".partition(".")
    decimals = rest.rstrip("0")
    text = whole.replace(",", words.forms["thousands"])
    return f"{text}{words.forms['decimal']}{decimals}" if decimals else text
