"""Check the shape of a knowledge file against its JSON Schema, in words an author can use."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from glocal.errors import Problem
from glocal.loading.quick_shape import NotQuickError, Test, quick_test
from glocal.loading.written import Written, shown
from glocal.loading.yaml_file import KeyPath, YamlFile

MEND_OF_TYPE = "Check the indentation and the quotes."
"""What to do about a value of a wrong type in a file; a form or a sheet says it otherwise."""

WANTED = {
    "integer": "A whole number, such as 2024,",
    "number": "A number, such as 12.5,",
    "string": "Text",
    "array": "A list",
    "object": "Names with their values",
    "boolean": "Yes or no",
    "null": "Nothing",
}
"""The types of a schema, as people call them."""

MOST_KEYS = 50
"""Unknown keys of one mapping that are named one by one."""


@cache
def validator(schema: str) -> Draft202012Validator:
    """The validator for ``knowledge/schema/<schema>.schema.json``.

    A schema may refer to its neighbours by their file names.
    """
    return Draft202012Validator(_schema(f"{schema}.schema.json"))


@cache
def _quick(schema: str) -> Test:
    """Whether a value has the shape of a schema, without a reason; no where it is not known."""
    try:
        return quick_test(validator(schema).schema)
    except NotQuickError:
        return lambda value: False


def _schema(name: str) -> Any:
    text = files("glocal.knowledge").joinpath("schema", name).read_text("utf-8")
    return _with_neighbours(json.loads(text))


def _with_neighbours(part: Any) -> Any:
    """``part`` of a schema with every neighbour that it refers to put in its place."""
    if isinstance(part, list):
        return [_with_neighbours(item) for item in part]
    if not isinstance(part, dict):
        return part
    other = part.get("$ref", "")
    if isinstance(other, str) and other.endswith(".schema.json"):
        return {key: item for key, item in _schema(other).items() if key != "$schema"}
    return {key: _with_neighbours(item) for key, item in part.items()}


def shape_problems(file: YamlFile, schema: str) -> list[Problem]:
    """Every place where ``file`` does not have the shape of ``schema``."""
    return [file.problem(path, what, mend) for path, what, mend in shape_faults(file, schema)]


MOST_FAULTS = 1_000
"""So many are told of one file; a file of nothing else would take minutes and gigabytes."""

TOO_MANY = "There are more mistakes in the shape of this file than"


def shape_faults(document: Written, schema: str) -> list[tuple[KeyPath, str, str]]:
    """Every place where ``document`` has not the shape of ``schema``: path, what, and mend.

    Of more than ``MOST_FAULTS`` the last one says that there are more, with an empty path.
    """
    # YAML allows numbers as keys (grades, for instance); JSON Schema knows text keys only.
    value = _with_text_keys(document.value)
    errors = () if _quick(schema)(value) else validator(schema).iter_errors(value)
    told = ((tuple(path), what, mend) for error in errors for path, what, mend in _in_words(error))
    faults = list(islice(told, MOST_FAULTS))
    if len(faults) == MOST_FAULTS:
        return [*faults, ((), f"{TOO_MANY} {MOST_FAULTS}.", "Mend these first.")]
    return faults + [
        (path, f"{number} is not a number to reckon with.", "Write a finite number.")
        for path, number in _endless(value, ())
    ]


def _endless(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, float]]:
    """The ``.nan`` and ``.inf`` of a file: YAML has them, no limit of a schema catches them."""
    if isinstance(value, float) and not math.isfinite(value):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _endless(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _endless(item, (*path, index))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_text_keys(item) for item in value]
    return value


def _in_words(error: ValidationError) -> Iterator[tuple[list[str | int], str, str]]:
    path = list(error.absolute_path)
    instance: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "required":
            # One error a missing key; the key is named only in its message.
            for key in rule:
                if key not in instance and error.message.startswith(repr(key)):
                    yield [*path, key], f"The key '{key}' is missing.", f"Add '{key}'."
        case "additionalProperties":
            known = set(schema.get("properties", {}))
            strange = sorted(
                key for key in set(instance) - known if not _matches_pattern(key, schema)
            )
            if len(strange) > MOST_KEYS:
                yield path, f"{len(strange)} keys are not known here.", "Is this the right file?"
            else:
                for key in strange:
                    yield (
                        [*path, key],
                        f"The key '{shown(key)}' is not known here.",
                        nearest(key, known) or f"Known keys: {', '.join(sorted(known)) or 'none'}.",
                    )
        case "enum":
            yield (
                path,
                f"'{shown(instance)}' is not one of the allowed values.",
                nearest(str(instance), {str(item) for item in rule})
                or f"Use one of: {', '.join(map(str, rule))}.",
            )
        case "type":
            wanted = " or ".join(WANTED[one] for one in ([rule] if isinstance(rule, str) else rule))
            yield path, f"{wanted} is needed here, not {_kind(instance)}.", MEND_OF_TYPE
        case "maxLength":
            yield (
                path,
                f"The text has {len(instance)} characters; at most {rule} fit.",
                "Shorten it.",
            )
        case "maxItems" | "maxProperties":
            yield path, f"There are {len(instance)}; at most {rule} fit.", "Leave some out."
        case "minLength" | "minItems" | "minProperties":
            yield path, "Something must stand here.", "Fill it in."
        case "pattern":
            yield (
                path,
                f"'{shown(instance)}' does not have the right form.",
                str(schema.get("description", f"It must match {rule}.")),
            )
        case _:
            yield path, f"{error.message}.", str(schema.get("description", "See the schema."))


def _matches_pattern(key: str, schema: dict[str, Any]) -> bool:
    return any(re.search(pattern, key) for pattern in schema.get("patternProperties", {}))


def _kind(value: Any) -> str:
    names = (
        (dict, "a mapping"),
        (list, "a list"),
        (str, "text"),
        (bool, "yes/no"),
        (type(None), "nothing"),
        (date, "a date"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "a number")


def nearest(word: str, known: set[str]) -> str | None:
    """A question that names the known word nearest to ``word``, ``None`` when none is near."""
    close = get_close_matches(word, known, n=1, cutoff=0.7)
    return f"Did you mean '{close[0]}'?" if close else None
