"""Where the files of a framework version lie when it continues an earlier one."""

from __future__ import annotations

from pathlib import Path

from glocal.errors import Problem
from glocal.loading.yaml_file import read_yaml

QUICK_START = "quick-start.yaml"
"""The file that says what to begin with; its words lie beside those of the indicators."""


def layers(folder: Path) -> tuple[tuple[Path, ...], list[Problem]]:
    """The folders that make up a version, its own first, and the problems on the way.

    ``continues: "1.0"`` in a ``framework.yaml`` says that indicators and words which this version
    does not hold itself are those of version 1.0 beside it. So what did not change is kept once,
    and mending an explanation mends it in both.
    """
    found = [folder]
    while True:
        head, _ = read_yaml(found[-1] / "framework.yaml", "framework.yaml")
        # What is wrong with the file itself is told by whoever reads it for its content.
        earlier = head.value.get("continues") if head and isinstance(head.value, dict) else None
        if not isinstance(earlier, str):
            return tuple(found), []
        place = found[-1].parent / earlier
        what = ""
        if place in found:
            what = f"Version {earlier} is continued in a circle."
        elif place.parent != folder.parent or not (place / "framework.yaml").exists():
            what = f"There is no version {earlier!r} of this framework to continue."
        if what:
            name = f"{found[-1].parent.name}/{found[-1].name}/framework.yaml"
            problem = Problem(name, 0, "continues", what, "Name an earlier version, or drop it.")
            return tuple(found), [problem]
        found.append(place)


def layered_files(folder: Path, below: str) -> tuple[tuple[Path, str], ...]:
    """The YAML files in ``below`` of a version, with how each is called in messages.

    The version's own come first; a file of the version it continues counts when there is none of
    that name here.
    """
    chosen: dict[str, tuple[Path, str]] = {}
    for place in layers(folder)[0]:
        for path in (place / below).glob("*.yaml"):
            if path.name == QUICK_START:
                continue
            label = f"{place.parent.name}/{place.name}/{below}/{path.name}"
            chosen.setdefault(path.name, (path, label))
    return tuple(chosen[name] for name in sorted(chosen))
