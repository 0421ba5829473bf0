"""C3: a right whose use makes somebody known to a body that must report them.

Three provisions, none of which contradicts another, together keep people away: the promise, what
passes the data on, and the duty to report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.disclosure import (
    MODES,
    USER,
    Known,
    contacts,
    keys_of,
    known,
    shared,
    touched,
)
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.regions import Region
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C3"


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (promise, report); ``nodes``: the organisation that holds the data then."""
    lines, reports = touched(base, known(base), base.rows_of(Modality.REPORT), by_user=False)
    hits = np.unique(np.stack((lines.promise, reports, lines.holder), axis=1), axis=0)
    return (Found("reported", hits[:, :2], hits[:, 2:]),)


@dataclass(frozen=True)
class Way:
    """One way from the contact to the duty to report: whom it meets, along which rules, the end.

    ``home`` are the leaves where the promise is used.
    """

    met: int
    shares: tuple[int, ...]
    mode: int
    end: Region
    home: tuple[int, int]


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    names = (base.provisions[row].id for row in found.rows[line])
    return (CODE, *names, base.organisations.ids[int(found.nodes[line, 0])])


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full, told along its shortest way, and of others than the user if there are."""
    p, r = (int(row) for row in found.rows[line])
    holder = int(found.nodes[line, 0])
    every = list(_ways(base, p, r, holder))
    ways = _told(base, every) or every
    way = min(ways, key=lambda one: (len(one.shares), one.shares, -one.mode, one.met))
    promise, report = base.provisions[p], base.provisions[r]
    bodies = base.organisations.ids
    return Draft(
        CODE,
        "passed-on" if way.shares else "direct",
        (p, *way.shares, r),
        ("promise", *("share" for _ in way.shares), "report"),
        (bodies[holder],),
        _where(base, p, ways),
        (Slot.ACTION, Slot.BEARER, Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.TARGET,
        (*_cuts(base, p, r, holder, way), *_guards(base, p, r, holder, ways)),
        {
            "action": promise.action,
            "organisation": bodies[way.met],
            "reporter": bodies[holder],
            "authority": report.target or report.bearer,
            "reveals": MODES[way.mode].value,
        },
        revealed=tuple(dict.fromkeys(one.end.word for one in ways)),
        core=base.action(int(base.columns.action[p])).core,
        reasons=tuple(_doubts(base, p, holder, way)),
        cause=report.id,
    )


def _where(base: Base, p: int, ways: list[Way]) -> tuple[Region, ...]:
    """Whom it hits where the promise is used: those who become known, or whoever takes others."""
    users = int(base.columns.word[p])
    return tuple(
        Region(one.end.word if one.mode == USER else users, one.end.start, one.end.end, *one.home)
        for one in ways
    )


def _cuts(base: Base, p: int, r: int, holder: int, way: Way) -> Iterator[MendDraft]:
    """The sharing rules on the way without which nothing reaches the duty."""
    action = {"action": base.provisions[p].action}
    for row in way.shares:
        if not _told(base, list(_ways(base, p, r, holder, without=row))):
            place = base.policy_of(row).territory
            yield MendDraft("cut-share", place, base.provisions[row].id, action)


def _guards(base: Base, p: int, r: int, holder: int, ways: list[Way]) -> list[MendDraft]:
    """A firewall where the data end up and an exemption from the duty, what holds most first."""
    report, place = base.provisions[r], _place(base, ways)
    action = {"action": base.provisions[p].action}
    spare = MendDraft("exempt-report", base.policy_of(r).territory, report.id, action)
    if place is None:
        return [spare]
    shut = action | {"organisation": base.organisations.ids[holder]}
    if base.policy_of(r).level is base.portfolio.areas[place].level:
        return [MendDraft("add-firewall", place, "", shut), spare]
    # A town's rule does not free its offices from a duty that the State has laid on them.
    return [spare, MendDraft("add-firewall", place, "", shut | {"against": report.id})]


def _doubts(base: Base, p: int, holder: int, way: Way) -> Iterator[str]:
    """Why it may not be so."""
    below = base.organisations.is_below
    bearer = int(base.columns.bearer[p])
    if not below(way.met, bearer) and not below(bearer, way.met):
        yield "usual-contact"  # known from the taxonomy; whom one asks is in the text
    if len(way.shares) > 1:
        yield "more-than-one-hop"
    if not below(holder, way.met) and not way.shares:
        yield "coarse-contact"


def _told(base: Base, ways: list[Way]) -> list[Way]:
    """The ways that begin in the territories in question, if these are named."""
    spans = base.focus
    if spans is None:
        return ways
    return [
        way
        for way in ways
        if any(way.home[0] < last and first < way.home[1] for first, last in spans)
    ]


def _place(base: Base, ways: list[Way]) -> str | None:
    """The territory in which the data are protected: the lowest that holds the ends of all ways."""
    first, last = min(way.end.first for way in ways), max(way.end.last for way in ways)
    areas = base.areas
    holding = np.flatnonzero((areas.first <= first) & (last <= areas.last))
    if not len(holding):
        return None
    return areas.ids[int(holding[np.argmax(areas.depth[holding])])]


def _ways(base: Base, p: int, r: int, holder: int, without: int | None = None) -> Iterator[Way]:
    """Every way, shortest first, on which what the promise reveals falls under the duty.

    ``without`` leaves a sharing rule out.
    """
    lines: Known = contacts(base, np.array([p]))
    met = lines.origin.tolist()
    paths: list[tuple[int, ...]] = [() for _ in met]
    seen = set(keys_of(lines))
    while len(lines):
        ended, _ = touched(base, lines, np.array([r]), by_user=False)
        for place in np.flatnonzero(ended.holder == holder).tolist():
            before = int(ended.origin[place])
            region = Region(
                int(ended.word[place]),
                int(ended.begin[place]),
                int(ended.end[place]),
                int(ended.first[place]),
                int(ended.last[place]),
            )
            home = int(ended.home_first[place]), int(ended.home_last[place])
            yield Way(met[before], paths[before], int(ended.mode[place]), region, home)
        further, rules = shared(base, lines)
        fresh = []
        for place, key in enumerate(keys_of(further)):
            if key not in seen and rules[place] != without:
                seen.add(key)
                fresh.append(place)
        origins = further.origin.tolist()
        paths = [(*paths[origins[place]], int(rules[place])) for place in fresh]
        met = [met[origins[place]] for place in fresh]
        lines = further.take(np.array(fresh, dtype=np.int64))
