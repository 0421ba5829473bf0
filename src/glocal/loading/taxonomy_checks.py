"""Check what the entries of a taxonomy say of one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from glocal.errors import Problem
from glocal.loading.circles import circles
from glocal.loading.schema import nearest
from glocal.loading.taxonomy_parts import Parts
from glocal.loading.taxonomy_relations import (
    groups_of_nobody,
    limit_problems,
    relation_problems,
    unknown,
)
from glocal.loading.vocabulary import vocabulary_ids
from glocal.loading.written import Part
from glocal.model.taxonomy import Taxonomy

ROOT_ACTION = "any-service"
ROOT_BODY = "any-body"


def part_problems(parts: Parts, whole: Taxonomy, base: Taxonomy | None = None) -> list[Problem]:
    """Everything wrong in ``parts``, which together with ``base`` make ``whole``."""
    problems = [
        *(_population_problems(parts.population) if parts.population else ()),
        *_twice(parts, base),
        *_tree_problems(parts, base),
        *relation_problems(parts, whole),
    ]
    if not problems:  # what follows walks along parents and needs groups that exist
        problems += [*_circles_of_requirements(parts, whole), *groups_of_nobody(parts, whole)]
    return problems


def _population_problems(part: Part) -> Iterator[Problem]:
    dimensions = part.value["dimensions"]
    known = {item["id"]: item["values"] for item in dimensions}
    if len(known) < len(dimensions):
        yield part.problem(("dimensions",), "A dimension appears twice.", "Rename or drop one.")
    places = sum(len(item["values"]) + 1 for item in dimensions)
    if places > 63:
        yield part.problem(
            ("dimensions",),
            f"The dimensions have {places - len(dimensions)} values; at most "
            f"{63 - len(dimensions)} fit.",
            "Join some values, or drop a dimension.",
        )
    edges: dict[str, list[str]] = {}
    for index, item in enumerate(part.value.get("implications", ())):
        for side in ("when", "then"):
            yield from limit_problems(part, ("implications", index, side), item[side], known)
        (when,), (then,) = item["when"], item["then"]
        edges.setdefault(when, []).append(then)
    for circle in circles(edges):
        yield part.problem(
            ("implications",),
            f"The implications go in a circle: {_way(circle)}.",
            "Leave one of them out.",
        )


def _twice(parts: Parts, base: Taxonomy | None) -> Iterator[Problem]:
    """Ids that stand twice among entries of one kind, or are those of what is there already."""
    there: dict[str, Iterable[str]] = {
        "organisation": base.organisations if base else (),
        "goal": base.goals if base else (),
        "transition": [item.id for item in base.transitions] if base else (),
    }
    kinds = {
        "action": [part for _, part in parts.actions],
        "organisation": parts.organisations,
        "goal": parts.goals,
        "transition": parts.transitions,
    }
    for what, entries in kinds.items():
        seen: dict[str, Part | None] = dict.fromkeys(there.get(what, ()))
        for part in entries:
            name = part.value["id"]
            if name in seen:
                yield part.problem(
                    ("id",),
                    f"The {what} {name!r} is already in {_place_of(seen[name], what)}.",
                    "Give it another id.",
                )
            seen.setdefault(name, part)
    if base is not None:
        for _, part in parts.actions:
            if part.value["id"] in base.actions and "parent" in part.value:
                yield part.problem(
                    ("parent",),
                    f"The action {part.value['id']!r} is in the taxonomy, with its place.",
                    "Leave 'parent' out to add to it, or give a new action another id.",
                )


def _place_of(part: Part | None, what: str) -> str:
    if part is None:
        return "the taxonomy"
    line = part.line(("id",))
    return f"{part.name}, line {line}" if line else f"the list of {what}s"


def _tree_problems(parts: Parts, base: Taxonomy | None) -> Iterator[Problem]:
    """Parents that are missing, unknown or go in a circle, and sectors that do not fit."""
    actions = [part for _, part in parts.actions]
    known = base.actions if base else {}
    yield from _parents(actions, "action", ROOT_ACTION, known)
    yield from _parents(
        parts.organisations, "organisation", ROOT_BODY, base.organisations if base else {}
    )
    if base is None:
        yield from _sector_problems(parts)


def _parents(
    entries: Sequence[Part], what: str, root: str, known: Mapping[str, Any]
) -> Iterator[Problem]:
    own = {part.value["id"]: part for part in entries}
    for name, part in own.items():
        parent = part.value.get("parent")
        if parent is None:
            if name != root and name not in known:
                mend = nearest(name, set(known)) or f"Name what it is a kind of, or '{root}'."
                yield part.problem((), f"The {what} {name!r} has no parent.", mend)
        elif parent not in own and parent not in known:
            yield unknown(part, ("parent",), what, parent, {*own, *known})
    edges = {name: [part.value["parent"]] for name, part in own.items() if part.value.get("parent")}
    for circle in circles(edges):
        yield own[circle[0]].problem(
            ("parent",),
            f"The {what}s stand below one another in a circle: {_way(circle)}.",
            "Put one of them elsewhere.",
        )


def _sector_problems(parts: Parts) -> Iterator[Problem]:
    """A file of actions is that of one sector, and begins with its root."""
    sectors = set(vocabulary_ids("sectors"))
    first: dict[str, str] = {}
    own = {part.value["id"]: sector for sector, part in parts.actions}
    for sector, part in parts.actions:
        name, parent = part.value["id"], part.value.get("parent")
        begins = part.name not in first
        first.setdefault(part.name, name)
        if begins and not part.name.endswith(f"/{sector or ROOT_ACTION}.yaml"):
            yield part.whole.problem(
                ["sector"],
                f"The file names the sector {sector!r}.",
                "Call the file as its sector.",
            )
        elif begins and sector and sector not in sectors:
            yield unknown(
                Part(part.whole, (), part.whole.value), ("sector",), "sector", sector, sectors
            )
        elif begins and sector and (name != sector or parent != ROOT_ACTION):
            yield part.problem(
                ("id",),
                f"The first action of a file is its sector, below {ROOT_ACTION!r}; "
                f"here it is {name!r}.",
                f"Begin with {{id: {sector}, parent: {ROOT_ACTION}}}.",
            )
        elif not begins and parent in own and own[parent] != sector:
            yield part.problem(
                ("parent",),
                f"The parent {parent!r} is of another file.",
                "Put the action into that file, or below another one.",
            )


def _circles_of_requirements(parts: Parts, whole: Taxonomy) -> Iterator[Problem]:
    """What is required in a circle, counting what an action has from those above it."""
    edges: dict[str, list[str]] = {}
    for name in whole.actions:
        above: str | None = name
        needed = edges.setdefault(name, [])
        while above is not None:
            needed += whole.actions[above].requires
            above = whole.actions[above].parent
    own = {part.value["id"]: part for _, part in parts.actions}
    for circle in circles(edges):
        part = next((own[name] for name in circle if name in own), next(iter(own.values())))
        yield part.problem(
            ("requires",),
            f"The requirements go in a circle: {_way(circle)}.",
            "Leave one of them out; an action also has those of the actions above it.",
        )


def _way(circle: Sequence[str]) -> str:
    return " → ".join((*circle, circle[0]))
