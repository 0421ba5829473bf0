"""C10: a level carries out what another decides, and no channel leads back to that other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.model.finding import Slot
from glocal.model.kinds import Level
from glocal.model.provision import Modality

CODE = "C10"


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the lower and the upper area."""
    ways = _channels(base)
    hits = sorted(pair for pair in _implementing(base) if not _leads(ways, *pair))
    nodes = np.array(hits, dtype=np.int64).reshape(len(hits), 2)
    return (Found("no-channel", np.zeros((len(hits), 0), dtype=np.int64), nodes),)


def _implementing(base: Base) -> Mapping[tuple[int, int], list[int]]:
    """The rows by which a lower area carries out what an upper one decided."""
    levels = {node: _LEVELS[base.portfolio.areas[name].level] for name, node in _areas(base)}
    by_level: dict[int, list[int]] = defaultdict(list)
    for node, level in levels.items():
        by_level[level].append(node)
    groups: dict[tuple[int, int, int, int], list[int]] = defaultdict(list)
    for row in base.rows_of(Modality.ENTITLEMENT, Modality.DUTY, now=True).tolist():
        body = int(base.columns.bearer[row])
        upper = base.areas.index[base.policy_of(row).territory]
        level = int(base.body_levels[body])
        if level >= 0 and level != levels[upper]:
            own = int(base.body_areas[body])
            groups[upper, level, own, int(base.columns.area[row])].append(row)
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    tree = base.areas
    for (upper, level, own, area), rows in groups.items():
        for lower in by_level[level]:
            if lower == upper or not tree.is_below(lower, upper):
                continue
            if own >= 0 and not tree.is_below(lower, own):
                continue
            meets = tree.first[lower] < tree.last[area] and tree.first[area] < tree.last[lower]
            if meets:
                found[lower, upper] += rows
    return found


_LEVELS = {level: i for i, level in enumerate(Level)}


def _areas(base: Base) -> list[tuple[str, int]]:
    return list(base.areas.index.items())


def _channels(base: Base) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for channel in base.portfolio.channels:
        found[base.areas.index[channel.source]].add(base.areas.index[channel.target])
    return found


def _leads(ways: Mapping[int, set[int]], source: int, target: int) -> bool:
    """Whether channels lead from one area to another, over others if need be."""
    seen, frontier = {source}, [source]
    while frontier:
        for further in ways.get(frontier.pop(), ()):
            if further == target:
                return True
            if further not in seen:
                seen.add(further)
                frontier.append(further)
    return False


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *(base.areas.ids[int(node)] for node in found.nodes[line]))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    lower, upper = (int(node) for node in found.nodes[line])
    low, high = base.areas.ids[lower], base.areas.ids[upper]
    rows = sorted(set(_implementing(base)[lower, upper]))
    complete = low in base.portfolio.channels_complete
    return Draft(
        CODE,
        "no-channel",
        (),
        (),
        (low, high),
        (),
        (Slot.TERRITORY,),
        Slot.CHANNEL,
        (MendDraft("open-channel", high, "", {"lower": low, "upper": high}),),
        {"lower": low, "upper": high, "count": str(len(rows))},
        reasons=() if complete else ("channels-unknown",),
        cause=high,
        areas=(low,),
    )
