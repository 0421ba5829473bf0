"""Which territories say that they are part of another one, and what that one says to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from glocal_web.portal.models import Territory
from glocal_web.portal.models.choices import ConsentChoice
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.territories import managed_territory

ON_A_PAGE = 50


@dataclass(frozen=True)
class Belonging:
    """The territories that say they are part of ``territory``, by what it has said to it."""

    territory: Territory
    asking: tuple[Territory, ...]
    declined: tuple[Territory, ...]
    agreed: Page[Territory]


def belonging(visitor: Visitor, slug: str, number: str | int = 1) -> Belonging:
    """Those territories, for somebody who may answer them. Raises the errors of permissions."""
    territory = managed_territory(visitor, slug)
    return Belonging(
        territory,
        _those(territory, ConsentChoice.ASKED),
        _those(territory, ConsentChoice.DECLINED),
        Paginator(
            territory.children.filter(parent_consent=ConsentChoice.AGREED), ON_A_PAGE
        ).get_page(number),
    )


def _those(territory: Territory, consent: ConsentChoice) -> tuple[Territory, ...]:
    return tuple(territory.children.filter(parent_consent=consent))
