"""What each kind of provision is called in the form, what it asks first, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from glocal.model.provision import Modality

TO_WHOM = _("To whom")
# The parts of the form, in the order in which they follow one another where they come later.
PARTS = (
    "group",
    "requirements",
    "means",
    "target",
    "gives",
    "lifts",
    "amounts",
    "effects",
    "relations",
    "ground",
    "scope",
    "note",
)


@dataclass(frozen=True)
class ModalityWords:
    """One kind of provision: its explanation, the questions in its words, the parts asked first.

    Every kind asks who and what, and where the text says so; ``first`` are the parts besides these.
    """

    explained: Any
    who: Any
    action: Any
    group: Any
    first: tuple[str, ...]
    target: Any = TO_WHOM


MODALITIES: Mapping[Modality, ModalityWords] = {
    Modality.ENTITLEMENT: ModalityWords(
        _("People have a right to it: somebody must offer it to them."),
        _("Who must offer it?"),
        _("What must be offered?"),
        _("To whom must it be offered?"),
        ("group", "requirements"),
    ),
    Modality.DUTY: ModalityWords(
        _("A body has a task that it must carry out, whether or not anybody asks for it."),
        _("Who must do it?"),
        _("What must be done?"),
        _("For whom must it be done?"),
        ("group", "means"),
    ),
    Modality.PROHIBITION: ModalityWords(
        _("A body is forbidden to do something, or to do it for a group."),
        _("Who must not do it?"),
        _("What must not be done?"),
        _("For whom must it not be done?"),
        ("group",),
    ),
    Modality.PERMISSION: ModalityWords(
        _("A body is free to do something, and need not."),
        _("Who may do it?"),
        _("What may be done?"),
        _("For whom may it be done?"),
        ("group", "requirements"),
    ),
    Modality.EXCLUSION: ModalityWords(
        _("The text shuts a group out of a service or a benefit."),
        _("Who turns them away?"),
        _("What are they not eligible for?"),
        _("Who is not eligible?"),
        ("group", "ground"),
    ),
    Modality.REPORT: ModalityWords(
        _("A body must tell an authority about people, such as those without a permit."),
        _("Who must report?"),
        _("In which service or task does it learn of it?"),
        _("About whom must it report?"),
        ("target", "group"),
        _("To whom must it report?"),
    ),
    Modality.SHARE: ModalityWords(
        _("A body gives data about people to another one, as by a shared database."),
        _("Who passes data on?"),
        _("From which service or task do the data come?"),
        _("About whom are data passed on?"),
        ("target", "group"),
        _("Who gets the data?"),
    ),
    Modality.FIREWALL: ModalityWords(
        _("What a body learns about people must stay with it."),
        _("Who must keep it to itself?"),
        _("In which service or task does it learn of it?"),
        _("Whose data are protected?"),
        ("group",),
    ),
    Modality.GRANT: ModalityWords(
        _("One body gives another what a task needs: the competence, money or staff."),
        _("Who gives it?"),
        _("For which service or task?"),
        _("For whom is the service or task?"),
        ("target", "gives"),
        _("Who receives it?"),
    ),
    Modality.SUPPORT: ModalityWords(
        _("Something takes a hurdle away: interpreters, a waived fee, an office that comes by."),
        _("Who helps?"),
        _("What does it help people to reach?"),
        _("Whom does it help?"),
        ("lifts", "group"),
    ),
}
# What a kind cannot do without, besides who and what.
NEEDED: Mapping[Modality, tuple[str, ...]] = {
    Modality.REPORT: ("to",),
    Modality.SHARE: ("to",),
    Modality.GRANT: ("to", "gives"),
    Modality.SUPPORT: ("lifts",),
}
# What means something for some kinds only.
FOREIGN: Mapping[str, str] = {"target": "to", "gives": "gives", "lifts": "lifts"}


def later_parts(modality: Modality) -> tuple[str, ...]:
    """The parts that this kind of provision asks only on request.

    What only other kinds have is left out: nobody is asked for the receiver of a prohibition.
    """
    first = MODALITIES[modality].first
    return tuple(part for part in PARTS if part not in first and part not in FOREIGN)


def slots_of_other_kinds(modality: Modality) -> frozenset[str]:
    """The slots that mean nothing for this kind of provision."""
    first = MODALITIES[modality].first
    return frozenset(slot for part, slot in FOREIGN.items() if part not in first)
