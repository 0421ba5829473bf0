"""Write a portfolio as the YAML file that people edit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from glocal.loading.plain_yaml import DECIMAL, NOTHING, TRUTH, WHOLE
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.portfolio_document import document_of

Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # not every build has the fast one

YES_OR_NO = frozenset({"competence", "money", "staff", "offset", "public"})
"""Keys whose values are yes, no or unknown, written without quotes."""

DAYS = frozenset({"from", "until"})
BLOCKS = frozenset({"policies", "provisions"})
"""Lists whose entries take a line for each key; all others are short enough for one line."""


def portfolio_yaml(loaded: LoadedPortfolio) -> str:
    """The file of a portfolio. Reading it gives the same portfolio again."""
    return yaml_of(document_of(loaded))


def yaml_of(document: Mapping[str, Any]) -> str:
    """A portfolio document (see :mod:`glocal.loading.portfolio_document`) as YAML."""
    return str(
        yaml.dump(
            _styled("", dict(document)),
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=100,
        )
    )


class _Block(dict[str, Any]):
    """A mapping with a line for each key."""


class _Lines(list[Any]):
    """A list with a line for each item."""


class _Word(str):
    """Yes or no, without quotes."""


class _Dumper(Dumper):  # type: ignore[misc]  # either of the two dumpers
    """The representers below, and no others' dumper."""


def _styled(key: str, value: Any) -> Any:
    """``value`` under ``key``, marked with how it is to be written."""
    if isinstance(value, Mapping):
        styled = {name: _styled(name, item) for name, item in value.items()}
        return _Block(styled) if key in BLOCKS or not key else styled
    if isinstance(value, list):
        return _Lines(_styled(key, item) for item in value)
    if isinstance(value, str) and key in DAYS and len(value) == 10 and value[4] == "-":
        return date.fromisoformat(value)
    if key in YES_OR_NO and value in ("yes", "no"):
        return _Word(value)
    return value


def _text(dumper: Any, text: str) -> Any:
    style = None
    if "\n" in text:
        style = "|"
    elif text in NOTHING or text in TRUTH or WHOLE.fullmatch(text) or DECIMAL.fullmatch(text):
        style = "'"  # our reader would take these for numbers, other readers may take more
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _word(dumper: Any, word: _Word) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:bool", str(word))


def _block(dumper: Any, value: _Block) -> Any:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=False)


def _lines(dumper: Any, value: _Lines) -> Any:
    # A list of words stays on one line, a list of mappings or lists takes a line for each.
    flow = all(isinstance(item, str) for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


def _short(dumper: Any, value: dict[str, Any]) -> Any:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Word, _word)
_Dumper.add_representer(_Block, _block)
_Dumper.add_representer(_Lines, _lines)
_Dumper.add_representer(dict, _short)
