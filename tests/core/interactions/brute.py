"""Slow and obvious: walks one by one, ways and loops by trying all orders of items."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise, permutations
from math import prod

import numpy as np

from glocal.model.interaction import SignedMatrix


def parted_walks(links: np.ndarray, powers: int) -> tuple[np.ndarray, np.ndarray]:
    """Sums of the walks with an even and an odd number of hindering links, length by length."""
    helping, hindering = np.maximum(links, 0), np.maximum(-links, 0)
    even, odd = helping, hindering
    all_even, all_odd = even.copy(), odd.copy()
    for _ in range(powers - 1):
        even, odd = even @ helping + odd @ hindering, even @ hindering + odd @ helping
        all_even += even
        all_odd += odd
    return all_even, all_odd


def exact_total(rows: list[list[int]], scale: int) -> list[list[Fraction]]:
    """N(I − N)⁻¹ in fractions, by Gauss and Jordan."""
    size = len(rows)
    table = [
        [Fraction(int(i == j)) - Fraction(rows[i][j], scale) for j in range(size)]
        + [Fraction(int(i == j)) for j in range(size)]
        for i in range(size)
    ]
    for at in range(size):
        pivot = next(row for row in range(at, size) if table[row][at] != 0)
        table[at], table[pivot] = table[pivot], table[at]
        table[at] = [entry / table[at][at] for entry in table[at]]
        for row in range(size):
            if row != at:
                factor = table[row][at]
                table[row] = [a - factor * b for a, b in zip(table[row], table[at], strict=True)]
    return [[table[i][size + j] - int(i == j) for j in range(size)] for i in range(size)]


def simple_paths(matrix: SignedMatrix, start: int, end: int, scale: float):
    """All simple ways of at most four steps: (strength, sign, nodes), the strongest first."""
    values = matrix.filled
    others = [row for row in range(matrix.size) if row not in (start, end)]
    found = []
    for inner in range(4):
        for middle in permutations(others, inner):
            nodes = (start, *middle, end)
            product = prod(float(values[step]) for step in pairwise(nodes))
            if product:
                found.append((abs(product) / scale ** (inner + 1), np.sign(product), nodes))
    return sorted(found, key=lambda one: (-float(f"{one[0]:.12e}"), len(one[2]), one[2]))


def simple_loops(matrix: SignedMatrix, strong: float):
    """All simple loops of two to four: (strength, sign, nodes), the strongest first."""
    values = np.where(np.abs(matrix.filled) >= strong, matrix.filled, 0)
    found = []
    for length in (2, 3, 4):
        for nodes in permutations(range(matrix.size), length):
            if nodes[0] != min(nodes):
                continue
            product = prod(float(values[step]) for step in pairwise((*nodes, nodes[0])))
            if product:
                found.append((abs(product) ** (1 / length), np.sign(product), nodes))
    return sorted(found, key=lambda one: (-round(one[0], 9), len(one[2]), one[2]))


def counts_of(found) -> dict[int, tuple[int, int]]:
    """Numbers of reinforcing and balancing loops by length."""
    counted = Counter((len(nodes), sign > 0) for _, sign, nodes in found)
    return {length: (counted[length, True], counted[length, False]) for length in (2, 3, 4)}
