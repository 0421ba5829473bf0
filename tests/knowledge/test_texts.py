"""The texts of the indicators: complete, concrete, the same in every language."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from glocal.loading.catalogue import framework, framework_text
from glocal.loading.roots import knowledge_root
from glocal.loading.text import read_text
from glocal.model.text import IndicatorText

FRAMEWORK = framework("local-pcmd", "1.0")
FOLDER = knowledge_root() / "frameworks" / "local-pcmd" / "1.0"
ENGLISH = framework_text("local-pcmd", "1.0", "en").indicators
CODES = [item.code for item in FRAMEWORK.indicators]
each = pytest.mark.parametrize("code", CODES)

# Words that let every reader grade as they please.
FILLERS = re.compile(
    r"\b(adequate(ly)?|appropriate(ly)?|comprehensive(ly)?|fully|effective(ly)?|regular(ly)?|"
    r"sufficient(ly)?|strong(ly)?|robust(ly)?|good|proper(ly)?|relevant|meaningful(ly)?|"
    r"systematic(ally)?|satisfactor(y|ily)|well[- ]developed|best practices?|holistic(ally)?|"
    r"as needed|where possible|etc|and so on|various|several|significant(ly)?|successful(ly)?)\b",
    re.IGNORECASE,
)
# "Regular" is also the term of art for migration with a permit.
ALLOWED = re.compile(
    r"\b(ir)?regular (migra\w+|status|situation|pathways?|channels?|entry|stay)\b", re.I
)


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
    text = ENGLISH[code]
    assert text.title
    assert len(text.short) <= 36
    assert len(text.migration_to_sector) > 80
    assert len(text.sector_to_migration) > 80
    assert 1 <= len(text.questions) <= 3
    assert sorted(text.anchors) == [0, 1, 2, 3, 4]
    assert len(text.evidence) >= 3
    assert sorted(text.steps) == [1, 2, 3, 4]
    assert all(step.who and step.do for step in text.steps.values())
    assert text.example is not None
    assert text.resources


@each
def test_a_real_example_names_its_source_and_an_invented_one_says_so(code):
    example = ENGLISH[code].example
    assert example.kind in {"real", "invented"}
    if example.kind == "real":
        assert example.source
    else:
        assert not example.url


@each
def test_every_sdg_target_of_an_indicator_has_its_reason(code):
    targets = [link.target for link in FRAMEWORK.indicator(code).sdg]
    assert sorted(ENGLISH[code].sdg) == sorted(targets)


@each
def test_anchors_differ_from_grade_to_grade(code):
    for (low, one), (high, other) in combinations(ENGLISH[code].anchors.items(), 2):
        a, b = words(one), words(other)
        assert len(a & b) / len(a | b) < 0.5, (code, low, high)


@each
def test_anchors_hold_no_filler_words(code):
    for text in ENGLISH[code].anchors.values():
        found = FILLERS.findall(ALLOWED.sub("", text))
        assert not found, (code, [match[0] for match in found], text)


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


def own(code: str, language: str) -> IndicatorText:
    text, problems = read_text(FOLDER, FRAMEWORK, language)
    assert text is not None, problems
    return text.indicators[code]


@pytest.mark.parametrize("language", ["es", "ar"])
@each
def test_titles_questions_and_anchors_are_translated(code, language):
    text = own(code, language)
    assert text.title != ENGLISH[code].title
    assert len(text.questions) == len(ENGLISH[code].questions)
    assert sorted(text.anchors) == [0, 1, 2, 3, 4]
    assert not set(text.anchors.values()) & set(ENGLISH[code].anchors.values())
    if language == "ar":
        assert all(re.search(r"[\u0600-\u06ff]{3}", anchor) for anchor in text.anchors.values())


@pytest.mark.parametrize("language", ["es", "ar"])
@each
def test_a_translated_anchor_and_question_carry_the_same_numbers(code, language):
    text = own(code, language)
    for grade, anchor in ENGLISH[code].anchors.items():
        assert numbers(text.anchors[grade]) == numbers(anchor), (code, grade)
    for one, other in zip(ENGLISH[code].questions, text.questions, strict=True):
        assert numbers(one) == numbers(other), (code, one)


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
        assert text == text.strip(), text
        assert "  " not in text, text
        assert not re.search(r"\b(TODO|TBD|FIXME|Lorem ipsum)\b", text), text
        for address in re.findall(r"\b\w+://\S+", text):
            assert address.startswith(("http://", "https://")), address
