"""Read the practice library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glocal.errors import Problem
from glocal.loading.families import (
    Family,
    key_problems,
    provenance,
    unknown_codes,
    unknown_words,
)
from glocal.loading.yaml_file import YamlFile
from glocal.model.kinds import Level, MobilityRole
from glocal.model.practice import (
    Actor,
    AnsweredIndicator,
    Cost,
    DrawnBy,
    Practice,
    PracticePlace,
    PracticeSource,
    PracticeText,
)
from glocal.model.text import TextStatus

PRACTICES = Family("practices", "id", "practice", "practice-text")


def practice_of(file: YamlFile) -> Practice:
    """The practice that a structure file of the right shape describes."""
    value = file.value
    return Practice(
        id=value["id"],
        places=tuple(
            PracticePlace(
                item["name"],
                item["country"],
                Level(item["level"]),
                float(item["lat"]),
                float(item["lon"]),
            )
            for item in value["places"]
        ),
        kind=value["kind"],
        start=value["start"],
        end=value["end"],
        actors=tuple(Actor(item["name"], item["group"]) for item in value["actors"]),
        legal_known=value["legal"]["known"],
        cost=_cost(value["cost"]),
        roles=tuple(MobilityRole(role) for role in value["roles"]),
        sectors=tuple(value["sectors"]),
        phases=tuple(value.get("phases", ())),
        sdg=tuple((item["target"], DrawnBy(item["by"])) for item in value["sdg"]),
        gcm=tuple(value.get("gcm", ())),
        indicators=tuple(
            AnsweredIndicator(item["code"], float(item["grade"]), DrawnBy(item["why"]))
            for item in value["indicators"]
        ),
        lessons_by=DrawnBy(value["lessons_by"]),
        recommendations_by=DrawnBy(value["recommendations_by"]),
        sources=tuple(
            PracticeSource(
                item["title"],
                item["by"],
                item["url"],
                item["date"],
                item["read"],
                item["via"] == "opened",
            )
            for item in value["sources"]
        ),
    )


def _cost(entry: Mapping[str, Any]) -> Cost | None:
    if not entry["known"] or entry.get("amount") is None:
        return None
    return Cost(float(entry["amount"]), entry.get("currency"))


def practice_text_of(
    value: Mapping[str, Any], language: str, original: Mapping[str, Any], asked: str
) -> PracticeText:
    """The words in a text file of the right shape."""
    return PracticeText(
        id=value["id"],
        title=value["title"],
        summary=value["summary"],
        introduction=value["introduction"],
        context=value["context"],
        done=tuple(value["done"]),
        lessons=tuple(value["lessons"]),
        recommendations=tuple(value["recommendations"]),
        legal_basis=value.get("legal_basis", ""),
        unknown=tuple(value["unknown"]),
        answers=value["answers"],
        search=tuple(value["search"]),
        dates_note=value.get("dates_note", ""),
        cost_covers=value.get("cost_covers", ""),
        # What a source holds is no part of the story: until it is translated, the original serves.
        carries=tuple(value.get("carries") or original["carries"]),
        provenance=provenance(value, language, original, asked=asked),
    )


def practice_problems(file: YamlFile, codes: set[str]) -> list[Problem]:
    """Names in a structure file that do not exist, and statements that contradict each other."""
    value = file.value
    problems = [
        *unknown_words(
            file,
            [
                *((("sectors", i), "sectors", item) for i, item in enumerate(value["sectors"])),
                *(
                    (("sdg", i, "target"), "sdg-targets", item["target"])
                    for i, item in enumerate(value["sdg"])
                ),
            ],
        ),
        *unknown_codes(
            file,
            [
                (("indicators", i, "code"), item["code"])
                for i, item in enumerate(value["indicators"])
            ],
            codes,
        ),
    ]
    if value["cost"]["known"] and value["cost"].get("amount") is None:
        problems.append(
            file.problem(
                ["cost"], "The cost is known but has no amount.", "Add 'amount', or 'known: false'."
            )
        )
    start, end = value["start"], value["end"]
    if start and end and end != "ongoing" and end[:4] < start[:4]:
        problems.append(
            file.problem(["end"], f"It ends ({end}) before it starts ({start}).", "Mend one.")
        )
    return problems


def practice_text_problems(file: YamlFile, structure: Practice) -> list[Problem]:
    """Words that do not fit the structure: answers, lessons, legal basis."""
    value = file.value
    problems = key_problems(
        file,
        ("answers",),
        set(value["answers"]),
        {item.code for item in structure.indicators},
        "answered indicator",
    )
    for key, by in (
        ("lessons", structure.lessons_by),
        ("recommendations", structure.recommendations_by),
    ):
        if bool(value[key]) != (by is not DrawnBy.NONE):
            problems.append(
                file.problem(
                    [key],
                    f"The structure says {key}_by: {by}, which does not fit these words.",
                    "Write them, or say none in the structure and leave the list empty.",
                )
            )
    told = value.get("carries", ())
    if len(told) != len(structure.sources) and (told or value["status"] == TextStatus.ORIGINAL):
        problems.append(
            file.problem(
                ["carries"],
                f"{len(told)} sources are told here, the structure has {len(structure.sources)}.",
                "Say for each source, in the same order, what it holds.",
            )
        )
    if bool(value.get("legal_basis")) != structure.legal_known:
        problems.append(
            file.problem(
                ["legal_basis"],
                f"The structure says that a legal basis is "
                f"{'' if structure.legal_known else 'not '}known.",
                "Write it when it is known, and leave it out when it is not.",
            )
        )
    return problems
