"""The country packs that a portfolio uses: found beside it, read once, never outside its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from glocal.errors import Problem
from glocal.loading.plain_yaml import LARGEST, read_plain_yaml
from glocal.loading.written import Written, shown

MOST = 50
"""Packs of one portfolio."""

TEXTS = frozenset(
    {"portfolio", "taxonomy", "id", "name", "title", "issuer", "number", "source", "by", "unit"}
    | {"ground", "article", "quote", "note", "about", "matrix", "rationale"}
)
"""Keys whose values stay as they were written: an article 3.10 is not 3.1, a title may be "yes"."""


class NoPackError(Exception):
    """A pack that cannot be had: why, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


Fetch = Callable[[str], bytes]
"""Gives the bytes of a pack by its path from the folder of the portfolio, or raises NoPackError."""


def beside(folder: Path) -> Fetch:
    """Packs from files in ``folder`` and below it; a link that leads out of it is not followed."""

    def fetch(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise NoPackError(*_leads_out(name))
        try:
            if path.stat().st_size > LARGEST:
                raise NoPackError(f"'{shown(name)}' is larger than {LARGEST:,} bytes.", "Split it.")
            return path.read_bytes()
        except OSError as error:
            raise NoPackError(
                f"'{shown(name)}' cannot be read ({error.strerror}).",
                "Name a file beside this one, or put it there.",
            ) from error

    return fetch


def among(packs: Mapping[str, bytes]) -> Fetch:
    """Packs that are at hand already, by their names: files uploaded together, or none at all."""

    def fetch(name: str) -> bytes:
        if name not in packs:
            given = ", ".join(sorted(packs)) or "none"
            raise NoPackError(f"'{shown(name)}' is not at hand.", f"Packs at hand: {given}.")
        return packs[name]

    return fetch


@dataclass
class Packs:
    """Reads a portfolio's packs, and theirs, each once.

    ``documents`` has them innermost first; ``used`` are those that the portfolio itself names and
    that could be read, as it names them.
    """

    fetch: Fetch
    documents: dict[str, Written] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _reading: list[str] = field(default_factory=list)

    def read(self, document: Written) -> None:
        """All that ``document`` uses."""
        self._reading = [document.name]
        self._follow(document, "")

    def _follow(self, document: Written, at: str) -> None:
        for index, used in uses_of(document):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(at), used))
            try:
                self._use(name)
            except NoPackError as error:
                self.problems.append(document.problem(("uses", index), error.what, error.mend))
            else:
                if not at and name in self.documents:
                    self.used.append(used)

    def _use(self, name: str) -> None:
        if name.startswith(("/", "..")) or "\\" in name or ":" in name or "\0" in name:
            raise NoPackError(*_leads_out(name))
        if name in self._reading:
            way = " uses ".join([*self._reading[self._reading.index(name) :], name])
            raise NoPackError(f"The packs go in a circle: {way}.", "Leave one of them out.")
        if name in self.documents:
            return
        if len(self.documents) + len(self._reading) >= MOST:
            raise NoPackError(f"More than {MOST} packs are used.", "Put some of them together.")
        if not name.endswith((".yaml", ".yml")):
            raise NoPackError(
                f"'{shown(name)}' is no YAML file.", "Name a file that ends in .yaml."
            )
        pack, problems = read_plain_yaml(self.fetch(name), name, as_written=TEXTS)
        self.problems += problems
        if pack is None:
            return
        self._reading.append(name)
        self._follow(pack, name)
        self._reading.pop()
        self.documents[name] = pack


def uses_of(document: Written) -> list[tuple[int, str]]:
    """The packs that a document names, as they are written there, with their places in the list."""
    named = document.value.get("uses") if isinstance(document.value, Mapping) else None
    listed = named if isinstance(named, list) else []
    return [(index, item) for index, item in enumerate(listed) if isinstance(item, str)]


def _leads_out(name: str) -> tuple[str, str]:
    return (
        f"'{shown(name)}' leads out of the folder of the portfolio.",
        "Put the pack beside the portfolio and name it by its file name.",
    )
