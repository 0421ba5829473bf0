"""What a role gets: for everybody, for those with a role here, for some of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.web.permissions.conftest import Stage

INSIDE = (
    "steward",
    "coordinator",
    "reviewer",
    "contributor",
    "association",
    "reader",
    "above",
)
ROLES = (*INSIDE, "outsider", "visitor")
Expected = dict[str, int]


def only(*allowed: str, status: int = 200) -> Expected:
    """``status`` for these; others with a role here are forbidden, an outsider finds nothing."""
    inside = dict.fromkeys(INSIDE, 403) | dict.fromkeys(allowed, status)
    return inside | {"outsider": 404, "visitor": 302}


def same(status: int, **but: int) -> Expected:
    """The same for everybody, but for those named."""
    return dict.fromkeys(ROLES, status) | but


PUBLIC = same(200)
READ = only(*INSIDE)
REVIEWERS = ("steward", "coordinator", "reviewer")
PLANNERS = ("steward", "coordinator", "contributor", "association")
MANAGERS = ("steward", "coordinator")
# Those who may see restricted findings.
SEERS = (*REVIEWERS, "above")
# Those who answer for the lead organisation, whose answer the tables are about.
ANSWERERS = ("coordinator", "contributor")
# Those who answer for an organisation, whichever it is.
RATERS = ("coordinator", "contributor", "association")
NO_POST = same(405)
NO_GET = same(405)


@dataclass(frozen=True)
class Row:
    """An address name: its keys, what opening and sending give, and what is sent."""

    name: str
    keys: Callable[[Stage], list[Any]]
    get: Expected
    post: Expected
    sent: Callable[[Stage], dict[str, Any]] = field(default=lambda stage: {})
    query: Callable[[Stage], str] = field(default=lambda stage: "")
