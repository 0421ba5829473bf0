"""The links of a framework to others, for its public page."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.loading.library import crosswalk_reasons, crosswalks, framework_of
from glocal.model.crosswalk import Crosswalk
from glocal_web.portal.mappers.crosswalk_words import RELATIONS
from glocal_web.portal.mappers.labels import Labels, labels


@dataclass(frozen=True)
class LinkLine:
    """One link: both indicators with their titles, how near they are, and why."""

    source: str
    source_title: str
    target: str
    target_title: str
    relation: str
    reason: str


@dataclass(frozen=True)
class CrosswalkLine:
    """All links between this framework and another; ``outward`` when answers here propose there."""

    framework_id: str
    version: str
    title: str
    outward: bool
    links: tuple[LinkLine, ...]


def crosswalk_lines(name: str, language: str) -> tuple[CrosswalkLine, ...]:
    """Every crosswalk from or to the framework ``name`` (``id@version``), outward ones first."""
    found = [
        _line(walk, language, outward=walk.source == name)
        for walk in crosswalks()
        if name in (walk.source, walk.target)
    ]
    return tuple(sorted(found, key=lambda line: (not line.outward, line.title)))


def _line(walk: Crosswalk, language: str, *, outward: bool) -> CrosswalkLine:
    source, target = _labels(walk.source), _labels(walk.target)
    other = target if outward else source
    reasons = crosswalk_reasons(walk.source, walk.target, language)
    return CrosswalkLine(
        framework_id=other.framework.id,
        version=other.framework.version,
        title=other.text.title,
        outward=outward,
        links=tuple(
            LinkLine(
                link.source,
                source.title(link.source),
                link.target,
                target.title(link.target),
                str(RELATIONS[link.relation]),
                reasons.get(f"{link.source} > {link.target}", ""),
            )
            for link in walk.links
        ),
    )


def _labels(name: str) -> Labels:
    structure = framework_of(name)
    return labels(structure.id, structure.version)
