"""Check the entries of a portfolio against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from glocal.loading.circles import circles
from glocal.loading.interaction_slots import interaction_faults, pair_of
from glocal.loading.known import Fault, Known
from glocal.loading.policy_checks import LEVELS, policy_faults
from glocal.loading.policy_slots import policy_of
from glocal.loading.portfolio_build import area_of, bodies_of
from glocal.loading.portfolio_entries import NAMES, Entries, Entry, Kind
from glocal.loading.provision_checks import period_faults, provision_faults
from glocal.loading.provision_slots import text_of
from glocal.model.policy import Policy
from glocal.model.portfolio import Area
from glocal.model.taxonomy import Taxonomy


def check(entries: Entries, taxonomy: Taxonomy) -> None:
    """Find everything wrong; problems and marks are left in ``entries``."""
    _ids_that_stand_twice(entries, taxonomy)
    declared = {
        name: {entry.id for entry in entries.every if entry.kind is kind and entry.id}
        for kind, name in NAMES.items()
    }
    names = Known(taxonomy, declared=declared)
    _check_territories(entries, names)
    _check_bodies(entries, names)
    known = Known(
        taxonomy,
        areas=_areas(entries),
        organisations=bodies_of(_sound(entries, Kind.ORGANISATION), taxonomy),
        declared=declared,
    )
    _check_ties_of_territories(entries, known)
    policies = _check_policies(entries, known)
    for entry in entries.of(Kind.PROVISION):
        policy = policies.get(id(entry.policy))
        entries.blame(entry, provision_faults(entry.value, known, policy))
    _check_mutual_exceptions(entries)
    _check_interactions(entries, known)


def _sound(entries: Entries, kind: Kind) -> list[Entry]:
    return [entry for entry in entries.of(kind) if not entry.is_faulty]


def _areas(entries: Entries) -> dict[str, Area]:
    return {entry.id: area_of(entry.value) for entry in _sound(entries, Kind.TERRITORY)}


def _ids_that_stand_twice(entries: Entries, taxonomy: Taxonomy) -> None:
    for kind, name in NAMES.items():
        first: dict[str, Entry] = {}
        for entry in entries.of(kind):
            there = first.setdefault(entry.id, entry)
            if there is not entry:
                where = f"{there.part.name}, line {there.part.line(('id',))}"
                fault: Fault = (
                    ("id",),
                    f"The {name} '{entry.id}' appears twice (first in {where}).",
                    "Give one of them another id, or keep one.",
                )
                entries.blame(entry, [fault])
            elif kind is Kind.ORGANISATION and entry.id in taxonomy.organisations:
                entries.blame(entry, [_a_kind_of_body(entry.id)])


def _a_kind_of_body(name: str) -> Fault:
    return (
        ("id",),
        f"'{name}' is a kind of body of the taxonomy.",
        f"Give the body an id of its own and write 'kind: {name}'.",
    )


def _check_territories(entries: Entries, names: Known) -> None:
    there = {entry.id: entry for entry in entries.of(Kind.TERRITORY) if not entry.is_faulty}
    for entry in there.values():
        parent = entry.value.get("parent", "").strip()
        if parent:
            entries.blame(entry, names.unknown("territory", parent, ("parent",)))
        if parent in there:
            entries.blame(entry, _level_of_parent(entry, there[parent]))
    _blame_circles(entries, there, "parent", "lies in itself", "Give one of them another parent.")


def _level_of_parent(entry: Entry, parent: Entry) -> Iterator[Fault]:
    level, above = entry.value["level"], parent.value["level"]
    if LEVELS.index(level) > LEVELS.index(above):
        yield (
            ("level",),
            f"'{entry.id}' ({level}) lies in '{parent.id}', which is lower ({above}).",
            "Mend the level of one of them, or 'parent'.",
        )


def _check_bodies(entries: Entries, names: Known) -> None:
    there = {entry.id: entry for entry in entries.of(Kind.ORGANISATION) if not entry.is_faulty}
    for entry in there.values():
        value = entry.value
        entries.blame(entry, names.unknown("organisation", value["kind"], ("kind",)))
        if "territory" in value:
            entries.blame(entry, names.unknown("territory", value["territory"], ("territory",)))
        entries.blame(entry, names.unknown_each("action", value.get("inherent", ()), ("inherent",)))
    _blame_circles(entries, there, "kind", "stands below itself", "Give one of them another kind.")


def _blame_circles(
    entries: Entries, there: Mapping[str, Entry], key: str, what: str, mend: str
) -> None:
    edges = {
        name: [entry.value[key].strip()] for name, entry in there.items() if key in entry.value
    }
    for circle in circles(edges):
        way = " → ".join([*circle, circle[0]])
        entries.blame(there[circle[0]], [((key,), f"'{circle[0]}' {what}: {way}.", mend)])
        for name in circle:
            there[name].is_faulty = True


def _check_ties_of_territories(entries: Entries, known: Known) -> None:
    for entry in entries.of(Kind.LINK):
        entries.blame(entry, known.unknown_each("territory", entry.value, ()))
        entries.blame(entry, _two_equal(entry.value, "territory"))
    for entry in entries.of(Kind.CHANNEL):
        for key in ("from", "to"):
            entries.blame(entry, known.unknown("territory", entry.value[key], (key,)))
        entries.blame(entry, _two_equal([entry.value["from"], entry.value["to"]], "territory"))
    for entry in entries.of(Kind.COMPLETE):
        entries.blame(entry, known.unknown("territory", entry.value, ()))
    for entry in entries.of(Kind.COORDINATION):
        between = entry.value["between"]
        entries.blame(entry, known.unknown_each("organisation", between, ("between",)))
        entries.blame(entry, _two_equal(between, "organisation"))
        if "on" in entry.value:
            entries.blame(entry, known.unknown("action", entry.value["on"], ("on",)))


def _two_equal(pair: Iterable[str], what: str) -> Iterator[Fault]:
    first, second = (name.strip() for name in pair)
    if first == second:
        yield (), f"Both ends are the {what} '{first}'.", "Name two different ones."


def _check_policies(entries: Entries, known: Known) -> dict[int, Policy]:
    """The policies whose dates can be relied on, by the identity of their entries."""
    found: dict[int, Policy] = {}
    same: dict[tuple[str, str, str, int | None], Entry] = {}
    for entry in entries.of(Kind.POLICY):
        entries.blame(entry, policy_faults(entry.value, known))
        entries.blame(entry, _same_act(entry, same))
        # Any other fault leaves the dates that its provisions are compared with.
        if not list(period_faults(entry.value)):
            found[id(entry)] = policy_of(entry.value)
    return found


def _same_act(entry: Entry, same: dict[tuple[str, str, str, int | None], Entry]) -> Iterator[Fault]:
    """Two policies with one issuing body, kind, number and year are one act."""
    value = entry.value
    issuer, number = text_of(value.get("issuer", "")), text_of(value.get("number", ""))
    if not issuer or not number:
        return
    there = same.setdefault((issuer.casefold(), value["kind"], number, value.get("year")), entry)
    if there is not entry:
        yield (
            ("number",),
            f"'{there.id}' has the same issuing body, kind, number and year "
            f"({there.part.name}, line {there.part.line()}).",
            "Mend one of the two, or put their provisions together.",
        )


def _check_interactions(entries: Entries, known: Known) -> None:
    """Ends that are no policy or goal, or the same; voices that do not fit; a pair twice."""
    first: dict[tuple[str, ...], Entry] = {}
    for entry in entries.of(Kind.INTERACTION):
        entries.blame(entry, interaction_faults(entry.value, known))
        pair = pair_of(entry.value)
        there = first.setdefault(pair, entry)
        if there is not entry:
            where = f"{there.part.name}, line {there.part.line()}"
            what = f"'{pair[0]}' → '{pair[1]}' appears twice in this matrix (first in {where})."
            entries.blame(entry, [(("from",), what, "Keep one of the two.")])


def _check_mutual_exceptions(entries: Entries) -> None:
    there = {entry.id: entry for entry in entries.of(Kind.PROVISION)}
    edges = {
        name: [other.strip() for other in entry.value.get("over", ()) if other.strip() != name]
        for name, entry in there.items()
    }
    for circle in circles({name: others for name, others in edges.items() if others}):
        way = " over ".join([*circle, circle[0]])
        fault: Fault = (
            ("over",),
            f"These provisions override one another in a circle: {way}.",
            "Leave out the one that does not prevail.",
        )
        entries.blame(there[circle[0]], [fault])
