"""What a list of actions would change: what is clear, and what somebody has to choose."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from glocal.errors import Problem
from glocal.io.action_list import FilledAction, ReadActions
from glocal.io.forms_values import DASHES, LOST, grade_of, is_lost_in, plain_text
from glocal.loading.catalogue import framework
from glocal.model.framework import Framework, Indicator
from glocal_web.portal.models import Action, ActionStatus, Assessment, Territory
from glocal_web.portal.selectors.actions import latest_assessments, owners
from glocal_web.portal.services.actions import ActionDraft
from glocal_web.portal.services.responses import Fate, three_way

MOST_ACTIONS = 1000
"""Rows of a file that may change something; each of them is shown, and written by itself."""

WHO = "who"
PARTS = ("title", "description", WHO, "due", "status", "target_grade", "outcome")
EMPTY: Mapping[str, Any] = {
    "title": "",
    "description": "",
    WHO: (None, ""),
    "due": None,
    "status": ActionStatus.PLANNED.value,
    "target_grade": None,
    "outcome": "",
}
COLUMNS = {
    "title": "action_title",
    "description": "action_how",
    WHO: "action_who",
    "due": "action_due",
    "status": "action_status",
    "target_grade": "action_target",
    "outcome": "action_outcome",
}
"""In which column of a file a part stands."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class PlannedAction:
    """What a file would write to an action, part by part; without ``action`` it is a new one.

    ``choices`` are the parts that both sides have changed; they stay unless the file is chosen. A
    new one comes out of ``assessment``.
    """

    action: Action | None
    indicator: str
    values: Values
    choices: frozenset[str] = frozenset()
    assessment: Assessment | None = None

    @property
    def is_clear(self) -> bool:
        """Whether something would be written without a choice."""
        return self.values.keys() != self.choices

    @property
    def name(self) -> str:
        """How the choice is called in the form."""
        return f"action-{self.action.pk}" if self.action else ""

    @property
    def before(self) -> Values:
        """The parts as they stand."""
        return values_of(self.action) if self.action else EMPTY

    def draft(self, *, with_choices: bool) -> ActionDraft:
        """The action as it would be written."""
        parts = dict(self.before)
        parts |= {
            part: value
            for part, value in self.values.items()
            if with_choices or part not in self.choices
        }
        owner_id, owner_name = parts.pop(WHO)
        return ActionDraft(owner_id=owner_id, owner_name=owner_name, **parts)


