"""Signs in French: the space before one does not break, and an apostrophe is curved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from glocal.loading.roots import knowledge_root

ROOT = knowledge_root()
FILES = sorted(
    path for path in ROOT.rglob("*.yaml") if path.name == "fr.yaml" or "fr" in path.parts
)
# A question mark that is told to be written is a word, not a sign.
LOOSE = re.compile(r"(?<=\S) [:;!»%]|« |(?<!écrivez) \?")
# Titles of sources keep the apostrophes of their own language.
STRAIGHT = re.compile(r"\b(?:[cdjlmnst]|qu)'[a-zàâéèêh]", re.IGNORECASE)


def strings(value: object) -> Iterator[str]:
    """Every text of a file, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sign_stays_on_the_line_of_its_word(path: Path) -> None:
    texts = list(strings(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert [text for text in texts if LOOSE.search(text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_apostrophe_is_curved(path: Path) -> None:
    if "terminology" in path.parts:
        pytest.skip("it also knows the words as others type them")
    texts = list(strings(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert [text for text in texts if STRAIGHT.search(text)] == []
