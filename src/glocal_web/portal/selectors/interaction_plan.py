"""What a file of ratings would change in a matrix; nothing is changed here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.crypto import salted_hmac

from glocal.model.interaction import MEETING, RatedMatrix, Rating
from glocal_web.portal.mappers.interaction_items import group_word
from glocal_web.portal.mappers.interaction_words import value_word
from glocal_web.portal.models import InteractionRating, Matrix, MatrixItem, MatrixRater
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.models.interaction import GUEST

SALT = "interactions-file-rater"
GUEST_NAME = re.compile(rf"{GUEST}[0-9]+")
"""What this site calls guests in its files."""


@dataclass(frozen=True)
class PlannedRating:
    """An answer to write; ``row`` is the one that is kept now, if there is one."""

    source: MatrixItem
    target: MatrixItem
    value: int | None
    rationale: str
    row: InteractionRating | None


@dataclass(frozen=True)
class PlannedRater:
    """A rater of the file: ``rater`` is the one on the site, None for a new one.

    ``left`` counts answers that differ from what somebody has answered on the site: a file does
    not put words into their mouth.
    """

    name: str
    group: str
    file_hash: str
    rater: MatrixRater | None
    ratings: tuple[PlannedRating, ...]
    unchanged: int
    left: int

    @property
    def word(self) -> str:
        """The group in the reader's language."""
        return group_word(self.group)

    @property
    def new(self) -> int:
        """How many answers it would add."""
        return sum(one.row is None for one in self.ratings)

    @property
    def changed(self) -> int:
        """How many answers it would change."""
        return len(self.ratings) - self.new


@dataclass(frozen=True)
class ChangedLine:
    """One answer that would change, in words."""

    rater: str
    source: str
    target: str
    before: str
    after: str


@dataclass(frozen=True)
class RatingPlan:
    """All that a file would change. ``strange`` are groups that nobody here speaks for."""

    raters: tuple[PlannedRater, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """How many answers would be added."""
        return sum(one.new for one in self.raters)

    @property
    def changed(self) -> int:
        """How many answers would be changed."""
        return sum(one.changed for one in self.raters)

    @property
    def left(self) -> int:
        """How many answers are not touched, since people gave them on the site."""
        return sum(one.left for one in self.raters)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.changed)

    @property
    def digest(self) -> str:
        """Differs as soon as something else would be changed."""
        told = [
            (
                one.file_hash,
                one.group,
                one.rater.pk if one.rater else 0,
                [
                    (two.source.pk, two.target.pk, two.value, two.rationale)
                    + ((two.row.pk, two.row.version) if two.row else ())
                    for two in one.ratings
                ],
            )
            for one in self.raters
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def changes(self) -> Iterable[ChangedLine]:
        """The answers that would be other than they are."""
        for one in self.raters:
            for two in one.ratings:
                if two.row is not None:
                    yield ChangedLine(
                        one.name,
                        two.source.title,
                        two.target.title,
                        value_word(two.row.value),
                        value_word(two.value),
                    )


def rating_plan(matrix: Matrix, rated: RatedMatrix, otherwise: str = "") -> RatingPlan:
    """What the ratings of a file would change: three queries.

    ``otherwise`` is the group of those for whom the file names none. A rater is told again by what
    the file called them when it was imported, or by number and group as this site gives them out.
    Of two values that meetings of a file agreed on for one pair the first stands.
    """
    site = _site(matrix)
    voices: dict[tuple[str, str], dict[tuple[str, str], Rating]] = {}
    strange: dict[str, None] = {}
    for rating in rated.ratings:
        group = rating.group or otherwise
        if group not in (*GroupChoice.values, MEETING):
            strange[rating.group] = None
        elif rating.source in site.items and rating.target in site.items:
            # A matrix has one meeting, whatever the file calls it.
            voice = group, MEETING if group == MEETING else rating.rater
            voices.setdefault(voice, {}).setdefault((rating.source, rating.target), rating)
    planned = tuple(
        _planned(site, group, name, said.values()) for (group, name), said in voices.items()
    )
    return RatingPlan(_numbered(planned, site.raters), tuple(strange))


def file_hash(matrix: Matrix, group: str, name: str) -> str:
    """By what a rater of a file is told again, without keeping what the file called them.

    That of a guest says so: their reasons stay with coordinators wherever the file goes.
    """
    mark = salted_hmac(SALT, f"{matrix.pk}\n{group}\n{name}", algorithm="sha256").hexdigest()
    return f"{GUEST}{mark}"[: len(mark)] if GUEST_NAME.fullmatch(name) else mark


@dataclass(frozen=True)
class _Site:
    """A matrix as it is kept: raters by ``file_hash`` and by group and name, answers by rater."""

    matrix: Matrix
    items: Mapping[str, MatrixItem]
    raters: tuple[MatrixRater, ...]
    by_hash: Mapping[str, MatrixRater]
    by_name: Mapping[tuple[str, str], MatrixRater]
    ratings: Mapping[int, Mapping[tuple[int, int], InteractionRating]]


def _site(matrix: Matrix) -> _Site:
    raters = tuple(MatrixRater.objects.filter(matrix=matrix))
    ratings: dict[int, dict[tuple[int, int], InteractionRating]] = {}
    for row in InteractionRating.objects.filter(rater__matrix=matrix):
        ratings.setdefault(row.rater_id, {})[row.source_id, row.target_id] = row
    # Of two the one with the lower number, which comes first.
    backwards = raters[::-1]
    return _Site(
        matrix,
        {row.key: row for row in matrix.items.all()},
        raters,
        {row.file_hash: row for row in backwards if row.file_hash},
        {
            (row.group or MEETING, name): row
            for row in backwards
            # Files of before called guests as everybody else.
            for name in (f"r{row.number}", row.name)
        },
        ratings,
    )


def _planned(site: _Site, group: str, name: str, ratings: Iterable[Rating]) -> PlannedRater:
    mark = file_hash(site.matrix, group, name)
    known = site.by_hash.get(mark) or site.by_name.get((group, name))
    own = site.ratings.get(known.pk, {}) if known else {}
    answered_here = known is not None and not known.file_hash
    writes, unchanged, left = [], 0, 0
    for one in ratings:
        source, target = site.items[one.source], site.items[one.target]
        row = own.get((source.pk, target.pk))
        why = one.rationale or (row.rationale if row else "")
        if row is not None and (row.value, row.rationale) == (one.value, why):
            unchanged += 1
        elif answered_here:
            left += 1
        else:
            writes.append(PlannedRating(source, target, one.value, why, row))
    return PlannedRater(name, group, mark, known, tuple(writes), unchanged, left)


def _numbered(
    planned: tuple[PlannedRater, ...], raters: Sequence[MatrixRater]
) -> tuple[PlannedRater, ...]:
    """The raters under the numbers that they have or will get, whatever the file called them."""
    following = max((row.number for row in raters), default=0) + 1
    found = []
    for one in planned:
        begin = GUEST if one.file_hash.startswith(GUEST) else "r"
        new = MEETING if one.group == MEETING else f"{begin}{following}"
        name = one.rater.name if one.rater else new
        following += one.rater is None
        found.append(replace(one, name=name))
    return tuple(found)
