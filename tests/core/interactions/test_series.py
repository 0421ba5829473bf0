"""DEMATEL and Katz: by hand, against fractions and single walks, and when the sum has no value."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions.series import (
    DivergesError,
    dematel,
    divisor,
    katz,
    spectral_radius,
    sum_of_powers,
    total_relation,
)
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.brute import exact_total
from tests.core.interactions.cases import THREE, matrices, matrix

TWO = [[0, 2], [1, 0]]

# Çelikbilek and Özdemir, Multi-Criteria Decision Making Methods with Annotated and Comparative
# Health Sciences Practices, Nobel, 2020, as printed in the documents of their R package dematel:
# what a medical device is chosen by, 0 to 4, and the normalised matrix.
DEVICE = [[0, 2, 4, 3, 4], [3, 0, 2, 0, 0], [3, 3, 0, 0, 0], [3, 0, 4, 0, 2], [4, 0, 2, 0, 0]]
DEVICE_NORMALISED = [
    [0.00000, 0.15385, 0.30769, 0.23077, 0.30769],
    [0.23077, 0.00000, 0.15385, 0.00000, 0.00000],
    [0.23077, 0.23077, 0.00000, 0.00000, 0.00000],
    [0.23077, 0.00000, 0.30769, 0.00000, 0.15385],
    [0.30769, 0.00000, 0.15385, 0.00000, 0.00000],
]

# The example of ten criteria in Çelikbilek, Çok Kriterli Karar Verme Yöntemleri, Nobel, 2018, with
# the results as the package JMcDM documents and tests them: the sums of T by rows and by columns,
# the mean of T, and which entries of T lie above that mean.
TEN = [
    [0, 3, 0, 2, 0, 0, 0, 0, 3, 0],
    [3, 0, 0, 0, 0, 0, 0, 0, 0, 2],
    [4, 1, 0, 2, 1, 3, 1, 2, 3, 2],
    [4, 1, 4, 0, 1, 2, 0, 1, 0, 0],
    [3, 2, 3, 1, 0, 3, 0, 2, 0, 0],
    [4, 1, 4, 4, 0, 0, 0, 1, 1, 3],
    [3, 0, 0, 0, 0, 2, 0, 0, 0, 0],
    [3, 0, 4, 3, 2, 3, 1, 0, 0, 0],
    [4, 3, 2, 0, 0, 1, 0, 0, 0, 2],
    [2, 1, 0, 0, 0, 0, 0, 0, 3, 0],
]
TEN_GIVEN = """
    0.3991458 0.2261648 1.0204318 0.7538625 0.8096760
    0.9780926 0.2717874 0.9455390 0.5960514 0.2937537
"""
TEN_RECEIVED = """
    1.5527024 0.7251791 0.8551461 0.6895615 0.2059141
    0.6790404 0.1057168 0.3163574 0.6484014 0.5164858
"""
TEN_MEAN = 0.062945
TEN_ABOVE = """
    0101000010 1000000001 1101010111 1110010000 1111010100
    1111000011 1000010000 1011110000 1110000001 1000000010
