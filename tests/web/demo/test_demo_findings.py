"""The registers of the worked example, what the check finds in them, and what people decided."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from django.test import Client

from glocal.errors import GlocalError, KnowledgeError
from glocal_web.portal.models import (
    Action,
    CoherenceState,
    FindingRecord,
    Person,
    Policy,
    Provision,
    Territory,
)
from glocal_web.portal.services.demo_files import demo_folder, read_demo
from glocal_web.portal.services.load_demo import load_demo
from glocal_web.portal.services.rechecking import Outcome, bring_up_to_date
from tests.cast import sign_in


@pytest.fixture
def example(db: None) -> None:
    load_demo()


def checked(slug: str) -> dict[str, list[FindingRecord]]:
    """The findings of a territory by rule, after a check."""
    territory = Territory.objects.get(slug=slug)
    assert bring_up_to_date(territory).outcome in (Outcome.CHECKED, Outcome.FRESH)
    found: dict[str, list[FindingRecord]] = {}
    for record in FindingRecord.objects.filter(territory=territory):
        found.setdefault(record.rule, []).append(record)
    return found


def test_every_policy_is_in_the_register_of_its_territory(example: None) -> None:
    filed: dict[str, int] = {}
    for path in demo_folder().glob("portfolio/*.yaml"):
        for one in yaml.safe_load(path.read_text(encoding="utf-8")).get("policies", []):
            row = Policy.objects.get(territory__slug=one["territory"], key=one["id"])
            assert row.provisions.count() == len(one["provisions"])
            filed[one["territory"]] = filed.get(one["territory"], 0) + len(one["provisions"])
    assert {"estalia", "cordaluz", "vallemar", "puerto-lirio", "norrhaven"} <= set(filed)
    assert Provision.objects.count() == sum(filed.values())
    assert Territory.objects.get(slug="cordaluz").channels_complete


def test_the_site_finds_the_three_incoherences_of_the_brief(example: None) -> None:
    here = checked("puerto-lirio")
    sets = {tuple(one.snapshot["provisions"]) for one in here["C3"]}
    school = (
        "estalia.edu-enrol",
        "puerto-lirio.lirio-pupils-to-register",
        "estalia.aliens-register-reports",
    )
    assert school in sets
    assert ("vallemar.gender-report", "estalia.aliens-police-reports") in sets
    work = {tuple(one.snapshot["provisions"]) for one in here["C4"]}
    assert ("estalia.equal-work", "estalia.aliens-work-bar") in work


def test_the_neighbour_that_keeps_its_register_to_itself_has_no_school_case(example: None) -> None:
    there = checked("los-alcores")
    assert not any("edu-enrol" in str(one.snapshot["provisions"]) for one in there["C3"])
    assert "C1" in there


def test_people_of_the_example_have_decided(example: None) -> None:
    state = {
        (one.territory.slug, one.rule, one.workflow): one
        for one in FindingRecord.objects.exclude(workflow="open").select_related("territory")
    }
    accepted = state["vallemar", "C14", "accepted"]
    assert str(accepted.decided_by) == "Lucía Montero"
    assert accepted.expires_on is not None
    addressed = state["vallemar", "C1", "being-addressed"]
    assert addressed.action is not None
    assert addressed.action.title.startswith("Ask the ministry")
    assert ("puerto-lirio", "C8", "being-addressed") in state
    assert set(FindingRecord.objects.exclude(verdict="").values_list("verdict", flat=True)) == {
        "right",
        "unclear",
    }


def test_a_reset_puts_registers_and_decisions_back(example: None) -> None:
    territory = Territory.objects.get(slug="vallemar")
    Provision.objects.filter(territory=territory).delete()
    FindingRecord.objects.filter(territory=territory).update(workflow="resolved")
    version = territory.register_version
    load_demo(reset=True)
    territory.refresh_from_db()
    # A check that was made before must not be taken for one of the register that is back.
    assert territory.register_version > version
    assert Provision.objects.filter(territory=territory).exists()
    assert FindingRecord.objects.get(territory=territory, rule="C14").workflow == "accepted"
    assert not FindingRecord.objects.filter(workflow="resolved").exists()
    assert CoherenceState.objects.count() == 2


def test_nobody_without_the_right_sees_the_school_case(client: Client, example: None) -> None:
    reader = Person.objects.get(email="berta.solis@example.org")
    page = sign_in(client, reader).get("/territories/vallemar/coherence/?state=all")
    assert "may be reported" not in page.content.decode()
    coordinator = Person.objects.get(email="lucia.montero@example.org")
    page = sign_in(client, coordinator).get("/territories/vallemar/coherence/?state=all")
    assert "may be reported" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"territory": "nowhere"}, "There is no territory 'nowhere'"),
        ({"rule": "C99"}, "There is no rule 'C99'"),
        ({"verdict": {"verdict": "right", "by": "nobody"}}, "There is no person 'nobody'"),
        (
            {"decision": {"workflow": "accepted", "reason": "R", "by": "lucia"}},
            "says in how many days",
        ),
        (
            {"decision": {"workflow": "dismissed", "reason": "R", "days": 3, "by": "lucia"}},
            "says in how many days",
        ),
    ],
)
def test_mistakes_in_the_file_are_told(
    db: None, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    entry = {"territory": "vallemar", "rule": "C11", "provisions": ["vallemar.safety-checks"]}
    with pytest.raises(KnowledgeError, match=told):
        load_demo(read_demo(changed(tmp_path, [entry | change])))


def test_a_decision_about_what_is_not_found_stops_the_load(db: None, tmp_path: Path) -> None:
    entry = {"territory": "vallemar", "rule": "C2", "provisions": ["vallemar.safety-checks"]}
    with pytest.raises(GlocalError, match="does not find"):
        load_demo(read_demo(changed(tmp_path, [entry])))
    assert not Territory.objects.exists()
    assert not Action.objects.exists()


def changed(tmp_path: Path, findings: list[dict[str, Any]]) -> Path:
    """A copy of the example with other decisions."""
    copy = copytree(demo_folder(), tmp_path / "demo")
    (copy / "findings.yaml").write_text(yaml.safe_dump({"findings": findings}), encoding="utf-8")
    return Path(copy)
