"""Every mend of the worked example that changes something makes its finding vanish."""

import pytest

from glocal.coherence.check import check
from glocal.coherence.edits import apply, edits_of
from glocal.coherence.measures import proposals
from glocal.model.finding import Finding, Mend
from tests.knowledge.test_example_portfolio import DAY, loaded, report, report_of

MENDS = [(finding, mend) for finding in report().findings for mend in finding.mends]
CHANGES = [(finding, mend) for finding, mend in MENDS if mend.kind.can_be_tried]
TALKS = [(finding, mend) for finding, mend in MENDS if not mend.kind.can_be_tried]


def name_of(value: object) -> str:
    return value.id if isinstance(value, Finding) else getattr(value, "key", "")


@pytest.mark.parametrize(("finding", "mend"), CHANGES, ids=name_of)
def test_the_finding_vanishes(finding: Finding, mend: Mend) -> None:
    example = loaded("example")
    edits = edits_of(mend, finding, example.portfolio, example.taxonomy)
    changed = apply(example.portfolio, edits)
    after = check(changed, example.taxonomy, as_of=DAY, rules=[finding.rule])
    assert finding.id not in {item.id for item in after.findings}


@pytest.mark.parametrize(("finding", "mend"), TALKS, ids=name_of)
def test_what_changes_nothing_is_in_no_plan(finding: Finding, mend: Mend) -> None:
    example = loaded("example")
    planned = proposals(finding, example.portfolio, example.taxonomy, "puerto-lirio", {})
    assert planned
    assert mend not in [measure.mend for measure in planned]


def test_every_finding_suggests_a_mend_that_changes_something() -> None:
    changed = {finding.id for finding, _mend in CHANGES}
    assert changed == {finding.id for finding in report().findings}


def test_a_firewall_in_the_town_ends_the_danger_and_begins_a_clash_of_laws() -> None:
    """What the town can do alone helps at the counter; in law the State's duty stands."""
    (case,) = [item for item in report().findings if item.variant == "passed-on"]
    (wall,) = [mend for mend in case.mends if mend.key == "add-firewall"]
    assert wall.territory == "puerto-lirio"
    example = loaded("example")
    edits = edits_of(wall, case, example.portfolio, example.taxonomy)
    before = {item.id for item in report().findings}
    new = [
        item
        for item in report_of(apply(example.portfolio, edits)).findings
        if item.id not in before
    ]
    assert [(item.rule, item.variant) for item in new] == [("C1", "data-firewall")]
    assert new[0].provisions[0] == "aliens-register-reports"


def test_an_exception_in_the_act_of_the_state_ends_it_without_a_clash() -> None:
    (case,) = [item for item in report().findings if item.variant == "passed-on"]
    (spare,) = [mend for mend in case.mends if mend.key == "exempt-report"]
    assert spare.territory == "estalia"
    example = loaded("example")
    edits = edits_of(spare, case, example.portfolio, example.taxonomy)
    after = report_of(apply(example.portfolio, edits)).findings
    before = {item.id for item in report().findings}
    assert {item.id for item in after} == before - {case.id}
