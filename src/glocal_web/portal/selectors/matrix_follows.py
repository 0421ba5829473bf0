"""What follows from a matrix: findings, proposals, signs to talk over, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from glocal.advice.interactions import Priority, PriorityReason, interaction_priorities
from glocal.interactions.agreed_pairs import suggested_names
from glocal.loading.taxonomy import taxonomy, taxonomy_words
from glocal_web.portal.mappers.agreed_pairs import end_of, full_end, harms
from glocal_web.portal.mappers.signed_value import signed
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import (
    ItemKindChoice,
    Matrix,
    MatrixItem,
    MatrixState,
    MatrixUse,
    Territory,
)
from glocal_web.portal.permissions import Access, Deed, Visitor
from glocal_web.portal.selectors.finding_access import visible_findings
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line
from glocal_web.portal.selectors.interactions import MatrixPage, matrix_page

DRAWS = 300
"""Draws for the ranks behind the levers: enough for "more likely than not"."""

JUDGED = ("C15", "S2", "C11")


@dataclass(frozen=True)
class GoalChoice:
    """An item that may stand for a goal of the taxonomy: its title, and what is suggested."""

    item: MatrixItem
    title: str
    goal: str


@dataclass(frozen=True)
class Lever:
    """An item that likely is among the first in total influence."""

    title: str
    number: int
    likely: float

    @property
    def action(self) -> str:
        """What an action begins with, for its address."""
        return urlencode({"title": _("Make progress on: %(item)s") % {"item": self.title}})


@dataclass(frozen=True)
class Contested:
    """A pair on whose sign the raters differ; ``less`` is the chance of the less likely sign."""

    source: str
    target: str
    numbers: tuple[int, int]
    less: float

    @property
    def action(self) -> str:
        """What an action begins with, for its address."""
        pair = {"source": self.source, "target": self.target}
        title = _("Talk over whether %(source)s helps or holds back %(target)s") % pair
        return urlencode({"title": title})


@dataclass(frozen=True)
class HarmLine:
    """A pair that harms: what the form calls it, its titles, and whether it is made up for."""

    name: str
    source: str
    target: str
    value: str
    is_made_up: bool


@dataclass(frozen=True)
class FollowsPage:
    """What follows from a matrix, as far as the visitor may see it."""

    whole: MatrixPage
    use: MatrixUse | None
    findings: tuple[FindingLine, ...]
    proposals: tuple[FindingLine, ...]
    claims: tuple[FindingLine, ...]
    choices: tuple[GoalChoice, ...]
    harms: tuple[HarmLine, ...]

    @property
    def matrix(self) -> Matrix:
        """The matrix."""
        return self.whole.matrix

    @property
    def access(self) -> Access:
        """What the visitor may do in its territory."""
        return self.whole.access

    @property
    def may_agree(self) -> bool:
        """Whether the visitor may use it in the check, now."""
        return self.whole.may_manage and self.matrix.state == MatrixState.CLOSED

    @property
    def may_take_back(self) -> bool:
        """Whether the visitor may end its use."""
        return self.whole.may_manage and self.use is not None

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may turn something into an action."""
        return self.access.may(Deed.PLAN)

    @property
    def pairs(self) -> int:
        """Number of pairs that are used."""
        return len(self.use.pairs) if self.use else 0

    @property
    def goals(self) -> tuple[tuple[str, str], ...]:
        """The goals to choose from, by their words."""
        words = taxonomy_words(page_language()).goals
        found = [(key, words[key].name if key in words else key) for key in taxonomy().goals]
        return tuple(sorted(found, key=lambda pair: pair[1]))

    @cached_property
    def _priorities(self) -> tuple[Priority, ...]:
        return interaction_priorities(self.whole.panel, draws=DRAWS)

    @property
    def levers(self) -> tuple[Lever, ...]:
        """What to begin with."""
        return tuple(
            Lever(self._title(one.items[0]), self._number(one.items[0]), one.likely)
            for one in self._priorities
            if one.reason is PriorityReason.LEVER
        )

    @property
    def contested(self) -> tuple[Contested, ...]:
        """What to talk over."""
        return tuple(
            Contested(
                self._title(one.items[0]),
                self._title(one.items[1]),
                (self._number(one.items[0]), self._number(one.items[1])),
                one.likely,
            )
            for one in self._priorities
            if one.reason is PriorityReason.CONTESTED
        )

    def _title(self, key: str) -> str:
        return self.whole.by_key[key].title

    def _number(self, key: str) -> int:
        return self.whole.rated.ids.index(key) + 1


def used_matrices(territory: Territory) -> tuple[tuple[int, str], ...]:
    """Key and title of the matrices that the check of a territory uses: one query if any was."""
    if not territory.uses_ratings:
        return ()
    rows = MatrixUse.objects.filter(matrix__territory=territory).order_by("pk")
    return tuple(rows.values_list("matrix_id", "matrix__title"))


def follows_page(visitor: Visitor, slug: str, key: int) -> FollowsPage:
    """What follows from a matrix: a fixed number of queries, whatever is found."""
    whole = matrix_page(visitor, slug, key)
    use = MatrixUse.objects.filter(matrix=key).select_related("agreed_by").first()
    lines = _lines(whole, use, slug) if use else ()
    return FollowsPage(
        whole,
        use,
        tuple(line for line in lines if line.record.rule == "C15"),
        tuple(line for line in lines if line.record.rule == "S2"),
        tuple(line for line in lines if line.record.rule == "C11"),
        tuple(_choices(whole, use)),
        tuple(_harms(whole, use)) if use else (),
    )


def _lines(whole: MatrixPage, use: MatrixUse, slug: str) -> tuple[FindingLine, ...]:
    """The findings that rest on this matrix: of two policies rated in it, or a claim it denies."""
    rated = {
        frozenset(full_end(one[name], slug) for name in ("source", "target")) for one in use.pairs
    }
    rows = visible_findings(whole.access, whole.territory)
    rows = rows.filter(rule__in=JUDGED, gone_since=None).order_by("pk")
    found = []
    for record in rows:
        params = record.snapshot.get("params", {})
        pair = frozenset((params.get("policy", ""), params.get("counterpart", "")))
        of_claim = params.get("matrix", "") == whole.matrix.title
        if of_claim if record.rule == "C11" else pair in rated:
            found.append(finding_line(record, slug, None))
    return tuple(found)


def _harms(whole: MatrixPage, use: MatrixUse) -> Iterator[HarmLine]:
    titles = {end_of(item, use.goals): whole.by_key[item.key].title for item in whole.items}
    for one in harms(use):
        if one.source in titles and one.target in titles:
            ends = titles[one.source], titles[one.target]
            yield HarmLine(one.name, *ends, signed(one.value), one.is_made_up)


def _choices(whole: MatrixPage, use: MatrixUse | None) -> list[GoalChoice]:
    """The items that are no policies, with the goal that they stand for or may."""
    suggested = use.goals if use else suggested_names(whole.rated, (), taxonomy().goals)
    return [
        GoalChoice(item, whole.by_key[item.key].title, suggested.get(item.key, ""))
        for item in whole.items
        if item.kind != ItemKindChoice.POLICY
    ]
