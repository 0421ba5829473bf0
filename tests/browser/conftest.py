"""A real browser for the tests: Debian's Chromium, driven by Playwright.

Every page that a test opens is watched. The test fails at its end when the browser reported an
error, a breach of the content security policy, a missing file or a call to a foreign host, even
when everything the test itself looked at was right.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.watch import Watch

# Playwright's event loop runs in the test's thread; Django would take it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "var" / "failed-browser-tests"
TIMEOUT = 20_000 if os.environ.get("CI") else 10_000  # milliseconds
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
CHROMIUM_OPTIONS = [
    "--headless",
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",  # small in containers
]
SERIOUS = ("serious", "critical")
FAILED = pytest.StashKey[bool]()
# Elements beyond the screen, or whose content flows out of them beyond it.
STICKING_OUT = """
screen => [...document.body.querySelectorAll("*")]
    .filter(one => {
        const box = one.getBoundingClientRect();
        const open = getComputedStyle(one).overflowX === "visible";
        const content = open ? one.scrollWidth : box.width;
        return box.width && (Math.max(box.right, box.left + content) > screen + 1 || box.left < -1);
    })
    .map(one => one.outerHTML.slice(0, 120))
"""

NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("GLOCAL_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail("No Chromium on this machine. On Debian: apt install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    """The watch over this test's pages; `watch.expect("status 409")` lets a problem pass."""
    watch = Watch(live_server.url)
    yield watch
    unexpected = watch.unexpected()
    if unexpected:
        pytest.fail("The browser reported:\n  " + "\n  ".join(unexpected), pytrace=False)


@pytest.fixture
def new_page(
    browser: Browser, live_server: Any, watch: Watch, request: pytest.FixtureRequest
) -> Iterator[NewPage]:
    """Opens pages as other people or devices: `new_page(locale="ar")`, each with its own cookies.

    Takes the options of Playwright's `browser.new_context`. Addresses may be relative.
    """
    pages: list[Page] = []

    def open_page(**options: Any) -> Page:
        defaults: dict[str, Any] = {
            "base_url": live_server.url,
            "locale": "en",
            "viewport": DESKTOP,
            "reduced_motion": "reduce",
        }
        page = browser.new_context(**(defaults | options)).new_page()
        page.set_default_timeout(TIMEOUT)
        watch.follow(page)
        pages.append(page)
        return page

    yield open_page
    for number, page in enumerate(pages, start=1):
        if request.node.stash.get(FAILED, False) and not page.is_closed():
            PICTURES.mkdir(parents=True, exist_ok=True)
            picture = PICTURES / f"{request.node.name.replace('/', '-')}-{number}.png"
            page.screenshot(path=picture, full_page=True)
            print(f"What the browser showed at {page.url}: {picture}")
        page.context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page on a desktop screen, in English, with nobody signed in."""
    return new_page()


@pytest.fixture
def page_without_javascript(new_page: NewPage) -> Page:
    """The same with scripts switched off."""
    return new_page(java_script_enabled=False)


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """A page on the narrowest phone that we support: 320 × 640, touch."""
    return new_page(viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)


@pytest.fixture
def signed_in(live_server: Any) -> Callable[[Page, AbstractBaseUser], Page]:
    """Signs a person in by a session cookie: `signed_in(page, person)` gives the page back."""

    def sign_in(page: Page, person: AbstractBaseUser) -> Page:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return sign_in


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Fails when the page is wider than the screen: `fits(phone)`. Names what sticks out."""

    def check(page: Page) -> None:
        width = page.evaluate("document.documentElement.clientWidth")
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wide = "\n  ".join(page.evaluate(STICKING_OUT, width)) or "(nothing found)"
            pytest.fail(
                f"{page.url} scrolls sideways ({needed} of {width} px):\n  {wide}", pytrace=False
            )

    return check


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails when axe-core finds anything serious: `axe(page)`. Says rule, place and mend."""
    rules = Axe()

    def check(page: Page) -> None:
        # axe answers by a promise, which never comes where scripts are switched off.
        if not page.evaluate("matchMedia('(scripting: enabled)').matches"):
            pytest.fail("axe needs scripts: look at the same address with them switched on")
        found = [
            violation
            for violation in rules.run(page).response["violations"]
            if violation["impact"] in SERIOUS
        ]
        if found:
            pytest.fail(f"axe at {page.url}\n" + "\n".join(map(told, found)), pytrace=False)

    return check


def told(violation: dict[str, Any]) -> str:
    """One accessibility violation in words: the rule, then each place with how to mend it."""
    lines = [f"  {violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        target = " ".join(str(part) for part in node["target"])
        lines += [f"    at {target}: {node['html'][:160]}"]
        lines += [f"      {line}" for line in node["failureSummary"].splitlines()]
    return "\n".join(lines)
