"""Read a questionnaire that somebody has filled in: what is right, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache

from glocal.errors import Problem, TableError, UnknownNameError
from glocal.io.forms import ANSWERS, Origin
from glocal.io.forms_read import FormLine, FormRead, read_form
from glocal.io.forms_values import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    answer_of,
    choice_of,
    choices,
    code_alone,
    day_of,
    is_dash,
    link_of,
    text_of,
)
from glocal.io.interactions_grid import Told
from glocal.loading.catalogue import asks_the_same, framework, framework_text
from glocal.loading.written import shown
from glocal.model.framework import Framework, Indicator
from glocal.model.kinds import AnswerState, EvidenceLevel
from glocal.model.response import Response
from glocal.text.folding import fold

OTHER_REASON = "other"
DOCUMENT_COLUMNS = ("kind", "document", "link", "date", "said_by")


@dataclass(frozen=True)
class FilledDocument:
    """A document that somebody names for an answer."""

    kind: str
    title: str
    link: str = ""
    date: date | None = None
    said_by: str = ""


@dataclass(frozen=True)
class FilledAnswer:
    """What a file says about one question. ``None`` and no documents: it says nothing of that.

    An empty ``rationale`` is one that a dash takes away. One ``is_spoiled`` where something in its
    row could not be used.
    ``version`` is that of the answer when the file was given out, ``None`` when it does not say.
    """

    indicator: str
    line: FormLine
    state: AnswerState | None = None
    grade: float | None = None
    reason: str = ""
    rationale: str | None = None
    documents: tuple[FilledDocument, ...] = ()
    version: int | None = None
    is_spoiled: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether all its cells are empty or could not be used."""
        return self.state is None and self.rationale is None and not self.documents


