"""The portfolio at a glance: a map without overlaps, a matrix that counts each finding right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.coherence.check import check
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, Finding, LegalStanding
from glocal.model.kinds import Axis, Level
from glocal.model.policy import PolicyStatus
from glocal.reports.portfolio_map import NO_SECTOR, portfolio_map, sector_matrix
from tests.core.coherence.cases import TODAY, act, exclude, norm, offer, portfolio, since, until
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio
from tests.core.coherence.tiny import TINY

ENROL = offer("enrol", "school", "enrolment", policy="schools")
CARE = offer("care", "clinic", "primary-care", policy="clinics")
BAR = exclude("bar", "any-body", "any-service", policy="aliens-act")
ACTS = [
    act("schools", sectors=("education",)),
    act("clinics", "city", sectors=("health",)),
    act("aliens-act", sectors=("security", "health")),
]
BASE = portfolio(ENROL, CARE, BAR, acts=ACTS)
BLANK = Finding(
    "f",
    "C2",
    "full",
    Axis.VERTICAL,
    Severity.HIGH,
    Certainty.CERTAIN,
    LegalStanding.NONE,
    (),
    (),
    (),
)


def finding(name: str, *provisions: str, **slots) -> Finding:
    return replace(BLANK, id=name, provisions=provisions, **slots)


def drawn(*findings: Finding, built=BASE):
    return portfolio_map(built, TINY, findings, TODAY)


# ------------------------------------------------------------ where policies lie
def test_the_highest_level_is_on_top_and_sectors_stand_in_their_order():
    found = drawn()
    assert found.columns == ("health", "education", "security")
    assert [(band.level, band.top, band.height) for band in found.bands] == [
        (Level.NATIONAL, 0, 50),
        (Level.LOCAL, 50, 50),
    ]
    assert {node.policy: (node.column, node.line, node.x, node.y) for node in found.nodes} == {
        "schools": (1, 0, 50, 25),
        "aliens-act": (2, 0, 83.333, 25),
        "clinics": (0, 1, 16.667, 75),
    }


def test_policies_of_one_level_and_sector_lie_one_below_the_other():
    acts = [act(name, sectors=("health",)) for name in ("b", "a", "c")]
    found = drawn(built=portfolio(acts=[*acts, act("d", "city", sectors=("health",))]))
    assert [(node.policy, node.line) for node in found.nodes] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 3),
    ]
    assert found.lines == 4
    assert [(band.top, band.height) for band in found.bands] == [(0, 75), (75, 25)]


def test_sectors_in_which_nothing_was_found_can_be_left_out():
    found = portfolio_map(BASE, TINY, [finding("f", "enrol", "bar")], TODAY, only_busy=True)
    assert found.columns == ("education", "security")
    assert {node.policy: (node.column, node.line) for node in found.nodes} == {
        "schools": (0, 0),
        "aliens-act": (1, 0),
    }
    assert [edge.findings for edge in found.edges] == [("f",)]
    assert portfolio_map(BASE, TINY, [], TODAY, only_busy=True) == drawn()


def test_a_policy_without_a_sector_has_that_of_most_of_its_provisions():
    more = [offer(f"p{n}", "clinic", "hospital") for n in range(2)]
    built = portfolio(*more, offer("q", "school", "training"), acts=[act("law"), act("empty")])
    assert {node.policy: node.sector for node in drawn(built=built).nodes} == {
        "law": "health",
        "empty": NO_SECTOR,
    }
    assert drawn(built=built).columns == ("health", NO_SECTOR)


def test_only_what_is_in_force_now_or_later_is_drawn():
    acts = [
        act("ended", period=until(2025)),
        act("coming", period=since(2027)),
        act("draft", status=PolicyStatus.DRAFT),
        act("repealed", status=PolicyStatus.REPEALED),
    ]
    assert [node.policy for node in drawn(built=portfolio(acts=acts)).nodes] == ["coming"]


def test_an_empty_portfolio_gives_an_empty_map():
    found = drawn(built=portfolio())
    assert (found.columns, found.bands, found.nodes, found.edges, found.lines) == (
        (),
        (),
        (),
        (),
        0,
    )


# ------------------------------------------------------------ what ties them
def test_findings_tie_the_policies_of_their_provisions_and_synergies_stand_apart():
    found = drawn(
        finding("one", "enrol", "bar", axis=Axis.HORIZONTAL, severity=Severity.LOW),
        finding("two", "bar", "enrol", severity=Severity.MEDIUM),
        finding("three", "enrol", "care", rule="S1"),
        finding("alone", "care"),
        finding("none"),
    )
    assert [
        (e.source, e.target, e.findings, e.synergies, e.severity, e.axes) for e in found.edges
    ] == [
        (
            "aliens-act",
            "schools",
            ("one", "two"),
            (),
            Severity.MEDIUM,
            (Axis.HORIZONTAL, Axis.VERTICAL),
        ),
        ("clinics", "schools", (), ("three",), None, (Axis.VERTICAL,)),
    ]
    assert found.within == {"clinics": ("alone",)}
    assert found.untied == ("none",)
    assert {n.policy: (n.findings, n.synergies) for n in found.nodes} == {
        "schools": (2, 1),
        "clinics": (1, 1),
        "aliens-act": (2, 0),
    }


def test_a_finding_over_three_policies_ties_each_two_of_them():
    found = drawn(finding("f", "enrol", "care", "bar"))
    assert [(edge.source, edge.target) for edge in found.edges] == [
        ("aliens-act", "clinics"),
        ("aliens-act", "schools"),
        ("clinics", "schools"),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,4}", fullmatch=True),
        st.tuples(
            st.sampled_from(["city", "nation", "abroad", "town"]),
            st.sampled_from([(), ("health",), ("education", "work"), ("own-sector",)]),
            st.sampled_from(list(Level)),
        ),
        max_size=25,
    )
)
def test_no_two_policies_lie_on_one_another_and_each_lies_in_its_band(drafts):
    built = portfolio(
        acts=[act(name, area, level, sectors=own) for name, (area, own, level) in drafts.items()]
    )
    found = drawn(built=built)
    assert {node.policy for node in found.nodes} == set(drafts)
    assert len({(node.column, node.line) for node in found.nodes}) == len(drafts)
    bands = {band.level: band for band in found.bands}
    for node in found.nodes:
        band = bands[node.level]
        assert band.top < node.y < band.top + band.height
        assert 0 < node.x < 100
    again = portfolio(acts=reversed(built.policies.values()))
    assert drawn(built=again) == found


# ------------------------------------------------------------ sector × sector
def matrix(*findings: Finding):
    return sector_matrix(BASE, TINY, findings)


def test_a_finding_counts_where_its_sectors_meet_and_with_one_in_its_own_cell():
    found = matrix(
        finding("f", "enrol", "care"),
        finding("g", "care"),
        finding("h", "enrol", "care", rule="S1"),
        finding("i", params={"action": "shelter"}),
        finding("j", params={"lower": "city"}),
    )
    assert found.sectors == ("health", "education", "housing")
    assert found.cell("health", "education").findings == ("f",)
    assert found.cell("education", "health") == found.cell("health", "education")
    assert found.cell("education", "health").synergies == ("h",)
    assert found.cell("health", "health").findings == ("g",)
    assert found.cell("education", "education").findings == ()
    assert found.cell("housing", "housing").findings == ("i",)
    assert found.elsewhere.findings == ("j",)


def test_a_provision_on_anything_has_the_sector_of_its_policy():
    found = matrix(finding("f", "enrol", "bar"))
    assert found.sectors == ("education", "security")
    assert found.cell("security", "education").findings == ("f",)


def test_an_action_that_the_taxonomy_does_not_know_leaves_the_policy_s_sector():
    built = portfolio(norm(ENROL.modality, "odd", "school", "flying", policy="schools"), acts=ACTS)
    found = sector_matrix(built, TINY, [finding("f", "odd")])
    assert found.cell("education", "education").findings == ("f",)


def test_without_findings_there_is_nothing_to_show():
    found = matrix()
    assert (found.sectors, found.rows) == ((), ())
    with pytest.raises(ValueError, match="not in tuple"):
        found.cell("health", "health")


# ------------------------------------------------------------ real findings
@pytest.mark.parametrize("seed", range(6))
def test_on_random_portfolios_every_finding_is_somewhere(seed):
    built = random_portfolio(seed)
    findings = check(built, TINY, as_of=AS_OF).findings
    found = portfolio_map(built, TINY, findings, AS_OF)
    told = {
        *(name for edge in found.edges for name in (*edge.findings, *edge.synergies)),
        *(name for names in found.within.values() for name in names),
        *found.untied,
    }
    assert told == {item.id for item in findings}
    counted = sector_matrix(built, TINY, findings)
    cells = [cell for row in counted.rows for cell in row] + [counted.elsewhere]
    assert {n for cell in cells for n in (*cell.findings, *cell.synergies)} == told
