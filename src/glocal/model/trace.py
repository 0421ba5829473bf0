"""How a figure came about, down to the answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from glocal.model.framework import RedLine
from glocal.model.response import Answer
from glocal.model.scorecard import Score


class Method(StrEnum):
    """The rule that made a figure; each has a page in docs/methods."""

    POWER_MEAN = "power-mean"
    WEIGHTED_MEAN = "weighted-mean"


@dataclass(frozen=True)
class Part:
    """One thing that a figure is made of: a figure of its own, or an answer.

    ``weight`` is its share of the whole as it counts here, 0–1: parts that do not apply or are
    open have none. ``value`` is between 0 and 1, ``None`` when open or not applicable.
    """

    key: str
    weight: float
    value: float | None
    score: Score | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class Trace:
    """The figure, the rule, its parts in the framework's order, and what came of them.

    ``before_cap`` is the mean of the parts before a red line held it down; it equals the figure
    when none did. ``exponent`` is 1 for a weighted mean.
    """

    score: Score
    method: Method
    exponent: float
    parts: tuple[Part, ...]
    before_cap: float | None
    cap: RedLine | None
