"""S2: raters agree that a policy clearly helps another, and nothing brings the two together."""

from dataclasses import replace

import pytest

from glocal.coherence.check import check
from glocal.coherence.edits import apply, edits_of
from glocal.model.policy import Tie
from glocal.model.portfolio import AgreedInteraction, Coordination
from tests.core.coherence.cases import TODAY, act, found, may, portfolio, since, until
from tests.core.coherence.tiny import TINY

HELPING = {("S2", "market", "quay")}
HELP = AgreedInteraction("quay", "market", 2, 3, 1, 0.85, "Autumn")
MARKET = act("market", "city", responsible="registry")
QUAY = act("quay", "city", responsible="social-office")


def s2(*rated, acts=(MARKET, QUAY), provisions=(), **frame):
    return found(*provisions, rule="S2", acts=acts, interactions=rated, **frame)


def test_a_help_in_one_direction_is_enough_and_both_are_one_proposal():
    assert s2(HELP) == HELPING
    assert s2(HELP, replace(HELP, source="market", target="quay", value=3)) == HELPING


@pytest.mark.parametrize(
    "rated",
    [
        pytest.param((replace(HELP, value=1.99),), id="less than two"),
        pytest.param((replace(HELP, voices=2),), id="two voices"),
        pytest.param((replace(HELP, sure=0.8),), id="contested"),
        pytest.param(
            (HELP, replace(HELP, source="market", target="quay", value=-2)), id="harm the other way"
        ),
    ],
)
def test_near_misses_of_the_rating(rated):
    assert s2(*rated) == set()


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param((MARKET, replace(QUAY, ties=((Tie.CITES, "market"),))), id="tied"),
        pytest.param((MARKET, replace(QUAY, responsible="registry")), id="one body"),
        pytest.param((MARKET, replace(QUAY, responsible="local-authority")), id="the body above"),
        pytest.param((MARKET, replace(QUAY, territory="town")), id="elsewhere"),
        pytest.param(
            (replace(MARKET, period=until(2027)), replace(QUAY, period=since(2027))), id="in turn"
        ),
    ],
)
def test_near_misses_of_the_policies(acts):
    assert s2(HELP, acts=acts) == set()


def test_a_small_harm_the_other_way_leaves_the_help():
    assert s2(HELP, replace(HELP, source="market", target="quay", value=-1)) == HELPING


def test_bodies_that_work_together_need_no_proposal():
    assert s2(HELP, coordination=(Coordination("social-office", "registry"),)) == set()


def test_a_body_that_both_bind_brings_them_together_but_anybody_is_nobody():
    both = (may("p", "school", "job", policy="market"), may("q", "school", "job", policy="quay"))
    assert s2(HELP, provisions=both) == set()
    anybody = replace(both[1], bearer="any-body")
    assert s2(HELP, provisions=(both[0], anybody)) == HELPING


def test_every_mend_ends_the_proposal():
    built = portfolio(acts=(MARKET, QUAY), interactions=(HELP,))
    (finding,) = check(built, TINY, as_of=TODAY, rules=["S2"]).findings
    assert [mend.key for mend in finding.mends] == ["coordinate", "cite"]
    for mend in finding.mends:
        after = apply(built, edits_of(mend, finding, built, TINY))
        assert check(after, TINY, as_of=TODAY, rules=["S2"]).findings == ()
