"""One thing that somebody should look at, and what they may do where: for all that reminds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from glocal_web.portal.models import NoticeKind, Person, Role, RoleKind
from glocal_web.portal.permissions import ALLOWED, Deed

LATE, SOON = "late", "soon"


@dataclass(frozen=True)
class Reminder:
    """What is to be looked at, in the language of the moment.

    ``title`` may be what people wrote and is shown as such, ``about`` says what is the matter.
    ``keys`` name all that it stands for, each with its stage: it is unread while one of them is.
    ``address`` is a path of the site. ``uid`` names a thing that has a date, whatever its date is.
    ``is_restricted`` keeps it out of calendars, which other companies fetch and keep.
    """

    kind: NoticeKind
    keys: tuple[str, ...]
    title: str
    about: str
    place: str
    address: str
    due: date | None = None
    is_late: bool = False
    uid: str = ""
    is_restricted: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a person has a role of their own: what they may do there, for whom they answer.

    A role above or the platform's stewardship opens pages but asks for nothing: whoever holds one
    is not reminded of what others have to do.
    """

    person: Person
    deeds: Mapping[int, frozenset[Deed]]
    answers_for: frozenset[tuple[int, int]]

    def where(self, deed: Deed) -> tuple[int, ...]:
        """Keys of the territories in which the person may do this."""
        return tuple(sorted(key for key, deeds in self.deeds.items() if deed in deeds))

    @property
    def organisations(self) -> frozenset[int]:
        """Keys of the organisations for which the person answers somewhere."""
        return frozenset(organisation for _territory, organisation in self.answers_for)


def standing(person: Person) -> Standing:
    """The person's own roles: one query. An account that was closed stands nowhere."""
    deeds: dict[int, frozenset[Deed]] = {}
    answers_for = set()
    roles = Role.objects.filter(person=person) if person.is_active else Role.objects.none()
    for role in roles.only("territory_id", "organisation_id", "kind"):
        allowed = ALLOWED[RoleKind(role.kind)]
        deeds[role.territory_id] = deeds.get(role.territory_id, frozenset()) | allowed
        if Deed.ANSWER in allowed:
            answers_for.add((role.territory_id, role.organisation_id))
    return Standing(person, deeds, frozenset(answers_for))
