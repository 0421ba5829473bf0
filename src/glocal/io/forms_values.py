"""One cell of a form as a value: answers, choices, days and texts as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache

from glocal.io.sheet_values import Unread
from glocal.io.spreadsheet_cell import unguarded
from glocal.io.workbook import SheetCell
from glocal.loading.catalogue import framework, framework_text
from glocal.loading.families import LANGUAGES
from glocal.loading.form_words import form_words
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.loading.written import shown
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState
from glocal.text.folding import fold

LONGEST_TEXT = 4000
LONGEST_HOW = 4000
LONGEST_OUTCOME = 2000
LONGEST_TITLE = 200
LONGEST_NAME = 160
LONGEST_LINK = 500

INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
DASHES = frozenset("-–—")
"""One of them alone in a cell empties what stands on the site, which an empty cell leaves."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
RETURN = re.compile(r"_x000D_|\r\n?")
NOTHING_BUT_MARKS = re.compile(r"(?=.*\?{3})[?\W\d]*", re.DOTALL)
"""What becomes of a text in a script that the kind of the file does not know."""

GRADE = re.compile(r"(\d{1,4}(?:[.,٫]\d{1,4})?)\s*(?:[—–:-].*)?", re.DOTALL)
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
LOCAL_DAY = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
"""What programs make of a day in a text file; with a stroke nobody knows what comes first."""

LOST = Unread(
    "Letters of this text were lost when the file was saved.",
    "Write it again, and save the file as .xlsx or as CSV UTF-8.",
)

WEB = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)
HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")

Answered = tuple[AnswerState, float | None]
"""A state, and the grade where it is answered."""


def refused(cell: SheetCell) -> Unread | None:
    """Why a cell must not be used at all."""
    if cell.is_formula:
        return Unread("A formula stands here; formulas are not evaluated.", "Write its value.")
    if cell.is_error:
        return Unread(f"The cell shows the error {shown(str(cell.value))}.", "Write the value.")
    return None


def plain_text(text: str) -> str:
    """A text as it comes through a spreadsheet: line breaks of one sign, nothing invisible."""
    return CONTROL.sub("", RETURN.sub("\n", text)).strip()


def is_dash(cell: SheetCell | None) -> bool:
    """Whether a cell says that what stands on the site is to go."""
    return cell is not None and str(cell.value).strip() in DASHES


def code_alone(text: str) -> str:
    """A code without the point or the question that some write behind it.

    >>> code_alone("A1.1. Who is there")
    'A1.1'
    """
    return text.partition(" ")[0].rstrip(".:")


def is_lost_in(text: str, before: str) -> bool:
    """Whether a text is the one before, with question marks for letters a file could not hold.

    >>> is_lost_in("Plan ????", "Plan خطة.")
    False
    >>> is_lost_in("Plan ????", "Plan خطةك")
    True
    """
    if "?" not in text or text == before:
        return False
    kinds = ("cp1252", "latin-1", "ascii")
    return any(before.encode(kind, "replace").decode(kind) == text for kind in kinds)


def text_of(cell: SheetCell, most: int) -> str | Unread:
    """The text of a cell, at most so long."""
    found = refused(cell)
    if found is not None:
        return found
    text = plain_text(_written(cell))
    if "\ufffd" in text or NOTHING_BUT_MARKS.fullmatch(text):
        return LOST
    if len(text) > most:
        return Unread(f"The text has {len(text):,} characters; {most:,} fit.", "Shorten it.")
    return text


def grade_of(cell: SheetCell, indicator: Indicator) -> float | Unread:
    """A grade of the scale: its number, or its number with a word."""
    found = refused(cell) or _no_number(cell)
    if found is not None:
        return found
    grade = _grade(_clean(cell), indicator)
    return grade if grade is not None else _no_answer(cell, indicator)


def answer_of(cell: SheetCell, indicator: Indicator, framework_name: str) -> Answered | Unread:
    """The answer that a cell means: a grade, the word of a grade or of a state in any language."""
    found = refused(cell) or _no_number(cell)
    if found is not None:
        return found
    text = _clean(cell)
    grade = _grade(text, indicator)
    if grade is not None:
        return AnswerState.ANSWERED, grade
    word = fold(" ".join(text.split()))
    if word in _states():
        return _states()[word], None
    named = _grades(framework_name, indicator.scale.id).get(word)
    return (AnswerState.ANSWERED, named) if named is not None else _no_answer(cell, indicator)


def choice_of(cell: SheetCell, index: Mapping[str, str]) -> str | Unread:
    """The id of a closed list that a cell means; ``index`` is as ``choices`` makes it."""
    found = refused(cell)
    if found is not None:
        return found
    meant = index.get(fold(" ".join(_clean(cell).split())))
    if meant is None:
        return Unread(f"'{_short(cell)}' is not in the list of this cell.", "Choose from the list.")
    return meant


