"""Read the rated interactions of the worked example."""

from __future__ import annotations

from pathlib import Path

from glocal.errors import KnowledgeError
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import shape_problems
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.interaction import Item, ItemKind, RatedMatrix, Rating

SCHEMA = "demo-interactions"


def example_interactions() -> RatedMatrix:
    """The rated matrix that ships with Glocal: policies and objectives of Puerto Lirio."""
    return read_interactions(knowledge_root() / "demo" / "interactions.yaml")


def read_interactions(path: Path) -> RatedMatrix:
    """The matrix in a YAML file. Raises ``KnowledgeError`` with every mistake in its shape."""
    file, problems = read_yaml(path, path.name)
    if file is not None:
        problems = shape_problems(file, SCHEMA)
    if file is None or problems:
        raise KnowledgeError("The interactions have errors:", problems)
    return interactions_of(file)


def interactions_of(file: YamlFile) -> RatedMatrix:
    """The matrix in a file whose shape was checked. Names are not looked up."""
    items = tuple(
        Item(one["id"], one["title"], ItemKind(one["kind"]), one.get("ref", ""))
        for one in file.value["items"]
    )
    ratings = tuple(
        Rating(
            one["rater"],
            one["group"],
            one["from"],
            one["to"],
            one["value"],
            one.get("rationale", ""),
        )
        for one in file.value["ratings"]
    )
    return RatedMatrix(file.value["title"], items, ratings)
