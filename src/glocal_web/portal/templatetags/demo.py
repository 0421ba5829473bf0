"""What only the example site shows."""

from typing import Any

from django import template
from django.conf import settings

from glocal_web.portal.services.demo_accounts import demo_accounts as accounts

register = template.Library()


@register.inclusion_tag("account/demo_accounts.html", takes_context=True)
def demo_accounts(context: template.Context) -> dict[str, Any]:
    """The invented people to sign in as; nothing on any other site."""
    people = accounts() if settings.GLOCAL_EXAMPLE_SITE else []
    return {
        "suggested": [one for one in people if one.suggested],
        "others": [one for one in people if not one.suggested],
        "password": people[0].password if people else "",
        "csrf_token": context.get("csrf_token"),
        "next": context["request"].GET.get("next", "") if "request" in context else "",
    }
