"""The main ways through the site, in the order in which they are shown."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Name of the address → its word.
WAYS: tuple[tuple[str, Promise], ...] = (
    ("portal:territories", _("Territories")),
    ("portal:frameworks", _("Frameworks")),
    ("portal:about", _("About")),
)


@dataclass(frozen=True)
class Way:
    """One link of the main navigation."""

    label: str
    href: str
    current: bool


def ways(request: HttpRequest) -> list[Way]:
    """The links, the one that leads to this part of the site marked."""
    found = []
    for name, label in WAYS:
        href = reverse(name)
        found.append(Way(str(label), href, request.path.startswith(href)))
    return found
