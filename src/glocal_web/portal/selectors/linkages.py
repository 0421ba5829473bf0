"""What the pages about linkages show. No rows are read: linkages are files."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal.loading.library import linkage_text, linkages, practice_text, practices
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.kinds import Axis, SdgLink
from glocal.model.linkage import Fact, Linkage, LinkageText, Point
from glocal_web.portal.mappers.labels import Labels, labels
from glocal_web.portal.mappers.practice_words import day_words
from glocal_web.portal.mappers.text_status import TextOrigin, page_language, text_origin

# The sectors as a reader looks for them; what is in no group stands in the last.
GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (
        _("Health, learning and care"),
        ("health", "education", "early-childhood-youth", "social-protection"),
    ),
    (_("Work and money"), ("work", "business", "skills", "finance")),
    (_("Rights and safety"), ("justice", "gender-equality", "security", "civil-registry")),
    (
        _("Home, town and land"),
        ("housing", "spatial-planning", "water-sanitation", "environment", "rural"),
    ),
    (
        _("Living together and cooperating"),
        ("participation", "culture", "digital", "external-relations"),
    ),
)
AXES: tuple[Axis, ...] = (Axis.HORIZONTAL, Axis.VERTICAL, Axis.TERRITORIAL)


@dataclass(frozen=True)
class LinkageLine:
    """A sector in the list: its name and the heart of its linkage."""

    sector: str
    name: str
    in_short: str
    lang: str


@dataclass(frozen=True)
class LinkageGroup:
    """Some sectors under one heading."""

    title: str
    lines: tuple[LinkageLine, ...]


@dataclass(frozen=True)
class IndicatorLink:
    """An indicator of the newest main framework, as a link."""

    code: str
    title: str
    lang: str
    framework_id: str
    version: str


@dataclass(frozen=True)
class PracticeLink:
    """A practice of the sector, as a link."""

    id: str
    title: str
    places: tuple[str, ...]
    lang: str


@dataclass(frozen=True)
class TargetLine:
    """An SDG target with its short title and the reason why it belongs here."""

    target: str
    title: str
    is_direct: bool
    reason: str


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective of the Global Compact for Migration with its words."""

    number: int
    words: str


@dataclass(frozen=True)
class AxisPatterns:
    """The typical incoherences of a sector along one axis."""

    axis: str
    words: str
    patterns: tuple[Point, ...]


@dataclass(frozen=True)
class LinkagePage:
    """Everything there is to read about one sector."""

    sector: str
    name: str
    linkage: Linkage
    text: LinkageText
    origin: TextOrigin
    incoherences: tuple[AxisPatterns, ...]
    indicators: tuple[IndicatorLink, ...]
    practices: tuple[PracticeLink, ...]
    sdg: tuple[TargetLine, ...]
    gcm: tuple[ObjectiveLine, ...]
    previous: LinkageLine | None
    next: LinkageLine | None

    @property
    def facts(self) -> tuple[tuple[Fact, str], ...]:
        """Each fact with the day on which its source was read, in words."""
        return tuple((fact, day_words(fact.read)) for fact in self.text.facts)


def linkage_groups() -> tuple[LinkageGroup, ...]:
    """Every sector that has a linkage, under the headings by which readers look for them."""
    known = tuple(linkages())
    grouped = {sector for _title, sectors in GROUPS for sector in sectors}
    rest = tuple(sector for sector in known if sector not in grouped)
    found = (
        LinkageGroup(str(title), tuple(_line(one) for one in sectors if one in known))
        for title, sectors in (*GROUPS, (_("Further sectors"), rest))
    )
    return tuple(group for group in found if group.lines)


def linkage_page(sector: str) -> LinkagePage:
    """The linkage of one sector. Raises ``UnknownNameError`` for a sector that has none."""
    linkage = linkage_of(sector)
    language = page_language()
    text = linkage_text(sector, language)
    order = tuple(linkages())
    place = order.index(sector)
    axes = vocabulary_words("axes", language)
    return LinkagePage(
        sector=sector,
        name=sector_name(sector),
        linkage=linkage,
        text=text,
        origin=text_origin(text.provenance),
        incoherences=tuple(
            AxisPatterns(axis, axes.get(axis, axis), text.incoherences[axis])
            for axis in AXES
            if text.incoherences.get(axis)
        ),
        indicators=indicator_links(linkage.indicators),
        practices=practices_of(sector),
        sdg=_targets(linkage, text),
        gcm=_objectives(linkage),
        previous=_line(order[place - 1]) if place else None,
        next=_line(order[place + 1]) if place + 1 < len(order) else None,
    )


def linkage_of(sector: str) -> Linkage:
    """The linkage of a sector. Raises ``UnknownNameError`` for a sector that has none."""
    found = linkages().get(sector)
    if found is None:
        raise UnknownNameError(f"There is no linkage of a sector {sector!r}.")
    return found


def sector_name(sector: str) -> str:
    """The name of a sector in the language of the page; its id where it has none."""
    return vocabulary_words("sectors", page_language()).get(sector, sector)


def indicator_links(codes: tuple[str, ...]) -> tuple[IndicatorLink, ...]:
    """The indicators of the newest main framework, without codes that it does not have."""
    words = newest_labels()
    structure = words.framework
    return tuple(
        IndicatorLink(
            code,
            words.title(code),
            words.lang_of(code, "title"),
            structure.id,
            structure.version,
        )
        for code in codes
        if code in structure
    )


def newest_labels() -> Labels:
    """The words of the newest version of the main framework."""
    return labels(MAIN_FRAMEWORK, framework(MAIN_FRAMEWORK).version)


def practices_of(sector: str) -> tuple[PracticeLink, ...]:
    """The practices of a sector, by their titles."""
    language = page_language()
    found = []
    for practice in practices().values():
        if sector in practice.sectors:
            text = practice_text(practice.id, language)
            found.append(
                PracticeLink(
                    practice.id,
                    text.title,
                    tuple(dict.fromkeys(place.name for place in practice.places)),
                    text_origin(text.provenance).lang,
                )
            )
    return tuple(sorted(found, key=lambda one: one.title))


def _line(sector: str) -> LinkageLine:
    text = linkage_text(sector, page_language())
    return LinkageLine(
        sector, sector_name(sector), text.in_short, text_origin(text.provenance).lang
    )


def _targets(linkage: Linkage, text: LinkageText) -> tuple[TargetLine, ...]:
    titles = vocabulary_words("sdg-targets", page_language())
    return tuple(
        TargetLine(
            item.target,
            titles.get(item.target, ""),
            item.link is SdgLink.DIRECT,
            text.sdg.get(item.target, ""),
        )
        for item in linkage.sdg
    )


def _objectives(linkage: Linkage) -> tuple[ObjectiveLine, ...]:
    words = vocabulary_words("gcm-objectives", page_language())
    return tuple(ObjectiveLine(number, words.get(str(number), "")) for number in linkage.gcm)
