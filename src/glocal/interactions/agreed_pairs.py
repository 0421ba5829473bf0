"""What several raters agreed on, in the names of a portfolio, and which of it may be relied on.

Worked example: docs/methods/interactions-and-findings.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np

from glocal.interactions.panel import Panel, agreed, panel_of, settled
from glocal.interactions.posterior import CONTESTED, posterior
from glocal.model.interaction import ItemKind, RatedMatrix, SignedMatrix
from glocal.model.portfolio import AgreedInteraction
from glocal.model.taxonomy import Goal

VOICES = 3
"""Below it a value is kept and never used: one or two voices are no agreement."""

SURE = 1 - CONTESTED
"""At or below it the sign is contested: the pair goes to discussion."""


def counts(item: AgreedInteraction) -> bool:
    """Whether enough raters gave a value and do not differ on its sign."""
    return item.voices >= VOICES and item.sure > SURE


def agreed_interactions(
    matrix: RatedMatrix, names: Mapping[str, str], *, with_reasons: bool = False
) -> tuple[AgreedInteraction, ...]:
    """Every rated pair whose ends ``names`` calls by the id of a policy or a goal.

    ``names`` is by item id; other items are left out. What a meeting agreed on stands for the
    pair; the voices are all that gave a value, before it and in it. With reasons, the first one
    that a rater gave for a value of the agreed sign goes along. Raises ``ValueError`` when two
    items have one name.
    """
    if len(set(names.values())) < len(names):
        raise ValueError("Two items stand for the same policy or goal.")
    panel = panel_of(matrix)
    final = settled(panel)
    values = agreed(final).values
    belief = posterior(final.counts())
    given = ~np.isnan(panel.ratings)
    reasons = _reasons(matrix) if with_reasons else {}
    found = []
    for at in range(panel.pairs):
        source, target = panel.ids[panel.source[at]], panel.ids[panel.target[at]]
        value = float(values[panel.source[at], panel.target[at]])
        if source not in names or target not in names or np.isnan(value):
            continue
        negative, positive = float(belief.negative[at]), float(belief.positive[at])
        other = max(negative, positive) if value == 0 else negative if value > 0 else positive
        found.append(
            AgreedInteraction(
                names[source],
                names[target],
                round(value, 4),
                int(given[:, at].sum()),
                _groups(panel, at),
                round(1 - other, 4),
                matrix.title,
                reasons.get((source, target, int(np.sign(value))), ""),
            )
        )
    return tuple(found)


def suggested_names(
    matrix: RatedMatrix, policies: Collection[str], goals: Mapping[str, Goal]
) -> Mapping[str, str]:
    """What the items of a matrix may stand for in a portfolio, by item id, each name once.

    A policy for itself, an objective for the goal that it refers to, an SDG target for the first
    goal that names it. A suggestion: whoever agrees the matrix decides.
    """
    known: Mapping[ItemKind, Collection[str]]
    known = {ItemKind.POLICY: policies, ItemKind.OBJECTIVE: goals}
    found: dict[str, str] = {}
    for item in matrix.items:
        names = [item.ref] if item.ref in known.get(item.kind, ()) else []
        if item.kind is ItemKind.SDG_TARGET:
            names = [goal.id for goal in goals.values() if item.ref in goal.sdg]
        free = next((name for name in names if name not in found.values()), None)
        if free is not None:
            found[item.id] = free
    return found


def _groups(panel: Panel, at: int) -> int:
    return len(set(panel.group[~np.isnan(panel.ratings[:, at])].tolist()))


def _reasons(matrix: RatedMatrix) -> Mapping[tuple[str, str, int], str]:
    """The first reason given for each pair and sign."""
    found: dict[tuple[str, str, int], str] = {}
    for one in matrix.ratings:
        if one.rationale and one.value is not None:
            found.setdefault((one.source, one.target, int(np.sign(one.value))), one.rationale)
    return found


def matrices(interactions: Iterable[AgreedInteraction]) -> Mapping[str, SignedMatrix]:
    """By title, the matrix of what may be relied on; the rest is as if it were not assessed."""
    rated: dict[str, list[AgreedInteraction]] = defaultdict(list)
    for item in interactions:
        if counts(item):
            rated[item.matrix].append(item)
    return {title: _signed(items) for title, items in rated.items()}


def _signed(items: list[AgreedInteraction]) -> SignedMatrix:
    ids = tuple(sorted({end for item in items for end in (item.source, item.target)}))
    number = {name: at for at, name in enumerate(ids)}
    values = np.full((len(ids), len(ids)), np.nan)
    for item in items:
        values[number[item.source], number[item.target]] = item.value
    return SignedMatrix(ids, values)
