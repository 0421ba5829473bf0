"""Find phrases that fill a line and say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from glocal.errors import KnowledgeError
from glocal.loading.passages import Passage
from glocal.loading.roots import knowledge_root
from glocal.loading.yaml_file import read_yaml


@dataclass(frozen=True)
class Filler:
    """A passage with the phrase found in it."""

    passage: Passage
    phrase: str


@cache
def quality_rules(language: str) -> Mapping[str, Any]:
    """The rules for texts in ``language``: fillers, words too vague for an anchor, limits.

    Raises ``KnowledgeError`` when the language has none.
    """
    name = f"quality/{language}.yaml"
    file, problems = read_yaml(knowledge_root() / name, name)
    if file is None:
        raise KnowledgeError(f"There are no rules for texts in {language!r}:", problems)
    rules: Mapping[str, Any] = file.value
    return rules


def find_fillers(passages: Iterable[Passage], language: str) -> Iterator[Filler]:
    """Every filler phrase in ``passages``, and every vague word in their anchors."""
    rules = quality_rules(language)
    everywhere = _pattern(tuple(rules["fillers"]))
    in_anchors = _pattern(tuple(rules["vague_in_anchors"]))
    allowed = _pattern(tuple(rules["allowed"]))
    for passage in passages:
        text = allowed.sub(" ", passage.text) if rules["allowed"] else passage.text
        patterns = (everywhere, in_anchors) if "anchors" in passage.place else (everywhere,)
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield Filler(passage, match.group())


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all phrases, each between word boundaries; ``*`` stands for letters."""
    parts = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
