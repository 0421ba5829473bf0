"""What the public pages about frameworks show. No rows are read: frameworks are files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from glocal.loading.catalogue import framework, installed_frameworks
from glocal.model.framework import Framework, Indicator, Need, SdgTarget, Step
from glocal.model.kinds import Effort, SdgLink, Status
from glocal.model.text import FrameworkText, IndicatorText, StepText
from glocal_web.portal.mappers.labels import GradeWord, Labels, labels


@dataclass(frozen=True)
class FrameworkLine:
    """One framework version in the list of frameworks."""

    framework: Framework
    text: FrameworkText
    lang: str
    levels: tuple[str, ...]
    is_newest: bool

    @property
    def is_reconstruction(self) -> bool:
        """Whether the wording is ours because the original was not available."""
        return self.framework.kind == "reconstruction"


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator in the list of a sub-dimension."""

    code: str
    title: str
    lang: str
    axes: tuple[str, ...]
    stage: str


@dataclass(frozen=True)
class GroupLine:
    """A sub-dimension with its indicators; ``drafts`` counts those that are still being written."""

    code: str
    title: str
    intro: str
    indicators: tuple[IndicatorLine, ...]
    drafts: int


@dataclass(frozen=True)
class DimensionLine:
    """A dimension with its sub-dimensions; ``title`` is empty where there is only one."""

    code: str
    title: str
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True)
class RedLineWords:
    """A red line in words: at this grade of the indicator the group is held at ``cap``."""

    code: str
    title: str
    grade: GradeWord
    group: str
    cap: float


@dataclass(frozen=True)
class FrameworkPage:
    """A framework version with its groups and its rules."""

    line: FrameworkLine
    dimensions: tuple[DimensionLine, ...]
    red_lines: tuple[RedLineWords, ...]
    other_versions: tuple[str, ...]


@dataclass(frozen=True)
class NeedLine:
    """Another indicator that must have reached a grade, as a link with words."""

    code: str
    title: str
    lang: str
    grade: GradeWord


@dataclass(frozen=True)
class NeededBy:
    """A step of another indicator that needs a grade of this one."""

    code: str
    title: str
    lang: str
    step: GradeWord
    needs: GradeWord


@dataclass(frozen=True)
class AnchorLine:
    """A grade with its anchor and the step that leads to it; the lowest grade has no step."""

    grade: GradeWord
    anchor: str
    step: StepText | None
    effort: str
    needs: tuple[NeedLine, ...]


@dataclass(frozen=True)
class SdgLine:
    """An SDG target with the reason why the indicator serves it."""

    target: str
    is_direct: bool
    reason: str


@dataclass(frozen=True)
class Tags:
    """The tags of an indicator in words."""

    axes: tuple[str, ...]
    stage: str
    sectors: tuple[str, ...]
    levels: tuple[str, ...]
    roles: tuple[str, ...]
    competence: str


@dataclass(frozen=True)
class IndicatorPage:
    """Everything that is written about one indicator.

    ``lang`` maps the name of a field of the text to the language it is borrowed from.
    """

    line: FrameworkLine
    indicator: Indicator
    text: IndicatorText
    lang: dict[str, str]
    group_title: str
    anchors: tuple[AnchorLine, ...]
    sdg: tuple[SdgLine, ...]
    tags: Tags
    needed_by: tuple[NeededBy, ...]
    previous: str
    next: str
    position: int
    total: int

    @property
    def has_steps(self) -> bool:
        """Whether anything is written about how to reach a grade."""
        return any(anchor.step for anchor in self.anchors)

    @property
    def borrowed_language(self) -> str:
        """The language that part of this page is shown in for want of a translation, or empty."""
        return next(iter(self.lang.values()), "")


def framework_list() -> tuple[FrameworkLine, ...]:
    """Every published framework version, the newest of each first."""
    names = installed_frameworks()
    newest = {name.id: name.version for name in names}
    lines = [
        _line(labels(name.id, name.version), is_newest=newest[name.id] == name.version)
        for name in names
        if framework(name.id, name.version).status is Status.PUBLISHED
    ]
    return tuple(sorted(lines, key=lambda line: (line.framework.id, not line.is_newest)))


def framework_page(framework_id: str, version: str) -> FrameworkPage:
    """One framework version. Raises ``UnknownNameError`` when it is not installed."""
    words = labels(framework_id, version)
    structure = words.framework
    drafts = Counter(item.sub_dimension for item in structure.drafts)
    one_alone = len(structure.dimensions) == 1 and not structure.drafts
    dimensions = [
        DimensionLine(
            code=dimension.code,
            title="" if one_alone else words.group(dimension.code),
            groups=tuple(
                GroupLine(
                    code=sub.code,
                    title=words.group(sub.code),
                    intro=words.text.intros.get(sub.code, ""),
                    indicators=tuple(_indicator_line(words, item) for item in sub.indicators),
                    drafts=drafts.pop(sub.code, 0),
                )
                for sub in dimension.sub_dimensions
            ),
        )
        for dimension in structure.dimensions
    ]
    return FrameworkPage(
        line=_line(words, is_newest=framework(framework_id).version == version),
        dimensions=(*dimensions, *_unwritten(words, drafts)),
        red_lines=tuple(
            RedLineWords(
                line.indicator,
                words.title(line.indicator),
                words.grade(structure.indicator(line.indicator), line.at_most),
                words.group(line.sub_dimension),
                line.cap,
            )
            for line in structure.rules.red_lines
        ),
        other_versions=tuple(
            name.version
            for name in installed_frameworks()
            if name.id == framework_id and name.version != version
        ),
    )


