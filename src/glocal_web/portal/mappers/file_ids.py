"""The ids that rows of several registers have in one file of a portfolio.

A file knows no registers: its ids are unique in it. What a territory keeps itself goes by its key;
what it inherits as well, unless two have the same key: then the slug of the register stands before
it. So one's own ids are the same in every file, whatever else is in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from glocal.model.policy import Policy
from glocal.model.portfolio import Coordination, Portfolio
from glocal.model.provision import Provision
from glocal.model.taxonomy import Organisation
from glocal_web.portal.mappers.register_reference import SEPARATOR

LONGEST_ID = 80


@dataclass(frozen=True)
class FileIds:
    """Ids that hold everywhere and ids of one file, both ways, for one kind of rows."""

    to_file: Mapping[str, str]

    def of(self, full: str) -> str:
        """The id in the file; what is no row of a register stays as it is."""
        return self.to_file.get(full, full)

    def everywhere(self, in_file: str) -> str:
        """The id that holds everywhere; what is no row of a register stays as it is."""
        return self.from_file.get(in_file, in_file)

    @property
    def from_file(self) -> dict[str, str]:
        """The mapping back."""
        return {value: key for key, value in self.to_file.items()}


def file_ids(full: Iterable[str], own: str, taken: Collection[str] = ()) -> FileIds:
    """The ids in a file of the territory ``own``; ``taken`` are ids that mean something else.

    >>> file_ids(["a.act", "b.act", "b.law"], "a").to_file
    {'a.act': 'act', 'b.act': 'b-act', 'b.law': 'law'}
    """
    found: dict[str, str] = {}
    used = set(taken)
    # One's own first: they keep their keys.
    for one in sorted(full, key=lambda one: (one.partition(SEPARATOR)[0] != own, one)):
        slug, _separator, key = one.partition(SEPARATOR)
        name, number = key, 1
        while name in used:
            stem = f"{slug.replace('_', '-')}-{key}"[: LONGEST_ID - 4].strip("-")
            name = stem if number == 1 else f"{stem}-{number}"
            number += 1
        found[one] = name
        used.add(name)
    return FileIds({one: found[one] for one in sorted(found)})


@dataclass(frozen=True)
class PortfolioIds:
    """The ids of everything in a portfolio that is made of registers."""

    policies: FileIds
    provisions: FileIds
    bodies: FileIds

    def in_file(self, portfolio: Portfolio) -> Portfolio:
        """The portfolio as a file holds it."""
        return replace(
            portfolio,
            policies={
                self.policies.of(key): self._policy(one) for key, one in portfolio.policies.items()
            },
            provisions={
                self.provisions.of(key): self._provision(one)
                for key, one in portfolio.provisions.items()
            },
            organisations={
                self.bodies.of(key): self._body(one) for key, one in portfolio.organisations.items()
            },
            coordination=tuple(
                Coordination(self.bodies.of(one.first), self.bodies.of(one.second), one.action)
                for one in portfolio.coordination
            ),
            interactions=tuple(
                replace(
                    one, source=self.policies.of(one.source), target=self.policies.of(one.target)
                )
                for one in portfolio.interactions
            ),
        )

    def _policy(self, one: Policy) -> Policy:
        return replace(
            one,
            id=self.policies.of(one.id),
            responsible=self.bodies.of(one.responsible),
            ties=tuple((how, self.policies.of(other)) for how, other in one.ties),
        )

    def _provision(self, one: Provision) -> Provision:
        return replace(
            one,
            id=self.provisions.of(one.id),
            policy=self.policies.of(one.policy),
            bearer=self.bodies.of(one.bearer),
            target=self.bodies.of(one.target) if one.target else None,
            over=tuple(self.provisions.of(other) for other in one.over),
        )

    def _body(self, one: Organisation) -> Organisation:
        return replace(one, id=self.bodies.of(one.id))


def portfolio_ids(portfolio: Portfolio, own: str, kinds: Collection[str]) -> PortfolioIds:
    """The ids of a portfolio in a file of the territory ``own``; ``kinds`` are kinds of bodies."""
    return PortfolioIds(
        file_ids(portfolio.policies, own),
        file_ids(portfolio.provisions, own),
        file_ids(portfolio.organisations, own, kinds),
    )


def part_of(
    portfolio: Portfolio,
    slug: str,
    below: Collection[str] = (),
    coordination: tuple[Coordination, ...] = (),
) -> Portfolio:
    """What the register of one territory gives to a portfolio, with ids that hold everywhere.

    ``below`` are territories without a register here that its provisions name, ``coordination`` its
    agreements, which do not say themselves who keeps them.
    """
    policies = {key: one for key, one in portfolio.policies.items() if one.territory == slug}
    return replace(
        portfolio,
        name=portfolio.areas[slug].name,
        areas={key: one for key, one in portfolio.areas.items() if key == slug or key in below},
        policies=policies,
        provisions={
            key: one for key, one in portfolio.provisions.items() if one.policy in policies
        },
        organisations={
            key: one for key, one in portfolio.organisations.items() if one.territory == slug
        },
        channels=tuple(one for one in portfolio.channels if one.source == slug),
        channels_complete=portfolio.channels_complete & {slug},
        coordination=coordination,
        links=tuple(pair for pair in portfolio.links if pair[0] == slug),
        # They do not say who keeps them, and would stand twice if each file had its own.
        interactions=portfolio.interactions if slug in portfolio.focus else (),
    )