@dataclass(frozen=True)
class ActionsPlan:
    """All that a file would change, and how many of its actions stand here already.

    Those in which something is wrong count as neither.
    """

    actions: tuple[PlannedAction, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def conflicts(self) -> tuple[PlannedAction, ...]:
        """Those in which something has to be chosen."""
        return tuple(one for one in self.actions if one.choices)

    @property
    def clear(self) -> tuple[PlannedAction, ...]:
        """Those in which something would be written without a choice."""
        return tuple(one for one in self.actions if one.is_clear)

    @property
    def digest(self) -> str:
        """What stands and what would be written, in one word: the same again, or not."""
        said = [
            [
                one.action.pk if one.action else 0,
                one.action.version if one.action else 0,
                one.assessment.pk if one.assessment else 0,
                one.indicator,
                sorted((part, str(value)) for part, value in one.values.items()),
                sorted(one.choices),
            ]
            for one in self.actions
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def values_of(action: Action) -> dict[str, Any]:
    """The parts of an action, or of an earlier state of it."""
    parts = {part: getattr(action, part) for part in PARTS if part != WHO}
    return parts | {WHO: (action.owner_id, action.owner_name)}


def actions_plan(territory: Territory, read: ReadActions, name: str) -> ActionsPlan:
    """What the rows of a file would change in the actions of a territory."""
    is_foreign = read.origin is not None and read.origin.subject not in {"", territory.slug}
    rows = {
        row.pk: row for row in Action.objects.filter(territory=territory).select_related("owner")
    }
    reader = _Reader(read, owners(territory), latest_assessments(territory))
    earlier = {} if is_foreign else _earlier(rows, read.actions)
    there = {(row.indicator, row.title, row.due) for row in rows.values()}
    wanted: list[PlannedAction] = []
    unchanged = 0
    for filled in read.actions:
        before = read.form.told.number
        if filled.number is None or is_foreign:
            one = reader.new(filled)
        else:
            one = reader.changed(filled, rows.get(filled.number), earlier)
        if one is None:
            continue
        if one.values and not _stands_already(one, there):
            wanted.append(one)
        elif not filled.is_spoiled and read.form.told.number == before:
            unchanged += 1
    problems = list(read.form.problems(name))
    if len(wanted) > MOST_ACTIONS:
        what = f"Only {MOST_ACTIONS:,} rows are read."
        problems.append(Problem(name, 0, "", what, "Split the file."))
    return ActionsPlan(tuple(wanted[:MOST_ACTIONS]), unchanged, tuple(problems))


def _stands_already(one: PlannedAction, there: Collection[tuple[str, str, date | None]]) -> bool:
    """Whether a new action is there: a file that comes twice adds it once."""
    if one.action is not None:
        return False
    return (one.indicator, one.values["title"], one.values.get("due")) in there


class _Reader:
    """Rows of a file as planned changes; what is wrong is told to the file that was read."""

    def __init__(
        self,
        read: ReadActions,
        people: Sequence[tuple[str, str]],
        latest: Sequence[Assessment],
    ) -> None:
        self.told, self.latest = read.form.told, latest
        # Of a code in two frameworks the one by which was assessed last.
        self.questions = {
            one.code.upper(): (assessment, one)
            for assessment in reversed(latest)
            for one in _framework(assessment)
        }
        names = [name for _, name in people]
        self.people = {name: int(key) for key, name in people if names.count(name) == 1}

    def new(self, filled: FilledAction) -> PlannedAction | None:
        """A new action, if it says what for."""
        if not filled.title:
            filled.line.tell(
                self.told, "action_title", "An action needs a title.", "Write what is to be done."
            )
            return None
        found = self._question(filled)
        if found is None:
            return None
        assessment, indicator = found
        said = self._said(filled, indicator, None)
        return PlannedAction(None, indicator.code, said, assessment=assessment)

    def changed(
        self, filled: FilledAction, row: Action | None, earlier: Mapping[tuple[int, int], Action]
    ) -> PlannedAction | None:
        """What is new about an action that is there."""
        if row is None:
            what = f"There is no action '{filled.number}' here."
            mend = "Leave the number of a new action empty."
            filled.line.tell(self.told, "number", what, mend)
            return None
        if filled.code is not None and filled.code.upper() != row.indicator.upper():
            line = filled.line
            what = "The question of an action stays as it is."
            self.told.note(
                line.grid, line.number, line.places["action_code"], what, "It was left out."
            )
        theirs = values_of(row)
        base = row if filled.version == row.version else earlier.get((row.pk, filled.version or 0))
        started = values_of(base) if base is not None else None
        values: dict[str, Any] = {}
        choices: set[str] = set()
        for part, mine in self._said(filled, _known(row), row).items():
            if _is_the_same(part, mine, theirs[part]):
                continue
            if is_lost_in(*_in_letters(part, mine, theirs[part], row)):
                filled.line.tell(self.told, COLUMNS[part], LOST.what, LOST.mend)
                continue
            # In brackets, since nothing at all is a value here too.
            started_with = (started[part],) if started else None
            _value, fate = three_way((mine,), (theirs[part],), started_with)
            if fate in {Fate.MINE, Fate.BOTH}:
                values[part] = mine
            if fate is Fate.BOTH and (part == "status" or theirs[part] != EMPTY[part]):
                choices.add(part)
        return PlannedAction(row, row.indicator, values, frozenset(choices))

    def _said(
        self, filled: FilledAction, indicator: Indicator | None, row: Action | None
    ) -> dict[str, Any]:
        """The parts that a row says something of; what it empties is said as well."""
        target = None
        if indicator is not None:
            target = filled.line.value(self.told, "action_target", grade_of, indicator)
        said = {
            "title": filled.title,
            "description": filled.how,
            WHO: self._who(filled.who, row),
            "due": filled.due,
            "status": filled.status,
            "target_grade": target,
            "outcome": filled.outcome,
        }
        emptied = {part: EMPTY[part] for part in PARTS if COLUMNS[part] in filled.emptied}
        return {part: value for part, value in said.items() if value is not None} | emptied

    def _who(self, name: str | None, row: Action | None) -> tuple[int | None, str] | None:
        """A person with a role here, when exactly one is called so; anybody else by name."""
        if not name:
            return None
        name = " ".join(name.split())
        present = (str(row.owner) if row.owner else row.owner_name) if row else ""
        if row is not None and name == " ".join(present.split()):
            return row.owner_id, row.owner_name
        return (self.people[name], "") if name in self.people else (None, name)

    def _question(self, filled: FilledAction) -> tuple[Assessment, Indicator] | None:
        """What a new action is meant to raise, and the assessment that asks it."""
        found = self.questions.get((filled.code or "").upper())
        if found is not None:
            return found
        what = "A new action needs the code of a question."
        if filled.code and self.latest:
            what = f"{_framework(self.latest[0]).name} has no question '{filled.code}'."
        filled.line.tell(self.told, "action_code", what, "Write a code of the framework.")
        return None


def _is_the_same(part: str, mine: Any, theirs: Any) -> bool:
    """Whether a part comes back as it is; a dash that is the whole text there empties nothing."""
    is_own_dash = mine == EMPTY[part] and isinstance(theirs, str) and theirs.strip() in DASHES
    return is_own_dash or _as_read(part, mine) == _as_read(part, theirs)


def _as_read(part: str, value: Any) -> Any:
    """A text as it comes through a spreadsheet; anything else as it is."""
    if part == "title":
        return " ".join(value.split())
    return plain_text(value) if isinstance(value, str) else value


def _in_letters(part: str, mine: Any, theirs: Any, row: Action) -> tuple[str, str]:
    """What the file and the site say of a part, as words; of whom, by the name."""
    if part == WHO:
        return mine[1], str(row.owner) if row.owner else row.owner_name
    return str(mine), str(_as_read(part, theirs))


def _framework(assessment: Assessment) -> Framework:
    return framework(assessment.framework_id, assessment.framework_version)


def _known(row: Action) -> Indicator | None:
    structure = framework(row.framework_id, row.framework_version)
    return structure.indicator(row.indicator) if row.indicator in structure else None


def _earlier(
    rows: Mapping[int, Action], actions: Sequence[FilledAction]
) -> dict[tuple[int, int], Action]:
    """Earlier states of actions by key and version, as far as the file was made from them."""
    wanted = {
        (one.number, one.version)
        for one in actions
        if one.number is not None
        and one.number in rows
        and one.version
        and one.version < rows[one.number].version
    }
    if not wanted:
        return {}
    history = Action.history.filter(
        id__in={key for key, _ in wanted}, version__in={version for _, version in wanted}
    ).order_by("history_id")
    return {(one.id, one.version): one for one in history if (one.id, one.version) in wanted}
