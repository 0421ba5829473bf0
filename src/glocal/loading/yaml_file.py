"""Read one YAML file, with the line of every key for the errors, and no silent duplicates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from glocal.errors import Problem

try:  # the C parser is seven times as fast and ships with most builds of PyYAML
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader  # type: ignore[assignment]

KeyPath = tuple[str | int, ...]
LARGEST_FILE = 2_000_000
"""Bytes; no knowledge file comes near it, and a YAML file made to exhaust memory stops here."""

DEEPEST = 60
"""Levels of nesting; the knowledge needs ten, and a few hundred thousand would end the process."""

# Every two levels of nesting without brackets take at least one of these at the start of a line.
_INDENTED = re.compile(rf"^[ ?:-]{{{DEEPEST // 2}}}", re.MULTILINE)


@dataclass(frozen=True)
class YamlFile:
    """The value in a YAML file; ``text`` is kept so that lines are looked up only for errors."""

    name: str
    value: Any
    text: str

    def line(self, path: Sequence[str | int]) -> int:
        """The line (from 1) of the deepest part of ``path`` that exists in the file."""
        node = yaml.compose(self.text, Loader=SafeLoader)
        line = 1
        for part in path:
            found = _child(node, part)
            if found is None:
                break
            key_line, node = found
            line = key_line
        return line

    def problem(self, path: Sequence[str | int], what: str, mend: str) -> Problem:
        """A problem at ``path`` of this file."""
        return Problem(self.name, self.line(path), ".".join(map(str, path)), what, mend)


def read_yaml(path: Path, name: str) -> tuple[YamlFile | None, list[Problem]]:
    """The content of ``path``, or the problems that stop it from being read.

    ``name`` is how the file is called in messages. A key that appears twice in one mapping is a
    problem, since YAML would silently keep the last one.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [
            Problem(
                name,
                0,
                "",
                f"The file cannot be read ({error.strerror}).",
                "Check that it exists and may be read.",
            )
        ]
    if len(raw) > LARGEST_FILE:
        return None, [
            Problem(name, 0, "", f"The file is larger than {LARGEST_FILE:,} bytes.", "Split it.")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "", "The file is not UTF-8.", "Save it again as UTF-8.")]
    refused = _refused(text, name)
    if refused is not None:
        return None, [refused]
    try:
        node = yaml.compose(text, Loader=SafeLoader)
        problems = list(_duplicates(node, name, ()))
        if problems:
            return None, problems
        return YamlFile(name, yaml.load(text, Loader=SafeLoader), text), []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        return None, [
            Problem(
                name,
                line,
                "",
                f"This is not YAML: {error.problem}.",
                "Check indentation, quotes and colons on this line and the one above.",
            )
        ]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [
            Problem(
                name,
                0,
                "",
                f"This is not YAML: {error}.",
                "Check the file in an editor that shows YAML errors.",
            )
        ]


def _refused(text: str, name: str) -> Problem | None:
    """Aliases, and nesting that would exhaust the parser: looked for in the flat list of events."""
    brackets = text.count("[") + text.count("{")
    if not ("&" in text or "*" in text or brackets > DEEPEST or _INDENTED.search(text)):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Problem(
                    name,
                    line,
                    "",
                    "Anchors and aliases (& and *) are not used here.",
                    "Write the value out in full.",
                )
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return Problem(
                    name, line, "", f"More than {DEEPEST} levels are nested.", "Flatten the file."
                )
    except (yaml.YAMLError, ValueError):
        # Whatever is no YAML is told by the reader below, with the line.
        return None
    return None


def _child(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item.start_mark.line + 1, item
    return None


def _duplicates(node: yaml.Node | None, name: str, path: KeyPath) -> list[Problem]:
    problems: list[Problem] = []
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            label = str(key.value)
            here = (*path, label)
            if label in seen:
                problems.append(
                    Problem(
                        name,
                        line,
                        ".".join(map(str, here)),
                        f"The key appears twice (first on line {seen[label]}).",
                        "Keep one of the two.",
                    )
                )
            seen.setdefault(label, line)
            problems += _duplicates(value, name, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            problems += _duplicates(item, name, (*path, index))
    return problems
