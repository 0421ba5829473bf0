"""The entries of the files of a portfolio: what each says, where it stands, whether it has errors.

A file and the country packs it uses are one list of entries. An entry with an error is marked, so
that everything else can still be checked, and kept if that is wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from glocal.errors import Problem
from glocal.loading.known import Fault, Path
from glocal.loading.schema import MOST_FAULTS, shape_faults
from glocal.loading.written import Part, Written


class Kind(StrEnum):
    """What an entry describes; the value is its list in the file."""

    TERRITORY = "territories"
    ORGANISATION = "organisations"
    LINK = "links"
    CHANNEL = "channels"
    COMPLETE = "channels_complete"
    COORDINATION = "coordination"
    INTERACTION = "interactions"
    POLICY = "policies"
    PROVISION = "provisions"


NAMES = {
    Kind.TERRITORY: "territory",
    Kind.ORGANISATION: "organisation",
    Kind.POLICY: "policy",
    Kind.PROVISION: "provision",
}
"""What an entry that others name by its id is called in messages."""


@dataclass
class Entry:
    """One entry; ``policy`` is the entry of a provision's act, ``pack`` the file it came from."""

    kind: Kind
    part: Part
    pack: str = ""
    policy: Entry | None = None
    has_shape: bool = True
    is_faulty: bool = False

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.part.value

    @property
    def id(self) -> str:
        """The id that others name it by, empty where it has none."""
        name = self.value.get("id") if isinstance(self.value, Mapping) else None
        return name.strip() if isinstance(name, str) else ""


@dataclass
class Entries:
    """All entries in the order of the files, packs first, and every problem found so far.

    ``faulty_keys`` are keys of the file added last whose values, apart from entries, are wrong.
    """

    every: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faulty_keys: set[str] = field(default_factory=set)

    def of(self, kind: Kind) -> Iterator[Entry]:
        """The entries of one kind that have the right shape."""
        return (entry for entry in self.every if entry.kind is kind and entry.has_shape)

    def blame(self, entry: Entry, faults: Iterable[Fault]) -> None:
        """Tell what is wrong with an entry, and mark it."""
        for path, what, mend in faults:
            self.problems.append(entry.part.problem(path, what, mend))
            entry.is_faulty = True

    def add(self, document: Written, pack: str, faulty: Collection[Path] = ()) -> None:
        """The entries of one file; where the shape is wrong, that is told.

        ``faulty`` are paths of entries of which an error is told already.
        """
        found = {entry.part.path: entry for entry in _entries(document, pack)}
        for path in faulty:
            if path in found:
                found[path].is_faulty = True
        self.faulty_keys = set()
        faults = shape_faults(document, "portfolio")
        if len(faults) > MOST_FAULTS:  # what comes behind them has not been looked at
            for unread in found.values():
                unread.has_shape, unread.is_faulty = False, True
        for path, what, mend in faults:
            entry = next((found[part] for part in _prefixes(path) if part in found), None)
            self.problems.append(document.problem(path, what, mend))
            if entry is not None:
                entry.has_shape = False
                entry.is_faulty = True
            elif path:
                self.faulty_keys.add(str(path[0]))
        self.every += found.values()


def _entries(document: Written, pack: str) -> Iterator[Entry]:
    for kind in Kind:
        if kind is Kind.PROVISION:
            continue
        for path, value in _items(document.value, (kind.value,)):
            entry = Entry(kind, Part(document, path, value), pack)
            yield entry
            if kind is Kind.POLICY:
                for place, slots in _items(value, (Kind.PROVISION.value,)):
                    part = Part(document, (*path, *place), slots)
                    yield Entry(Kind.PROVISION, part, pack, policy=entry)


def number_in(document: Any) -> int:
    """How many policies and provisions a document holds, right or wrong."""
    policies = [value for _, value in _items(document, (Kind.POLICY.value,))]
    return sum(1 + sum(1 for _ in _items(one, (Kind.PROVISION.value,))) for one in policies)


def _items(value: Any, path: tuple[str]) -> Iterator[tuple[Path, Any]]:
    listed = value.get(path[0]) if isinstance(value, Mapping) else None
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        yield (*path, index), item


def _prefixes(path: Path) -> Iterator[Path]:
    """The places of which ``path`` may be a part: a provision first, then an entry of a list."""
    if len(path) >= 4 and path[2] == Kind.PROVISION.value:
        yield path[:4]
    elif len(path) >= 2:
        yield path[:2]
