"""What the forms about findings begin with, each for somebody who may send it."""

from __future__ import annotations

from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.selectors.finding_access import open_finding
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line
from glocal_web.portal.selectors.open_territory import open_territory


def to_decide(visitor: Visitor, key: int) -> FindingLine:
    """The finding, for somebody who may decide about it."""
    return _line(visitor, key, Deed.MANAGE)


def to_judge(visitor: Visitor, key: int) -> FindingLine:
    """The finding, for somebody who may say whether the rule was right."""
    return _line(visitor, key, Deed.REVIEW)


def to_address(visitor: Visitor, key: int) -> FindingLine:
    """The finding, for somebody who may turn it into an action."""
    return _line(visitor, key, Deed.PLAN)


def managed(visitor: Visitor, slug: str) -> Territory:
    """The territory, for somebody who may set its baseline and switch its rules."""
    territory, access = open_territory(visitor, slug)
    access.require(Deed.MANAGE)
    return territory


def _line(visitor: Visitor, key: int, deed: Deed) -> FindingLine:
    record, access = open_finding(visitor, key)
    access.require(deed)
    return finding_line(record, record.territory.slug, None)
