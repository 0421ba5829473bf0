"""The line that says where a text comes from: language, translation, review, age."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from glocal.model.provenance import Provenance
from glocal.model.text import IndicatorText, TextStatus
from glocal_web.portal.mappers.text_status import text_origin

ORIGINAL = Provenance("en", TextStatus.ORIGINAL, "a1")
TRANSLATED = Provenance("es", TextStatus.TRANSLATED, "b2", translates="a1")
STALE = Provenance("es", TextStatus.TRANSLATED, "b2", translates="old", stale=True)
REVIEWED = Provenance("es", TextStatus.REVIEWED, "b2", translates="a1")
BORROWED = Provenance("en", TextStatus.ORIGINAL, "a1", borrowed=True)


@pytest.mark.parametrize(
    ("language", "source", "kind", "lang"),
    [
        ("en", ORIGINAL, "original", ""),
        ("es", TRANSLATED, "translated", ""),
        ("es-mx", TRANSLATED, "translated", ""),
        ("es", STALE, "stale", ""),
        ("es", REVIEWED, "reviewed", ""),
        ("ar", BORROWED, "borrowed", "en"),
    ],
)
def test_each_kind_of_text_is_told_from_the_others(
    language: str, source: Provenance, kind: str, lang: str
) -> None:
    with translation.override(language):
        origin = text_origin(source)
    assert (origin.kind, origin.lang) == (kind, lang)


def test_the_lines_say_what_a_reader_must_know() -> None:
    with translation.override("en"):
        assert text_origin(ORIGINAL).words == "Original text of the project."
        assert "Shown in Español" in text_origin(TRANSLATED).words
    with translation.override("es"), translation.override("en"):
        assert "not translated into your language" in text_origin(TRANSLATED).words


def test_an_indicator_says_that_parts_of_it_are_borrowed() -> None:
    text = IndicatorText(title="Data", language="en", borrowed=frozenset({"steps"}))
    with translation.override("en"):
        assert "Parts that are not translated yet" in text_origin(text).words


def test_the_line_has_an_icon_and_is_escaped() -> None:
    with translation.override("en"):
        html = render_to_string("components/text_status.html", {"origin": text_origin(ORIGINAL)})
    assert "<svg" in html
    assert 'class="text-status text-status-original"' in html
