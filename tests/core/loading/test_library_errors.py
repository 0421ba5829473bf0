"""Mistakes in linkages, practices and crosswalks are told all at once, with file, line and mend."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from glocal.errors import Problem, UnknownNameError
from glocal.loading.library import library_problems, linkage_text, practice_text
from glocal.loading.roots import knowledge_root

Break = Callable[[str, str, str], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of one linkage, one practice, the effects check and the sentences of findings."""
    for family, name in (("linkages", "health"), ("practices", "pichincha-human-mobility-unit")):
        for path in (knowledge_root() / family).rglob(f"{name}.yaml"):
            target = tmp_path / path.relative_to(knowledge_root())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    shutil.copy(knowledge_root() / "effects-check.yaml", tmp_path)
    for folder in ("effects-check", "coherence", "interactions", "report", "forms"):
        shutil.copytree(knowledge_root() / folder, tmp_path / folder)
    return tmp_path


def changed(root: Path, file: str, old: str, new: str) -> list[Problem]:
    """The problems after one replacement in one file."""
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return library_problems(root)


LINKAGE, WORDS = "linkages/health.yaml", "linkages/text/en/health.yaml"
PRACTICE = "practices/pichincha-human-mobility-unit.yaml"
TOLD = "practices/text/en/pichincha-human-mobility-unit.yaml"


def test_what_ships_has_no_mistake(root):
    assert library_problems(root) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "what"),
    [
        (LINKAGE, "B2.1,", "B2.99,", "indicators.0", "There is no indicator 'B2.99'"),
        (LINKAGE, 'target: "3.8"', 'target: "3.99"', "sdg.0.target", "'3.99' is not in the"),
        (LINKAGE, "sector: health", "sector: helth", "sector", "names 'helth'"),
        (LINKAGE, "risk_if:", "risk_when:", "questions.0.risk_when", "is not known here"),
        (WORDS, "in_short:", "in_brief:", "in_brief", "is not known here"),
        (PRACTICE, "country: EC", "country: Ecuador", "places.0.country", "right form"),
        (PRACTICE, "{known: false}", "{known: true}", "cost", "known but has no amount"),
        (PRACTICE, "lessons_by: ours", "lessons_by: none", "lessons", "does not fit these words"),
        (PRACTICE, "legal: {known: true}", "legal: {known: false}", "legal_basis", "not known"),
        (PRACTICE, 'start: "2014"', 'start: "2099"', None, None),
        (TOLD, "id: pichincha", "id: pichinca", "id", "Give the file the name"),
    ],
)
def test_a_mistake_is_named_with_its_place(root, file, old, new, key, what):
    problems = changed(root, file, old, new)
    if key is None:
        assert problems == []
        return
    told = [problem for problem in problems if problem.key == key]
    assert told, problems
    assert any(what in f"{item.what} {item.mend}" for item in told)
    assert all(problem.line > 0 for problem in told)


def test_a_practice_that_ends_before_it_starts_is_refused(root):
    problems = changed(root, PRACTICE, "end: null", 'end: "2001"')
    assert [problem.what for problem in problems] == ["It ends (2001) before it starts (2014)."]


def test_every_mistake_of_every_file_is_told_at_once(root):
    changed(root, LINKAGE, "B2.1,", "B2.99,")
    changed(root, PRACTICE, "country: EC", "country: ec")
    problems = changed(root, "effects-check.yaml", "severity: ", "severity: very-")
    assert {problem.file for problem in problems} >= {LINKAGE, PRACTICE, "effects-check.yaml"}


def test_words_without_a_structure_are_told(root):
    (root / PRACTICE).unlink()
    problems = library_problems(root)
    assert {problem.file for problem in problems} == {
        f"practices/text/{language}/pichincha-human-mobility-unit.yaml"
        for language in ("en", "es", "fr", "ar")
    }


def test_a_structure_without_words_in_english_is_told(root):
    (root / TOLD).unlink()
    assert "There are no words in English." in [item.what for item in library_problems(root)]


CROSSWALK = """\
from: local-pcmd@1.1
to: sdg-17.14.1@80
links:
  - {from: A2.2, to: M3.1, relation: related, grades: {0: 0, 1: 5}}
"""


def crosswalk(root: Path, text: str) -> list[Problem]:
    place = root / "crosswalks"
    place.mkdir()
    (place / "a--b.yaml").write_text(text, "utf-8")
    words = 'status: original\nlinks:\n  "A2.2 > M3.1": Both ask about coordination.\n'
    for language in ("en", "es", "fr", "ar"):
        (place / "text" / language).mkdir(parents=True)
        (place / "text" / language / "a--b.yaml").write_text(words, "utf-8")
    return library_problems(root)


def test_a_crosswalk_between_frameworks_that_exist_is_right(root):
    assert crosswalk(root, CROSSWALK) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("local-pcmd@1.1", "local-pcmd@9.9", "has no version '9.9'"),
        ("from: A2.2", "from: A2.99", "has no indicator 'A2.99'"),
        ("1: 5}", "9: 5}", "9 is no grade of A2.2"),
        ("0: 0, 1: 5", "0: 5, 1: 0", "A better answer proposes a worse one"),
        ("to: M3.1", "to: M4.1", "has no words"),
    ],
)
def test_a_broken_crosswalk_is_told(root, old, new, what):
    problems = crosswalk(root, CROSSWALK.replace(old, new, 1))
    assert any(what in problem.what for problem in problems), problems


def test_an_unknown_linkage_or_practice_is_told():
    with pytest.raises(UnknownNameError, match="no linkage of a sector 'nothing'"):
        linkage_text("nothing", "en")
    with pytest.raises(UnknownNameError, match="no practice 'nothing'"):
        practice_text("nothing", "en")


def test_a_language_without_words_borrows_the_english_and_says_so():
    text = linkage_text("health", "nl")
    assert text.provenance.borrowed
    assert text.provenance.language == "en"
