"""What a check compared and what nobody has recorded, in words: so that zero can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.loading.vocabulary import vocabulary_words
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import CoherenceState

NOT_RECORDED: dict[str, Promise] = {
    "requirements": _("what people must bring"),
    "means": _("competence, money or staff"),
    "group": _("whom it concerns"),
    "sure": _("entered by somebody who was not sure"),
    "article": _("the article"),
}


@dataclass(frozen=True)
class Lack:
    """A slot that is not recorded in some provisions."""

    words: str
    number: int


@dataclass(frozen=True)
class CoverageBox:
    """The material behind the findings of a check; ``is_empty`` while nothing is registered."""

    policies: int
    provisions: int
    pairs: int
    compared: int
    left_out: int
    unknown: int
    core_services: int
    core_addressed: int
    channels: int
    levels: tuple[Lack, ...]
    not_recorded: tuple[Lack, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to compare."""
        return self.provisions == 0

    @property
    def skipped(self) -> int:
        """Pairs that share no service or no place, and so were not put side by side."""
        return self.pairs - self.compared


def coverage_box(state: CoherenceState) -> CoverageBox:
    """The coverage of the last check of a territory."""
    data: Mapping[str, Any] = state.coverage
    levels = vocabulary_words("levels", page_language())
    lacks: Mapping[str, int] = data.get("not_recorded", {})
    return CoverageBox(
        policies=data.get("policies", 0),
        provisions=data.get("provisions", 0),
        pairs=data.get("pairs", 0),
        compared=data.get("pairs_compared", 0),
        left_out=data.get("left_out", 0),
        unknown=data.get("unknown", 0),
        core_services=data.get("core_services", 0),
        core_addressed=data.get("core_addressed", 0),
        channels=data.get("channels", 0),
        levels=tuple(
            Lack(levels.get(key, key), number)
            for key, number in sorted(data.get("by_level", {}).items())
        ),
        not_recorded=tuple(
            Lack(str(words), lacks[key]) for key, words in NOT_RECORDED.items() if lacks.get(key, 0)
        ),
    )
