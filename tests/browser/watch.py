"""The watch over pages under test: what a browser reports though the page looks right."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response


class Watch:
    """Collects what goes wrong in the pages of one test, unless the test expects it."""

    def __init__(self, origin: str) -> None:
        self._origin = urlsplit(origin).netloc
        self._problems: list[str] = []
        self._expected: list[str] = []

    def expect(self, pattern: str) -> None:
        """Lets problems pass whose text matches the pattern (a regular expression)."""
        self._expected.append(pattern)

    def unexpected(self) -> list[str]:
        """The problems that no pattern of the test covers, in order of appearance."""
        return [
            problem
            for problem in self._problems
            if not any(re.search(pattern, problem) for pattern in self._expected)
        ]

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._problems.append(f"script error: {error}"))
        page.on("response", self._response)
        page.on("request", lambda request: self._foreign(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        # A failed load is judged by its response below, where its kind is known.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._problems.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        # A page may answer 403 or 404 because the test asked for it; a picture or script may not.
        tolerated = 499 if response.request.is_navigation_request() else 399
        if response.status > tolerated:
            self._problems.append(f"status {response.status}: {response.url}")

    def _foreign(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.netloc != self._origin:
            self._problems.append(f"call to a foreign host: {url}")
