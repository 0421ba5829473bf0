"""Check that one term of the original is one term of the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from glocal.errors import KnowledgeError
from glocal.loading.passages import Passage, TextFile
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import shape_problems
from glocal.loading.yaml_file import read_yaml

ORIGINAL = "en"
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")


@dataclass(frozen=True)
class Term:
    """How a concept is called in a language: the term, what it is recognised by, what to avoid."""

    use: str
    match: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class TermProblem:
    """A passage where a term is missing, or another word stands for it (then named)."""

    passage: Passage
    term: str
    use: str
    avoided: str = ""


@cache
def terminology(language: str) -> Mapping[str, Term]:
    """The terms of ``language`` by their id, the same ids in every language.

    Raises ``KnowledgeError`` when the list is missing or broken.
    """
    name = f"terminology/{language}.yaml"
    file, problems = read_yaml(knowledge_root() / name, name)
    if file is not None:
        problems += shape_problems(file, "terminology")
    if file is None or problems:
        raise KnowledgeError(f"The terms of {language!r} have errors:", problems)
    return {
        key: Term(
            entry["use"],
            tuple(entry["match"]),
            tuple(entry.get("avoid", ())),
            entry.get("note", ""),
        )
        for key, entry in file.value.items()
    }


def missing_terms(original: TextFile, translation: TextFile) -> Iterator[TermProblem]:
    """Passages whose original holds a term that their translation does not.

    Compared passage by passage: a term that is in the original passage must be recognised in the
    translated one by any of its stems.
    """
    source, target = _stems(ORIGINAL), _stems(translation.language)
    uses = terminology(translation.language)
    beside = {passage.place: passage for passage in original.passages}
    for passage in translation.passages:
        if passage.place not in beside:
            continue
        told, own = _bare(beside[passage.place].text), _bare(passage.text)
        for key, stems in source.items():
            if any(stem in told for stem in stems) and not any(stem in own for stem in target[key]):
                yield TermProblem(passage, key, uses[key].use)


def avoided_words(text: TextFile) -> Iterator[TermProblem]:
    """Passages that use a word which the terminology of their language avoids."""
    bare = [(passage, _bare(passage.text)) for passage in text.passages]
    for key, term in terminology(text.language).items():
        for word in term.avoid:
            for passage, words in bare:
                if _bare(word, pad=False) in words:
                    yield TermProblem(passage, key, term.use, word)


@cache
def _stems(language: str) -> Mapping[str, tuple[str, ...]]:
    return {
        key: tuple(_bare(stem, pad=False) for stem in term.match)
        for key, term in terminology(language).items()
    }


def _bare(text: str, *, pad: bool = True) -> str:
    """Small letters without vowel signs of Arabic; padded, so that a stem can ask for a space."""
    bare = _VOWEL_SIGNS.sub("", text.casefold())
    return f" {bare} " if pad else bare
