"""What the page of one indicator shows: everything that is written about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.library import linkages
from glocal.model.framework import Indicator, Need, SdgTarget, Step
from glocal.model.kinds import Effort, MobilityRole, SdgLink
from glocal.model.text import IndicatorText, StepText
from glocal_web.portal.mappers.labels import GradeWord, Labels, labels
from glocal_web.portal.mappers.text_status import TextOrigin, text_origin
from glocal_web.portal.selectors.framework_pages import FrameworkLine, framework_line
from glocal_web.portal.selectors.practices_for_indicator import (
    IndicatorPractices,
    indicator_practices,
)
from glocal_web.portal.selectors.rule_pages import RuleLine, rules_of_indicator


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
class SectorWord:
    """A sector in words; ``linked`` says whether there is a page about its linkage."""

    id: str
    word: str
    linked: bool


@dataclass(frozen=True)
class Tags:
    """The tags of an indicator in words."""

    axes: tuple[str, ...]
    stage: str
    sectors: tuple[SectorWord, ...]
    levels: tuple[str, ...]
    roles: tuple[str, ...]
    competence: str


@dataclass(frozen=True)
class GcmLine:
    """An objective of the Global Compact with its words and why the indicator serves it."""

    number: int
    objective: str
    reason: str


@dataclass(frozen=True)
class RoleReading:
    """How an indicator reads for one mobility role; ``is_own`` when the territory has it."""

    word: str
    reading: str
    is_own: bool


@dataclass(frozen=True)
class Incoherence:
    """A typical incoherence with the word for its axis."""

    axis: str
    text: str


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
    gcm: tuple[GcmLine, ...]
    roles: tuple[RoleReading, ...]
    incoherences: tuple[Incoherence, ...]
    tags: Tags
    needed_by: tuple[NeededBy, ...]
    practices: IndicatorPractices
    rules: tuple[RuleLine, ...]
    previous: str
    next: str
    position: int
    total: int

    @property
    def has_steps(self) -> bool:
        """Whether anything is written about how to reach a grade."""
        return any(anchor.step for anchor in self.anchors)

    @property
    def origin(self) -> TextOrigin:
        """Where these words come from."""
        return text_origin(self.text)

    @property
    def borrowed_language(self) -> str:
        """The language that part of this page is shown in for want of a translation, or empty."""
        return next(iter(self.lang.values()), "")


def indicator_page(framework_id: str, version: str, code: str) -> IndicatorPage:
    """One indicator. Raises ``UnknownNameError`` when the framework does not have it."""
    words = labels(framework_id, version)
    structure = words.framework
    indicator = structure.indicator(code)
    text = words.indicator(code)
    codes = [item.code for item in structure.indicators]
    place = codes.index(code)
    return IndicatorPage(
        line=framework_line(words, is_newest=True),
        indicator=indicator,
        text=text,
        lang=words.borrowed(code),
        group_title=words.group(indicator.sub_dimension),
        anchors=tuple(
            _anchor_line(words, indicator, text, grade) for grade in indicator.scale.grades
        ),
        sdg=sdg_lines(indicator.sdg, text),
        gcm=gcm_lines(words, indicator, text),
        roles=role_readings(words, indicator, text),
        incoherences=incoherence_lines(words, text),
        tags=_tags(words, indicator),
        needed_by=_needed_by(words, indicator),
        practices=indicator_practices(words, indicator),
        rules=rules_of_indicator(code) if framework_id == MAIN_FRAMEWORK else (),
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


def gcm_lines(words: Labels, indicator: Indicator, text: IndicatorText) -> tuple[GcmLine, ...]:
    """The objectives of the Global Compact that an indicator serves, with the reason for each."""
    reasons = text.gcm or {}
    return tuple(
        GcmLine(number, words.word("gcm-objectives", str(number)), reasons.get(number, ""))
        for number in indicator.gcm
    )


def role_readings(
    words: Labels,
    indicator: Indicator,
    text: IndicatorText,
    own: Collection[MobilityRole] = (),
) -> tuple[RoleReading, ...]:
    """How the indicator reads for each mobility role, those of the territory (``own``) first."""
    told = text.roles or {}
    found = [
        RoleReading(words.word("roles", role), told[role], role in own)
        for role in indicator.roles
        if role in told
    ]
    return tuple(sorted(found, key=lambda reading: not reading.is_own))


def incoherence_lines(words: Labels, text: IndicatorText) -> tuple[Incoherence, ...]:
    """The typical incoherences around an indicator, with their axis in words."""
    return tuple(
        Incoherence(words.word("axes", pattern.axis), pattern.text) for pattern in text.incoherences
    )


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
        sectors=tuple(
            SectorWord(sector, words.word("sectors", sector), sector in linkages())
            for sector in indicator.sectors
        ),
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
