"""The actions of the taxonomy: their tree, their relations and their names."""

from __future__ import annotations

from collections import Counter

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.taxonomy import taxonomy, taxonomy_problems, taxonomy_words
from glocal.loading.vocabulary import vocabulary_ids

TAXONOMY = taxonomy("1.0")
ACTIONS = TAXONOMY.actions
ROOT = "any-service"
# Too wide to become known to: what one body learns would count as known to all of them.
WIDE = {"any-body", "public-body", "private-body", "national-authority", "public-provider"}
RELATIONS = ("contact", "requires", "needs", "successors", "closed", "continuous", "portable")


def lineage(name: str) -> list[str]:
    """The action and all that it is part of, nearest first."""
    found = [name]
    while (parent := ACTIONS[found[-1]].parent) is not None:
        found.append(parent)
    return found


def required(name: str) -> set[str]:
    """Everything that must be possible before an action, in the end."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for above in lineage(waiting.pop()):
            new = set(ACTIONS[above].requires) - found
            found |= new
            waiting += new
    return found


def test_the_files_have_no_problem() -> None:
    assert taxonomy_problems() == []


def test_every_sector_has_its_root_and_something_to_offer() -> None:
    roots = {name for name, action in ACTIONS.items() if action.parent == ROOT}
    assert roots == set(vocabulary_ids("sectors"))
    sizes = Counter(action.sector for action in ACTIONS.values())
    assert all(sizes[sector] >= 9 for sector in roots), sizes


def test_the_tree_has_sector_domain_and_service() -> None:
    assert {len(lineage(name)) - 1 for name in ACTIONS} == {0, 1, 2, 3}


def test_the_core_services_are_those_that_every_territory_is_asked_for() -> None:
    assert {name for name, action in ACTIONS.items() if action.core} == {
        "birth-registration",
        "child-protection",
        "complaint-and-redress",
        "emergency-health-care",
        "emergency-shelter",
        "information-and-orientation",
        "legal-aid",
        "primary-health-care",
        "report-violence",
        "safe-water-supply",
        "school-enrolment",
    }


def test_relations_say_what_they_rest_on() -> None:
    unsaid = [
        name
        for name, action in ACTIONS.items()
        if any(getattr(action, relation) for relation in RELATIONS) and not action.source
    ]
    assert unsaid == []


def test_people_become_known_to_bodies_of_one_kind() -> None:
    met = {contact.organisation for action in ACTIONS.values() for contact in action.contact}
    assert not met & WIDE


@pytest.mark.parametrize(
    ("action", "before"),
    [
        ("business-licence", {"self-employment", "access-to-work"}),
        (
            "start-up-grant",
            {"self-employment", "access-to-work", "bank-account", "identity-documents"},
        ),
        ("online-application", {"digital-identity", "identity-documents"}),
        ("professional-licence", {"diploma-recognition"}),
        ("apprenticeship", {"access-to-work"}),
        ("local-elections", {"address-registration"}),
        ("trade-course", set()),
        ("water-connection", set()),
        ("rebuilding-aid", set()),
    ],
)
def test_what_must_come_before(action: str, before: set[str]) -> None:
    assert required(action) == before


@pytest.mark.parametrize(
    ("harm", "good"),
    [
        ("remittance-levy", "remittances"),
        ("water-cut-off", "safe-water-supply"),
        ("clearance-of-dwellings", "quarter-upgrading"),
        ("nature-protection", "natural-resources"),
    ],
)
def test_a_ban_on_what_harms_is_none_on_the_service(harm: str, good: str) -> None:
    """A promise of the service must not meet the ban on what works against it."""
    assert good not in lineage(harm)
    assert harm not in lineage(good)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_actions_are_called_the_same(language: str) -> None:
    words = taxonomy_words(language, "1.0").actions
    names = Counter(words[name].name for name in ACTIONS)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_explanations_draw_a_line_and_end_as_sentences(language: str) -> None:
    words = taxonomy_words(language, "1.0").actions
    for name in ACTIONS:
        assert words[name].about.endswith("."), name
        assert words[name].about.removesuffix(".") != words[name].name, name
