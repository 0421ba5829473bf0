"""Read the files of the worked example (`glocal/knowledge/demo/`), with every mistake at once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from glocal.errors import KnowledgeError, Problem
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import shape_problems
from glocal.loading.yaml_file import YamlFile, read_yaml

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class DemoFiles:
    """The files as they stand, each of the shape of its schema; nothing is looked up yet.

    ``registers`` are portfolio files, each named after the territory that keeps it; they are read
    when they are loaded. ``interactions`` are matrices, one a file.
    """

    territories: YamlFile
    people: YamlFile
    actions: YamlFile
    effects_checks: YamlFile
    findings: YamlFile
    interactions: tuple[YamlFile, ...]
    assessments: tuple[YamlFile, ...]
    registers: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        """The hash by which an example that is already loaded is recognised."""
        texts = [file.text for file in self.all()]
        texts += [path.read_text(encoding="utf-8") for path in self.registers]
        return hashlib.sha256("\n".join(texts).encode()).hexdigest()

    def all(self) -> tuple[YamlFile, ...]:
        """Every file but the registers, in the order of loading."""
        plans = (self.actions, self.effects_checks, self.findings, *self.interactions)
        return (self.territories, self.people, *self.assessments, *plans)


@dataclass(frozen=True)
class OrganisationEntry:
    """An organisation of the example and the slug of its territory."""

    id: str
    name: str
    group: str
    territory: str


@dataclass(frozen=True)
class DemoIndex:
    """Who and what the files may refer to, by id."""

    territories: Mapping[str, Entry]
    organisations: Mapping[str, OrganisationEntry]
    people: Mapping[str, Entry]
    assessments: Mapping[str, Entry]

    def answers_for(self, person: str) -> set[str]:
        """The organisations for which a person of the example may answer."""
        return {role["organisation"] for role in self._roles(person) if role["kind"] in ANSWERING}

    def reviews_in(self, person: str) -> set[str]:
        """The territories in which a person of the example may review answers and evidence."""
        return {
            self.organisations[role["organisation"]].territory
            for role in self._roles(person)
            if role["kind"] in REVIEWING
        }

    def _roles(self, person: str) -> Sequence[Entry]:
        roles: Sequence[Entry] = self.people[person].get("roles", ())
        return roles


ANSWERING = frozenset({"coordinator", "contributor"})
REVIEWING = frozenset({"coordinator", "reviewer"})


def demo_folder() -> Path:
    """Where the example that ships with Glocal lies."""
    return knowledge_root() / "demo"


def read_demo(folder: Path) -> DemoFiles:
    """The files of an example. Raises ``KnowledgeError`` with all that has not the right shape."""
    problems: list[Problem] = []

    def read(path: Path, schema: str) -> YamlFile:
        name = path.relative_to(folder.parent).as_posix()
        file, found = read_yaml(path, name)
        problems.extend(found if file is None else shape_problems(file, f"demo-{schema}"))
        return file or YamlFile(name, None, "")

    files = DemoFiles(
        territories=read(folder / "territories.yaml", "territories"),
        people=read(folder / "people.yaml", "people"),
        actions=read(folder / "actions.yaml", "actions"),
        effects_checks=read(folder / "effects-checks.yaml", "effects-checks"),
        findings=read(folder / "findings.yaml", "findings"),
        interactions=tuple(
            read(path, "interactions") for path in sorted(folder.glob("interactions*.yaml"))
        ),
        assessments=tuple(
            read(path, "assessment") for path in sorted(folder.glob("assessments/*.yaml"))
        ),
        registers=tuple(sorted(folder.glob("portfolio/*.yaml"))),
    )
    stop_at(problems)
    return files


@cache
def shipped_demo() -> DemoFiles:
    """The example that ships with Glocal, read once."""
    return read_demo(demo_folder())


def index(files: DemoFiles) -> DemoIndex:
    """The names of an example. Raises ``KnowledgeError`` where one appears twice."""
    problems: list[Problem] = []
    territories = _by(files.territories, "territories", "slug", problems)
    organisations: dict[str, OrganisationEntry] = {}
    for number, territory in enumerate(files.territories.value["territories"]):
        for place, one in enumerate(territory["organisations"]):
            if one["id"] in organisations:
                path = ("territories", number, "organisations", place, "id")
                problems.append(files.territories.problem(path, *_twice(one["id"])))
            organisations[one["id"]] = OrganisationEntry(**one, territory=territory["slug"])
    people = _by(files.people, "people", "id", problems)
    stop_at(problems)
    rounds = {Path(file.name).stem: file.value for file in files.assessments}
    return DemoIndex(territories, organisations, people, rounds)


def stop_at(problems: list[Problem]) -> None:
    """Raise ``KnowledgeError`` when there is any problem."""
    if problems:
        raise KnowledgeError("The worked example has errors:", problems)


def _by(file: YamlFile, key: str, name: str, problems: list[Problem]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for number, entry in enumerate(file.value[key]):
        if entry[name] in found:
            problems.append(file.problem((key, number, name), *_twice(entry[name])))
        found[entry[name]] = entry
    return found


def _twice(name: str) -> tuple[str, str]:
    return f"'{name}' appears twice.", "Give each its own name."
