"""The territory that an address names, for those who may read it."""

from __future__ import annotations

from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Access, Deed, NotVisibleError, Visitor, access_to


def open_territory(visitor: Visitor, slug: str) -> tuple[Territory, Access]:
    """The territory and what the visitor may do there.

    Raises ``NotVisibleError`` for one that there is not, and for one that they may not read.
    """
    territory = Territory.objects.filter(slug=slug).first()
    if territory is None:
        raise NotVisibleError
    access = access_to(visitor, territory)
    access.require(Deed.READ)
    return territory, access