"""


def powers(links: np.ndarray, many: int) -> np.ndarray:
    power, whole = links, links.copy()
    for _ in range(many - 1):
        power = power @ links
        whole += power
    return whole


def test_two_items_by_hand() -> None:
    # s = 2, N = [[0, 1], [½, 0]], (I − N)⁻¹ = [[2, 2], [1, 2]], T = [[1, 2], [1, 1]].
    total, scale = total_relation(matrix(TWO), margin=0)
    assert scale == 2
    assert np.allclose(total, [[1, 2], [1, 1]])
    found = dematel(matrix(TWO), margin=0)
    assert np.allclose(found.given, [3, 2])
    assert np.allclose(found.received, [2, 3])
    assert np.allclose(found.prominence, [5, 5])
    assert np.allclose(found.relation, [1, -1])


def test_signs_count_in_the_total_relation() -> None:
    # N = [[0, 1], [−½, 0]]: T = [[−⅓, ⅔], [−⅓, −⅓]].
    total, _ = total_relation(matrix([[0, 2], [-1, 0]]), margin=0)
    assert np.allclose(total, np.array([[-1, 2], [-1, -1]]) / 3)


def test_a_published_matrix_is_divided_as_published() -> None:
    # Our scale ends at 3 and theirs at 4; the method does not depend on the unit.
    published = matrix(0.75 * np.array(DEVICE))
    scale = divisor(published.filled, margin=0)
    assert scale == 0.75 * 13
    assert np.abs(published.filled / scale - DEVICE_NORMALISED).max() < 5e-6


def test_a_published_example_comes_out_as_published() -> None:
    published = matrix(0.75 * np.array(TEN))
    total, scale = total_relation(published, margin=0)
    assert scale == 0.75 * 30  # the first column
    found = dematel(published, margin=0)
    for ours, printed in ((found.given, TEN_GIVEN), (found.received, TEN_RECEIVED)):
        assert np.abs(ours - [float(one) for one in printed.split()]).max() < 6e-8
    assert np.allclose(total.sum(axis=1), found.given)
    assert total.mean() == pytest.approx(TEN_MEAN, abs=6e-7)
    above = ["".join("01"[int(one)] for one in row) for row in total > total.mean()]
    assert above == TEN_ABOVE.split()


@pytest.mark.parametrize(("rows", "scale"), [(DEVICE, 13), (THREE, 4), (TEN, 30)])
def test_the_total_relation_is_that_of_fractions(rows: list[list[int]], scale: int) -> None:
    exact = np.array([[float(entry) for entry in row] for row in exact_total(rows, scale)])
    unit = 3 / max(abs(entry) for row in rows for entry in row)
    one = matrix(unit * np.array(rows))
    total, _ = total_relation(one, margin=0)
    assert np.allclose(total, exact, rtol=0, atol=1e-13)
    assert np.allclose(dematel(one, margin=0).given, exact.sum(axis=1))
    assert np.allclose(dematel(one, margin=0).received, exact.sum(axis=0))


@given(matrices())
def test_the_total_relation_is_the_sum_of_all_walks(one: SignedMatrix) -> None:
    total, scale = total_relation(one)
    assert np.allclose(total, powers(one.filled / scale, 400), atol=1e-7)
    found = dematel(one)
    assert np.allclose(found.given, total.sum(axis=1))
    assert np.allclose(found.received, total.sum(axis=0))
    assert found.scale == scale


@given(matrices())
def test_with_a_margin_the_sum_always_has_a_value(one: SignedMatrix) -> None:
    links = one.filled / divisor(one.filled)
    assert spectral_radius(links) <= 1 / 1.05 + 1e-9
    assert np.isfinite(sum_of_powers(links)).all()


def test_a_ring_without_a_margin_has_no_sum() -> None:
    ring = matrix([[0, 3, 0], [0, 0, 3], [3, 0, 0]])
    assert dematel(ring).relation == pytest.approx([0, 0, 0])
    for compute in (dematel, total_relation):
        with pytest.raises(DivergesError):
            compute(ring, margin=0)


@given(size=st.integers(2, 6), seed=st.integers(0, 2**32 - 1), factor=st.floats(0.5, 2))
def test_it_converges_exactly_when_the_radius_is_below_one(
    size: int, seed: int, factor: float
) -> None:
    random = np.random.default_rng(seed).uniform(-1, 1, (size, size))
    radius = spectral_radius(random)
    links = random * (factor / radius)
    if factor < 0.999:
        many = int(np.ceil(np.log(1e-13) / np.log(factor))) + 50
        assert np.allclose(sum_of_powers(links), powers(links, min(many, 20_000)), atol=1e-6)
    elif factor >= 1:
        with pytest.raises(DivergesError):
            sum_of_powers(links)


@given(size=st.integers(1, 8), seed=st.integers(0, 2**32 - 1))
def test_without_loops_even_large_values_have_a_sum(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    upper = np.triu(random.integers(-9, 10, (size, size)), 1).astype(float)
    order = random.permutation(size)
    links = upper[np.ix_(order, order)]
    expected = powers(links, size)
    assert np.allclose(sum_of_powers(links), expected, atol=1e-6 * np.abs(expected).max())


def test_katz_by_hand() -> None:
    # A half-life of one step: β = ½, βN = [[0, ½], [¼, 0]], the sum is [[1, 4], [2, 1]] / 7.
    assert np.allclose(katz(matrix(TWO), 1, margin=0), np.array([[1, 4], [2, 1]]) / 7)


@settings(max_examples=50)
@given(one=matrices(), half_life=st.floats(0.2, 10))
def test_katz_weighs_each_length(one: SignedMatrix, half_life: float) -> None:
    links = one.filled / divisor(one.filled)
    weighed = sum(
        2 ** (-length / half_life) * np.linalg.matrix_power(links, length)
        for length in range(1, 200)
    )
    assert np.allclose(katz(one, half_life), weighed, atol=1e-4)


def test_katz_with_a_long_half_life_is_dematel() -> None:
    assert np.allclose(katz(matrix(THREE), 1e12), total_relation(matrix(THREE))[0])


@pytest.mark.parametrize("half_life", [0, -1, float("nan")])
def test_a_half_life_must_be_positive(half_life: float) -> None:
    with pytest.raises(ValueError, match="half-life"):
        katz(matrix(TWO), half_life)


def test_nothing_but_zeros_is_divided_by_one() -> None:
    nothing = matrix(np.zeros((3, 3)))
    assert dematel(nothing).scale == 1
    assert dematel(nothing, margin=0).prominence.tolist() == [0, 0, 0]
