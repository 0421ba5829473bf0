"""Read the rules of the coherence check: their data and their words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from glocal.errors import KnowledgeError, Problem, UnknownNameError
from glocal.loading.coherence_words import PLACEHOLDERS
from glocal.loading.families import (
    LANGUAGES,
    Family,
    key_problems,
    provenance,
    unknown_codes,
    unknown_words,
)
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import nearest
from glocal.loading.templates import strings, template_problems
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import YamlFile
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, EditKind
from glocal.model.rule import MendWords, Rule, RuleMend, RuleSource, RuleWords, VariantWords

PARTS = frozenset(
    """promise exclusion duty ban report share data firewall first second for against claim
    step""".split()
)
"""The parts that a provision can play in a minimal set."""

RULES = Family("rules", "code", "rule", "rule-text")


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its code, in the order C1, C2, …, C4, C4b, …, S1."""
    files, problems = RULES.members(knowledge_root())
    _refuse(problems)
    return MappingProxyType({code: rule_of(files[code]) for code in sorted(files, key=_order)})


@cache
def rule_words(code: str, language: str) -> RuleWords:
    """The words of a rule in ``language``, or else in English.

    Raises ``UnknownNameError`` when there is no such rule.
    """
    if code not in rules():
        raise UnknownNameError(f"There is no rule {code!r}.")
    original = _texts(FALLBACK_LANGUAGE)[code]
    own = _texts(language).get(code) if language in LANGUAGES else None
    if own is None:
        return rule_words_of(original.value, FALLBACK_LANGUAGE, original.value, language)
    return rule_words_of(own.value, language, original.value, language)


def rule_of(file: YamlFile) -> Rule:
    """The rule that a structure file of the right shape describes."""
    value = file.value
    variants = tuple(value["severity"])
    return Rule(
        code=value["code"],
        arity=value["arity"],
        severity={name: Severity(word) for name, word in value["severity"].items()},
        certainty={name: Certainty(word) for name, word in value["certainty"].items()},
        reasons={name: tuple(codes) for name, codes in value.get("reasons", {}).items()},
        core_raises=value["core_raises"],
        restricted=value["restricted"],
        on=value["on"],
        opportunity=value.get("opportunity", False),
        indicators=tuple(value["indicators"]),
        sdg=tuple(value["sdg"]),
        gcm=tuple(value["gcm"]),
        practices=tuple(value["practices"]),
        mends={
            key: RuleMend(
                key,
                EditKind(item["kind"]),
                item["effort"],
                tuple(item.get("variants", variants)),
                item.get("takes_away", False),
            )
            for key, item in value["mends"].items()
        },
        sources=tuple(RuleSource(**item) for item in value["sources"]),
    )


def rule_words_of(
    value: Mapping[str, Any], language: str, original: Mapping[str, Any], asked: str
) -> RuleWords:
    """The words in a text file of the right shape."""
    return RuleWords(
        code=value["code"],
        title=value["title"],
        short=value["short"],
        what=value["what"],
        why=value["why"],
        how=value["how"],
        silent=tuple(value["silent"]),
        variants={
            name: VariantWords(
                words["title"], words["lead"], tuple(words["narrative"]), words.get("step", "")
            )
            for name, words in value["variants"].items()
        },
        mends={key: MendWords(**words) for key, words in value["mends"].items()},
        example=value["example"],
        limits=value["limits"],
        provenance=provenance(value, language, original, asked=asked),
    )


def rule_problems(file: YamlFile, codes: set[str], practices: set[str]) -> list[Problem]:
    """Names in a structure file that do not exist, and variants that are not told throughout."""
    value = file.value
    variants = set(value["severity"])
    limited: list[tuple[tuple[str | int, ...], str]] = [
        (("mends", key, "variants", i), name)
        for key, item in value["mends"].items()
        for i, name in enumerate(item.get("variants", ()))
    ]
    limited += [(("reasons", name), name) for name in value.get("reasons", {})]
    return [
        *key_problems(file, ("certainty",), set(value["certainty"]), variants, "variant"),
        *(
            file.problem(
                place,
                f"There is no variant {name!r}.",
                nearest(name, variants) or f"Use one of: {', '.join(sorted(variants))}.",
            )
            for place, name in limited
            if name not in variants
        ),
        *unknown_words(
            file, [(("sdg", i), "sdg-targets", item) for i, item in enumerate(value["sdg"])]
        ),
        *unknown_codes(
            file, [(("indicators", i), code) for i, code in enumerate(value["indicators"])], codes
        ),
        *(
            file.problem(
                ["practices", i],
                f"There is no practice {name!r}.",
                nearest(name, practices) or "Use the name of a file in knowledge/practices.",
            )
            for i, name in enumerate(value["practices"])
            if name not in practices
        ),
    ]


def rule_text_problems(file: YamlFile, structure: Rule) -> list[Problem]:
    """Variants and mends without words, words for none, and open words that nobody can put in."""
    value = file.value
    variants = set(structure.variants)
    problems = [
        *key_problems(file, ("variants",), set(value["variants"]), variants, "variant"),
        *key_problems(file, ("mends",), set(value["mends"]), set(structure.mends), "mend"),
    ]
    for path, text in strings(value):
        if path[0] == "variants":
            problems += template_problems(file, path, text, PLACEHOLDERS | PARTS | {"steps"})
        elif path[0] == "mends":
            problems += template_problems(file, path, text, PLACEHOLDERS)
        else:
            problems += template_problems(file, path, text, ())
    for name, words in value["variants"].items():
        if ("{steps}" in words["narrative"]) != ("step" in words):
            problems.append(
                file.problem(
                    ["variants", name],
                    "A step is told without its place in the narrative, or the other way round.",
                    "Put '{steps}' as a line of its own where the step belongs, or drop both.",
                )
            )
    return problems


@cache
def _texts(language: str) -> Mapping[str, YamlFile]:
    found, problems = RULES.texts(knowledge_root(), language)
    _refuse(problems)
    return found


def _order(code: str) -> tuple[str, int, str]:
    digits = "".join(sign for sign in code if sign.isdigit())
    return code[0], int(digits), code[1 + len(digits) :]


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise KnowledgeError("The rules have errors:", problems)
