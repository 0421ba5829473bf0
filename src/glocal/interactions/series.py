"""Influence along ways of any length: the sum of all powers of a matrix.

DEMATEL: Gabus and Fontela, Battelle Geneva, 1972. Katz, Psychometrika 18, 1953, 39–43.
Worked example: docs/methods/interactions.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glocal.model.interaction import SignedMatrix, Values

MARGIN = 0.05
"""How far the divisor lies above the largest sum, so that the series always converges."""


class DivergesError(ValueError):
    """The powers of a matrix do not die away, so that their sum has no value."""


@dataclass(frozen=True)
class Dematel:
    """DEMATEL figures an item: ``given`` and ``received`` of shape (n,).

    ``prominence`` (given + received) is how much an item is involved, ``relation`` (given −
    received) whether it rather drives (positive) or is driven. No unit; they compare items of one
    matrix. They are net: where help and harm cancel, prominence is near 0 or below; involvement
    whatever the sign is in ``signed_walks``. ``scale`` is the divisor s.
    """

    ids: tuple[str, ...]
    scale: float
    given: Values
    received: Values

    @property
    def prominence(self) -> Values:
        """Given + received."""
        return self.given + self.received

    @property
    def relation(self) -> Values:
        """Given − received."""
        return self.given - self.received


def divisor(values: Values, margin: float = MARGIN) -> float:
    """The divisor s = (1 + margin) · the largest row or column sum of absolute values.

    With a margin above 0, no way of the divided matrix can grow without end. 1 when all is 0.
    """
    size = np.abs(values)
    largest = max(size.sum(axis=1).max(initial=0), size.sum(axis=0).max(initial=0))
    return float((1 + margin) * largest) or 1.0


def spectral_radius(values: Values) -> float:
    """The largest absolute eigenvalue: powers die away exactly when it is below 1."""
    return float(np.abs(np.linalg.eigvals(values)).max(initial=0))


def sum_of_powers(values: Values, *, safe: bool = False) -> Values:
    """N + N² + N³ + …, shape (n, n), by one linear solve.

    Raises ``DivergesError`` when the spectral radius is 1 or more. ``safe`` says that the caller
    has divided by ``divisor`` with a margin, so that it need not be asked.
    """
    _ask(values, safe)
    # N + N² + … = (I − N)⁻¹ N; solving is more exact than inverting.
    return np.asarray(np.linalg.solve(_rest(values), values), np.float64)


def _ask(values: Values, safe: bool) -> None:
    if not safe and spectral_radius(values) >= 1 - 1e-12:
        raise DivergesError("The powers of this matrix do not die away; divide it first.")


def _rest(values: Values) -> Values:
    """I − N, without a third matrix of this size."""
    rest = -values
    rest[np.diag_indices(len(values))] += 1
    return rest


def total_relation(matrix: SignedMatrix, margin: float = MARGIN) -> tuple[Values, float]:
    """The total relation T over ways of every length, and its divisor.

    Signs count: two hindrances in a row help. ``signed_walks`` keeps help and harm apart.
    """
    scale = divisor(matrix.filled, margin)
    return sum_of_powers(matrix.filled / scale, safe=margin > 0), scale


def dematel(matrix: SignedMatrix, margin: float = MARGIN) -> Dematel:
    """Prominence and relation of every item.

    Pass ``margin`` 0 for the divisor of the original method; then ``DivergesError`` is possible.

    >>> two = SignedMatrix(("a", "b"), np.array([[0, 2], [1, 0]]))
    >>> found = dematel(two, margin=0)  # N = [[0, 1], [½, 0]], T = [[1, 2], [1, 1]]
    >>> found.given.tolist(), found.received.tolist()
    ([3.0, 2.0], [2.0, 3.0])
    """
    values = matrix.filled
    scale = divisor(values, margin)
    values /= scale
    _ask(values, margin > 0)
    # T·1 = (I − N)⁻¹·(N·1), and the same from the other side: T itself is not needed.
    rest = _rest(values)
    given = np.linalg.solve(rest, values.sum(axis=1))
    received = np.linalg.solve(rest.T, values.sum(axis=0))
    return Dematel(matrix.ids, scale, given, received)


def katz(matrix: SignedMatrix, half_life: float, margin: float = MARGIN) -> Values:
    """Ways of length k count 2^(−k / half_life): the sum over k of that times N^k, shape (n, n).

    A short half-life (one step) lets distant effects fade quickly. Raises ``ValueError`` unless
    ``half_life`` is above 0.

    >>> two = SignedMatrix(("a", "b"), np.array([[0, 2], [1, 0]]))
    >>> (7 * katz(two, 1, margin=0)).round(9).tolist()  # βN = [[0, ½], [¼, 0]]
    [[1.0, 4.0], [2.0, 1.0]]
    """
    if not half_life > 0:
        raise ValueError("The half-life must be above 0 steps.")
    beta = 2.0 ** (-1 / half_life)
    scale = divisor(matrix.filled, margin)
    return sum_of_powers(beta * matrix.filled / scale, safe=margin >= 0)
