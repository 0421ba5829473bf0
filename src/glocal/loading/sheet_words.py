"""Read the words of the spreadsheet of a portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from glocal.loading.word_files import WordFiles

FILES = WordFiles("portfolio-files/text/{language}.yaml", "The words of the spreadsheet")


@dataclass(frozen=True)
class SheetWords:
    """Names of sheets and rows, headings with their help, and the words of closed lists.

    ``headings`` and ``help`` are by sheet and column, ``hints`` for columns without help of their
    own; ``dimension`` is the heading of a column of groups, with the name of the dimension put in.
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
    spoken, value = FILES.words(language)
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
