"""Who is covered by the core services: named, meant with everybody, silent, shut out, unknown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glocal.coherence.check import check
from glocal.model.population import EVERYBODY, Group, GroupBasis
from glocal.model.provision import Range
from glocal.reports.core_coverage import CoverageCell, Extent, Said, core_coverage
from tests.core.coherence.cases import TODAY, act, ban, exclude, may, offer, portfolio, until
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio
from tests.core.coherence.tiny import TINY, group

IRREGULAR = group(status="irregular")
CARE = offer("care", "clinic", "primary-care", group=EVERYBODY)
BAR = exclude("bar", "clinic", "health", group=IRREGULAR)


def cells(*provisions, at="city", by="status", **frame) -> dict[str, CoverageCell]:
    """By value of a dimension: what is said of those people about primary care."""
    (table,) = core_coverage(portfolio(*provisions, **frame), TINY, TODAY, at, [by])
    (row,) = table.rows
    assert row.action == "primary-care"
    return {cell.value: cell for cell in row.cells}


def said(*provisions, **frame) -> dict[str, Said]:
    return {value: cell.said for value, cell in cells(*provisions, **frame).items()}


# ------------------------------------------------------------ one service, one group
def test_the_service_is_not_asked_of_those_whom_it_does_not_concern():
    # Primary care is asked of refugees and people in an irregular situation here.
    assert said()["citizen"] is Said.NOT_ASKED
    assert said()["irregular"] is Said.NOT_RECORDED


def test_a_group_may_be_named():
    named = replace(CARE, group=group(status="refugee citizen"))
    found = cells(named)
    assert (found["refugee"].said, found["irregular"].said) == (Said.NAMED, Said.NOT_RECORDED)
    assert found["refugee"].named == ("care",)
    assert (found["refugee"].offered, found["irregular"].offered) == (Extent.ALL, Extent.NONE)


def test_everybody_is_less_than_named_and_so_is_naming_people_in_another_way():
    assert said(CARE)["irregular"] is Said.EVERYBODY
    women = replace(CARE, group=group(gender="female"))
    found = cells(women)["irregular"]
    assert (found.said, found.offered, found.everybody) == (Said.EVERYBODY, Extent.SOME, ("care",))
    by_gender = said(women, by="gender")
    assert by_gender == {"female": Said.NAMED, "male": Said.NOT_RECORDED}


@pytest.mark.parametrize(
    ("basis", "expected", "offered"),
    [
        (GroupBasis.SILENT, Said.SILENT, Extent.ALL),
        (GroupBasis.UNSAID, Said.NOT_RECORDED, Extent.NONE),
    ],
)
def test_a_text_that_names_nobody_is_silent_and_one_not_read_is_not_recorded(
    basis, expected, offered
):
    found = cells(replace(CARE, group=Group({}, basis)))["irregular"]
    assert (found.said, found.offered) == (expected, offered)
    assert found.silent + found.unsaid == ("care",)


def test_the_strongest_word_counts_and_all_are_kept():
    silent = offer("silent", "clinic", "health", group=Group({}, GroupBasis.SILENT))
    named = offer("named", "clinic", "primary-care", group=IRREGULAR)
    found = cells(CARE, silent, named)["irregular"]
    assert found.said is Said.NAMED
    assert (found.named, found.everybody, found.silent) == (("named",), ("care",), ("silent",))


# ------------------------------------------------------------ shut out
def test_an_exclusion_counts_before_every_offer():
    found = cells(CARE, BAR)
    assert (found["irregular"].said, found["refugee"].said) == (Said.EXCLUDED, Said.EVERYBODY)
    assert (found["irregular"].excluded, found["irregular"].exclusions) == (Extent.ALL, ("bar",))


def test_part_of_a_group_may_be_shut_out():
    found = cells(CARE, replace(BAR, group=group(status="irregular", gender="male")))["irregular"]
    assert (found.said, found.excluded, found.offered) == (
        Said.EXCLUDED,
        Extent.SOME,
        Extent.ALL,
    )


def test_an_exception_lifts_an_exclusion_if_it_covers_its_cases():
    spared = may("spared", "clinic", "primary-care", group=IRREGULAR, over=("bar",))
    assert said(CARE, BAR, spared)["irregular"] is Said.NAMED
    narrow = replace(spared, conditions={"residence": Range(6, None)})
    assert said(CARE, BAR, narrow)["irregular"] is Said.EXCLUDED
    other = replace(spared, action="hospital")
    assert said(CARE, BAR, other)["irregular"] is Said.EXCLUDED


def test_the_scheme_of_another_body_of_the_same_level_shuts_nobody_out_of_this_one():
    beside = replace(BAR, bearer="charity")
    assert said(CARE, beside)["irregular"] is Said.EVERYBODY
    above = replace(beside, policy="city-act")
    assert said(CARE, above, acts=[act("city-act", "city")])["irregular"] is Said.EXCLUDED


def test_a_ban_shuts_out_only_where_nobody_offers_the_service():
    no = ban("no", "charity", "health")
    found = cells(CARE, no)["irregular"]
    assert (found.said, found.excluded, found.bans) == (Said.EVERYBODY, Extent.NONE, ("no",))
    assert said(no)["irregular"] is Said.EXCLUDED


# ------------------------------------------------------------ where and when
def test_only_what_is_in_force_here_and_now_counts():
    assert said(replace(CARE, period=until(2025)))["irregular"] is Said.NOT_RECORDED
    town = [act("law", "town")]
    assert said(CARE, acts=town)["irregular"] is Said.NOT_RECORDED
    assert said(CARE, acts=town, at="town")["irregular"] is Said.EVERYBODY


def test_in_a_nation_an_offer_must_hold_everywhere_and_an_exclusion_somewhere():
    city = [act("law", "city"), act("bars", "city")]
    assert said(CARE, acts=city, at="nation")["irregular"] is Said.NOT_RECORDED
    somewhere = replace(BAR, policy="bars")
    whole = replace(CARE, policy="whole")
    assert said(whole, somewhere, acts=city, at="nation")["irregular"] is Said.EXCLUDED


def test_an_offer_of_something_broader_covers_and_of_something_narrower_does_not():
    assert said(offer("all", "clinic", "any-service"))["irregular"] is Said.EVERYBODY
    assert said(offer("one", "clinic", "hospital"))["irregular"] is Said.NOT_RECORDED


# ------------------------------------------------------------ the whole table
def test_there_is_a_table_for_each_dimension_in_its_order():
    tables = core_coverage(portfolio(CARE), TINY, TODAY, "city")
    assert [table.dimension for table in tables] == ["status", "age", "gender", "family"]
    assert tables[1].values == ("0-5", "6-17", "18-24", "60+")
    assert [len(row.cells) for table in tables for row in table.rows] == [3, 4, 2, 2]


@pytest.mark.parametrize(
    ("at", "by", "told"), [("atlantis", "status", "territory"), ("city", "shoe", "dimension")]
)
def test_unknown_names_are_refused(at, by, told):
    with pytest.raises(ValueError, match=f"no {told}"):
        core_coverage(portfolio(CARE), TINY, TODAY, at, [by])


def test_where_a_service_is_silent_somebody_is_not_recorded():
    seen = 0
    for seed in range(25):
        built = random_portfolio(seed)
        for finding in check(built, TINY, as_of=AS_OF, rules=["C7"]).findings:
            for area in finding.territories:
                (table,) = core_coverage(built, TINY, AS_OF, area, ["status"])
                (row,) = table.rows
                assert any(
                    cell.offered is not Extent.ALL
                    for cell in row.cells
                    if cell.said is not Said.NOT_ASKED
                )
                seen += 1
    assert seen > 20


def test_the_example_of_the_page():
    page = (Path(__file__).parents[3] / "docs" / "methods" / "portfolio-views.md").read_text()
    named = offer("named", "clinic", "primary-care", group=group(status="refugee"))
    women = offer("women", "clinic", "health", group=group(gender="female"))

    def told(found):
        return {value: (one.said.value, one.offered, one.excluded) for value, one in found.items()}

    assert told(cells(named, women, BAR)) == {
        "citizen": ("not-asked", Extent.NONE, Extent.NONE),
        "refugee": ("named", Extent.ALL, Extent.NONE),
        "irregular": ("excluded", Extent.SOME, Extent.ALL),
    }
    assert "| cell | not asked | **named** | **excluded** |" in page
    assert told(cells(named, women))["irregular"] == ("everybody", Extent.SOME, Extent.NONE)


# ------------------------------------------------------------ promised, and closed
def test_a_ban_beside_an_offer_and_an_exclusion_from_it_are_told_as_both():
    no = ban("no", "charity", "health", group=IRREGULAR)
    found = cells(CARE, no)
    assert found["irregular"].disputed is Extent.ALL
    assert found["refugee"].disputed is Extent.NONE
    assert cells(CARE, BAR)["irregular"].disputed is Extent.ALL
    assert cells(no)["irregular"].disputed is Extent.NONE


def test_the_scheme_of_another_body_is_no_dispute():
    assert cells(CARE, replace(BAR, bearer="charity"))["irregular"].disputed is Extent.NONE
