"""Read the words of the questionnaire on paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from glocal.errors import KnowledgeError
from glocal.loading.families import LANGUAGES
from glocal.loading.roots import knowledge_root
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import read_yaml


@cache
def paper_words(language: str) -> Mapping[str, str]:
    """The words in ``language``, or else in English, by name."""
    spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
    name = f"paper/text/{spoken}.yaml"
    file, problems = read_yaml(knowledge_root() / name, name)
    if file is None:
        raise KnowledgeError("The words of the questionnaire on paper have errors:", problems)
    words: Mapping[str, str] = file.value["words"]
    return words
