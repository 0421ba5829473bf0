"""Read a framework from its folder: structure, rules, drafts, hash, and every error at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from glocal.errors import KnowledgeError, Problem
from glocal.loading.content_hash import content_hash
from glocal.loading.framework_checks import (
    cross_problems,
    rules_problems,
    scale_name,
    scale_problems,
    vocabulary_problems,
)
from glocal.loading.layers import layered_files, layers
from glocal.loading.schema import shape_problems
from glocal.loading.text import read_text, text_file_problems
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.framework import (
    Band,
    Dimension,
    Framework,
    Indicator,
    Need,
    RedLine,
    Rules,
    SdgTarget,
    Source,
    Step,
    SubDimension,
)
from glocal.model.kinds import (
    Axis,
    Effort,
    EvidenceLevel,
    Level,
    MobilityRole,
    SdgLink,
    Stage,
    Status,
    Subject,
)
from glocal.model.scale import Scale


@dataclass
class RawFramework:
    """The parsed files of a framework before they become values, with the problems so far."""

    folder: Path
    head: YamlFile
    items: list[tuple[YamlFile, tuple[str | int, ...], dict[str, Any]]] = field(
        default_factory=list
    )
    problems: list[Problem] = field(default_factory=list)


def read_framework(folder: Path) -> Framework:
    """The framework in ``folder``.

    Raises ``KnowledgeError`` with every problem found in the structure and in the texts of the
    original language. Translations are read when asked for: see ``glocal.loading.text``.
    """
    raw = _read_files(folder)
    if not raw.problems:
        raw.problems += scale_problems(raw.head) + rules_problems(raw.head)
        raw.problems += cross_problems(raw.head, raw.items)
    if raw.problems:
        raw.problems += text_file_problems(folder, _original_language(raw.head))
        raise KnowledgeError(f"The framework in {folder.name!r} has errors:", raw.problems)
    framework = _build(raw)
    text, problems = read_text(folder, framework, framework.original_language)
    if text is None:
        raise KnowledgeError(f"The framework {framework.name} has errors:", problems)
    return replace(framework, content_hash=content_hash(raw.head.value, framework, text))


def framework_languages(folder: Path) -> tuple[str, ...]:
    """Languages in which the framework in ``folder`` has texts, sorted."""
    places = [path for layer in layers(folder)[0] for path in (layer / "text").glob("*")]
    return tuple(sorted({path.name for path in places if path.is_dir()}))


def _original_language(head: YamlFile) -> str:
    """The language to look for texts in, also when the head of the framework is broken."""
    language = head.value.get("original_language") if isinstance(head.value, dict) else None
    return language if isinstance(language, str) else "en"


def _read_files(folder: Path) -> RawFramework:
    name = f"{_label(folder)}/framework.yaml"
    head, problems = read_yaml(folder / "framework.yaml", name)
    raw = RawFramework(folder, head or YamlFile(name, {}, ""), problems=problems)
    if head is not None:
        raw.problems += shape_problems(head, "framework")
    raw.problems += layers(folder)[1]
    for path, name in sorted(layered_files(folder, "indicators"), key=_natural):
        file, found = read_yaml(path, name)
        raw.problems += found
        if file is None:
            continue
        # A file holds one indicator, or a list of them for frameworks of many small items.
        entries = file.value if isinstance(file.value, list) else [file.value]
        many = isinstance(file.value, list)
        for index, entry in enumerate(entries):
            place: tuple[str | int, ...] = (index,) if many else ()
            part = YamlFile(name, entry, file.text)
            shape = shape_problems(part, "indicator")
            raw.problems += [_at(file, place, problem) for problem in shape] if many else shape
            if not shape:
                raw.problems += vocabulary_problems(file, place, entry)
            raw.items.append((file, place, entry if isinstance(entry, dict) else {}))
            if not many and isinstance(entry, dict) and entry.get("code") != path.stem:
                raw.problems.append(
                    file.problem(
                        ["code"],
                        f"The file is called {path.name} but its code is {entry.get('code')!r}.",
                        "Give the file the name of its code.",
                    )
                )
    if not raw.items:
        raw.problems.append(
            Problem(
                f"{_label(folder)}/indicators",
                0,
                "",
                "There is no indicator.",
                "Add one file per indicator.",
            )
        )
    return raw


def _at(file: YamlFile, place: tuple[str | int, ...], problem: Problem) -> Problem:
    path = [*place, *(part for part in problem.key.split(".") if part)]
    return Problem(
        problem.file, file.line(path), ".".join(map(str, path)), problem.what, problem.mend
    )


def _natural(file: tuple[Path, str]) -> tuple[Any, ...]:
    """A1.2 before A1.10."""
    head, _, tail = file[0].stem.partition(".")
    return (head, int(tail)) if tail.isdigit() else (head, 0)


def _build(raw: RawFramework) -> Framework:
    head: Mapping[str, Any] = raw.head.value
    scales = {
        name: Scale(name, tuple(float(grade) for grade in scale["grades"]))
        for name, scale in head["scales"].items()
    }
    indicators = [_indicator(entry, scales) for _, _, entry in raw.items]
    published = [item for item in indicators if item.status is Status.PUBLISHED]
    dimensions = []
    for dimension in head["dimensions"]:
        subs = []
        for sub in dimension["sub_dimensions"]:
            members = tuple(item for item in published if item.sub_dimension == sub["code"])
            # A sub-dimension whose indicators are all drafts is not part of this version.
            if members:
                subs.append(
                    SubDimension(
                        sub["code"], dimension["code"], members, float(sub.get("weight", 1))
                    )
                )
        if subs:
            dimensions.append(Dimension(dimension["code"], tuple(subs)))
    return Framework(
        id=head["id"],
        version=head["version"],
        status=Status(head["status"]),
        kind=head["kind"],
        original_language=head["original_language"],
        dimensions=tuple(dimensions),
        rules=_rules(head["rules"]),
        content_hash="",
        languages=framework_languages(raw.folder),
        levels=tuple(Level(level) for level in head.get("levels", [])),
        subject=Subject(head.get("subject", Subject.TERRITORY)),
        continues=head.get("continues", ""),
        date=head["date"],
        licence=head["licence"],
        sources=tuple(Source(**source) for source in head.get("sources", [])),
        drafts=tuple(item for item in indicators if item.status is Status.DRAFT),
    )


def _indicator(entry: Mapping[str, Any], scales: Mapping[str, Scale]) -> Indicator:
    return Indicator(
        code=entry["code"],
        sub_dimension=entry["sub_dimension"],
        scale=scales[scale_name(scales, entry)],
        status=Status(entry.get("status", "published")),
        axes=tuple(Axis(axis) for axis in entry.get("axes", [])),
        stage=Stage(entry["stage"]) if "stage" in entry else None,
        sectors=tuple(entry.get("sectors", [])),
        levels=tuple(Level(level) for level in entry.get("levels", [])),
        roles=tuple(MobilityRole(role) for role in entry.get("roles", [])),
        competence=entry.get("competence"),
        sdg=tuple(
            SdgTarget(item["target"], SdgLink(item["link"])) for item in entry.get("sdg", [])
        ),
        gcm=tuple(entry.get("gcm", [])),
        steps=_steps(entry.get("steps", {})),
        weight=float(entry.get("weight", 1)),
    )


def _steps(steps: Mapping[Any, Any]) -> tuple[Step, ...]:
    return tuple(
        Step(
            float(grade),
            Effort(step["effort"]),
            tuple(Need(need["indicator"], float(need["grade"])) for need in step["needs"]),
        )
        for grade, step in sorted(steps.items(), key=lambda item: float(item[0]))
    )


def _rules(rules: Mapping[str, Any]) -> Rules:
    evidence = rules["evidence"]
    expected: float | None = evidence.get("expected_from")
    return Rules(
        exponent=float(rules["exponent"]),
        z=float(evidence["z"]),
        sigma={EvidenceLevel(key): float(value) for key, value in evidence["sigma"].items()},
        documented_from=EvidenceLevel(evidence["documented_from"]),
        evidence_expected_from=None if expected is None else float(expected),
        not_applicable_max=float(rules["missing"]["not_applicable_max"]),
        total_width_max=float(rules["missing"]["total_width_max"]),
        bands=tuple(Band(band["key"], float(band["from"])) for band in rules["bands"]["list"]),
        band_certainty=float(rules["bands"]["certainty"]),
        red_lines=tuple(_red_lines(rules["red_lines"])),
        effort_points={Effort(key): float(value) for key, value in rules["effort_points"].items()},
    )


def _red_lines(lines: Sequence[Mapping[str, Any]]) -> list[RedLine]:
    return [
        RedLine(
            line["indicator"], float(line["at_most"]), line["sub_dimension"], float(line["cap"])
        )
        for line in lines
    ]


def _label(folder: Path) -> str:
    """How the folder is called in messages: identifier and version, as in ``local-pcmd/1.0``."""
    return f"{folder.parent.name}/{folder.name}"
