"""The findings that an action is meant to mend, as far as the visitor may see them."""

from __future__ import annotations

from glocal_web.portal.models import Action, FindingRecord
from glocal_web.portal.permissions import Access, Deed
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line


def findings_of_action(action: Action, access: Access) -> tuple[FindingLine, ...]:
    """Those findings in words; ``access`` is that to the territory of the action."""
    if not access.may(Deed.READ):
        return ()
    rows = FindingRecord.objects.filter(action=action).select_related("territory")
    if not access.may(Deed.SEE_RESTRICTED):
        rows = rows.filter(restricted=False)
    return tuple(finding_line(row, row.territory.slug, None) for row in rows)
