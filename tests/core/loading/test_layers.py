"""A version that continues an earlier one holds only what is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.errors import KnowledgeError
from glocal.loading.framework import framework_languages, read_framework
from glocal.loading.text import read_text
from tests.core.loading.tiny_files import FRAMEWORK, HEAD_TEXT, SECOND, SECOND_TEXT, write

LATER = FRAMEWORK.replace('version: "1.0"', 'version: "1.1"\ncontinues: "1.0"')
CHANGED = SECOND_TEXT.replace("A council", "A council that meets")


def later(root: Path, files: dict[str, str] | None = None, *, head: str = LATER) -> Path:
    """Version 1.1 of the tiny framework beside its version 1.0."""
    write(root)
    folder = root / "tiny" / "1.1"
    for name, text in {"framework.yaml": head, **(files or {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_indicators_and_words_come_from_the_earlier_version(tmp_path):
    framework = read_framework(later(tmp_path))
    assert framework.version == "1.1"
    assert [item.code for item in framework.indicators] == ["A1.1", "A2.1"]
    assert framework_languages(tmp_path / "tiny" / "1.1") == ("en",)


def test_a_file_of_its_own_takes_the_place_of_the_earlier_one(tmp_path):
    folder = later(tmp_path, {"text/en/A2.1.yaml": CHANGED})
    text, problems = read_text(folder, read_framework(folder), "en")
    assert problems == []
    assert text.indicators["A2.1"].title == "A council that meets"
    assert text.indicators["A1.1"].title == "A map"


def test_new_indicators_join_the_earlier_ones(tmp_path):
    files = {
        "indicators/A2.2.yaml": SECOND.replace("A2.1", "A2.2"),
        "text/en/A2.2.yaml": SECOND_TEXT.replace("A2.1", "A2.2"),
    }
    framework = read_framework(later(tmp_path, files))
    assert [item.code for item in framework.indicators] == ["A1.1", "A2.1", "A2.2"]


def test_the_versions_have_different_fingerprints(tmp_path):
    folder = later(tmp_path)
    earlier = read_framework(tmp_path / "tiny" / "1.0")
    assert read_framework(folder).content_hash != earlier.content_hash


def test_a_broken_inherited_file_is_named_by_where_it_lies(tmp_path):
    folder = later(tmp_path)
    (tmp_path / "tiny" / "1.0" / "text" / "en" / "A1.1.yaml").write_text("code: [", "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_framework(folder)
    assert {problem.file for problem in caught.value.problems} >= {"tiny/1.0/text/en/A1.1.yaml"}


@pytest.mark.parametrize(
    ("named", "what"),
    [
        ("0.9", "There is no version '0.9' of this framework to continue."),
        ("1.1", "Version 1.1 is continued in a circle."),
    ],
)
def test_a_version_that_cannot_be_continued_is_told(tmp_path, named, what):
    folder = later(tmp_path, head=LATER.replace('continues: "1.0"', f'continues: "{named}"'))
    with pytest.raises(KnowledgeError) as caught:
        read_framework(folder)
    assert what in [problem.what for problem in caught.value.problems]


def test_the_words_of_the_head_can_be_replaced_too(tmp_path):
    head = HEAD_TEXT.replace("Tiny", "Tiny, continued")
    folder = later(tmp_path, {"text/en/framework.yaml": head})
    text, _ = read_text(folder, read_framework(folder), "en")
    assert text.title == "Tiny, continued"
