"""Linkages, practices, effects check and crosswalks: complete, sourced, nothing broken."""

from __future__ import annotations

import re

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.library import (
    crosswalk_reasons,
    crosswalks,
    effects_check,
    effects_check_words,
    library_problems,
    linkage_text,
    linkages,
    practice_text,
    practices,
)
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.model.practice import DrawnBy

# A number that states a quantity, a year or a sum, and so must have a source.
FIGURE = re.compile(r"\b\d{2,}\b")


def test_no_file_has_an_error():
    problems = library_problems()
    assert not problems, "\n".join(map(str, problems))


def test_every_sector_has_its_linkage():
    assert list(linkages()) == list(vocabulary_ids("sectors"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", linkages())
def test_a_linkage_is_written_in_every_language(sector, language):
    text = linkage_text(sector, language)
    original = linkage_text(sector, "en")
    assert not text.provenance.borrowed
    for part in (
        "migration_affects",
        "destination",
        "transit",
        "origin",
        "synergies",
        "side_effects",
    ):
        assert len(getattr(text, part)) == len(getattr(original, part)), part
    for axis, patterns in original.incoherences.items():
        assert len(text.incoherences[axis]) == len(patterns), axis
        assert all(pattern.mend for pattern in text.incoherences[axis])
    assert [fact.url for fact in text.facts] == [fact.url for fact in original.facts]


@pytest.mark.parametrize("sector", linkages())
def test_outside_its_sourced_facts_a_linkage_states_no_figure(sector):
    text = linkage_text(sector, "en")
    parts = (
        text.migration_affects
        + text.destination
        + text.transit
        + text.origin
        + text.synergies
        + text.side_effects
    )
    patterns = [item for items in text.incoherences.values() for item in items]
    for item in (*parts, *patterns):
        # A first mend may name a figure to aim at: it states no fact.
        assert not FIGURE.search(f"{item.point} {item.how}"), item.how


@pytest.mark.parametrize("sector", linkages())
def test_a_check_asks_about_the_heart_of_coherence(sector):
    questions = linkages()[sector].questions
    assert len(questions) >= 5
    assert any(question.severity == "high" for question in questions)
    assert {question.risk_if for question in questions} == {"yes", "no"}
    for question in questions:
        assert linkage_text(sector, "en").questions[question.key].ask.endswith("?")


def test_every_check_begins_with_the_same_questions_in_every_language():
    keys = {question.key for question in effects_check()}
    assert len(keys) >= 6
    for language in LANGUAGES:
        assert set(effects_check_words(language)) == keys


@pytest.mark.parametrize("name", practices())
def test_a_practice_has_its_sources_and_says_what_they_do_not_carry(name):
    practice, text = practices()[name], practice_text(name, "en")
    assert all(source.read for source in practice.sources)
    assert len(text.carries) == len(practice.sources)
    assert text.unknown
    if practice.start is None:
        assert text.dates_note or any(
            re.search(r"\b(dates?|year|when|start\w*|began)\b", item, re.IGNORECASE)
            for item in text.unknown
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", practices())
def test_a_practice_is_told_in_every_language_with_the_same_parts_and_years(name, language):
    text, original = practice_text(name, language), practice_text(name, "en")
    assert not text.provenance.borrowed
    assert bool(text.dates_note) == bool(original.dates_note)
    assert bool(text.cost_covers) == bool(original.cost_covers)
    for part in ("done", "lessons", "recommendations", "unknown", "carries"):
        assert len(getattr(text, part)) == len(getattr(original, part)), part

    def years(told) -> set[str]:
        return set(re.findall(r"\b(?:19|20)\d\d\b", " ".join((told.context, *told.done))))

    assert years(text) == years(original)


def test_the_cases_of_the_policy_brief_are_all_there():
    places = " ".join(place.name for item in practices().values() for place in item.places)
    for name in ("Pichincha", "Calabarzon", "Bicol", "Kasserine", "Montreuil", "Johannesburg"):
        assert name in places, name


def test_who_drew_a_lesson_is_always_told():
    drawn = {item.lessons_by for item in practices().values()}
    assert drawn <= set(DrawnBy)
    assert DrawnBy.SOURCE in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_target_that_the_library_names_has_words(language):
    words = vocabulary_words("sdg-targets", language)
    own = {link.target for linkage in linkages().values() for link in linkage.sdg}
    own |= {target for practice in practices().values() for target, _ in practice.sdg}
    english = vocabulary_words("sdg-targets", "en")
    assert own <= set(words)
    if language != "en":
        assert not [target for target in own if words[target] == english[target]]


def test_every_link_of_a_crosswalk_has_its_reason_in_every_language():
    assert crosswalks()
    for crosswalk in crosswalks():
        for language in LANGUAGES:
            reasons = crosswalk_reasons(crosswalk.source, crosswalk.target, language)
            keys = {f"{link.source} > {link.target}" for link in crosswalk.links}
            assert set(reasons) == keys, (crosswalk.target, language)
