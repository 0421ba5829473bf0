"""What a finding touches, as columns that can be searched: policies, sectors, indicators."""

from __future__ import annotations

from collections.abc import Iterable

from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy


def finding_policies(finding: Finding, portfolio: Portfolio) -> tuple[str, ...]:
    """The acts whose provisions meet, and one that the finding is about as a whole."""
    acts = [
        portfolio.provisions[key].policy
        for key in finding.provisions
        if key in portfolio.provisions
    ]
    acts.append(finding.params.get("policy", ""))
    return tuple(key for key in dict.fromkeys(acts) if key in portfolio.policies)


def finding_sectors(finding: Finding, portfolio: Portfolio, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The sectors of the services that meet; without a service, those of the acts."""
    provisions = [
        portfolio.provisions[key] for key in finding.provisions if key in portfolio.provisions
    ]
    actions = [one.action for one in provisions]
    actions += [finding.params.get(name, "") for name in ("action", "prerequisite")]
    actions += finding.params.get("chain", "").split()
    found = {taxonomy.actions[one].sector for one in actions if one in taxonomy.actions} - {""}
    if not found:
        acts = {one.policy for one in provisions} | {finding.params.get("policy", "")}
        found = {
            sector
            for key in acts
            if key in portfolio.policies
            for sector in portfolio.policies[key].sectors
        }
    return tuple(sorted(found))


def as_column(names: Iterable[str]) -> str:
    """Names in one column, each between commas, so that one of them can be asked for.

    >>> as_column(["B1.1", "A1.4"])
    ',B1.1,A1.4,'
    >>> as_column([])
    ''
    """
    joined = ",".join(names)
    return f",{joined}," if joined else ""


def of_column(column: str) -> tuple[str, ...]:
    """The names in a column.

    >>> of_column(",B1.1,A1.4,")
    ('B1.1', 'A1.4')
    """
    return tuple(one for one in column.split(",") if one)


def asked(name: str) -> str:
    """What a column that holds the name contains, and no other does.

    >>> asked("B1.1") in ",B1.10,"
    False
    """
    return f",{name},"
