"""Answers that claim something which an open finding denies, for those who review them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glocal.coherence.claims import contradictions
from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.claims import claim_words
from glocal.model.finding import Finding
from glocal_web.portal.mappers.stored_value import restored
from glocal_web.portal.mappers.text_status import page_language, text_origin
from glocal_web.portal.models import FindingRecord, Territory
from glocal_web.portal.permissions import Access
from glocal_web.portal.selectors.finding_access import UNDER_WORK, visible_findings
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line


@dataclass(frozen=True)
class DeniedClaim:
    """What an answer claims, why that does not fit, and the findings that say so."""

    words: str
    lang: str
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True)
class OpenFindings:
    """The open findings of a territory that the visitor may see."""

    slug: str
    records: Mapping[str, FindingRecord]

    def denied(self, code: str, grade: float | None) -> tuple[DeniedClaim, ...]:
        """What an answer of this grade claims against them."""
        if grade is None:
            return ()
        words = claim_words(page_language())
        return tuple(
            DeniedClaim(
                words.reasons[one.claim.key],
                text_origin(words.provenance).lang,
                tuple(
                    finding_line(self.records[finding.id], self.slug, None)
                    for finding in one.findings
                ),
            )
            for one in contradictions({code: grade}, self._findings())
        )

    def deny(self, answers: Iterable[tuple[str, float | None]]) -> set[tuple[str, float]]:
        """The answers, each as its code and grade, that claim something against them."""
        findings = self._findings()
        return {
            (code, grade)
            for code, grade in set(answers)
            if grade is not None and contradictions({code: grade}, findings)
        }

    def _findings(self) -> tuple[Finding, ...]:
        return tuple(restored(Finding, record.snapshot) for record in self.records.values())


def open_findings(access: Access, territory: Territory, framework_id: str) -> OpenFindings:
    """The open findings with which answers of this framework can be compared: one query.

    None for another framework than the main one, of which the claims speak.
    """
    if framework_id != MAIN_FRAMEWORK:
        return OpenFindings(territory.slug, {})
    rows = (
        visible_findings(access, territory)
        .filter(gone_since__isnull=True, workflow__in=UNDER_WORK)
        .select_related("territory__coherence")
    )
    return OpenFindings(
        territory.slug,
        {row.finding: row for row in rows if row.rule not in _switched_off(row)},
    )


def _switched_off(record: FindingRecord) -> list[str]:
    state = getattr(record.territory, "coherence", None)
    return state.rules_off if state else []
