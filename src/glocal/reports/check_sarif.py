"""A check as a SARIF 2.1.0 log, which code hosts and editors show beside the lines of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from glocal import __version__
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.rules import rule_words, rules
from glocal.model.effects_check import Severity
from glocal.reports.told_findings import Told
from glocal.text.sentences import plain

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[Severity, str] = {
    Severity.HIGH: "warning",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
"""Nothing is an ``error``: a finding is a question to a policy, not a fault of the file."""

FINGERPRINT = "glocalFinding/v1"


def check_sarif(
    told: Sequence[Told],
    loaded: LoadedPortfolio,
    codes: Sequence[str],
    language: str,
    *,
    portfolio: str,
    uri: Callable[[str], str] = quote,
    compared: bool = False,
) -> dict[str, Any]:
    """The log. ``codes`` are the rules that ran, ``portfolio`` is the name of its file.

    ``uri`` gives the address of a file by its name beside the portfolio. With ``compared``, each
    result says whether it is new. The fingerprint of a result is the stable id of the finding.
    """
    place = _Places(loaded, portfolio, uri)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Glocal",
                        "semanticVersion": __version__,
                        "rules": [_rule(code, language) for code in codes],
                    }
                },
                "language": language,
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, codes, place, compared) for one in told],
            }
        ],
    }


def _rule(code: str, language: str) -> dict[str, Any]:
    data, words = rules()[code], rule_words(code, language)
    heaviest = max(data.severity.values(), key=list(Severity).index)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in words.short.split() if word.isalnum()),
        "shortDescription": {"text": words.title},
        "fullDescription": {"text": words.what},
        "help": {"text": f"{words.why}\n\n{words.how}\n\n{words.limits}"},
        "defaultConfiguration": {"level": LEVELS[heaviest]},
        "properties": {"tags": ["policy coherence", *(f"SDG {target}" for target in data.sdg)]},
    }


class _Places:
    """Where things stand, as SARIF says it."""

    def __init__(self, loaded: LoadedPortfolio, portfolio: str, uri: Callable[[str], str]) -> None:
        self.loaded, self.portfolio, self.uri = loaded, portfolio, uri

    def location(self, provision: str) -> dict[str, Any]:
        """The place of a provision."""
        name, line = self.loaded.provision_places.get(provision, (self.portfolio, 1))
        return {
            **self._physical(name, line),
            "logicalLocations": [{"fullyQualifiedName": provision, "kind": "provision"}],
        }

    def whole(self) -> dict[str, Any]:
        """The portfolio as a whole, for what no single provision shows."""
        return self._physical(self.portfolio, 1)

    def _physical(self, name: str, line: int) -> dict[str, Any]:
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": self.uri(name)},
                "region": {"startLine": max(line, 1)},
            }
        }


def _result(one: Told, codes: Sequence[str], place: _Places, compared: bool) -> dict[str, Any]:
    finding, words = one.finding, one.words
    text = plain(" ".join([f"{words.title}.", words.lead]))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": codes.index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [
            place.location(finding.provisions[0]) if finding.provisions else place.whole()
        ],
        "partialFingerprints": {FINGERPRINT: finding.id},
        "properties": {
            "variant": finding.variant,
            "axis": finding.axis.value,
            "severity": finding.severity.value,
            "certainty": finding.certainty.value,
            "standing": finding.standing.value,
            "territories": list(finding.territories),
            "indicators": list(finding.indicators),
            "sdg": list(finding.sdg),
            "mends": [plain(mend.short) for mend in words.mends],
        },
    }
    related = [
        {**place.location(part.provision), "id": number, "message": {"text": plain(part.sentence)}}
        for number, part in enumerate(words.parts, 1)
    ]
    if related:
        result["relatedLocations"] = related
    if words.opportunity:
        result |= {"kind": "informational", "level": "none"}
    if compared:
        result["baselineState"] = "new" if one.is_new else "unchanged"
    return result
