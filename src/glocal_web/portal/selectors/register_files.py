"""The register of a territory as files: its own part, and the whole that a check rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from glocal.io.portfolio_yaml import portfolio_yaml
from glocal.loading.portfolio import LoadedPortfolio
from glocal.model.policy import PolicyStatus
from glocal.model.portfolio import Portfolio
from glocal_web.portal.mappers.additions import joined
from glocal_web.portal.mappers.file_ids import PortfolioIds, part_of, portfolio_ids
from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import NotAllowedError, Visitor
from glocal_web.portal.selectors.portfolio import assembled
from glocal_web.portal.selectors.register_rows import open_register


@dataclass(frozen=True)
class RegisterFiles:
    """A register as a file holds it, with the others that it names as packs.

    ``own`` is what the territory keeps itself; ``packs`` are the files it uses, by name; ``ids``
    lead from the ids in the files to those that hold everywhere. ``left_out`` are provisions that
    no file can hold, since the taxonomy does not know any more what they speak of.
    """

    territory: Territory
    own: LoadedPortfolio
    packs: Mapping[str, LoadedPortfolio]
    ids: PortfolioIds
    left_out: tuple[str, ...]

    def pack_bytes(self) -> dict[str, bytes]:
        """The packs as they would lie beside the file."""
        return {name: portfolio_yaml(one).encode() for name, one in self.packs.items()}


def register_files(territory: Territory) -> RegisterFiles:
    """The register of a territory and those it may refer to, as files."""
    found = assembled(territory)
    vocabulary = found.taxonomy
    whole = found.portfolio
    ids = portfolio_ids(whole, territory.slug, vocabulary.organisations)
    own = part_of(whole, territory.slug, found.below, found.own_coordination)
    everything = ids.in_file(whole)
    packs = {
        f"{slug}.yaml": LoadedPortfolio(
            everything,
            ids.in_file(part_of(whole, slug)),
            vocabulary,
            uses=_above(whole, slug),
            extends=found.additions.get(slug, {}),
        )
        for slug in sorted(set(whole.areas) - set(own.areas))
    }
    return RegisterFiles(
        territory=territory,
        own=LoadedPortfolio(
            everything,
            ids.in_file(own),
            vocabulary,
            uses=tuple(packs),
            extends=found.additions.get(territory.slug, {}),
        ),
        packs=packs,
        ids=ids,
        left_out=found.left_out,
    )


def _above(whole: Portfolio, slug: str) -> tuple[str, ...]:
    """The packs of the territories above one: a file that uses its pack uses theirs along."""
    found: list[str] = []
    parent = whole.areas[slug].parent
    while parent is not None:
        found.append(f"{parent}.yaml")
        parent = whole.areas[parent].parent
    return tuple(found)


def register_file(visitor: Visitor, slug: str, *, whole: bool) -> LoadedPortfolio:
    """The register of a territory as a file, or with ``whole`` all that its check rests on.

    Who reads the register only by way of a territory below it or of a partner gets it without its
    drafts, and not the whole, which holds registers that are none of theirs.
    """
    territory, access = open_register(visitor, slug)
    files = register_files(territory)
    if whole:
        if access.inherits:
            raise NotAllowedError
        return replace(
            files.own,
            own=files.own.portfolio,
            uses=(),
            extends=joined(one.extends for one in (files.own, *files.packs.values())),
        )
    return _without_drafts(files.own) if access.inherits else files.own


def _without_drafts(loaded: LoadedPortfolio) -> LoadedPortfolio:
    """The file without its drafts and without references to them."""
    own = loaded.own
    drafts = {key for key, one in own.policies.items() if one.status is PolicyStatus.DRAFT}
    parts = {key for key, one in own.provisions.items() if one.policy in drafts}
    policies = {
        key: replace(one, ties=tuple(tie for tie in one.ties if tie[1] not in drafts))
        for key, one in own.policies.items()
        if key not in drafts
    }
    provisions = {
        key: replace(one, over=tuple(other for other in one.over if other not in parts))
        for key, one in own.provisions.items()
        if key not in parts
    }
    rated = tuple(one for one in own.interactions if drafts.isdisjoint({one.source, one.target}))
    own = replace(own, policies=policies, provisions=provisions, interactions=rated)
    return replace(loaded, own=own)
