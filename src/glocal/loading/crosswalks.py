"""Read the crosswalks between frameworks."""

from __future__ import annotations

from collections.abc import Callable

from glocal.errors import GlocalError, Problem
from glocal.loading.families import key_problems
from glocal.loading.yaml_file import YamlFile
from glocal.model.crosswalk import Crosswalk, CrosswalkLink, Relation
from glocal.model.framework import Framework


def crosswalk_of(file: YamlFile) -> Crosswalk:
    """The crosswalk that a structure file of the right shape describes."""
    value = file.value
    return Crosswalk(
        source=value["from"],
        target=value["to"],
        links=tuple(
            CrosswalkLink(
                source=item["from"],
                target=item["to"],
                relation=Relation(item["relation"]),
                grades={float(low): float(high) for low, high in item["grades"].items()},
            )
            for item in value["links"]
        ),
    )


def crosswalk_problems(file: YamlFile, find: Callable[[str], Framework]) -> list[Problem]:
    """Frameworks, indicators and grades that do not exist, and maps that fall where they rise.

    ``find`` gives the framework of a name as in ``local-pcmd@1.1``.
    """
    crosswalk = crosswalk_of(file)
    found: dict[str, Framework] = {}
    problems: list[Problem] = []
    for key, name in (("from", crosswalk.source), ("to", crosswalk.target)):
        try:
            found[key] = find(name)
        except GlocalError as error:
            problems.append(file.problem([key], str(error), "Name a framework with its version."))
    if problems:
        return problems
    for index, link in enumerate(crosswalk.links):
        for key, code in (("from", link.source), ("to", link.target)):
            if code not in found[key]:
                problems.append(
                    file.problem(
                        ["links", index, key],
                        f"{found[key].name} has no indicator {code!r}.",
                        "Use one of its codes.",
                    )
                )
                continue
            grades = link.grades.keys() if key == "from" else link.grades.values()
            unknown = set(grades) - set(found[key].indicator(code).scale.grades)
            problems += [
                file.problem(
                    ["links", index, "grades"],
                    f"{grade:g} is no grade of {code}.",
                    "Use the grades of its scale.",
                )
                for grade in sorted(unknown)
            ]
        proposed = [link.grades[grade] for grade in sorted(link.grades)]
        if proposed != sorted(proposed):
            problems.append(
                file.problem(
                    ["links", index, "grades"],
                    "A better answer proposes a worse one.",
                    "Let the proposed grades rise with those they come from.",
                )
            )
    return problems


def crosswalk_text_problems(file: YamlFile, structure: Crosswalk) -> list[Problem]:
    """Links without a reason, and reasons for links that do not exist."""
    wanted = {link_key(link) for link in structure.links}
    return key_problems(file, ("links",), set(file.value["links"]), wanted, "link")


def link_key(link: CrosswalkLink) -> str:
    """How a link is called in the text files, as in ``A2.2 > M.7``."""
    return f"{link.source} > {link.target}"
