"""How far the signs of a matrix fit together: does every way between two items agree?"""

from __future__ import annotations

import numpy as np

from glocal.model.interaction import SignedMatrix

MOST_ITEMS = 1000
"""Beyond it the eigenvalues would take minutes; then None is returned."""


def balance(matrix: SignedMatrix) -> float | None:
    """Estrada and Benzi's K = tr e^W / tr e^|W|, above 0 up to 1; 1 when no loop hinders itself.

    W holds the values divided by the largest absolute row sum, so that K does not depend on the
    number of items alone. None when there are more than 1,000 items. Estrada and Benzi, Physical
    Review E 90, 042802, 2014.

    >>> both_ways = SignedMatrix(("a", "b"), np.array([[0, 2], [-2, 0]]))
    >>> round(balance(both_ways), 3)  # cos 1 / cosh 1
    0.35
    """
    if matrix.size > MOST_ITEMS:
        return None
    values = matrix.filled
    scale = float(np.abs(values).sum(axis=1).max(initial=0)) or 1.0
    return _trace_of_exponential(values / scale) / _trace_of_exponential(np.abs(values) / scale)


def _trace_of_exponential(values: np.ndarray) -> float:
    return float(np.exp(np.linalg.eigvals(values)).sum().real) if len(values) else 1.0
