"""Results of scoring: one figure with everything that must be said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from glocal.model.framework import RedLine
from glocal.model.kinds import Axis
from glocal.model.response import Answer


class Withheld(StrEnum):
    """Why a figure is not printed."""

    NOTHING_ANSWERED = "nothing-answered"
    NOTHING_APPLIES = "nothing-applies"
    TOO_MUCH_NOT_APPLICABLE = "too-much-not-applicable"
    TOO_MUCH_UNANSWERED = "too-much-unanswered"


@dataclass(frozen=True)
class BandReading:
    """The band of a score: ``low`` equals ``high`` when the band is sure."""

    low: str
    high: str
    probability: float

    @property
    def sure(self) -> bool:
        """Whether one band alone is named."""
        return self.low == self.high


@dataclass(frozen=True)
class Score:
    """One figure; all numbers lie between 0 and 1, ``None`` where there is nothing to say.

    - ``value``: the declared score, over the answered indicators that apply.
    - ``documented``: the same with undocumented answers at 0, so never above ``value``.
    - ``low``, ``high``: the printed interval: each answer moved by its uncertainty, each open
      indicator at 0 and at 1. It always contains ``value``.
    - ``bound_low``, ``bound_high``: the same from open indicators alone (Manski, Partial
      Identification of Probability Distributions, 2003): what is known without assumption.
    - ``coverage``: share of the applicable weight of the indicators that is answered.
    - ``not_applicable``: share of the weight that does not apply.
    - ``evidence``: share of the answered weight that is documented.
    - ``cap``: the red line that holds the score down, if one does.
    - ``withheld``: the reason why ``value`` must not be printed, if there is one.
    """

    key: str
    value: float | None
    documented: float | None
    low: float | None
    high: float | None
    bound_low: float | None
    bound_high: float | None
    coverage: float
    not_applicable: float
    evidence: float
    answered: int
    applicable: int
    cap: RedLine | None = None
    withheld: Withheld | None = None
    band: BandReading | None = None


@dataclass(frozen=True)
class Scorecard:
    """All figures of one territory in one framework version.

    ``cells`` are keyed by (row, axis), where the row is a sub-dimension code or a sector id; they
    hold only cells that at least one indicator covers.
    """

    framework: str
    version: str
    content_hash: str
    answers: Mapping[str, Answer]
    total: Score
    dimensions: Mapping[str, Score]
    sub_dimensions: Mapping[str, Score]
    axes: Mapping[Axis, Score]
    sectors: Mapping[str, Score]
    sub_dimension_cells: Mapping[tuple[str, Axis], Score]
    sector_cells: Mapping[tuple[str, Axis], Score]
