"""Reading a matrix of interactions in a browser: by keyboard, on a phone, in Arabic, on paper."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Matrix
from tests.browser.conftest import PHONE, NewPage
from tests.cast import Cast, make_cast
from tests.web.interactions.matrices import address
from tests.web.interactions.reading import PAGES, by_chance, example

SignIn = Callable[[Page, AbstractBaseUser], Page]
Axe = Callable[[Page], None]
Fits = Callable[[Page], None]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def told(cast: Cast) -> Matrix:
    return example(cast.territory)


def pages(row: Matrix) -> list[str]:
    """Every page, and what if with something to follow."""
    found = [address(name, row, *more) for name, more in PAGES.items()]
    return [*found, f"{address('matrix-what-if', row)}?up=1&up=9&down=11"]


def open_everything(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_accessible_by_day_and_by_night(
    new_page: NewPage, signed_in: SignIn, cast: Cast, told: Matrix, axe: Axe, language: str
) -> None:
    for scheme in ("light", "dark"):
        page = signed_in(new_page(locale=language, color_scheme=scheme), cast.coordinator)
        for one in pages(told):
            page.goto(one)
            open_everything(page)
            axe(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_fits_a_phone(
    new_page: NewPage, signed_in: SignIn, cast: Cast, told: Matrix, fits: Fits, language: str
) -> None:
    page = signed_in(
        new_page(locale=language, viewport=PHONE, is_mobile=True, has_touch=True), cast.reader
    )
    for one in pages(told):
        page.goto(one)
        open_everything(page)
        fits(page)


def test_a_matrix_too_large_for_one_table_is_accessible_and_fits_a_phone(
    page: Page, phone: Page, signed_in: SignIn, cast: Cast, axe: Axe, fits: Fits
) -> None:
    row = by_chance(cast.territory, 70, raters=3, share=0.2)
    shown = f"{address('matrix-picture', row)}?order=influence&rows=2&columns=1"
    signed_in(page, cast.reader).goto(shown)
    axe(page)
    page.get_by_label("Columns").select_option("2")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"order=influence&rows=2&columns=2$"))
    signed_in(phone, cast.reader).goto(shown)
    fits(phone)


def from_picture_to_pair(page: Page, told: Matrix) -> None:
    """From the table to a pair, to the other direction, to the ways, to what if."""
    page.goto(address("matrix-picture", told))
    expect(page.locator(".matrix-lead")).to_contain_text("helps most others")
    page.locator("a[href='9-12']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("how does it influence")
    page.get_by_role("link", name="Open it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("If there is progress on")
    page.get_by_role("link", name="All strong ways between the two").click()
    expect(page.get_by_label("From", exact=True)).to_have_value("12")
    page.get_by_label("From", exact=True).select_option("1")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"from=1&to=9$"))
    page.get_by_role("navigation", name="Views of this matrix").get_by_role(
        "link", name="What if"
    ).click()
    page.get_by_label("Progress on Programme for Fair Work").check()
    page.get_by_role("button", name="See what follows").click()
    expect(page).to_have_url(re.compile(r"\?up=8$"))
    expect(page.locator(".effect").first).to_contain_text("of 10 draws")


def test_a_matrix_is_read_from_its_picture_to_what_if(
    page: Page, signed_in: SignIn, cast: Cast, told: Matrix
) -> None:
    from_picture_to_pair(signed_in(page, cast.reader), told)


def test_the_same_without_scripts(
    page_without_javascript: Page, signed_in: SignIn, cast: Cast, told: Matrix
) -> None:
    from_picture_to_pair(signed_in(page_without_javascript, cast.reader), told)


@pytest.mark.parametrize(("language", "onwards"), [("en", "ArrowRight"), ("ar", "ArrowLeft")])
def test_arrow_keys_move_through_the_table_and_tab_passes_it(
    new_page: NewPage,
    signed_in: SignIn,
    cast: Cast,
    told: Matrix,
    language: str,
    onwards: str,
) -> None:
    page = signed_in(new_page(locale=language), cast.reader)
    page.goto(f"{address('matrix-picture', told)}?order=entered")
    focused = page.locator("td > a:focus")
    page.locator("a[href='1-2']").focus()
    page.keyboard.press(onwards)
    expect(focused).to_have_attribute("href", "1-3")
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("href", "2-3")
    # The diagonal is stepped over.
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("href", "4-3")
    page.keyboard.press("End")
    expect(focused).to_have_attribute("href", "4-14")
    page.keyboard.press("Tab")
    expect(page.locator("td > a:focus")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(focused).to_have_attribute("href", "4-14")


def test_thirty_items_print_on_one_landscape_page(
    page: Page, signed_in: SignIn, cast: Cast
) -> None:
    row = by_chance(cast.territory, 30, raters=3, share=0.6)
    signed_in(page, cast.reader).goto(address("matrix-picture", row))
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Order of the items")).to_be_hidden()
    sheets = re.findall(
        rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True)
    )
    landscape = [one for one in sheets if float(one[0]) > float(one[1])]
    assert len(landscape) == 1, sheets
    # Nothing is cut off: the table is no wider than the page between its margins.
    page.set_viewport_size({"width": 1062, "height": 733})
    wide = page.locator("table.matrix").evaluate("one => one.scrollWidth")
    assert wide <= 1062
