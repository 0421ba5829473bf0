"""From the dashboard to the file of a report, with and without script, at any width."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage
from tests.browser.watch import Watch
from tests.cast import Cast, make_cast, respond

SignIn = Callable[[Page, object], Page]
Axe = Callable[[Page], None]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with a few answers."""
    cast = make_cast()
    for code, grade in (("A1.1", 3), ("A1.2", 4), ("A2.1", 2)):
        respond(cast.assessment, cast.authority, code, grade)
    return cast


def taken(page: Page) -> tuple[str, bytes]:
    """Name and bytes of the file that the button brings."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make the report").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_report_is_chosen_and_taken_home(
    page: Page, cast: Cast, signed_in: SignIn, axe: Axe
) -> None:
    signed_in(page, cast.reader)
    page.goto(f"/assessments/{cast.assessment.pk}/dashboard/")
    page.get_by_role("link", name="Report", exact=True).click()
    expect(page.get_by_role("heading", name="Report", exact=True)).to_be_visible()
    axe(page)
    name, content = taken(page)
    assert name.startswith("glocal-puerto-lirio-council-")
    assert content.startswith(b"%PDF")
    parts = page.get_by_role("group", name="Parts of the full report")
    expect(parts).to_be_hidden()
    page.get_by_label("Full report, for those who work with it").check()
    expect(parts).to_be_visible()
    axe(page)
    page.get_by_label("Language of the report").select_option("ar")
    page.get_by_label("Text document (DOCX), to go on writing").check()
    name, content = taken(page)
    assert name.endswith("-ar.docx")
    assert content.startswith(b"PK")


def test_without_script_a_choice_that_cannot_be_is_said(
    new_page: NewPage, cast: Cast, signed_in: SignIn, watch: Watch
) -> None:
    watch.expect("status 422")
    page = new_page(java_script_enabled=False)
    signed_in(page, cast.reader)
    page.goto(f"/assessments/{cast.assessment.pk}/report/")
    page.get_by_label("Full report, for those who work with it").check()
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Make the report").click()
    expect(page.get_by_text("Choose at least one part.").first).to_be_visible()
    page.get_by_label("Gaps, question by question").check()
    name, _content = taken(page)
    assert name.startswith("glocal-puerto-lirio-full-")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_fits_a_phone(
    new_page: NewPage, cast: Cast, signed_in: SignIn, axe: Axe, language: str
) -> None:
    page = new_page(locale=language, viewport=PHONE)
    signed_in(page, cast.reader)
    page.goto(f"/assessments/{cast.assessment.pk}/report/")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    axe(page)
