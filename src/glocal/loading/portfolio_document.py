"""A portfolio as plain values in the form of its file: what the writers of files write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glocal.loading.interaction_slots import interaction_slots
from glocal.loading.policy_slots import policy_slots
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.provision_slots import provision_slots
from glocal.model.portfolio import Area, Channel, Coordination, Portfolio
from glocal.model.provision import Tri
from glocal.model.taxonomy import Organisation, Taxonomy


def document_of(loaded: LoadedPortfolio) -> dict[str, Any]:
    """What the file itself holds; the packs it uses stay in their own files."""
    head = {"uses": list(loaded.uses)}
    return portfolio_document(
        loaded.own,
        loaded.taxonomy,
        among=loaded.portfolio.organisations,
        head=head,
        extends=loaded.extends,
    )


def portfolio_document(
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    *,
    among: Mapping[str, Organisation] | None = None,
    head: Mapping[str, Any] | None = None,
    extends: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The values of a portfolio file in the order of the reference; what is empty is left out.

    ``among`` are all named bodies below which those of the portfolio may stand, if more than its
    own. ``head`` adds keys after the first two, as ``uses``.
    """
    bodies = {**(among or {}), **portfolio.organisations}
    policies = {
        policy.id: {**policy_slots(policy), "provisions": []}
        for policy in portfolio.policies.values()
    }
    for provision in portfolio.provisions.values():
        policies[provision.policy]["provisions"].append(provision_slots(provision))
    document = {
        "portfolio": portfolio.name,
        "taxonomy": taxonomy.version,
        **(head or {}),
        "territories": [_area(item) for item in portfolio.areas.values()],
        "organisations": [
            _body(item, bodies, taxonomy) for item in portfolio.organisations.values()
        ],
        "links": [list(pair) for pair in portfolio.links],
        "channels": [_channel(item) for item in portfolio.channels],
        "channels_complete": sorted(portfolio.channels_complete),
        "coordination": [_coordination(item) for item in portfolio.coordination],
        "interactions": [interaction_slots(item) for item in portfolio.interactions],
        "extends": dict(extends or {}),
        "policies": [_without_empty(policy) for policy in policies.values()],
    }
    return _without_empty(document)


def _area(area: Area) -> dict[str, Any]:
    return _without_empty(
        {"id": area.id, "name": area.name, "level": area.level.value, "parent": area.parent}
    )


def _body(
    body: Organisation, bodies: Mapping[str, Organisation], taxonomy: Taxonomy
) -> dict[str, Any]:
    above = bodies.get(body.parent or "") or taxonomy.organisations.get(body.parent or "")
    differs = body.public != (above is None or above.public)
    return _without_empty(
        {
            "id": body.id,
            "name": body.name,
            "kind": body.parent,
            "territory": body.territory,
            "level": None if body.level is None else body.level.value,
            "public": (Tri.YES if body.public else Tri.NO).value if differs else None,
            "inherent": list(body.inherent),
        }
    )


def _channel(channel: Channel) -> dict[str, Any]:
    return _without_empty({"from": channel.source, "to": channel.target, "by": channel.by})


def _coordination(item: Coordination) -> dict[str, Any]:
    return _without_empty({"between": [item.first, item.second], "on": item.action})


def _without_empty(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item not in (None, "", [], {})}
