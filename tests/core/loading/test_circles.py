"""Circles are found wherever they hide, and only there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glocal.loading.circles import circles

NODES = "abcdef"
GRAPHS = st.dictionaries(
    st.sampled_from(NODES), st.lists(st.sampled_from(NODES), max_size=3), max_size=6
)


def reached(edges: dict[str, list[str]], start: str) -> set[str]:
    """Everything behind ``start``, by brute force."""
    found: set[str] = set()
    waiting = list(edges.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += edges.get(node, ())
    return found


@given(GRAPHS)
def test_every_circle_found_is_one(edges: dict[str, list[str]]) -> None:
    for circle in circles(edges):
        assert circle[0] == min(circle)
        for node, after in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert after in edges[node]


@given(GRAPHS)
def test_there_is_a_circle_in_every_knot_and_none_elsewhere(edges: dict[str, list[str]]) -> None:
    knotted = {node for node in edges if node in reached(edges, node)}
    told = [set(circle) for circle in circles(edges)]
    assert set().union(*told) <= knotted
    for node in knotted:
        knot = {other for other in reached(edges, node) if node in reached(edges, other)}
        assert any(circle <= knot for circle in told), (edges, node)


def test_a_node_may_point_at_itself() -> None:
    assert list(circles({"a": ["a"]})) == [("a",)]


def test_a_long_way_does_not_end_the_process() -> None:
    chain = {str(number): [str(number + 1)] for number in range(20_000)}
    assert list(circles(chain)) == []
