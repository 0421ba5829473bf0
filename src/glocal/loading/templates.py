"""Sentences with words left open: which they are, and whether they are known.

``{name}`` stands for a word that is put in, ``[ … ]`` for a part that is left out when one of its
words is not there. The words themselves are put in by :mod:`glocal.text.sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from glocal.errors import Problem
from glocal.loading.schema import nearest
from glocal.loading.yaml_file import KeyPath, YamlFile

PLACEHOLDER = re.compile(r"\{([a-z][a-z-]*)\}")
_BRACE = re.compile(r"[{}]")
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_BRACKET = re.compile(r"[\[\]]")


def placeholders(template: str) -> frozenset[str]:
    """The names of the words that a template leaves open."""
    return frozenset(PLACEHOLDER.findall(template))


def template_problems(
    file: YamlFile, path: KeyPath, template: str, known: Collection[str]
) -> Iterator[Problem]:
    """Words that nobody can put in, and brackets that are not closed."""
    for name in sorted(placeholders(template) - set(known)):
        yield file.problem(
            path,
            f"Nothing can be put in for {{{name}}}.",
            nearest(name, set(known)) or f"Use one of: {', '.join(sorted(known))}.",
        )
    if _BRACE.search(PLACEHOLDER.sub("", template)) or _BRACKET.search(_OPTIONAL.sub("", template)):
        yield file.problem(
            path,
            "A bracket is not closed, or a name in braces has other signs than small letters.",
            "Write {name} for a word and [ … ] for a part that may be left out, without nesting.",
        )


def strings(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every text in a nested value, with its place."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, (*path, index))
    elif isinstance(value, str):
        yield path, value
