"""Whether a value has the shape of a schema, asked quickly: yes or no, without a reason.

Most files are right, and of a large one the full validator takes most of the time. It is asked for
its reasons only when the answer here is no.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sized
from typing import Any

Test = Callable[[Any], bool]

NO_TEST = frozenset(
    {"$schema", "$id", "title", "description", "additionalProperties", "then", "else"}
)
"""Words of a schema that test nothing, or are read together with another."""


class NotQuickError(Exception):
    """A schema uses a word that is not known here: the full validator must be asked."""


def quick_test(schema: Any) -> Test:
    """The test for a schema of draft 2020-12. Raises ``NotQuickError``.

    >>> is_name = quick_test({"type": "string", "maxLength": 3})
    >>> is_name("abc"), is_name("abcd"), is_name(1)
    (True, False, False)
    """
    if isinstance(schema, bool):
        return lambda value: schema
    tests = [_test(word, schema) for word in schema if word not in NO_TEST]
    if "additionalProperties" in schema:
        tests.append(_others(schema))
    if len(tests) < 2:
        return tests[0] if tests else lambda value: True

    first, *rest = tests

    def all_of(value: Any) -> bool:
        return first(value) and all(test(value) for test in rest)

    return all_of


def _test(word: str, schema: Mapping[str, Any]) -> Test:
    wanted = schema[word]
    make = TESTS.get(word)
    if word == "if":
        return _either(schema)
    if make is None:
        raise NotQuickError(word)
    return make(wanted)


def _type(wanted: Any) -> Test:
    if isinstance(wanted, list):
        some = [_type(one) for one in wanted]
        return lambda value: any(test(value) for test in some)
    return TYPES[wanted]


def _is_integer(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


TYPES: Mapping[str, Test] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": _is_integer,
    "number": _is_number,
}


def _enum(wanted: list[Any]) -> Test:
    if any(isinstance(one, list | dict) for one in wanted):
        raise NotQuickError("enum")
    names = frozenset(one for one in wanted if isinstance(one, str))
    others = [one for one in wanted if not isinstance(one, str)]

    def fits(value: Any) -> bool:
        if isinstance(value, str):
            return value in names
        # True is 1 in Python, and not in a schema.
        return any(
            one == value and isinstance(one, bool) is isinstance(value, bool) for one in others
        )

    return fits


def _pattern(wanted: str) -> Test:
    search = re.compile(wanted).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _properties(wanted: Mapping[str, Any]) -> Test:
    tests = {name: quick_test(schema) for name, schema in wanted.items()}

    def fits(value: Any) -> bool:
        if isinstance(value, dict):
            for name, item in value.items():
                test = tests.get(name)
                if test is not None and not test(item):
                    return False
        return True

    return fits


def _others(schema: Mapping[str, Any]) -> Test:
    """The test for what the properties do not name."""
    if "patternProperties" in schema:
        raise NotQuickError("patternProperties")
    known = frozenset(schema.get("properties", ()))
    wanted = schema["additionalProperties"]
    if wanted is False:
        return lambda value: not isinstance(value, dict) or value.keys() <= known
    test = quick_test(wanted)
    return lambda value: (
        not isinstance(value, dict)
        or all(test(item) for name, item in value.items() if name not in known)
    )


def _items(wanted: Any) -> Test:
    test = quick_test(wanted)
    return lambda value: not isinstance(value, list) or all(map(test, value))


def _names(wanted: Any) -> Test:
    test = quick_test(wanted)
    return lambda value: not isinstance(value, dict) or all(map(test, value))


def _required(wanted: list[str]) -> Test:
    names = frozenset(wanted)
    return lambda value: not isinstance(value, dict) or names <= value.keys()


def _either(schema: Mapping[str, Any]) -> Test:
    condition = quick_test(schema["if"])
    then, otherwise = (quick_test(schema.get(word, True)) for word in ("then", "else"))
    return lambda value: then(value) if condition(value) else otherwise(value)


def _size(kind: type[Sized], fits: Callable[[int, int], bool]) -> Callable[[int], Test]:
    return lambda wanted: lambda value: not isinstance(value, kind) or fits(len(value), wanted)


def _limit(fits: Callable[[float, float], bool]) -> Callable[[float], Test]:
    return lambda wanted: lambda value: not _is_number(value) or fits(value, wanted)


TESTS: Mapping[str, Callable[[Any], Test]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "properties": _properties,
    "propertyNames": _names,
    "items": _items,
    "required": _required,
    "minLength": _size(str, lambda size, least: size >= least),
    "maxLength": _size(str, lambda size, most: size <= most),
    "minItems": _size(list, lambda size, least: size >= least),
    "maxItems": _size(list, lambda size, most: size <= most),
    "minProperties": _size(dict, lambda size, least: size >= least),
    "maxProperties": _size(dict, lambda size, most: size <= most),
    # Not the reverse with "not": what is no number at all (nan) is caught by neither.
    "minimum": _limit(lambda number, least: not number < least),
    "maximum": _limit(lambda number, most: not number > most),
}
