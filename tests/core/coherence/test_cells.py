"""Sets of cells as bits, and the groups that hold just these."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from glocal.coherence.cells import cells_of
from glocal.loading.taxonomy import taxonomy
from tests.core.coherence.test_regions import POPULATION, words


@given(st.lists(words, max_size=4))
def test_boxes_hold_just_the_cells_of_the_bits_and_none_twice(groups: list[int]) -> None:
    cells = cells_of(POPULATION)
    bits = np.bitwise_or.reduce(cells.bits([0, *groups]), axis=0)
    boxes = cells.boxes(bits)
    found = [cell for box in boxes for cell in POPULATION.cells(box)]
    assert len(found) == len(set(found))
    assert set(found) == {cell for word in groups for cell in POPULATION.cells(word)}


def test_everybody_is_one_box() -> None:
    cells = cells_of(POPULATION)
    (box,) = cells.boxes(cells.bits([POPULATION.full])[0])
    assert set(POPULATION.cells(box)) == set(POPULATION.cells())


def test_two_groups_that_differ_in_one_dimension_become_one() -> None:
    cells = cells_of(POPULATION)
    women = [POPULATION.word({"status": [value]}) for value in ("irregular", "refugee")]
    (box,) = cells.boxes(np.bitwise_or.reduce(cells.bits(women), axis=0))
    assert POPULATION.limits(box) == {"status": {"irregular", "refugee"}}


def test_the_shipped_population_has_fewer_cells_than_combinations_of_values() -> None:
    population = taxonomy().population
    combinations = 14 * 5 * 3 * 8 * 2 * 4
    assert 0 < cells_of(population).count < combinations
    assert cells_of(population).count == sum(1 for _ in population.cells())
