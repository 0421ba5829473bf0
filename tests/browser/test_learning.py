"""Learning in a browser: from a sector to a check that is kept, and from a gap to a practice."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from glocal_web.portal.models import EffectsCheck
from tests.browser.conftest import PHONE, NewPage
from tests.cast import Cast, make_cast, respond

SignIn = Callable[[Page, object], Page]
Axe = Callable[[Page], None]
Fits = Callable[[Page], None]

PAGES = (
    "/linkages/",
    "/linkages/education/",
    "/linkages/education/check/",
    "/practices/",
    "/practices/?q=desk&sector=health",
    "/practices/pichincha-human-mobility-unit/",
    "/frameworks/",
    "/frameworks/local-pcmd/1.1/",
    "/frameworks/local-pcmd/1.1/B1.2/",
    "/frameworks/coordination-mechanism/1.0/",
    "/knowledge/",
    "/methods/texts/",
)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with one answer, so that A2.1 has a gap above it."""
    cast = make_cast()
    respond(cast.assessment, cast.authority, "A2.1", 1)
    return cast


def answer_the_first_with_no(page: Page, questions: int) -> None:
    for number in range(questions):
        page.locator("fieldset").nth(number).get_by_label("No", exact=True).check()


def test_from_a_sector_to_a_check_that_shows_its_risks_and_is_kept(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.contributor)
    page.goto("/linkages/")
    page.get_by_role("link", name="Education").first.click()
    page.get_by_role("link", name="Check a draft policy").click()
    answer_the_first_with_no(page, 4)
    page.get_by_role("button", name="Show the result").click()
    expect(page.get_by_role("heading", name="risk").first).to_be_visible()
    assert EffectsCheck.objects.count() == 0
    page.get_by_role("link", name="Puerto Lirio").or_(
        page.get_by_role("button", name="Puerto Lirio")
    ).first.click()
    page.get_by_label("Name of the draft").fill("Ordinance on school enrolment")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ordinance on school enrolment")
    kept = EffectsCheck.objects.get()
    assert (kept.sector, list(kept.answers.values()).count("no")) == ("education", 4)


def test_the_check_can_be_tried_without_an_account_and_without_scripts(
    page_without_javascript: Page, cast: Cast
) -> None:
    page = page_without_javascript
    page.goto("/linkages/health/check/")
    expect(page.get_by_text("Nothing is stored")).to_be_visible()
    answer_the_first_with_no(page, 2)
    page.get_by_role("button", name="Show the result").click()
    expect(page.get_by_role("heading", name="open").first).to_be_visible()
    assert EffectsCheck.objects.count() == 0


def test_a_search_says_why_it_found_a_practice(page: Page, cast: Cast) -> None:
    page.goto("/practices/")
    page.get_by_label("Search the practices").fill("one-stop ordinance")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="Pichincha").first.click()
    expect(page.get_by_role("heading", name="What is not known")).to_be_visible()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


def test_a_search_without_a_hit_says_what_to_change(page: Page, cast: Cast) -> None:
    page.goto("/practices/?q=xylophone")
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_role("heading", name="Nothing fits all of this")).to_be_visible()
    expect(page.get_by_label("Search the practices")).to_have_value("xylophone")
    page.get_by_role("link", name="Show all practices").click()
    expect(page.get_by_role("heading", name="The list")).to_be_visible()


def test_the_practice_stands_at_the_gap_that_it_answers(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.coordinator)
    page.goto(f"/assessments/{cast.assessment.pk}/next/A2.1/")
    here = page.get_by_role("region", name="Who has done it")
    here.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/practices/[a-z-]+/$"))
    expect(page.get_by_role("heading", name="Which indicators it answers")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    new_page: NewPage, cast: Cast, axe: Axe, language: str, theme: str
) -> None:
    page = new_page(locale=language, color_scheme=theme)
    for address in PAGES:
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        axe(page)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_no_page_is_wider_than_the_narrowest_phone(
    new_page: NewPage, cast: Cast, fits: Fits, language: str
) -> None:
    page = new_page(locale=language, viewport=PHONE)
    for address in PAGES:
        page.goto(address)
        fits(page)


def test_a_mark_on_the_map_is_reached_by_keyboard(page: Page, cast: Cast) -> None:
    page.goto("/practices/")
    mark = page.locator("svg a").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/practices/.+"))
