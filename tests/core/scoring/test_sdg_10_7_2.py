"""SDG indicator 10.7.2 by its published rule.

Sources: INE Spain, metadata of 10.7.2 (a domain is the sum of its five answers over five, times
100); Sustainable Development Goals Data Hub of Canada, meta/10-7-2.yml (answers, the value 0.5 in
domain 1, bands) and data/indicator_10-7-2.csv (published results of Canada).
"""

from __future__ import annotations

import pytest

from glocal.loading.catalogue import framework
from glocal.model.kinds import AnswerState
from glocal.model.response import Response
from glocal.model.scorecard import Withheld
from glocal.scoring.bands import with_bands
from glocal.scoring.scorecard import score
from tests.core.tiny import said

RULE = framework("sdg-10.7.2", "1.0")


def result(**domains):
    """The banded scorecard from the five answers of each domain; all others are yes."""
    responses = [
        said(f"D{number}.{place + 1}", grade)
        for number in range(1, 7)
        for place, grade in enumerate(domains.get(f"D{number}", (1, 1, 1, 1, 1)))
    ]
    return with_bands(RULE, score(RULE, responses))


def bands(card):
    assert all(domain.band.sure for domain in card.sub_dimensions.values())
    return [int(domain.band.low) for domain in card.sub_dimensions.values()]


def test_canada_2021_domains_3_4_4_4_4_4_and_overall_3():
    # The published bands; which answer kept domain 1 below 100 is not published, so one is assumed.
    card = result(D1=(1, 1, 0.5, 1, 1))
    assert card.sub_dimensions["D1"].value == pytest.approx(0.9)  # (1 + 1 + 0.5 + 1 + 1) / 5
    assert bands(card) == [3, 4, 4, 4, 4, 4]
    assert card.total.value == pytest.approx(5.9 / 6)  # 98.33: below 100, so "meets"
    assert card.total.band.low == card.total.band.high == "3"


def test_the_overall_band_is_that_of_the_mean_and_not_the_mean_of_the_bands():
    # Five domains at 100 and one at 0: the bands' mean is 3.5, and rounds to 4; 83.3 is band 3.
    card = result(D6=(0, 0, 0, 0, 0))
    assert bands(card) == [4, 4, 4, 4, 4, 1]
    assert card.total.value == pytest.approx(5 / 6)
    assert card.total.band.low == "3"
    # Six domains at 60, band 2 each, and six at 20, band 1 each: the mean has the same band.
    assert result(**{f"D{n}": (1, 1, 1, 0, 0) for n in range(1, 7)}).total.band.low == "2"
    assert result(**{f"D{n}": (1, 0, 0, 0, 0) for n in range(1, 7)}).total.band.low == "1"


def test_armenia_2021_domains_3_3_4_2_4_4():
    # One set of answers that gives the six published bands.
    card = result(D1=(1, 1, 0.5, 1, 1), D2=(1, 1, 1, 1, 0), D4=(1, 1, 0, 0, 0))
    assert bands(card) == [3, 3, 4, 2, 4, 4]


@pytest.mark.parametrize(
    ("answers", "value", "band"),
    [
        ((0, 0, 0, 0, 0), 0.0, "1"),
        ((1, 0.5, 0, 0, 0), 0.3, "1"),
        ((1, 1, 0, 0, 0), 0.4, "2"),  # exactly 40 partially meets
        ((1, 1, 1, 0.5, 0), 0.7, "2"),
        ((1, 1, 1, 1, 0), 0.8, "3"),  # exactly 80 meets
        ((1, 1, 1, 1, 0.5), 0.9, "3"),
        ((1, 1, 1, 1, 1), 1.0, "4"),  # only 100 fully meets
    ],
)
def test_bands_of_a_domain_begin_exactly_at_40_80_and_100(answers, value, band):
    domain = result(D1=answers).sub_dimensions["D1"]
    assert domain.value == pytest.approx(value)
    assert (domain.band.low, domain.band.high) == (band, band)


@pytest.mark.parametrize(
    ("yes", "half", "band"),
    [
        (11, 1, "1"),  # 11.5 of 30: 38.33
        (12, 0, "2"),  # 12 of 30: exactly 40
        (23, 1, "2"),  # 23.5 of 30: 78.33
        (24, 0, "3"),  # 24 of 30: exactly 80
        (29, 1, "3"),  # 29.5 of 30: 98.33
        (30, 0, "4"),  # all
    ],
)
def test_bands_of_the_whole_begin_exactly_at_40_80_and_100(yes, half, band):
    codes = [item.code for item in RULE.indicators]
    # The half goes to domain 1, where alone it exists.
    given = [0.5] * half + [1] * yes + [0] * (30 - yes - half)
    card = with_bands(
        RULE, score(RULE, [said(code, grade) for code, grade in zip(codes, given, strict=True)])
    )
    assert card.total.value == pytest.approx((yes + half / 2) / 30)
    assert (card.total.band.low, card.total.band.high) == (band, band)


def test_one_half_exists_in_domain_1_alone():
    for item in RULE.indicators:
        assert (0.5 in item.scale.grades) == (item.sub_dimension == "D1"), item.code
    with pytest.raises(ValueError, match=r"0\.5 is not a grade of the scale yes-no"):
        result(D2=(0.5, 1, 1, 1, 1))


def test_evidence_moves_nothing_since_the_published_rule_knows_no_uncertainty():
    total = result(D1=(1, 1, 0.5, 1, 1)).total
    assert total.low == total.value == total.high


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (AnswerState.DONT_KNOW, Withheld.TOO_MUCH_UNANSWERED),
        (AnswerState.NOT_APPLICABLE, Withheld.TOO_MUCH_NOT_APPLICABLE),
    ],
)
def test_the_rule_gives_a_result_only_when_all_thirty_are_answered(state, reason):
    codes = [item.code for item in RULE.indicators]
    assert len(codes) == 30
    responses = [Response(codes[0], state), *(said(code, 1) for code in codes[1:])]
    assert score(RULE, responses).total.withheld is reason
