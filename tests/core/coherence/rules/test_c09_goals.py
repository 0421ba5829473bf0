"""C9: one provision serves a goal, another works against it."""

from dataclasses import replace

import pytest

from glocal.model.provision import Effect, Range
from tests.core.coherence.cases import act, ban, found, may, offer, since, until
from tests.core.coherence.tiny import group

CONFLICT = {("C9", "p", "q", "employment")}
FOR = offer("p", "ministry", "training", effects=(Effect("employment", 2),))
AGAINST = ban("q", "police", "job", effects=(Effect("employment", -2),))


def c9(*provisions, **frame):
    return found(*provisions, rule="C9", **frame)


def test_a_goal_served_and_opposed_whatever_the_actions_and_bodies():
    assert c9(FOR, AGAINST) == CONFLICT
    assert c9(FOR, replace(AGAINST, effects=(Effect("employment", -3),))) == CONFLICT


@pytest.mark.parametrize(
    ("p", "q"),
    [
        pytest.param(
            replace(FOR, effects=(Effect("employment", 1),)), AGAINST, id="served a little"
        ),
        pytest.param(
            FOR, replace(AGAINST, effects=(Effect("employment", -1),)), id="opposed a little"
        ),
        pytest.param(
            FOR, replace(AGAINST, effects=(Effect("employment", -3, offset=True),)), id="offset"
        ),
        pytest.param(FOR, replace(AGAINST, effects=(Effect("schooling", -3),)), id="another goal"),
        pytest.param(
            replace(FOR, group=group(age="6-17")),
            replace(AGAINST, group=group(age="60+")),
            id="others",
        ),
        pytest.param(
            replace(FOR, territory="city"), replace(AGAINST, territory="town"), id="elsewhere"
        ),
        pytest.param(
            replace(FOR, period=until(2027)), replace(AGAINST, period=since(2027)), id="time"
        ),
        pytest.param(
            replace(FOR, conditions={"income": Range(0, 5)}),
            replace(AGAINST, conditions={"income": Range(6)}),
            id="other cases",
        ),
        pytest.param(
            replace(FOR, effects=(Effect("employment", 2), Effect("employment", -2))),
            may("q", "police", "job"),
            id="one provision is not at odds with itself",
        ),
    ],
)
def test_near_misses(p, q):
    assert c9(p, q) == set()


def test_an_exception_does_not_make_an_effect_go_away():
    assert c9(replace(FOR, over=("q",)), AGAINST) == CONFLICT


# ------------------------------------------------------------------ lessons of realistic portfolios
def test_lesson_05_an_effect_may_fall_elsewhere():
    # Recruiting nurses here opposes what the partner abroad wants there.
    foreign = replace(FOR, policy="foreign")
    acts = [act("foreign", "abroad")]
    assert c9(foreign, AGAINST, acts=acts) == set()
    falls_there = replace(AGAINST, effects=(Effect("employment", -2, "port"),))
    assert c9(foreign, falls_there, acts=acts) == CONFLICT
    assert c9(FOR, falls_there) == set()


def test_lesson_06_a_collective_goal_needs_no_shared_person():
    nurses = replace(FOR, group=group(age="18-24"), effects=(Effect("public-trust", 2),))
    patients = replace(AGAINST, group=group(age="60+"), effects=(Effect("public-trust", -2),))
    assert c9(nurses, patients) == {("C9", "p", "q", "public-trust")}
    own = [replace(x, effects=(Effect("schooling", y),)) for x, y in ((nurses, 2), (patients, -2))]
    assert c9(*own) == set()
