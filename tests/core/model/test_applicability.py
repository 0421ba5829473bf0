"""Which indicators a territory is asked, and the reason for each that it is not."""

import pytest

from glocal.model.applicability import NotAskedReason, reason_not_asked, split_by_applicability
from glocal.model.kinds import CompetenceShare, Level, MobilityRole
from glocal.model.territory import Territory
from tests.core.tiny import framework_of, indicator

CITY = Territory(
    "c",
    "City",
    Level.LOCAL,
    frozenset({MobilityRole.DESTINATION}),
    {"police": CompetenceShare.NONE, "housing": CompetenceShare.SHARED},
)


@pytest.mark.parametrize(
    ("changes", "reason", "needs"),
    [
        ({"levels": (Level.NATIONAL,)}, NotAskedReason.LEVEL, ("national",)),
        (
            {"roles": (MobilityRole.ORIGIN, MobilityRole.RETURN)},
            NotAskedReason.ROLE,
            ("origin", "return"),
        ),
        ({"competence": "police"}, NotAskedReason.COMPETENCE, ("police",)),
    ],
)
def test_what_is_not_asked_says_what_is_missed(changes, reason, needs):
    found = reason_not_asked(indicator("A1.1", **changes), CITY)
    assert (found.reason, found.needs) == (reason, needs)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"levels": (Level.LOCAL, Level.NATIONAL)},
        {"roles": (MobilityRole.ORIGIN, MobilityRole.DESTINATION)},
        {"competence": "housing"},  # a share is enough
        {"competence": "schools"},  # not named counts as held
    ],
)
def test_an_indicator_is_asked_unless_something_speaks_against_it(changes):
    assert reason_not_asked(indicator("A1.1", **changes), CITY) is None


def test_every_indicator_is_either_asked_or_has_a_reason():
    framework = framework_of(
        [indicator("A1.1"), indicator("A1.2", competence="police"), indicator("A1.3")]
    )
    asked, not_asked = split_by_applicability(framework, CITY)
    assert [item.code for item in asked] == ["A1.1", "A1.3"]
    assert [item.indicator.code for item in not_asked] == ["A1.2"]
