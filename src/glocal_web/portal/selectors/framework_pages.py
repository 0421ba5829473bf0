"""What the pages about frameworks show. No rows are read: frameworks are files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from glocal.loading.catalogue import (
    framework,
    installed_frameworks,
    is_superseded,
    main_framework_first,
)
from glocal.model.framework import Framework, Indicator
from glocal.model.kinds import Status
from glocal.model.text import FrameworkText
from glocal_web.portal.mappers.labels import GradeWord, Labels, labels
from glocal_web.portal.mappers.text_status import TextOrigin, text_origin
from glocal_web.portal.selectors.crosswalk_lines import CrosswalkLine, crosswalk_lines


@dataclass(frozen=True)
class FrameworkLine:
    """One framework version in the list of frameworks."""

    framework: Framework
    text: FrameworkText
    lang: str
    levels: tuple[str, ...]
    is_newest: bool

    @property
    def origin(self) -> TextOrigin:
        """Where the words of the framework itself come from."""
        return text_origin(self.text)

    @property
    def is_own(self) -> bool:
        """Whether the framework is our own, on no published model."""
        return self.framework.kind == "own"

    @property
    def is_superseded(self) -> bool:
        """Whether a newer version takes the place of this one."""
        return is_superseded(self.framework.id, self.framework.version)

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
    crosswalks: tuple[CrosswalkLine, ...]


def framework_list() -> tuple[FrameworkLine, ...]:
    """Every published framework version, the main framework first, superseded versions last."""
    newest = {name.id: name.version for name in installed_frameworks()}
    return tuple(
        framework_line(labels(item.id, item.version), is_newest=newest[item.id] == item.version)
        for item in main_framework_first()
        if item.status is Status.PUBLISHED
    )


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
        line=framework_line(words, is_newest=framework(framework_id).version == version),
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
        crosswalks=crosswalk_lines(structure.name, words.language),
    )


def framework_line(words: Labels, is_newest: bool) -> FrameworkLine:
    """A framework version with its words and the levels it is for."""
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
