"""The calculation of a figure in numbers that a reader can follow with a pocket calculator."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from glocal.model.trace import Method, Part, Trace
from glocal.scoring.means import FLOOR

DECIMALS = 4


@dataclass(frozen=True)
class FormulaRow:
    """One part in the calculation: its weight, its value, the value as it counts, their product."""

    key: str
    weight: str
    value: str
    transformed: str
    product: str


@dataclass(frozen=True)
class Formula:
    """The calculation of a figure: columns, one row a part, and the last lines.

    ``transformed`` is the heading of the column that a power or logarithm adds, empty for a plain
    weighted mean.
    """

    rows: tuple[FormulaRow, ...]
    transformed: str
    product: str
    sum: str
    last_step: str


def formula(trace: Trace) -> Formula | None:
    """The calculation behind a figure, or ``None`` where nothing was answered."""
    known = [part for part in trace.parts if part.value is not None]
    if not known or trace.before_cap is None:
        return None
    rows = tuple(_row(trace, part) for part in known)
    total = math.fsum(part.weight * _counted(trace, part) for part in known)
    return Formula(
        rows=rows,
        transformed=_heading(trace),
        product=_("weight × value") if not _heading(trace) else _("weight × that"),
        sum=_number(total),
        last_step=_last_step(trace, total),
    )


def _row(trace: Trace, part: Part) -> FormulaRow:
    counted = _counted(trace, part)
    return FormulaRow(
        key=part.key,
        weight=_number(part.weight),
        value=_number(part.value or 0.0),
        transformed=_number(counted),
        product=_number(part.weight * counted),
    )


def _counted(trace: Trace, part: Part) -> float:
    value = part.value or 0.0
    if trace.method is Method.WEIGHTED_MEAN:
        return value
    if trace.exponent <= 0:
        value = max(value, FLOOR)
    return math.log(value) if trace.exponent == 0 else value**trace.exponent


def _heading(trace: Trace) -> str:
    if trace.method is Method.WEIGHTED_MEAN:
        return ""
    if trace.exponent == 0:
        return _("logarithm of the value")
    if trace.exponent == 0.5:
        return _("square root of the value")
    return _("value to the power of %(exponent)s") % {"exponent": _short(trace.exponent)}


def _last_step(trace: Trace, total: float) -> str:
    """What is done with the sum, with the numbers in it; empty for a weighted mean."""
    if trace.method is Method.WEIGHTED_MEAN:
        return ""
    result = _number(trace.before_cap or 0.0)
    if trace.exponent == 0:
        return _("The exponential of the sum: exp(%(sum)s) = %(result)s") % {
            "sum": _number(total),
            "result": result,
        }
    if trace.exponent == 0.5:
        return _("The sum squared: %(sum)s² = %(result)s") % {
            "sum": _number(total),
            "result": result,
        }
    return _("The sum to the power of 1/%(exponent)s: %(result)s") % {
        "exponent": _short(trace.exponent),
        "result": result,
    }


def _number(value: float) -> str:
    # Django cuts decimals off instead of rounding them.
    return str(number_format(round(value, DECIMALS), DECIMALS))


def _short(value: float) -> str:
    return str(number_format(value)) if value != int(value) else str(int(value))
