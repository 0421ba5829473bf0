"""The changes that a list of actions would make, in words and side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.mappers.labels import labels
from glocal_web.portal.models import Action, ActionStatus

NAMES = {
    "title": _("What is to be done"),
    "description": _("How"),
    "who": _("Who does it"),
    "due": _("Due"),
    "status": _("Status"),
    "target_grade": _("Grade it is meant to reach"),
    "outcome": _("What came of it"),
}


class Planned(Protocol):
    """A planned change of one action, as the services make it."""

    @property
    def action(self) -> Action | None: ...
    @property
    def indicator(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...
    @property
    def choices(self) -> frozenset[str]: ...
    @property
    def name(self) -> str: ...
    @property
    def before(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class ActionPart:
    """One part of an action: as it stands, and as the file has it."""

    label: str
    before: str
    after: str
    is_choice: bool


@dataclass(frozen=True)
class ActionChangeLine:
    """One action that would be written; ``name`` is that of the field where somebody chooses."""

    name: str
    title: str
    code: str
    is_new: bool
    parts: tuple[ActionPart, ...]

    @property
    def conflicts(self) -> tuple[ActionPart, ...]:
        """The parts in which somebody has to choose."""
        return tuple(part for part in self.parts if part.is_choice)

    @property
    def clear(self) -> tuple[ActionPart, ...]:
        """The parts that would be written without a choice."""
        return tuple(part for part in self.parts if not part.is_choice)


def action_lines(
    planned: Iterable[Planned], people: Mapping[int, str]
) -> tuple[ActionChangeLine, ...]:
    """The planned changes in the words of the page; ``people`` are names of owners by key."""
    return tuple(
        ActionChangeLine(
            name=one.name,
            title=one.action.title if one.action else str(one.values.get("title", "")),
            code=one.indicator,
            is_new=one.action is None,
            parts=tuple(
                ActionPart(
                    label=str(NAMES[part]),
                    before=_word(part, one.before[part], one.action, people) if one.action else "",
                    after=_word(part, value, one.action, people),
                    is_choice=part in one.choices,
                )
                for part, value in one.values.items()
                # That of a new action stands above.
                if one.action is not None or part != "title"
            ),
        )
        for one in planned
    )


def _word(part: str, value: Any, action: Action | None, people: Mapping[int, str]) -> str:
    if part == "who":
        key, name = value
        return people.get(key, "") if key is not None else str(name)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if part == "status":
        return str(ActionStatus(value).label)
    if part != "target_grade" or value is None:
        return str(value or "")
    if action is not None:
        words = labels(action.framework_id, action.framework_version)
        if action.indicator in words.framework:
            grade = words.grade(words.framework.indicator(action.indicator), value)
            return f"{value:g} · {grade.word}" if grade.word else f"{value:g}"
    return f"{value:g}"
