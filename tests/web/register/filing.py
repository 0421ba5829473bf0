"""What the tests of the register share: rows of a register, in as few words as may be."""

from datetime import date
from itertools import count
from typing import Any

from glocal_web.portal.models import AuditEvent, Policy, Provision, RegisterBody, Territory

_numbers = count(1)


def policy(territory: Territory, key: str = "", **values: Any) -> Policy:
    """A law in force that ``territory`` keeps."""
    key = key or f"act-{next(_numbers)}"
    return Policy.objects.create(
        **{
            "territory": territory,
            "key": key,
            "title": key.replace("-", " ").capitalize(),
            "kind": "law",
            "level": territory.level,
            **values,
        }
    )


def provision(policy: Policy, key: str = "", **slots: Any) -> Provision:
    """A provision: schools must offer enrolment to everybody, unless ``slots`` say otherwise.

    Of a slot that Python keeps for itself the name gets a line at its end: ``for_``, ``from_``.
    """
    slots = {name.rstrip("_"): value for name, value in slots.items()}
    slots = {
        "modality": "entitlement",
        "who": "school",
        "action": "school-enrolment",
        "for": "everybody",
        **slots,
    }
    return Provision.objects.create(
        territory=policy.territory,
        policy=policy,
        key=key or f"provision-{next(_numbers)}",
        position=policy.provisions.count() + 1,
        slots=slots,
        modality=slots["modality"],
        action=slots["action"],
        bearer=slots["who"],
        target=slots.get("to", ""),
        valid_from=_day(slots.get("from")),
        valid_until=_day(slots.get("until")),
    )


def body(territory: Territory, key: str, name: str, kind: str = "school") -> RegisterBody:
    """A body with a name."""
    return RegisterBody.objects.create(territory=territory, key=key, name=name, kind=kind)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def policy_form(**changes: Any) -> dict[str, Any]:
    """The form of a policy as it is sent."""
    return {
        "title": "Ordinance on enrolment",
        "kind": "ordinance",
        "level": "local",
        "status": "in-force",
        "version": 1,
        "token": "a-form",
        **changes,
    }


def provision_form(**changes: Any) -> dict[str, Any]:
    """The form of a provision as it is sent: schools must offer enrolment to everybody."""
    return {
        "modality": "entitlement",
        "who": "school",
        "action": "school-enrolment",
        "basis": "everybody",
        "sure": "sure",
        "version": 1,
        "token": "a-form",
        **changes,
    }


def verbs() -> list[str]:
    """What the log says, oldest first."""
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def register_version(territory: Territory) -> int:
    """How often the register was changed."""
    return int(Territory.objects.values_list("register_version", flat=True).get(pk=territory.pk))


def plain(text: str) -> str:
    """A text without the marks that isolate names in it."""
    return "".join(sign for sign in text if sign not in "\u2066\u2067\u2068\u2069")