@dataclass(frozen=True)
class ReadQuestionnaire:
    """What a file says, question by question; what was wrong in it was left out."""

    origin: Origin | None
    answers: tuple[FilledAnswer, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    def responses(self) -> list[Response]:
        """The answers as they are scored; a document that can be found counts as cited."""
        return [
            Response(one.indicator, one.state, one.grade, _evidence(one))
            for one in self.answers
            if one.state is not None
        ]


def read_questionnaire(raw: bytes, name: str, structure: Framework) -> ReadQuestionnaire:
    """What the bytes of a file called ``name`` answer to the questions of ``structure``.

    Raises ``TableError`` when nothing in it can be used, also when it answers other questions.
    """
    read = read_form(raw, name, ANSWERS)
    earlier = _earlier_version(read.origin, structure, name)
    found: dict[str, FilledAnswer] = {}
    for line in read.lines:
        indicator = _indicator(line, structure, read.told)
        if indicator is None:
            continue
        code = indicator.code
        if earlier and not asks_the_same(structure.id, earlier, structure.version, code):
            line.tell(
                read.told,
                "answer",
                f"The question {code} was changed after version {earlier}.",
                "Answer it anew.",
            )
            continue
        before = read.told.number
        answer = _filled(line, indicator, structure, read)
        answer = replace(answer, is_spoiled=read.told.number > before)
        found[code] = _joined(found.get(code), answer, read.told)
    said = tuple(one for one in found.values() if not one.says_nothing)
    return ReadQuestionnaire(read.origin, said, read.problems(name), tuple(read.told.notes))


def _earlier_version(origin: Origin | None, structure: Framework, name: str) -> str:
    """The other version of the framework that a file was made for; empty when it is this one."""
    if origin is None or origin.framework in {"", structure.name}:
        return ""
    framework_id, _, version = origin.framework.partition("@")
    try:
        is_known = framework_id == structure.id and bool(framework(framework_id, version))
    except UnknownNameError:
        is_known = False
    if not is_known:
        what = f"The file answers {shown(origin.framework)}, and here {structure.name} is asked."
        mend = "Choose a file that this assessment has given out."
        raise TableError(f"{name} cannot be used:", [Problem(name, 0, "", what, mend)])
    return version


def _indicator(line: FormLine, structure: Framework, told: Told) -> Indicator | None:
    """The question of a row: by its code, or by its title where the code is gone."""
    code, title = line.text("code"), fold(line.text("title"))
    by_title = _titles(structure.name).get(title)
    codes = _codes(structure.name)
    by_code = codes.get(fold(code)) or codes.get(fold(code_alone(code)))
    if code and by_code and by_title and by_code != by_title:
        line.tell(
            told,
            "code",
            f"The code {shown(code)} and the question of this row do not belong together.",
            "Take the row from a new file.",
        )
        return None
    found = by_code or ("" if code else by_title)
    if found:
        return structure.indicator(found)
    if not code:
        line.tell(
            told, "code", "This row does not say which question it answers.", "Write its code."
        )
        return None
    known = [item.code for item in structure.indicators]
    # Of what is only counted any more, nobody reads a suggestion: looking for it takes long.
    close = [] if told.more else get_close_matches(code.upper(), known, n=1, cutoff=0.5)
    line.tell(
        told,
        "code",
        f"{structure.name} has no question '{shown(code)}'.",
        f"Did you mean '{close[0]}'?" if close else "Write a code of the framework.",
    )
    return None


@cache
def _codes(name: str) -> Mapping[str, str]:
    return {fold(item.code): item.code for item in framework(*name.split("@")).indicators}


@cache
def _titles(name: str) -> Mapping[str, str]:
    """The code of a folded title in any language; a title of two questions names none."""
    structure = framework(*name.split("@"))
    meant: dict[str, set[str]] = {}
    for language in structure.languages:
        words = framework_text(structure.id, structure.version, language).indicators
        for item in structure.indicators:
            if item.code in words and words[item.code].title:
                title = fold(" ".join(words[item.code].title.split()))
                meant.setdefault(title, set()).add(item.code)
    return {title: next(iter(codes)) for title, codes in meant.items() if len(codes) == 1}


def _filled(
    line: FormLine, indicator: Indicator, structure: Framework, read: FormRead
) -> FilledAnswer:
    told = read.told
    version = line.version if line.version is not None else read.versions.get(indicator.code)
    is_emptied = is_dash(line.cells.get("rationale"))
    rationale = "" if is_emptied else line.value(told, "rationale", text_of, LONGEST_TEXT)
    document = _document(line, told)
    filled = FilledAnswer(
        indicator.code,
        line,
        rationale=rationale,
        documents=(document,) if document else (),
        version=version,
    )
    answer = line.value(told, "answer", answer_of, indicator, structure.name)
    if answer is None:
        return filled
    state, grade = answer
    reason = _reason(line, state, rationale, told)
    return filled if reason is None else replace(filled, state=state, grade=grade, reason=reason)


def _reason(line: FormLine, state: AnswerState, rationale: str | None, told: Told) -> str | None:
    """The reason why a question does not apply; ``None`` when it is needed and not there."""
    if state is not AnswerState.NOT_APPLICABLE:
        if "reason" in line.cells:
            what = "A reason stands here, and the answer needs none."
            told.note(line.grid, line.number, line.places["reason"], what, "It was left out.")
        return ""
    if "reason" not in line.cells:
        line.tell(told, "reason", "The reason why this does not apply is missing.", "Choose one.")
        return None
    found = line.value(told, "reason", choice_of, choices("reasons"))
    if found == OTHER_REASON and not rationale:
        what = "Which other reason it is stands nowhere."
        line.tell(told, "rationale", what, "Write it beside the answer.")
        return None
    return found if isinstance(found, str) else None


def _document(line: FormLine, told: Told) -> FilledDocument | None:
    if not any(column in line.cells for column in DOCUMENT_COLUMNS):
        return None
    before = told.number
    kind = line.value(told, "kind", choice_of, choices("kinds"))
    title = line.value(told, "document", text_of, LONGEST_TITLE)
    link = line.value(told, "link", link_of)
    day = line.value(told, "date", day_of)
    said_by = line.value(told, "said_by", text_of, LONGEST_NAME)
    if told.number > before:
        return None
    if not kind or not title:
        at = "document" if kind else "kind"
        line.tell(told, at, "A document needs its kind and a title.", "Fill in both.")
        return None
    title, said_by = (" ".join((text or "").split()) for text in (title, said_by))
    return FilledDocument(kind, title, link or "", day, said_by)


def _joined(first: FilledAnswer | None, second: FilledAnswer, told: Told) -> FilledAnswer:
    """Two rows of one question: the first answers, the second may name another document."""
    if first is None:
        return second
    same = (first.state, first.grade, first.reason, first.rationale)
    again = (second.state, second.grade, second.reason, second.rationale)
    if (second.state, second.rationale) != (None, None) and same != again:
        second.line.tell(
            told,
            "answer",
            f"The question {first.indicator} is answered twice (first in row {first.line.number}).",
            "Keep one of the two.",
        )
    new = tuple(one for one in second.documents if one not in first.documents)
    return replace(first, documents=(*first.documents, *new))


def _evidence(answer: FilledAnswer) -> EvidenceLevel:
    if _can_be_found(answer.documents):
        return EvidenceLevel.CITED
    is_said = bool(answer.rationale or answer.documents)
    return EvidenceLevel.DECLARED if is_said else EvidenceLevel.NONE


def _can_be_found(documents: Iterable[FilledDocument]) -> bool:
    return any(one.link or one.date for one in documents)
