"""The forms of a matrix: what it is for, its items, and a link for a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from glocal_web.portal.forms.answer import RationaleField
from glocal_web.portal.forms.one_line import one_line
from glocal_web.portal.forms.stale import Collision, with_version
from glocal_web.portal.models import ItemKindChoice, Matrix, MatrixAsks
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.selectors.interaction_choices import ChoiceGroup, ItemChoices
from glocal_web.portal.services.interactions import (
    FEWEST_ITEMS,
    MOST_ITEMS,
    ItemDraft,
    MatrixChange,
    MatrixDraft,
)

LONGEST_LINE = 300
# Each list that is ticked: the field, and what its items are.
TICKED = {
    "policies": ItemKindChoice.POLICY,
    "indicators": ItemKindChoice.INDICATOR,
    "targets": ItemKindChoice.SDG_TARGET,
}


@dataclass(frozen=True)
class Tick:
    """One thing that can be ticked."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class TickGroup:
    """Things that can be ticked, below one title; open where something is."""

    title: str
    ticks: tuple[Tick, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(one.is_chosen for one in self.ticks)


@dataclass(frozen=True)
class TickList:
    """One list of the form, as the template draws it."""

    name: str
    label: str
    groups: tuple[TickGroup, ...]


class HeadForm(forms.Form):
    """What a matrix is called, what it is for, which pairs are asked."""

    title = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        validators=[one_line],
        help_text=gettext_lazy("What you want to know: “Before the budget of 2027”."),
    )
    purpose = RationaleField(
        label=gettext_lazy("What it is for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Those who answer read it first."),
    )
    asks = forms.ChoiceField(
        label=gettext_lazy("Which pairs are asked"),
        choices=MatrixAsks.choices,
        widget=forms.RadioSelect,
        initial=MatrixAsks.WORTH,
        help_text=gettext_lazy(
            "Sixty items make 3,540 pairs. Those that share an action, a goal, a budget or a group "
            "come first; the others stay “not assessed”, which is not zero."
        ),
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000, initial=1
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    collisions: tuple[Collision, ...] = ()

    def draft(self) -> MatrixDraft:
        """The checked values as the service takes them."""
        values = self.cleaned_data
        return MatrixDraft(values["title"], values["purpose"], values["asks"])

    def show_stale(self, change: MatrixChange) -> None:
        """Show what somebody else saved meanwhile, and accept the next saving."""
        row = change.matrix
        theirs = {
            "title": row.title,
            "purpose": row.purpose,
            "asks": str(row.get_asks_display()),
            "items": ", ".join(one.title for one in row.items.all()),
        }
        mine = {
            **{name: str(self.cleaned_data.get(name, "")) for name in ("title", "purpose")},
            "asks": str(MatrixAsks(self.cleaned_data["asks"]).label),
            "items": ", ".join(one.title for one in self.draft().items),
        }
        self.collisions = tuple(
            Collision(
                str(self.fields[name].label if name in self.fields else _("Items")),
                mine[name] or "–",
                theirs[name] or "–",
            )
            for name in change.changed
        )
        self.data = with_version(self.data, row.version)


class MatrixForm(HeadForm):
    """A matrix that is being prepared, with its items."""

    policies = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("Policies of the register")
    )
    objectives = RationaleField(
        required=False,
        max_length=MOST_ITEMS * (LONGEST_LINE + 1),
        label=gettext_lazy("Objectives in own words"),
        help_text=gettext_lazy(
            "One a line, so that progress on it can be seen: “Homes at rents that residents can "
            "pay”."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    indicators = forms.MultipleChoiceField(required=False, label=gettext_lazy("Indicators"))
    targets = forms.MultipleChoiceField(required=False, label=gettext_lazy("SDG targets"))

    def __init__(self, data: Any, choices: ItemChoices, **options: Any) -> None:
        super().__init__(data, **options)
        self.groups: dict[str, tuple[ChoiceGroup, ...]] = {
            "policies": choices.policies,
            "indicators": choices.indicators,
            "targets": choices.targets,
        }
        for name, groups in self.groups.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
            field.choices = [pair for group in groups for pair in group.choices]

    def lists(self) -> Iterator[TickList]:
        """The lists to tick, with what is ticked now."""
        for name, groups in self.groups.items():
            value = self[name].value() or []
            chosen = set(value if isinstance(value, list | tuple) else [value])
            yield TickList(
                name,
                str(self.fields[name].label),
                tuple(
                    TickGroup(
                        group.title,
                        tuple(Tick(one, title, one in chosen) for one, title in group.choices),
                    )
                    for group in groups
                ),
            )

    def clean_objectives(self) -> str:
        """Each line is one objective, short enough to be the name of a row."""
        lines = _lines(self.cleaned_data["objectives"])
        too_long = [line for line in lines if len(line) > LONGEST_LINE]
        if too_long:
            raise forms.ValidationError(
                _("A line has at most %(most)s characters. Shorten the one that begins: %(start)s")
                % {"most": LONGEST_LINE, "start": too_long[0][:60]}
            )
        for line in lines:
            one_line(line)
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """A matrix has enough items to say something, and no more than anybody can answer."""
        values = super().clean() or {}
        if self.errors:
            return values
        number = len(self._items())
        if number < FEWEST_ITEMS:
            self.add_error(
                None,
                ngettext(
                    "Choose at least %(fewest)s items; so far it is %(number)s.",
                    "Choose at least %(fewest)s items; so far there are %(number)s.",
                    number,
                )
                % {"fewest": FEWEST_ITEMS, "number": number},
            )
        elif number > MOST_ITEMS:
            self.add_error(
                None,
                _("Choose at most %(most)s items; now there are %(number)s.")
                % {"most": MOST_ITEMS, "number": number},
            )
        return values

    def draft(self) -> MatrixDraft:
        """The checked values as the service takes them."""
        head = super().draft()
        return MatrixDraft(head.title, head.purpose, head.asks, self._items())

    def _items(self) -> tuple[ItemDraft, ...]:
        values = self.cleaned_data
        made: list[ItemDraft] = []
        for name, kind in TICKED.items():
            chosen = set(values.get(name) or ())
            made += [
                ItemDraft(kind.value, title, ref)
                for group in self.groups[name]
                for ref, title in group.choices
                if ref in chosen
            ]
            if name == "policies":
                made += [
                    ItemDraft(ItemKindChoice.OBJECTIVE.value, line)
                    for line in _lines(values.get("objectives") or "")
                ]
        return tuple(made)


class LinkForm(forms.Form):
    """For which group a link is made."""

    group = forms.ChoiceField(
        label=gettext_lazy("Stakeholder group"),
        choices=[("", gettext_lazy("Choose")), *GroupChoice.choices],
    )


def initial_of(matrix: Matrix) -> dict[str, Any]:
    """A matrix's values as its form shows them."""
    items = list(matrix.items.all())

    def refs(kind: ItemKindChoice) -> list[str]:
        return [row.ref for row in items if row.kind == kind]

    return {
        "title": matrix.title,
        "purpose": matrix.purpose,
        "asks": matrix.asks,
        "version": matrix.version,
        **{name: refs(kind) for name, kind in TICKED.items()},
        "objectives": "\n".join(row.title for row in items if row.kind == ItemKindChoice.OBJECTIVE),
    }


def _lines(text: str) -> list[str]:
    """The lines that hold something, each once, without needless space."""
    lines: Iterable[str] = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in dict.fromkeys(lines) if line]
