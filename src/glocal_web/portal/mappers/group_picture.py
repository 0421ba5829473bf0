"""Who is hit, as rows of marks: legal status, situation and phase of the migratory cycle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.population import Group
from glocal.reports.group_words import group_words
from glocal.reports.names import Names

STATUS = "status"
# More pictures than this would be looked at by nobody; the other groups are told in words.
MOST = 3


@dataclass(frozen=True)
class Mark:
    """One value of a row, and whether it is hit."""

    words: str
    is_hit: bool


@dataclass(frozen=True)
class MarkRow:
    """One way to tell people apart, with all its values."""

    words: str
    marks: tuple[Mark, ...]

    @property
    def hit(self) -> tuple[Mark, ...]:
        """The values that are hit."""
        return tuple(one for one in self.marks if one.is_hit)

    @property
    def others(self) -> tuple[Mark, ...]:
        """The values that are not hit."""
        return tuple(one for one in self.marks if not one.is_hit)


@dataclass(frozen=True)
class GroupPicture:
    """One group: the rows that tell it, and the ways to tell people apart that play no part."""

    words: str
    rows: tuple[MarkRow, ...]
    whatever: str


def group_pictures(
    groups: Iterable[Group], phases: Iterable[str], names: Names
) -> tuple[GroupPicture, ...]:
    """The first of the groups as pictures; the legal status is always a row."""
    return tuple(_picture(group, tuple(phases), names) for group in tuple(groups)[:MOST])


def _picture(group: Group, phases: tuple[str, ...], names: Names) -> GroupPicture:
    rows, whatever = [], []
    for dimension in names.taxonomy.population.dimensions:
        hit = group.limits.get(dimension.id)
        if hit is None and dimension.id != STATUS:
            whatever.append(names.dimension(dimension.id))
        elif hit is None:
            # One mark says it better than a row of fourteen ticks.
            rows.append(MarkRow(names.dimension(dimension.id), (Mark(_("every one"), True),)))
        else:
            marks = (
                Mark(names.value(dimension.id, value), value in hit) for value in dimension.values
            )
            rows.append(MarkRow(names.dimension(dimension.id), tuple(marks)))
    if phases:
        rows.append(
            MarkRow(
                _("Phase of the migratory cycle"),
                tuple(Mark(names.phase(one), one in phases) for one in vocabulary_ids("phases")),
            )
        )
    # Translators: joins the names of ways to tell people apart, such as gender and age.
    return GroupPicture(group_words(group, names), tuple(rows), _(", ").join(whatever))
