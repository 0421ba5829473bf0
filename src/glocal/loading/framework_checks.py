"""Checks of a framework that a schema cannot make: names that must exist, orders, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from glocal.errors import Problem
from glocal.loading.schema import nearest
from glocal.loading.vocabulary import vocabulary_ids
from glocal.loading.yaml_file import YamlFile
from glocal.model.kinds import EvidenceLevel

Path = tuple[str | int, ...]
Item = tuple[YamlFile, Path, dict[str, Any]]


DEFAULT_SCALE = "maturity"


def scale_name(scales: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """The scale of an indicator: its own, else ``maturity``, else the framework's first."""
    default = DEFAULT_SCALE if DEFAULT_SCALE in scales else next(iter(scales))
    name: str = entry.get("scale", default)
    return name


def scale_problems(head: YamlFile) -> list[Problem]:
    """Scales whose grades are not in rising order."""
    return [
        head.problem(
            ["scales", name, "grades"],
            "The grades are not in rising order.",
            f"Write {sorted(scale['grades'])}.",
        )
        for name, scale in head.value["scales"].items()
        if any(low >= high for low, high in pairwise(scale["grades"]))
    ]


def rules_problems(head: YamlFile) -> list[Problem]:
    """Rules that contradict themselves: bands out of order, evidence that widens."""
    rules = head.value["rules"]
    problems = []
    starts = [band["from"] for band in rules["bands"]["list"]]
    if starts[0] != 0 or any(low >= high for low, high in pairwise(starts)):
        problems.append(
            head.problem(
                ["rules", "bands", "list"],
                "Bands must begin at 0 and rise.",
                "Give the first band 'from: 0' and every later one a higher start.",
            )
        )
    sigma = [rules["evidence"]["sigma"][level] for level in EvidenceLevel]
    if any(weak < strong for weak, strong in pairwise(sigma)):
        problems.append(
            head.problem(
                ["rules", "evidence", "sigma"],
                "Better evidence must never widen an interval.",
                "Let the numbers fall, or stay equal, from 'none' to 'outcome'.",
            )
        )
    return problems


def cross_problems(head: YamlFile, items: Sequence[Item]) -> list[Problem]:
    """Names that do not exist, codes that stand twice, needs that run in a circle."""
    problems: list[Problem] = []
    by_code: dict[str, Item] = {}
    for item in items:
        file, place, entry = item
        first = by_code.get(entry["code"])
        if first is not None:
            problems.append(
                file.problem(
                    [*place, "code"],
                    f"The code {entry['code']} appears twice (also in {first[0].name}).",
                    "Give each indicator a code of its own.",
                )
            )
        by_code.setdefault(entry["code"], item)
    groups = {sub["code"] for dim in head.value["dimensions"] for sub in dim["sub_dimensions"]}
    for file, place, entry in items:
        problems += _indicator_problems(head, by_code, groups, file, place, entry)
    problems += _red_line_problems(head, by_code, groups)
    if all(entry.get("status") == "draft" for _, _, entry in items):
        problems.append(
            head.problem(["status"], "All indicators are drafts.", "Publish at least one of them.")
        )
    if not problems:
        problems += _circles(by_code)
    return problems


def vocabulary_problems(file: YamlFile, place: Path, entry: Mapping[str, Any]) -> list[Problem]:
    """Words of one indicator that are in no controlled list."""
    named: list[tuple[str, Path, str]] = [
        *(("sectors", ("sectors",), sector) for sector in entry.get("sectors", ())),
        *(
            ("sdg-targets", ("sdg", index, "target"), link["target"])
            for index, link in enumerate(entry.get("sdg", ()))
        ),
    ]
    if entry.get("competence"):
        named.append(("competences", ("competence",), entry["competence"]))
    return [
        file.problem(
            [*place, *path],
            f"{value!r} is not in the vocabulary '{vocabulary}'.",
            nearest(value, set(vocabulary_ids(vocabulary)))
            or f"See knowledge/vocabularies/{vocabulary}.yaml.",
        )
        for vocabulary, path, value in named
        if value not in vocabulary_ids(vocabulary)
    ]


