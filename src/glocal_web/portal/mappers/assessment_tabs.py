"""The ways through an assessment, as the tabs component takes them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from glocal_web.portal.permissions import Access, Deed


def assessment_tabs(key: int, access: Access, current: str) -> list[dict[str, Any]]:
    """Tabs for everything one can do with an assessment; ``current`` is the name of an address."""
    ways = [
        ("assessment", _("Answers")),
        ("dashboard", _("Dashboard")),
        ("next-steps", _("Next steps")),
        ("what-if", _("What if")),
        ("compare", _("Rounds")),
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
