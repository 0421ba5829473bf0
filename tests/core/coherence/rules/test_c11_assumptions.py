"""C11: a provision is said to serve a goal, and what is known does not bear that out."""

from dataclasses import replace

import pytest

from glocal.coherence.check import check
from glocal.coherence.edits import RaiseSupport, edits_of
from glocal.model.policy import PolicyStatus
from glocal.model.portfolio import AgreedInteraction
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


# ------------------------------------------------------------------ what raters see
def rated(source: str, target: str, value: float, **changes):
    return replace(AgreedInteraction(source, target, value, 5, 2, 0.9, "Autumn"), **changes)


BY_STUDY = claim("training", "belonging", Support.STUDY)


@pytest.mark.parametrize(
    ("interactions", "variant"),
    [
        pytest.param([rated("law", "belonging", -1.1)], {"seen-against"}, id="directly"),
        pytest.param([rated("law", "belonging", -0.9)], set(), id="hardly felt"),
        pytest.param([rated("law", "belonging", 0)], {"seen-without-way"}, id="no influence"),
        pytest.param([rated("law", "schooling", -3)], set(), id="another goal"),
        pytest.param([rated("law", "belonging", -3, voices=2)], set(), id="two voices"),
        pytest.param([rated("law", "belonging", -3, sure=0.8)], set(), id="contested"),
        pytest.param(
            # 0.3 · 2 · 3 / s with s = 1.05 · 3: not felt; but it leads there.
            [rated("law", "belonging", 0), rated("law", "x", 2), rated("x", "belonging", -0.5)],
            set(),
            id="a way through another policy",
        ),
        pytest.param(
            [rated("law", "belonging", 0), rated("law", "x", 0.4), rated("x", "belonging", 3)],
            {"seen-without-way"},
            id="a way that is not felt",
        ),
        pytest.param(
            [rated("law", "x", 3), rated("x", "belonging", -3)], {"seen-against"}, id="over another"
        ),
        pytest.param(
            # Helps 2 directly; harms 3 · 3 / 5.25 = 1.7: the help is the larger.
            [rated("law", "belonging", 2), rated("law", "x", 3), rated("x", "belonging", -3)],
            set(),
            id="help and harm at once",
        ),
        pytest.param(
            [rated("law", "x", -2), rated("x", "belonging", -2)], set(), id="a harm of a harm helps"
        ),
        pytest.param(
            [rated("law", "x", 3), rated("x", "belonging", -3, matrix="Spring")],
            set(),
            id="ways do not lead from one matrix into another",
        ),
    ],
)
def test_raters_are_heard_against_a_study(interactions, variant):
    assert c11(BY_STUDY, interactions=tuple(interactions), acts=[act("law"), act("x")]) == variant


def test_an_evaluation_stands_against_raters_and_no_support_is_told_first():
    harm = (rated("law", "belonging", -3),)
    assert c11(claim("training", "belonging", Support.EVALUATION), interactions=harm) == set()
    assert c11(claim("training", "belonging"), interactions=harm) == {"no-support"}


def test_the_finding_names_the_matrix_and_only_an_evaluation_ends_it():
    built = portfolio(BY_STUDY, interactions=(rated("law", "belonging", -3),))
    (finding,) = check(built, TINY, as_of=TODAY, rules=["C11"]).findings
    assert finding.params["matrix"] == "Autumn"
    (support,) = (mend for mend in finding.mends if mend.key == "find-support")
    (edit,) = edits_of(support, finding, built, TINY)
    assert edit == RaiseSupport("p", "belonging", Support.EVALUATION)
