"""Loops: by hand, and against all orders of all items."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.interactions import loops as module
from glocal.interactions.loops import Loops, loops
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.brute import counts_of, simple_loops
from tests.core.interactions.cases import THREE, matrices, matrix


def numbered(values: np.ndarray) -> SignedMatrix:
    return SignedMatrix(tuple(map(str, range(len(values)))), values)


def test_by_hand() -> None:
    found = loops(matrix(THREE), strong=1)
    # b ⇄ c: 3 · −2; a ⇄ b: 2 · 1; a → c → b → a: −1 · −2 · 1.
    assert [(one.nodes, one.sign) for one in found.listed] == [
        ((1, 2), -1),
        ((0, 1), 1),
        ((0, 2, 1), 1),
    ]
    strengths = [one.strength for one in found.listed]
    assert strengths == pytest.approx([6**0.5, 2**0.5, 2 ** (1 / 3)])
    assert found.counts == {2: (1, 1), 3: (1, 0), 4: (0, 0)}
    assert (found.total, found.complete) == (3, True)
    assert found.share_reinforcing == pytest.approx(2 / 3)


def test_only_strong_links_make_a_loop() -> None:
    assert loops(matrix(THREE)).counts == {2: (0, 1), 3: (0, 0), 4: (0, 0)}


@given(one=matrices(largest=7), strong=st.sampled_from([0.5, 1, 2, 3]), most=st.integers(1, 120))
def test_counts_and_list_are_those_of_trying_all(
    one: SignedMatrix, strong: float, most: int
) -> None:
    expected = simple_loops(one, strong)
    found = loops(one, strong, most)
    assert found.complete
    assert found.counts == counts_of(expected)
    assert [(loop.nodes, loop.sign) for loop in found.listed] == [
        (nodes, sign) for _, sign, nodes in expected[:most]
    ]
    assert [loop.strength for loop in found.listed] == pytest.approx(
        [strength for strength, *_ in expected[:most]]
    )


@given(seed=st.integers(0, 2**32 - 1), most=st.integers(1, 30))
def test_values_between_the_levels_are_listed_as_well(seed: int, most: int) -> None:
    one = numbered(np.random.default_rng(seed).uniform(-3, 3, (6, 6)))
    expected = simple_loops(one, 1.0)[:most]
    assert [loop.nodes for loop in loops(one, 1.0, most).listed] == [
        nodes for *_, nodes in expected
    ]


def test_eight_items_that_all_help_one_another() -> None:
    # 8 choose 2, 2 · (8 choose 3), 6 · (8 choose 4).
    found = loops(numbered(np.full((8, 8), 3.0)))
    assert found.counts == {2: (28, 0), 3: (112, 0), 4: (420, 0)}
    assert found.share_reinforcing == 1


def test_when_there_are_too_many_the_strongest_links_are_followed(monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_VISITED", 500)
    values = np.full((12, 12), 2.0)
    values[:5, :5] = 3
    found = loops(numbered(values))
    assert not found.complete
    assert found.counts[4] == (6 * 495, 0)
    # Five items with 3 between them: 10 + 20 + 30 loops.
    assert [loop.strength for loop in found.listed[:60]] == pytest.approx([3] * 60)
    assert found.listed[60].strength < 2.9
    # The loops of two are listed without following anything: 10 above, and 40 fill the hundred.
    assert sum(len(loop.nodes) == 2 for loop in found.listed) == 50


def test_a_list_that_the_shortest_loops_fill_is_complete() -> None:
    found = loops(numbered(np.full((300, 300), 3.0)))
    assert found.complete
    assert [loop.nodes for loop in found.listed[:2]] == [(0, 1), (0, 2)]
    assert found.counts[2] == (44_850, 0)
    assert found.counts[4] == (6 * 330_791_175, 0)


def test_many_different_values_do_not_slow_the_list_down() -> None:
    values = np.random.default_rng(1).uniform(-3, 3, (120, 120))
    found = loops(numbered(values))
    assert found.complete
    assert len(found.listed) == 100
    assert found.listed[0].strength >= found.listed[-1].strength > 2.8


def test_nothing_at_all() -> None:
    for size in (0, 1, 3):
        found = loops(numbered(np.zeros((size, size))))
        assert found == Loops({2: (0, 0), 3: (0, 0), 4: (0, 0)}, (), True)
        assert found.share_reinforcing is None


@pytest.mark.parametrize("strong", [0, -1, float("nan")])
def test_a_link_must_have_some_strength(strong: float) -> None:
    with pytest.raises(ValueError, match="strength"):
        loops(matrix(THREE), strong)
