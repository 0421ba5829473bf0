"""Whether a body has the means for a task, in words and an icon."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.model.provision import Tri
from glocal.reports.who_does_what import Holding, How

VALUES: dict[Tri, tuple[str, str, Promise]] = {
    Tri.YES: ("success", "check", _("yes")),
    Tri.NO: ("warning", "flag", _("no")),
    Tri.UNKNOWN: ("quiet", "question", _("not known")),
}
# Where the provision itself says so, nothing more has to be said.
WHY: dict[How, Promise] = {
    How.INHERENT: _("what the body is there for"),
    How.GRANTED: _("given by another body"),
}


@dataclass(frozen=True)
class MeansWord:
    """One mean: the kind that colours its tag, its icon, its word, why, and who gives it."""

    kind: str
    symbol: str
    word: str
    why: str
    givers: tuple[str, ...]


def means_word(holding: Holding, givers: tuple[str, ...] = ()) -> MeansWord:
    """One mean of a task in words."""
    kind, symbol, word = VALUES[holding.value]
    why = "" if givers else str(WHY.get(holding.how, ""))
    return MeansWord(kind, symbol, str(word), why, givers)
