"""How many open findings touch an indicator, a policy or a territory, for pages about those."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.loading.catalogue import MAIN_FRAMEWORK
from glocal.loading.rules import rules
from glocal_web.portal.mappers.finding_touches import asked
from glocal_web.portal.mappers.register_reference import full_id
from glocal_web.portal.models import FindingWorkflow, Policy, Territory
from glocal_web.portal.permissions import Access
from glocal_web.portal.selectors.finding_access import visible_findings


@dataclass(frozen=True)
class Touching:
    """How many findings, of all and of those that weigh most; ``own`` are still to be decided here.

    ``slug``, and the ``code`` of the indicator or the id of the ``policy``, lead to them.
    """

    number: int
    serious: int
    slug: str
    code: str = ""
    policy: str = ""
    own: int = 0


def findings_touching(
    access: Access, territory: Territory, framework_id: str, code: str
) -> Touching | None:
    """The open findings that touch an indicator, as far as the visitor may see them: one query.

    None for an indicator of another framework, since the rules name those of the main one.
    """
    if framework_id != MAIN_FRAMEWORK:
        return None
    return _counted(access, territory, code=code)


def findings_on_policy(access: Access, policy: Policy) -> Touching:
    """The open findings of the territory that keeps a policy, which rest on it: one query."""
    return _counted(access, policy.territory, policy=full_id(policy.territory.slug, policy.key))


def findings_of_territory(access: Access, territory: Territory) -> Touching:
    """All open findings of a territory, as far as the visitor may see them: one query."""
    return _counted(access, territory)


def _counted(access: Access, territory: Territory, code: str = "", policy: str = "") -> Touching:
    rows = visible_findings(access, territory).filter(
        gone_since__isnull=True, workflow=FindingWorkflow.OPEN
    )
    if code:
        rows = rows.filter(indicators__contains=asked(code))
    if policy:
        rows = rows.filter(policies__contains=asked(policy))
    # The rules that are switched off come with the rows, so that one query is enough.
    found = [
        (severity, own)
        for rule, severity, own, off in rows.values_list(
            "rule", "severity", "in_own_hands", "territory__coherence__rules_off"
        )
        if rule not in (off or ()) and not is_opportunity(rule)
    ]
    return Touching(
        number=len(found),
        serious=sum(severity == "high" for severity, _own in found),
        slug=territory.slug,
        code=code,
        policy=policy,
        own=sum(own for _severity, own in found),
    )


def is_opportunity(rule: str) -> bool:
    """Whether a rule tells what could be pursued together, which is no problem to count."""
    return rule in rules() and rules()[rule].opportunity
