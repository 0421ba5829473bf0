"""What an import would change, in words: a line for each row, what was and what will be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from glocal_web.portal.mappers.policy_words import POLICY_LABELS, field_text
from glocal_web.portal.mappers.register_reference import full_id
from glocal_web.portal.mappers.register_words import (
    RegisterNames,
)
from glocal_web.portal.mappers.slot_words import LABELS, slot_text
from glocal_web.portal.models.provision import ModalityChoice


@dataclass(frozen=True)
class Difference:
    """One thing that changes."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PlanLine:
    """One row that would be written."""

    what: str
    key: str
    title: str
    is_new: bool
    differences: tuple[Difference, ...] = ()


def plan_lines(plan: Any, names: RegisterNames, most: int) -> tuple[tuple[PlanLine, ...], int]:
    """A line for each of the first rows that a plan writes, ``most`` at most, and how many more."""
    told = _with_new_names(plan, names)
    makers: list[Callable[[], PlanLine]] = [
        *(partial(_body_line, one, told) for one in plan.bodies),
        *(partial(_policy_line, one, told) for one in plan.policies),
        *(partial(_provision_line, one, told, plan.titles) for one in plan.provisions),
        *(partial(lambda line: line, one) for one in _small_lines(plan, told)),
    ]
    return tuple(make() for make in makers[:most]), len(makers[most:])


def _with_new_names(plan: Any, names: RegisterNames) -> RegisterNames:
    """The names, with those of what the file adds."""
    return RegisterNames(
        slug=names.slug,
        bodies={
            **names.bodies,
            **{full_id(names.slug, one.key): one.values["name"] for one in plan.bodies},
        },
        policies={
            **names.policies,
            **{full_id(names.slug, key): title for key, title in plan.titles.items()},
        },
        provisions=names.provisions,
        territories=names.territories,
        taxonomy=names.taxonomy,
    )


def _body_line(one: Any, names: RegisterNames) -> PlanLine:
    labels = {
        "name": _("Name"),
        "kind": _("Kind"),
        "level": _("Level of government"),
        "public": _("Public"),
        "inherent": _("Tasks without a grant"),
    }

    def text(name: str, value: Any) -> str:
        if name == "kind":
            return names.body(value)
        if name == "inherent":
            # Translators: joins a list of words; Arabic takes another comma.
            return _(", ").join(names.action(action) for action in value)
        if name == "public":
            return "" if value is None else _("Yes") if value else _("No")
        return str(value)

    differences = tuple(
        Difference(labels[name], text(name, getattr(one.row, name)), text(name, one.values[name]))
        for name in one.changed
    )
    return PlanLine(_("Body"), one.key, one.values["name"], one.is_new, differences)


def _policy_line(one: Any, names: RegisterNames) -> PlanLine:
    differences = tuple(
        Difference(
            str(POLICY_LABELS[name]),
            field_text(name, getattr(one.row, name), names),
            field_text(name, one.values[name], names),
        )
        for name in one.changed
    )
    return PlanLine(_("Policy"), one.key, one.values["title"], one.is_new, differences)


def _provision_line(one: Any, names: RegisterNames, titles: Mapping[str, str]) -> PlanLine:
    slots = one.values["slots"]
    policy = one.values["policy"]
    title = " · ".join(
        part
        for part in (
            titles.get(policy, policy),
            str(slots.get("article", "")),
            str(ModalityChoice(slots["modality"]).label),
            names.action(slots["action"]),
        )
        if part
    )
    differences = []
    for name in one.changed:
        if name == "policy":
            differences.append(
                Difference(_("Policy"), one.row.policy.title, titles.get(policy, policy))
            )
        else:
            differences.append(
                Difference(
                    str(LABELS[name]),
                    slot_text(name, one.row.slots.get(name), names),
                    slot_text(name, slots.get(name), names),
                )
            )
    return PlanLine(_("Provision"), one.key, title, one.is_new, tuple(differences))


def _small_lines(plan: Any, names: RegisterNames) -> Iterator[PlanLine]:
    for target, by in plan.channels:
        yield PlanLine(_("Channel"), "", " · ".join(filter(None, (target.name, by))), True)
    for first, second, action in plan.agreements:
        parts = (names.body(first), names.body(second), names.action(action) if action else "")
        yield PlanLine(_("Agreement"), "", " · ".join(filter(None, parts)), True)
    if plan.says_complete:
        yield PlanLine(_("Channels"), "", _("The list of channels is complete"), False)
