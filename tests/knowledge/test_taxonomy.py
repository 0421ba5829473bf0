"""The taxonomy that ships: its people, bodies, barriers, goals, evidence and transitions.

Its actions have a page of their own, test_taxonomy_actions.py.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.roots import knowledge_root
from glocal.loading.taxonomy import taxonomy, taxonomy_words
from glocal.loading.taxonomy_text import read_words
from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.kinds import Level
from glocal.model.taxonomy import Reveals

TAXONOMY = taxonomy("1.0")
BODIES = TAXONOMY.organisations
POPULATION = TAXONOMY.population


def above(body: str) -> list[str]:
    """The body and all above it, nearest first."""
    found = [body]
    while (parent := BODIES[found[-1]].parent) is not None:
        found.append(parent)
    return found


def level_of(body: str) -> Level | None:
    """The level of the body, or of the nearest above that has one."""
    return next((level for name in above(body) if (level := BODIES[name].level)), None)


def revealed(action: str) -> set[tuple[str, str]]:
    """Who becomes known to whom through an action or what it is part of."""
    found = set()
    name: str | None = action
    while name is not None:
        found |= {
            (item.organisation, item.reveals.value) for item in TAXONOMY.actions[name].contact
        }
        name = TAXONOMY.actions[name].parent
    return found


# --- people ---------------------------------------------------------------------------------------


def test_a_group_fits_into_one_word_of_64_bits() -> None:
    assert POPULATION.full.bit_length() < 63
    assert sum(len(item.values) for item in POPULATION.dimensions) == 36


def test_what_cannot_be_is_left_out_of_the_cells() -> None:
    names = [item.id for item in POPULATION.dimensions]
    age, family = names.index("age"), names.index("family")
    pairs = {(cell[age], cell[family]) for cell in POPULATION.cells()}
    assert ("6-17", "unaccompanied-minor") in pairs
    assert ("18-24", "unaccompanied-minor") not in pairs
    assert ("6-17", "with-children") not in pairs
    assert {person for years, person in pairs if years == "60+"} == {
        "alone",
        "with-partner",
        "with-children",
    }


def test_differences_by_everything_but_the_household_need_a_ground() -> None:
    unprotected = {item.id for item in POPULATION.dimensions if not item.protected}
    assert unprotected == {"family"}


# --- bodies ---------------------------------------------------------------------------------------


def test_the_tree_of_bodies_has_one_root() -> None:
    assert [name for name, body in BODIES.items() if body.parent is None] == ["any-body"]
    assert all(above(name)[-1] == "any-body" for name in BODIES)


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("immigration-authority", Level.NATIONAL),
        ("consulate", Level.NATIONAL),
        ("regional-health-department", Level.INTERMEDIATE),
        ("municipal-registry", Level.LOCAL),
        ("municipal-police", Level.LOCAL),
        ("national-police", Level.NATIONAL),
        ("refugee-agency", Level.INTERNATIONAL),
        # Run at any level, so that the taxonomy does not say.
        ("school", None),
        ("hospital", None),
        ("police", None),
        ("courts", None),
    ],
)
def test_a_body_stands_at_its_level(body: str, level: Level | None) -> None:
    assert level_of(body) is level


def test_a_duty_on_all_public_bodies_reaches_those_where_people_are_served() -> None:
    for body in ("school", "hospital", "police", "municipal-registry", "courts", "one-stop-centre"):
        assert "public-body" in above(body), body
    for body in ("employer", "landlord", "private-school", "migrant-association"):
        assert "public-body" not in above(body), body


def test_a_body_below_a_public_one_is_public_and_the_others_are_not() -> None:
    for name, body in BODIES.items():
        assert body.public == ("public-body" in above(name)), name


def test_a_rule_for_the_police_reaches_every_police_and_no_other() -> None:
    assert {name for name in BODIES if "police" in above(name)} == {
        "police",
        "national-police",
        "regional-police",
        "municipal-police",
    }


# --- who becomes known ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "known"),
    [
        ("school-enrolment", {("school", "guardian"), ("school", "user")}),
        ("report-violence", {("police", "user")}),
        ("general-consultation", {("health-centre", "user")}),
        ("child-health-check", {("health-centre", "user"), ("health-centre", "guardian")}),
        ("reception-accommodation", {("reception-centre", "household")}),
        ("legal-information", set()),
    ],
)
def test_using_a_service_makes_known(action: str, known: set[tuple[str, str]]) -> None:
    assert revealed(action) == known


def test_guardians_become_known_only_where_the_users_are_children() -> None:
    """A guardian is any adult: through a service for adults, the rule would see people who are not
    there."""
    with_guardian = {
        name
        for name, action in TAXONOMY.actions.items()
        if any(item.reveals is Reveals.GUARDIAN for item in action.contact)
    }
    assert with_guardian == {
        "birth-registration",
        "child-health-check",
        "child-protection",
        "nursery-place",
        "school-enrolment",
    }


# --- barriers, transitions ------------------------------------------------------------------------


def test_every_barrier_says_who_cannot_get_over_it() -> None:
    assert set(TAXONOMY.cannot) == set(vocabulary_ids("barriers"))


def test_a_citizen_at_home_without_a_disability_gets_over_every_barrier() -> None:
    names = [item.id for item in POPULATION.dimensions]
    person = {
        "status": "citizen",
        "age": "25-59",
        "gender": "male",
        "displacement": "none",
        "disability": "no-disability",
        "family": "with-children",
    }
    assert set(person) == set(names)
    stopped = {
        barrier
        for barrier, groups in TAXONOMY.cannot.items()
        for group in groups
        if all(person[name] in values for name, values in group.limits.items())
    }
    assert stopped == set()


def test_a_transition_leads_to_people_who_can_exist() -> None:
    names = [item.id for item in POPULATION.dimensions]
    cells = set(POPULATION.cells())
    for change in TAXONOMY.transitions:
        place = names.index(change.dimension)
        for cell in cells:
            if cell[place] not in change.before:
                continue
            for value in change.after:
                after = [
                    change.resets.get(name, {}).get(cell[index], cell[index])
                    for index, name in enumerate(names)
                ]
                after[place] = value
                # A child that turns 18 is nobody's impossible case: its family changes along.
                assert tuple(after) in cells, (change.id, cell)


# --- goals and evidence ---------------------------------------------------------------------------


def test_every_goal_has_its_targets() -> None:
    assert all(goal.sdg for goal in TAXONOMY.goals.values())
    assert len(TAXONOMY.goals) >= 40
    assert any(goal.collective for goal in TAXONOMY.goals.values())


def test_evidence_has_a_source_with_a_year_and_stands_once() -> None:
    for link in TAXONOMY.evidence:
        assert re.search(r"\b(19|20)\d\d\b", link.source), link
        assert link.cause != link.goal, link
    pairs = Counter((link.cause, link.goal) for link in TAXONOMY.evidence)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_evidence_says_where_it_is_weak() -> None:
    supports = Counter(link.support for link in TAXONOMY.evidence)
    assert set(supports) == {0, 1, 2, 3}
    assert supports[3] < len(TAXONOMY.evidence) / 2
    assert {link.sign for link in TAXONOMY.evidence} == {1, -1}


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_words_in_every_language(language: str) -> None:
    words, problems = read_words(knowledge_root() / "taxonomy" / "1.0", language)
    assert problems == []
    for kind in (words.actions, words.organisations, words.goals, words.transitions):
        assert {item.language for item in kind.values()} == {language}
    assert set(words.organisations) == set(BODIES)
    assert set(words.goals) == set(TAXONOMY.goals)
    assert set(words.transitions) == {item.id for item in TAXONOMY.transitions}
    for dimension in POPULATION.dimensions:
        own = words.dimensions[dimension.id]
        assert (own.language, set(own.values)) == (language, set(dimension.values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_in_the_middle_of_a_sentence(language: str) -> None:
    words = taxonomy_words(language, "1.0")
    names = [
        item.name
        for kind in (words.actions, words.organisations, words.goals, words.transitions)
        for item in kind.values()
    ]
    names += [value for item in words.dimensions.values() for value in item.values.values()]
    for name in names:
        assert not name.endswith((".", "،", ",")), name
        assert name.strip() == name
        assert "(" not in name, name
        assert not name[0].isupper(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_bodies_or_goals_are_called_the_same(language: str) -> None:
    words = taxonomy_words(language, "1.0")
    for kind in (words.organisations, words.goals, words.transitions):
        names = Counter(item.name for item in kind.values())
        assert [name for name, times in names.items() if times > 1] == []
