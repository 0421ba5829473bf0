"""Where a text of the knowledge comes from, in one line for the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glocal.model.text import TextStatus
from glocal_web.portal.mappers.languages import language_name

# What a text may be: the key, and the icon that stands before its line.
SYMBOLS = {
    "original": "book",
    "translated": "language",
    "reviewed": "check",
    "stale": "warning",
    "borrowed": "language",
}


@dataclass(frozen=True)
class TextOrigin:
    """The line below a text: its kind, its icon, its words, and the language to mark it with.

    ``lang`` is the language of the text where that is not the language of the page, else empty:
    for ``lang`` and ``dir`` of the element that holds the text.
    """

    kind: str
    symbol: str
    words: str
    lang: str


def text_origin(source: Any) -> TextOrigin:
    """Where the words of ``source`` come from.

    ``source`` is a ``Provenance``, or whatever has ``language`` and ``status`` and, at will,
    ``stale`` and ``borrowed`` (true, or the fields that are borrowed), as ``IndicatorText`` and
    ``FrameworkText`` have.
    """
    page = page_language()
    borrowed = getattr(source, "borrowed", False)
    if source.language and source.language != page:
        name = language_name(source.language)
        words = _("Shown in %(language)s: not translated into your language yet.")
        return _line("borrowed", words % {"language": name}, source.language)
    if getattr(source, "stale", False):
        words = (
            _("Follows an earlier wording: the original has been changed since. Reviewed before.")
            if source.status is TextStatus.REVIEWED
            else _(
                "Follows an earlier wording: the original has been changed since. Translated by "
                "the project, not yet read by a person who speaks the language from home."
            )
        )
    elif source.status is TextStatus.REVIEWED:
        words = _("Translation, read and reviewed by a person who speaks the language from home.")
    elif source.status is TextStatus.TRANSLATED:
        words = _(
            "Translated by the project, not yet read by a person who speaks the language from home."
        )
    else:
        words = _("Original text of the project.")
    if borrowed:
        words = f"{words} {_('Parts that are not translated yet are shown in the original.')}"
    kind = "stale" if getattr(source, "stale", False) else str(source.status)
    return _line(kind, words, "")


def page_language() -> str:
    """The language of the page; a variant such as es-mx counts as its language."""
    return (get_language() or "en").split("-")[0]


def _line(kind: str, words: str, lang: str) -> TextOrigin:
    return TextOrigin(kind, SYMBOLS[kind], words, lang)
