"""A territory's portfolio: its own register, what it inherits, its partners; nothing dangles."""

from datetime import date
from typing import Any

import pytest

from glocal.model.population import Dimension, Population
from glocal.model.portfolio import Channel as Way
from glocal.model.portfolio import Coordination
from glocal.model.taxonomy import Action, Goal, Organisation, Taxonomy
from glocal_web.portal.models import Channel, CoordinationAgreement, Territory
from glocal_web.portal.selectors.portfolio import Assembled, assembled
from tests.cast import Cast, municipality
from tests.web.register.filing import body, policy, provision

TAXONOMY = Taxonomy(
    version="1.0",
    population=Population((Dimension("age", ("0-5", "6-17", "18-24", "25-59", "60+")),)),
    actions={
        "any-service": Action("any-service", None, ""),
        "school-enrolment": Action("school-enrolment", "any-service", "education"),
        "address-registration": Action("address-registration", "any-service", "governance"),
    },
    organisations={
        "any-body": Organisation("any-body", None, public=False),
        "school": Organisation("school", "any-body"),
        "landlord": Organisation("landlord", "any-body", public=False),
    },
    cannot={},
    goals={"school-attendance": Goal("school-attendance")},
)


def made(territory: Territory, **options: Any) -> Assembled:
    return assembled(territory, TAXONOMY, **options)


def test_own_and_inherited_provisions_and_those_of_partners_come_together(cast: Cast) -> None:
    norr = Territory.objects.create(slug="norr", name="Norr", level="national")
    Territory.objects.filter(pk=cast.partner.pk).update(parent=norr)
    for number, territory in enumerate(
        (cast.country, cast.province, cast.territory, cast.partner, norr, cast.other_territory)
    ):
        provision(policy(territory, f"act-{number}"), "enrolment")
    found = made(cast.territory).portfolio
    assert set(found.provisions) == {
        f"{slug}.enrolment" for slug in ("estalia", "vallemar", "puerto-lirio", "norrhaven", "norr")
    }
    assert found.policies["estalia.act-0"].pack == "estalia"
    assert found.policies["puerto-lirio.act-2"].pack == ""
    assert {one.id: one.parent for one in found.areas.values()} == {
        "puerto-lirio": "vallemar",
        "vallemar": "estalia",
        "estalia": None,
        "norrhaven": "norr",
        "norr": None,
    }
    assert found.links == (("puerto-lirio", "norrhaven"),)


def test_a_reference_means_the_row_of_its_own_register_unless_it_names_another(cast: Cast) -> None:
    national = policy(cast.country, "education-act")
    provision(national, "enrolment")
    body(cast.territory, "school-of-the-port", "School of the Port")
    local = policy(
        cast.territory,
        "ordinance",
        ties=[
            ["implements", "estalia.education-act"],
            ["cites", "gone"],
            ["cites", "estalia.gone"],
        ],
        responsible="school-of-the-port",
    )
    provision(local, "enrolment", who="school-of-the-port", over=["estalia.enrolment", "gone"])
    found = made(cast.territory).portfolio
    mine = found.provisions["puerto-lirio.enrolment"]
    assert mine.bearer == "puerto-lirio.school-of-the-port"
    assert mine.over == ("estalia.enrolment",)
    assert found.policies["puerto-lirio.ordinance"].ties == (
        ("implements", "estalia.education-act"),
    )
    assert found.policies["puerto-lirio.ordinance"].responsible == "puerto-lirio.school-of-the-port"
    school = found.organisations["puerto-lirio.school-of-the-port"]
    assert (school.parent, school.territory, school.public) == ("school", "puerto-lirio", True)


@pytest.mark.parametrize(
    "slots",
    [
        {"action": "gone"},
        {"who": "gone"},
        {"to": "gone"},
        {"for": {"age": ["6-99"]}},
        {"for": {"height": ["tall"]}},
        {"for": {"age": []}},
    ],
)
def test_what_the_taxonomy_does_not_know_is_left_out_and_named(
    cast: Cast, slots: dict[str, Any]
) -> None:
    act = policy(cast.territory, "act")
    provision(act, "odd", **slots)
    provision(act, "plain")
    found = made(cast.territory)
    assert set(found.portfolio.provisions) == {"puerto-lirio.plain"}
    assert found.left_out == ("puerto-lirio.odd",)


