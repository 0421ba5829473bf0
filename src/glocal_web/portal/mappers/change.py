"""What a figure moves by, in points of the scale 0–100 as they are printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glocal_web.portal.mappers.figures import rounded


@dataclass(frozen=True)
class Difference:
    """A difference with its sign, its words and its direction: up, down, same or none."""

    text: str
    direction: str
    words: str


def difference(before: float | None, after: float | None) -> Difference:
    """The difference of two scores of 0–1; the printed scores differ by just this."""
    if before is None and after is None:
        return Difference("", "none", "")
    if before is None:
        return Difference(_("new"), "none", _("no score before"))
    if after is None:
        return Difference("–", "none", _("no score any more"))
    points = rounded(after) - rounded(before)
    if points == 0:
        return Difference("0", "same", _("unchanged"))
    if points > 0:
        words = ngettext("%(points)s point higher", "%(points)s points higher", points)
        return Difference(f"+{points}", "up", words % {"points": points})
    words = ngettext("%(points)s point lower", "%(points)s points lower", -points)
    return Difference(f"−{-points}", "down", words % {"points": -points})


def gain_words(gain: float) -> str:
    """What a step adds, in points with one decimal: most steps add little."""
    return f"+{number_format(round(gain * 100, 1), 1)}"
