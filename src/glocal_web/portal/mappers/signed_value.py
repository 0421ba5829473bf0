"""Values of interactions as people read them: a sign, a colour, a direction, a bar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import isnan

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import HIGHEST, InteractionLevel
from glocal_web.portal.mappers.text_status import page_language

UNASSESSED = "·"
# Below half a step a value leans to neither side enough to be called help or hindrance.
LEANS = 0.5


@dataclass(frozen=True)
class SignedBar:
    """A bar from the middle to either side, as positions in per cent of the picture."""

    start: str
    width: str
    side: str


def signed(value: float | None, places: int = 1) -> str:
    """``+1.3``, ``−2``, ``0``; a dot where nothing was assessed."""
    if value is None or isnan(value):
        return UNASSESSED
    return _signed(round(float(value), places), places, get_language() or "")


@lru_cache(maxsize=4096)
def _signed(value: float, places: int, _language: str) -> str:
    if value == 0:
        return "0"
    text = number_format(abs(value), 0 if value.is_integer() else places, use_l10n=True)
    return f"{'+' if value > 0 else '−'}{text}"


def plain_number(value: float, places: int = 1) -> str:
    """A figure without a plus, in the marks of the language."""
    text = signed(value, places)
    return text.removeprefix("+")


def level_of(value: float) -> InteractionLevel:
    """The point of the scale that lies nearest; halves away from 0."""
    size = int(abs(value) + 0.5)
    return InteractionLevel(size if value > 0 else -size)


def shade(value: float | None) -> str:
    """The class of a cell: ``v1`` (−3) to ``v7`` (+3), ``v0`` where nothing was assessed."""
    if value is None or isnan(value):
        return "v0"
    return f"v{level_of(value) + HIGHEST + 1}"


def contested_shade(value: float | None) -> str:
    """The same for a contested value: ``q1`` to ``q7``, one word, so that it needs no quotes."""
    return shade(value).replace("v", "q")


def direction(value: float | None) -> str:
    """``helps``, ``hinders``, ``neither``, or ``unknown`` where nothing was assessed."""
    if value is None or isnan(value):
        return "unknown"
    if abs(value) < LEANS:
        return "neither"
    return "helps" if value > 0 else "hinders"


def direction_word(value: float | None) -> str:
    """The direction in the reader's words."""
    words = interaction_words(page_language())
    name = direction(value)
    if name == "unknown":
        return words.not_assessed
    if name == "neither" and value:
        return _("hardly makes a difference")
    return words.directions[name]


def signed_bar(value: float, largest: float) -> SignedBar:
    """A bar for a value whose size is at most ``largest``."""
    length = 50 * min(abs(value) / largest, 1.0) if largest > 0 else 0.0
    start = 50.0 if value >= 0 else 50 - length
    side = "helps" if value > 0 else "hinders" if value < 0 else "neither"
    return SignedBar(f"{start:.4g}%", f"{length:.4g}%", side)
