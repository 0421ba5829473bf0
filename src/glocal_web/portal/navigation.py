"""The main ways through the site, in the order in which they are shown."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Beginnings of the addresses of what there is to learn from.
LEARNING = ("/linkages/", "/practices/", "/frameworks/", "/rules/", "/methods/", "/knowledge/")

# Name of the address → its word, and the beginnings of all addresses that belong to it.
WAYS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("portal:territories", _("Territories"), ("/territories/",)),
    ("portal:linkages", _("Learn"), LEARNING),
    ("portal:about", _("About"), ("/about/",)),
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
    for name, label, beginnings in WAYS:
        found.append(Way(str(label), reverse(name), request.path.startswith(beginnings)))
    return found


def is_learning(request: HttpRequest) -> bool:
    """Whether the page is about knowledge, which is the same on every site."""
    return request.path.startswith(LEARNING)
