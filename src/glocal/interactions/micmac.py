"""Influence and dependence by counting ways of a yes/no matrix: MICMAC.

Duperrin and Godet, CEA, 1973; Godet, Futuribles. Worked example: docs/methods/interactions.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import SignedMatrix, Values

STRONG = 2.0
"""From this absolute value on a link counts as there."""

MOST_POWERS = 8


class Quarter(StrEnum):
    """Place of an item on the map of influence and dependence."""

    DRIVER = "driver"
    RELAY = "relay"
    RESULT = "result"
    AUTONOMOUS = "autonomous"


@dataclass(frozen=True)
class Micmac:
    """Ways of length ``power`` that leave (``influence``) and reach (``dependence``) an item.

    Both are shares of all such ways, 0–1, shape (n,). ``stable`` says whether both orders stayed
    the same from the last power but one.
    """

    ids: tuple[str, ...]
    power: int
    stable: bool
    influence: Values
    dependence: Values
    quarters: tuple[Quarter, ...]


def micmac(matrix: SignedMatrix, strong: float = STRONG, most_powers: int = MOST_POWERS) -> Micmac:
    """Raise the yes/no matrix to powers until the order of the items no longer changes.

    The quarters are cut at the mean (1 / n): drivers influence much and depend little, relays do
    both, results depend, autonomous items do neither. Signs play no part here. When no way of
    some length is left (no loops), the last power that has one is taken.

    >>> chain = SignedMatrix(("a", "b", "c"), np.array([[0, 2, 2], [0, 0, 2], [0, 0, 0]]))
    >>> found = micmac(chain)  # the one way of two steps leaves a and reaches c
    >>> found.influence.tolist(), found.dependence.tolist()
    ([1.0, 0.0, 0.0], [0.0, 0.0, 1.0])
    """
    links = (np.abs(matrix.filled) >= strong).astype(np.float64)
    leaving, reaching = links.sum(axis=1), links.sum(axis=0)
    power, stable = 1, False
    while power < most_powers and not stable:
        out, into = links @ leaving, reaching @ links
        if not out.any():
            stable = True
            break
        stable = _same_order(out, leaving) and _same_order(into, reaching)
        # Shares, not counts: counts of long ways outgrow every number.
        leaving, reaching = out / out.sum(), into / into.sum()
        power += 1
    influence, dependence = _share(leaving), _share(reaching)
    # A hair above the mean, so that rounding does not part items that stand exactly on it.
    cut = (1 + 1e-9) / max(matrix.size, 1)
    quarters = tuple(
        _quarter(float(one) > cut, float(two) > cut)
        for one, two in zip(influence, dependence, strict=True)
    )
    return Micmac(matrix.ids, power, stable, influence, dependence, quarters)


def _quarter(influences: bool, depends: bool) -> Quarter:
    if influences:
        return Quarter.RELAY if depends else Quarter.DRIVER
    return Quarter.RESULT if depends else Quarter.AUTONOMOUS


def _share(counts: Values) -> Values:
    whole = counts.sum()
    return counts / whole if whole > 0 else counts


def _same_order(one: Values, two: Values) -> bool:
    """Whether both put the items in the same order, ties included (to rounding)."""
    return bool(np.array_equal(_order(one), _order(two)))


def _order(values: Values) -> NDArray[np.int64]:
    rounded = np.round(values / max(float(values.max(initial=0)), 1e-300), 12)
    return np.unique(rounded, return_inverse=True)[1].astype(np.int64)
