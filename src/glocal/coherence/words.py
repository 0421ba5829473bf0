"""Groups as machine words, many at once: the arithmetic of ``Population`` on arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from glocal.model.population import Population

Words = NDArray[np.int64]


def meet(population: Population, first: Words, second: Words) -> NDArray[np.bool_]:
    """Whether two groups have a value in common in every dimension: three operations."""
    both = (first & second) + population.add
    both &= population.guard
    return np.asarray(both == population.guard)


def possible(population: Population, words: Words) -> Words:
    """Each word without values that nobody in it can have, 0 when nobody is left."""
    found = words.copy()
    while True:
        before = found.copy()
        for field, values, other, admitted in population.rules:
            all_have = (found & (field & ~values)) == 0
            found = np.where(all_have, found & (~other | admitted), found)
            none_can = (found & (other & admitted)) == 0
            found = np.where(none_can, found & ~values, found)
        empty = ((found + population.add) & population.guard) != population.guard
        found[empty] = 0
        if np.array_equal(found, before):
            return found


def inside(words: Words, other: Words) -> NDArray[np.bool_]:
    """Whether each word lies inside the other."""
    return np.asarray((words & ~other) == 0)


def sizes(population: Population, words: Words) -> Words:
    """How many combinations of values each word admits, impossible ones counted along."""
    total = np.ones(words.shape, dtype=np.int64)
    for field in population.fields:
        total *= np.bitwise_count(words & field).astype(np.int64)
    return total
