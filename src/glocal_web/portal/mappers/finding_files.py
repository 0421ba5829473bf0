"""Findings as files: JSON, one flat table, and SARIF for tools that read reports of checks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from glocal import __version__
from glocal.io.spreadsheet_cell import harmless
from glocal.model.finding import Finding
from glocal.reports.check_sarif import FINGERPRINT, LEVELS, SCHEMA
from glocal.reports.finding_words import FindingWords
from glocal.text.sentences import plain
from glocal_web.portal.mappers.stored_value import stored
from glocal_web.portal.models import CoherenceState, FindingRecord, FindingWorkflow

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "sarif": "application/sarif+json",
}
COLUMNS = (
    "id",
    "rule",
    "variant",
    "title",
    "in_short",
    "axis",
    "severity",
    "certainty",
    "standing",
    "workflow",
    "reason",
    "expires_on",
    "first_seen",
    "last_seen",
    "gone_since",
    "territories",
    "provisions",
    "who_is_affected",
    "mends",
    "indicators",
    "sdg",
    "verdict",
    "taxonomy",
    "rules",
    "restricted",
)
Told = tuple[FindingRecord, Finding, FindingWords]


def as_json(told: Iterable[Told], state: CoherenceState, territory: str) -> str:
    """Each finding with its codes and its words, and beside them what was compared."""
    whole = {
        "territory": territory,
        "checked_at": _iso(state.checked_at),
        "program": __version__,
        "coverage": state.coverage,
        "findings": [
            {
                **stored(finding),
                "title": plain(words.title),
                "in_short": plain(words.lead),
                "narrative": [plain(step) for step in words.steps],
                "mends_in_words": [
                    {
                        "key": one.key,
                        "name": plain(one.name),
                        "do": plain(one.do),
                        "decided": plain(one.competent),
                        "who": one.who.value if one.who else "",
                    }
                    for one in words.mends
                ],
                "workflow": record.workflow,
                "reason": record.reason,
                "expires_on": record.expires_on.isoformat() if record.expires_on else None,
                "verdict": record.verdict,
                "first_seen": _iso(record.first_seen),
                "appeared_at": _iso(record.appeared_at),
                "last_seen": _iso(record.last_seen),
                "gone_since": _iso(record.gone_since),
                "rules": record.rules,
            }
            for record, finding, words in told
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def as_csv(told: Iterable[Told]) -> str:
    """One row a finding. Begins with a byte-order mark, which spreadsheets need for UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for record, finding, words in told:
        row = {
            "id": finding.id,
            "rule": finding.rule,
            "variant": finding.variant,
            "title": plain(words.title),
            "in_short": plain(words.lead),
            "axis": finding.axis.value,
            "severity": finding.severity.value,
            "certainty": finding.certainty.value,
            "standing": finding.standing.value,
            "workflow": record.workflow,
            "reason": record.reason,
            "expires_on": record.expires_on.isoformat() if record.expires_on else "",
            "first_seen": _iso(record.first_seen) or "",
            "last_seen": _iso(record.last_seen) or "",
            "gone_since": _iso(record.gone_since) or "",
            "territories": " | ".join(finding.territories),
            "provisions": " | ".join(finding.provisions),
            "who_is_affected": " | ".join(plain(one) for one in words.hit),
            "mends": " | ".join(plain(one.short) for one in words.mends),
            "indicators": " ".join(finding.indicators),
            "sdg": " ".join(finding.sdg),
            "verdict": record.verdict,
            "taxonomy": record.taxonomy,
            "rules": record.rules,
            "restricted": "yes" if record.restricted else "",
        }
        writer.writerow({key: harmless(value) for key, value in row.items()})
    return out.getvalue()


def as_sarif(told: Sequence[Told], titles: Mapping[str, str], baseline: datetime | None) -> str:
    """The findings as a SARIF 2.1.0 log: what was decided is a suppression with its reason."""
    rules = list(dict.fromkeys(finding.rule for _record, finding, _words in told))
    run = {
        "tool": {
            "driver": {
                "name": "Glocal",
                "version": __version__,
                "rules": [
                    {"id": code, "shortDescription": {"text": titles.get(code, code)}}
                    for code in rules
                ],
            }
        },
        "results": [_result(*one, rules, baseline) for one in told],
    }
    return json.dumps(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _result(
    record: FindingRecord,
    finding: Finding,
    words: FindingWords,
    rules: list[str],
    baseline: datetime | None,
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": plain(" ".join((words.title, words.lead)))},
        "partialFingerprints": {FINGERPRINT: finding.id},
        "locations": [
            {"logicalLocations": [{"fullyQualifiedName": one, "kind": "provision"}]}
            for one in finding.provisions
        ],
        "properties": {
            "axis": finding.axis.value,
            "certainty": finding.certainty.value,
            "standing": finding.standing.value,
            "workflow": record.workflow,
            "sdg": list(finding.sdg),
            "indicators": list(finding.indicators),
        },
    }
    if baseline is not None:
        result["baselineState"] = "new" if record.appeared_at > baseline else "unchanged"
    if record.gone_since is not None:
        result["baselineState"] = "absent"
    if record.workflow in (FindingWorkflow.ACCEPTED, FindingWorkflow.DISMISSED):
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": record.reason}
        ]
    return result


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
