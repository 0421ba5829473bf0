"""Agreed interactions between the items of a matrix, as rows keep them and as rules read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

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
