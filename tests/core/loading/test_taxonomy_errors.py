"""Every mistake in the files of a taxonomy is told at once, with file, line and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.errors import Problem
from glocal.loading.taxonomy import read_taxonomy, taxonomy_problems
from tests.core.loading.tiny_taxonomy import GOOD, write

EDUCATION, HEALTH = "actions/education.yaml", "actions/health.yaml"
ORGANISATIONS, POPULATION = "organisations.yaml", "population.yaml"


def changed(root: Path, file: str, old: str, new: str) -> list[Problem]:
    """The problems after one replacement in one file."""
    assert old in GOOD[file]
    write(root, {file: GOOD[file].replace(old, new, 1)})
    return taxonomy_problems(root)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "what", "mend"),
    [
        (
            EDUCATION,
            "parent: education",
            "parent: educaton",
            "actions.1.parent",
            "There is no action 'educaton'.",
            "Did you mean 'education'?",
        ),
        (
            EDUCATION,
            "organisation: school",
            "organisation: skool",
            "actions.1.contact.0.organisation",
            "There is no organisation 'skool'.",
            "Did you mean 'school'?",
        ),
        (
            EDUCATION,
            "requires: [health-check]",
            "requires: [helth-check]",
            "actions.1.requires.0",
            "There is no action 'helth-check'.",
            "Did you mean 'health-check'?",
        ),
        (
            EDUCATION,
            "successors: [training]",
            "successors: [trainin]",
            "actions.1.successors.0",
            "There is no action 'trainin'.",
            "Did you mean 'training'?",
        ),
        (
            EDUCATION,
            "needs: [proof-of-address]",
            "needs: [proof-of-adress]",
            "actions.1.needs.0",
            "There is no barrier 'proof-of-adress'.",
            "Did you mean 'proof-of-address'?",
        ),
        (
            EDUCATION,
            "phases: [stay]",
            "phases: [stays]",
            "actions.1.phases.0",
            "There is no phase 'stays'.",
            "Did you mean 'stay'?",
        ),
        (
            EDUCATION,
            "relevant: {age: [0-17]}",
            "relevant: {age: [0-18]}",
            "actions.1.relevant.age.0",
            "There is no value of 'age' '0-18'.",
            "Did you mean '0-17'?",
        ),
        (
            EDUCATION,
            "relevant: {age: [0-17]}",
            "relevant: {ages: [0-17]}",
            "actions.1.relevant.ages",
            "There is no dimension 'ages'.",
            "Did you mean 'age'?",
        ),
        (
            EDUCATION,
            "relevant: {age: [0-17]}",
            "relevant: {age: [18+], family: [unaccompanied-minor]}",
            "actions.1.relevant",
            "Nobody is in this group.",
            "Take other values.",
        ),
        (
            EDUCATION,
            "reveals: guardian",
            "reveals: gardian",
            "actions.1.contact.0.reveals",
            "'gardian' is not one of the allowed values.",
            "Did you mean 'guardian'?",
        ),
        (
            EDUCATION,
            "core: true",
            "cor: true",
            "actions.1.cor",
            "The key 'cor' is not known here.",
            "Did you mean 'core'?",
        ),
        (
            EDUCATION,
            "id: training",
            "id: school-enrolment",
            "actions.2.id",
            "'school-enrolment' is already in taxonomy/1.0/actions/education.yaml, line 4.",
            "Give it another id.",
        ),
        (
            EDUCATION,
            "id: education, parent: any-service",
            "id: schools, parent: any-service",
            "actions.0.id",
            "The first action of a file is its sector, below 'any-service'; here it is 'schools'.",
            "Begin with {id: education, parent: any-service}.",
        ),
        (
            EDUCATION,
            "sector: education",
            "sector: health",
            "sector",
            "The file names the sector 'health'.",
            "Call the file as its sector.",
        ),
        (
            EDUCATION,
            "{id: training, parent: education}",
            "{id: training, parent: health}",
            "actions.2.parent",
            "The parent 'health' is of another file.",
            "Put the action into that file, or below another one.",
        ),
        (
            EDUCATION,
            "{id: training, parent: education}",
            "{id: training}",
            "actions.2",
            "The action 'training' has no parent.",
            "Name what it is a kind of, or 'any-service'.",
        ),
        (
            HEALTH,
            "closed_for: {status: [irregular]}",
            "closed_for: {status: [iregular]}",
            "actions.1.closed_for.status.0",
            "There is no value of 'status' 'iregular'.",
            "Did you mean 'irregular'?",
        ),
        (
            ORGANISATIONS,
            "parent: public-body",
            "parent: public",
            "organisations.2.parent",
            "There is no organisation 'public'.",
            "Did you mean 'public-body'?",
        ),
        (
            ORGANISATIONS,
            "level: local",
            "level: locl",
            "organisations.2.level",
            "'locl' is not one of the allowed values.",
            "Did you mean 'local'?",
        ),
        (
            ORGANISATIONS,
            "inherent: [education]",
            "inherent: [educatio]",
            "organisations.2.inherent.0",
            "There is no action 'educatio'.",
            "Did you mean 'education'?",
        ),
        (
            ORGANISATIONS,
            "id: school,",
            "id: public-body,",
            "organisations.2.id",
            "The organisation 'public-body' is already in taxonomy/1.0/organisations.yaml, line 3.",
            "Give it another id.",
        ),
        (
            "barriers.yaml",
            "proof-of-address:",
            "proof-of-adress:",
            "cannot.proof-of-adress.0",
            "There is no barrier 'proof-of-adress'.",
            "Did you mean 'proof-of-address'?",
        ),
        (
            "barriers.yaml",
            "[irregular]",
            "[iregular]",
            "cannot.proof-of-address.0.group.status.0",
            "There is no value of 'status' 'iregular'.",
            "Did you mean 'irregular'?",
        ),
        (
            "barriers.yaml",
            ", source: ours",
            "",
            "cannot.proof-of-address.0.source",
            "The key 'source' is missing.",
            "Add 'source'.",
        ),
        ("goals.yaml", '"4.1"', '"4.11"', "goals.0.sdg.0", "There is no SDG target '4.11'.", "Did"),
        (
            "goals.yaml",
            "id: peace",
            "id: training",
            "goals.1.id",
            "'training' is also an action.",
            "Rename the goal.",
        ),
        (
            "evidence.yaml",
            "cause: school-enrolment",
            "cause: school-enrolmet",
            "evidence.0.cause",
            "There is no action or goal 'school-enrolmet'.",
            "Did you mean 'school-enrolment'?",
        ),
        (
            "evidence.yaml",
            "goal: peace",
            "goal: peac",
            "evidence.1.goal",
            "There is no goal 'peac'.",
            "Did you mean 'peace'?",
        ),
        (
            "evidence.yaml",
            "support: 3",
            "support: 4",
            "evidence.0.support",
            "'4' is not one of the allowed values.",
            "Use one of: 0, 1, 2, 3.",
        ),
        (
            "transitions.yaml",
            "dimension: age",
            "dimension: ages",
            "transitions.0.dimension",
            "There is no dimension 'ages'.",
            "Did you mean 'age'?",
        ),
        (
            "transitions.yaml",
            "to: [18+]",
            "to: [18]",
            "transitions.0.to.0",
            "Text is needed here, not a number",
            "",
        ),
        (
            "transitions.yaml",
            "to: [18+]",
            "to: [0-17]",
            "transitions.0.to",
            "'0-17' stands under 'from' and 'to'.",
            "Leave one of them out.",
        ),
        (
            "transitions.yaml",
            "unaccompanied-minor: alone",
            "unaccompanied-minor: alon",
            "transitions.0.resets.family.1",
            "There is no value of 'family' 'alon'.",
            "Did you mean 'alone'?",
        ),
        (
            POPULATION,
            "then: {age: [0-17]}",
            "then: {age: [0-7]}",
            "implications.0.then.age.0",
            "There is no value of 'age' '0-7'.",
            "Did you mean '0-17'?",
        ),
        (
            POPULATION,
            "id: family,",
            "id: age,",
            "dimensions",
            "A dimension appears twice.",
            "Rename",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_mend(
    tmp_path: Path, file: str, old: str, new: str, key: str, what: str, mend: str
) -> None:
    problems = changed(tmp_path, file, old, new)
    told = [problem for problem in problems if problem.key == key]
    assert told, problems
    assert any(what in item.what and mend in item.mend for item in told), told
    assert all(item.line > 0 and item.file == f"taxonomy/1.0/{file}" for item in told)


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (
            EDUCATION,
            "{id: training, parent: education}",
            "{id: training, parent: lesson}\n  - {id: lesson, parent: training}",
            "The actions stand below one another in a circle: lesson → training → lesson.",
        ),
        (
            ORGANISATIONS,
            "{id: public-body, parent: any-body}",
            "{id: public-body, parent: school}",
            "The organisations stand below one another in a circle: "
            "public-body → school → public-body.",
        ),
        (HEALTH, "closed: true", "requires: [training]", None),
        (
            HEALTH,
            "closed: true",
            "requires: [school-enrolment]",
            "The requirements go in a circle: health-check → school-enrolment → health-check.",
        ),
        # Inherited: what the sector requires, its service requires too.
        (
            HEALTH,
            "{id: health, parent: any-service}",
            "{id: health, parent: any-service, requires: [school-enrolment]}",
            "The requirements go in a circle: health-check → school-enrolment → health-check.",
        ),
        (
            HEALTH,
            "{id: health, parent: any-service}",
            "{id: health, parent: any-service, requires: [health-check]}",
            "The requirements go in a circle: health-check → health-check.",
        ),
        (
            POPULATION,
            "then: {age: [0-17]}}",
            "then: {age: [0-17]}}\n  - {when: {age: [18+]}, then: {family: [alone]}}",
            "The implications go in a circle: age → family → age.",
        ),
    ],
)
def test_a_circle_is_told_with_its_way(
    tmp_path: Path, file: str, old: str, new: str, what: str | None
) -> None:
    write(tmp_path, {file: GOOD[file].replace(old, new, 1)})
    _, problems = read_taxonomy(tmp_path / "taxonomy" / "1.0")
    assert [problem.what for problem in problems] == ([what] if what else [])


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            EDUCATION: GOOD[EDUCATION].replace("needs: [proof", "needs: [prof", 1),
            ORGANISATIONS: GOOD[ORGANISATIONS].replace("parent: any-body", "parent: nobody"),
            "goals.yaml": GOOD["goals.yaml"].replace('"16.1"', '"16.99"'),
        },
    )
    files = {problem.file.removeprefix("taxonomy/1.0/") for problem in taxonomy_problems(tmp_path)}
    assert files == {EDUCATION, ORGANISATIONS, "goals.yaml"}


def test_values_that_do_not_fit_into_a_word_are_told(tmp_path: Path) -> None:
    wide = ", ".join(f"v{number}" for number in range(20))
    dimensions = "".join(
        f"  - {{id: d{number}, protected: false, values: [{wide}]}}\n" for number in range(3)
    )
    write(
        tmp_path,
        {POPULATION: GOOD[POPULATION].replace("implications", dimensions + "implications")},
    )
    told = [problem.what for problem in taxonomy_problems(tmp_path)]
    assert told == ["The dimensions have 66 values; at most 57 fit."]


@pytest.mark.parametrize("name", [name for name in GOOD if "/" not in name])
def test_a_missing_file_is_told_alone(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: None})
    problems = taxonomy_problems(tmp_path)
    assert [(item.file, item.line) for item in problems] == [(f"taxonomy/1.0/{name}", 0)]
    assert "cannot be read" in problems[0].what


@pytest.mark.parametrize("name", [name for name in GOOD if name.startswith("text/")])
def test_words_in_english_must_be_there(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: None})
    problems = taxonomy_problems(tmp_path)
    assert [(item.file, item.what) for item in problems] == [
        (f"taxonomy/1.0/{name}", "There are no words.")
    ]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        (
            "text/es/goals.yaml",
            "status: translated\nwords:\n  learning: {name: a, about: b}\n",
            "The goal 'peace' has no words.",
        ),
        (
            "text/es/goals.yaml",
            "status: translated\nwords:\n  lerning: {name: a}\n",
            "The key 'about' is missing.",
        ),
        ("text/es/goal.yaml", "status: translated\nwords: {}\n", "Nothing is called so."),
        (
            "text/en/population.yaml",
            GOOD["text/en/population.yaml"].replace("18+: adults", "19: x"),
            "The value '18+' has no words.",
        ),
        (
            "text/en/population.yaml",
            GOOD["text/en/population.yaml"].replace("  age:", "  ages:"),
            "There is no dimension 'ages'.",
        ),
        (
            "text/en/transitions.yaml",
            GOOD["text/en/transitions.yaml"].replace("turns-18", "turns"),
            "The transition 'turns-18' has no words.",
        ),
    ],
)
def test_words_that_are_missing_or_too_many_are_told(
    tmp_path: Path, name: str, content: str, what: str
) -> None:
    write(tmp_path, {name: content})
    assert what in {problem.what for problem in taxonomy_problems(tmp_path)}
