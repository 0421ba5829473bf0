"""The watch itself: a guard that never barks would make every other test here worth less."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.watch import Watch

SITE = "http://watched.test"
POLICY = "default-src 'none'; script-src 'self'; img-src 'self' data:"
HEAD = '<!doctype html><html lang="en"><head><title>x</title><link rel="icon" href="data:,"></head>'


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """A page of an invented site that serves what the path says, and the watch over it."""
    page = browser.new_page()
    watch = Watch(SITE)
    watch.follow(page)

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path in BODIES:
            route.fulfill(
                status=200,
                content_type="text/html",
                headers={"Content-Security-Policy": POLICY},
                body=f"{HEAD}<body>{BODIES[path]}</body></html>",
            )
        else:
            route.fulfill(status=404, content_type="text/html", body="Not found")

    page.route("**/*", serve)
    yield page, watch
    page.close()


BODIES = {
    "/good": "<p>Good</p>",
    "/inline-style": '<p style="color: red">Red</p>',
    "/inline-script": "<script>document.title = 'y'</script>",
    "/broken-picture": '<img src="/missing.png" alt="Missing">',
}


def test_a_good_page_raises_no_alarm(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    page.goto(f"{SITE}/good")
    assert watch.unexpected() == []


@pytest.mark.parametrize("path", ["/inline-style", "/inline-script"])
def test_a_breach_of_the_policy_raises_an_alarm(watched: tuple[Page, Watch], path: str) -> None:
    page, watch = watched
    page.goto(f"{SITE}{path}")
    [problem] = watch.unexpected()
    assert "Content Security Policy" in problem


def test_a_missing_picture_raises_an_alarm(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    page.goto(f"{SITE}/broken-picture")
    assert watch.unexpected() == [f"status 404: {SITE}/missing.png"]


def test_an_expected_problem_raises_none(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    watch.expect(r"status 404: .*missing\.png")
    page.goto(f"{SITE}/broken-picture")
    assert watch.unexpected() == []


def test_a_page_that_is_asked_for_and_not_there_raises_none(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    page.goto(f"{SITE}/nowhere")
    assert watch.unexpected() == []


def test_a_call_to_a_foreign_host_raises_an_alarm(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    page.goto("http://elsewhere.test/")
    assert watch.unexpected() == ["call to a foreign host: http://elsewhere.test/"]
