"""What a country has added to the taxonomy, for the page on which it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glocal_web.portal.mappers.additions import ACTION, BODY
from glocal_web.portal.mappers.register_words import action_word, organisation_word
from glocal_web.portal.models import Territory
from glocal_web.portal.models.choices import LevelChoice
from glocal_web.portal.permissions import Deed, NotVisibleError, Visitor
from glocal_web.portal.register_permissions import RegisterAccess
from glocal_web.portal.selectors.register_rows import open_register
from glocal_web.portal.selectors.register_scope import inherited_scope


@dataclass(frozen=True)
class AdditionLine:
    """One addition in the language of the page, with the words of what it is a kind of."""

    key: str
    name: str
    parent: str
    source: str


@dataclass(frozen=True)
class AdditionsPage:
    """All additions of a country."""

    territory: Territory
    access: RegisterAccess
    actions: tuple[AdditionLine, ...]
    bodies: tuple[AdditionLine, ...]

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may add, change and remove."""
        return self.access.may(Deed.MANAGE)


def open_additions(visitor: Visitor, slug: str) -> tuple[Territory, RegisterAccess]:
    """A territory that may add to the taxonomy, for somebody who may read its register."""
    territory, access = open_register(visitor, slug)
    if territory.level != LevelChoice.NATIONAL:
        raise NotVisibleError
    return territory, access


def additions_page(visitor: Visitor, slug: str) -> AdditionsPage:
    """The page of what a country has added."""
    territory, access = open_additions(visitor, slug)
    known = inherited_scope(territory).known_here

    def lines(kind: str) -> tuple[AdditionLine, ...]:
        word = action_word if kind == ACTION else organisation_word
        found = [
            AdditionLine(
                one["id"],
                word(one["id"], known),
                word(one["parent"], known),
                one.get("source") or one.get("about", ""),
            )
            for one in territory.taxonomy_additions
            if one["kind"] == kind
        ]
        return tuple(sorted(found, key=lambda line: (line.name.casefold(), line.key)))

    return AdditionsPage(territory, access, lines(ACTION), lines(BODY))


def open_addition(
    visitor: Visitor, slug: str, key: str
) -> tuple[Territory, RegisterAccess, Mapping[str, Any]]:
    """One addition as it is kept."""
    territory, access = open_additions(visitor, slug)
    entry = next((one for one in territory.taxonomy_additions if one["id"] == key), None)
    if entry is None:
        raise NotVisibleError
    return territory, access, entry
