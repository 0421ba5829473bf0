"""The journey from the dashboard to an action, trials with and without script, publishing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from glocal_web.portal.mappers.snapshot import fingerprint
from glocal_web.portal.models import Action, Response
from glocal_web.portal.selectors.publications import draft_snapshot
from glocal_web.portal.services.publishing import publish
from tests.browser.conftest import PHONE, NewPage
from tests.cast import Cast, make_cast, respond

SignIn = Callable[[Page, object], Page]
Axe = Callable[[Page], None]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast with answers: A1.3 on the red line, A2 and A3 at grade 3."""
    cast = make_cast()
    for code, grade in (("A1.1", 3), ("A1.2", 4), ("A1.3", 0), ("A1.4", 2)):
        respond(cast.assessment, cast.authority, code, grade)
    for number in range(1, 12):
        respond(cast.assessment, cast.authority, f"A2.{number}", 3)
    for number in range(1, 11):
        respond(cast.assessment, cast.authority, f"A3.{number}", 3)
    return cast


def pages(cast: Cast) -> list[str]:
    stem = f"/assessments/{cast.assessment.pk}"
    return [
        "/frameworks/",
        "/frameworks/local-pcmd/1.0/",
        "/frameworks/local-pcmd/1.0/A1.3/",
        f"{stem}/dashboard/",
        f"{stem}/rounds/",
        f"{stem}/figures/A1/",
        f"{stem}/what-if/?A1.3=2",
        f"{stem}/next/",
        f"{stem}/next/A1.3/",
        f"{stem}/publish/",
        "/territories/puerto-lirio/actions/",
        f"/territories/puerto-lirio/actions/new/?assessment={cast.assessment.pk}&indicator=A1.3",
        f"/published/puerto-lirio/{cast.assessment.pk}/",
    ]


def published(cast: Cast) -> None:
    copy, _agreed, _spoken = draft_snapshot(cast.assessment, with_rationales=False)
    publish(cast.coordinator, cast.assessment.pk, False, fingerprint(copy))


def test_from_the_dashboard_to_a_figure_to_a_gap_to_an_action(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.contributor)
    page.goto(f"/assessments/{cast.assessment.pk}/dashboard/")
    expect(page.get_by_text("is held at 50 because")).to_be_visible()
    page.locator(".rose-list").get_by_role("link", name="Mapping the local context").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mapping the local context")
    page.get_by_role("link", name="See what would lift it").click()
    expect(page.get_by_role("heading", name="The next grade")).to_be_visible()
    page.get_by_role("link", name="Start an action").click()
    page.get_by_label("Who does it").select_option("Cora Coordinator")
    page.get_by_label("Due").fill("2027-03-31")
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.get_by_text("The action is on the list.")).to_be_visible()
    action = Action.objects.get()
    assert (action.indicator, action.target_grade, action.owner) == ("A1.3", 1.0, cast.coordinator)


def test_a_trial_moves_at_once_and_its_address_can_be_shared(
    page: Page, new_page: NewPage, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.reader)
    page.goto(f"/assessments/{cast.assessment.pk}/what-if/")
    page.get_by_label("A1.3 Data by migratory status").select_option("4: institutionalised")
    result = page.locator("#what-if-result")
    # A1 = (0.75 + 1 + 1 + 0.5) / 4: 66 becomes 77.
    expect(result.get_by_text("11 points higher").first).to_be_visible()
    expect(page.locator("#what-if-short")).to_contain_text("77")
    page.wait_for_url("**/what-if/?A1.3=4")
    other = signed_in(new_page(), cast.coordinator)
    other.goto(page.url)
    expect(other.locator("#what-if-result").get_by_text("11 points higher").first).to_be_visible()
    assert Response.objects.get(indicator="A1.3").grade == 0


def test_a_trial_works_without_script(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, cast.reader)
    page.goto(f"/assessments/{cast.assessment.pk}/what-if/")
    page.get_by_label("A1.3 Data by migratory status").select_option("4: institutionalised")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#what-if-result").get_by_text("11 points higher").first).to_be_visible()
    assert page.url.endswith("/what-if/?A1.3=4#what-if-result")


def test_the_whole_way_to_an_action_works_without_script(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, cast.contributor)
    page.goto(f"/assessments/{cast.assessment.pk}/next/")
    page.locator(".plan-step").first.get_by_role("link", name="Start an action").click()
    page.get_by_role("button", name="Put it on the list").click()
    assert Action.objects.count() == 1


def test_a_coordinator_publishes_and_everybody_reads_it(
    page: Page, new_page: NewPage, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.coordinator)
    page.goto(f"/assessments/{cast.assessment.pk}/publish/")
    page.get_by_label("I have read the preview").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("It is published.")).to_be_visible()
    visitor = new_page()
    visitor.goto(page.url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Puerto Lirio")
    expect(visitor.get_by_text("Only answers that the participants agreed on")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    new_page: NewPage, cast: Cast, signed_in: SignIn, axe: Axe, language: str, theme: str
) -> None:
    published(cast)
    page = signed_in(new_page(locale=language, color_scheme=theme), cast.coordinator)
    for address in pages(cast):
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        axe(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_the_narrowest_phone(
    new_page: NewPage, cast: Cast, signed_in: SignIn, language: str
) -> None:
    published(cast)
    page = signed_in(new_page(locale=language, viewport=PHONE), cast.coordinator)
    for address in pages(cast):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], address


def test_the_heat_map_and_the_plan_can_be_walked_by_keyboard(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.reader)
    page.goto(f"/assessments/{cast.assessment.pk}/dashboard/")
    cell = page.locator(".heatmap td a").first
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("seen as")
