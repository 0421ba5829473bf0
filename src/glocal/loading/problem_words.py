"""What is wrong in a file, in the reader's language.

The sources tell it in English, as it stands in logs and on the command line. Each such sentence has
a code and open places in ``knowledge/problems/en.yaml``: a told sentence is recognised there, and
said anew with the sentence of the same code in another language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from glocal.errors import Problem
from glocal.loading.families import LANGUAGES
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.word_files import WordFiles

FILES = WordFiles("problems/{language}.yaml", "The words for what is wrong in a file")
_OPEN = re.compile(r"\{(\w+)\}")
_JOINTS = re.compile(r"( or |, )")
LONGEST = 2_000
"""Characters; a longer sentence is left as it is rather than looked through."""


@dataclass(frozen=True)
class ProblemWords:
    """Sentences by code, and the words for what the sources put into them."""

    sentences: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True)
class Recognised:
    """The code of a sentence, and what stood in its open places."""

    code: str
    values: Mapping[str, str]


@cache
def problem_words(language: str) -> ProblemWords:
    """The sentences in ``language``, or else in English."""
    _spoken, value = FILES.words(language)
    return ProblemWords(value["sentences"], value["words"])


def recognised(sentence: str) -> Recognised | None:
    """Which sentence was told, with what in it; ``None`` for one that has no code.

    >>> recognised("Did you mean 'school'?")
    Recognised(code='did-you-mean', values={'name': 'school'})
    """
    if len(sentence) > LONGEST:
        return None
    for code, parts in _sentences():
        values = _values(sentence, parts)
        if values is not None:
            return Recognised(code, values)
    return None


def said(sentence: str, language: str) -> str:
    """A told sentence in ``language``; one that has no code there stays English."""
    if language == FALLBACK_LANGUAGE or language not in LANGUAGES:
        return sentence
    spoken, found = problem_words(language), recognised(sentence)
    template = spoken.sentences.get(found.code) if found is not None else None
    if found is None or template is None:
        return sentence
    values = found.values
    return _OPEN.sub(lambda place: _word(values[place.group(1)], spoken), template)


def in_language(problem: Problem, language: str) -> Problem:
    """A problem whose sentences are in ``language``, at the same place."""
    return replace(problem, what=said(problem.what, language), mend=said(problem.mend, language))


def _word(value: str, spoken: ProblemWords) -> str:
    """What was put in: a word of the sources is translated, whatever the author wrote is not."""
    if value in spoken.words:
        return spoken.words[value]
    parts = _JOINTS.split(value)
    if len(parts) > 1 and all(part in spoken.words for part in parts[::2]):
        return ", ".join(spoken.words[part] for part in parts[::2])
    return value


@cache
def _sentences() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The English sentences to be recognised, those with the most words of their own first.

    Each is cut at its open places: words of its own, name of a place, words, name …, words.
    """
    sentences = problem_words(FALLBACK_LANGUAGE).sentences
    order = sorted(sentences, key=lambda code: -len(_OPEN.sub("", sentences[code])))
    return tuple((code, tuple(_OPEN.split(sentences[code]))) for code in order)


def _values(sentence: str, parts: tuple[str, ...]) -> dict[str, str] | None:
    """What stands in the open places, each as short as can be; ``None`` if it does not fit.

    Looks for one piece after the other: a regular expression would try every way to divide what
    an author wrote, and takes minutes when that repeats the words of the sentence.
    """
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return {} if sentence == first else None
    end = len(sentence) - len(last)
    if not (sentence.startswith(first) and sentence.endswith(last) and end >= len(first)):
        return None
    values, at = {}, len(first)
    for name, words in zip(parts[1:-2:2], parts[2:-1:2], strict=True):
        found = sentence.find(words, at, end)
        if found < 0:
            return None
        values[name], at = sentence[at:found], found + len(words)
    return {**values, parts[-2]: sentence[at:end]}
