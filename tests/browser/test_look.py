"""The design language in a browser: every part, several widths, both directions, day, night."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Person], Page]
Check = Callable[[Page], None]


@pytest.fixture
def steward() -> Person:
    return Person.objects.create_user(
        "steward@example.org", "a-long-word-99", name="Ada", is_steward=True
    )


def in_language(page: Page, live_server: Any, language: str) -> Page:
    page.context.add_cookies(
        [{"name": "glocal_language", "value": language, "url": live_server.url}]
    )
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 768), ("es", 320)])
def test_every_component_is_accessible_and_fits(
    new_page: Callable[..., Page],
    live_server: Any,
    signed_in: SignIn,
    steward: Person,
    axe: Check,
    fits: Check,
    scheme: str,
    language: str,
    width: int,
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    signed_in(in_language(page, live_server, language), steward)
    page.goto("/styleguide/?title=")
    axe(page)
    fits(page)


@pytest.mark.parametrize("address", ["/", "/about/", "/accounts/login/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_for_visitors_are_accessible_on_a_phone(
    phone: Page, live_server: Any, axe: Check, fits: Check, address: str, language: str
) -> None:
    in_language(phone, live_server, language).goto(address)
    axe(phone)
    fits(phone)


def test_the_page_can_be_used_by_keyboard_from_the_skip_link_on(page: Page) -> None:
    page.goto("/about/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto("/")
    menu = page.locator("details.menu", has=page.locator("[data-theme-form]"))
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("button", name="Dark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_dark_is_chosen_at_once_and_remembered(page: Page) -> None:
    page.goto("/")
    page.locator("details.menu", has=page.locator("[data-theme-form]")).locator("summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/about/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_dark_and_language_are_chosen_without_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/about/")
    page.locator("details.menu", has=page.locator("[data-theme-form]")).locator("summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page).to_have_url(re.compile("/about/$"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("details.menu").first.locator("summary").click()
    page.locator("button[value=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_somebody_signs_in_without_javascript(
    page_without_javascript: Page, steward: Person
) -> None:
    page = page_without_javascript
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(steward.email)
    page.get_by_label("Password").fill("a-long-word-99")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".site-header")).to_contain_text("Ada")


def test_bars_grow_from_the_side_where_reading_starts(
    page: Page, live_server: Any, signed_in: SignIn, steward: Person
) -> None:
    signed_in(in_language(page, live_server, "ar"), steward).goto("/styleguide/")
    track, fill = (
        page.locator(f".score-line-total .{part}").first.bounding_box()
        for part in ("bar-track", "bar-fill")
    )
    assert track
    assert fill
    assert fill["x"] + fill["width"] == pytest.approx(track["x"] + track["width"], abs=1)
    assert fill["width"] == pytest.approx(0.58 * track["width"], abs=1)


def test_a_mark_shows_its_figures_and_a_term_its_meaning(
    page: Page, signed_in: SignIn, steward: Person
) -> None:
    signed_in(page, steward).goto("/styleguide/")
    page.locator(".chart-bars [data-tip]").first.hover()
    expect(page.locator(".tip")).to_contain_text("Score 62 of 100")
    term = page.locator(".term").first
    term.locator(".term-word").focus()
    expect(term.locator(".term-meaning")).to_be_visible()
    page.keyboard.press("Escape")
    expect(term.locator(".term-meaning")).to_be_hidden()


def test_the_figures_stay_on_paper_and_the_menus_do_not(
    page: Page, signed_in: SignIn, steward: Person
) -> None:
    signed_in(page, steward).goto("/styleguide/")
    page.emulate_media(media="print")
    expect(page.locator(".site-tools")).to_be_hidden()
    expect(page.locator(".score-line-total .score-value")).to_be_visible()
