"""Read the words of the spreadsheet of a portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from glocal.errors import KnowledgeError
from glocal.loading.families import LANGUAGES
from glocal.loading.roots import knowledge_root
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import read_yaml


@dataclass(frozen=True)
class SheetWords:
    """Names of sheets and rows, headings with their help, and the words of closed lists.

    ``headings`` and ``help`` are by sheet and column, ``hints`` for columns without help of their
    own; ``dimension`` is the heading of a column of
    groups, with the name of the dimension put in.
    """

    language: str
    sheets: Mapping[str, str]
    head: Mapping[str, str]
    headings: Mapping[str, Mapping[str, str]]
    help: Mapping[str, Mapping[str, str]]
    hints: Mapping[str, str]
    dimension: str
    help_of_dimension: str
    values: Mapping[str, Mapping[str, str]]


@cache
def sheet_words(language: str) -> SheetWords:
    """The words in ``language``, or else in English."""
    spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
    name = f"portfolio-files/text/{spoken}.yaml"
    file, problems = read_yaml(knowledge_root() / name, name)
    if file is None:
        raise KnowledgeError("The words of the spreadsheet have errors:", problems)
    value: Mapping[str, Any] = file.value
    return SheetWords(
        language=spoken,
        sheets=value["sheets"],
        head=value["head"],
        headings={sheet: _each(columns, "name") for sheet, columns in value["columns"].items()},
        help={sheet: _each(columns, "help") for sheet, columns in value["columns"].items()},
        hints=value["hints"],
        dimension=value["dimension"],
        help_of_dimension=value["help-of-dimension"],
        values=value["values"],
    )


def _each(columns: Mapping[str, Mapping[str, str]], key: str) -> dict[str, str]:
    return {name: words[key] for name, words in columns.items() if key in words}
