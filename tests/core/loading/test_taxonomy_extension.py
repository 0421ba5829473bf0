"""A country adds to the taxonomy; what does not fit is told with the place where it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from glocal.errors import KnowledgeError
from glocal.loading.plain_yaml import read_plain_yaml
from glocal.loading.schema import validator
from glocal.loading.taxonomy import extended, taxonomy, taxonomy_words
from glocal.loading.taxonomy_text import words_with
from glocal.model.kinds import Level
from glocal.model.population import Group
from glocal.model.taxonomy import Contact, Reveals

ROOT = Path(__file__).parents[3]
BASE = taxonomy("1.0")

ADDED: dict[str, Any] = {
    "actions": [
        {
            "id": "koranic-school",
            "parent": "schooling",
            "name": {"en": "a Koranic school", "fr": "x"},
        },
        {"id": "koranic-exam", "parent": "koranic-school", "requires": ["koranic-school"]},
        {
            "id": "school-enrolment",
            "contact": [{"organisation": "district-office", "reveals": "guardian"}],
            "needs": ["proof-of-address"],
            "source": "School Act",
        },
        {"id": "social-assistance", "closed": False},
    ],
    "organisations": [
        {"id": "district-office", "parent": "regional-authority", "inherent": ["koranic-school"]},
    ],
    "goals": [{"id": "clean-air", "collective": True, "sdg": ["11.6"]}],
    "evidence": [
        {
            "cause": "koranic-school",
            "goal": "learning",
            "sign": 1,
            "support": 1,
            "source": "a study",
        }
    ],
    "transitions": [{"id": "drafted", "dimension": "age", "from": ["6-17"], "to": ["25-59"]}],
    "cannot": {"fee": [{"group": {"status": ["student"]}, "source": "a survey"}]},
}


def test_what_is_added_stands_beside_what_was_there() -> None:
    found = extended(BASE, ADDED)
    assert found.version == BASE.version
    assert found.actions["koranic-school"].sector == "education"
    assert found.actions["koranic-exam"].sector == "education"
    assert found.organisations["district-office"].level is None
    assert found.organisations["regional-authority"].level is Level.INTERMEDIATE
    assert found.goals["clean-air"].collective
    assert found.evidence[: len(BASE.evidence)] == BASE.evidence
    assert found.evidence[-1].cause == "koranic-school"
    assert found.transitions[-1].id == "drafted"
    assert found.cannot["fee"] == (*BASE.cannot["fee"], Group({"status": frozenset({"student"})}))
    assert found.population is BASE.population


def test_an_action_that_is_known_gets_more_relations_and_keeps_its_own() -> None:
    before, after = (
        BASE.actions["school-enrolment"],
        extended(BASE, ADDED).actions["school-enrolment"],
    )
    assert after.contact == (*before.contact, Contact("district-office", Reveals.GUARDIAN))
    assert after.needs == (*before.needs, "proof-of-address")
    assert (after.parent, after.sector, after.core) == (before.parent, before.sector, before.core)
    assert after.relevant == before.relevant
    assert after.source == f"{before.source}; School Act"


def test_a_yes_or_no_takes_the_place_of_the_known_one() -> None:
    assert BASE.actions["social-assistance"].closed
    after = extended(BASE, ADDED).actions["social-assistance"]
    assert not after.closed
    assert after.requires == BASE.actions["social-assistance"].requires


def test_the_base_is_left_as_it_was_and_nothing_added_is_the_base() -> None:
    extended(BASE, ADDED)
    assert "koranic-school" not in BASE.actions
    assert extended(BASE, {}) is BASE


@pytest.mark.parametrize(
    ("extension", "key", "what", "mend"),
    [
        (
            {"actions": [{"id": "x", "parent": "schoolin"}]},
            "actions.0.parent",
            "There is no action 'schoolin'.",
            "Did you mean 'schooling'?",
        ),
        (
            {"actions": [{"id": "school-enrolmet", "core": True}]},
            "actions.0",
            "The action 'school-enrolmet' has no parent.",
            "Did you mean 'school-enrolment'?",
        ),
        (
            {"actions": [{"id": "school-meals", "parent": "health"}]},
            "actions.0.parent",
            "The action 'school-meals' is in the taxonomy, with its place.",
            "Leave 'parent' out to add to it, or give a new action another id.",
        ),
        (
            {"actions": [{"id": "school-meals"}, {"id": "school-meals"}]},
            "actions.1.id",
            "The action 'school-meals' is already in the list of actions.",
            "Give it another id.",
        ),
        (
            {"actions": [{"id": "school-enrolment", "requires": ["school-meals"]}]},
            "actions.0.requires",
            "The requirements go in a circle: school-enrolment → school-meals → school-enrolment.",
            "Leave one of them out; an action also has those of the actions above it.",
        ),
        (
            {"actions": [{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}]},
            "actions.0.parent",
            "The actions stand below one another in a circle: a → b → a.",
            "Put one of them elsewhere.",
        ),
        (
            {"organisations": [{"id": "school", "parent": "local-authority"}]},
            "organisations.0.id",
            "The organisation 'school' is already in the taxonomy.",
            "Give it another id.",
        ),
        (
            {"organisations": [{"id": "x"}]},
            "organisations.0.parent",
            "The key 'parent' is missing.",
            "Add 'parent'.",
        ),
        (
            {"goals": [{"id": "learning"}]},
            "goals.0.id",
            "The goal 'learning' is already in the taxonomy.",
            "Give it another id.",
        ),
        (
            {
                "transitions": [
                    {"id": "turns-18", "dimension": "age", "from": ["6-17"], "to": ["60+"]}
                ]
            },
            "transitions.0.id",
            "The transition 'turns-18' is already in the taxonomy.",
            "Give it another id.",
        ),
        (
            {"cannot": {"fees": [{"group": {"age": ["60+"]}, "source": "x"}]}},
            "cannot.fees.0",
            "There is no barrier 'fees'.",
            "Did you mean 'fee'?",
        ),
        ({"population": {}}, "population", "The key 'population' is not known here.", "Known keys"),
    ],
)
def test_what_does_not_fit_is_refused(
    extension: dict[str, Any], key: str, what: str, mend: str
) -> None:
    with pytest.raises(KnowledgeError) as refused:
        extended(BASE, extension)
    told = [problem for problem in refused.value.problems if problem.key == key]
    assert any(item.what == what and mend in item.mend for item in told), refused.value


def test_a_problem_names_the_line_of_the_file_that_it_stands_in() -> None:
    text = "portfolio: X\nextends:\n  actions:\n    - id: x\n      parent: schoolin\n"
    file, _ = read_plain_yaml(text.encode(), "city.yaml")
    assert file is not None
    with pytest.raises(KnowledgeError) as refused:
        extended(BASE, file.value["extends"], within=file, path=("extends",))
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.key) == ("city.yaml", 5, "extends.actions.0.parent")


def test_additions_are_called_as_the_country_calls_them() -> None:
    found = words_with(taxonomy_words("fr"), ADDED)
    assert found.actions["koranic-school"].name == "x"
    assert found.actions["koranic-exam"].name == "koranic exam"
    assert found.organisations["district-office"].name == "district office"
    assert found.actions["school-enrolment"] == taxonomy_words("fr").actions["school-enrolment"]
    assert (
        words_with(taxonomy_words("ar"), ADDED).actions["koranic-school"].name == "a Koranic school"
    )


def test_a_second_country_pack_can_add_to_what_the_first_one_added() -> None:
    first = extended(BASE, ADDED)
    second = extended(first, {"actions": [{"id": "koranic-lesson", "parent": "koranic-school"}]})
    assert second.actions["koranic-lesson"].sector == "education"


def test_the_example_of_the_reference_page_can_be_read() -> None:
    page = (ROOT / "docs" / "reference" / "taxonomy-files.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    file, problems = read_plain_yaml(example.encode(), "example.yaml")
    assert problems == []
    assert file is not None
    found = extended(BASE, file.value["extends"])
    assert found.actions["parish-registration"].sector == "civil-registry"
    words = words_with(taxonomy_words("es"), file.value["extends"])
    assert words.organisations["district-office"].name == "la oficina de distrito"


def test_the_reference_page_names_every_key_of_the_schemas_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "taxonomy-files.md").read_text(encoding="utf-8")
    section = page.partition("## Actions\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([\w-]+)`", row)}
    schema = validator("taxonomy-actions").schema
    assert named == set(schema["properties"]["actions"]["items"]["properties"])
