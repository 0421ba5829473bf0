"""When something is due, in words that say how soon or how late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = 14  # days


@dataclass(frozen=True)
class DueWords:
    """Words for a date; ``kind`` is ``late``, ``soon``, ``later``, ``over`` or ``none``."""

    words: str
    kind: str


def due_words(due: date | None, today: date, *, is_open: bool) -> DueWords:
    """How a due date stands to ``today``; what is finished is neither late nor soon."""
    if due is None:
        return DueWords(_("no date yet") if is_open else "", "none")
    if not is_open:
        return DueWords("", "over")
    days = (due - today).days
    if days < 0:
        return DueWords(
            ngettext("%(days)s day past its date", "%(days)s days past its date", -days)
            % {"days": -days},
            "late",
        )
    if days == 0:
        return DueWords(_("due today"), "soon")
    words = ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days}
    return DueWords(words, "soon" if days <= SOON else "later")
