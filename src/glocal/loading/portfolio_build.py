"""Put a portfolio together from entries that have been checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from glocal.errors import Problem
from glocal.loading.interaction_slots import interaction_of
from glocal.loading.policy_slots import policy_of
from glocal.loading.portfolio_entries import NAMES, Entries, Entry, Kind
from glocal.loading.provision_slots import provision_of, text_of, yes
from glocal.model.kinds import Level
from glocal.model.portfolio import Area, Channel, Coordination, Portfolio
from glocal.model.provision import Provision
from glocal.model.taxonomy import Organisation, Taxonomy


def area_of(value: Mapping[str, Any]) -> Area:
    """A territory."""
    return Area(
        id=value["id"].strip(),
        name=text_of(value["name"]),
        level=Level(value["level"]),
        parent=value["parent"].strip() if value.get("parent") else None,
    )


def bodies_of(
    entries: Iterable[Entry], taxonomy: Taxonomy, among: Iterable[Entry] = ()
) -> dict[str, Organisation]:
    """The bodies with a name; one that does not say whether it is public is as its kind is.

    ``among`` are further bodies below which they may stand.
    """
    own = {entry.id: entry.value for entry in entries}
    values = {**{entry.id: entry.value for entry in among}, **own}

    def public(name: str) -> bool:
        seen: set[str] = set()
        while name in values and name not in seen:
            seen.add(name)
            if "public" in values[name]:
                return yes(values[name]["public"])
            name = values[name]["kind"].strip()
        kind = taxonomy.organisations.get(name)
        return kind is None or kind.public

    return {
        name: Organisation(
            id=name,
            parent=value["kind"].strip(),
            level=Level(value["level"]) if "level" in value else None,
            public=public(name),
            inherent=tuple(item.strip() for item in value.get("inherent", ())),
            territory=value["territory"].strip() if value.get("territory") else None,
            name=text_of(value["name"]),
        )
        for name, value in own.items()
    }


def provisions_of(entries: Iterable[Entry]) -> dict[str, Provision]:
    """The provisions among entries without faults, by their ids."""
    return {
        entry.id: provision_of(entry.value, entry.policy.id if entry.policy else "")
        for entry in entries
        if entry.kind is Kind.PROVISION
    }


def build(
    entries: Iterable[Entry],
    name: str,
    taxonomy: Taxonomy,
    whole: Iterable[Entry] = (),
    made: Mapping[str, Provision] | None = None,
) -> Portfolio:
    """The portfolio of entries without faults.

    ``whole`` are the entries to which references may lead, if more than these; exceptions of, and
    ties to, anything else are left out. ``made`` are provisions of these entries that were put
    together before, by their ids.
    """
    by_kind = _by_kind(entries)
    every = _by_kind(whole) if whole else by_kind
    known = {kind: {entry.id for entry in every[kind]} for kind in (Kind.POLICY, Kind.PROVISION)}
    policies = {entry.id: policy_of(entry.value, entry.pack) for entry in by_kind[Kind.POLICY]}
    if made is None:
        made = provisions_of(by_kind[Kind.PROVISION])
    provisions = {entry.id: made[entry.id] for entry in by_kind[Kind.PROVISION]}
    return Portfolio(
        name=name,
        areas={entry.id: area_of(entry.value) for entry in by_kind[Kind.TERRITORY]},
        policies={
            key: replace(item, ties=tuple(tie for tie in item.ties if tie[1] in known[Kind.POLICY]))
            for key, item in policies.items()
        },
        provisions={
            key: replace(
                item, over=tuple(other for other in item.over if other in known[Kind.PROVISION])
            )
            for key, item in provisions.items()
        },
        organisations=bodies_of(by_kind[Kind.ORGANISATION], taxonomy, every[Kind.ORGANISATION]),
        channels=tuple(
            Channel(
                entry.value["from"].strip(),
                entry.value["to"].strip(),
                text_of(entry.value.get("by", "")),
            )
            for entry in by_kind[Kind.CHANNEL]
        ),
        channels_complete=frozenset(entry.value.strip() for entry in by_kind[Kind.COMPLETE]),
        coordination=tuple(
            Coordination(
                entry.value["between"][0].strip(),
                entry.value["between"][1].strip(),
                entry.value["on"].strip() if entry.value.get("on") else None,
            )
            for entry in by_kind[Kind.COORDINATION]
        ),
        links=tuple(
            (entry.value[0].strip(), entry.value[1].strip()) for entry in by_kind[Kind.LINK]
        ),
        interactions=tuple(interaction_of(entry.value) for entry in by_kind[Kind.INTERACTION]),
    )


def _by_kind(entries: Iterable[Entry]) -> dict[Kind, list[Entry]]:
    found: dict[Kind, list[Entry]] = {kind: [] for kind in Kind}
    for entry in entries:
        found[entry.kind].append(entry)
    return found


def leave_out(entries: Entries) -> list[Problem]:
    """Mark what rests on an entry with a fault, and tell it.

    A provision goes with its policy, a policy with its territory, and so on. An exception of what
    is left out stays: it loses only that reference.
    """
    problems: list[Problem] = []
    while True:
        gone = {
            name: {entry.id for entry in entries.every if entry.kind is kind and entry.is_faulty}
            - {entry.id for entry in entries.every if entry.kind is kind and not entry.is_faulty}
            for kind, name in NAMES.items()
        }
        before = len(problems)
        for entry in entries.every:
            if entry.is_faulty:
                continue
            for what, name in _rests_on(entry):
                if name in gone[what] or (entry.policy is not None and entry.policy.is_faulty):
                    problems.append(
                        entry.part.problem(
                            (),
                            f"This is left out, since the {what} '{name}' has errors.",
                            f"Mend the {what}.",
                        )
                    )
                    entry.is_faulty = True
                    break
        if len(problems) == before:
            return problems


def _rests_on(entry: Entry) -> list[tuple[str, str]]:
    """The references of an entry that it cannot do without, as what and id."""
    value = entry.value
    found: list[tuple[str, Any]] = []
    match entry.kind:
        case Kind.TERRITORY:
            found = [("territory", value.get("parent"))]
        case Kind.ORGANISATION:
            found = [("organisation", value["kind"]), ("territory", value.get("territory"))]
        case Kind.LINK:
            found = [("territory", name) for name in value]
        case Kind.CHANNEL:
            found = [("territory", value["from"]), ("territory", value["to"])]
        case Kind.COMPLETE:
            found = [("territory", value)]
        case Kind.COORDINATION:
            found = [("organisation", name) for name in value["between"]]
        case Kind.INTERACTION:
            # A goal is never left out, so that an end of that name stays.
            found = [("policy", value["from"]), ("policy", value["to"])]
        case Kind.POLICY:
            found = [
                ("territory", value["territory"]),
                ("organisation", value.get("responsible")),
            ]
        case Kind.PROVISION:
            found = [
                ("policy", entry.policy.id if entry.policy else None),
                ("organisation", value["who"]),
                ("organisation", value.get("to")),
                ("territory", value.get("territory")),
                *(("territory", item.get("territory")) for item in value.get("effects", ())),
            ]
    return [(what, name.strip()) for what, name in found if name]
