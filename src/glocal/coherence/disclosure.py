"""How using a service makes somebody known, and to whom that knowledge travels.

A *holder* is an organisation that knows. It starts with those the taxonomy says a user meets, and
goes on along provisions by which a holder shares, unless a firewall stands in the way. Who is known
may be the user, the guardian or the household: groups of sharing rules, firewalls and duties to
report are matched on the person revealed, wherever the data happen to be.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.join import pairs_below
from glocal.coherence.overlap import same_conditions
from glocal.coherence.regions import Region, remainder
from glocal.coherence.words import Words, meet, possible
from glocal.model.population import Population
from glocal.model.provision import Modality
from glocal.model.taxonomy import Reveals

MODES: tuple[Reveals, ...] = tuple(Reveals)
USER = MODES.index(Reveals.USER)
ADULT = frozenset({"18-24", "25-59", "60+"})


@dataclass(frozen=True)
class Known:
    """Lines of who knows what: promise, holder, whose data, of which cells, when and where.

    ``node`` is an area that contains the leaves ``first`` to ``last`` where the data are; ``moved``
    when that is no longer where the promise holds, which is at the leaves ``home_first`` to
    ``home_last``. ``origin`` is the line of an earlier set that a line came from, or the
    organisation first met.
    """

    promise: Ints
    holder: Ints
    mode: Ints
    word: Words
    begin: Ints
    end: Ints
    node: Ints
    first: Ints
    last: Ints
    moved: Ints
    home_first: Ints
    home_last: Ints
    origin: Ints

    def __len__(self) -> int:
        return len(self.promise)

    def take(self, chosen: Ints) -> Known:
        """Some of the lines."""
        return Known(*(getattr(self, item.name)[chosen] for item in fields(self)))


def revealed_word(population: Population, mode: Reveals, word: int) -> int:
    """Those whom a contact can reveal, when the users are those in ``word``."""
    if mode is Reveals.USER:
        return word
    if mode is Reveals.HOUSEHOLD or "age" not in population.layout:
        return population.possible(population.full)
    ages = [value for value in population.layout["age"][1] if value in ADULT]
    return population.possible(population.word({"age": ages}))


def contacts(base: Base, promises: Ints | None = None) -> Known:
    """Who knows by the contact itself, for all promises or some rows."""
    if promises is None:
        promises = base.rows_of(Modality.ENTITLEMENT, Modality.DUTY)
    rows, holders, modes, words = [], [], [], []
    population = base.taxonomy.population
    columns = base.columns
    by_action: dict[int, list[tuple[int, Reveals]]] = {}
    for row in promises:
        action = int(columns.action[row])
        if action not in by_action:
            met = {
                (base.organisations.index[item.organisation], item.reveals)
                for above in base.lineage(action)
                for item in above.contact
            }
            by_action[action] = sorted(met)
        for holder, mode in by_action[action]:
            rows.append(int(row))
            holders.append(holder)
            modes.append(MODES.index(mode))
            words.append(revealed_word(population, mode, int(columns.word[row])))
    promise = np.array(rows, dtype=np.int64)
    node = columns.area[promise]
    first_met = np.array(holders, dtype=np.int64)
    return Known(
        promise,
        first_met,
        np.array(modes, dtype=np.int64),
        np.array(words, dtype=np.int64),
        columns.begin[promise],
        columns.end[promise],
        node,
        base.areas.first[node],
        base.areas.last[node],
        np.zeros(len(promise), dtype=np.int64),
        base.areas.first[node],
        base.areas.last[node],
        first_met,
    )


@lru_cache(maxsize=2)
def known(base: Base) -> Known:
    """Everybody who comes to know, over paths of any length."""
    lines = frontier = contacts(base)
    seen = set(keys_of(frontier))
    while len(frontier):
        passed, _ = shared(base, frontier)
        fresh = []
        for place, key in enumerate(keys_of(passed)):
            if key not in seen:
                seen.add(key)
                fresh.append(place)
        frontier = passed.take(np.array(fresh, dtype=np.int64))
        lines = together(lines, frontier)
    return lines


def together(first: Known, second: Known) -> Known:
    """Both sets of lines."""
    return Known(
        *(
            np.concatenate((getattr(first, item.name), getattr(second, item.name)))
            for item in fields(Known)
        )
    )


def touched(base: Base, lines: Known, rules: Ints, *, by_user: bool) -> tuple[Known, Ints]:
    """What each of ``rules`` (rows that share or report) reaches of what is known.

    The lines come back narrowed to where the rule holds and no firewall protects, with the holder
    that the rule binds; beside each the row of the rule. ``by_user``: a rule whose group names the
    users passes their files on with whomever they name.
    """
    columns, tree = base.columns, base.organisations
    population = base.taxonomy.population
    found: list[tuple[Known, Ints]] = []
    for a, b in pairs_below(
        base.actions,
        base.areas,
        columns.action[lines.promise],
        lines.node,
        columns.action[rules],
        columns.area[rules],
    ):
        rule = rules[b]
        bearer, holder = columns.bearer[rule], lines.holder[a]
        narrower = tree.below(bearer, holder)
        keep = narrower | tree.below(holder, bearer)
        keep &= np.maximum(lines.begin[a], columns.begin[rule]) < np.minimum(
            lines.end[a], columns.end[rule]
        )
        first = np.maximum(lines.first[a], base.areas.first[columns.area[rule]])
        last = np.minimum(lines.last[a], base.areas.last[columns.area[rule]])
        keep &= first < last
        a, rule, narrower, first, last = (
            a[keep],
            rule[keep],
            narrower[keep],
            first[keep],
            last[keep],
        )
        promise, word = lines.promise[a], lines.word[a]
        both = possible(population, word & columns.word[rule])
        if by_user:
            file = lines.mode[a] != USER
            file &= meet(population, columns.word[promise], columns.word[rule])
            file &= possible(population, columns.word[promise] & columns.word[rule]) != 0
            both = np.where(file, word, both)
        keep = (both != 0) & same_conditions(base, promise, rule)
        if base.over:
            edges = zip(promise.tolist(), rule.tolist(), strict=True)
            keep &= np.array([edge not in base.over for edge in edges], dtype=np.bool_)
        a, rule, narrower, both = a[keep], rule[keep], narrower[keep], both[keep]
        line = lines.take(a)
        deeper = base.areas.below(columns.area[rule], line.node)
        found.append(
            (
                replace(
                    line,
                    holder=np.where(narrower, columns.bearer[rule], line.holder),
                    word=both,
                    begin=np.maximum(line.begin, columns.begin[rule]),
                    end=np.minimum(line.end, columns.end[rule]),
                    node=np.where(deeper, columns.area[rule], line.node),
                    first=first[keep],
                    last=last[keep],
                    home_first=np.where(line.moved, line.home_first, first[keep]),
                    home_last=np.where(line.moved, line.home_last, last[keep]),
                    origin=a,
                ),
                rule,
            )
        )
    if not found:
        empty = np.zeros(0, dtype=np.int64)
        return lines.take(empty), empty
    merged = found[0][0]
    for more, _ in found[1:]:
        merged = together(merged, more)
    return protected(base, merged, np.concatenate([rule for _, rule in found]))


def protected(base: Base, lines: Known, rules: Ints) -> tuple[Known, Ints]:
    """The lines less what firewalls of their holders protect; a line may fall into several."""
    walls = base.rows_of(Modality.FIREWALL)
    columns = base.columns
    cuts: dict[int, list[int]] = {}
    for a, b in pairs_below(
        base.actions,
        base.areas,
        columns.action[lines.promise],
        lines.node,
        columns.action[walls],
        columns.area[walls],
    ):
        wall = walls[b]
        keep = base.organisations.below(lines.holder[a], columns.bearer[wall])
        keep &= meet(base.taxonomy.population, lines.word[a], columns.word[wall])
        keep &= np.maximum(lines.begin[a], columns.begin[wall]) < np.minimum(
            lines.end[a], columns.end[wall]
        )
        for place, row in zip(a[keep].tolist(), wall[keep].tolist(), strict=True):
            if base.covers(row, int(lines.promise[place])):
                cuts.setdefault(place, []).append(row)
    if not cuts:
        return lines, rules
    untouched = np.ones(len(lines), dtype=np.bool_)
    untouched[list(cuts)] = False
    whole = np.flatnonzero(untouched)
    places: list[int] = []
    pieces: list[Region] = []
    for place, rows in cuts.items():
        left = remainder([_region(lines, place)], map(base.region, rows), base.taxonomy.population)
        places += [place] * len(left)
        pieces += left
    chosen = np.concatenate((whole, np.array(places, dtype=np.int64)))
    result = lines.take(chosen)
    for offset, piece in enumerate(pieces):
        at = len(whole) + offset
        result.word[at], result.begin[at], result.end[at] = piece.word, piece.start, piece.end
        result.first[at], result.last[at] = piece.first, piece.last
        if not result.moved[at]:
            result.home_first[at], result.home_last[at] = piece.first, piece.last
    return result, rules[chosen]


def shared(base: Base, lines: Known) -> tuple[Known, Ints]:
    """One step further along the rules that share, and which rule each line took."""
    found, rules = touched(base, lines, base.rows_of(Modality.SHARE), by_user=True)
    target = base.columns.target[rules]
    keep = target >= 0
    found, target, rules = found.take(np.flatnonzero(keep)), target[keep], rules[keep]
    place = base.body_areas[target]
    away = place >= 0
    node = np.where(away, place, found.node)
    moved = replace(
        found,
        holder=target,
        node=node,
        first=np.where(away, base.areas.first[place], found.first),
        last=np.where(away, base.areas.last[place], found.last),
        moved=np.where(away, 1, found.moved),
    )
    return moved, rules


def _region(lines: Known, place: int) -> Region:
    return Region(
        int(lines.word[place]),
        int(lines.begin[place]),
        int(lines.end[place]),
        int(lines.first[place]),
        int(lines.last[place]),
    )


def keys_of(lines: Known) -> list[tuple[int, ...]]:
    """What tells the lines apart, whichever way they came."""
    return list(
        zip(
            *(
                getattr(lines, item.name).tolist()
                for item in fields(Known)
                if item.name not in {"node", "origin"}
            ),
            strict=True,
        )
    )
