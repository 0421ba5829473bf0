"""Figures of many matrices at once: a stack of shape (n, n, b) gives (n, b).

The draws stand last, so that every step runs along memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.influence import ALPHA
from glocal.interactions.series import MARGIN

Stack = NDArray[Any]
Figure = Callable[[Stack], Stack]
"""Missing values are 0 in a stack; the figures are the same as those of one matrix."""


def out(stack: Stack) -> Stack:
    """Sum of each row: direct influence."""
    return np.asarray(stack.sum(axis=1))


def into(stack: Stack) -> Stack:
    """Sum of each column: how much an item is supported directly."""
    return np.asarray(stack.sum(axis=0))


def total_with(alpha: float) -> Figure:
    """Direct influence and ``alpha`` of what goes through the neighbours, as in ``influence``."""

    def figure(stack: Stack) -> Stack:
        first = out(stack)
        if not alpha:
            return first
        return np.asarray(first + alpha * np.einsum("ijb,jb->ib", stack, first))

    return figure


def total(stack: Stack) -> Stack:
    """Total influence with the usual weight of the neighbours."""
    return total_with(ALPHA)(stack)


def prominence(stack: Stack) -> Stack:
    """DEMATEL: given + received over ways of every length."""
    given, received = _dematel(stack)
    return given + received


def relation(stack: Stack) -> Stack:
    """DEMATEL: given − received over ways of every length."""
    given, received = _dematel(stack)
    return given - received


def _dematel(stack: Stack) -> tuple[Stack, Stack]:
    size = np.abs(stack)
    largest = np.maximum(size.sum(axis=1).max(axis=0), size.sum(axis=0).max(axis=0))
    scale = np.where(largest > 0, (1 + MARGIN) * largest, 1.0)
    links = np.moveaxis(stack / scale, 2, 0)
    left = np.eye(len(stack), dtype=stack.dtype) - links
    # T·1 = (I − N)⁻¹·(N·1), and the same from the other side: no inverse is needed.
    given = np.linalg.solve(left, links.sum(axis=2)[:, :, None])[:, :, 0]
    received = np.linalg.solve(left.swapaxes(1, 2), links.sum(axis=1)[:, :, None])[:, :, 0]
    return given.T, received.T
