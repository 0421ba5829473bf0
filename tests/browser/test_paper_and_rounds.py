"""Papers are entered with the keyboard alone; rounds and a newer version on every screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from glocal_web.portal.models import PaperEntry, Response
from tests.browser.conftest import PHONE, NewPage
from tests.cast import Cast, assessment, make_cast, respond

SignIn = Callable[[Page, object], Page]
Check = Callable[[Page], None]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with an answer in two rounds."""
    cast = make_cast()
    respond(cast.assessment, cast.authority, "A1.5", 3)
    earlier = assessment(cast.territory, cast.authority, year=2025)
    respond(earlier, cast.authority, "A1.5", 1)
    return cast


def entry(cast: Cast) -> str:
    lead = cast.assessment.participants.get(is_lead=True)
    return f"/assessments/{cast.assessment.pk}/paper/entry/?whose={lead.pk}&on=2026-05-12&part=A1"


def test_a_paper_is_entered_without_a_mouse_and_without_script(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, cast.contributor)
    page.goto(f"/assessments/{cast.assessment.pk}/")
    page.get_by_role("link", name="Answer on paper").click()
    page.get_by_label("The day on the paper").fill("2026-05-12")
    page.get_by_role("button", name="Begin to enter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A1")
    page.locator("#A1\\.1-answer").focus()
    # Mark, reason, why, document; then the mark of the next question.
    page.keyboard.type("3")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("The council adopted it.")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.locator("#A1\\.2-answer")).to_be_focused()
    page.keyboard.type("-")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    page.locator("#A1\\.3-answer").fill("9")
    page.locator("#A1\\.3-answer").press("Enter")
    expect(page.get_by_text("2 answers were entered.")).to_be_visible()
    expect(page.get_by_text("Type one of these")).to_be_visible()
    page.locator("#A1\\.3-answer").fill("?")
    page.locator("#A1\\.3-answer").press("Enter")
    page.wait_for_url(re.compile("part=A2"))
    rows = {row.indicator: row for row in Response.objects.filter(paper__isnull=False)}
    assert {code: (row.grade, row.state, row.reason) for code, row in rows.items()} == {
        "A1.1": (3, "answered", ""),
        "A1.2": (None, "not-applicable", "no-competence"),
        "A1.3": (None, "dont-know", ""),
    }
    assert PaperEntry.objects.count() == 3


def test_the_next_round_is_opened_with_the_newer_version(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.coordinator)
    page.goto(f"/assessments/{cast.assessment.pk}/rounds/")
    expect(page.get_by_role("row", name=re.compile("A1.5"))).to_contain_text("nascent")
    page.get_by_role("link", name="Go on with the newer version").click()
    expect(page.get_by_text("Carries over: 29 questions ask the same")).to_be_visible()
    page.get_by_role("button", name="Open the new round").click()
    expect(page.get_by_text("One answer was taken over.")).to_be_visible()
    page.get_by_role("link", name="Rounds").click()
    expect(page.get_by_role("row", name=re.compile("^Round 2026"))).to_contain_text(
        "other questions"
    )


@pytest.mark.parametrize("name", ["paper/", "entry", "rounds/", "newer-version/"])
def test_every_page_is_accessible_and_fits_the_phone_in_both_directions(
    new_page: NewPage, cast: Cast, signed_in: SignIn, axe: Check, fits: Check, name: str
) -> None:
    address = entry(cast) if name == "entry" else f"/assessments/{cast.assessment.pk}/{name}"
    axe_page = signed_in(new_page(), cast.coordinator)
    axe_page.goto(address)
    axe(axe_page)
    for language in ("en", "ar"):
        phone = signed_in(
            new_page(viewport=PHONE, is_mobile=True, has_touch=True, locale=language),
            cast.coordinator,
        )
        phone.goto(address)
        fits(phone)
    axe(phone)
