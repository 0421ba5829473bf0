"""A small framework whose every score can be worked out on paper, and short ways to answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from glocal.model.framework import (
    Band,
    Dimension,
    Framework,
    Indicator,
    RedLine,
    Rules,
    SubDimension,
)
from glocal.model.kinds import (
    AnswerState,
    Axis,
    Effort,
    EvidenceLevel,
    StakeholderGroup,
    Status,
)
from glocal.model.response import Response
from glocal.model.scale import Scale

MATURITY = Scale("maturity", (0.0, 1.0, 2.0, 3.0, 4.0))

RULES = Rules(
    exponent=0.5,
    z=1.0,
    sigma={
        EvidenceLevel.NONE: 0.25,
        EvidenceLevel.DECLARED: 0.18,
        EvidenceLevel.CITED: 0.10,
        EvidenceLevel.CHECKED: 0.06,
        EvidenceLevel.OUTCOME: 0.04,
    },
    documented_from=EvidenceLevel.CITED,
    evidence_expected_from=0.75,
    not_applicable_max=0.3,
    total_width_max=0.3,
    bands=(Band("low", 0.0), Band("middle", 0.375), Band("high", 0.75)),
    band_certainty=0.8,
    red_lines=(),
    effort_points={Effort.LOW: 1.0, Effort.MEDIUM: 2.0, Effort.HIGH: 4.0},
)


def indicator(code: str, **changes: object) -> Indicator:
    """An indicator of the sub-dimension that its code begins with."""
    plain = Indicator(code, code.partition(".")[0], MATURITY)
    return replace(plain, **changes)  # type: ignore[arg-type]


def framework_of(
    indicators: Iterable[Indicator],
    weights: Mapping[str, float] | None = None,
    **rules: object,
) -> Framework:
    """A framework of these indicators; the first letter of a sub-dimension is its dimension."""
    members: dict[str, list[Indicator]] = {}
    for item in indicators:
        members.setdefault(item.sub_dimension, []).append(item)
    subs = [
        SubDimension(code, code[0], tuple(items), (weights or {}).get(code, 1.0))
        for code, items in members.items()
    ]
    letters = dict.fromkeys(sub.dimension for sub in subs)
    return Framework(
        id="tiny",
        version="1.0",
        status=Status.PUBLISHED,
        kind="own",
        original_language="en",
        dimensions=tuple(
            Dimension(letter, tuple(sub for sub in subs if sub.dimension == letter))
            for letter in letters
        ),
        rules=replace(RULES, **rules),  # type: ignore[arg-type]
        content_hash="0" * 64,
    )


LINE = RedLine("A1.1", 0.0, "A1", 0.5)
"""The lowest answer to A1.1 caps A1 at one half."""

H, V = Axis.HORIZONTAL, Axis.VERTICAL

TINY_INDICATORS: Sequence[Indicator] = (
    indicator("A1.1", axes=(H,), sectors=("health",)),
    indicator("A1.2", axes=(H, V), sectors=("health", "education")),
    indicator("A1.3", axes=(V,)),
    indicator("A2.1", axes=(H,), sectors=("education",)),
    indicator("A2.2", axes=(V,)),
    indicator("B1.1", axes=(V,)),
)

TINY = framework_of(TINY_INDICATORS)
"""A1 (three indicators), A2 (two) and B1 (one), equal weights, exponent one half, no red line."""


def said(
    code: str,
    grade: float | None,
    evidence: str = "none",
    group: str = "authority",
    *,
    participant: str = "",
    agreed: bool = False,
) -> Response:
    """A response with a grade."""
    return Response(
        code,
        AnswerState.ANSWERED,
        grade,
        EvidenceLevel(evidence),
        participant,
        StakeholderGroup(group),
        agreed,
    )


def silent(code: str, state: str, group: str = "authority") -> Response:
    """A response without a grade."""
    return Response(code, AnswerState(state), group=StakeholderGroup(group))


def grades(evidence: str = "none", /, **by_code: float | str) -> list[Response]:
    """Responses from ``A1_1=3, A1_2="not-applicable"``."""
    return [
        silent(code.replace("_", "."), value)
        if isinstance(value, str)
        else said(code.replace("_", "."), value, evidence)
        for code, value in by_code.items()
    ]
