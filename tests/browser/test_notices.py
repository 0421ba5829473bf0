"""From the bell to the list, letters and calendar; on a phone, in Arabic, without script."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from glocal_web.portal.services.notices import bring_notices_up_to_date
from tests.browser.conftest import PHONE, NewPage
from tests.cast import Cast, make_cast, respond
from tests.web.interactions.matrices import matrix
from tests.web.notices.waiting import A_DAY, accepted, action, task

SignIn = Callable[[Page, object], Page]
Check = Callable[[Page], None]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with something of every kind for the coordinator."""
    cast = make_cast()
    today = timezone.localdate()
    task(cast, today + A_DAY * 3, person=cast.coordinator)
    respond(cast.assessment, cast.authority, "A2.1", 2, status="returned")
    respond(cast.assessment, cast.association_org, "A2.2", 2, status="submitted")
    action(cast, today - A_DAY * 5, owner=cast.coordinator, title="Open a desk in the port")
    accepted(cast, today + A_DAY)
    matrix(cast.territory)
    bring_notices_up_to_date(cast.coordinator, timezone.now())
    return cast


def test_the_bell_leads_to_the_list_and_rests_once_it_is_read(
    page: Page, cast: Cast, signed_in: SignIn, axe: Check
) -> None:
    signed_in(page, cast.coordinator)
    page.goto("/about/")
    page.get_by_role("link", name="To look at (6 new)").click()
    expect(page.get_by_role("link", name="Open a desk in the port")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="I have read them").click()
    expect(page.get_by_text("of these are new")).to_have_count(0)
    expect(page.get_by_role("link", name="To look at", exact=True)).to_be_visible()


def test_letters_and_calendar_are_chosen_without_script(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, cast.coordinator)
    page.goto("/notices/")
    page.get_by_role("link", name="Letters and calendar").click()
    page.get_by_label("Answers that wait for your review").select_option("never")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Answers that wait for your review")).to_have_value("never")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Address").input_value()
    assert "BEGIN:VCALENDAR" in page.request.get(address).text()
    page.reload()
    expect(page.get_by_label("Address")).to_have_count(0)


def test_a_phone_in_arabic_shows_both_pages_whole(
    new_page: NewPage, cast: Cast, signed_in: SignIn, fits: Check, axe: Check
) -> None:
    page = new_page(locale="ar", viewport=PHONE, is_mobile=True, has_touch=True)
    signed_in(page, cast.coordinator)
    for address in ("/notices/", "/notices/settings/"):
        page.goto(address)
        fits(page)
        axe(page)
