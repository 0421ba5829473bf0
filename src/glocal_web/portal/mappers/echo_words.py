"""What a provision of a register says, said back in one sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from glocal.loading.taxonomy import taxonomy
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.portfolio import Area, Portfolio
from glocal.model.provision import Period
from glocal.model.taxonomy import Organisation
from glocal.reports.echo import echo
from glocal.reports.names import Names, names_of
from glocal_web.portal.mappers.register_reference import SEPARATOR, full_id
from glocal_web.portal.mappers.register_values import provision_value
from glocal_web.portal.mappers.register_words import RegisterNames
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import Policy as PolicyRow
from glocal_web.portal.models import Provision as ProvisionRow


class Echoes:
    """Says provisions of one register back; ``policies`` are those they may belong to."""

    def __init__(self, names: RegisterNames, policies: Iterable[PolicyRow]) -> None:
        self.slug = names.slug
        self.bodies: dict[str, set[str]] = {}
        for full in names.bodies:
            slug, _separator, key = full.partition(SEPARATOR)
            self.bodies.setdefault(slug, set()).add(key)
        self.names = _names(names, policies)

    def sentence(self, row: ProvisionRow) -> str:
        """What a row says."""
        policy = full_id(self.slug, row.policy.key)
        return echo(provision_value(row, policy, self.slug, self.bodies), self.names)

    def of_slots(self, slots: Mapping[str, Any], policy: PolicyRow) -> str:
        """What slots say that are no row, or not yet."""
        return self.sentence(ProvisionRow(key="new", policy=policy, slots=dict(slots)))


def _names(names: RegisterNames, policies: Iterable[PolicyRow]) -> Names:
    """The names as the core takes them: a portfolio that holds nothing but names."""
    portfolio = Portfolio(
        name="",
        areas={slug: Area(slug, name, Level.LOCAL) for slug, name in names.territories.items()},
        policies={
            full_id(names.slug, one.key): Policy(
                full_id(names.slug, one.key),
                one.title,
                PolicyKind.LAW,
                Level.LOCAL,
                names.slug,
                period=Period(one.valid_from, one.valid_until),
            )
            for one in policies
        },
        provisions={},
        organisations={
            full: Organisation(full, "any-body", name=name) for full, name in names.bodies.items()
        },
    )
    return names_of(portfolio, names.taxonomy or taxonomy(), page_language())
