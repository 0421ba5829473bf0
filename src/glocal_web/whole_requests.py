"""Let a browser finish what it sends, so that it shows the answer and not a broken connection."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# A form of 5 MB is refused before it is read. A browser that still sends when the connection ends
# tells of an error of the network, so the rest is taken in and thrown away; beyond this, too, it is
# nobody's form.
MOST_THROWN_AWAY = 64 * 1024 * 1024
AT_ONCE = 64 * 1024


def whole_requests(application: Application) -> Application:
    """The application, reading each request to its end before its answer goes out."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = application(environ, start_response)
        left = min(_length(environ), MOST_THROWN_AWAY)
        try:
            while left > 0 and (chunk := environ["wsgi.input"].read(min(AT_ONCE, left))):
                left -= len(chunk)
        except OSError:  # the browser has gone: so has the reason to listen
            pass
        return response

    return answer


def _length(environ: dict[str, Any]) -> int:
    """How many bytes the request says it has; none where it does not say so in digits."""
    told = str(environ.get("CONTENT_LENGTH") or "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else 0
