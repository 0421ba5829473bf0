"""Who may, who must, who pays: the body, its task, its means, and the provision behind each."""

from __future__ import annotations

import pytest

from glocal.coherence.check import check
from glocal.model.kinds import Level
from glocal.model.provision import Means, Range, Tri
from glocal.model.taxonomy import Organisation
from glocal.reports.who_does_what import Holding, How, who_does_what
from tests.core.coherence.cases import TODAY, act, duty, grant, may, offer, portfolio, until
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio
from tests.core.coherence.tiny import TINY

UNKNOWN = Holding(Tri.UNKNOWN, How.NOT_KNOWN)
MUST = duty("must", "school", "training")


def rows(*provisions, at="city", **frame):
    return who_does_what(portfolio(*provisions, **frame), TINY, TODAY, at)


def row(*provisions, at="city", **frame):
    (found,) = rows(*provisions, at=at, **frame)
    return found


def test_a_task_without_anything_recorded_is_not_known_and_never_a_no():
    found = row(MUST)
    assert (found.action, found.sector, found.body, found.duties) == (
        "training",
        "education",
        "school",
        ("must",),
    )
    assert (found.competence, found.money, found.staff) == (UNKNOWN, UNKNOWN, UNKNOWN)


def test_what_the_provision_says_is_shown_with_the_provision():
    means = {Means.MONEY: Tri.NO, Means.STAFF: Tri.YES}
    found = row(duty("must", "school", "training", means=means))
    assert found.money == Holding(Tri.NO, How.RECORDED, ("must",))
    assert found.staff == Holding(Tri.YES, How.RECORDED, ("must",))


def test_a_competence_may_be_inherent_to_the_body_or_one_above_it():
    assert row(duty("must", "registry", "permit")).competence == Holding(Tri.YES, How.INHERENT)
    assert row(duty("must", "registry", "hospital")).competence == UNKNOWN


def test_a_grant_names_what_it_gives_for_the_action_or_one_above_it_and_who_gives():
    given = grant("g", "local-authority", "education", "competence money")
    found = next(item for item in rows(MUST, given) if item.duties)
    assert found.competence == Holding(Tri.YES, How.GRANTED, ("g",), ("ministry",))
    assert found.money == Holding(Tri.YES, How.GRANTED, ("g",), ("ministry",))
    assert found.staff == UNKNOWN


def test_a_grant_makes_up_for_what_was_missing_and_a_record_of_yes_needs_none():
    given = grant("g", "school", "training", "money staff")
    means = {Means.MONEY: Tri.NO, Means.STAFF: Tri.YES}
    found = row(duty("must", "school", "training", means=means), given)
    assert found.money.how is How.GRANTED
    assert found.staff == Holding(Tri.YES, How.RECORDED, ("must",))


@pytest.mark.parametrize(
    ("given", "at", "how"),
    [
        pytest.param(grant("g", "school", "training", "money", policy="here"), "city",
                     How.GRANTED, id="in the city"),
        pytest.param(grant("g", "school", "training", "money", policy="here"), "nation",
                     How.NOT_KNOWN, id="not in all of the nation"),
        pytest.param(grant("g", "school", "hospital", "money"), "city", How.NOT_KNOWN,
                     id="for something else"),
        pytest.param(grant("g", "clinic", "training", "money"), "city", How.NOT_KNOWN,
                     id="to another body"),
        pytest.param(grant("g", "school", "training", "money", period=until(2025)), "city",
                     How.NOT_KNOWN, id="ended"),
        pytest.param(grant("g", "school", "training", "money",
                           conditions={"pupils": Range(30, None)}), "city", How.NOT_KNOWN,
                     id="under a condition"),
    ],
)  # fmt: skip
def test_a_grant_counts_where_and_while_it_covers_the_task(given, at, how):
    found = next(
        item for item in rows(MUST, given, at=at, acts=[act("here", "city")]) if item.duties
    )
    assert found.money.how is how


def test_two_grants_cover_a_nation_together():
    parts = [grant(name, "school", "training", "money", policy=name) for name in ("city", "town")]
    acts = [act("city", "city"), act("town", "town")]
    found = next(item for item in rows(MUST, *parts, at="nation", acts=acts) if item.duties)
    assert found.money == Holding(Tri.YES, How.GRANTED, ("city", "town"), ("ministry",))


def test_whoever_has_means_and_no_duty_may_and_need_not():
    found = row(grant("g", "school", "training", "money"))
    assert found.duties == ()
    assert found.money.value is Tri.YES


def test_tasks_elsewhere_and_what_is_only_allowed_are_not_shown():
    assert rows(MUST, at="port") == ()
    assert rows(may("may", "school", "training")) == ()
    bound = Organisation("town-school", "school", Level.LOCAL, territory="town")
    assert rows(duty("must", "town-school", "training"), bodies=[bound]) == ()


def test_a_body_has_one_row_an_action_and_only_what_all_its_tasks_say_counts():
    yes = {Means.STAFF: Tri.YES}
    found = row(duty("a", "school", "training", means=yes), offer("b", "school", "training"))
    assert found.duties == ("a", "b")
    assert found.staff == UNKNOWN


def test_rows_come_by_sector_action_and_body():
    names = [("school", "training"), ("clinic", "hospital"), ("school", "enrolment")]
    tasks = [duty(f"{n}", body, action) for n, (body, action) in enumerate(names)]
    assert [(item.sector, item.action) for item in rows(*tasks)] == [
        ("health", "hospital"), ("education", "enrolment"), ("education", "training"),
    ]  # fmt: skip


def test_an_unknown_territory_is_refused():
    with pytest.raises(ValueError, match="no territory 'atlantis'"):
        rows(MUST, at="atlantis")


def test_a_mandate_found_without_means_is_no_yes_in_the_table():
    seen = 0
    for seed in range(25):
        built = random_portfolio(seed)
        tables = {
            (area, task): item
            for area in built.areas
            for item in who_does_what(built, TINY, AS_OF, area)
            for task in item.duties
            if len(item.duties) == 1
        }
        for finding in check(built, TINY, as_of=AS_OF, rules=["C5"]).findings:
            means = finding.params["means"]
            for area in finding.territories:
                item = tables.get((area, finding.provisions[0]))
                if item is not None:
                    assert getattr(item, means).value is not Tri.YES
                    seen += 1
    assert seen > 40
