"""The few indicators of a framework to begin with, and why these."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from glocal.model.provenance import Provenance


@dataclass(frozen=True)
class QuickStart:
    """A choice of indicators that tells much in little time.

    Each of ``places`` names an indicator, and after it those that take its place, in this order,
    where it is not asked. ``minutes`` is what one question usually takes: an estimate.
    """

    minutes: float
    places: tuple[tuple[str, ...], ...]

    @property
    def every_code(self) -> tuple[str, ...]:
        """All codes that are named, also as a replacement, each once."""
        return tuple(dict.fromkeys(code for place in self.places for code in place))

    def codes(self, asked: Collection[str]) -> tuple[str, ...]:
        """The indicators to begin with, of those that are ``asked``; each at most once."""
        chosen: dict[str, None] = {}
        for place in self.places:
            code = next((one for one in place if one in asked and one not in chosen), None)
            if code is not None:
                chosen[code] = None
        return tuple(chosen)

    def minutes_for(self, questions: int) -> int:
        """About how long so many questions take, in whole minutes."""
        return round(self.minutes * questions)


@dataclass(frozen=True)
class QuickStartWords:
    """Why these indicators, in all and one by one, in one language."""

    about: str
    why: Mapping[str, str]
    provenance: Provenance
