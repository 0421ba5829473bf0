"""A form that is too large gets its page: the request is read to its end first."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from glocal_web import wsgi
from glocal_web.whole_requests import MOST_THROWN_AWAY, whole_requests


class Counted(BytesIO):
    """A body that counts what was taken of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found


class Endless:
    """A body that goes on for ever."""

    taken = 0

    def read(self, size: int) -> bytes:
        self.taken += size
        return b"x" * size


class Gone:
    """The body of a browser that has closed."""

    def read(self, size: int) -> bytes:
        raise ConnectionResetError


def refused(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """An application that answers before it has read anything."""
    start_response("400 Bad Request", [])
    return [b"too large"]


def answer(body: Any, length: str | None) -> tuple[list[str], Iterable[bytes]]:
    said: list[str] = []
    environ = {"wsgi.input": body} | ({} if length is None else {"CONTENT_LENGTH": length})
    found = whole_requests(refused)(environ, lambda status, headers: said.append(status))
    return said, found


def test_what_the_application_has_not_read_is_read_before_it_answers() -> None:
    body = Counted(b"x" * 6_000_000)
    assert answer(body, "6000000") == (["400 Bad Request"], [b"too large"])
    assert body.taken == 6_000_000


@pytest.mark.parametrize("length", [None, "", "0", "-5", "x", "٥", "9" * 30])
def test_what_has_no_length_is_not_waited_for(length: str | None) -> None:
    body = Counted(b"x" * 100)
    assert answer(body, length)[1] == [b"too large"]
    assert body.taken == 0


def test_what_goes_on_for_ever_is_broken_off() -> None:
    body = Endless()
    assert answer(body, str(10**12))[1] == [b"too large"]
    assert body.taken == MOST_THROWN_AWAY


def test_a_browser_that_has_gone_harms_nothing() -> None:
    assert answer(Gone(), "100")[1] == [b"too large"]


def test_the_site_is_served_so() -> None:
    assert wsgi.application.__qualname__.startswith("whole_requests")


@pytest.mark.django_db
def test_the_page_says_that_it_could_not_be_read() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["glocal_csrf"] = token = "a" * 32
    body = f"csrfmiddlewaretoken={token}&login={'x' * 6_000_000}"
    kind = "application/x-www-form-urlencoded"
    page = strict.post("/accounts/login/", body, content_type=kind)
    assert page.status_code == 400
    assert "a form takes 5 MB of text" in page.content.decode()
