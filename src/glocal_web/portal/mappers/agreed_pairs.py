"""Agreed interactions between the items of a matrix, as rows keep them and as rules read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from glocal.coherence.rated import STRONG
from glocal.interactions.agreed_pairs import counts
from glocal.model.portfolio import AgreedInteraction
from glocal_web.portal.mappers.register_reference import referred
from glocal_web.portal.mappers.stored_value import restored
from glocal_web.portal.models import ItemKindChoice, MatrixItem, MatrixUse

POLICY, GOAL = "policy:", "goal:"


def end_of(item: MatrixItem, goals: Mapping[str, str]) -> str:
    """What an item stands for in a portfolio, as a row keeps it; empty for nothing.

    ``goals`` are those chosen for items that are no policies, by the key of the item.
    """
    if item.kind == ItemKindChoice.POLICY:
        return f"{POLICY}{item.ref}" if item.ref else ""
    goal = goals.get(item.key, "")
    return f"{GOAL}{goal}" if goal else ""


def full_end(end: str, slug: str) -> str:
    """The id that an end has in the portfolio of any territory."""
    if end.startswith(POLICY):
        return referred(end.removeprefix(POLICY), slug)
    return end.removeprefix(GOAL)


@dataclass(frozen=True)
class Harm:
    """Two policies of which one clearly holds the other back, as a matrix that is used has it.

    ``name`` tells the pair again in a form; ``source`` and ``target`` are ends as a row keeps them.
    """

    name: str
    source: str
    target: str
    value: float
    is_made_up: bool


def pair_name(pair: AgreedInteraction) -> str:
    """What an agreed pair of one matrix is told again by; neither end has a space."""
    return f"{pair.source} {pair.target}"


def harms(use: MatrixUse) -> tuple[Harm, ...]:
    """What could be a finding if nothing in place made up for it, the most harmful first."""
    pairs = (restored(AgreedInteraction, one) for one in use.pairs)
    found = [
        Harm(pair_name(one), one.source, one.target, one.value, one.offset)
        for one in pairs
        if one.value <= -STRONG
        and counts(one)
        and one.source.startswith(POLICY)
        and one.target.startswith(POLICY)
    ]
    return tuple(sorted(found, key=lambda one: (one.value, one.name)))


def interactions_of(
    uses: Iterable[MatrixUse],
    slugs: Mapping[int, str],
    policies: Collection[str],
    goals: Collection[str],
) -> Iterator[AgreedInteraction]:
    """Those of several matrices of which both ends are there, each matrix under a title of its own.

    ``slugs`` are those of the territories that keep the matrices.
    """
    titles: set[str] = set()
    for use in uses:
        title, number = use.matrix.title, 1
        while title in titles:
            number += 1
            title = f"{use.matrix.title} ({number})"
        titles.add(title)
        slug = slugs[use.matrix.territory_id]
        for one in use.pairs:
            item = restored(AgreedInteraction, one)
            source, target = full_end(item.source, slug), full_end(item.target, slug)
            known = all(end in policies or end in goals for end in (source, target))
            if known and source != target:
                yield replace(item, source=source, target=target, matrix=title)
