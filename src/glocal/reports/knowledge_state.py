"""The state of the knowledge base: what is written, in which languages, and what is to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from glocal.loading.catalogue import framework, installed_frameworks
from glocal.loading.families import LANGUAGES
from glocal.loading.passages import Passage, TextFile
from glocal.text.quality.fillers import find_fillers, quality_rules
from glocal.text.quality.readability import readability
from glocal.text.quality.terms import ORIGINAL, avoided_words, missing_terms
from glocal.text.quality.twins import find_twins

TWINS_FROM = 0.5


class TextState(StrEnum):
    """Where the words of one file in one language stand, best first."""

    REVIEWED = "reviewed"
    ORIGINAL = "original"
    TRANSLATED = "translated"
    STALE = "stale"
    MISSING = "missing"


class Remark(StrEnum):
    """What a check may have to say about a passage or a file."""

    TWIN = "twin"
    FILLER = "filler"
    HARD_TO_READ = "hard-to-read"
    LONG_SENTENCE = "long-sentence"
    TERM_MISSING = "term-missing"
    TERM_AVOIDED = "term-avoided"
    UNTRANSLATED = "untranslated"
    STALE = "stale"


@dataclass(frozen=True)
class Finding:
    """One remark about a text: the file, the place in it, and what was found there."""

    remark: Remark
    language: str
    file: str
    place: str
    found: str


@dataclass(frozen=True)
class FamilyState:
    """How many files of a family stand where, by language; the originals give the total."""

    family: str
    total: int
    by_language: Mapping[str, Mapping[TextState, int]]


@dataclass(frozen=True)
class ReadingEase:
    """The readability of a language: the middle file and the hardest, with its name."""

    language: str
    median: float
    hardest: float
    hardest_file: str
    limit: float


@dataclass(frozen=True)
class KnowledgeState:
    """Counts, readability and findings of the whole knowledge base."""

    families: tuple[FamilyState, ...]
    reading: tuple[ReadingEase, ...]
    findings: tuple[Finding, ...]
    files: int
    passages: int


def family_states(files: Sequence[TextFile]) -> tuple[FamilyState, ...]:
    """What is written in which language, by family; quick, since no text is read."""
    return tuple(_families(files))


def knowledge_state(files: Sequence[TextFile]) -> KnowledgeState:
    """Everything that the checks have to say about ``files``."""
    return KnowledgeState(
        families=family_states(files),
        reading=tuple(_reading(files, language) for language in LANGUAGES),
        findings=tuple(text_findings(files)),
        files=len(files),
        passages=sum(len(file.passages) for file in files),
    )


def text_findings(files: Sequence[TextFile]) -> Iterator[Finding]:
    """Every remark about ``files``: those of each language, then those of its translations."""
    rules_of_others = _rules_of_others()
    for language in LANGUAGES:
        own = [file for file in files if file.language == language]
        passages = [passage for file in own for passage in file.passages]
        yield from _twins([file for file in own if file.family not in rules_of_others], language)
        for filler in find_fillers(passages, language):
            yield _finding(Remark.FILLER, language, filler.passage, filler.phrase)
        yield from _hard(own, language)
    originals = _originals(files)
    for file in files:
        if file.language == ORIGINAL:
            continue
        original = originals.get((file.family, file.name))
        if original is not None:
            yield from _against(original, file)
        for avoided in avoided_words(file):
            yield _finding(Remark.TERM_AVOIDED, file.language, avoided.passage, avoided.avoided)


def _originals(files: Sequence[TextFile]) -> dict[tuple[str, str], TextFile]:
    return {(file.family, file.name): file for file in files if file.language == ORIGINAL}


def _rules_of_others() -> set[str]:
    """Families that follow a published rule, whose questions are of one form on purpose."""
    return {
        f"{name.id}/{name.version}"
        for name in installed_frameworks()
        if framework(name.id, name.version).kind == "published-rule"
    }


def _twins(files: Sequence[TextFile], language: str) -> Iterator[Finding]:
    prose = [
        passage
        for file in files
        for passage in file.passages
        # Who does a step is a name; two steps may well be up to the same council. The line of a
        # step in a narrative is a pattern of slots, the same wherever a rating is told.
        if not passage.place.endswith((".who", ".step"))
    ]
    for twins in find_twins(prose, from_likeness=TWINS_FROM):
        if not _versions_of_one(twins.one, twins.other):
            beside = f"{twins.other.file}: {twins.other.place} ({twins.likeness:.0%})"
            yield _finding(Remark.TWIN, language, twins.one, beside)


def _versions_of_one(one: Passage, other: Passage) -> bool:
    """Whether both stand at the same place of two versions of one framework, as they should."""
    first, second = one.file.split("/"), other.file.split("/")
    return (
        one.place == other.place
        and first[0] == second[0] == "frameworks"
        and first[1] == second[1]
        and first[-1] == second[-1]
    )


def _hard(files: Sequence[TextFile], language: str) -> Iterator[Finding]:
    limits = quality_rules(language)["limits"]
    for file in files:
        ease = readability(_prose(file))
        if ease.lix > limits["lix"]:
            yield Finding(Remark.HARD_TO_READ, language, file.file, "", f"LIX {ease.lix:.0f}")
        if ease.words_per_sentence > limits["words_per_sentence"]:
            mean = f"{ease.words_per_sentence:.0f}"
            yield Finding(Remark.LONG_SENTENCE, language, file.file, "", mean)
        for passage in file.passages:
            longest = readability(passage.text).words_per_sentence
            if longest > limits["longest_sentence"]:
                yield _finding(Remark.LONG_SENTENCE, language, passage, f"{longest:.0f}")


def _prose(file: TextFile) -> str:
    """All passages of a file as sentences: a heading without a full stop ends where it ends.

    The names in a taxonomy are left out: a list of nouns has long words and no sentences.
    """
    return "\n".join(
        text if text.endswith((".", "?", "!", "؟")) else f"{text}."
        for text in (passage.text for passage in file.passages if not _is_name(file, passage))
    )


def _is_name(file: TextFile, passage: Passage) -> bool:
    return file.family.startswith("taxonomy/") and not passage.place.endswith(".about")


def _against(original: TextFile, file: TextFile) -> Iterator[Finding]:
    """What a translation lacks beside its original."""
    own = {passage.place for passage in file.passages}
    for passage in original.passages:
        if passage.place not in own:
            yield Finding(
                Remark.UNTRANSLATED, file.language, file.file, passage.place, passage.text
            )
    for problem in missing_terms(original, file):
        yield _finding(Remark.TERM_MISSING, file.language, problem.passage, problem.use)
    if _is_stale(original, file):
        yield Finding(Remark.STALE, file.language, file.file, "", file.translates)


def _is_stale(original: TextFile, file: TextFile) -> bool:
    return bool(file.translates) and file.translates != original.stamp


def _finding(remark: Remark, language: str, passage: Passage, found: str) -> Finding:
    return Finding(remark, language, passage.file, passage.place, found)


def _families(files: Sequence[TextFile]) -> Iterator[FamilyState]:
    originals = _originals(files)
    by_place = {(file.family, file.name, file.language): file for file in files}
    for family in dict.fromkeys(file.family for file in files):
        names = [name for own, name in originals if own == family]
        yield FamilyState(
            family,
            len(names),
            {
                language: _counted(
                    _state(originals[family, name], by_place.get((family, name, language)))
                    for name in names
                )
                for language in LANGUAGES
            },
        )


def _state(original: TextFile, file: TextFile | None) -> TextState:
    if file is None:
        return TextState.MISSING
    if file is not original and _is_stale(original, file):
        return TextState.STALE
    return TextState(file.status)


def _counted(states: Iterator[TextState]) -> dict[TextState, int]:
    counts = dict.fromkeys(TextState, 0)
    for state in states:
        counts[state] += 1
    return counts


def _reading(files: Sequence[TextFile], language: str) -> ReadingEase:
    measured = sorted(
        (readability(_prose(file)).lix, file.file) for file in files if file.language == language
    )
    median = measured[len(measured) // 2][0] if measured else 0.0
    hardest, name = measured[-1] if measured else (0.0, "")
    return ReadingEase(language, median, hardest, name, quality_rules(language)["limits"]["lix"])
