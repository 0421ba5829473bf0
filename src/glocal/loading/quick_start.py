"""Read which indicators of a framework to begin with, and the words that say why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from glocal.errors import KnowledgeError, Problem
from glocal.loading.catalogue import framework, framework_folder
from glocal.loading.families import key_problems, provenance
from glocal.loading.layers import QUICK_START, layers
from glocal.loading.schema import nearest, shape_problems
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.framework import Framework
from glocal.model.quick_start import QuickStart, QuickStartWords


@cache
def quick_start(framework_id: str, version: str) -> QuickStart | None:
    """What to begin with in this version of a framework; ``None`` when it makes no choice."""
    folder = framework_folder(framework_id, version)
    structure = framework(framework_id, version)
    file, problems = _structure(folder, [one.code for one in structure.indicators])
    if problems:
        raise KnowledgeError(f"The quick start of {structure.name} has errors:", problems)
    return None if file is None else _quick_start(file)


@cache
def quick_start_words(framework_id: str, version: str, language: str) -> QuickStartWords:
    """Why these indicators, in ``language`` or else in the framework's original language."""
    folder = framework_folder(framework_id, version)
    source = framework(framework_id, version).original_language
    original, problems = _words(folder, source)
    own, found = _words(folder, language) if language != source else (original, [])
    if original is None or problems or found:
        told = f"The words of the quick start of {framework_id}@{version} have errors:"
        raise KnowledgeError(told, problems + found)
    spoken = source if own is None else language
    shown = own or original
    return QuickStartWords(
        shown.value["about"],
        shown.value["why"],
        provenance(shown.value, spoken, original.value, asked=language),
    )


def quick_start_problems(folder: Path, structure: Framework) -> list[Problem]:
    """Every problem in the choice that lies in ``folder`` and in its words, in all languages."""
    file, problems = _structure(folder, [one.code for one in structure.indicators])
    if file is None or problems:
        return problems
    for language in structure.languages:
        words, found = _words(folder, language)
        problems += found
        if words is not None:
            written = set(words.value["why"])
            wanted = set(_quick_start(file).every_code)
            problems += key_problems(words, ("why",), written, wanted, "indicator")
        elif not found and language == structure.original_language:
            problems.append(
                file.problem([], "No words say why these.", f"Write text/{language}/{QUICK_START}.")
            )
    return problems


def _quick_start(file: YamlFile) -> QuickStart:
    return QuickStart(
        float(file.value["minutes"]),
        tuple((one["code"], *one.get("instead", ())) for one in file.value["indicators"]),
    )


def _structure(folder: Path, codes: Collection[str]) -> tuple[YamlFile | None, list[Problem]]:
    place = _place(folder, QUICK_START)
    if place is None:
        return None, []
    file, problems = read_yaml(*place)
    if file is None:
        return None, problems
    problems += shape_problems(file, "quick-start")
    return file, problems or list(_unknown(file, codes))


def _words(folder: Path, language: str) -> tuple[YamlFile | None, list[Problem]]:
    place = _place(folder, f"text/{language}/{QUICK_START}")
    if place is None:
        return None, []
    file, problems = read_yaml(*place)
    if file is None:
        return None, problems
    problems += shape_problems(file, "quick-start-text")
    return (None, problems) if problems else (file, [])


def _place(folder: Path, name: str) -> tuple[Path, str] | None:
    """Where the file of this name lies, the version's own first, and how messages call it."""
    for layer in layers(folder)[0]:
        if (layer / name).exists():
            return layer / name, f"{layer.parent.name}/{layer.name}/{name}"
    return None


def _unknown(file: YamlFile, codes: Collection[str]) -> Iterator[Problem]:
    """Codes that do not exist, and indicators to begin with that stand twice."""
    first: set[str] = set()
    for index, one in enumerate(file.value["indicators"]):
        for code in (one["code"], *one.get("instead", ())):
            if code not in codes:
                yield file.problem(
                    ["indicators", index],
                    f"There is no published indicator {code!r}.",
                    nearest(code, set(codes)) or "Use a code of this framework.",
                )
        if one["code"] in first:
            yield file.problem(
                ["indicators", index, "code"], f"{one['code']} appears twice.", "Drop one of them."
            )
        first.add(one["code"])
