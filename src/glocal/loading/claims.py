"""Read what answers claim and which findings do not fit them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from glocal.errors import KnowledgeError, Problem
from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal.loading.families import LANGUAGES, key_problems, provenance
from glocal.loading.roots import knowledge_root
from glocal.loading.rules import rules
from glocal.loading.schema import nearest, shape_problems
from glocal.loading.taxonomy import taxonomy
from glocal.loading.vocabulary import FALLBACK_LANGUAGE, vocabulary_ids
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.claim import Claim, ClaimedAgainst, ClaimWords
from glocal.model.kinds import Axis

FILE = "coherence/claims.yaml"


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim, in the order of the file."""
    file, problems = _structure(knowledge_root())
    if file is None or problems:
        raise KnowledgeError("The claims have errors:", problems)
    return claims_of(file)


@cache
def claim_words(language: str) -> ClaimWords:
    """Why answers and findings do not fit, in ``language`` or else in English."""
    original, problems = _words(knowledge_root(), FALLBACK_LANGUAGE)
    own = original
    if language in LANGUAGES and language != FALLBACK_LANGUAGE:
        own, found = _words(knowledge_root(), language)
        problems += found
    if original is None or own is None:
        raise KnowledgeError("The words of the claims have errors:", problems)
    spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
    return ClaimWords(
        own.value["claims"], provenance(own.value, spoken, original.value, asked=language)
    )


def claims_of(file: YamlFile) -> tuple[Claim, ...]:
    """The claims that a file of the right shape describes."""
    return tuple(
        Claim(
            key=item["key"],
            indicator=item["indicator"],
            from_grade=float(item["from"]),
            findings=tuple(
                ClaimedAgainst(
                    rule=one["rule"],
                    variants=tuple(one.get("variants", ())),
                    axes=tuple(Axis(axis) for axis in one.get("axes", ())),
                    actions=tuple(one.get("actions", ())),
                    barriers=tuple(one.get("barriers", ())),
                    transitions=tuple(one.get("transitions", ())),
                )
                for one in item["findings"]
            ),
        )
        for item in file.value["claims"]
    )


def claims_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in the claims and their words, in all languages."""
    place = root or knowledge_root()
    file, problems = _structure(place)
    if file is None or problems:
        return problems
    wanted = {item["key"] for item in file.value["claims"]}
    for language in LANGUAGES:
        words, found = _words(place, language)
        problems += found
        if words is not None:
            problems += key_problems(
                words, ("claims",), set(words.value["claims"]), wanted, "claim"
            )
    return problems


def _structure(root: Path) -> tuple[YamlFile | None, list[Problem]]:
    file, problems = read_yaml(root / FILE, FILE)
    if file is None:
        return None, problems
    problems += shape_problems(file, "claims")
    return file, problems or list(_unknown(file))


def _words(root: Path, language: str) -> tuple[YamlFile | None, list[Problem]]:
    name = f"coherence/text/{language}/claims.yaml"
    file, problems = read_yaml(root / name, name)
    if file is None:
        return None, problems
    problems += shape_problems(file, "claims-text")
    return (None, problems) if problems else (file, [])


def _unknown(file: YamlFile) -> Iterator[Problem]:
    """Names that do not exist, grades that claim nothing, and keys that stand twice."""
    main, seen = framework(MAIN_FRAMEWORK), set()
    for index, item in enumerate(file.value["claims"]):
        place: tuple[str | int, ...] = ("claims", index)
        if item["key"] in seen:
            yield file.problem([*place, "key"], f"{item['key']!r} appears twice.", "Rename one.")
        seen.add(item["key"])
        code = item["indicator"]
        if code not in main:
            yield from _not_in(
                file, (*place, "indicator"), [code], [i.code for i in main.indicators]
            )
        elif float(item["from"]) not in main.indicator(code).scale.grades[1:]:
            yield file.problem(
                [*place, "from"],
                f"{item['from']:g} is no grade of {code} that claims something.",
                "Use a grade above the lowest.",
            )
        for number, one in enumerate(item["findings"]):
            yield from _unknown_findings(file, (*place, "findings", number), one)


def _unknown_findings(
    file: YamlFile, place: tuple[str | int, ...], one: dict[str, list[str]]
) -> Iterator[Problem]:
    known = rules()
    rule = str(one["rule"])
    yield from _not_in(file, (*place, "rule"), [rule], known)
    terms = taxonomy()
    for key, names in (
        ("variants", known[rule].variants if rule in known else one.get("variants", ())),
        ("axes", [axis.value for axis in Axis]),
        ("actions", terms.actions),
        ("barriers", vocabulary_ids("barriers")),
        ("transitions", [item.id for item in terms.transitions]),
    ):
        yield from _not_in(file, (*place, key), one.get(key, ()), names)


def _not_in(
    file: YamlFile, place: tuple[str | int, ...], used: Collection[str], known: Collection[str]
) -> Iterator[Problem]:
    for name in used:
        if name not in known:
            yield file.problem(
                place,
                f"There is no {name!r} here.",
                nearest(name, set(known)) or "Use a name that exists.",
            )