def _indicator_problems(
    head: YamlFile,
    by_code: Mapping[str, Item],
    groups: set[str],
    file: YamlFile,
    place: Path,
    entry: Mapping[str, Any],
) -> Iterator[Problem]:
    if entry["sub_dimension"] not in groups:
        yield file.problem(
            [*place, "sub_dimension"],
            f"The sub-dimension {entry['sub_dimension']!r} does not exist.",
            f"Use one of: {', '.join(sorted(groups))}.",
        )
    scales = head.value["scales"]
    if scale_name(scales, entry) not in scales:
        yield file.problem(
            [*place, "scale"],
            f"The scale {entry['scale']!r} does not exist.",
            f"Use one of: {', '.join(scales)}.",
        )
        return
    for grade, step in entry.get("steps", {}).items():
        if float(grade) not in _grades(head, entry)[1:]:
            yield file.problem(
                [*place, "steps", grade],
                f"{grade} is not a grade that a step can lead to.",
                f"Use one of: {_listed(_grades(head, entry)[1:])}.",
            )
        for index, need in enumerate(step["needs"]):
            yield from _need_problems(
                head, by_code, file, [*place, "steps", grade, "needs", index], entry, need
            )


def _need_problems(
    head: YamlFile,
    by_code: Mapping[str, Item],
    file: YamlFile,
    path: Sequence[str | int],
    entry: Mapping[str, Any],
    need: Mapping[str, Any],
) -> Iterator[Problem]:
    other = by_code.get(need["indicator"])
    if other is None:
        yield file.problem(
            [*path, "indicator"],
            f"The indicator {need['indicator']} does not exist.",
            "Name an indicator of this framework.",
        )
        return
    if entry.get("status") != "draft" and other[2].get("status") == "draft":
        yield file.problem(
            [*path, "indicator"],
            f"{entry['code']} is published but needs the draft {need['indicator']}.",
            "Publish the other indicator first, or drop the need.",
        )
    if float(need["grade"]) not in _grades(head, other[2])[1:]:
        yield file.problem(
            [*path, "grade"],
            f"{need['grade']} is not a grade that {need['indicator']} can reach.",
            f"Use one of: {_listed(_grades(head, other[2])[1:])}.",
        )


def _grades(head: YamlFile, entry: Mapping[str, Any]) -> list[float]:
    """The grades of an indicator; none when its scale does not exist, which is told elsewhere."""
    scales = head.value["scales"]
    return list(map(float, scales.get(scale_name(scales, entry), {"grades": []})["grades"]))


def _listed(grades: Sequence[float]) -> str:
    return ", ".join(f"{grade:g}" for grade in grades) or "none"


def _red_line_problems(
    head: YamlFile, by_code: Mapping[str, Item], groups: set[str]
) -> Iterator[Problem]:
    for index, line in enumerate(head.value["rules"]["red_lines"]):
        path: Path = ("rules", "red_lines", index)
        for key, known in (("indicator", set(by_code)), ("sub_dimension", groups)):
            if line[key] not in known:
                yield head.problem(
                    [*path, key], f"{line[key]!r} does not exist.", "Name one of this framework."
                )
        if line["indicator"] in by_code:
            yield from _line_problems(head, by_code[line["indicator"]][2], path, line)


def _line_problems(
    head: YamlFile, entry: Mapping[str, Any], path: Path, line: Mapping[str, Any]
) -> Iterator[Problem]:
    if line["sub_dimension"] != entry["sub_dimension"]:
        # A sub-dimension that nobody has answered would else be capped by an answer elsewhere, and
        # the interval of the total would no longer contain the total.
        yield head.problem(
            [*path, "sub_dimension"],
            f"{line['indicator']} does not belong to {line['sub_dimension']}.",
            f"A red line caps its own sub-dimension: write {entry['sub_dimension']}.",
        )
    grades = _grades(head, entry)
    if float(line["at_most"]) not in grades[:-1]:
        yield head.problem(
            [*path, "at_most"],
            f"{line['at_most']} is not a grade below the highest of {line['indicator']}.",
            f"Use one of: {_listed(grades[:-1])}.",
        )


def _circles(by_code: Mapping[str, Item]) -> Iterator[Problem]:
    """Needs that can never be met, because they lead back to where they began."""
    done: set[tuple[str, float]] = set()

    def visit(node: tuple[str, float], trail: tuple[tuple[str, float], ...]) -> Iterator[Problem]:
        if node in trail:
            circle = " → ".join(f"{code} at {grade:g}" for code, grade in (*trail, node))
            file, place, _ = by_code[node[0]]
            yield file.problem(
                [*place, "steps"], f"These needs run in a circle: {circle}.", "Drop one of them."
            )
            return
        if node in done:
            return
        done.add(node)
        code, grade = node
        steps = by_code[code][2].get("steps", {})
        for reached, step in steps.items():
            # To stand at a grade, every step up to it was taken.
            if float(reached) <= grade:
                for need in step["needs"]:
                    yield from visit((need["indicator"], float(need["grade"])), (*trail, node))

    for code, (_, _, entry) in by_code.items():
        for grade in entry.get("steps", {}):
            yield from visit((code, float(grade)), ())
