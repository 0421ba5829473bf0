"""Bands are named only as far as they are sure."""

import numpy as np
import pytest

from glocal.model.framework import Band
from glocal.model.scorecard import BandReading, Withheld
from glocal.scoring.bands import reading, with_bands
from glocal.scoring.scorecard import score
from tests.core.tiny import framework_of, grades, indicator

KEYS = ("low", "middle", "high")


def banded(evidence, grade, **rules):
    framework = framework_of([indicator("A1.1")], **rules)
    return with_bands(framework, score(framework, grades(evidence, A1_1=grade)))


@pytest.mark.parametrize(
    ("shares", "certainty", "expected"),
    [
        ([0.1, 0.85, 0.05], 0.8, BandReading("middle", "middle", 0.85)),
        ([0.1, 0.5, 0.4], 0.8, BandReading("middle", "high", 0.9)),
        ([0.4, 0.5, 0.1], 0.8, BandReading("low", "middle", 0.9)),
        ([0.3, 0.4, 0.3], 0.8, BandReading("low", "high", 1.0)),
        # Two runs of the same length and share: the lower one, so as not to promise too much.
        ([0.45, 0.1, 0.45], 0.55, BandReading("low", "middle", 0.55)),
        ([0.2, 0.8, 0.0], 0.8, BandReading("middle", "middle", 0.8)),
    ],
)
def test_the_shortest_run_of_neighbouring_bands_that_is_sure_enough(shares, certainty, expected):
    assert reading(np.array(shares), KEYS, certainty) == expected


def test_a_score_well_inside_a_band_with_checked_evidence_has_one_band():
    band = banded("outcome", 2).total.band  # 0.5, sigma 0.04; the band runs from 0.375 to 0.75
    assert band.sure
    assert band.low == "middle"
    assert band.probability > 0.99


def test_a_score_on_a_cut_point_has_two_bands():
    band = banded("outcome", 3).total.band  # 0.75 is where "high" begins
    assert (band.low, band.high) == ("middle", "high")


def test_the_same_score_with_weaker_evidence_is_less_sure():
    sure, less = banded("outcome", 2).total.band, banded("none", 2).total.band
    assert less.probability < sure.probability or not less.sure


def test_without_uncertainty_a_band_begins_exactly_at_its_cut():
    exact = {
        "sigma": dict.fromkeys(framework_of([indicator("A1.1")]).rules.sigma, 0.0),
        "bands": (Band("low", 0.0), Band("high", 0.75)),
    }
    assert banded("none", 3, **exact).total.band == BandReading("high", "high", 1.0)
    assert banded("none", 2, **exact).total.band == BandReading("low", "low", 1.0)


def test_a_withheld_figure_has_no_band():
    framework = framework_of([indicator("A1.1"), indicator("A1.2")])
    card = with_bands(framework, score(framework, grades(A1_1=4)))
    assert card.total.withheld is Withheld.TOO_MUCH_UNANSWERED
    assert card.total.band is None


def test_a_group_of_which_too_much_is_open_has_no_band():
    # 3 of the 4 open: alone they could move the group by 0.75.
    framework = framework_of([indicator(f"A1.{number}") for number in range(1, 5)])
    few = with_bands(framework, score(framework, grades("outcome", A1_1=3)))
    assert few.sub_dimensions["A1"].withheld is None
    assert few.sub_dimensions["A1"].band is None
    most = with_bands(framework, score(framework, grades("outcome", A1_1=3, A1_2=3, A1_3=3)))
    assert most.sub_dimensions["A1"].band is not None


def test_the_same_answers_always_have_the_same_band():
    assert banded("declared", 3).total.band == banded("declared", 3).total.band
