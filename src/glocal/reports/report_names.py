"""What everything in a report is called, and how figures, shares and days are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from glocal.loading.catalogue import framework_text
from glocal.loading.coherence_words import coherence_words
from glocal.loading.report_words import ReportWords, report_words
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.document import Cell
from glocal.model.framework import Framework, Indicator
from glocal.model.kinds import AnswerState, Effort
from glocal.model.response import Answer
from glocal.model.scorecard import BandReading, Score
from glocal.model.text import FrameworkText, IndicatorText
from glocal.reports.printed import NOTHING, as_score, nearest_grade, rounded
from glocal.text.sentences import END, day_words, fill, isolated, plain

TOTAL = "total"
LRI = "\u2066"
"""Begins a number whose sign stands before it in every language."""


@dataclass(frozen=True)
class ReportNames:
    """The words of one framework and of the report in one language."""

    framework: Framework
    language: str

    @cached_property
    def words(self) -> ReportWords:
        """Titles, headings and sentences."""
        return report_words(self.language)

    @cached_property
    def text(self) -> FrameworkText:
        """The words of the framework, or of its original where there is no translation."""
        return framework_text(self.framework.id, self.framework.version, self.language)

    @property
    def is_borrowed(self) -> bool:
        """Whether anything of the framework is shown in another language."""
        return self.text.language != self.language or any(
            one.borrowed for one in self.text.indicators.values()
        )

    def indicator(self, code: str) -> IndicatorText:
        """All words of an indicator; a code without text is its own title."""
        return self.text.indicators.get(code) or IndicatorText(title=code)

    def question(self, code: str) -> str:
        """Code and title of an indicator."""
        return f"{code} {self.indicator(code).title}"

    def short(self, code: str) -> str:
        """Code and short title of an indicator."""
        words = self.indicator(code)
        return f"{code} {words.short or words.title}"

    def group(self, code: str) -> str:
        """Code and title of a dimension or sub-dimension."""
        return f"{code} {self.text.groups.get(code, '')}".strip()

    def figure(self, key: str) -> str:
        """What a figure is called: the total, a group, an axis, a sector, a cell."""
        row, _bar, axis = key.rpartition("|")
        if row:
            parts = {"row": self._row(row), "axis": self.word("axes-short", axis)}
            return fill(self.words.figures["cell"], parts)
        kind, _colon, name = key.partition(":")
        if kind == "axis":
            return self.word("axes", name)
        if kind == "sector":
            return self.word("sectors", name)
        return self.words.figures["total"] if key == TOTAL else self.group(key)

    def word(self, vocabulary: str, key: str) -> str:
        """The word for an id of a controlled list, or the id itself."""
        return vocabulary_words(vocabulary, self.language).get(key, key)

    def grade(self, indicator: Indicator, grade: float | None) -> str:
        """A grade with its word."""
        if grade is None:
            return NOTHING
        word = self.text.grades.get((indicator.scale.id, grade), "")
        return f"{grade:g} {word}".strip()

    def grade_word(self, indicator: Indicator, grade: float | None) -> str:
        """The word of a grade, for sentences; open where there is none."""
        if grade is None:
            return self.words.states["open"]
        return self.text.grades.get((indicator.scale.id, grade), f"{grade:g}")

    def answer(self, indicator: Indicator, answer: Answer) -> str:
        """An answer in words."""
        if answer.state is not AnswerState.ANSWERED:
            return self.words.states[answer.state.value]
        if answer.grade is None:
            return self.words.states["groups-differ"]
        return self.grade(indicator, answer.grade)

    def band(self, reading: BandReading | None) -> str:
        """The band of a score, or both ends where one band alone is not sure."""
        if reading is None or len(self.framework.rules.bands) < 2:
            return ""
        low, high = (self.text.bands.get(key, key) for key in (reading.low, reading.high))
        return low if reading.sure else fill(self.words.figures["band"], {"low": low, "high": high})

    def percent(self, share: float) -> str:
        """A share as per cent."""
        return fill(self.words.figures["percent"], {"share": str(rounded(share))})

    def points(self, gain: float) -> str:
        """What a step adds, in points with one decimal."""
        value = f"{round(gain * 100, 1):.1f}"
        spoken = value.replace(".", coherence_words(self.language).forms["decimal"])
        text = fill(self.words.figures["points"], {"points": spoken})
        return f"{LRI}{text}{END}" if self.language == "ar" else text

    def gain_cell(self, gain: float) -> Cell:
        """What a step adds as a cell with its number."""
        return Cell(self.points(gain), round(gain * 100, 4), unit="+")

    def day_cell(self, day: date | None) -> Cell:
        """A day as a cell that holds the day."""
        return Cell(self.day(day), day=day)

    def effort(self, effort: Effort | None) -> str:
        """An effort in two or three words, without its explanation."""
        return self.word("efforts", effort).partition(":")[0].strip() if effort else NOTHING

    def day(self, day: date | None) -> str:
        """A day in words."""
        return plain(day_words(day, coherence_words(self.language))) if day else ""

    @property
    def arrow(self) -> str:
        """An arrow from the first to the second, as the language runs."""
        return "←" if self.language == "ar" else "→"

    def own(self, text: str) -> str:
        """Somebody's own words on one line, so that they keep their direction in a sentence."""
        return isolated(text) if self.language == "ar" else plain(isolated(text))

    def _row(self, row: str) -> str:
        return self.group(row) if row in self.text.groups else self.word("sectors", row)


def shown(score: Score) -> float | None:
    """The value of a score as it may be printed."""
    return None if score.withheld else score.value


def score_cell(value: float | None) -> Cell:
    """A score as a cell with its number."""
    return Cell(as_score(value), None if value is None else round(value * 100, 4))


def graded_cell(value: float | None) -> Cell:
    """A score as a cell with number and colour; a cell without one is empty."""
    if value is None:
        return Cell("")
    return Cell(as_score(value), round(value * 100, 4), nearest_grade(value))
