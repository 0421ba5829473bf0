"""Collect what taxonomy files say, every entry with its place, and put it together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from glocal.errors import Problem
from glocal.loading.schema import shape_problems
from glocal.loading.taxonomy_values import (
    action_of,
    goal_of,
    group_of,
    link_of,
    organisation_of,
    population_of,
    transition_of,
)
from glocal.loading.written import Part, Written
from glocal.loading.yaml_file import read_yaml
from glocal.model.population import Group, Population
from glocal.model.taxonomy import Action, Taxonomy

LISTS = ("organisations", "goals", "evidence", "transitions")
"""Parts that are one list of entries in a file of their own."""

FLAGS = ("closed", "costly", "core", "continuous", "portable")
ADDED = ("contact", "requires", "needs", "successors", "phases")


@dataclass(frozen=True)
class Parts:
    """Entries by kind. ``actions`` stand beside the sector of their file, ``cannot`` beside the
    barrier that they are about."""

    population: Part | None = None
    actions: tuple[tuple[str, Part], ...] = ()
    organisations: tuple[Part, ...] = ()
    goals: tuple[Part, ...] = ()
    evidence: tuple[Part, ...] = ()
    transitions: tuple[Part, ...] = ()
    cannot: tuple[tuple[str, Part], ...] = ()

    def put_together(self, version: str, base: Taxonomy | None = None) -> Taxonomy:
        """What these entries and ``base`` make; of two entries with one id, the later stands.

        Nothing is checked: a parent or a relation may lead nowhere.
        """
        start = base or Taxonomy(version, Population(()), {}, {}, {})
        actions = dict(start.actions)
        for sector, part in self.actions:
            entry = part.value
            known = start.actions.get(entry["id"])
            actions[entry["id"]] = (
                _added_to(known, entry)
                if known is not None and "parent" not in entry
                else action_of(entry, sector)
            )
        cannot: dict[str, tuple[Group, ...]] = dict(start.cannot)
        for barrier, part in self.cannot:
            cannot[barrier] = (*cannot.get(barrier, ()), group_of(part.value["group"]))
        return replace(
            start,
            population=population_of(self.population.value)
            if self.population
            else start.population,
            actions=actions,
            organisations={
                **start.organisations,
                **{part.value["id"]: organisation_of(part.value) for part in self.organisations},
            },
            cannot=cannot,
            goals={**start.goals, **{part.value["id"]: goal_of(part.value) for part in self.goals}},
            evidence=(*start.evidence, *(link_of(part.value) for part in self.evidence)),
            transitions=(
                *start.transitions,
                *(transition_of(part.value) for part in self.transitions),
            ),
        )


def _added_to(action: Action, entry: Mapping[str, Any]) -> Action:
    """A known action with what a country says of it: lists are added, yes or no is replaced."""
    new = action_of(entry, action.sector)
    changes: dict[str, Any] = {name: getattr(new, name) for name in FLAGS if name in entry}
    for name in ADDED:
        changes[name] = tuple(dict.fromkeys((*getattr(action, name), *getattr(new, name))))
    for name in ("relevant", "closed_for"):
        if getattr(new, name) is not None:
            changes[name] = getattr(new, name)
    if new.source:
        changes["source"] = "; ".join(filter(None, (action.source, new.source)))
    return replace(action, **changes)


def read_parts(folder: Path, label: str) -> tuple[Parts, list[Problem]]:
    """Everything that the files of a version say, and every problem in their shape."""
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    actions: list[tuple[str, Part]] = []
    for path in sorted((folder / "actions").glob("*.yaml")):
        file, unread = _shaped(path, f"{label}/actions/{path.name}", "taxonomy-actions")
        problems += unread
        if file is not None:
            sector = file.value.get("sector", "")
            actions += [(sector, part) for part in _entries(file, "actions")]
    for name in ("population", "barriers", *LISTS):
        file, unread = _shaped(folder / f"{name}.yaml", f"{label}/{name}.yaml", f"taxonomy-{name}")
        problems += unread
        if file is None:
            continue
        if name == "population":
            found[name] = Part(file, (), file.value)
        elif name == "barriers":
            found["cannot"] = tuple(_groups(Part(file, (), file.value)))
        else:
            found[name] = tuple(_entries(file, name))
    return Parts(actions=tuple(actions), **found), problems


def parts_of_extension(extension: Part, base: Taxonomy) -> Parts:
    """What a country adds, of the right shape; an action has the sector of what it is put under."""
    entries = {
        name: tuple(
            Part(extension.whole, (*extension.path, name, index), entry)
            for index, entry in enumerate(extension.value.get(name, ()))
        )
        for name in ("actions", *LISTS)
    }
    parents = {part.value["id"]: part.value.get("parent", "") for part in entries["actions"]}
    return Parts(
        actions=tuple(
            (_sector(part.value["id"], parents, base), part) for part in entries["actions"]
        ),
        organisations=entries["organisations"],
        goals=entries["goals"],
        evidence=entries["evidence"],
        transitions=entries["transitions"],
        cannot=tuple(_groups(extension)),
    )


def _sector(action: str, parents: Mapping[str, str], base: Taxonomy) -> str:
    seen: set[str] = set()
    while action not in base.actions:
        if action in seen or action not in parents:
            return ""
        seen.add(action)
        action = parents[action]
    return base.actions[action].sector


def _shaped(path: Path, label: str, schema: str) -> tuple[Written | None, list[Problem]]:
    file, problems = read_yaml(path, label)
    if file is not None:
        problems += shape_problems(file, schema)
    return (None, problems) if problems else (file, [])


def _entries(file: Written, key: str) -> Iterator[Part]:
    for index, entry in enumerate(file.value[key]):
        yield Part(file, (key, index), entry)


def _groups(part: Part) -> Iterator[tuple[str, Part]]:
    for barrier, groups in part.value.get("cannot", {}).items():
        for index, entry in enumerate(groups):
            yield barrier, Part(part.whole, (*part.path, "cannot", barrier, index), entry)
