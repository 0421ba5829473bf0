"""What is said beside a provisional profile."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.reports.provisional import Provisional
from glocal_web.portal.mappers.labels import Labels


@dataclass(frozen=True)
class MissingLine:
    """A sub-dimension of which something is open."""

    code: str
    title: str
    open: int
    applicable: int


@dataclass(frozen=True)
class ProvisionalLine:
    """A provisional profile in the reader's words."""

    profile: Provisional
    missing: tuple[MissingLine, ...]


def provisional_line(found: Provisional, labels: Labels) -> ProvisionalLine:
    """The profile with the titles of what is missing."""
    return ProvisionalLine(
        found,
        tuple(
            MissingLine(
                one.sub_dimension, labels.group(one.sub_dimension), one.open, one.applicable
            )
            for one in found.missing
        ),
    )
