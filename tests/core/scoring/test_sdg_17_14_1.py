"""SDG indicator 17.14.1 by its published rule, with both maxima in use.

Sources: INE Spain, metadata of 17.14.1, August 2023 (each domain 0 to 10, sum over 80);
Sustainable Development Goals Data Hub of Canada (each domain 0 to 12, sum over 96).
"""

import pytest

from glocal.loading.catalogue import framework
from glocal.scoring.scorecard import score
from tests.core.tiny import said

POINTS = (5, 6, 7, 8, 4, 3, 9, 10)  # their sum is 52


def total(version, points):
    rule = framework("sdg-17.14.1", version)
    return score(rule, [said(f"M{n}.1", grade) for n, grade in enumerate(points, 1)]).total


@pytest.mark.parametrize(("version", "most"), [("80", 80), ("96", 96)])
def test_the_result_is_the_sum_over_the_greatest_sum(version, most):
    assert total(version, POINTS).value == pytest.approx(52 / most)


def test_the_same_points_give_65_per_cent_of_80_and_54_of_96():
    assert round(100 * total("80", POINTS).value, 2) == 65.0
    assert round(100 * total("96", POINTS).value, 2) == 54.17


@pytest.mark.parametrize(("version", "top"), [("80", 10), ("96", 12)])
def test_all_points_are_100_and_none_is_0(version, top):
    assert total(version, (top,) * 8).value == 1.0
    assert total(version, (0,) * 8).value == 0.0


def test_eleven_points_exist_only_where_twelve_are_the_most():
    assert total("96", (11,) * 8).value == pytest.approx(11 / 12)
    with pytest.raises(ValueError, match="11 is not a grade"):
        total("80", (11,) * 8)


def test_a_domain_without_points_withholds_the_result():
    assert total("80", POINTS[:7]).withheld is not None
