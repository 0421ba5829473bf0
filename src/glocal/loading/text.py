"""Read the words of a framework in one language, with fallback to its original language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from glocal.errors import Problem
from glocal.loading.schema import shape_problems
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.framework import Dimension, Framework
from glocal.model.text import (
    Example,
    FrameworkText,
    IndicatorText,
    Resource,
    StepText,
    TextStatus,
)


def read_text(
    folder: Path, framework: Framework, language: str
) -> tuple[FrameworkText | None, list[Problem]]:
    """The framework's words in ``language``, or the problems in those files.

    Every published indicator must be complete in the original language. In another language,
    what is not written yet is taken from the original and marked as borrowed.
    """
    base = f"{folder.parent.name}/{folder.name}/text/{language}"
    head, problems = read_yaml(
        folder / "text" / language / "framework.yaml", f"{base}/framework.yaml"
    )
    if head is None:
        return None, problems
    problems += shape_problems(head, "framework-text")
    indicators: dict[str, IndicatorText] = {}
    known = {item.code for item in (*framework.indicators, *framework.drafts)}
    if not problems:
        if language == framework.original_language:
            problems += _head_problems(head, framework)
        for code, entry in head.value.get("items", {}).items():
            indicators[code] = _indicator(entry, language, head.value["status"])
    for path in sorted((folder / "text" / language).glob("*.yaml")):
        if path.name == "framework.yaml":
            continue
        file, found = read_yaml(path, f"{base}/{path.name}")
        problems += found
        if file is None:
            continue
        found = shape_problems(file, "indicator-text")
        problems += found
        if found:
            continue
        code = file.value["code"]
        if code != path.stem or code not in known:
            problems.append(
                file.problem(
                    ["code"],
                    f"The code {code!r} does not fit.",
                    "Use the code that the file is named after, of an indicator that exists.",
                )
            )
            continue
        indicators[code] = _indicator(file.value, language, file.value["status"])
        problems += _grade_problems(file, framework, code)
    if language == framework.original_language:
        problems += _missing(base, framework, indicators)
    if problems:
        return None, problems
    return _framework_text(head.value, language, indicators), []


def text_file_problems(folder: Path, language: str) -> list[Problem]:
    """What is wrong in the shape of the text files alone, whatever the framework is like."""
    problems = []
    for path in sorted((folder / "text" / language).glob("*.yaml")):
        name = f"{folder.parent.name}/{folder.name}/text/{language}/{path.name}"
        schema = "framework-text" if path.name == "framework.yaml" else "indicator-text"
        file, found = read_yaml(path, name)
        problems += found if file is None else shape_problems(file, schema)
    return problems


def _head_problems(head: YamlFile, framework: Framework) -> list[Problem]:
    """Words in the original language for things that do not exist, and things without words."""
    items = (*framework.indicators, *framework.drafts)
    groups = [code for dim in framework.dimensions for code in (dim.code, *_codes(dim))]
    grades = {
        (item.scale.id, f"{grade:g}")
        for item in framework.indicators
        for grade in item.scale.grades
    }
    written = {
        (scale, f"{float(grade):g}")
        for scale in head.value["grades"]
        for grade in head.value["grades"][scale]
    }
    missing: list[tuple[str, str]] = [
        *(("groups", code) for code in groups if code not in head.value["groups"]),
        *(
            ("bands", band.key)
            for band in framework.rules.bands
            if band.key not in map(str, head.value["bands"])
        ),
        *(("grades", f"{grade} of {scale}") for scale, grade in sorted(grades - written)),
    ]
    problems = [
        head.problem([key], f"There is no word for {name}.", f"Write it under '{key}'.")
        for key, name in missing
    ]
    known = {item.code for item in items}
    problems += [
        head.problem(
            ["items", code],
            f"The indicator {code} does not exist.",
            "Use a code of this framework.",
        )
        for code in head.value.get("items", {})
        if code not in known
    ]
    return problems


def _codes(dimension: Dimension) -> list[str]:
    return [sub.code for sub in dimension.sub_dimensions]


def with_fallback(text: FrameworkText, original: FrameworkText) -> FrameworkText:
    """``text`` with everything that is not written yet taken from ``original``."""
    blank = IndicatorText(language=text.language)
    return replace(
        text,
        about=text.about or original.about,
        notice=text.notice or original.notice,
        groups={**original.groups, **text.groups},
        intros={**original.intros, **text.intros},
        grades={**original.grades, **text.grades},
        bands={**original.bands, **text.bands},
        labels={**original.labels, **text.labels},
        indicators={
            code: text.indicators.get(code, blank).with_fallback(words)
            for code, words in original.indicators.items()
        },
    )


def _framework_text(
    head: Mapping[str, Any], language: str, indicators: Mapping[str, IndicatorText]
) -> FrameworkText:
    return FrameworkText(
        language=language,
        title=head["title"],
        short=head.get("short", head["title"]),
        about=head.get("about", ""),
        notice=head.get("notice", ""),
        groups=head["groups"],
        intros=head.get("intros", {}),
        grades={
            (scale, float(grade)): word
            for scale, words in head["grades"].items()
            for grade, word in words.items()
        },
        bands={str(key): word for key, word in head["bands"].items()},
        labels=head.get("labels", {}),
        indicators=indicators,
    )


def _indicator(entry: Mapping[str, Any], language: str, status: str) -> IndicatorText:
    why = entry.get("why", {})
    example = entry.get("example")
    anchors = {float(grade): text for grade, text in entry.get("anchors", {}).items()}
    return IndicatorText(
        title=entry["title"],
        short=entry.get("short", ""),
        migration_to_sector=why.get("migration_to_sector", ""),
        sector_to_migration=why.get("sector_to_migration", ""),
        questions=tuple(entry.get("questions", ())),
        anchors=anchors or None,
        evidence=tuple(entry.get("evidence", ())),
        steps={
            float(grade): StepText(step["who"], tuple(step["do"]))
            for grade, step in entry.get("steps", {}).items()
        }
        or None,
        example=Example(**example) if example else None,
        resources=tuple(Resource(**item) for item in entry.get("resources", ())),
        sdg=entry.get("sdg") or None,
        language=language,
        status=TextStatus(status),
    )


def _grade_problems(file: YamlFile, framework: Framework, code: str) -> list[Problem]:
    scales = {item.code: item.scale for item in (*framework.indicators, *framework.drafts)}
    grades = set(scales[code].grades)
    problems = []
    anchors = {float(grade) for grade in file.value.get("anchors", {})}
    if anchors and anchors != grades:
        problems.append(
            file.problem(
                ["anchors"],
                f"There are anchors for {_listed(anchors)}; the scale has {_listed(grades)}.",
                "Write one anchor for each grade.",
            )
        )
    steps = {float(grade) for grade in file.value.get("steps", {})}
    above = grades - {scales[code].lowest}
    if steps and steps != above:
        problems.append(
            file.problem(
                ["steps"],
                f"There are steps to {_listed(steps)}; they must lead to {_listed(above)}.",
                "Write one step for each grade above the lowest.",
            )
        )
    return problems


def _listed(grades: set[float]) -> str:
    return ", ".join(f"{grade:g}" for grade in sorted(grades))


def _missing(
    base: str, framework: Framework, indicators: Mapping[str, IndicatorText]
) -> list[Problem]:
    problems = []
    for indicator in framework.indicators:
        text = indicators.get(indicator.code)
        if text is None:
            problems.append(
                Problem(
                    f"{base}/{indicator.code}.yaml",
                    0,
                    "",
                    f"{indicator.code} is published but has no text in the original language.",
                    "Write the file, or mark the indicator as a draft.",
                )
            )
        elif indicator.steps and not (text.steps and text.anchors and text.migration_to_sector):
            problems.append(
                Problem(
                    f"{base}/{indicator.code}.yaml",
                    0,
                    "",
                    f"The text of {indicator.code} is not complete.",
                    "A published indicator with steps needs why, anchors and steps.",
                )
            )
    return problems
