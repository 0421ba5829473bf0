"""Propose answers of one framework from answers that were given in another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from glocal.model.crosswalk import Crosswalk, CrosswalkLink, Proposal, Relation

_CLOSENESS = {relation: place for place, relation in enumerate(Relation)}


def propose_answers(
    crosswalks: Iterable[Crosswalk],
    given: Mapping[str, Mapping[str, float]],
    target: str,
    *,
    answered: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """What the answers in ``given`` propose for the open indicators of ``target``.

    ``given`` maps a framework (``id@version``) to its answered grades by indicator. An indicator
    in ``answered`` gets no proposal: a proposal never competes with an answer. Where several
    sources speak, the closest relation decides, and among equals the lowest grade; the others are
    named in ``others``. The order is that of the links.
    """
    found: dict[str, list[tuple[CrosswalkLink, float, float]]] = {}
    for crosswalk in crosswalks:
        if crosswalk.target != target:
            continue
        grades = given.get(crosswalk.source, {})
        for link in crosswalk.links:
            if link.target in answered or link.source not in grades:
                continue
            proposed = link.grades.get(grades[link.source])
            if proposed is not None:
                found.setdefault(link.target, []).append((link, grades[link.source], proposed))
    return tuple(_proposal(code, links) for code, links in found.items())


def _proposal(code: str, links: list[tuple[CrosswalkLink, float, float]]) -> Proposal:
    link, given, proposed = min(links, key=lambda item: (_CLOSENESS[item[0].relation], item[2]))
    return Proposal(
        target=code,
        grade=proposed,
        source=link.source,
        source_grade=given,
        relation=link.relation,
        others=tuple((other.source, grade) for other, _, grade in links if other is not link),
    )
