"""The other reason beside a finding: what texts say, or raters see, of the same policies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from glocal.coherence.reasons import OPPORTUNITIES, RATED, both_reasons, policies_of
from glocal.loading.interaction_words import interaction_words
from glocal.reports.systemic_words import rating_words
from glocal_web.portal.mappers.agreed_pairs import full_end
from glocal_web.portal.models import ItemKindChoice, MatrixItem
from glocal_web.portal.permissions import Access
from glocal_web.portal.selectors.finding_access import visible_findings
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line

MOST = 10


@dataclass(frozen=True)
class RatedPair:
    """Where a pair of policies was rated: the matrix, and the numbers of both items in it."""

    territory: str
    matrix: int
    title: str
    source: int
    target: int


@dataclass(frozen=True)
class OtherReason:
    """What stands beside a finding, as far as the visitor may see it.

    ``findings`` are of the other kind about the same policies; ``ratings`` sentences on how raters
    see these policies on its goal; ``pairs`` lead to where a judgement was given.
    """

    findings: tuple[FindingLine, ...]
    ratings: tuple[str, ...]
    pairs: tuple[RatedPair, ...]
    is_rated: bool

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.findings or self.ratings or self.pairs)


def other_reason(line: FindingLine, access: Access) -> OtherReason:
    """What stands beside a finding: two queries at most, none where nothing can be."""
    policies = policies_of(line.finding, line.portfolio)
    is_rated = line.finding.rule in RATED
    lines = _others(line, access, policies) if len(policies) > 1 else ()
    words, names = interaction_words(line.names.words.language), line.names
    beside = both_reasons([line.finding], line.portfolio).get(line.finding.id)
    ratings = tuple(
        rating_words(item, names, words)["rating"] for item in (beside.ratings if beside else ())
    )
    pairs = _pairs(line, policies) if is_rated else ()
    return OtherReason(lines, ratings, pairs, is_rated)


def _others(line: FindingLine, access: Access, policies: frozenset[str]) -> tuple[FindingLine, ...]:
    """Findings of the other kind, both good or both bad, about the same two policies or more."""
    rows = visible_findings(access, line.record.territory).filter(gone_since=None)
    if line.finding.rule in RATED:
        rows = rows.exclude(rule__in=RATED)
        rows = rows.filter(*(Q(excerpt__policies__has_key=name) for name in policies))
    else:
        rows = rows.filter(rule__in=RATED)
    is_good = line.finding.rule in OPPORTUNITIES
    found = []
    for record in rows.order_by("pk"):
        other = finding_line(record, line.slug, None)
        theirs = policies_of(other.finding, other.portfolio)
        meets = policies <= theirs if line.finding.rule in RATED else theirs <= policies
        if meets and (record.rule in OPPORTUNITIES) == is_good:
            found.append(other)
    return tuple(found[:MOST])


def _pairs(line: FindingLine, policies: frozenset[str]) -> tuple[RatedPair, ...]:
    """Both directions of the pair in every matrix of the territory that is used: one query."""
    slug = line.record.territory.slug
    rows = MatrixItem.objects.filter(
        matrix__territory=line.record.territory_id,
        matrix__use__isnull=False,
        kind=ItemKindChoice.POLICY,
    ).values_list("matrix_id", "matrix__title", "ref", "position")
    places: dict[tuple[int, str], dict[str, int]] = {}
    for matrix, title, ref, position in rows:
        name = full_end(f"policy:{ref}", slug)
        if name in policies:
            places.setdefault((matrix, title), {})[name] = position + 1
    return tuple(
        RatedPair(slug, matrix, title, *ends)
        for (matrix, title), found in sorted(places.items())
        if len(found) == 2
        for ends in (tuple(found.values()), tuple(reversed(found.values())))
    )
