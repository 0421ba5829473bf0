"""C12: an act meets three others or more, and neither it nor its body knows of anybody."""

from dataclasses import replace

import pytest

from glocal.model.policy import PolicyStatus, Tie
from glocal.model.portfolio import Coordination
from glocal.model.provision import Range
from tests.core.coherence.cases import act, ban, exclude, found, may, offer, report, since, until
from tests.core.coherence.tiny import group

UNAWARE = ("C12", "law")
P = offer("p", "school", "enrolment")
AROUND = (
    may("q", "charity", "enrolment", policy="a"),
    ban("r", "police", "education", policy="b"),
    exclude("s", "clinic", "any-service", policy="c"),
)
TIES = [act(name, ties=((Tie.CITES, "x"),)) for name in "abc"]


def c12(*provisions, acts=(), **frame):
    """Asks about the act `law` alone: the others are tied to some act `x`."""
    given = {item.id for item in acts}
    others = [item for item in TIES if item.id not in given]
    acts = [*acts, *others, act("x", "abroad")]
    return UNAWARE in found(*provisions, rule="C12", acts=acts, **frame)


def test_three_acts_about_the_same_people_and_services():
    assert c12(P, *AROUND)


def test_all_of_them_are_unaware_when_none_is_tied():
    assert found(P, *AROUND, rule="C12") == {("C12", x) for x in ("law", "a", "b", "c")}


@pytest.mark.parametrize(
    "third",
    [
        pytest.param(replace(AROUND[2], policy="b"), id="two acts are not three"),
        pytest.param(replace(AROUND[2], action="health"), id="one is about something else"),
        pytest.param(replace(P, id="s", policy="c", territory="abroad"), id="one is elsewhere"),
        pytest.param(replace(AROUND[2], period=until(2025)), id="one has ended"),
        pytest.param(report("s", "clinic", "any-service", policy="c"), id="one is about data"),
        pytest.param(
            replace(AROUND[2], group=group(family="unaccompanied-minor", age="60+")),
            id="for nobody",
        ),
    ],
)
def test_near_misses(third):
    assert not c12(P, *AROUND[:2], third)


def test_never_together_and_never_in_the_same_cases():
    late = [replace(x, period=since(2027)) for x in AROUND]
    assert not c12(replace(P, period=until(2027)), *late)
    rich = [replace(x, conditions={"income": Range(6)}) for x in AROUND]
    assert not c12(replace(P, conditions={"income": Range(0, 5)}), *rich)


def test_a_tie_to_any_act_or_from_any_act_shows_awareness():
    assert not c12(P, *AROUND, acts=[act("law", ties=((Tie.IMPLEMENTS, "x"),))])
    assert not c12(P, *AROUND, acts=[act("a", ties=((Tie.CITES, "law"),))])
    repealed = act("y", "abroad", status=PolicyStatus.REPEALED, ties=((Tie.AMENDS, "law"),))
    assert not c12(P, *AROUND, acts=[repealed])


def test_a_body_that_sits_somewhere_is_not_unaware():
    table = (Coordination("charity", "school", "health"),)
    assert not c12(P, *AROUND, acts=[act("law", responsible="school")], coordination=table)
    assert not c12(P, *AROUND, acts=[act("law", responsible="local-authority")], coordination=table)
    assert c12(P, *AROUND, acts=[act("law", responsible="police")], coordination=table)
    assert c12(P, *AROUND, coordination=table)


def test_the_three_may_meet_different_provisions():
    second = offer("p2", "clinic", "hospital")
    parts = (AROUND[0], AROUND[1], may("s", "clinic", "hospital", policy="c"))
    assert c12(P, second, *parts)
    assert not c12(P, *parts)
