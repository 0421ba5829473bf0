"""What is seen before an assessment is opened: frameworks that fit, and what they would ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from glocal.loading.catalogue import (
    MAIN_FRAMEWORK,
    framework_text,
    is_superseded,
    main_framework_first,
)
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.applicability import NotAsked, NotAskedReason, split_by_applicability
from glocal.model.framework import Framework
from glocal.model.kinds import Level, Status
from glocal.model.text import FrameworkText
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import Territory

WHY: Mapping[NotAskedReason, Promise] = {
    NotAskedReason.LEVEL: _("Asked only of these levels of government"),
    NotAskedReason.ROLE: _("Asked only of territories with one of these mobility roles"),
    NotAskedReason.COMPETENCE: _("Asked only of those who hold this competence at least in part"),
}
_VOCABULARY = {
    NotAskedReason.LEVEL: "levels",
    NotAskedReason.ROLE: "roles",
    NotAskedReason.COMPETENCE: "competences",
}


@dataclass(frozen=True)
class FrameworkChoice:
    """A framework version that fits a territory."""

    framework: Framework
    text: FrameworkText

    @property
    def key(self) -> str:
        """Its id and version as one word for an address."""
        return self.framework.name

    @property
    def lang(self) -> str:
        """The language of its words where that is not the reader's, else empty."""
        return "" if self.text.language == (get_language() or "en") else self.text.language

    @property
    def is_main(self) -> bool:
        """Whether this is what a territory should begin with."""
        return self.framework.id == MAIN_FRAMEWORK and not self.is_superseded

    @property
    def is_superseded(self) -> bool:
        """Whether a newer version takes the place of this one."""
        return is_superseded(self.framework.id, self.framework.version)

    @property
    def size(self) -> int:
        """How many indicators it has."""
        return len(self.framework.indicators)


@dataclass(frozen=True)
class IndicatorName:
    """Code and title of an indicator; ``lang`` where the title is not in the reader's language."""

    code: str
    title: str
    lang: str


@dataclass(frozen=True)
class AskedGroup:
    """The indicators of one sub-dimension that the territory would be asked."""

    code: str
    title: str
    lang: str
    indicators: tuple[IndicatorName, ...]


@dataclass(frozen=True)
class NotAskedGroup:
    """Indicators that would not be asked for one and the same reason, in words."""

    why: str
    needs: tuple[str, ...]
    indicators: tuple[IndicatorName, ...]


@dataclass(frozen=True)
class Preview:
    """What a framework would ask of a territory, and what not, with the reasons."""

    asked: tuple[AskedGroup, ...]
    not_asked: tuple[NotAskedGroup, ...]

    @property
    def asked_count(self) -> int:
        """How many indicators would be asked."""
        return sum(len(group.indicators) for group in self.asked)

    @property
    def not_asked_count(self) -> int:
        """How many indicators would not be asked."""
        return sum(len(group.indicators) for group in self.not_asked)


def fitting_frameworks(territory: Territory) -> tuple[FrameworkChoice, ...]:
    """The published versions made for the level of the territory, superseded ones last."""
    language = get_language() or "en"
    found = []
    for structure in main_framework_first():
        fits = not structure.levels or Level(territory.level) in structure.levels
        if fits and structure.status is Status.PUBLISHED:
            text = framework_text(structure.id, structure.version, language)
            found.append(FrameworkChoice(structure, text))
    return tuple(found)


def preview(territory: Territory, choice: FrameworkChoice) -> Preview:
    """Which indicators of the framework apply to the territory, and why the others do not."""
    asked, not_asked = split_by_applicability(choice.framework, territory_value(territory))
    codes = {indicator.code for indicator in asked}
    groups = (
        AskedGroup(
            sub.code,
            choice.text.groups[sub.code],
            choice.lang,
            tuple(_name(choice, one.code) for one in sub.indicators if one.code in codes),
        )
        for sub in choice.framework.sub_dimensions
    )
    return Preview(
        tuple(group for group in groups if group.indicators), _reasons(choice, not_asked)
    )


def _reasons(choice: FrameworkChoice, left_out: tuple[NotAsked, ...]) -> tuple[NotAskedGroup, ...]:
    groups: dict[tuple[NotAskedReason, tuple[str, ...]], list[IndicatorName]] = {}
    for one in left_out:
        groups.setdefault((one.reason, one.needs), []).append(_name(choice, one.indicator.code))
    language = get_language() or "en"
    return tuple(
        NotAskedGroup(
            str(WHY[reason]),
            tuple(
                vocabulary_words(_VOCABULARY[reason], language).get(need, need) for need in needs
            ),
            tuple(names),
        )
        for (reason, needs), names in groups.items()
    )


def _name(choice: FrameworkChoice, code: str) -> IndicatorName:
    words = choice.text.indicators[code]
    borrowed = choice.framework.original_language if "title" in words.borrowed else choice.lang
    return IndicatorName(code, words.title, borrowed)
