"""The words of a taxonomy, with fallback to English, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from glocal.errors import Problem
from glocal.loading.families import LANGUAGES, key_problems
from glocal.loading.schema import shape_problems
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.taxonomy import Taxonomy
from glocal.model.taxonomy_words import DimensionWords, TaxonomyWords, Words

PLAIN = ("organisations", "goals", "transitions")
"""Files of words that are called as what they describe."""


def read_words(folder: Path, language: str) -> tuple[TaxonomyWords, list[Problem]]:
    """The words in ``language``, what is missing taken from English, and problems of shape."""
    found: dict[str, dict[str, Any]] = {kind: {} for kind in ("actions", "dimensions", *PLAIN)}
    also: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for own in dict.fromkeys((FALLBACK_LANGUAGE, language)):
        for kind, file, unread in _files(folder, own):
            problems += unread
            if file is not None and kind == "dimensions":
                _add_dimensions(found[kind], file.value["words"], own)
            elif file is not None:
                found[kind] |= {
                    name: Words(entry["name"], entry["about"], own)
                    for name, entry in file.value["words"].items()
                }
            if file is not None and kind == "actions":
                # An action with words of its own and no list has none, and not the English one.
                also |= {
                    name: tuple(entry.get("also", ()))
                    for name, entry in file.value["words"].items()
                }
    return TaxonomyWords(language, **found, also=also), problems


def _add_dimensions(
    found: dict[str, DimensionWords], words: Mapping[str, Mapping[str, Any]], language: str
) -> None:
    for name, entry in words.items():
        before = found[name].values if name in found else {}
        found[name] = DimensionWords(
            entry["name"], entry["about"], {**before, **entry["values"]}, language
        )


def text_problems(folder: Path, whole: Taxonomy) -> list[Problem]:
    """Words for what does not exist, and what has none, in every language that is written."""
    problems: list[Problem] = []
    label = f"{folder.parent.name}/{folder.name}"
    for language in LANGUAGES:
        written = set()
        for kind, file, unread in _files(folder, language):
            problems += unread
            if file is not None:
                problems += _word_problems(kind, file, whole)
                written.add(file.name.partition(f"/text/{language}/")[2])
            elif unread:
                written.add(unread[0].file.partition(f"/text/{language}/")[2])
        if language == FALLBACK_LANGUAGE:
            wanted = {"population.yaml", *(f"{name}.yaml" for name in PLAIN)}
            wanted |= {f"actions/{path.name}" for path in (folder / "actions").glob("*.yaml")}
            problems += [
                Problem(
                    f"{label}/text/{language}/{name}", 0, "", "There are no words.", "Write them."
                )
                for name in sorted(wanted - written)
            ]
    return problems


def _word_problems(kind: str, file: YamlFile, whole: Taxonomy) -> Iterator[Problem]:
    words = file.value["words"]
    if kind == "dimensions":
        values = {item.id: set(item.values) for item in whole.population.dimensions}
        yield from key_problems(file, ("words",), set(words), set(values), "dimension")
        for name in words.keys() & values.keys():
            place = ("words", name, "values")
            yield from key_problems(
                file, place, {str(key) for key in words[name]["values"]}, values[name], "value"
            )
        return
    stem = file.name.rpartition("/")[2].removesuffix(".yaml")
    wanted: dict[str, set[str]] = {
        "actions": {
            item.id
            for item in whole.actions.values()
            if item.sector == stem or (not item.sector and item.id == stem)
        },
        "organisations": set(whole.organisations),
        "goals": set(whole.goals),
        "transitions": {item.id for item in whole.transitions},
    }
    yield from key_problems(file, ("words",), set(words), wanted[kind], kind.removesuffix("s"))


def _files(folder: Path, language: str) -> Iterator[tuple[str, YamlFile | None, list[Problem]]]:
    """Each file of words with what it describes, or the problems that keep it from being used."""
    place = folder / "text" / language
    label = f"{folder.parent.name}/{folder.name}/text/{language}"
    kinds = {"population.yaml": "dimensions", **{f"{name}.yaml": name for name in PLAIN}}
    for path in (*sorted((place / "actions").glob("*.yaml")), *sorted(place.glob("*.yaml"))):
        name = path.relative_to(place).as_posix()
        kind = "actions" if name.startswith("actions/") else kinds.get(name, "")
        file, problems = read_yaml(path, f"{label}/{name}")
        if file is not None:
            schema = "taxonomy-population-text" if kind == "dimensions" else "taxonomy-text"
            problems += (
                shape_problems(file, schema)
                if kind
                else [file.problem([], "Nothing is called so.", f"Names: {', '.join(kinds)}.")]
            )
        yield kind, None if problems else file, problems


def words_with(words: TaxonomyWords, extension: Mapping[str, Any]) -> TaxonomyWords:
    """``words`` with the ``name`` and ``about`` that a country gives what it adds.

    What it does not name is called as its id, with spaces.
    """

    def added(kind: str, there: Mapping[str, Words]) -> dict[str, Words]:
        return {
            **there,
            **{
                entry["id"]: Words(
                    _in(entry.get("name"), words.language) or entry["id"].replace("-", " "),
                    _in(entry.get("about"), words.language),
                    words.language,
                )
                for entry in extension.get(kind, ())
                if entry["id"] not in there
            },
        }

    return replace(
        words,
        actions=added("actions", words.actions),
        organisations=added("organisations", words.organisations),
        goals=added("goals", words.goals),
        transitions=added("transitions", words.transitions),
    )


def _in(text: str | Mapping[str, str] | None, language: str) -> str:
    """A text in ``language``, else in English, else in the first language there is."""
    if text is None or isinstance(text, str):
        return text or ""
    return text.get(language) or text.get(FALLBACK_LANGUAGE) or next(iter(text.values()))