def test_side_remarks_that_mean_nothing_are_dropped_alone(cast: Cast) -> None:
    effects = [
        {"goal": "school-attendance", "strength": 2, "territory": "norrhaven"},
        {"goal": "school-attendance", "strength": 2, "territory": "santa-brena"},
        {"goal": "gone", "strength": 2},
    ]
    provision(
        policy(cast.territory), "p", effects=effects, assumes=[{"goal": "gone"}], after=["gone"]
    )
    found = made(cast.territory).portfolio.provisions["puerto-lirio.p"]
    assert [one.territory for one in found.effects] == ["norrhaven"]
    assert (found.assumptions, found.prerequisites) == ((), ())


def test_drafts_are_part_of_ones_own_portfolio_only(cast: Cast) -> None:
    provision(policy(cast.province, "theirs", status="draft"), "theirs")
    provision(policy(cast.territory, "ours", status="draft"), "ours")
    found = made(cast.territory).portfolio
    assert set(found.policies) == {"puerto-lirio.ours"}
    assert set(found.provisions) == {"puerto-lirio.ours"}


def test_as_of_a_day_what_ended_before_is_left_out(cast: Cast) -> None:
    ended = policy(cast.territory, "ended", valid_until=date(2020, 1, 1))
    provision(ended, "of-the-ended")
    open_act = policy(cast.territory, "open")
    provision(open_act, "until", until="2020-01-01")
    provision(open_act, "stays")
    last = made(cast.territory, on=date(2019, 12, 31)).portfolio
    assert set(last.provisions) == {f"puerto-lirio.{k}" for k in ("of-the-ended", "until", "stays")}
    after = made(cast.territory, on=date(2020, 1, 1)).portfolio
    assert set(after.provisions) == {"puerto-lirio.stays"}
    assert set(after.policies) == {"puerto-lirio.open"}


def test_a_territory_below_that_a_provision_names_is_an_area(cast: Cast) -> None:
    provision(policy(cast.province), "here", territory="puerto-lirio")
    provision(policy(cast.province), "nowhere", territory="gone")
    above = made(cast.province).portfolio
    assert above.areas["puerto-lirio"].parent == "vallemar"
    assert set(above.provisions) == {"vallemar.here"}
    # In the town beside it, it does not hold.
    assert not made(cast.other_territory).portfolio.provisions


def test_channels_and_agreements_come_along_where_both_ends_are_known(cast: Cast) -> None:
    Channel.objects.create(territory=cast.territory, target=cast.province, by="Table")
    Channel.objects.create(territory=cast.territory, target=cast.other_territory, by="Letters")
    CoordinationAgreement.objects.create(
        territory=cast.territory, first="school", second="landlord"
    )
    CoordinationAgreement.objects.create(
        territory=cast.territory, first="school", second="landlord", action="gone"
    )
    CoordinationAgreement.objects.create(territory=cast.territory, first="school", second="gone")
    Territory.objects.filter(pk=cast.territory.pk).update(channels_complete=True)
    found = made(cast.territory).portfolio
    assert found.channels == (Way("puerto-lirio", "vallemar", "Table"),)
    assert found.coordination == (Coordination("school", "landlord", None),)
    assert found.channels_complete == {"puerto-lirio"}


def test_the_stamp_changes_with_every_register_and_with_the_tree(cast: Cast) -> None:
    stamps = [made(cast.territory).stamp]
    for slug in ("estalia", "vallemar", "puerto-lirio", "norrhaven"):
        Territory.objects.filter(slug=slug).update(register_version=7)
        stamps.append(made(cast.territory).stamp)
    cast.territory.partners.clear()
    stamps.append(made(cast.territory).stamp)
    assert len(set(stamps)) == 6
    municipality("Elsewhere", cast.country)
    assert made(cast.territory).stamp == stamps[-1]


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_num_queries: Any) -> None:
    municipality("Harbour district", cast.territory)
    provision(policy(cast.territory), territory="harbour-district")
    with django_assert_num_queries(10):
        made(cast.territory)
    for territory in (cast.country, cast.province, cast.territory, cast.partner):
        for _number in range(5):
            act = policy(territory)
            for _provision in range(4):
                provision(act)
    with django_assert_num_queries(10):
        found = made(cast.territory)
    assert len(found.portfolio.provisions) == 81
