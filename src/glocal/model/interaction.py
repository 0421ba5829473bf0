"""Signed interactions: what progress on one item does to another, as several raters see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
"""Square array of interactions from row to column on −3 … +3; NaN where nobody has assessed one."""


class ItemKind(StrEnum):
    """What the rows and columns of a matrix are; one matrix may mix them."""

    POLICY = "policy"
    OBJECTIVE = "objective"
    INDICATOR = "indicator"
    SDG_TARGET = "sdg-target"


class InteractionLevel(IntEnum):
    """The seven points of the scale (Nilsson, Griggs, Visbeck, Nature 534, 2016, 320–322).

    The answer to: if there is progress on the row, how does it influence progress on the column?
    """

    CANCELLING = -3
    COUNTERACTING = -2
    CONSTRAINING = -1
    CONSISTENT = 0
    ENABLING = 1
    REINFORCING = 2
    INDIVISIBLE = 3

    @property
    def key(self) -> str:
        """Name of the level in files: ``enabling``."""
        return self.name.lower()


MEETING = "meeting"
"""Group of the values that a meeting has agreed on after talking them over."""

LOWEST, HIGHEST = int(min(InteractionLevel)), int(max(InteractionLevel))


@dataclass(frozen=True)
class Item:
    """A row and column of a matrix.

    ``id`` is unique in its matrix; ``ref`` names what it stands for where that is kept elsewhere
    (a policy of the register, the code of an indicator or target), and is empty for free text.
    """

    id: str
    title: str
    kind: ItemKind = ItemKind.OBJECTIVE
    ref: str = ""


@dataclass(frozen=True)
class Rating:
    """One rater's answer for one ordered pair.

    ``rater`` is a name that says nothing about a person (r1, r2 …); ``group`` is the stakeholder
    group answered for. ``value`` is on −3 … +3, or None: the rater does not know, which is not 0.
    """

    rater: str
    group: str
    source: str
    target: str
    value: int | None
    rationale: str = ""


@dataclass(frozen=True)
class RatedMatrix:
    """Items and the ratings of the pairs between them. Pairs without a rating are not assessed."""

    title: str
    items: tuple[Item, ...]
    ratings: tuple[Rating, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the items in the order of rows and columns."""
        return tuple(item.id for item in self.items)


@dataclass(frozen=True)
class SignedMatrix:
    """One value an ordered pair, from row to column: what every calculation of influence reads.

    ``values``: shape (n, n), −3 … +3, NaN where not assessed; the diagonal means nothing and is
    NaN. Raises ``ValueError`` when shape, range or ids do not fit.
    """

    ids: tuple[str, ...]
    values: Values

    def __post_init__(self) -> None:
        size = len(self.ids)
        if len(set(self.ids)) < size:
            raise ValueError("Two items have the same id.")
        if self.values.shape != (size, size):
            raise ValueError(f"{size} items need {size} × {size} values: {self.values.shape}.")
        values = np.array(self.values, np.float64)
        np.fill_diagonal(values, np.nan)
        if np.any(np.abs(values) > HIGHEST) or np.any(np.isinf(values)):
            raise ValueError(f"A value lies outside {LOWEST} … {HIGHEST}.")
        values.setflags(write=False)
        object.__setattr__(self, "values", values)

    @property
    def size(self) -> int:
        """Number of items."""
        return len(self.ids)

    @property
    def assessed(self) -> NDArray[np.bool_]:
        """Which pairs have a value."""
        return ~np.isnan(self.values)

    @property
    def filled(self) -> Values:
        """The values with 0 where nothing is known: sums over it are *partial*."""
        return np.nan_to_num(self.values, nan=0.0)

    @property
    def share_assessed(self) -> float:
        """Share of the ordered pairs that have a value, 0–1; 1 when there is no pair."""
        pairs = self.size * (self.size - 1)
        return float(self.assessed.sum()) / pairs if pairs else 1.0
