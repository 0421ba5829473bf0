"""Answers and scores of many territories as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glocal.model.kinds import AnswerState, EvidenceLevel

STATES: tuple[AnswerState, ...] = tuple(AnswerState)
LEVELS: tuple[EvidenceLevel, ...] = tuple(EvidenceLevel)

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class AnswerTable:
    """One answer per territory and indicator.

    ``score``: T × I, 0–1, NaN where not answered. ``state`` and ``evidence``: T × I positions in
    ``STATES`` and ``LEVELS``. ``indicators`` names the columns in the framework's own order.
    """

    territories: tuple[str, ...]
    indicators: tuple[str, ...]
    score: Floats
    state: Codes
    evidence: Codes

    def __post_init__(self) -> None:
        shape = (len(self.territories), len(self.indicators))
        for name in ("score", "state", "evidence"):
            if getattr(self, name).shape != shape:
                raise ValueError(
                    f"'{name}' has the shape {getattr(self, name).shape}, not {shape}."
                )

    def rows(self, chosen: Sequence[int] | slice) -> AnswerTable:
        """The same table with the chosen territories only."""
        names = np.array(self.territories, dtype=object)[chosen]
        return AnswerTable(
            tuple(names),
            self.indicators,
            self.score[chosen],
            self.state[chosen],
            self.evidence[chosen],
        )


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """Every figure of many territories: each array is T × K, NaN where there is nothing to say.

    ``keys`` names the K figures as in ``Score.key`` (``total``, ``A``, ``A1``, ``axis:vertical``,
    ``sector:health``, ``A1|vertical``). The meaning of each array is that of the field of the
    same name in ``Score``. ``withheld`` is T: 0 printed, else 1 + position in ``Withheld``, for
    the total.
    """

    territories: tuple[str, ...]
    keys: tuple[str, ...]
    value: Floats
    documented: Floats
    low: Floats
    high: Floats
    bound_low: Floats
    bound_high: Floats
    coverage: Floats
    evidence: Floats
    not_applicable: Floats
    withheld: Codes

    def column(self, key: str, field: str = "value") -> Floats:
        """One figure of all territories. Raises ``ValueError`` for an unknown key."""
        array: Floats = getattr(self, field)
        return array[:, self.keys.index(key)]


@dataclass(frozen=True, eq=False)
class DrawTable:
    """What many random draws of the uncertain answers give, per territory and figure.

    ``keys``: the total and the sub-dimensions. ``median``, ``low``, ``high``: T × K, the middle
    and the 5 % and 95 % points of the draws. ``band``: T × K × B, the share of draws in each band.
    NaN where nothing applies.
    """

    territories: tuple[str, ...]
    keys: tuple[str, ...]
    bands: tuple[str, ...]
    median: Floats
    low: Floats
    high: Floats
    band: Floats
