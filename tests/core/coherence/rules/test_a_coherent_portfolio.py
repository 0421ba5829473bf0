"""An excess of findings is a fault like a missing one: what is coherent stays silent."""

from dataclasses import replace

from glocal.model.policy import Tie
from glocal.model.portfolio import Channel, Coordination
from glocal.model.provision import Assumption, Benefit, Effect, Means, Support, Tri
from tests.core.coherence.cases import (
    act,
    ban,
    duty,
    exclude,
    found,
    grant,
    help_over,
    may,
    offer,
    report,
    share,
    wall,
)
from tests.core.coherence.tiny import group

PORTFOLIO = (
    # School, safe to go to, with the means that it takes and somewhere to go at 18.
    offer(
        "school",
        "school",
        "enrolment",
        group=group(age="0-5 6-17"),
        policy="education",
        effects=(Effect("schooling", 3),),
        assumptions=(Assumption("schooling", Support.STUDY),),
    ),
    offer("training", "school", "training", policy="education", group=group(age="18-24 60+")),
    grant("school-money", "school", "education", "competence money staff", policy="education"),
    share("pupils", "school", "enrolment", "registry", policy="education", over=("school-wall",)),
    report(
        "residents", "registry", "any-service", policy="migration", group=group(status="irregular")
    ),
    wall("school-wall", "local-authority", "education", policy="education", over=("residents",)),
    # Papers: closed, and granted to all who need them; what bars them has an exception.
    may("permits", "migration-office", "permit", policy="migration"),
    may("addresses", "registry", "address", policy="migration", over=("no-address",)),
    exclude(
        "no-address", "registry", "address", policy="migration", group=group(status="irregular")
    ),
    # Care: a fee for all, lifted for those who cannot pay; spoken of at home and abroad.
    offer("care", "clinic", "primary-care", policy="health", requirements=frozenset({"fee"})),
    help_over("free-care", "clinic", "health", "fee", policy="health"),
    ban("no-research", "police", "hospital", policy="health"),
    duty("foreign-care", "clinic", "primary-care", policy="foreign"),
    # Benefits that differ by sex, for a reason that is stated.
    offer(
        "pension",
        "ministry",
        "pension",
        policy="work",
        group=group(age="60+", gender="female"),
        benefit=Benefit(100, "EUR", None),
        ground="a shorter working life",
        effects=(Effect("schooling", -3, offset=True),),
    ),
    offer(
        "pension-men",
        "ministry",
        "pension",
        policy="work",
        group=group(age="60+", gender="male"),
        benefit=Benefit(90, "EUR", None),
        means={Means.STAFF: Tri.YES},
    ),
)
FRAME = {
    "acts": [
        act("education", responsible="ministry", ties=((Tie.CITES, "migration"),)),
        act("migration", ties=((Tie.CITES, "work"),)),
        act("foreign", "abroad"),
    ],
    "channels": (Channel("city", "nation"), Channel("town", "city")),
    "coordination": (Coordination("school", "clinic", "any-service"),),
}


def test_lesson_15_a_coherent_portfolio_finds_nothing():
    assert found(*PORTFOLIO, **FRAME) == set()


def test_lesson_15_and_each_of_its_careful_words_is_needed():
    def without(name, **changes):
        kept = [item for item in PORTFOLIO if item.id != name]
        changed = [replace(item, **changes) for item in PORTFOLIO if item.id == name and changes]
        return found(*kept, *changed, **FRAME)

    assert without("school-wall") == {("C3", "school", "residents", "registry")}
    assert without("school-money") == {
        ("C5", "school", "competence"),
        ("C5", "training", "competence"),
        ("C5", "training", "money"),
    }
    assert without("permits") == {("C4n", "pension", "permit"), ("C4n", "pension-men", "permit")}
    assert without("addresses", over=()) == {
        ("C2", "addresses", "no-address"),
        ("C4", "school", "no-address"),
    }
    assert without("free-care") == {("C6", "care", "fee")}
    assert without("foreign-care") == {("C7", "primary-care")}
    assert without("pension", ground="") == {("C14", "pension", "pension-men")}
    assert without("training", action="hospital") == {
        ("C13", "school", "turns-18"),
        ("C5", "training", "competence"),
        ("C5", "training", "money"),
    }
