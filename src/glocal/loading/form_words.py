"""Read the words of the spreadsheets that people fill in: a questionnaire, a list of actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from glocal.loading.word_files import WordFiles

FILES = WordFiles("forms/text/{language}.yaml", "The words of the spreadsheets")


@dataclass(frozen=True)
class FormWords:
    """Names of sheets, lines of the guide, headings with their help, and the words of lists.

    ``guide`` has the lines by sheet and those for both; ``statuses`` are places in the review.
    """

    language: str
    sheets: Mapping[str, str]
    guide: Mapping[str, tuple[str, ...]]
    head: Mapping[str, str]
    headings: Mapping[str, str]
    help: Mapping[str, str]
    states: Mapping[str, str]
    statuses: Mapping[str, str]
    action_statuses: Mapping[str, str]


@cache
def form_words(language: str) -> FormWords:
    """The words in ``language``, or else in English."""
    spoken, value = FILES.words(language)
    return FormWords(
        language=spoken,
        sheets=value["sheets"],
        guide={key: tuple(lines) for key, lines in value["guide"].items()},
        head=value["head"],
        headings={key: words["name"] for key, words in value["columns"].items()},
        help={key: words["help"] for key, words in value["columns"].items()},
        states=value["states"],
        statuses=value["statuses"],
        action_statuses=value["action_statuses"],
    )
