"""Read a YAML file that people write by hand, in one pass, keeping the line of every value.

It differs from :mod:`glocal.loading.yaml_file`, which reads the knowledge, in three ways. Words
stay words: ``yes``, ``no`` and ``on`` are no truth values and ``2015-09-01`` is no calendar object,
so that ``competence: no`` and an impossible date can be told with their line. Under some keys
everything stays as it was written, so that article ``3.10`` does not become 3.1. And lines are kept
while reading: a file with ten thousand errors is not read ten thousand times.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from glocal.errors import Problem
from glocal.loading.written import shown
from glocal.loading.yaml_file import DEEPEST

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # not every build has the fast one

LARGEST = 20_000_000
"""Bytes: room for some fifty thousand provisions; what is larger stops here."""

MOST_PROBLEMS = 1000
"""A file with more keys that stand twice is no portfolio any more."""

WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]{1,3})?")
NOTHING = {"", "~", "null", "Null", "NULL"}
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Mapped(dict[str, Any]):
    """A mapping that knows the line of each key."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class Listed(list[Any]):
    """A list that knows the line of each item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


@dataclass(frozen=True)
class PlainFile:
    """The content of a file; mappings and lists in ``value`` know their lines."""

    name: str
    value: Any

    def line(self, path: Sequence[str | int]) -> int:
        """The line (from 1) of the deepest part of ``path`` that exists in the file."""
        line, value = 1, self.value
        for part in path:
            if isinstance(value, Mapped) and part in value.lines:
                line, value = value.lines[str(part)], value.get(str(part))
            elif isinstance(value, Listed) and isinstance(part, int) and part < len(value):
                line, value = value.lines[part], value[part]
            else:
                break
        return line

    def problem(self, path: Sequence[str | int], what: str, mend: str) -> Problem:
        """A problem at ``path`` of this file."""
        key = ".".join(shown(part) for part in path)
        return Problem(self.name, self.line(path), key, what, mend)


def read_plain_yaml(
    raw: bytes, name: str, *, as_written: Collection[str] = (), largest: int = LARGEST
) -> tuple[PlainFile | None, list[Problem]]:
    """The content of the bytes of a file called ``name``, or the problems that stop it.

    Values under a key of ``as_written`` stay text. A key without a value is as if it were not
    there. Refused: other encodings than UTF-8, more than ``largest`` bytes, keys that stand twice,
    anchors, tags, more than one document, and nesting that would exhaust the parser.
    """
    if len(raw) > largest:
        return None, [
            Problem(name, 0, "", f"The file is larger than {largest:,} bytes.", "Split it.")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "", "The file is not UTF-8.", "Save it again as UTF-8.")]
    builder = _Builder(name, frozenset(as_written))
    try:
        for event in yaml.parse(text, Loader=SafeLoader):
            builder.take(event)
    except _Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [
            Problem(
                name,
                mark.line + 1 if mark else 0,
                "",
                f"This is not YAML: {shown(error.problem)}.",
                "Check indentation, quotes and colons on this line and the one above.",
            )
        ]
    except yaml.reader.ReaderError as error:
        return None, [
            Problem(
                name,
                text.count("\n", 0, error.position) + 1,
                "",
                "A character that no text has stands here.",
                "Delete it; it is often invisible and came along from another program.",
            )
        ]
    except yaml.YAMLError as error:
        return None, [
            Problem(name, 0, "", f"This is not YAML: {shown(error)}.", "Look at it in an editor.")
        ]
    if builder.problems:
        return None, builder.problems
    return PlainFile(name, builder.root), []


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass
class _Builder:
    """Puts values together from the flat list of events, without recursion.

    ``_open`` are the mappings and lists that are not finished, outermost first; ``_keys`` is, for
    each, the key whose value comes next (``None`` when a key comes next, and for lists).
    """

    name: str
    as_written: frozenset[str]
    root: Any = None
    problems: list[Problem] = field(default_factory=list)
    _open: list[Mapped | Listed] = field(default_factory=list)
    _keys: list[str | None] = field(default_factory=list)
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refuse(event, "A second document begins here.", "Make it a file.")
            return
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refuse(
                event, "Anchors and aliases (& and *) are not used here.", "Write it out in full."
            )
        if getattr(event, "tag", None) not in {None, "!"}:
            raise self._refuse(event, "Tags (!) are not used here.", "Leave the tag out.")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
            self._next_key()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        inside = self._open[-1] if self._open else None
        if isinstance(inside, Mapped) and self._keys[-1] is None:
            self._key(inside, event)
            return
        self._put(self._value(event), event)
        self._next_key()

    def _key(self, inside: Mapped, event: yaml.ScalarEvent) -> None:
        key, line = event.value, _line(event)
        if key in inside.lines:
            if len(self.problems) >= MOST_PROBLEMS:
                raise self._refuse(event, "Too many keys stand twice.", "Check the indentation.")
            self.problems.append(
                Problem(
                    self.name,
                    line,
                    ".".join([*self._path(), shown(key)]),
                    f"The key appears twice (first on line {inside.lines[key]}).",
                    "Keep one of the two.",
                )
            )
        inside.lines.setdefault(key, line)
        self._keys[-1] = key

    def _path(self) -> list[str]:
        """The keys and indices that lead to the innermost open mapping."""
        return [
            shown(key if isinstance(value, Mapped) else len(value) - 1)
            for value, key in zip(self._open[:-1], self._keys[:-1], strict=True)
        ]

    def _value(self, event: yaml.ScalarEvent) -> Any:
        text = event.value
        if not event.implicit[0]:  # in quotes or as a block: text
            return text
        if self._keys and self._keys[-1] in self.as_written:
            return text or None
        if text in NOTHING:
            return None
        if text in TRUTH:
            return TRUTH[text]
        if WHOLE.fullmatch(text):
            return int(text)
        if DECIMAL.fullmatch(text):
            number = float(text)
            return number if math.isfinite(number) else text
        return text

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        inside = self._open[-1] if self._open else None
        if isinstance(inside, Mapped) and self._keys[-1] is None:
            raise self._refuse(event, "A key must be a word.", "Put the key in quotes.")
        if len(self._open) >= DEEPEST:
            raise self._refuse(event, f"More than {DEEPEST} levels are nested.", "Flatten it.")
        value: Mapped | Listed = Mapped() if isinstance(event, yaml.MappingStartEvent) else Listed()
        self._put(value, event)
        self._open.append(value)
        self._keys.append(None)

    def _put(self, value: Any, event: yaml.Event) -> None:
        if not self._open:
            self.root = value
            return
        inside, key = self._open[-1], self._keys[-1]
        if isinstance(inside, Listed):
            inside.append(value)
            inside.lines.append(_line(event))
        # The first of two equal keys stays; a key without a value is as if it were not there.
        elif key is not None and value is not None and key not in inside:
            inside[key] = value

    def _next_key(self) -> None:
        if self._keys:
            self._keys[-1] = None

    def _refuse(self, event: yaml.Event, what: str, mend: str) -> _Refused:
        return _Refused(Problem(self.name, _line(event), "", what, mend))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
