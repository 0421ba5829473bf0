"""C5: a task is handed to a body that has no competence, money or staff for it."""

from dataclasses import replace

import pytest

from glocal.model.kinds import Level
from glocal.model.provision import Means, Range, Tri
from glocal.model.taxonomy import Organisation
from tests.core.coherence.cases import act, duty, found, grant, may, offer, since, until

# A national law hands training (costly) to the school, a local body without inherent tasks.
TASK = duty("p", "school", "training")
COMPETENCE, MONEY, STAFF = ("C5", "p", "competence"), ("C5", "p", "money"), ("C5", "p", "staff")
GIVES = grant("g", "school", "training", "competence money staff")


def c5(*provisions, **frame):
    return found(*provisions, rule="C5", **frame)


def means(**recorded: str):
    return {Means(name): Tri(value) for name, value in recorded.items()}


def test_a_task_from_another_level_without_competence_or_money():
    assert c5(TASK) == {COMPETENCE, MONEY}
    assert c5(offer("p", "school", "training")) == {COMPETENCE, MONEY}


@pytest.mark.parametrize(
    "task",
    [
        pytest.param(may("p", "school", "training"), id="may is no mandate"),
        pytest.param(replace(TASK, bearer="charity"), id="not a public body"),
        pytest.param(replace(TASK, bearer="clinic"), id="a body whose level nobody states"),
        pytest.param(replace(TASK, bearer="police"), id="a body of the same level"),
        pytest.param(replace(TASK, period=until(2025)), id="no longer"),
        pytest.param(replace(TASK, period=since(2027)), id="not yet"),
        pytest.param(replace(TASK, means=means(competence="yes", money="yes")), id="has both"),
    ],
)
def test_near_misses(task):
    assert c5(task) == set()


def test_what_costs_nothing_needs_no_money_unless_it_is_said_to_be_missing():
    free = replace(TASK, action="enrolment")
    assert c5(free) == {COMPETENCE}
    assert c5(replace(free, means=means(money="no"))) == {COMPETENCE, MONEY}


def test_missing_staff_must_be_said():
    assert c5(replace(TASK, means=means(staff="unknown"))) == {COMPETENCE, MONEY}
    assert c5(replace(TASK, means=means(staff="no"))) == {COMPETENCE, MONEY, STAFF}


def test_what_is_said_to_be_missing_counts_at_the_same_level_too():
    own = replace(TASK, policy="city-act", means=means(competence="no", money="no"))
    acts = [act("city-act", "city")]
    assert c5(own, acts=acts) == {COMPETENCE, MONEY}
    assert c5(replace(own, means={}), acts=acts) == set()


def test_an_inherent_task_needs_no_grant_of_competence():
    # Local authorities have the papers, whence their registries have them.
    assert c5(replace(TASK, bearer="registry", action="address")) == set()
    assert c5(replace(TASK, bearer="registry", action="any-service")) == {COMPETENCE}


# ------------------------------------------------------------------ grants
def test_a_grant_gives_what_it_says():
    assert c5(TASK, GIVES) == set()
    assert c5(TASK, replace(GIVES, gives=frozenset({Means.MONEY}))) == {COMPETENCE}
    assert c5(TASK, replace(GIVES, gives=frozenset({Means.STAFF}))) == {COMPETENCE, MONEY}
    short = replace(TASK, means=means(staff="no", money="no"))
    assert c5(short, GIVES) == set()


def test_a_grant_to_the_body_above_and_for_the_whole_counts():
    assert c5(TASK, replace(GIVES, target="local-authority", action="education")) == set()


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(replace(GIVES, target="registry"), id="to another body"),
        pytest.param(replace(GIVES, target=None), id="to nobody"),
        pytest.param(replace(GIVES, action="enrolment"), id="for another task"),
        pytest.param(replace(GIVES, territory="city"), id="in the city alone"),
        pytest.param(
            replace(GIVES, conditions={"residence": Range(6)}), id="for those after six months"
        ),
    ],
)
def test_a_grant_that_covers_less_is_not_enough(given):
    assert c5(TASK, given) == {COMPETENCE, MONEY}


def test_grants_place_by_place_add_up():
    assert (
        c5(TASK, replace(GIVES, territory="city"), replace(GIVES, id="h", territory="town"))
        == set()
    )


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_07_a_task_holds_where_its_area_and_its_bearers_meet():
    ours = Organisation("city-school", "school", territory="city")
    here = replace(TASK, bearer="city-school")
    assert c5(here, replace(GIVES, territory="city"), bodies=[ours]) == set()
    assert c5(here, replace(GIVES, territory="town"), bodies=[ours]) == {COMPETENCE, MONEY}
    assert (
        c5(
            here,
            replace(TASK, id="x", bearer="city-school"),
            replace(GIVES, target="city-school"),
            bodies=[ours],
        )
        == set()
    )


def test_lesson_13_costs_are_passed_down_the_tree():
    # Housing is costly; rent aid lies below it.
    assert c5(replace(TASK, action="rent-aid")) == {COMPETENCE, MONEY}


def test_lesson_14_grants_are_dated_and_unknown_is_not_missing():
    assert c5(TASK, replace(GIVES, period=until(2025))) == {COMPETENCE, MONEY}
    assert c5(TASK, replace(GIVES, period=since(2027))) == {COMPETENCE, MONEY}
    assert c5(TASK, replace(GIVES, period=until(2027))) == set()
    own = act("own", "city", Level.LOCAL)
    unknown = replace(TASK, policy="own", means=means(competence="unknown", money="unknown"))
    assert c5(unknown, acts=[own]) == set()
