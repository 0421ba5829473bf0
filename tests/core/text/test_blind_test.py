"""The blind test counts what a reader put right."""

from __future__ import annotations

import pytest

from glocal.model.text import IndicatorText
from glocal.text.quality.blind_test import score_orders, shuffle_anchors

TEXTS = {
    "A1.1": IndicatorText(title="A map", anchors={0: "none", 1: "one", 2: "ruled"}),
    "A1.2": IndicatorText(title="A desk"),
}


def test_a_sheet_holds_every_anchor_under_a_letter_and_the_key_its_order():
    (sheet,) = shuffle_anchors(TEXTS, ["A1.1"], seed=3)
    assert sorted(sheet.anchors) == ["A", "B", "C"]
    assert [sheet.anchors[letter] for letter in sheet.order] == ["none", "one", "ruled"]


def test_the_same_seed_makes_the_same_sheet_and_some_other_seed_another():
    sheets = {shuffle_anchors(TEXTS, ["A1.1"], seed)[0].order for seed in range(20)}
    assert shuffle_anchors(TEXTS, ["A1.1"], 5) == shuffle_anchors(TEXTS, ["A1.1"], 5)
    assert len(sheets) > 1


def test_two_sheets_of_one_seed_do_not_share_their_orders():
    def orders(prefix: str) -> list[str]:
        anchors = {grade: f"{prefix} {grade}" for grade in range(5)}
        texts = {f"A1.{n}": IndicatorText(title=f"{prefix} {n}", anchors=anchors) for n in range(9)}
        return [sheet.order for sheet in shuffle_anchors(texts, list(texts), seed=1)]

    assert orders("Body") != orders("Potential")


def test_an_indicator_without_anchors_is_left_out():
    assert shuffle_anchors(TEXTS, ["A1.2"], seed=1) == ()


def test_the_right_order_scores_one_and_the_reverse_nothing():
    right = score_orders({"A1.1": "ABC"}, {"A1.1": "abc"})
    assert (right.share_in_place, right.share_of_pairs, right.mistaken) == (1, 1, ())
    reverse = score_orders({"A1.1": "ABCD"}, {"A1.1": "DCBA"})
    assert (reverse.share_in_place, reverse.share_of_pairs) == (0, 0)
    assert reverse.results[0].tau == -1


def test_two_neighbours_exchanged_by_hand():
    # Of five anchors three stay in place; of ten pairs one is wrong: tau = (9 - 1) / 10.
    score = score_orders({"A1.1": "ABCDE"}, {"A1.1": "ACBDE"})
    assert score.share_in_place == pytest.approx(0.6)
    assert score.share_of_pairs == pytest.approx(0.9)
    assert score.results[0].tau == pytest.approx(0.8)
    assert [result.code for result in score.mistaken] == ["A1.1"]


@pytest.mark.parametrize("given", [{}, {"A1.1": "AB"}, {"A1.1": "AAB"}, {"A1.1": "ABD"}])
def test_an_order_that_is_not_one_is_refused_with_its_code(given):
    with pytest.raises(ValueError, match=r"A1\.1"):
        score_orders({"A1.1": "ABC"}, given)
