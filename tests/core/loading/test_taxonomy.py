"""A taxonomy is read as it is written, in its version, with words in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.errors import UnknownNameError
from glocal.loading.taxonomy import (
    read_taxonomy,
    taxonomy,
    taxonomy_problems,
    taxonomy_versions,
    taxonomy_words,
)
from glocal.loading.taxonomy_text import read_words
from glocal.model.kinds import Level
from glocal.model.population import Group
from glocal.model.taxonomy import Contact, EvidenceLink, Goal, Organisation, Reveals, Transition
from glocal.model.taxonomy_words import Words
from tests.core.loading.tiny_taxonomy import words, write


def test_every_key_of_an_action_becomes_its_value(tmp_path: Path) -> None:
    found, problems = read_taxonomy(write(tmp_path))
    assert problems == []
    enrolment = found.actions["school-enrolment"]
    assert (enrolment.parent, enrolment.sector, enrolment.core) == ("education", "education", True)
    assert enrolment.relevant == Group({"age": frozenset({"0-17"})})
    assert enrolment.contact == (Contact("school", Reveals.GUARDIAN),)
    assert enrolment.requires == ("health-check",)
    assert enrolment.needs == ("proof-of-address",)
    assert enrolment.successors == ("training",)
    assert (enrolment.phases, enrolment.source) == (("stay",), "ours")
    flags = (enrolment.closed, enrolment.costly, enrolment.portable, enrolment.continuous)
    assert not any(flags)
    assert found.actions["education"].costly
    check = found.actions["health-check"]
    assert (check.closed, check.closed_for) == (True, Group({"status": frozenset({"irregular"})}))


def test_everything_else_becomes_its_value(tmp_path: Path) -> None:
    found, _ = read_taxonomy(write(tmp_path))
    assert found.version == "1.0"
    assert [item.id for item in found.population.dimensions] == ["status", "age", "family"]
    assert found.population.possible(
        found.population.word({"family": {"unaccompanied-minor"}})
    ) == found.population.word({"family": {"unaccompanied-minor"}, "age": {"0-17"}})
    assert found.organisations["school"] == Organisation(
        "school", "public-body", Level.LOCAL, inherent=("education",)
    )
    assert not found.organisations["any-body"].public
    assert found.cannot == {"proof-of-address": (Group({"status": frozenset({"irregular"})}),)}
    assert found.goals["peace"] == Goal("peace", collective=True, sdg=("16.1",))
    assert found.evidence[1] == EvidenceLink("learning", "peace", -1, 0, "nobody")
    assert found.transitions == (
        Transition(
            "turns-18",
            "age",
            frozenset({"0-17"}),
            frozenset({"18+"}),
            {"family": {"unaccompanied-minor": "alone"}},
        ),
    )


def test_the_actions_stand_in_the_order_of_their_files(tmp_path: Path) -> None:
    found, _ = read_taxonomy(write(tmp_path))
    assert list(found.actions) == [
        "any-service",
        "education",
        "school-enrolment",
        "training",
        "health",
        "health-check",
    ]


def test_the_newest_version_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    for version in ("1.10", "1.9", "2.0"):
        (tmp_path / "taxonomy" / version).mkdir(parents=True)
    assert taxonomy_versions(tmp_path) == ("1.9", "1.10", "2.0")
    assert taxonomy_versions(tmp_path / "nowhere") == ()


def test_the_installed_taxonomy_is_read_once() -> None:
    assert taxonomy() is taxonomy()
    assert taxonomy().version == taxonomy_versions()[-1]


def test_a_version_that_is_not_installed_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"no version '1\.00'.*Did you mean '1\.0'"):
        taxonomy("1.00")
    with pytest.raises(UnknownNameError, match=r"no version 'x'.*Installed: 1\.0"):
        taxonomy_words("en", "x")


def test_what_is_not_translated_is_given_in_english_and_says_so(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "text/fr/organisations.yaml": (
                "status: translated\nwords:\n  school: {name: l’école, about: Une école.}\n"
            ),
            "text/fr/population.yaml": (
                "status: translated\nwords:\n"
                "  age: {name: âge, about: En années., values: {0-17: enfants, 18+: adultes}}\n"
            ),
        },
    )
    found, problems = read_words(folder, "fr")
    assert problems == []
    assert found.language == "fr"
    assert found.organisations["school"] == Words("l’école", "Une école.", "fr")
    assert found.organisations["any-body"] == Words("the any-body", "About any-body.", "en")
    assert found.dimensions["age"].values == {"0-17": "enfants", "18+": "adultes"}
    assert found.dimensions["status"].values["irregular"] == "without papers"
    assert found.goals["peace"].language == "en"


def test_each_language_has_everyday_words_of_its_own(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "text/en/actions/education.yaml": (
                words("education", "school-enrolment")
                + "  training: {name: training, about: A course., also: [class, lessons]}\n"
            ),
            "text/en/actions/health.yaml": (
                words("health") + "  health-check: {name: check, about: A check., also: [doctor]}\n"
            ),
            "text/fr/actions/education.yaml": (
                "status: translated\nwords:\n"
                "  training: {name: formation, about: Un cours.}\n"
                "  education: {name: éducation, about: Apprendre., also: [école]}\n"
                "  school-enrolment: {name: inscription, about: S’inscrire.}\n"
            ),
        },
    )
    assert taxonomy_problems(tmp_path) == []
    english, _ = read_words(folder, "en")
    assert {name: many for name, many in english.also.items() if many} == {
        "training": ("class", "lessons"),
        "health-check": ("doctor",),
    }
    french, _ = read_words(folder, "fr")
    # Training has French words and no list: the English list would not be read by anybody.
    assert {name: many for name, many in french.also.items() if many} == {
        "education": ("école",),
        "health-check": ("doctor",),
    }


@pytest.mark.parametrize("also", ["[]", "[a]", "[lessons, lessons]", "lessons"])
def test_a_list_of_everyday_words_that_is_none_is_refused(tmp_path: Path, also: str) -> None:
    training = f"  training: {{name: training, about: A course., also: {also}}}\n"
    write(
        tmp_path,
        {"text/en/actions/education.yaml": words("education", "school-enrolment") + training},
    )
    assert any("also" in problem.key for problem in taxonomy_problems(tmp_path))


def test_a_version_without_a_mistake_has_no_problem(tmp_path: Path) -> None:
    write(tmp_path)
    assert taxonomy_problems(tmp_path) == []


def test_words_of_actions_are_asked_for_sector_by_sector(tmp_path: Path) -> None:
    write(tmp_path, {"text/en/actions/health.yaml": words("health", "training")})
    assert {problem.what for problem in taxonomy_problems(tmp_path)} == {
        "There is no action 'training'.",
        "The action 'health-check' has no words.",
    }
