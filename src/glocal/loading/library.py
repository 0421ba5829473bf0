"""The linkages, practices, effects check and crosswalks that are installed, loaded once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from glocal.errors import KnowledgeError, Problem, UnknownNameError
from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal.loading.claims import claims_problems
from glocal.loading.coherence_words import coherence_words_problems
from glocal.loading.crosswalks import crosswalk_of, crosswalk_problems, crosswalk_text_problems
from glocal.loading.families import LANGUAGES, Family
from glocal.loading.form_words import form_words_problems
from glocal.loading.interaction_words import interaction_words_problems
from glocal.loading.linkages import (
    LINKAGES,
    check_words_of,
    linkage_of,
    linkage_problems,
    linkage_text_of,
    linkage_text_problems,
    read_effects_check,
    read_effects_check_words,
)
from glocal.loading.practices import (
    PRACTICES,
    practice_of,
    practice_problems,
    practice_text_of,
    practice_text_problems,
)
from glocal.loading.report_words import report_words_problems
from glocal.loading.roots import knowledge_root
from glocal.loading.rules import RULES, rule_of, rule_problems, rule_text_problems
from glocal.loading.schema import shape_problems
from glocal.loading.taxonomy import taxonomy_problems
from glocal.loading.vocabulary import FALLBACK_LANGUAGE, vocabulary_ids
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.crosswalk import Crosswalk
from glocal.model.effects_check import CheckQuestion, CheckWords
from glocal.model.framework import Framework
from glocal.model.linkage import Linkage, LinkageText
from glocal.model.practice import Practice, PracticeText


@cache
def linkages() -> Mapping[str, Linkage]:
    """The linkage of each sector that has one, in the order of the sectors."""
    files = _members(LINKAGES)
    found = {name: linkage_of(file) for name, file in files.items()}
    return MappingProxyType(
        {sector: found[sector] for sector in vocabulary_ids("sectors") if sector in found}
    )


@cache
def linkage_text(sector: str, language: str) -> LinkageText:
    """The words of a sector's linkage in ``language``, or else in English.

    Raises ``UnknownNameError`` when the sector has no linkage.
    """
    if sector not in linkages():
        raise UnknownNameError(f"There is no linkage of a sector {sector!r}.")
    value, found, original = _words(LINKAGES, sector, language)
    return linkage_text_of(value, found, original, language)


@cache
def practices() -> Mapping[str, Practice]:
    """Every practice of the library, by its id."""
    return MappingProxyType({name: practice_of(file) for name, file in _members(PRACTICES).items()})


@cache
def practice_text(practice_id: str, language: str) -> PracticeText:
    """The words of a practice in ``language``, or else in English.

    Raises ``UnknownNameError`` when there is no such practice.
    """
    if practice_id not in practices():
        raise UnknownNameError(f"There is no practice {practice_id!r}.")
    value, found, original = _words(PRACTICES, practice_id, language)
    return practice_text_of(value, found, original, language)


@cache
def effects_check() -> tuple[CheckQuestion, ...]:
    """The questions that the effects check of every sector begins with."""
    questions, problems = read_effects_check(knowledge_root(), main_codes())
    _refuse("The effects check has errors:", problems)
    return questions


@cache
def effects_check_words(language: str) -> Mapping[str, CheckWords]:
    """The words of those questions in ``language``, or else in English."""
    for candidate in (language, FALLBACK_LANGUAGE):
        file, problems = read_effects_check_words(knowledge_root(), candidate, effects_check())
        if file is not None:
            _refuse("The effects check has errors:", problems)
            return check_words_of(file.value["questions"])
    raise KnowledgeError("The effects check has errors:", problems)


@cache
def crosswalks() -> tuple[Crosswalk, ...]:
    """Every crosswalk between two installed frameworks."""
    return tuple(crosswalk_of(file) for file in _crosswalk_files().values())


@cache
def crosswalk_reasons(source: str, target: str, language: str) -> Mapping[str, str]:
    """Why each link from framework ``source`` to ``target`` holds, by ``"A2.2 > M.7"``."""
    for name, file in _crosswalk_files().items():
        if (file.value["from"], file.value["to"]) == (source, target):
            for candidate in (language, FALLBACK_LANGUAGE):
                words, _ = _crosswalk_words(knowledge_root(), name, candidate)
                if words is not None:
                    reasons: Mapping[str, str] = words.value["links"]
                    return reasons
    return MappingProxyType({})


@cache
def main_codes() -> set[str]:
    """The codes of the newest version of the main framework."""
    return {item.code for item in framework(MAIN_FRAMEWORK).indicators}


def framework_of(name: str) -> Framework:
    """The framework of a name as in ``local-pcmd@1.1``. Raises ``UnknownNameError``."""
    identifier, _, version = name.partition("@")
    return framework(identifier, version or None)


def library_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in linkages, practices, effects check, crosswalks, taxonomy and rules."""
    place = root or knowledge_root()
    codes = main_codes()
    problems = _family_problems(
        LINKAGES, place, lambda file: linkage_problems(file, codes), _linkage_words
    )
    problems += _family_problems(
        PRACTICES, place, lambda file: practice_problems(file, codes), _practice_words
    )
    questions, found = read_effects_check(place, codes)
    problems += found
    if not found:
        for language in LANGUAGES:
            problems += read_effects_check_words(place, language, questions)[1]
    problems += _all_crosswalk_problems(place)
    problems += taxonomy_problems(place)
    cases = {path.stem for path in (place / PRACTICES.name).glob("*.yaml")}
    problems += _family_problems(
        RULES, place, lambda file: rule_problems(file, codes, cases), _rule_words
    )
    problems += coherence_words_problems(place)
    problems += interaction_words_problems(place)
    problems += form_words_problems(place)
    problems += report_words_problems(place)
    problems += claims_problems(place)
    return problems


