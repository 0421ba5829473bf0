"""A crosswalk proposes answers and never competes with one."""

from __future__ import annotations

from glocal.advice.crosswalk import propose_answers
from glocal.model.crosswalk import Crosswalk, CrosswalkLink, Proposal, Relation

WALK = Crosswalk(
    "main@1.1",
    "body@1.0",
    (
        CrosswalkLink("A2.2", "M.1", Relation.SAME, {0: 0, 1: 1, 2: 2}),
        CrosswalkLink("A2.3", "M.1", Relation.RELATED, {0: 0, 1: 0}),
        CrosswalkLink("A3.3", "M.2", Relation.NARROWER, {2: 5, 3: 5, 4: 10}),
        CrosswalkLink("A3.4", "M.2", Relation.NARROWER, {2: 0, 3: 5}),
    ),
)


def test_an_answer_proposes_the_grade_of_its_link():
    (proposal,) = propose_answers([WALK], {"main@1.1": {"A2.2": 2}}, "body@1.0")
    assert proposal == Proposal("M.1", 2, "A2.2", 2, Relation.SAME)


def test_the_closest_relation_decides_and_the_others_are_named():
    given = {"main@1.1": {"A2.2": 2, "A2.3": 1}}
    (proposal,) = propose_answers([WALK], given, "body@1.0")
    assert (proposal.grade, proposal.source) == (2, "A2.2")
    assert proposal.others == (("A2.3", 0),)


def test_among_equals_the_lowest_grade_is_proposed():
    (proposal,) = propose_answers([WALK], {"main@1.1": {"A3.3": 4, "A3.4": 3}}, "body@1.0")
    assert (proposal.grade, proposal.source) == (5, "A3.4")
    assert proposal.others == (("A3.3", 10),)


def test_an_answered_indicator_gets_no_proposal():
    given = {"main@1.1": {"A2.2": 2}}
    assert propose_answers([WALK], given, "body@1.0", answered={"M.1"}) == ()


def test_a_grade_without_a_map_proposes_nothing():
    assert propose_answers([WALK], {"main@1.1": {"A3.3": 1}}, "body@1.0") == ()


def test_answers_of_another_framework_or_version_propose_nothing():
    assert propose_answers([WALK], {"main@1.0": {"A2.2": 2}}, "body@1.0") == ()
    assert propose_answers([WALK], {"main@1.1": {"A2.2": 2}}, "body@2.0") == ()
