"""Read the words of the spreadsheets that people fill in: a questionnaire, a list of actions."""

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
    spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
    name = f"forms/text/{spoken}.yaml"
    file, problems = read_yaml(knowledge_root() / name, name)
    if file is None:
        raise KnowledgeError("The words of the spreadsheets have errors:", problems)
    value: Mapping[str, Any] = file.value
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
