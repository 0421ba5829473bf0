"""A framework: versioned indicators in sub-dimensions, and the rules that make scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from glocal.errors import UnknownNameError
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


@dataclass(frozen=True)
class Need:
    """Another indicator that must have reached ``grade`` first."""

    indicator: str
    grade: float


@dataclass(frozen=True)
class Step:
    """What it takes to reach grade ``to``: an effort and the needs that come first."""

    to: float
    effort: Effort
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class SdgTarget:
    """An SDG target that an indicator serves, directly or indirectly."""

    target: str
    link: SdgLink


@dataclass(frozen=True)
class Indicator:
    """One question of a framework, answered with one grade of its scale.

    ``levels`` and ``roles`` say for which territories it is asked; ``competence`` names what the
    territory must hold at least in part (``None``: nothing is presupposed). ``weight`` counts
    inside the sub-dimension.
    """

    code: str
    sub_dimension: str
    scale: Scale
    status: Status = Status.PUBLISHED
    axes: tuple[Axis, ...] = ()
    stage: Stage | None = None
    sectors: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    roles: tuple[MobilityRole, ...] = ()
    competence: str | None = None
    sdg: tuple[SdgTarget, ...] = ()
    gcm: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    weight: float = 1.0

    def step_to(self, grade: float) -> Step | None:
        """The step that leads to ``grade``, or ``None`` when the framework describes none."""
        return next((step for step in self.steps if step.to == grade), None)


@dataclass(frozen=True)
class SubDimension:
    """A group of indicators that is scored by a weighted mean."""

    code: str
    dimension: str
    indicators: tuple[Indicator, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Dimension:
    """A group of sub-dimensions."""

    code: str
    sub_dimensions: tuple[SubDimension, ...]


@dataclass(frozen=True)
class Band:
    """A named range of scores, from ``start`` (included) to the next band's start (excluded)."""

    key: str
    start: float


@dataclass(frozen=True)
class RedLine:
    """An answer at or below ``at_most`` that caps the score of a sub-dimension at ``cap``."""

    indicator: str
    at_most: float
    sub_dimension: str
    cap: float


@dataclass(frozen=True)
class Rules:
    """How a framework turns answers into scores; all of it is data of the framework.

    ``exponent`` is the power p of the mean over sub-dimensions. ``sigma`` is the half-width of an
    answer's uncertainty on the 0–1 scale for each level of evidence, and ``z`` how many of them
    the printed interval spans. ``documented_from`` is the weakest evidence that counts as a
    document; ``evidence_expected_from`` the score from which a document is expected (``None``:
    never).
    ``not_applicable_max`` and ``total_width_max`` say when no total is printed.
    """

    exponent: float
    z: float
    sigma: Mapping[EvidenceLevel, float]
    documented_from: EvidenceLevel
    evidence_expected_from: float | None
    not_applicable_max: float
    total_width_max: float
    bands: tuple[Band, ...]
    band_certainty: float
    red_lines: tuple[RedLine, ...]
    effort_points: Mapping[Effort, float]


@dataclass(frozen=True)
class Source:
    """Where a framework's structure or rules were read."""

    title: str
    by: str = ""
    url: str = ""
    read: str = ""


@dataclass(frozen=True)
class Framework:
    """One version of a framework. Published versions never change: see ``content_hash``.

    ``content_hash`` covers what fixes the meaning of a score: structure, rules, and the questions
    and anchors in the original language. Explanations and translations may be improved without a
    new version. ``date`` is that of the version, as year-month-day; ``subject`` is what is assessed
    with it: the territory as a whole, or one body or partnership of it.
    ``continues`` names the earlier version that this one takes the place of (empty: none).
    """

    id: str
    version: str
    status: Status
    kind: str
    original_language: str
    dimensions: tuple[Dimension, ...]
    rules: Rules
    content_hash: str
    languages: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    subject: Subject = Subject.TERRITORY
    continues: str = ""
    date: str = ""
    licence: str = ""
    sources: tuple[Source, ...] = ()
    drafts: tuple[Indicator, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Identifier and version in one word, as in ``local-pcmd@1.0``."""
        return f"{self.id}@{self.version}"

    @cached_property
    def sub_dimensions(self) -> tuple[SubDimension, ...]:
        """All sub-dimensions in the order of the framework."""
        return tuple(sub for dimension in self.dimensions for sub in dimension.sub_dimensions)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All published indicators in the order of the framework."""
        return tuple(indicator for sub in self.sub_dimensions for indicator in sub.indicators)

    @cached_property
    def _by_code(self) -> Mapping[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code. Raises ``UnknownNameError`` when there is none."""
        try:
            return self._by_code[code]
        except KeyError:
            raise UnknownNameError(f"{self.name} has no indicator {code!r}.") from None

    def sub_dimension(self, code: str) -> SubDimension:
        """The sub-dimension with this code. Raises ``UnknownNameError`` when there is none."""
        for sub in self.sub_dimensions:
            if sub.code == code:
                return sub
        raise UnknownNameError(f"{self.name} has no sub-dimension {code!r}.")
