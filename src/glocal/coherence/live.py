"""The pairwise rules for one provision against all others, while it is being written.

Rows lie in the order of the tree of actions. So the provisions on something below an action are one
slice, those on its ancestors a few: an edit looks at these alone, whatever the size of the base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from glocal.coherence.base import (
    CODES,
    Base,
    Columns,
    Ints,
    Mask,
    compile_provisions,
    ranges_cover,
    ranges_meet,
)
from glocal.coherence.regions import Region, remainder
from glocal.coherence.words import meet, possible
from glocal.model.provision import Modality, Provision

TAIL = 512
"""So many provisions are kept unsorted behind the others before all are sorted anew."""

TASKS = frozenset({Modality.DUTY, Modality.PERMISSION, Modality.ENTITLEMENT})
DATA = frozenset({Modality.REPORT, Modality.SHARE})
LIFTING = TASKS


@dataclass(frozen=True, order=True)
class Clash:
    """A hit of C1 or C2: its variant, and the ids of both provisions in their order."""

    rule: str
    variant: str
    first: str
    second: str


class Live:
    """A base that takes one change after the other and says at once what each clashes with."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.numbers = {name: i for i, name in enumerate(base.policies)}
        self.provisions: list[Provision] = list(base.provisions)
        self.columns = base.columns
        self.gone = np.zeros(len(base.columns), dtype=np.bool_)
        self.row = dict(base.rows)
        self.lifting: dict[str, list[int]] = defaultdict(list)
        for row, item in enumerate(self.provisions):
            self._note_over(row, item)
        self._sort()

    def clashes(self, provision: Provision) -> tuple[Clash, ...]:
        """What a provision would clash with, instead of the one of its id if there is one."""
        row = self._columns(provision)
        if row is None:
            return ()
        found = {
            clash
            for pairing in _PAIRINGS
            for as_first in (True, False)
            if provision.modality in (pairing.first if as_first else pairing.second)
            for clash in self._pairs(provision, row, pairing, as_first=as_first)
        }
        return tuple(sorted(found))

    def put(self, provision: Provision) -> None:
        """Add a provision, or change the one of its id."""
        self.drop(provision.id)
        row = self._columns(provision)
        if row is None:
            return
        place = len(self.provisions)
        self.provisions.append(provision)
        for item in fields(Columns):
            getattr(self.columns, item.name)[place] = getattr(row, item.name)[0]
        self.row[provision.id] = place
        self._note_over(place, provision)
        if len(self.provisions) == len(self.columns):
            self._sort()

    def drop(self, provision_id: str) -> None:
        """Take a provision away, if it is there."""
        row = self.row.pop(provision_id, None)
        if row is not None:
            self.gone[row] = True

    # ------------------------------------------------------------ the order of the actions
    def _sort(self) -> None:
        """Put all rows in the order of their actions, and leave room behind for a tail."""
        count = self.sorted_until = len(self.provisions)
        room = np.zeros(TAIL, dtype=np.int64)
        self.columns = Columns(
            *(
                np.concatenate((getattr(self.columns, item.name)[:count], room))
                for item in fields(Columns)
            )
        )
        self.gone = np.concatenate((self.gone[:count], np.zeros(TAIL, dtype=np.bool_)))
        place = self.base.actions.enter[self.columns.action[:count]]
        size = len(self.base.actions.ids)
        modality = self.columns.modality[:count]
        self.order: dict[int, Ints] = {}
        self.starts: dict[int, Ints] = {}
        for code in CODES.values():
            own = np.flatnonzero(modality == code)
            self.order[code] = own[np.argsort(place[own], kind="stable")]
            counts = np.bincount(place[own], minlength=size)
            self.starts[code] = np.concatenate(([0], np.cumsum(counts)))

    def _near(self, action: int, wanted: frozenset[Modality], *, above: bool) -> Ints:
        """The rows with a modality on what lies below an action, or on it and above it."""
        tree = self.base.actions
        slices: list[Ints] = []
        if above:
            ends = [(place, place + 1) for place in tree.enter[tree.above(action)].tolist()]
        else:
            ends = [(int(tree.enter[action]), int(tree.leave[action]))]
        for modality in wanted:
            order, starts = self.order[CODES[modality]], self.starts[CODES[modality]]
            slices += [order[starts[begin] : starts[end]] for begin, end in ends]
        tail = np.arange(self.sorted_until, len(self.provisions))
        if len(tail):
            fits = np.isin(self.columns.modality[tail], [CODES[item] for item in wanted])
            slices.append(tail[fits])
        return np.concatenate(slices)

    # ------------------------------------------------------------ pairs
    def _pairs(
        self, provision: Provision, row: Columns, pairing: _Pairing, *, as_first: bool
    ) -> Iterator[Clash]:
        action = int(row.action[0])
        wanted = pairing.second if as_first else pairing.first
        sides = [pairing.first_below == as_first] * pairing.first_below
        sides += [pairing.second_below != as_first] * pairing.second_below
        near = [self._near(action, wanted, above=above) for above in sides]
        rows = np.unique(np.concatenate(near)) if len(near) > 1 else near[0]
        for test in (self._same_place, self._same_time, self._on_line, self._same_people):
            rows = rows[test(rows, row, pairing, as_first)]
        rows = rows[~self.gone[rows] & (rows != self.row.get(provision.id, -1))]
        for place in rows.tolist():
            if self._clash(pairing, provision, row, place, as_first=as_first):
                ids = provision.id, self.provisions[place].id
                yield Clash(pairing.rule, pairing.variant, *(ids if as_first else ids[::-1]))

    def _same_place(self, rows: Ints, row: Columns, pairing: _Pairing, as_first: bool) -> Mask:
        areas, area = self.base.areas, self.columns.area[rows]
        own = int(row.area[0])
        first, last = areas.first[area], areas.last[area]
        return np.asarray((first < areas.last[own]) & (areas.first[own] < last))

    def _same_time(self, rows: Ints, row: Columns, pairing: _Pairing, as_first: bool) -> Mask:
        begin, end = self.columns.begin[rows], self.columns.end[rows]
        return np.asarray((begin < row.end) & (row.begin < end))

    def _on_line(self, rows: Ints, row: Columns, pairing: _Pairing, as_first: bool) -> Mask:
        tree, other = self.base.actions, self.columns.action[rows]
        same = np.full(len(rows), int(row.action[0]))
        first, second = (same, other) if as_first else (other, same)
        found: Mask = np.zeros(len(rows), dtype=np.bool_)
        if pairing.first_below:
            found |= tree.below(first, second)
        if pairing.second_below:
            found |= tree.below(second, first) & (pairing.first_below | (first != second))
        return found

    def _same_people(self, rows: Ints, row: Columns, pairing: _Pairing, as_first: bool) -> Mask:
        population, words = self.base.taxonomy.population, self.columns.word[rows]
        found = meet(population, words, row.word)
        hit = np.flatnonzero(found)
        found[hit] = possible(population, words[hit] & row.word) != 0
        return found

    def _clash(
        self, pairing: _Pairing, provision: Provision, row: Columns, place: int, *, as_first: bool
    ) -> bool:
        """Whether two provisions that overlap really clash: bodies, conditions, exceptions."""
        other = self.provisions[place]
        there = Columns(
            *(getattr(self.columns, item.name)[place : place + 1] for item in fields(Columns))
        )
        one, two = (provision, other) if as_first else (other, provision)
        here, yonder = (row, there) if as_first else (there, row)
        if not ranges_meet(one.conditions, two.conditions):
            return False
        if not pairing.bound(self.base, here, yonder) or one.id in two.over:
            return False
        if not pairing.excusable:
            return two.id not in one.over
        action = int((here if pairing.first_below else yonder).action[0])
        common = self._region(here).meet(self._region(yonder), self.base.taxonomy.population)
        if common is None:
            return False
        excuses = self._excuses(provision, row, one, two, action)
        return bool(remainder([common], excuses, self.base.taxonomy.population))

    def _excuses(
        self, new: Provision, row: Columns, one: Provision, two: Provision, action: int
    ) -> Iterator[Region]:
        below = self.base.actions.is_below
        for place in self.lifting.get(two.id, ()):
            item = self.provisions[place]
            if self.gone[place] or item.id == new.id:
                continue
            if below(action, int(self.columns.action[place])) and ranges_cover(
                item.conditions, one.conditions
            ):
                yield self._region(
                    Columns(
                        *(
                            getattr(self.columns, part.name)[place : place + 1]
                            for part in fields(Columns)
                        )
                    )
                )
        lifts = two.id in new.over and new.modality in LIFTING
        if (
            lifts
            and below(action, int(row.action[0]))
            and ranges_cover(new.conditions, one.conditions)
        ):
            yield self._region(row)

    def _region(self, row: Columns) -> Region:
        node = int(row.area[0])
        return Region(
            int(row.word[0]),
            int(row.begin[0]),
            int(row.end[0]),
            int(self.base.areas.first[node]),
            int(self.base.areas.last[node]),
        )

    def _note_over(self, row: int, item: Provision) -> None:
        if item.modality in LIFTING:
            for other in item.over:
                self.lifting[other].append(row)

    def _columns(self, provision: Provision) -> Columns | None:
        kept, columns = compile_provisions(
            self.base.portfolio,
            self.base.taxonomy,
            self.base.as_of,
            (self.base.actions, self.base.organisations, self.base.areas, self.base.body_areas),
            self.numbers,
            [provision],
        )
        return columns if kept else None


