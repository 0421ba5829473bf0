"""The actions of a territory as a table to fill in, and what such a table says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from glocal.io.forms import ACTIONS, DASH, Cell, FilledForm, FormRow, Origin
from glocal.io.forms_read import FormLine, FormRead, read_form
from glocal.io.forms_values import (
    LONGEST_HOW,
    LONGEST_NAME,
    LONGEST_OUTCOME,
    LONGEST_TITLE,
    choice_of,
    choices,
    code_alone,
    day_of,
    is_dash,
    list_words,
    shown_grade,
    text_of,
)
from glocal.loading.form_words import form_words
from glocal.loading.written import shown

NUMBER = re.compile(r"#?([0-9]{1,9})(?:[.,]0{1,2})?")
"""The number of an action, also where a program has made a decimal of it; 1.000 may be 1000."""

EMPTIABLE = ("action_how", "action_who", "action_due", "action_target", "action_outcome")
"""The columns that a dash alone empties."""


@dataclass(frozen=True)
class GivenAction:
    """An action as it stands when the list is given out; ``question`` is the title of its question.

    ``target_word`` is the word for the grade that it is meant to reach.
    """

    number: int
    code: str
    question: str
    title: str
    how: str = ""
    who: str = ""
    due: date | None = None
    status: str = "planned"
    target: float | None = None
    target_word: str = ""
    outcome: str = ""
    version: int = 1


@dataclass(frozen=True)
class FilledAction:
    """What a row says about an action. ``None`` says nothing of that part; no number: a new one.

    The target stands in ``line``, since only the framework of the action knows its grades;
    ``emptied`` are the columns that hold a dash alone. One ``is_spoiled`` where something in its
    row could not be used.
    """

    line: FormLine
    number: int | None
    version: int | None
    code: str | None = None
    title: str | None = None
    how: str | None = None
    who: str | None = None
    due: date | None = None
    status: str | None = None
    outcome: str | None = None
    emptied: frozenset[str] = frozenset()
    is_spoiled: bool = False


@dataclass(frozen=True)
class ReadActions:
    """What a file says; ``form`` still takes the problems that only the site can see."""

    form: FormRead
    actions: tuple[FilledAction, ...]

    @property
    def origin(self) -> Origin | None:
        """Where the file says it comes from."""
        return self.form.origin


def action_list(
    actions: Sequence[GivenAction], territory: str, slug: str, codes: Sequence[str], language: str
) -> FilledForm:
    """The list of the actions of a territory, with empty rows for more; ``codes`` may be chosen."""
    words = form_words(language)
    return FilledForm(
        form=ACTIONS,
        origin=Origin(ACTIONS.id, slug, language=language),
        head=((words.head["territory"], territory),),
        rows=tuple(_row(one, words.action_statuses) for one in actions),
        lists={
            "action_statuses": tuple(list_words("action_statuses", language).values()),
            "codes": tuple(codes),
        },
    )


def _row(one: GivenAction, statuses: Mapping[str, str]) -> FormRow:
    target = "" if one.target is None else shown_grade(one.target, one.target_word, DASH)
    cells: dict[str, Cell] = {
        "number": str(one.number),
        "action_code": one.code,
        "title": one.question,
        "action_title": one.title,
        "action_how": one.how,
        "action_who": one.who,
        "action_due": one.due or "",
        "action_status": statuses[one.status],
        "action_target": target,
        "action_outcome": one.outcome,
    }
    return FormRow(str(one.number), cells, one.version)


def read_actions(raw: bytes, name: str) -> ReadActions:
    """The rows of the bytes of a file called ``name``. Raises ``TableError`` when it has none."""
    read = read_form(raw, name, ACTIONS)
    found: dict[str, FilledAction] = {}
    for line in read.lines:
        before = read.told.number
        action = _action(line, read)
        if action is None:
            continue
        action = replace(action, is_spoiled=read.told.number > before)
        if action.number is not None and str(action.number) in found:
            first = found[str(action.number)].line.number
            what = f"The action {action.number} appears twice (first in row {first})."
            line.tell(read.told, "number", what, "Keep one of the two.")
            continue
        found[str(action.number) if action.number is not None else f"new {len(found)}"] = action
    return ReadActions(read, tuple(found.values()))


def _action(line: FormLine, read: FormRead) -> FilledAction | None:
    found = NUMBER.fullmatch(line.text("number"))
    is_number, written = found is not None, found[1] if found else line.text("number")
    if "number" in line.cells and not is_number:
        line.tell(
            read.told,
            "number",
            f"There is no action '{shown(written)}' here.",
            "Leave the number of a new action empty.",
        )
        return None
    told = read.told
    version = line.version if line.version is not None else read.versions.get(written)
    title = line.value(told, "action_title", text_of, LONGEST_TITLE)
    if not is_number and not title:
        if "action_title" not in line.cells:
            line.tell(told, "action_title", "An action needs a title.", "Write what is to be done.")
        return None
    emptied = frozenset(one for one in EMPTIABLE if is_dash(line.cells.get(one)))
    said = line.without(emptied)
    return FilledAction(
        line=said,
        number=int(written) if is_number else None,
        version=version,
        code=code_alone(said.text("action_code")) or None,
        title=" ".join(title.split()) if title else None,
        how=said.value(told, "action_how", text_of, LONGEST_HOW),
        who=said.value(told, "action_who", text_of, LONGEST_NAME),
        due=said.value(told, "action_due", day_of),
        status=said.value(told, "action_status", choice_of, choices("action_statuses")),
        outcome=said.value(told, "action_outcome", text_of, LONGEST_OUTCOME),
        emptied=emptied,
    )
