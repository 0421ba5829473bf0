"""A session that ends in the middle of a form loses nothing: without script, and in Arabic."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Action
from tests.browser.conftest import PHONE, NewPage
from tests.browser.watch import Watch
from tests.cast import Cast, make_cast
from tests.web.interactions.matrices import matrix

SignIn = Callable[[Page, object], Page]
Check = Callable[[Page], None]
PASSWORD = "of-no-value-but-long"
WORDS = "Two rooms in the harbour office,\nopen on Saturdays too."


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast as rows of the database."""
    return make_cast()


def with_password(cast: Cast) -> None:
    """The coordinator can sign in by hand."""
    cast.coordinator.set_password(PASSWORD)
    cast.coordinator.save()


def half_a_form(page: Page, cast: Cast, session: str) -> None:
    """A form with words, sent after the session has ended."""
    page.goto(f"/territories/{cast.territory.slug}/actions/new/")
    page.locator("[name=indicator]").select_option(index=1)
    page.locator("[name=title]").fill("Open a desk in the port")
    page.locator("[name=description]").fill(WORDS)
    page.context.clear_cookies(name=session)
    page.locator("main form button[type=submit]").last.click()


def test_words_survive_a_session_that_has_ended(
    new_page: NewPage, cast: Cast, signed_in: SignIn
) -> None:
    with_password(cast)
    page = signed_in(new_page(java_script_enabled=False), cast.coordinator)
    half_a_form(page, cast, "glocal_session")
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_text("open on Saturdays too.")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new window").click()
    other = opened.value
    other.locator("[name=login]").fill(cast.coordinator.email)
    other.locator("[name=password]").fill(PASSWORD)
    other.locator("[name=password]").press("Enter")
    expect(other.get_by_role("heading", name="You are signed in again")).to_be_visible()
    other.close()
    page.get_by_role("button", name="Send once more").click()
    # Signing in has changed the sign of every form: the new one stands on this page.
    expect(page.get_by_text(f"You are signed in as {cast.coordinator.name}")).to_be_visible()
    page.get_by_role("button", name="Send once more").click()
    expect(page.get_by_role("heading", name="Open a desk in the port")).to_be_visible()
    assert Action.objects.get().description.replace("\r\n", "\n") == WORDS


def test_a_rating_that_a_script_sends_is_kept_as_well(
    page: Page, cast: Cast, signed_in: SignIn, watch: Watch
) -> None:
    watch.expect("status 401|console")
    row = matrix(cast.territory)
    signed_in(page, cast.coordinator)
    page.goto(f"/territories/{cast.territory.slug}/interactions/{row.pk}/rate/")
    page.locator("[name=answer]").first.check()
    page.locator("[data-rate] textarea").fill("They want the same rooms.")
    page.context.clear_cookies(name="glocal_session")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_text("They want the same rooms.")).to_be_visible()


def test_the_page_is_whole_on_a_phone_in_arabic(
    new_page: NewPage, cast: Cast, signed_in: SignIn, fits: Check, axe: Check
) -> None:
    page = new_page(locale="ar", viewport=PHONE, is_mobile=True, has_touch=True)
    signed_in(page, cast.coordinator)
    half_a_form(page, cast, "glocal_session")
    expect(page.locator("blockquote").first).to_be_visible()
    fits(page)
    axe(page)
