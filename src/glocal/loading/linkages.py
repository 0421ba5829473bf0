"""Read the linkages of the sectors and the effects check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from glocal.errors import Problem
from glocal.loading.families import (
    Family,
    key_problems,
    provenance,
    unknown_codes,
    unknown_words,
)
from glocal.loading.schema import shape_problems
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.effects_check import CheckAnswer, CheckQuestion, CheckWords, Severity
from glocal.model.framework import SdgTarget
from glocal.model.kinds import Axis, SdgLink
from glocal.model.linkage import Fact, Linkage, LinkageText, Point

LINKAGES = Family("linkages", "sector", "linkage", "linkage-text")
EFFECTS_CHECK = "effects-check.yaml"


def linkage_of(file: YamlFile) -> Linkage:
    """The linkage that a structure file of the right shape describes."""
    value = file.value
    return Linkage(
        sector=value["sector"],
        indicators=tuple(value["indicators"]),
        sdg=tuple(SdgTarget(item["target"], SdgLink(item["link"])) for item in value["sdg"]),
        gcm=tuple(value["gcm"]),
        questions=questions_of(value["questions"]),
    )


def questions_of(entries: Sequence[Mapping[str, Any]]) -> tuple[CheckQuestion, ...]:
    """The questions of an effects check, in their own order."""
    return tuple(
        CheckQuestion(
            key=item["key"],
            risk_if=CheckAnswer(item["risk_if"]),
            severity=Severity(item["severity"]),
            indicators=tuple(item["indicators"]),
            barrier=item.get("barrier"),
        )
        for item in entries
    )


def linkage_text_of(
    value: Mapping[str, Any], language: str, original: Mapping[str, Any], asked: str
) -> LinkageText:
    """The words in a text file of the right shape."""
    return LinkageText(
        sector=value["sector"],
        in_short=value["in_short"],
        migration_affects=_points(value["migration_affects"]),
        destination=_points(value["sector_affects"]["destination"]),
        transit=_points(value["sector_affects"].get("transit", ())),
        origin=_points(value["sector_affects"]["origin"]),
        synergies=_points(value["synergies"]),
        side_effects=_points(value["side_effects"]),
        incoherences={
            Axis(axis): _points(points) for axis, points in value["incoherences"].items()
        },
        questions=check_words_of(value["questions"]),
        facts=tuple(Fact(**item) for item in value.get("facts", ())),
        sdg=value["sdg"],
        provenance=provenance(value, language, original, asked=asked),
    )


def check_words_of(questions: Mapping[str, Mapping[str, str]]) -> Mapping[str, CheckWords]:
    """The words of the questions of a check, by their key."""
    return {key: CheckWords(**words) for key, words in questions.items()}


def _points(entries: Sequence[Mapping[str, str]]) -> tuple[Point, ...]:
    return tuple(Point(**item) for item in entries)


def linkage_problems(file: YamlFile, codes: set[str]) -> list[Problem]:
    """Names in a structure file that do not exist, and question keys that stand twice."""
    value = file.value
    return [
        *unknown_words(
            file,
            [
                (("sector",), "sectors", value["sector"]),
                *(
                    (("sdg", i, "target"), "sdg-targets", item["target"])
                    for i, item in enumerate(value["sdg"])
                ),
            ],
        ),
        *unknown_codes(
            file, [(("indicators", i), code) for i, code in enumerate(value["indicators"])], codes
        ),
        *question_problems(file, codes),
    ]


def question_problems(file: YamlFile, codes: set[str]) -> list[Problem]:
    """Barriers and indicators of questions that do not exist, and keys that stand twice."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, item in enumerate(file.value["questions"]):
        place: tuple[str | int, ...] = ("questions", index)
        if item["key"] in seen:
            problems.append(
                file.problem(
                    [*place, "key"], f"The key {item['key']!r} appears twice.", "Rename one."
                )
            )
        seen.add(item["key"])
        if "barrier" in item:
            problems += unknown_words(file, [((*place, "barrier"), "barriers", item["barrier"])])
        problems += unknown_codes(
            file,
            [((*place, "indicators", i), code) for i, code in enumerate(item["indicators"])],
            codes,
        )
    return problems


def linkage_text_problems(file: YamlFile, structure: Linkage) -> list[Problem]:
    """Questions and SDG targets without words, and words for those that do not exist."""
    value = file.value
    return [
        *key_problems(
            file,
            ("questions",),
            set(value["questions"]),
            {question.key for question in structure.questions},
            "question",
        ),
        *key_problems(
            file, ("sdg",), set(value["sdg"]), {item.target for item in structure.sdg}, "target"
        ),
    ]


def read_effects_check(
    root: Path, codes: set[str]
) -> tuple[tuple[CheckQuestion, ...], list[Problem]]:
    """The questions that every check begins with, and the problems in their file."""
    file, problems = read_yaml(root / EFFECTS_CHECK, EFFECTS_CHECK)
    if file is None:
        return (), problems
    problems += shape_problems(file, "effects-check")
    if problems:
        return (), problems
    return questions_of(file.value["questions"]), question_problems(file, codes)


def read_effects_check_words(
    root: Path, language: str, questions: Sequence[CheckQuestion]
) -> tuple[YamlFile | None, list[Problem]]:
    """The file with the words of those questions in ``language``, and its problems."""
    name = f"effects-check/text/{language}.yaml"
    file, problems = read_yaml(root / name, name)
    if file is None:
        return None, problems
    problems += shape_problems(file, "effects-check-text")
    if problems:
        return None, problems
    wanted = {question.key for question in questions}
    return file, key_problems(
        file, ("questions",), set(file.value["questions"]), wanted, "question"
    )
