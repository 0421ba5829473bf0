"""The entries of a portfolio document sheet by sheet, and what each column shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glocal.io.portfolio_sheets import Column, Sheet


def entries_of(sheet: Sheet, document: Mapping[str, Any]) -> Iterator[Mapping[Any, Any]]:
    """The entries of a sheet; those that stand below a policy or a provision name it."""
    provisions = [
        {"policy": policy["id"], **provision}
        for policy in document.get("policies", [])
        for provision in policy.get("provisions", [])
    ]
    if sheet.id == "provisions":
        yield from provisions
    elif sheet.id in {"effects", "assumes"}:
        for provision in provisions:
            for item in provision.get(sheet.id, []):
                yield {"provision": provision["id"], **item}
    elif sheet.id == "links":
        yield from (dict(enumerate(pair)) for pair in document.get("links", []))
    else:
        yield from document.get(sheet.id, [])


def value_at(entry: Mapping[Any, Any], column: Column) -> Any:
    """What a column shows of an entry, ``None`` when it shows nothing."""
    value: Any = entry
    for key in column.path:
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    # A group that is named stands in the columns of the dimensions.
    return None if column.id == "for" and not isinstance(value, str) else value
