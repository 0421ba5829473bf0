"""Figures as people read them: a score of 0–1 as 0–100, a share as per cent, nothing as a dash."""

from typing import Any

from django.utils.translation import gettext as _

NOTHING = "–"
GRADES = 5


def as_score(value: float | None) -> str:
    """A score of 0–1 on the scale 0–100 without decimals; a dash when there is none."""
    return NOTHING if value is None else str(rounded(value))


def as_percent(value: float | None) -> str:
    """A share of 0–1 as per cent; a dash when there is none."""
    return NOTHING if value is None else _("%(share)s%%") % {"share": rounded(value)}


def rounded(value: float) -> int:
    """A value of 0–1 as a whole number of 0–100, halves upwards as people round by hand."""
    return int(min(max(value, 0.0), 1.0) * 100 + 0.5)


def nearest_grade(value: float) -> int:
    """The grade 0–4 whose anchor (0, 25, 50, 75, 100) lies nearest to a score of 0–1."""
    return int(min(max(value, 0.0), 1.0) * (GRADES - 1) + 0.5)


def at(value: float) -> str:
    """A value of 0–1 as a position in a picture, `62.5%`; never in a local number format."""
    return f"{round(min(max(value, 0.0), 1.0) * 100, 2):g}%"


def part(source: Any, name: str) -> Any:
    """The named part of a mapping or an object; None when it has no such part."""
    return source.get(name) if isinstance(source, dict) else getattr(source, name, None)
