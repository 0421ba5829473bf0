"""A workshop: three groups answer by their links, in three languages, and read one result."""

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal_web.portal.models import InteractionRating, MatrixRater
from tests.browser.conftest import NewPage
from tests.cast import Cast, make_cast
from tests.web.interactions.matrices import address, matrix

SignIn = Callable[[Page, AbstractBaseUser], Page]

ITEMS = ("Rents that people can pay", "Visitors in the port", "School", "Clinics", "Buses", "Work")
VOICES = {
    # Group, language of the browser, and the keys pressed: 1 is −3 … 7 is +3, 0 does not know.
    "authority": ("en", "7664503"),
    "migrants-diaspora": ("ar", "6623740"),
    "civil-society": ("es", "5564372"),
}


def link_for(page: Page, group: str) -> str:
    """The address that the coordinator is shown, once, for a group."""
    page.get_by_label("Stakeholder group").select_option(group)
    page.get_by_role("button", name="Make a link").click()
    return page.get_by_label("Link", exact=True).input_value()


def answer(page: Page, link: str, keys: str) -> None:
    """One guest begins by the link and answers one question after another by the keyboard."""
    page.goto(link)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main input[type=radio]").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    chosen = page.locator("main input[type=radio]:checked")
    for key in keys:
        expect(chosen).to_have_count(0)
        page.keyboard.press(key)
        expect(chosen).to_have_count(1)
        page.keyboard.press("Enter")
        # The next question has the focus as soon as it has come.
        expect(page.locator("[data-question]")).to_be_focused()
    expect(chosen).to_have_count(0)


def test_three_raters_in_three_languages_end_in_a_readable_result(
    page: Page, new_page: NewPage, signed_in: SignIn, transactional_db: None
) -> None:
    cast: Cast = make_cast()
    row = matrix(cast.territory, ITEMS)
    signed_in(page, cast.coordinator)
    for group, (language, keys) in VOICES.items():
        page.goto(address("matrix", row))
        guest = new_page(locale=language)
        answer(guest, link_for(page, group), keys)
        assert guest.locator("html").get_attribute("lang") == language
    assert MatrixRater.objects.count() == 3
    values = InteractionRating.objects.order_by("pk").values_list("value", flat=True)
    said = [None if key == "0" else int(key) - 4 for _, keys in VOICES.values() for key in keys]
    assert list(values) == said

    page.goto(address("matrix", row))
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("link", name="Influence").click()
    expect(page.locator(".matrix-lead")).to_contain_text("influences most")
    expect(page.get_by_text("3 raters; the value of a pair")).to_be_visible()
    page.get_by_role("link", name="Picture").click()
    expect(page.get_by_role("table")).to_be_visible()

    reader = signed_in(new_page(locale="ar"), cast.reader)
    reader.goto(address("matrix-influence", row))
    expect(reader.locator("html")).to_have_attribute("dir", "rtl")
    expect(reader.locator(".matrix-lead")).to_be_visible()
