"""What a rule has found, before it becomes a finding: first as numbers, then in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.join import distinct
from glocal.coherence.regions import Region
from glocal.model.finding import Slot

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """All hits of one variant of a rule: a line each, compact enough for millions.

    ``rows`` has the rows of the provisions, ``nodes`` what else tells one hit from another
    (actions, organisations, areas: as the rule says). Both have the shape (hits, …).
    """

    variant: str
    rows: Ints
    nodes: Ints

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class MendDraft:
    """A way to mend: its key in the rule's data, what it changes, and where that is decided.

    Without a ``territory`` it is decided where the finding stands.
    """

    key: str
    territory: str
    subject: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """One hit in full, without what follows from the rule's data and the policies' levels.

    ``rows`` is the minimal set with the ``parts`` that they play, ``key`` what else identifies it.
    ``where`` are the regions in which it holds, with those who are hit; ``revealed`` the words of
    those who become known. ``certain`` and the codes in ``reasons`` say how sure it is. ``cause``
    names what several findings may have in common (a provision or a concept). ``policies`` are
    those compared as a whole, where no provisions are.
    """

    rule: str
    variant: str
    rows: tuple[int, ...]
    parts: tuple[str, ...]
    key: tuple[str, ...]
    where: tuple[Region, ...]
    matches: tuple[Slot, ...]
    clash: Slot
    mends: tuple[MendDraft, ...]
    params: Mapping[str, str] = field(default_factory=dict)
    revealed: tuple[int, ...] = ()
    core: bool = False
    collective: bool = False
    reasons: tuple[str, ...] = ()
    cause: str = ""
    areas: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()


def found_pairs(variant: str, first: Ints, second: Ints) -> Found:
    """Hits of pairs of rows, each once, in order."""
    if not len(first):
        return Found(variant, np.zeros((0, 2), dtype=np.int64), np.zeros((0, 0), dtype=np.int64))
    size = int(max(first.max(), second.max())) + 1
    keys = distinct(first * size + second)
    rows = np.stack((keys // size, keys % size), axis=1)
    return Found(variant, rows, np.zeros((len(rows), 0), dtype=np.int64))


def found_lines(variant: str, lines: set[tuple[int, ...]], rows: int) -> Found:
    """Hits as tuples of which the first ``rows`` numbers are rows and the others nodes."""
    width = len(next(iter(lines))) if lines else rows
    table = np.array(sorted(lines), dtype=np.int64).reshape(len(lines), width)
    return Found(variant, table[:, :rows], table[:, rows:])
