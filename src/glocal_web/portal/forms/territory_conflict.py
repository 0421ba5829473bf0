"""What to do when two people changed a territory at once: both values, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from glocal_web.portal.forms.territory import TerritoryForm, values_of
from glocal_web.portal.models import Territory

CHOICE_PREFIX = "keep-"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Collision:
    """One field with two values. ``keeps`` is the one proposed."""

    name: str
    label: str
    theirs: str
    mine: str
    keeps: str

    @property
    def choice(self) -> str:
        """The name of the control that chooses between the two."""
        return f"{CHOICE_PREFIX}{self.name}"


def collisions(
    form: TerritoryForm, current: Territory, opened: Territory | None
) -> tuple[Collision, ...]:
    """The fields in which a valid form differs from what is saved now.

    ``opened`` is the state in which the form was opened: a field the person left alone proposes the
    newer value, one they changed proposes theirs.
    """
    now = values_of(current)
    before = values_of(opened) if opened is not None else None
    found = []
    for name, theirs in now.items():
        mine = form.cleaned_data.get(name)
        if _plain(mine) == _plain(theirs):
            continue
        left_alone = before is not None and _plain(before[name]) == _plain(mine)
        found.append(
            Collision(
                name=name,
                label=str(form.fields[name].label or _("place")),
                theirs=_words(form, name, theirs),
                mine=_words(form, name, mine),
                keeps=THEIRS if left_alone else MINE,
            )
        )
    return tuple(found)


def with_choices(data: QueryDict, current: Territory) -> QueryDict:
    """The sent data, with the saved value wherever the person chose to keep that one."""
    now = values_of(current)
    chosen = data.copy()
    for name, value in now.items():
        if data.get(f"{CHOICE_PREFIX}{name}") == THEIRS:
            values = value if isinstance(value, list) else [value]
            chosen.setlist(name, ["" if one is None else str(one) for one in values])
    return chosen


def with_version(data: QueryDict, version: int) -> QueryDict:
    """The sent data as if the form had been opened at this version."""
    newer = data.copy()
    newer["version"] = str(version)
    return newer


def _plain(value: Any) -> Any:
    """A value that can be compared, whether it comes from a form or from a row."""
    if isinstance(value, list | tuple):
        return sorted(value)
    return "" if value is None else value


def _words(form: TerritoryForm, name: str, value: Any) -> str:
    """A value as people read it."""
    words: Mapping[str, str] = _choices(form, name)
    values = value if isinstance(value, list) else [value]
    shown = [words.get(str(one), str(one)) for one in values if one not in (None, "")]
    return "; ".join(shown) or _("nothing")


def _choices(form: TerritoryForm, name: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, label in getattr(form.fields[name], "choices", ()):
        if isinstance(label, list | tuple):
            flat.update((str(one), str(words)) for one, words in label)
        else:
            flat[str(key)] = str(label)
    return flat
