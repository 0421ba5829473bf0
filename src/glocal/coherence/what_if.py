"""What changes of a portfolio would make appear, vanish and stay, before anything is saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from glocal.coherence.check import HEAVIEST_FIRST, check
from glocal.coherence.edits import Edit, EditError, apply, edits_of, pieces_of
from glocal.model.finding import Finding, Mend
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy

Finder = Callable[[Portfolio, Taxonomy, date], Iterable[Finding]]
"""Gives the findings of a portfolio on a day."""


def all_findings(portfolio: Portfolio, taxonomy: Taxonomy, as_of: date) -> tuple[Finding, ...]:
    """What the check finds with all rules that are on."""
    return check(portfolio, taxonomy, as_of=as_of).findings


@dataclass(frozen=True)
class Outcome:
    """What changes do: findings that appear, vanish, and stay (as they are afterwards).

    Heaviest first, then by rule and id. A finding about a piece of a provision that was carved up
    counts as the one about the whole provision: it stays.
    """

    appear: tuple[Finding, ...]
    vanish: tuple[Finding, ...]
    stay: tuple[Finding, ...]


@dataclass(frozen=True)
class VerifiedMend:
    """A mend whose changes really make its finding vanish, and everything else that they do."""

    mend: Mend
    edits: tuple[Edit, ...]
    outcome: Outcome


def what_if(
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    edits: Iterable[Edit],
    as_of: date,
    *,
    before: Iterable[Finding] | None = None,
    find: Finder = all_findings,
) -> Outcome:
    """What ``edits`` would do to the findings of ``portfolio``, which stays as it is.

    ``before`` are its findings, if they are known already. Raises ``EditError`` for changes that
    cannot be made.
    """
    changed = apply(portfolio, edits)
    known = find(portfolio, taxonomy, as_of) if before is None else before
    return compare(known, find(changed, taxonomy, as_of))


def compare(before: Iterable[Finding], after: Iterable[Finding]) -> Outcome:
    """Which findings appear, vanish and stay between two checks."""
    earlier = {finding.id: finding for finding in before}
    later = {finding.id: finding for finding in after}
    stay = {key: finding for key, finding in later.items() if key in earlier}
    vanish = {key: finding for key, finding in earlier.items() if key not in later}
    appear = {key: finding for key, finding in later.items() if key not in earlier}
    # What is left of a carved-up provision has other ids, and is still the same finding.
    pieces = {
        key: finding
        for key, finding in appear.items()
        if any(pieces_of(name) != name for name in finding.provisions)
    }
    whole: Mapping[tuple[object, ...], list[str]] = defaultdict(list)
    for key, finding in earlier.items() if pieces else ():
        whole[_likeness(finding)].append(key)
    for key, finding in pieces.items():
        for origin in whole.get(_likeness(finding), ()):
            del appear[key]
            if vanish.pop(origin, None) is not None:
                stay[key] = finding
            break
    return Outcome(_sorted(appear), _sorted(vanish), _sorted(stay))


def verified_mends(
    finding: Finding,
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    as_of: date,
    *,
    before: Iterable[Finding] | None = None,
    find: Finder = all_findings,
) -> tuple[VerifiedMend, ...]:
    """The mends of a finding that do make it vanish, each with what else it does.

    This is the explanation by contrast: it would not be so if … Mends that do not apply to the
    case, or that leave the finding standing, are left out.
    """
    known = tuple(find(portfolio, taxonomy, as_of) if before is None else before)
    verified = []
    for mend in finding.mends:
        try:
            edits = edits_of(mend, finding, portfolio, taxonomy)
            outcome = what_if(portfolio, taxonomy, edits, as_of, before=known, find=find)
        except EditError:
            continue
        if any(item.id == finding.id for item in outcome.vanish):
            verified.append(VerifiedMend(mend, edits, outcome))
    return tuple(verified)


def _likeness(finding: Finding) -> tuple[object, ...]:
    """What a finding keeps when a provision in it is carved up."""
    return (
        finding.rule,
        finding.variant,
        tuple(dict.fromkeys(map(pieces_of, finding.provisions))),
        tuple(
            sorted(
                (name, " ".join(map(pieces_of, value.split())))
                for name, value in finding.params.items()
            )
        ),
    )


def _sorted(findings: Mapping[str, Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(
            findings.values(),
            key=lambda finding: (HEAVIEST_FIRST[finding.severity], finding.rule, finding.id),
        )
    )
