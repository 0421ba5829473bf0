"""Figures as people read them: a score of 0–1 as 0–100, a share as per cent, nothing as a dash."""

from typing import Any

from django.utils.translation import gettext as _

from glocal.reports.printed import GRADES, NOTHING, as_score, nearest_grade, rounded

__all__ = ["GRADES", "NOTHING", "as_percent", "as_score", "at", "nearest_grade", "part", "rounded"]


def as_percent(value: float | None) -> str:
    """A share of 0–1 as per cent; a dash when there is none."""
    return NOTHING if value is None else _("%(share)s%%") % {"share": rounded(value)}


def at(value: float) -> str:
    """A value of 0–1 as a position in a picture, `62.5%`; never in a local number format."""
    return f"{round(min(max(value, 0.0), 1.0) * 100, 2):g}%"


def part(source: Any, name: str) -> Any:
    """The named part of a mapping or an object; None when it has no such part."""
    return source.get(name) if isinstance(source, dict) else getattr(source, name, None)
