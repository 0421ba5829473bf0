"""What every page knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from glocal_web.portal.navigation import is_learning, ways
from glocal_web.portal.theme import chosen_theme
from glocal_web.portal.tour import place


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the main ways, the chosen theme, the way back into the tour, and its settings."""
    return {
        "site": {
            "ways": ways(request),
            "theme": chosen_theme(request),
            "tour": place(request),
            # What there is to learn from is real on the site of the example too.
            "example": settings.GLOCAL_EXAMPLE_SITE and not is_learning(request),
            "open_sign_up": settings.GLOCAL_OPEN_SIGN_UP,
        }
    }
