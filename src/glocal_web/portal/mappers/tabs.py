"""Links between the views of one thing, as the tabs component takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from glocal_web.portal.permissions import Access, Deed


def assessment_tabs(key: int, access: Access, current: str) -> list[dict[str, Any]]:
    """Tabs for everything one can do with an assessment; ``current`` is the name of an address."""
    ways = [
        ("assessment", _("Answers")),
        ("dashboard", _("Dashboard")),
        ("next-steps", _("Next steps")),
        ("what-if", _("What if")),
        ("compare", _("Rounds")),
        ("report", _("Report")),
    ]
    if access.may(Deed.MANAGE):
        ways.append(("publish", _("Publish")))
    return [
        {
            "label": label,
            "href": reverse(f"portal:{name}", args=(key,)),
            "current": name == current,
            "count": None,
        }
        for name, label in ways
    ]


def status_tabs(query: QueryDict, current: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Tabs for the actions by status; the other filters of the address stay."""
    found = []
    for name, label in (
        ("open", _("To do")),
        ("done", _("Done")),
        ("dropped", _("Dropped")),
        ("all", _("All")),
    ):
        address = query.copy()
        address.pop("page", None)
        address["status"] = name
        found.append(
            {
                "label": label,
                "href": f"?{address.urlencode()}",
                "current": name == current,
                "count": counts[name],
            }
        )
    return found


def coherence_tabs(slug: str, current: str) -> list[dict[str, Any]]:
    """Tabs for every view of a territory's coherence; ``current`` is the name of an address."""
    ways = (
        ("findings", _("Findings")),
        ("coherence-what-if", _("What if")),
        ("coherence-repair", _("Mend")),
        ("coherence-map", _("Map")),
        ("coherence-sectors", _("Sectors")),
        ("coherence-means", _("Who may, must, pays")),
        ("coherence-services", _("Services")),
        ("rule-precision", _("Rules")),
    )
    return [
        {
            "label": label,
            "href": reverse(f"portal:{name}", args=(slug,)),
            "current": name == current,
            "count": None,
        }
        for name, label in ways
    ]


def dimension_tabs(dimensions: Iterable[tuple[str, str]], current: str) -> list[dict[str, Any]]:
    """Tabs for the ways to tell people apart; ``dimensions`` are pairs of id and word."""
    return [
        {"label": word, "href": f"?by={key}", "current": key == current, "count": None}
        for key, word in dimensions
    ]


def finding_tabs(query: QueryDict, current: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Tabs for the findings by where they stand; the other filters of the address stay.

    The open ones that the territory can decide by itself (``own``) have a tab of their own.
    """
    found = []
    for name, label in (
        ("open", pgettext("findings", "Open")),
        ("own", _("What you can decide yourselves")),
        ("being-addressed", _("Being addressed")),
        ("accepted", _("Accepted")),
        ("dismissed", _("Dismissed")),
        ("done", _("Done")),
        ("all", _("All")),
    ):
        address = query.copy()
        address.pop("page", None)
        address.pop("own", None)
        address["state"] = "open" if name == "own" else name
        if name == "own":
            address["own"] = "1"
        found.append(
            {
                "label": label,
                "href": f"?{address.urlencode()}",
                "current": name == current,
                "count": counts[name],
            }
        )
    return found
