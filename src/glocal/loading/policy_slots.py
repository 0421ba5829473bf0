"""The header of a policy as slots, and back: for the YAML file, the spreadsheet and the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glocal.loading.provision_slots import period_of, period_slots, text_of
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind, PolicyStatus, Tie


def policy_of(slots: Mapping[str, Any], pack: str = "") -> Policy:
    """The policy that slots of the right shape describe; ``pack`` names the country pack.

    The provisions are no part of it. The shape is ``knowledge/schema/policy.schema.json``; slots
    from outside are read by :func:`glocal.loading.portfolio_items.read_policy`, which checks them.
    """
    ties = slots.get("ties", {})
    return Policy(
        id=slots["id"].strip(),
        title=text_of(slots["title"]),
        kind=PolicyKind(slots["kind"]),
        level=Level(slots["level"]),
        territory=slots["territory"].strip(),
        issuer=text_of(slots.get("issuer", "")),
        number=text_of(slots.get("number", "")),
        year=slots.get("year"),
        sectors=tuple(item.strip() for item in slots.get("sectors", ())),
        responsible=text_of(slots.get("responsible", "")),
        period=period_of(slots),
        status=PolicyStatus(slots.get("status", PolicyStatus.IN_FORCE)),
        ties=tuple((tie, other.strip()) for tie in Tie for other in ties.get(tie.value, ())),
        source=text_of(slots.get("source", "")),
        pack=pack,
    )


def policy_slots(policy: Policy) -> dict[str, Any]:
    """The slots of a policy's header, in the order of the form; what is empty is left out.

    ``policy_of(policy_slots(p), p.pack) == p`` for every ``p`` that came from slots.
    """
    slots: dict[str, Any] = {
        "id": policy.id,
        "title": policy.title,
        "kind": policy.kind.value,
        "issuer": policy.issuer,
        "number": policy.number,
        "year": policy.year,
        "level": policy.level.value,
        "territory": policy.territory,
        "sectors": list(policy.sectors),
        "responsible": policy.responsible,
        **period_slots(policy.period),
        "status": policy.status.value,
        "ties": {
            tie.value: named
            for tie in Tie
            if (named := [other for kind, other in policy.ties if kind is tie])
        },
        "source": policy.source,
    }
    return {key: value for key, value in slots.items() if value not in (None, "", [], {})}
