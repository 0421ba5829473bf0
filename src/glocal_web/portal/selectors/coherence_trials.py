"""What changes of the register would make appear and vanish, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from glocal.coherence.again import Again
from glocal.coherence.edits import (
    AddProvision,
    DropProvision,
    Edit,
    EditError,
    ReplaceProvision,
    apply,
    edits_of,
)
from glocal.coherence.what_if import compare
from glocal.model.finding import Certainty, Finding
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy
from glocal.reports.echo import echo
from glocal.reports.finding_words import FindingWords, finding_words
from glocal.reports.names import Names, names_of
from glocal_web.portal.mappers.finding_labels import Tag, severity_tag
from glocal_web.portal.mappers.stored_value import restored
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import CoherenceState, FindingRecord, Territory
from glocal_web.portal.permissions import Access, Deed, Visitor
from glocal_web.portal.selectors.finding_access import visible_findings
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.selectors.portfolio import portfolio_for

# More than the longest plan has steps; so many fit into an address.
MOST_MENDS = 100


@dataclass(frozen=True)
class TriedMend:
    """A mend that is tried: how an address names it, what it is called, and its changes."""

    key: str
    name: str
    finding: str
    record: int
    edits: tuple[Edit, ...]
    problem: bool = False


@dataclass(frozen=True)
class TrialGround:
    """What can be changed: the register as the check reads it today, and the mends asked for.

    ``left_out`` is how many mends were asked for beyond the ``MOST_MENDS`` that are tried at once.
    """

    territory: Territory
    access: Access
    state: CoherenceState
    portfolio: Portfolio
    taxonomy: Taxonomy
    names: Names
    mends: tuple[TriedMend, ...]
    left_out: int = 0

    @cached_property
    def again(self) -> Again:
        """The check of this register as the visitor may be told of it, to try changes beside it."""
        return Again(self.portfolio, self.taxonomy, timezone.localdate(), self.sees)

    def sees(self, finding: Finding) -> bool:
        """Whether the visitor may be told of a finding here."""
        may = not finding.restricted or self.access.may(Deed.SEE_RESTRICTED)
        return may and finding.rule not in self.state.rules_off


@dataclass(frozen=True)
class TrialLine:
    """A finding that appears or vanishes; ``record`` is the key of one that is known."""

    words: FindingWords
    severity: Tag
    certain: bool
    record: int | None = None

    @property
    def lang(self) -> str:
        """The language of its words where that is not the language of the page, else empty."""
        return "" if self.words.language == page_language() else self.words.language


@dataclass(frozen=True)
class Trial:
    """The outcome of a trial; without changes everything stays."""

    vanish: tuple[TrialLine, ...] = ()
    appear: tuple[TrialLine, ...] = ()
    stay: int = 0
    tried: tuple[str, ...] = field(default=())
    is_empty: bool = True
    problem: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether no finding comes or goes."""
        return not self.vanish and not self.appear


def trial_ground(visitor: Visitor, slug: str, mends: Sequence[str] = ()) -> TrialGround:
    """The register of a territory to try changes on, for somebody who may read it.

    ``mends`` name mends of findings as ``<key of the record>.<number of the mend>``; what names
    none that the visitor may see is passed over.
    """
    territory, access = open_territory(visitor, slug)
    state = CoherenceState.objects.filter(territory=territory).first() or CoherenceState(
        territory=territory
    )
    portfolio, taxonomy = portfolio_for(territory, on=timezone.localdate())
    names = names_of(portfolio, taxonomy, page_language())
    asked = tuple(dict.fromkeys(mends))
    return TrialGround(
        territory=territory,
        access=access,
        state=state,
        portfolio=portfolio,
        taxonomy=taxonomy,
        names=names,
        mends=tuple(_mends(access, territory, portfolio, names, asked[:MOST_MENDS])),
        left_out=len(asked[MOST_MENDS:]),
    )


def trial(ground: TrialGround, edits: Sequence[Edit]) -> Trial:
    """What the changes do to the findings that the visitor may see."""
    whole = (*(edit for mend in ground.mends for edit in mend.edits), *edits)
    if not whole:
        return Trial(problem=any(mend.problem for mend in ground.mends))
    again = ground.again
    try:
        changed = apply(ground.portfolio, whole)
        outcome = compare(again.findings, again(changed, ground.taxonomy, again.as_of))
    except EditError:
        return Trial(is_empty=False, problem=True)
    after = names_of(changed, ground.taxonomy, page_language())
    known = dict(
        visible_findings(ground.access, ground.territory)
        .filter(finding__in=[one.id for one in outcome.vanish])
        .values_list("finding", "pk")
    )
    return Trial(
        vanish=tuple(_lines(ground, outcome.vanish, ground.names, known)),
        appear=tuple(_lines(ground, outcome.appear, after, {})),
        stay=len(outcome.stay),
        tried=tuple(_told(edits, ground.names, after)),
        is_empty=False,
        problem=any(mend.problem for mend in ground.mends),
    )


def _mends(
    access: Access,
    territory: Territory,
    portfolio: Portfolio,
    names: Names,
    asked: Iterable[str],
) -> Iterable[TriedMend]:
    wanted = [one for one in map(_parsed, asked) if one is not None]
    rows = visible_findings(access, territory).in_bulk({key for key, _number in wanted})
    for key, number in wanted:
        record = rows.get(key)
        if record is not None:
            found = _mend(record, number, portfolio, names)
            if found is not None:
                yield found


def _mend(
    record: FindingRecord, number: int, portfolio: Portfolio, names: Names
) -> TriedMend | None:
    finding = restored(Finding, record.snapshot)
    if number >= len(finding.mends):
        return None
    words = finding_words(finding, portfolio, names.taxonomy, page_language(), names=names)
    edits: tuple[Edit, ...] = ()
    problem = False
    try:
        edits = edits_of(finding.mends[number], finding, portfolio, names.taxonomy)
    except EditError:
        problem = True
    return TriedMend(
        f"{record.pk}.{number}",
        words.mends[number].name,
        words.title,
        record.pk,
        edits,
        problem,
    )


def _parsed(text: str) -> tuple[int, int] | None:
    key, _dot, number = text.partition(".")
    parts = (key, number)
    if all(one.isascii() and one.isdigit() and len(one) < 18 for one in parts):
        return int(key), int(number)
    return None


def _lines(
    ground: TrialGround, findings: Iterable[Finding], names: Names, known: dict[str, int]
) -> Iterable[TrialLine]:
    for finding in findings:
        words = finding_words(
            finding,
            names.portfolio,
            ground.taxonomy,
            page_language(),
            at=ground.territory.slug,
            names=names,
        )
        yield TrialLine(
            words,
            severity_tag(finding.severity),
            finding.certainty is Certainty.CERTAIN,
            known.get(finding.id),
        )


def _told(edits: Iterable[Edit], before: Names, after: Names) -> Iterable[str]:
    """What is tried by hand, each as the sentence of the provision as it would be."""
    for edit in edits:
        match edit:
            case DropProvision(provision):
                yield echo(before.portfolio.provisions[provision], before, source=True)
            case AddProvision(provision) | ReplaceProvision(provision):
                yield echo(provision, after, source=True)
