"""Where the words of a knowledge text come from, told beside every text on the page."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.model.text import TextStatus


@dataclass(frozen=True)
class Provenance:
    """The language of a text, its status, and whether its original has changed since.

    ``stamp`` is the fingerprint of these words, ``translates`` that of the original which a
    translation follows (empty: not said). ``borrowed`` is true when the words are shown in
    another language than was asked for, because there is no translation.
    """

    language: str
    status: TextStatus
    stamp: str
    translates: str = ""
    stale: bool = False
    borrowed: bool = False