def _linkage_words(file: YamlFile, structure: YamlFile) -> list[Problem]:
    """What is wrong between a linkage's words and its structure file."""
    return linkage_text_problems(file, linkage_of(structure))


def _practice_words(file: YamlFile, structure: YamlFile) -> list[Problem]:
    """What is wrong between a practice's words and its structure file."""
    return practice_text_problems(file, practice_of(structure))


def _rule_words(file: YamlFile, structure: YamlFile) -> list[Problem]:
    """What is wrong between a rule's words and its structure file."""
    return rule_text_problems(file, rule_of(structure))


def _family_problems(
    family: Family,
    root: Path,
    check: Callable[[YamlFile], list[Problem]],
    check_words: Callable[[YamlFile, YamlFile], list[Problem]],
) -> list[Problem]:
    members, problems = family.members(root)
    for file in members.values():
        problems += check(file)
    for language in LANGUAGES:
        texts, found = family.texts(root, language)
        problems += found
        for name, words in texts.items():
            if name in members:
                problems += check_words(words, members[name])
            else:
                problems.append(
                    words.problem(
                        [], f"There is no {family.name}/{name}.yaml.", "Write it, or drop this."
                    )
                )
        if language == FALLBACK_LANGUAGE:
            problems += [
                members[name].problem(
                    [], "There are no words in English.", f"Write text/{language}/{name}.yaml."
                )
                for name in members
                if name not in texts and not found
            ]
    return problems


def _all_crosswalk_problems(root: Path) -> list[Problem]:
    problems: list[Problem] = []
    for path in sorted((root / "crosswalks").glob("*.yaml")):
        file, found = read_yaml(path, f"crosswalks/{path.name}")
        problems += found
        if file is None:
            continue
        found = shape_problems(file, "crosswalk")
        problems += found
        if found:
            continue
        problems += crosswalk_problems(file, framework_of)
        for language in LANGUAGES:
            words, unread = _crosswalk_words(root, path.stem, language)
            problems += unread
            if words is not None:
                problems += crosswalk_text_problems(words, crosswalk_of(file))
    return problems


def _crosswalk_words(root: Path, name: str, language: str) -> tuple[YamlFile | None, list[Problem]]:
    label = f"crosswalks/text/{language}/{name}.yaml"
    file, problems = read_yaml(root / label, label)
    if file is None:
        return None, problems
    problems += shape_problems(file, "crosswalk-text")
    return (None, problems) if problems else (file, [])


@cache
def _crosswalk_files() -> Mapping[str, YamlFile]:
    found: dict[str, YamlFile] = {}
    for path in sorted((knowledge_root() / "crosswalks").glob("*.yaml")):
        file, problems = read_yaml(path, f"crosswalks/{path.name}")
        if file is not None and not problems:
            problems = shape_problems(file, "crosswalk")
        _refuse("A crosswalk has errors:", problems)
        if file is not None:
            found[path.stem] = file
    return found


@cache
def _members(family: Family) -> Mapping[str, YamlFile]:
    files, problems = family.members(knowledge_root())
    _refuse(f"The {family.name} have errors:", problems)
    return files


def _words(
    family: Family, name: str, language: str
) -> tuple[Mapping[str, Any], str, Mapping[str, Any]]:
    """The words in ``language`` or else in English, the language they are in, and the original."""
    original: Mapping[str, Any] = _texts(family, FALLBACK_LANGUAGE)[name].value
    own = _texts(family, language).get(name) if language in LANGUAGES else None
    return (
        (original, FALLBACK_LANGUAGE, original) if own is None else (own.value, language, original)
    )


@cache
def _texts(family: Family, language: str) -> Mapping[str, YamlFile]:
    """All words of a family in one language: read when somebody first asks for that language."""
    found, problems = family.texts(knowledge_root(), language)
    _refuse(f"The {family.name} have errors:", problems)
    return found


def _refuse(summary: str, problems: list[Problem]) -> None:
    if problems:
        raise KnowledgeError(summary, problems)
