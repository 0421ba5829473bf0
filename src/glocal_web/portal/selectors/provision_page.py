"""One provision of a register, to read: said back in a sentence, then slot by slot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from glocal_web.portal.mappers.echo_words import Echoes
from glocal_web.portal.mappers.periods import State, state_within
from glocal_web.portal.mappers.register_reference import referred
from glocal_web.portal.mappers.register_words import RegisterNames
from glocal_web.portal.mappers.slot_words import SlotLine, slot_lines
from glocal_web.portal.models import Policy, Provision, Territory
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.register_permissions import RegisterAccess
from glocal_web.portal.selectors.register_history import HistoryLine, provision_history
from glocal_web.portal.selectors.register_names import places_of, register_names
from glocal_web.portal.selectors.register_rows import open_provision
from glocal_web.portal.selectors.register_scope import RegisterScope, inherited_scope

# Long words get room of their own on the page.
APART = ("quote", "note")


@dataclass(frozen=True)
class ProvisionPage:
    """A provision with what it says; ``state`` is that of today."""

    provision: Provision
    access: RegisterAccess
    modality: str
    sentence: str
    slots: tuple[SlotLine, ...]
    quote: str
    note: str
    state: State
    successors: tuple[Provision, ...]
    history: tuple[HistoryLine, ...]

    @property
    def policy(self) -> Policy:
        """The act it stands in."""
        return self.provision.policy

    @property
    def territory(self) -> Territory:
        """The territory that keeps it."""
        return self.provision.territory

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may change it."""
        return self.access.may(Deed.PLAN)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may remove it."""
        return self.access.may(Deed.MANAGE)


def provision_page(visitor: Visitor, key: int, today: date) -> ProvisionPage:
    """A provision, to read: a fixed number of queries."""
    provision, access = open_provision(visitor, key)
    scope = inherited_scope(provision.territory)
    slug = provision.territory.slug
    named = {referred(one, slug) for one in provision.slots.get("over", ())}
    names = register_names(
        scope, drafts=not access.inherits, named=named, places=places_of(provision.slots)
    )
    return ProvisionPage(
        provision=provision,
        access=access,
        modality=str(ModalityChoice(provision.modality).label),
        sentence=Echoes(names, [provision.policy]).sentence(provision),
        slots=tuple(
            line
            for line in slot_lines(_readable(provision, access, names), names)
            if line.name not in APART
        ),
        quote=str(provision.slots.get("quote", "")),
        note=str(provision.slots.get("note", "")),
        state=state_within(provision, provision.policy, today),
        successors=tuple(provision.successors.order_by("valid_from", "pk")),
        history=() if access.inherits else provision_history(provision),
    )


def effect_territories(scope: RegisterScope, territory: Territory) -> dict[str, str]:
    """The territories in which an effect may fall: those of the scope, and the partners."""
    own = {one.slug: one.name for one in scope.territories.values()}
    partners = territory.partners.order_by("name", "pk").values_list("slug", "name")
    return own | dict(partners)


def _readable(provision: Provision, access: RegisterAccess, names: RegisterNames) -> dict[str, Any]:
    """The slots without references to drafts, for readers who must not know of those."""
    slots = dict(provision.slots)
    if access.inherits and "over" in slots:
        here = provision.territory.slug
        slots["over"] = [one for one in slots["over"] if referred(one, here) in names.provisions]
        if not slots["over"]:
            del slots["over"]
    return slots
