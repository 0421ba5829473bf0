"""The texts of the indicators: complete, concrete, the same in every language."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from glocal.loading.catalogue import framework, framework_text
from glocal.loading.families import LANGUAGES
from glocal.loading.roots import knowledge_root

FRAMEWORK = framework("local-pcmd")
TEXTS = {
    language: framework_text(FRAMEWORK.id, FRAMEWORK.version, language).indicators
    for language in LANGUAGES
}
ENGLISH = TEXTS["en"]
CODES = [item.code for item in FRAMEWORK.indicators]
each = pytest.mark.parametrize("code", CODES)
translated = pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def numbers(text: str) -> list[int]:
    """The numbers written in digits, whatever the script of the digits."""
    western = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign
        for sign in text
    )
    return sorted(int(found) for found in re.findall(r"\d+", western.replace("\u202f", "")))


@each
def test_the_english_text_is_complete(code):
    text, item = ENGLISH[code], FRAMEWORK.indicator(code)
    assert text.title
    assert len(text.short) <= 36
    assert len(text.migration_to_sector) > 80
    assert len(text.sector_to_migration) > 80
    assert 1 <= len(text.questions) <= 3
    assert sorted(text.anchors) == [0, 1, 2, 3, 4]
    assert len(text.evidence) >= 3
    assert len(text.presupposes) > 60
    assert set(text.roles) == set(item.roles)
    assert sorted(text.steps) == [1, 2, 3, 4]
    assert all(step.who and step.do and step.wrong for step in text.steps.values())
    assert len({pattern.axis for pattern in text.incoherences}) >= 2
    assert text.example is not None
    assert text.resources


@each
def test_every_step_names_the_indicators_it_builds_on(code):
    text, item = ENGLISH[code], FRAMEWORK.indicator(code)
    for step in item.steps:
        told = " ".join(text.steps[step.to].do) + text.steps[step.to].who
        for need in step.needs:
            assert need.indicator in told, (code, step.to, need.indicator)


@each
def test_a_real_example_names_its_source_and_an_invented_one_says_so(code):
    example = ENGLISH[code].example
    assert example.kind in {"real", "invented"}
    if example.kind == "real":
        assert example.source
    else:
        assert not example.url


# A number that states a quantity, a year or a sum; "two of the last 12 months" is a rule of ours.
FIGURE = re.compile(r"(?<![\w.])\d{2,}(?:[.,]\d+)?\b(?! months)")


@each
def test_an_explanation_states_no_figure_since_none_there_has_a_source(code):
    text = ENGLISH[code]
    told = [text.migration_to_sector, text.sector_to_migration, text.presupposes]
    told += [pattern.text for pattern in text.incoherences]
    told += text.roles.values()
    assert [passage for passage in told if FIGURE.search(passage)] == []


@each
def test_every_target_and_objective_of_an_indicator_has_its_reason(code):
    item, text = FRAMEWORK.indicator(code), ENGLISH[code]
    assert sorted(text.sdg) == sorted(link.target for link in item.sdg)
    assert sorted(text.gcm) == sorted(item.gcm)


@each
def test_anchors_differ_from_grade_to_grade(code):
    for (low, one), (high, other) in combinations(ENGLISH[code].anchors.items(), 2):
        a, b = words(one), words(other)
        assert len(a & b) / len(a | b) < 0.5, (code, low, high)


@each
def test_a_question_is_a_question_and_an_anchor_is_a_sentence(code):
    assert all(question.endswith("?") for question in ENGLISH[code].questions)
    for anchor in ENGLISH[code].anchors.values():
        assert anchor[0].isupper()
        assert anchor.endswith(".")


def test_no_two_indicators_share_a_title_or_an_anchor():
    titles = [text.title for text in ENGLISH.values()]
    anchors = [anchor for code in CODES for anchor in ENGLISH[code].anchors.values()]
    assert len(set(titles)) == len(titles)
    assert len(set(anchors)) == len(anchors)


@translated
@each
def test_a_translation_is_complete(code, language):
    text = TEXTS[language][code]
    assert text.borrowed == frozenset()
    assert text.title != ENGLISH[code].title
    assert len(text.short) <= 36
    for field in ("questions", "evidence", "incoherences", "resources"):
        assert len(getattr(text, field)) == len(getattr(ENGLISH[code], field)), field
    for field in ("anchors", "roles", "steps", "sdg", "gcm"):
        assert set(getattr(text, field)) == set(getattr(ENGLISH[code], field)), field
    for grade, step in ENGLISH[code].steps.items():
        assert len(text.steps[grade].do) == len(step.do), grade
    assert not set(text.anchors.values()) & set(ENGLISH[code].anchors.values())
    if language == "ar":
        assert all(re.search(r"[\u0600-\u06ff]{3}", anchor) for anchor in text.anchors.values())


@translated
@each
def test_a_translation_carries_the_same_numbers_and_sources(code, language):
    own, original = TEXTS[language][code], ENGLISH[code]
    for grade, anchor in original.anchors.items():
        assert numbers(own.anchors[grade]) == numbers(anchor), (code, grade)
    for one, other in zip(original.questions, own.questions, strict=True):
        assert numbers(one) == numbers(other), (code, one)
    assert [item.url for item in own.resources] == [item.url for item in original.resources]
    assert own.example.kind == original.example.kind
    assert own.example.url == original.example.url
    assert [item.axis for item in own.incoherences] == [item.axis for item in original.incoherences]


@translated
@each
def test_a_translated_step_names_the_same_indicators(code, language):
    named = re.compile(r"\b[AB][1-3]\.\d+\b")
    for grade, step in ENGLISH[code].steps.items():
        own = TEXTS[language][code].steps[grade]
        assert sorted(named.findall(" ".join(own.do))) == sorted(
            named.findall(" ".join(step.do))
        ), (code, grade)


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


FILES = sorted(knowledge_root().rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(knowledge_root())))
def test_a_knowledge_file_is_tidy(path: Path):
    raw = path.read_bytes().decode("utf-8")
    assert raw.endswith("\n")
    assert "\t" not in raw
    assert "\r" not in raw
    for text in strings(yaml.safe_load(raw)):
        # A stem of a term may ask for the space before a word; parts of sentences join with one.
        assert (
            text == text.strip()
            or path.parts[-3] == "coherence"
            or (path.parent.name == "terminology")
        ), text
        assert "  " not in text, text
        assert not re.search(r"\b(TODO|TBD|FIXME|Lorem ipsum)\b", text), text
        for address in re.findall(r"\b\w+://\S+", text):
            assert address.startswith(("http://", "https://")), address
