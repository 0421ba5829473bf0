"""A newcomer from the first sign-in to a provisional profile, with and without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Assessment, Person, Response, Territory
from glocal_web.portal.services.load_places import load_places
from tests.cast import municipality, organisation, person
from tests.web.territories.gazetteer import write_gazetteer

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, AbstractBaseUser], Page]
Check = Callable[[Page], None]
NewPage = Callable[..., Page]
TWELVE = 12


@pytest.fixture
def place(transactional_db: None) -> Territory:
    found = municipality("Newtown", None)
    organisation("Municipality of Newtown", found)
    return found


@pytest.fixture
def newcomer(place: Territory) -> Person:
    return person("Nora New", "coordinator", place)


class Clicks:
    """Counts what a newcomer has to press: the stopwatch of the tutorial."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def __call__(self, role: Any, name: str, **more: Any) -> None:
        self.count += 1
        self.page.get_by_role(role, name=name, **more).first.click()


def open_assessment(page: Page) -> Clicks:
    """From the desk to the first question of the quick start."""
    press = Clicks(page)
    page.goto("/")
    press("link", "Open an assessment")
    begin_assessment(page, press)
    return press


def begin_assessment(page: Page, press: Clicks) -> None:
    """From the choice of a framework to the first question of the quick start."""
    page.get_by_role("listitem").filter(has_text="Begin here").get_by_role("link").first.click()
    press.count += 1
    press("button", "Open the assessment")
    press("link", "Start quickly")
    press("link", "Begin with A1.1")


def answer_twelve(page: Page, press: Clicks) -> None:
    for number in range(1, TWELVE + 1):
        expect(page.get_by_text(f"question {number} of 12")).to_be_visible()
        page.locator('input[name="answer"][value="2"]').check()
        press.count += 1
        press("button", "Save and finish" if number == TWELVE else "Save and go on")


def first_result(page: Page) -> int:
    """The whole way; how often something was pressed."""
    press = open_assessment(page)
    answer_twelve(page, press)
    expect(page.get_by_text("The quick start is done")).to_be_visible()
    press("link", "See the profile")
    expect(page.get_by_text("Provisional profile")).to_be_visible()
    expect(page.get_by_text("So far 12 of")).to_be_visible()
    return press.count


def test_from_the_desk_to_a_provisional_profile(
    page: Page, newcomer: Person, signed_in: SignIn
) -> None:
    pressed = first_result(signed_in(page, newcomer))
    # As docs/tutorial/first-result-in-an-hour.md says.
    assert pressed == 30
    assert Response.objects.count() == TWELVE


@pytest.mark.parametrize("scripts", [True, False])
def test_from_signing_in_on_an_empty_site_to_a_provisional_profile(
    new_page: NewPage, transactional_db: None, tmp_path: Path, scripts: bool
) -> None:
    """The whole first hour, as docs/tutorial/first-result-in-an-hour.md tells it."""
    load_places(write_gazetteer(tmp_path / "gazetteer.tsv.gz"))
    steward = person("Nora New", steward=True)
    steward.set_password("a-long-word-99")
    steward.save()
    page = new_page(java_script_enabled=scripts)
    press = Clicks(page)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(steward.email)
    page.get_by_label("Password").fill("a-long-word-99")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    press.count += 1
    press("link", "Set up a territory")
    page.get_by_label("Name of the place").fill("القصرين")
    press("button", "Search")
    press("link", "Kasserine", exact=True)
    page.get_by_label("Name of the authority").fill("Municipality of Kasserine")
    press("checkbox", "Origin: people leave from here")
    press("button", "Create the territory")
    press("link", "Open the first one")
    begin_assessment(page, press)
    answer_twelve(page, press)
    press("link", "See the profile")
    expect(page.get_by_text("So far 12 of")).to_be_visible()
    assert press.count == 36


def test_the_same_way_without_scripts(
    page_without_javascript: Page, newcomer: Person, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, newcomer)
    assert first_result(page) == 30
    page.go_back()
    page.get_by_role("link", name="Go on with the other").first.click()
    expect(page.get_by_text("After the quick start")).to_be_visible()
    assert Response.objects.count() == TWELVE


def test_every_link_in_the_card_of_a_territory_leads_where_it_says(
    page: Page, place: Territory, newcomer: Person, signed_in: SignIn
) -> None:
    """The title is the target of the whole card, but of nothing else that can be pressed in it."""
    opened(place)
    for name, address in (("Policies", "register"), ("Findings", "coherence"), ("Next", "next")):
        signed_in(page, newcomer).goto("/")
        page.locator(".card-link").get_by_role("link", name=name).first.click()
        page.wait_for_url(f"**/{address}/**")


def opened(place: Territory) -> Assessment:
    row = Assessment.objects.create(
        territory=place,
        framework_id="local-pcmd",
        framework_version="1.1",
        content_hash="0" * 64,
        name="2026",
        period_start="2026-01-01",
        period_end="2026-12-31",
    )
    row.participants.create(organisation=place.organisations.get(), is_lead=True)
    return row


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_the_quick_start_can_be_read_by_everybody_on_a_phone(
    new_page: NewPage,
    place: Territory,
    newcomer: Person,
    signed_in: SignIn,
    axe: Check,
    fits: Check,
    language: str,
) -> None:
    row = opened(place)
    participant = row.participants.get()
    for code in ("A1.1", "A1.3", "B1.2"):
        Response.objects.create(
            participant=participant, indicator=code, grade=2, state="answered", updated_by=newcomer
        )
    page = signed_in(new_page(locale=language, viewport={"width": 320, "height": 640}), newcomer)
    for address in (
        "/",
        "/tour/",
        "/tour/7/",
        f"/assessments/{row.pk}/quick-start/",
        f"/assessments/{row.pk}/",
        f"/assessments/{row.pk}/answer/A1.6/?way=quick",
        f"/assessments/{row.pk}/dashboard/",
    ):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        axe(page)
        fits(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_tour_is_walked_left_and_found_again(
    new_page: NewPage, newcomer: Person, signed_in: SignIn, scripts: bool
) -> None:
    page = signed_in(new_page(java_script_enabled=scripts), newcomer)
    page.goto("/")
    page.get_by_role("link", name="Take the tour").click()
    for _ in range(6):
        page.get_by_role("link", name="On with the tour").click()
    expect(page.get_by_text("Tour, page 7 of 7")).to_be_visible()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("link", name="Take the tour")).to_have_count(0)
    page.get_by_role("contentinfo").get_by_role("link", name="Tour").click()
    page.get_by_role("button", name="Skip the tour").click()
    expect(page.get_by_role("heading", name="Welcome, Nora New")).to_be_visible()