def day_of(cell: SheetCell) -> date | Unread:
    """A day, as a date of the spreadsheet, as year-month-day, or otherwise where that is clear."""
    found = refused(cell)
    if found is not None:
        return found
    if isinstance(cell.value, datetime):
        day: date | None = cell.value.date()
    elif isinstance(cell.value, date):
        day = cell.value
    else:
        day = _day(_clean(cell))
    if day is None or day.year < 1900:
        return Unread(
            f"'{_short(cell)}' is no date.", "Write year, month and day, as in 2015-09-01."
        )
    return day


def link_of(cell: SheetCell) -> str | Unread:
    """An address of the web; the beginning may be missing."""
    found = refused(cell)
    if found is not None:
        return found
    text = plain_text(_written(cell))
    if HOST.fullmatch(text):
        text = f"https://{text}"
    if not WEB.fullmatch(text) or len(text) > LONGEST_LINK:
        return Unread(
            f"'{_short(cell)}' is no address of the web.", "Begin it with https:// or http://."
        )
    return text


@cache
def choices(name: str) -> Mapping[str, str]:
    """The id that a folded word of a closed list means, in any of the languages."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for key, word in list_words(name, language).items():
            found.setdefault(fold(" ".join(word.split())), key)
    return found | {fold(key): key for key in list_words(name, "en")}


def list_words(name: str, language: str) -> Mapping[str, str]:
    """The words of a closed list by id, in its order."""
    if name == "action_statuses":
        return form_words(language).action_statuses
    vocabulary = {"reasons": "not-applicable-reasons", "kinds": "evidence-kinds"}[name]
    words = vocabulary_words(vocabulary, language)
    return {key: words[key] for key in vocabulary_ids(vocabulary)}


@cache
def _states() -> Mapping[str, AnswerState]:
    found: dict[str, AnswerState] = {}
    for state in AnswerState:
        if state is not AnswerState.ANSWERED:
            found[state.value] = state
    for language in LANGUAGES:
        for key, word in form_words(language).states.items():
            found[fold(word)] = AnswerState(key)
    return found | {
        "na": AnswerState.NOT_APPLICABLE,
        "n/a": AnswerState.NOT_APPLICABLE,
        "dk": AnswerState.DONT_KNOW,
        "?": AnswerState.DONT_KNOW,
        "dont know": AnswerState.DONT_KNOW,
        "don’t know": AnswerState.DONT_KNOW,
    }


@cache
def _grades(framework_name: str, scale: str) -> Mapping[str, float]:
    """The grade that a folded word means; a word of two grades means none."""
    name, _, version = framework_name.partition("@")
    meant: dict[str, set[float]] = {}
    for language in framework(name, version).languages:
        for (of, grade), word in framework_text(name, version, language).grades.items():
            if of == scale:
                meant.setdefault(fold(word), set()).add(grade)
    return {word: next(iter(grades)) for word, grades in meant.items() if len(grades) == 1}


def _grade(text: str, indicator: Indicator) -> float | None:
    match = GRADE.fullmatch(text)
    if match is None:
        return None
    number = float(match[1].replace(",", ".").replace("٫", "."))
    return number if number in indicator.scale.grades else None


def _no_number(cell: SheetCell) -> Unread | None:
    if isinstance(cell.value, bool | str | int | float):
        return None
    return Unread(
        "The spreadsheet program has made a date of this cell.",
        "Format the cell as text and type it again.",
    )


def _no_answer(cell: SheetCell, indicator: Indicator) -> Unread:
    grades = _listed(f"{grade:g}" for grade in indicator.scale.grades)
    return Unread(
        f"'{_short(cell)}' is no answer to {indicator.code}.",
        f"Choose from the list of the cell, or write one of the grades {grades}.",
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _clean(cell: SheetCell) -> str:
    return INVISIBLE.sub("", plain_text(_written(cell)))


def _written(cell: SheetCell) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
    return unguarded(str(value))


def _short(cell: SheetCell) -> str:
    return shown(_clean(cell))


def _day(text: str) -> date | None:
    match = DAY.fullmatch(text)
    parts = tuple(map(int, match.groups())) if match else _local_day(text)
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def _local_day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day where there is one way to read them only."""
    match = LOCAL_DAY.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def shown_grade(grade: float, word: str, dash: str) -> str:
    """A grade as it stands in a cell: its number, with its word."""
    number = f"{grade:g}"
    return f"{number}{dash}{word}" if word and word != number else number


def lines_of(texts: Sequence[str]) -> str:
    """Several sentences in one cell, one a line."""
    return "\n".join(f"– {text}" for text in texts)


def words_of_states(language: str) -> Iterator[str]:
    """The words for answers that are no grade."""
    words = form_words(language).states
    yield from (words[key] for key in ("dont-know", "not-applicable", "not-answered"))