def indicator_page(framework_id: str, version: str, code: str) -> IndicatorPage:
    """One indicator. Raises ``UnknownNameError`` when the framework does not have it."""
    words = labels(framework_id, version)
    structure = words.framework
    indicator = structure.indicator(code)
    text = words.indicator(code)
    codes = [item.code for item in structure.indicators]
    place = codes.index(code)
    return IndicatorPage(
        line=_line(words, is_newest=True),
        indicator=indicator,
        text=text,
        lang=words.borrowed(code),
        group_title=words.group(indicator.sub_dimension),
        anchors=tuple(
            _anchor_line(words, indicator, text, grade) for grade in indicator.scale.grades
        ),
        sdg=sdg_lines(indicator.sdg, text),
        tags=_tags(words, indicator),
        needed_by=_needed_by(words, indicator),
        previous=codes[place - 1] if place else "",
        next=codes[place + 1] if place + 1 < len(codes) else "",
        position=place + 1,
        total=len(codes),
    )


def need_line(words: Labels, need: Need) -> NeedLine:
    """A need with the title of its indicator and the word of its grade."""
    indicator = words.framework.indicator(need.indicator)
    text = words.indicator(need.indicator)
    lang = words.lang_of(need.indicator, "title")
    return NeedLine(need.indicator, text.title, lang, words.grade(indicator, need.grade))


def effort_words(words: Labels, effort: Effort | None) -> str:
    """The effort of a step in words, empty when the framework gives none."""
    return "" if effort is None else words.word("efforts", effort)


def sdg_lines(targets: tuple[SdgTarget, ...], text: IndicatorText) -> tuple[SdgLine, ...]:
    """The SDG targets of an indicator with the reason for each."""
    reasons = text.sdg or {}
    return tuple(
        SdgLine(item.target, item.link is SdgLink.DIRECT, reasons.get(item.target, ""))
        for item in targets
    )


def _line(words: Labels, is_newest: bool) -> FrameworkLine:
    return FrameworkLine(
        words.framework,
        words.text,
        words.lang,
        tuple(words.word("levels", level) for level in words.framework.levels),
        is_newest,
    )


def _indicator_line(words: Labels, indicator: Indicator) -> IndicatorLine:
    text = words.indicator(indicator.code)
    return IndicatorLine(
        indicator.code,
        text.title,
        words.lang_of(indicator.code, "title"),
        tuple(words.word("axes-short", axis) for axis in indicator.axes),
        words.word("stages", indicator.stage) if indicator.stage else "",
    )


def _unwritten(words: Labels, drafts: Counter[str]) -> tuple[DimensionLine, ...]:
    """Sub-dimensions that are announced, with drafts alone."""
    groups = tuple(
        GroupLine(code, words.group(code), words.text.intros.get(code, ""), (), number)
        for code, number in sorted(drafts.items())
    )
    if not groups:
        return ()
    dimension = groups[0].code[:1]
    return (DimensionLine(dimension, words.group(dimension), groups),)


def _anchor_line(
    words: Labels, indicator: Indicator, text: IndicatorText, grade: float
) -> AnchorLine:
    step: Step | None = indicator.step_to(grade)
    return AnchorLine(
        grade=words.grade(indicator, grade),
        anchor=(text.anchors or {}).get(grade, ""),
        step=(text.steps or {}).get(grade),
        effort=effort_words(words, step.effort if step else None),
        needs=tuple(need_line(words, need) for need in step.needs) if step else (),
    )


def _tags(words: Labels, indicator: Indicator) -> Tags:
    return Tags(
        axes=tuple(words.word("axes", axis) for axis in indicator.axes),
        stage=words.word("stages", indicator.stage) if indicator.stage else "",
        sectors=tuple(words.word("sectors", sector) for sector in indicator.sectors),
        levels=tuple(words.word("levels", level) for level in indicator.levels),
        roles=tuple(words.word("roles", role) for role in indicator.roles),
        competence=words.word("competences", indicator.competence) if indicator.competence else "",
    )


def _needed_by(words: Labels, indicator: Indicator) -> tuple[NeededBy, ...]:
    found = []
    for other in words.framework.indicators:
        for step in other.steps:
            for need in step.needs:
                if need.indicator == indicator.code:
                    line = need_line(words, Need(other.code, step.to))
                    found.append(
                        NeededBy(
                            other.code,
                            line.title,
                            line.lang,
                            line.grade,
                            words.grade(indicator, need.grade),
                        )
                    )
    return tuple(found)
