"""C7: a core service of which no provision says anything for some of those who need it.

Being excluded is not silence: then a provision speaks. Whether a service is only covered by words
that name nobody is told by the table of coverage, not by a finding.
"""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.coverage import SPEAKING
from glocal.coherence.coverage_bits import Covered
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.regions import Region
from glocal.model.finding import Slot

CODE = "C7"


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the action."""
    hits = [node for node in core_actions(base) if _silent(base, node, first=True)]
    nodes = np.array(hits, dtype=np.int64).reshape(len(hits), 1)
    return (Found("silence", np.zeros((len(hits), 0), dtype=np.int64), nodes),)


def core_actions(base: Base) -> tuple[int, ...]:
    """The core services, as nodes."""
    return tuple(
        node for node, name in enumerate(base.actions.ids) if base.taxonomy.actions[name].core
    )


def _silent(base: Base, node: int, *, first: bool = False) -> tuple[Region, ...]:
    """Where nothing speaks of a core service; with ``first`` only whether there is such a place."""
    rows = np.flatnonzero(base.which(*SPEAKING) & base.now)
    rows = rows[base.actions.below(np.full(len(rows), node), base.columns.action[rows])]
    covered = Covered(base, rows)
    population = base.taxonomy.population
    relevant = base.action(node).relevant
    word = population.full if relevant is None else population.word(relevant.limits)
    wanted = covered.cells.bits([population.possible(word)])[0]
    leaves = np.flatnonzero((wanted & ~covered.at).any(axis=1)).tolist()
    found: list[Region] = []
    for leaf in leaves[:1] if first else leaves:
        found += covered.open(wanted, leaf, leaf + 1, base.day, base.day + 1)
    return tuple(found)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, base.actions.ids[int(found.nodes[line, 0])])


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    node = int(found.nodes[line, 0])
    where = _silent(base, node)
    name = base.actions.ids[node]
    return Draft(
        CODE,
        "silence",
        (),
        (),
        (name,),
        where,
        (Slot.ACTION, Slot.TERRITORY),
        Slot.GROUP,
        (MendDraft("name-group", "", "", {"action": name}),),
        {"action": name},
        core=True,
        reasons=("absence",),
        cause=name,
    )
