"""The guided tour: its pages, and whether it was taken or skipped.

That is kept in a cookie that names nobody, since the tour is for a newcomer at a screen and no fact
about an account.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "glocal_tour"
SEEN = "seen"
PLACE = "tour"
"""What the address of a page that the tour leads to says of the way back."""


@dataclass(frozen=True)
class Stop:
    """A page of the tour: what it shows, and the words of the link that leads there.

    ``elsewhere`` are its words where the link leads to no territory of one's own; without any, it
    says the same.
    """

    key: str
    title: Promise
    text: tuple[Promise, ...]
    look: Promise
    elsewhere: Promise | None = None


STOPS = (
    Stop(
        "start",
        _("What this site is for"),
        (
            _(
                "Migration touches everything a local authority decides: health, schools, housing, "
                "work. Here you see whether your policies work together, and what to do next."
            ),
            _("It is about policies and services, never about persons."),
        ),
        _("Read more about it"),
    ),
    Stop(
        "territory",
        _("Everything belongs to a territory"),
        (
            _(
                "A municipality, a province, a State: its page leads to its policies, assessments, "
                "findings and actions."
            ),
            _(
                "Whoever sets it up says how people move here and what it may decide itself. That "
                "decides which questions it is asked."
            ),
        ),
        _("Look at the territory"),
        _("Look at the territories"),
    ),
    Stop(
        "assessment",
        _("A first result in under half an hour"),
        (
            _(
                "An assessment asks plain questions, and each grade is described in words. You "
                "choose the sentence that is true today."
            ),
            _(
                "The quick start asks twelve of them. Its profile is provisional, and it grows "
                "into the whole assessment: nothing is asked twice."
            ),
        ),
        _("Look at the questions"),
    ),
    Stop(
        "dashboard",
        _("Figures that say how sure they are"),
        (
            _(
                "Beside each score stand the interval in which it could lie, how much is answered "
                "and how much is documented."
            ),
            _("Select a figure: you see the rule, the parts and the answers behind it."),
        ),
        _("Look at the figures"),
        _("Read how scores are computed"),
    ),
    Stop(
        "policies",
        _("Where policies may work against one another"),
        (
            _(
                "Enter what your laws, ordinances and plans say, provision by provision, by form "
                "or by spreadsheet."
            ),
            _(
                "The check shows which of them may not fit together, whom it hits, and what would "
                "mend it."
            ),
        ),
        _("Look at the policies"),
        _("Look at the rules"),
    ),
    Stop(
        "actions",
        _("From a gap to an action"),
        (
            _("Next steps names the changes that raise you most, with what must come first."),
            _(
                "Any of them becomes an action with an owner and a date. Practices of other places "
                "stand beside the gap that they answer."
            ),
        ),
        _("Look at the practices"),
    ),
    Stop(
        "people",
        _("You are not alone in it"),
        (
            _(
                "Invite colleagues and migrants’ associations. Each organisation answers for "
                "itself, and a reviewer looks through the answers."
            ),
            _("Nothing is public until the coordinator publishes it."),
        ),
        _("Look at who takes part"),
    ),
)


def place(request: HttpRequest) -> int:
    """Which page of the tour led to this page, from 1; 0 when none did."""
    asked = request.GET.get(PLACE, "")
    return next((at for at in range(1, len(STOPS) + 1) if asked == str(at)), 0)


def is_open(request: HttpRequest) -> bool:
    """Whether the tour is still to be offered."""
    return request.COOKIES.get(COOKIE) != SEEN


def remember(response: HttpResponseBase, secure: bool) -> None:
    """Keeps for a year that the tour was taken or skipped."""
    response.set_cookie(
        COOKIE, SEEN, max_age=365 * 24 * 3600, samesite="Lax", secure=secure, httponly=True
    )
