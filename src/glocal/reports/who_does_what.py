"""Who may, who must, who pays: by action, the bodies with the task and the means for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from glocal.coherence.base import Base, Mask, compile_base
from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Means, Modality, Tri
from glocal.model.taxonomy import Taxonomy


class How(StrEnum):
    """Why it is known whether a body has something."""

    RECORDED = "recorded"
    INHERENT = "inherent"
    GRANTED = "granted"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True)
class Holding:
    """Whether a body has something for a task, how that is known, and the provisions behind it.

    ``givers`` are the bodies that give it, where it is granted.
    """

    value: Tri
    how: How
    provisions: tuple[str, ...] = ()
    givers: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskRow:
    """One body and one action: the provisions by which it must, and the means it has.

    Without ``duties`` the body may (something is granted to it), and nothing obliges it.
    """

    action: str
    sector: str
    body: str
    territory: str
    duties: tuple[str, ...]
    competence: Holding
    money: Holding
    staff: Holding


def who_does_what(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, territory: str
) -> tuple[TaskRow, ...]:
    """The bodies with a task in a territory on a day, or with means granted for one.

    A task is an entitlement that a body must honour, or a duty. Means are there when the provision
    says so, when the competence is inherent to the body or one above it, or when grants cover every
    place of the task in the territory; they are missing when the provision says so and no grant
    makes up for it; otherwise it is not known. Rows come by sector, action and body. Takes the time
    of each task with the grants on its line of actions. Raises ``ValueError`` for a territory that
    is not in the portfolio.
    """
    if territory not in portfolio.areas:
        raise ValueError(f"There is no territory {territory!r} in this portfolio.")
    base = compile_base(portfolio, taxonomy, as_of)
    grants = _grants(base)
    tasks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in _here(base, territory, Modality.ENTITLEMENT, Modality.DUTY):
        tasks[int(base.columns.action[row]), int(base.columns.bearer[row])].append(row)
    for row in _here(base, territory, Modality.GRANT):
        target = int(base.columns.target[row])
        if target >= 0:
            tasks.setdefault((int(base.columns.action[row]), target), [])
    found = [
        _row(base, territory, action, body, rows, grants) for (action, body), rows in tasks.items()
    ]
    order = {name: place for place, name in enumerate(vocabulary_ids("sectors"))}
    return tuple(
        sorted(found, key=lambda row: (order.get(row.sector, len(order)), row.action, row.body))
    )


def _row(
    base: Base,
    territory: str,
    action: int,
    body: int,
    rows: Sequence[int],
    grants: Mapping[int, Sequence[int]],
) -> TaskRow:
    competence, money, staff = (
        _holding(base, territory, action, body, rows, grants, means) for means in Means
    )
    return TaskRow(
        base.actions.ids[action],
        base.action(action).sector,
        base.organisations.ids[body],
        territory,
        tuple(base.provisions[row].id for row in rows),
        competence,
        money,
        staff,
    )


def _holding(
    base: Base,
    territory: str,
    action: int,
    body: int,
    rows: Sequence[int],
    grants: Mapping[int, Sequence[int]],
    means: Means,
) -> Holding:
    said = {row: base.provisions[row].means.get(means, Tri.UNKNOWN) for row in rows}
    recorded = [row for row in rows if said[row] is Tri.YES]
    if rows and len(recorded) == len(rows):
        return Holding(Tri.YES, How.RECORDED, _ids(base, recorded))
    if means is Means.COMPETENCE and _inherent(base, action, body):
        return Holding(Tri.YES, How.INHERENT)
    giving = list(_reaching(base, action, body, grants, means))
    if giving and _covered(base, territory, rows, giving):
        givers = tuple(dict.fromkeys(base.provisions[row].bearer for row in giving))
        return Holding(Tri.YES, How.GRANTED, _ids(base, giving), givers)
    missing = [row for row in rows if said[row] is Tri.NO]
    if missing:
        return Holding(Tri.NO, How.RECORDED, _ids(base, missing))
    return Holding(Tri.UNKNOWN, How.NOT_KNOWN)


def _inherent(base: Base, action: int, body: int) -> bool:
    line = {item.id for item in base.lineage(action)}
    return any(
        line & set(base.organisation(int(above)).inherent)
        for above in base.organisations.above(body)
    )


def _reaching(
    base: Base, action: int, body: int, grants: Mapping[int, Sequence[int]], means: Means
) -> Iterator[int]:
    """The grants of these means for the action or one above it, to the body or one above it."""
    for above in base.actions.above(action):
        for row in grants.get(int(above), ()):
            if means in base.provisions[row].gives and base.organisations.is_below(
                body, int(base.columns.target[row])
            ):
                yield row


def _covered(base: Base, territory: str, rows: Sequence[int], giving: Sequence[int]) -> bool:
    """Whether grants cover all places of each task in the territory (without tasks: all of it).

    A grant with conditions counts for a task whose every case meets them.
    """
    first, last = _span(base, base.areas.index[territory])
    if not rows:
        return bool(_places(base, giving, first, last).all())
    for row in rows:
        wanted = _places(base, [row], first, last)
        able = [grant for grant in giving if base.covers(grant, row)]
        if (wanted & ~_places(base, able, first, last)).any():
            return False
    return True


def _places(base: Base, rows: Sequence[int], first: int, last: int) -> Mask:
    """At which of the leaves from ``first`` to ``last`` one of the rows holds."""
    found = np.zeros(last - first, dtype=np.bool_)
    for row in rows:
        begin, end = _span(base, int(base.columns.area[row]))
        found[max(0, begin - first) : max(0, end - first)] = True
    return found


def _grants(base: Base) -> Mapping[int, Sequence[int]]:
    """The grants in force now that name whom they are for, by action."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in base.rows_of(Modality.GRANT, now=True).tolist():
        if base.columns.target[row] >= 0:
            found[int(base.columns.action[row])].append(row)
    return found


def _here(base: Base, territory: str, *modalities: Modality) -> list[int]:
    """The rows in force now that hold somewhere in the territory."""
    first, last = _span(base, base.areas.index[territory])
    return [
        row
        for row in base.rows_of(*modalities, now=True).tolist()
        if (span := _span(base, int(base.columns.area[row])))[0] < last and first < span[1]
    ]


def _span(base: Base, area: int) -> tuple[int, int]:
    return int(base.areas.first[area]), int(base.areas.last[area])


def _ids(base: Base, rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(base.provisions[row].id for row in rows)
