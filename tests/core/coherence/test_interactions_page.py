"""The example of docs/methods/interactions-and-findings.md, with the numbers that stand there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glocal.interactions.agreed_pairs import agreed_interactions, counts
from glocal.interactions.signed_walks import signed_walks
from glocal.model.interaction import Item, RatedMatrix, Rating, SignedMatrix
from glocal.model.portfolio import AgreedInteraction

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "interactions-and-findings.md").read_text(
    "utf-8"
)
GROUPS = ("authority", "authority", "migrants", "migrants", "civil")


def rated(*values: int) -> AgreedInteraction:
    ratings = tuple(
        Rating(f"r{at}", group, "quay", "city", value)
        for at, (group, value) in enumerate(zip(GROUPS, values, strict=True))
    )
    matrix = RatedMatrix("m", (Item("quay", "Quay"), Item("city", "City")), ratings)
    (found,) = agreed_interactions(matrix, {"quay": "quay", "city": "city"})
    return found


def test_five_who_agree_make_a_pair_that_counts() -> None:
    found = rated(-2, -2, -2, -2, -2)
    assert found.value == -2
    assert f"sure = {found.sure:.3f}." in PAGE
    assert counts(found)


def test_five_who_do_not_make_a_pair_to_talk_over() -> None:
    found = rated(-1, 1, -1, -1, 1)
    assert f"sure = {found.sure:.3f}." in PAGE
    assert not counts(found)


def test_a_way_that_harms_is_as_much_as_a_step_of_the_scale() -> None:
    values = np.array([[0, 3, 0], [0, 0, -3], [0, 0, 0]], float)
    walks = signed_walks(SignedMatrix(("policy", "campaign", "trust"), values))
    harm = walks.tradeoff[0, 2]
    assert walks.scale == pytest.approx(3.15)
    assert f"{harm:.3f} · 3.15 = {harm * walks.scale:.1f} ≥ 1" in PAGE
    assert walks.synergy[0, 2] == 0
