"""The quick start of an assessment: the few questions to begin with, and how far one is."""

from dataclasses import dataclass

from django.utils.translation import get_language

from glocal.loading.quick_start import quick_start, quick_start_words
from glocal.model.kinds import AnswerState
from glocal.model.quick_start import QuickStart, QuickStartWords
from glocal_web.portal.selectors.assessments import AssessmentPage, Line
from glocal_web.portal.selectors.ways import QUICK, REST, quick_codes


@dataclass(frozen=True)
class QuickLine:
    """A question to begin with, and why it is one."""

    line: Line
    why: str


@dataclass(frozen=True)
class QuickStartPage:
    """The questions to begin with, and the others of the same assessment."""

    choice: QuickStart
    words: QuickStartWords
    lines: tuple[QuickLine, ...]
    rest: tuple[Line, ...]
    whose: str

    @property
    def lang(self) -> str:
        """The language of the reasons where that is not the reader's, else empty."""
        return self.words.provenance.language if self.words.provenance.borrowed else ""

    @property
    def total(self) -> int:
        """How many questions there are to begin with."""
        return len(self.lines)

    @property
    def open(self) -> int:
        """How many of them have no answer yet."""
        return sum(one.line.is_open for one in self.lines)

    @property
    def done(self) -> int:
        """How many of them have an answer."""
        return self.total - self.open

    @property
    def graded(self) -> int:
        """How many of them have a grade: only these give a figure."""
        return self._in_state(AnswerState.ANSWERED)

    @property
    def unknown(self) -> int:
        """How many of them are answered with "don't know"."""
        return self._in_state(AnswerState.DONT_KNOW)

    @property
    def minutes(self) -> int:
        """About how long all of them take."""
        return self.choice.minutes_for(self.total)

    @property
    def minutes_left(self) -> int:
        """About how long those take that are open."""
        return self.choice.minutes_for(self.open)

    @property
    def next_code(self) -> str:
        """The first of them that is open; empty when all are answered."""
        return next((one.line.indicator.code for one in self.lines if one.line.is_open), "")

    @property
    def rest_open(self) -> int:
        """How many of the others have no answer yet."""
        return sum(line.is_open for line in self.rest)

    @property
    def rest_code(self) -> str:
        """The first of the others that is open; empty when all are answered."""
        return next((line.indicator.code for line in self.rest if line.is_open), "")

    @property
    def quick_query(self) -> str:
        """What is added to the address of a question to stay among these."""
        return self._query(QUICK)

    @property
    def rest_query(self) -> str:
        """What is added to the address of a question to stay among the others."""
        return self._query(REST)

    def _in_state(self, state: AnswerState) -> int:
        rows = [one.line.row for one in self.lines]
        return sum(row is not None and row.state == state.value for row in rows)

    def _query(self, way: str) -> str:
        return f"{self.whose}&way={way}" if self.whose else f"?way={way}"


def quick_start_of(page: AssessmentPage) -> QuickStartPage | None:
    """The quick start of an assessment that was read: no query; ``None`` when there is none."""
    view = page.view
    codes = quick_codes(view)
    choice = quick_start(view.framework.id, view.framework.version)
    if choice is None or not codes:
        return None
    words = quick_start_words(
        view.framework.id, view.framework.version, get_language() or view.language
    )
    lines = {line.indicator.code: line for part in page.parts for line in part.lines}
    return QuickStartPage(
        choice=choice,
        words=words,
        lines=tuple(QuickLine(lines[code], words.why.get(code, "")) for code in codes),
        rest=tuple(line for code, line in lines.items() if code not in codes),
        whose=view.query,
    )
