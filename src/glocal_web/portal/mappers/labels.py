"""The words for a framework's codes and keys, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glocal.loading.catalogue import framework, framework_text
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.framework import Framework, Indicator
from glocal.model.scorecard import BandReading
from glocal.model.text import FrameworkText, IndicatorText

TOTAL = "total"


@dataclass(frozen=True)
class GradeWord:
    """A grade as a chip shows it: the number, the word, the top of its scale."""

    grade: float | None
    word: str
    top: float


@dataclass(frozen=True)
class Labels:
    """Words for one framework version; ``language`` is the reader's, the text's may differ."""

    framework: Framework
    text: FrameworkText
    language: str

    @cached_property
    def lang(self) -> str:
        """The language of the framework's words when it is not the reader's, else empty."""
        return "" if self.text.language == self.language else self.text.language

    def group(self, code: str) -> str:
        """The title of a dimension or sub-dimension."""
        return self.text.groups.get(code, code)

    def indicator(self, code: str) -> IndicatorText:
        """All words of an indicator; empty ones for a code that has no text."""
        return self.text.indicators.get(code) or IndicatorText(title=code)

    def title(self, code: str) -> str:
        """The title of an indicator."""
        return self.indicator(code).title

    def short(self, code: str) -> str:
        """The short title of an indicator, or its title when it has none."""
        words = self.indicator(code)
        return words.short or words.title

    def grade(self, indicator: Indicator, grade: float | None) -> GradeWord:
        """A grade of an indicator's scale with its word; without a grade the word is empty."""
        word = "" if grade is None else self.text.grades.get((indicator.scale.id, grade), "")
        return GradeWord(grade, word, indicator.scale.highest)

    def grade_of_score(self, code: str, score: float | None) -> GradeWord:
        """The grade whose score this is, without a grade where it lies between two."""
        indicator = self.framework.indicator(code)
        for grade in indicator.scale.grades:
            if score is not None and abs(indicator.scale.score(grade) - score) < 1e-9:
                return self.grade(indicator, grade)
        return self.grade(indicator, None)

    def borrowed(self, code: str) -> dict[str, str]:
        """The language of each field of an indicator's text that is not in the reader's."""
        text = self.indicator(code)
        if self.lang:
            return dict.fromkeys(text.__dataclass_fields__, self.lang)
        return dict.fromkeys(text.borrowed, self.framework.original_language)

    def lang_of(self, code: str, field: str) -> str:
        """The language of one field of an indicator's text, empty when it is the reader's."""
        return self.borrowed(code).get(field, "")

    def band(self, reading: BandReading | None) -> str:
        """The band of a score, or both ends where one band alone is not sure."""
        if reading is None or len(self.framework.rules.bands) < 2:
            return ""
        low, high = (self.text.bands.get(key, key) for key in (reading.low, reading.high))
        if reading.sure:
            return low
        return _("%(low)s–%(high)s") % {"low": low, "high": high}

    def word(self, vocabulary: str, key: str) -> str:
        """The word for an id of a controlled list, or the id itself when it has none."""
        return vocabulary_words(vocabulary, self.language).get(key, key)

    def figure(self, key: str) -> str:
        """What a figure of a scorecard is called: the total, a group, an axis, a sector, a cell."""
        if key == TOTAL:
            return _("Overall score")
        row, _bar, axis = key.rpartition("|")
        if row:
            return _("%(row)s, seen as %(axis)s") % {
                "row": self._row(row),
                "axis": self.word("axes-short", axis).lower(),
            }
        kind, _colon, name = key.partition(":")
        if kind == "axis":
            return self.word("axes", name)
        if kind == "sector":
            return self.word("sectors", name)
        return self.group(key)

    def _row(self, row: str) -> str:
        return self.group(row) if row in self.text.groups else self.word("sectors", row)


def labels(framework_id: str, version: str) -> Labels:
    """The words of this framework version in the language of the page."""
    # A variant such as es-mx is served with the words of its language.
    language = (get_language() or "en").split("-")[0]
    return Labels(
        framework(framework_id, version), framework_text(framework_id, version, language), language
    )
