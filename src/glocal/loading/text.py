"""Read the words of a framework in one language, with fallback to its original language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from glocal.errors import Problem
from glocal.loading.layers import layered_files
from glocal.loading.schema import shape_problems
from glocal.loading.stamp import stamp
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.framework import Dimension, Framework
from glocal.model.text import (
    Example,
    FrameworkText,
    IndicatorText,
    Pattern,
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
    files = {path.name: (path, name) for path, name in layered_files(folder, f"text/{language}")}
    missing = (folder / "text" / language / "framework.yaml", f"{base}/framework.yaml")
    head, problems = read_yaml(*files.pop("framework.yaml", missing))
    if head is None:
        return None, problems
    problems += shape_problems(head, "framework-text")
    indicators: dict[str, IndicatorText] = {}
    known = {item.code for item in (*framework.indicators, *framework.drafts)}
    if not problems:
        if language == framework.original_language:
            problems += _head_problems(head, framework)
        for code, entry in head.value.get("items", {}).items():
            indicators[code] = replace(
                _indicator(entry, language, head.value["status"]),
                # Items share one file, and so the fingerprint and what it says it follows.
                stamp=stamp(head.value),
                translates=head.value.get("translates", ""),
            )
    for path, name in files.values():
        file, found = read_yaml(path, name)
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
        problems += _stray_reasons(file, framework, code)
    if language == framework.original_language:
        problems += _missing(base, framework, indicators)
    if problems:
        return None, problems
    return _framework_text(head.value, language, indicators), []


def text_file_problems(folder: Path, language: str) -> list[Problem]:
    """What is wrong in the shape of the text files alone, whatever the framework is like."""
    problems = []
    for path, name in layered_files(folder, f"text/{language}"):
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
        stale=bool(text.translates) and text.translates != original.stamp,
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
        status=TextStatus(head["status"]),
        stamp=stamp(head),
        translates=head.get("translates", ""),
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
        presupposes=entry.get("presupposes", ""),
        roles=entry.get("roles") or None,
        steps={
            float(grade): StepText(step["who"], tuple(step["do"]), step.get("wrong", ""))
            for grade, step in entry.get("steps", {}).items()
        }
        or None,
        incoherences=tuple(Pattern(**item) for item in entry.get("incoherences", ())),
        example=Example(**example) if example else None,
        resources=tuple(Resource(**item) for item in entry.get("resources", ())),
        sdg=entry.get("sdg") or None,
        gcm={int(number): reason for number, reason in entry.get("gcm", {}).items()} or None,
        language=language,
        status=TextStatus(status),
        stamp=stamp(entry),
        translates=entry.get("translates", ""),
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


def _stray_reasons(file: YamlFile, framework: Framework, code: str) -> list[Problem]:
    """Words for a role, a target or an objective that the indicator does not name."""
    items = {item.code: item for item in (*framework.indicators, *framework.drafts)}
    named = {
        "roles": {str(role) for role in items[code].roles},
        "sdg": {link.target for link in items[code].sdg},
        "gcm": {str(number) for number in items[code].gcm},
    }
    return [
        file.problem(
            [key, word],
            f"{code} does not name {word} under '{key}'.",
            "Drop these words, or add it to the structure of the indicator.",
        )
        for key, known in named.items()
        for word in file.value.get(key, {})
        if str(word) not in known
    ]


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
