"""The only door to the findings of a territory: what a visitor may not see is not there."""

from __future__ import annotations

from django.db.models import QuerySet

from glocal_web.portal.models import FindingRecord, FindingWorkflow, Territory
from glocal_web.portal.permissions import Access, Deed, NotVisibleError, Visitor, access_to

# What the register shows and nobody has accepted, dismissed or called resolved.
UNDER_WORK = (FindingWorkflow.OPEN, FindingWorkflow.ADDRESSED)


def visible_findings(access: Access, territory: Territory) -> QuerySet[FindingRecord]:
    """The findings of a territory that somebody with this access may see; none without reading."""
    rows = FindingRecord.objects.filter(territory=territory)
    if not access.may(Deed.READ):
        return rows.none()
    return rows if access.may(Deed.SEE_RESTRICTED) else rows.filter(restricted=False)


def open_finding(visitor: Visitor, key: int) -> tuple[FindingRecord, Access]:
    """The finding and what the visitor may do in its territory.

    Raises ``NotVisibleError`` for a restricted one that the visitor may not see, as for one that
    does not exist.
    """
    record = (
        FindingRecord.objects.select_related(
            "territory", "decided_by", "verdict_by", "action", "territory__coherence"
        )
        .filter(pk=key)
        .first()
    )
    if record is None:
        raise NotVisibleError
    access = access_to(visitor, record.territory)
    access.require(Deed.READ)
    if record.restricted and not access.may(Deed.SEE_RESTRICTED):
        raise NotVisibleError
    return record, access
