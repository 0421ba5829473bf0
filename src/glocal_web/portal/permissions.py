"""Who may do what: the one place. Selectors and services ask here; views do not decide.

The rules, by role in the territory concerned:

========================  =======  ===========  ========  ===========  ======  ======
deed                      steward  coordinator  reviewer  contributor  reader  public
========================  =======  ===========  ========  ===========  ======  ======
read what was published   yes      yes          yes       yes          yes     yes
read the assessment       yes      yes          yes       yes          yes     no
answer for one's          no*      yes          no        yes          no      no
organisation
review (send back, agree) yes      yes          yes       no           no      no
check evidence            yes      yes          yes       no           no      no
plan actions              yes      yes          no        yes          no      no
read the register         yes      yes          yes       yes          yes     no
write in the register     yes      yes          no        yes          no      no
remove from it, import    yes      yes          no        no           no      no
manage (territory,        yes      yes          no        no           no      no
people, publish, decide
on findings)
read interactions         yes      yes          yes       yes          yes     no
rate interactions for     no*      yes          no        yes          no      link
one's group
make, open, close them    yes      yes          no        no           no      no
see restricted findings   yes      yes          yes       no           no      no
========================  =======  ===========  ========  ===========  ======  ======

A role with ``includes_below`` also reads the territories below; a coordinator's sees restricted
findings there too, since the mends of such a finding are often decided above. \\* A steward may
answer only as a member of an organisation, since an answer must be somebody's. Whoever holds the
link of a group rates interactions, and sees nothing else (``services/interaction_links.py``).

The register of policies of a territory is inherited by those below it and seen by its partners: who
reads it without reading the territory stands in ``register_permissions.py``.

Restricted findings say which service makes known to an authority who is not documented. They are a
map that could be used against the people they mean to protect, or frighten them away from the
service: so only those see them who decide about them or review them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from glocal_web.portal.models import Person, Role, RoleKind, Territory

Visitor = Person | AnonymousUser


class Deed(StrEnum):
    """What somebody may want to do in a territory."""

    READ = "read"
    ANSWER = "answer"
    REVIEW = "review"
    PLAN = "plan"
    MANAGE = "manage"
    SEE_RESTRICTED = "see-restricted"


ALLOWED: dict[RoleKind, frozenset[Deed]] = {
    RoleKind.COORDINATOR: frozenset(Deed),
    RoleKind.REVIEWER: frozenset({Deed.READ, Deed.REVIEW, Deed.SEE_RESTRICTED}),
    RoleKind.CONTRIBUTOR: frozenset({Deed.READ, Deed.ANSWER, Deed.PLAN}),
    RoleKind.READER: frozenset({Deed.READ}),
}
STEWARD = frozenset(Deed) - {Deed.ANSWER}
# What a role above gives in the territories below, when it includes them.
FROM_ABOVE: dict[RoleKind, frozenset[Deed]] = {
    RoleKind.COORDINATOR: frozenset({Deed.READ, Deed.SEE_RESTRICTED}),
    RoleKind.REVIEWER: frozenset({Deed.READ}),
    RoleKind.CONTRIBUTOR: frozenset({Deed.READ}),
    RoleKind.READER: frozenset({Deed.READ}),
}


class NotAllowedError(Exception):
    """The person may see the page's subject but not do this deed: answered with 403."""


class NotVisibleError(Exception):
    """The person may not even know that the subject exists: answered with 404."""


@dataclass(frozen=True)
class Access:
    """What one visitor may do in one territory, and for which organisations they answer."""

    deeds: frozenset[Deed]
    organisations: frozenset[int]

    def may(self, deed: Deed) -> bool:
        """Whether the visitor may do this deed."""
        return deed in self.deeds

    def require(self, deed: Deed) -> None:
        """Raise ``NotVisibleError`` or ``NotAllowedError`` unless the visitor may do this deed."""
        if Deed.READ not in self.deeds:
            raise NotVisibleError
        if deed not in self.deeds:
            raise NotAllowedError


NOBODY = Access(frozenset(), frozenset())


def access_to(visitor: Visitor, territory: Territory) -> Access:
    """What ``visitor`` may do in ``territory``: two queries at most, whatever the depth."""
    if not visitor.is_authenticated or not visitor.is_active:
        return NOBODY
    roles = list(
        Role.objects.filter(person=visitor).only(
            "territory_id", "organisation_id", "kind", "includes_below"
        )
    )
    deeds: set[Deed] = set(STEWARD) if visitor.is_steward else set()
    organisations: set[int] = set()
    for role in roles:
        if role.territory_id == territory.pk:
            allowed = ALLOWED[RoleKind(role.kind)]
            deeds |= allowed
            if Deed.ANSWER in allowed:
                organisations.add(role.organisation_id)
    above = [role for role in roles if role.includes_below]
    if above and not deeds >= {Deed.READ, Deed.SEE_RESTRICTED}:
        chain = set(ancestor_ids(territory))
        for role in above:
            if role.territory_id in chain:
                deeds |= FROM_ABOVE[RoleKind(role.kind)]
    return Access(frozenset(deeds), frozenset(organisations))


def ancestor_ids(territory: Territory) -> tuple[int, ...]:
    """Keys of the territories above, nearest first, in one query for the usual four levels."""
    if territory.parent_id is None:
        return ()
    chain = Territory.objects.filter(pk=territory.parent_id).values_list(
        "pk", "parent_id", "parent__parent_id", "parent__parent__parent_id"
    )
    return tuple(key for row in chain for key in row if key is not None)


def readable_territory_ids(visitor: Visitor) -> set[int] | None:
    """Keys of the territories whose assessments ``visitor`` may read; ``None`` means all."""
    if not visitor.is_authenticated or not visitor.is_active:
        return set()
    if visitor.is_steward:
        return None
    roles = Role.objects.filter(person=visitor).values_list("territory_id", "includes_below")
    direct = {key for key, _ in roles}
    frontier: Iterable[int] = {key for key, below in roles if below}
    found = set(direct)
    while frontier:
        children = set(
            Territory.objects.filter(parent_id__in=frontier).values_list("pk", flat=True)
        )
        frontier = children - found
        found |= children
    return found
