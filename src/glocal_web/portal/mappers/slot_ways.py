"""What the compared slots of a finding show: a clash, a chain, a gap or a difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from glocal.loading.rules import rules


@dataclass(frozen=True)
class SlotWay:
    """The title of the comparison; the word for each slot, and for the last one, with its icon."""

    title: Any
    each: Any
    last: Any
    symbol: str


CLASH = SlotWay(
    gettext_lazy("Where they meet, and where they part"),
    gettext_lazy("fits"),
    gettext_lazy("does not fit"),
    "flag",
)
CHAIN = SlotWay(
    gettext_lazy("How the chain closes"),
    gettext_lazy("belongs to it"),
    gettext_lazy("closes the chain"),
    "link",
)
GAP = SlotWay(
    gettext_lazy("What is there, and what is missing"),
    gettext_lazy("is there"),
    gettext_lazy("here is the gap"),
    "flag",
)
DIFFERENCE = SlotWay(
    gettext_lazy("What is the same, and what differs"),
    gettext_lazy("the same"),
    gettext_lazy("differs"),
    "question",
)
_OF_RULES = {
    **dict.fromkeys(("C3", "C4", "C4b"), CHAIN),
    **dict.fromkeys(("C5", "C6", "C7", "C10", "C11", "C12", "C13"), GAP),
    **dict.fromkeys(("C8", "C14"), DIFFERENCE),
}


def slot_way(rule: str) -> SlotWay:
    """What the slots of a finding of this rule show; a clash, unless another way is known."""
    known = rules().get(rule)
    # Nothing is wrong with an opportunity: what meets is the same, and the rest differs.
    return DIFFERENCE if known is not None and known.opportunity else _OF_RULES.get(rule, CLASH)
