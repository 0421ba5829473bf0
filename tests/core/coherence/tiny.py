"""A world small enough to count on one's fingers: 36 cells, 16 actions, a dozen bodies.

Every property of a taxonomy that a rule reads occurs in it at least once, some at the top of the
tree so that it is passed down, some at a leaf.
"""

from __future__ import annotations

from glocal.model.kinds import Level
from glocal.model.population import Dimension, Group, Implication, Population
from glocal.model.taxonomy import (
    Action,
    Contact,
    EvidenceLink,
    Goal,
    Organisation,
    Reveals,
    Taxonomy,
    Transition,
)


def group(**limits: str) -> Group:
    """A group by keywords: ``group(status="refugee irregular", age="6-17")``."""
    return Group({name: frozenset(values.split()) for name, values in limits.items()})


POPULATION = Population(
    dimensions=(
        Dimension("status", ("citizen", "refugee", "irregular"), protected=True),
        Dimension("age", ("0-5", "6-17", "18-24", "60+"), protected=True),
        Dimension("gender", ("female", "male"), protected=True),
        Dimension("family", ("alone", "unaccompanied-minor")),
    ),
    implications=(
        Implication(
            ("family", frozenset({"unaccompanied-minor"})), ("age", frozenset({"0-5", "6-17"}))
        ),
    ),
)

ACTIONS = (
    Action("any-service", None, ""),
    # The school reveals the parents; what it requires comes from its own line.
    Action("education", "any-service", "education", contact=(Contact("school", Reveals.GUARDIAN),)),
    Action(
        "enrolment",
        "education",
        "education",
        continuous=True,
        requires=("address",),
        successors=("training",),
    ),
    Action("training", "education", "education", costly=True),
    # The clinic reveals its user, and says so for all of health.
    Action("health", "any-service", "health", contact=(Contact("clinic", Reveals.USER),)),
    Action(
        "primary-care",
        "health",
        "health",
        core=True,
        relevant=group(status="refugee irregular"),
        needs=("id-proof",),
    ),
    Action("hospital", "health", "health", costly=True, needs=("fee",)),
    # Work as a whole needs a permit; it counts at both ends of a corridor.
    Action("work", "any-service", "work", requires=("permit",)),
    Action("job", "work", "work", closed=True),
    Action("pension", "work", "work", continuous=True),
    Action("papers", "any-service", "papers", portable=True),
    # Citizens need no permit; whoever else has none to show has none.
    Action("permit", "papers", "papers", closed=True, closed_for=group(status="refugee irregular")),
    Action("address", "papers", "papers"),
    # A shelter reveals the whole household.
    Action("housing", "any-service", "housing", costly=True, continuous=True),
    Action(
        "shelter",
        "housing",
        "housing",
        contact=(Contact("social-office", Reveals.HOUSEHOLD),),
        successors=("rent-aid",),
        needs=("language",),
    ),
    Action("rent-aid", "housing", "housing", requires=("address",)),
)

ORGANISATIONS = (
    Organisation("any-body", None),
    Organisation("national-authority", "any-body", Level.NATIONAL),
    Organisation("ministry", "national-authority", inherent=("work",)),
    Organisation("migration-office", "national-authority"),
    Organisation("police", "national-authority"),
    Organisation("local-authority", "any-body", Level.LOCAL, inherent=("papers",)),
    Organisation("registry", "local-authority"),
    Organisation("school", "local-authority"),
    Organisation("social-office", "local-authority", inherent=("shelter",)),
    Organisation("clinic", "any-body"),  # no level of its own, nor above it
    Organisation("charity", "any-body", Level.LOCAL, public=False),
)

TINY = Taxonomy(
    version="tiny",
    population=POPULATION,
    actions={item.id: item for item in ACTIONS},
    organisations={item.id: item for item in ORGANISATIONS},
    cannot={
        "id-proof": (group(status="irregular"),),
        "language": (group(status="refugee", age="18-24 60+"), group(age="0-5")),
        "fee": (group(family="unaccompanied-minor"),),
    },
    goals={
        "schooling": Goal("schooling"),
        "employment": Goal("employment"),
        "belonging": Goal("belonging"),  # of which nothing is known
        "public-trust": Goal("public-trust", collective=True),
    },
    evidence=(
        EvidenceLink("education", "schooling", 1, 2),
        EvidenceLink("training", "employment", 1, 3),
        EvidenceLink("schooling", "employment", 1, 1),
        EvidenceLink("employment", "public-trust", 1, 2),
        EvidenceLink("papers", "public-trust", -1, 3),
        EvidenceLink("address", "public-trust", 1, 1),
        EvidenceLink("housing", "schooling", -1, 2),
        EvidenceLink("shelter", "schooling", 1, 3),
        EvidenceLink("public-trust", "schooling", -1, 2),
        EvidenceLink("work", "employment", 1, 0),
    ),
    transitions=(
        # Whoever was an unaccompanied minor is alone from then on.
        Transition(
            "turns-18",
            "age",
            frozenset({"6-17"}),
            frozenset({"18-24"}),
            {"family": {"unaccompanied-minor": "alone"}},
        ),
        Transition(
            "is-recognised", "status", frozenset({"irregular"}), frozenset({"refugee", "citizen"})
        ),
        Transition(
            "finds-family", "family", frozenset({"unaccompanied-minor"}), frozenset({"alone"})
        ),
        Transition("turns-6", "age", frozenset({"0-5"}), frozenset({"6-17"})),
    ),
)
