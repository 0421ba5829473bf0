"""C11: a provision is said to serve a goal, and what is known does not bear that out."""

from dataclasses import replace

import pytest

from glocal.model.policy import PolicyStatus
from glocal.model.provision import Assumption, Support
from glocal.model.taxonomy import EvidenceLink
from tests.core.coherence import brute
from tests.core.coherence.cases import TINY, TODAY, act, found, may, portfolio, since, until


def claim(action: str, goal: str, support: Support = Support.NONE, **slots):
    return may("p", "ministry", action, assumptions=(Assumption(goal, support),), **slots)


def knowing(*links: tuple[str, str, int, int]):
    return replace(TINY, evidence=tuple(EvidenceLink(*link) for link in links))


def c11(provision, taxonomy=TINY, **frame):
    """The variant found, or nothing; all judges agree that there is a finding."""
    ids = found(provision, rule="C11", taxonomy=taxonomy, **frame)
    world = brute.World(portfolio(provision, **frame), taxonomy, TODAY)
    variants = brute.assumption_variants(world)
    assert {("C11", *pair) for pair in variants} == ids
    return {variant for found_ in variants.values() for variant in found_}


@pytest.mark.parametrize(
    ("action", "goal", "variant"),
    [
        pytest.param("training", "belonging", {"no-support"}, id="nothing is known"),
        pytest.param("training", "employment", set(), id="an evaluation is known"),
        pytest.param("enrolment", "schooling", set(), id="a study of all of education"),
        pytest.param("enrolment", "employment", {"weak-support"}, id="by way of an opinion"),
        pytest.param("training", "public-trust", set(), id="over two good links"),
        pytest.param("permit", "public-trust", {"opposite-sign"}, id="the contrary is known"),
        pytest.param("address", "public-trust", {"opposite-sign"}, id="and an opinion for it"),
        pytest.param("shelter", "schooling", set(), id="better is known of shelters"),
        pytest.param("rent-aid", "schooling", {"opposite-sign"}, id="than of housing"),
        pytest.param("permit", "schooling", set(), id="the contrary of the contrary"),
    ],
)
def test_what_is_known(action, goal, variant):
    assert c11(claim(action, goal)) == variant


@pytest.mark.parametrize(
    ("support", "variant"),
    [
        (Support.NONE, {"no-support"}),
        (Support.OPINION, {"weak-support"}),
        (Support.STUDY, set()),
        (Support.EVALUATION, set()),
    ],
)
def test_the_support_that_a_provision_brings_along_counts(support, variant):
    assert c11(claim("training", "belonging", support)) == variant


def test_a_study_of_ones_own_stands_against_a_study_and_not_against_an_evaluation():
    against = ("training", "belonging", -1, 2)
    assert c11(claim("training", "belonging", Support.STUDY), knowing(against)) == set()
    assert c11(claim("training", "belonging", Support.OPINION), knowing(against)) == {
        "opposite-sign"
    }
    strong = ("training", "belonging", -1, 3)
    assert c11(claim("training", "belonging", Support.STUDY), knowing(strong)) == {"opposite-sign"}


def test_an_opinion_against_it_is_not_enough_to_oppose():
    assert c11(claim("training", "belonging"), knowing(("training", "belonging", -1, 1))) == {
        "no-support"
    }


def test_a_chain_is_as_strong_as_its_weakest_link_and_signs_multiply():
    chain = knowing(("training", "schooling", -1, 3), ("schooling", "belonging", -1, 1))
    assert c11(claim("training", "belonging"), chain) == {"weak-support"}
    better = knowing(("training", "schooling", -1, 3), ("schooling", "belonging", -1, 2))
    assert c11(claim("training", "belonging"), better) == set()


def test_circles_in_what_is_known_end():
    circle = knowing(
        ("training", "schooling", 1, 3),
        ("schooling", "employment", 1, 2),
        ("employment", "schooling", -1, 2),
    )
    assert c11(claim("training", "employment"), circle) == set()


def test_only_what_is_considered_claims_anything():
    weak = claim("training", "belonging")
    assert c11(replace(weak, period=until(2025))) == set()
    assert c11(replace(weak, policy="x"), acts=[act("x", status=PolicyStatus.REPEALED)]) == set()
    assert c11(replace(weak, period=since(2030))) == {"no-support"}


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_12_weak_plus_strong_evidence_is_strong():
    weak, strong = ("training", "belonging", 1, 1), ("education", "belonging", 1, 3)
    assert c11(claim("training", "belonging"), knowing(weak)) == {"weak-support"}
    assert c11(claim("training", "belonging"), knowing(weak, strong)) == set()
    assert c11(claim("training", "belonging"), knowing(strong, weak)) == set()
