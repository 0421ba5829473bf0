"""What somebody sent while signed out, or from a form that is too old: shown again, not lost.

Nothing is kept on the server. The words go back into the page that answers, from which they can be
copied, and sent once more after signing in in another window. That page holds the sign of a form of
ours, so it is made only of what came from a page of ours: another site could fill in what it liked
and wait for somebody to press.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest

SIGN_OF_THE_FORM = "csrfmiddlewaretoken"
MOST = 500_000
"""Letters. A form that people fill in has far fewer; anybody may send more, and we would write it
out again.
"""


@dataclass(frozen=True)
class KeptWords:
    """A form to be sent again to ``address``: its fields, and for people to see what they wrote.

    ``words`` are the values with a blank in them: what is a single word may be a mere choice, and
    nobody typed it. ``has_files``: files were chosen, which no page can choose for somebody.
    """

    address: str
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    has_files: bool


def kept_words(request: HttpRequest) -> KeptWords | None:
    """What the request wanted to send; None when it may not be shown again.

    That is: a part asked for by script, which keeps its words itself; a form of another site, or of
    a browser that does not say; one with a password; one with more than anybody types.
    """
    if request.method != "POST" or "HX-Request" in request.headers or not _is_from_here(request):
        return None
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name != SIGN_OF_THE_FORM
        for value in values
        if isinstance(value, str)
    )
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return None
    if any("password" in name.lower() for name, _value in fields):
        return None
    return KeptWords(
        address=request.get_full_path(),
        fields=fields,
        words=tuple(value for _name, value in fields if len(value.split()) > 1),
        has_files=bool(request.FILES),
    )


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent it; no other can make it say so."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
