"""Boxes over people, days and leaves: what they have in common and what remains."""

from hypothesis import given
from hypothesis import strategies as st

from glocal.coherence.regions import Region, remainder
from glocal.model.population import Dimension, Implication, Population

POPULATION = Population(
    (
        Dimension("status", ("citizen", "irregular", "refugee")),
        Dimension("age", ("child", "adult")),
        Dimension("family", ("alone", "parent")),
    ),
    (Implication(("family", frozenset({"parent"})), ("age", frozenset({"adult"}))),),
)

values = {item.id: item.values for item in POPULATION.dimensions}
words = st.fixed_dictionaries(
    {name: st.sets(st.sampled_from(admitted), min_size=1) for name, admitted in values.items()}
).map(POPULATION.word)


@st.composite
def regions(draw: st.DrawFn) -> Region:
    start, first = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    end, last = draw(st.integers(start + 1, 5)), draw(st.integers(first + 1, 5))
    return Region(POPULATION.possible(draw(words)), start, end, first, last)


def points(region: Region) -> set[tuple[object, ...]]:
    """Every cell on every day at every leaf of a region."""
    cells = list(POPULATION.cells(region.word)) if region.word else []
    return {
        (cell, day, leaf)
        for cell in cells
        for day in range(region.start, region.end)
        for leaf in range(region.first, region.last)
    }


@given(regions(), regions())
def test_what_two_regions_have_in_common_is_the_intersection_of_their_points(
    one: Region, two: Region
) -> None:
    common = one.meet(two, POPULATION)
    assert (points(common) if common else set()) == points(one) & points(two)


@given(regions(), st.lists(regions(), max_size=3))
def test_what_remains_is_the_difference_and_its_pieces_are_disjoint(
    region: Region, cuts: list[Region]
) -> None:
    pieces = remainder([region], cuts, POPULATION)
    expected = points(region).difference(*map(points, cuts))
    found = [point for piece in pieces for point in points(piece)]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_group_that_nobody_can_be_in_is_empty() -> None:
    parents = POPULATION.word({"family": ["parent"], "age": ["child"]})
    assert POPULATION.possible(parents) == 0


def test_values_that_nobody_can_have_are_left_out_of_a_group() -> None:
    children = POPULATION.possible(POPULATION.word({"age": ["child"]}))
    assert POPULATION.limits(children)["family"] == {"alone"}


@given(words)
def test_a_group_is_empty_exactly_when_it_has_no_cell(word: int) -> None:
    assert (POPULATION.possible(word) != 0) == any(True for _ in POPULATION.cells(word))


@given(words, words)
def test_two_groups_overlap_exactly_when_they_share_a_cell(one: int, two: int) -> None:
    shared = set(POPULATION.cells(one)) & set(POPULATION.cells(two))
    assert (POPULATION.overlap(one, two) != 0) == bool(shared)
