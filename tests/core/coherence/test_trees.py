"""Trees as arrays."""

import numpy as np
import pytest

from glocal.coherence.circles import circles
from glocal.coherence.trees import tree

STATE = tree(
    {"state": None, "north": "state", "south": "state", "a": "north", "b": "north", "abroad": None}
)


def node(name: str) -> int:
    return STATE.index[name]


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        ("a", "state", True),
        ("a", "a", True),
        ("state", "a", False),
        ("a", "south", False),
        ("abroad", "state", False),
    ],
)
def test_below_is_itself_or_a_descendant(lower: str, upper: str, expected: bool) -> None:
    assert STATE.is_below(node(lower), node(upper)) is expected
    assert STATE.below(np.array([node(lower)]), np.array([node(upper)]))[0] == expected


def test_ancestors_run_from_the_node_to_the_root() -> None:
    assert [STATE.ids[i] for i in STATE.above(node("a"))] == ["a", "north", "state"]


def test_leaves_are_numbered_from_the_left_and_bracketed_by_the_nodes_above() -> None:
    leaves = [STATE.ids[i] for i in STATE.leaves()]
    assert leaves == ["a", "b", "south", "abroad"]
    assert leaves[STATE.first[node("north")] : STATE.last[node("north")]] == ["a", "b"]
    assert leaves[STATE.first[node("state")] : STATE.last[node("state")]] == ["a", "b", "south"]


def test_an_only_child_is_the_leaf_and_not_its_parent() -> None:
    chain = tree({"state": None, "town": "state"})
    assert [chain.ids[i] for i in chain.leaves()] == ["town"]


def test_what_lies_below_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="below itself"):
        tree({"a": "b", "b": "a"})


def test_a_parent_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="'nowhere'"):
        tree({"a": "nowhere"})


def test_circles_are_the_sets_that_reach_one_another() -> None:
    assert circles({1: [2], 2: [3], 3: [1], 4: [1], 5: [5], 6: []}) == [(1, 2, 3), (5,)]


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    edges = {i: [i + 1] for i in range(50_000)} | {50_000: [0]}
    assert len(circles(edges)[0]) == 50_001