@dataclass(frozen=True)
class _Pairing:
    """How two modalities clash: on which actions, under whose duty, and whether that is lifted."""

    rule: str
    variant: str
    first: frozenset[Modality]
    second: frozenset[Modality]
    first_below: bool = True
    second_below: bool = False
    excusable: bool = True
    any_other_level: bool = False
    same_body_down: bool = False

    def bound(self, base: Base, first: Columns, second: Columns) -> bool:
        """Whether the second provision binds the body of the first."""
        tree, one, two = base.organisations, int(first.bearer[0]), int(second.bearer[0])
        if self.same_body_down:
            return tree.is_below(one, two)
        if tree.is_below(one, two) or tree.is_below(two, one):
            return True
        return self.any_other_level and int(first.level[0]) != int(second.level[0])


def _one(modality: Modality) -> frozenset[Modality]:
    return frozenset({modality})


_PAIRINGS: Sequence[_Pairing] = (
    _Pairing(
        "C1",
        "duty-ban",
        frozenset({Modality.DUTY, Modality.PERMISSION}),
        _one(Modality.PROHIBITION),
        same_body_down=True,
    ),
    _Pairing(
        "C1",
        "offer-ban",
        _one(Modality.ENTITLEMENT),
        _one(Modality.PROHIBITION),
        same_body_down=True,
    ),
    _Pairing(
        "C1", "data-firewall", DATA, _one(Modality.FIREWALL), second_below=True, excusable=False
    ),
    *(
        _Pairing("C2", variant, _one(modality), _one(Modality.EXCLUSION), any_other_level=True)
        for modality, variant in (
            (Modality.ENTITLEMENT, "full"),
            (Modality.DUTY, "duty"),
            (Modality.PERMISSION, "permission"),
        )
    ),
    _Pairing(
        "C2",
        "partial",
        _one(Modality.ENTITLEMENT),
        _one(Modality.EXCLUSION),
        first_below=False,
        second_below=True,
        any_other_level=True,
    ),
)
