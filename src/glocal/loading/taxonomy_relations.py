"""Check that what the entries of a taxonomy point at is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from glocal.errors import Problem
from glocal.loading.schema import nearest
from glocal.loading.taxonomy_parts import Parts
from glocal.loading.vocabulary import vocabulary_ids
from glocal.loading.written import Part
from glocal.model.taxonomy import Taxonomy

Path = tuple[str | int, ...]


def relation_problems(parts: Parts, whole: Taxonomy) -> Iterator[Problem]:
    """Relations that lead to what is not there."""
    dimensions = {item.id: item.values for item in whole.population.dimensions}
    known: dict[str, tuple[str, Iterable[str]]] = {
        "requires": ("action", whole.actions),
        "successors": ("action", whole.actions),
        "inherent": ("action", whole.actions),
        "needs": ("barrier", vocabulary_ids("barriers")),
        "phases": ("phase", vocabulary_ids("phases")),
        "sdg": ("SDG target", vocabulary_ids("sdg-targets")),
    }
    for part in (*(part for _, part in parts.actions), *parts.organisations, *parts.goals):
        for key in known.keys() & part.value.keys():
            what, there = known[key]
            for index, name in enumerate(part.value[key]):
                if name not in there:
                    yield unknown(part, (key, index), what, name, there)
        for index, contact in enumerate(part.value.get("contact", ())):
            if contact["organisation"] not in whole.organisations:
                yield unknown(
                    part,
                    ("contact", index, "organisation"),
                    "organisation",
                    contact["organisation"],
                    whole.organisations,
                )
        for key in ("relevant", "closed_for"):
            yield from limit_problems(part, (key,), part.value.get(key, {}), dimensions)
    for part in parts.goals:
        if part.value["id"] in whole.actions:
            yield part.problem(
                ("id",), f"{part.value['id']!r} is also an action.", "Rename the goal."
            )
    for part in parts.evidence:
        if part.value["cause"] not in whole.actions and part.value["cause"] not in whole.goals:
            there = {*whole.actions, *whole.goals}
            yield unknown(part, ("cause",), "action or goal", part.value["cause"], there)
        if part.value["goal"] not in whole.goals:
            yield unknown(part, ("goal",), "goal", part.value["goal"], whole.goals)
    for barrier, part in parts.cannot:
        if barrier not in vocabulary_ids("barriers"):
            yield unknown(part, (), "barrier", barrier, vocabulary_ids("barriers"))
        yield from limit_problems(part, ("group",), part.value["group"], dimensions)
    for part in parts.transitions:
        yield from _transition_problems(part, dimensions)


def _transition_problems(part: Part, known: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    value = part.value
    dimension = value["dimension"]
    if dimension not in known:
        yield unknown(part, ("dimension",), "dimension", dimension, known)
    else:
        for key in ("from", "to"):
            for index, name in enumerate(value[key]):
                if name not in known[dimension]:
                    what = f"value of '{dimension}'"
                    yield unknown(part, (key, index), what, name, known[dimension])
        for name in sorted(set(value["from"]) & set(value["to"])):
            yield part.problem(
                ("to",), f"{name!r} stands under 'from' and 'to'.", "Leave one of them out."
            )
    for other, changes in value.get("resets", {}).items():
        for old, new in changes.items():
            yield from limit_problems(part, ("resets",), {other: [old, new]}, known)


def groups_of_nobody(parts: Parts, whole: Taxonomy) -> Iterator[Problem]:
    """Groups that the implications empty."""
    population = whole.population
    groups = [
        *(
            (part, key, part.value[key])
            for _, part in parts.actions
            for key in ("relevant", "closed_for")
            if key in part.value
        ),
        *((part, "group", part.value["group"]) for _, part in parts.cannot),
    ]
    for part, key, limits in groups:
        if not population.possible(population.word(limits)):
            yield part.problem((key,), "Nobody is in this group.", "Take other values.")


def limit_problems(
    part: Part, path: Path, limits: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Dimensions and values of a group at ``path`` that the population does not have."""
    for dimension, values in limits.items():
        if dimension not in known:
            yield unknown(part, (*path, dimension), "dimension", dimension, known)
            continue
        for index, value in enumerate(values):
            if value not in known[dimension]:
                place = (*path, dimension, index)
                yield unknown(part, place, f"value of '{dimension}'", value, known[dimension])


def unknown(part: Part, path: Path, what: str, value: str, known: Iterable[str]) -> Problem:
    """A name that is not among ``known``, with the nearest one or, of a few, all that are."""
    there = set(known)
    mend = nearest(value, there) or (
        f"Known: {', '.join(sorted(there))}." if len(there) <= 20 else f"Name a known {what}."
    )
    return part.problem(path, f"There is no {what} {value!r}.", mend)
