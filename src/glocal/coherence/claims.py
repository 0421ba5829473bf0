"""The join of findings and answers: which findings touch an indicator, and which deny an answer.

It only reads both. No score knows of findings, and none changes because of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from glocal.loading.claims import claims as shipped_claims
from glocal.loading.taxonomy import taxonomy as shipped_taxonomy
from glocal.model.claim import Claim, ClaimedAgainst, Contradiction
from glocal.model.finding import Finding
from glocal.model.taxonomy import Taxonomy


def by_indicator(findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """The findings that touch each indicator, by its code, in the order given."""
    touched: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for code in finding.indicators:
            touched[code].append(finding)
    return {code: tuple(touched[code]) for code in sorted(touched)}


def contradictions(
    grades: Mapping[str, float],
    findings: Iterable[Finding],
    *,
    claims: Iterable[Claim] | None = None,
    taxonomy: Taxonomy | None = None,
) -> tuple[Contradiction, ...]:
    """Answers that claim something which an open finding denies, in the order of the claims.

    ``grades`` are the answers by indicator; what has no grade claims nothing. ``findings`` are
    those that are open: what was dismissed, accepted or resolved is not asked for again. ``claims``
    and ``taxonomy`` are those that ship with Glocal, unless given.
    """
    told = tuple(findings)
    terms = shipped_taxonomy() if taxonomy is None else taxonomy
    found = []
    for claim in shipped_claims() if claims is None else claims:
        grade = grades.get(claim.indicator)
        if grade is None or grade < claim.from_grade:
            continue
        against = tuple(item for item in told if denies(item, claim, terms))
        if against:
            found.append(Contradiction(claim, grade, against))
    return tuple(found)


def denies(finding: Finding, claim: Claim, taxonomy: Taxonomy) -> bool:
    """Whether a finding does not fit a claim."""
    return any(_is_meant(finding, one, taxonomy) for one in claim.findings)


def _is_meant(finding: Finding, one: ClaimedAgainst, taxonomy: Taxonomy) -> bool:
    params = finding.params
    return (
        finding.rule == one.rule
        and (not one.variants or finding.variant in one.variants)
        and (not one.axes or finding.axis in one.axes)
        and (not one.barriers or params.get("barrier") in one.barriers)
        and (not one.transitions or params.get("transition") in one.transitions)
        and (not one.actions or _lies_below(params.get("action", ""), one.actions, taxonomy))
    )


def _lies_below(action: str, actions: tuple[str, ...], taxonomy: Taxonomy) -> bool:
    at: str | None = action
    while at is not None and at in taxonomy.actions:
        if at in actions:
            return True
        at = taxonomy.actions[at].parent
    return False
