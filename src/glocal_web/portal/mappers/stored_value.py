"""Values of the core as JSON and back: for what a row must keep although the register moves on."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def stored(value: Any) -> Any:
    """What JSON can hold of a value of the core; sets are sorted, so that equal values stay equal.

    Fields that hold what they hold by default are left out: a row stays small and readable, and an
    older row lacks the same fields as one that was written today without them.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: stored(getattr(value, one.name))
            for one in fields(value)
            if one.name not in _defaults(type(value))
            or getattr(value, one.name) != _defaults(type(value))[one.name]
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(stored(key)): stored(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(stored(item) for item in value)
    if isinstance(value, tuple | list):
        return [stored(item) for item in value]
    return value


def restored(kind: type[Value], data: Any) -> Value:
    """The value that ``stored`` made ``data`` from.

    Fields that are not there take their defaults and fields that ``kind`` has no more are passed
    over, so that what an earlier version wrote can still be read. Raises ``ValueError``,
    ``TypeError`` or ``KeyError`` when the data cannot be such a value.
    """
    made: Value = _read(kind, data)
    return made


@cache
def _defaults(kind: type) -> dict[str, Any]:
    found = {}
    for one in fields(kind):
        if one.default is not MISSING:
            found[one.name] = one.default
        elif one.default_factory is not MISSING:
            found[one.name] = one.default_factory()
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _of_union(inner, data)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_read(inner[0], item) for item in data)
        return tuple(_read(one, item) for one, item in zip(inner, data, strict=True))
    if origin is frozenset:
        return frozenset(_read(inner[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {_read(inner[0], key): _read(inner[1], item) for key, item in data.items()}
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(  # type: ignore[operator]
            **{
                one.name: _read(hints[one.name], data[one.name])
                for one in fields(kind)
                if one.name in data
            }
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is date:
        return date.fromisoformat(data)
    return data


def _of_union(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None
    (kind,) = (one for one in kinds if one is not type(None))
    return _read(kind, data)
