"""Interactions in a browser: rated by keyboard and without scripts, in a table, in a meeting."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal_web.portal.models import InteractionRating, Matrix
from tests.browser.conftest import PHONE, NewPage
from tests.browser.watch import Watch
from tests.cast import Cast, make_cast
from tests.web.interactions.matrices import address, guest, link, matrix, rate, rater
from tests.web.register.filing import policy

SignIn = Callable[[Page, AbstractBaseUser], Page]
Axe = Callable[[Page], None]
Fits = Callable[[Page], None]
SIX = (
    "Homes at rents that residents can pay",
    "Visitors in the port from spring to autumn",
    "Every child completes primary and secondary school",
    "Clinics",
    "Buses",
    "Parks",
)
SECRET = "s" * 43
LIST = "/territories/puerto-lirio/interactions/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, with an open matrix that three groups have begun to rate."""
    cast = make_cast()
    policy(cast.territory, "markets", title="Ordinance on Markets")
    row = matrix(cast.territory, SIX, purpose="Before the council decides on the budget.")
    for group, value in (("authority", 2), ("academia", -1), ("civil-society", 0)):
        rate(rater(row, group), {("i1", "i2"): value, ("i2", "i1"): None})
    guest(link(row, "t"), SECRET)
    return cast


def pages(row: Matrix) -> tuple[str, ...]:
    """Every page about making and rating, with something on it."""
    return (
        LIST,
        f"{LIST}new/",
        address("matrix", row),
        address("matrix-edit", row),
        address("matrix-import", row),
        address("matrix-remove", row),
        f"{address('matrix-rate', row)}?from=i1&to=i2",
        f"{address('matrix-rate', row)}?done=1",
        f"{address('matrix-table', row)}?row=i2",
        f"{address('matrix-meeting', row)}?from=i1&to=i2",
        "/interactions/join/t/",
        f"/interactions/mine/{SECRET}/?from=i1&to=i2",
    )


def open_everything(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")


def test_one_answers_by_keyboard_without_a_new_page(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    row = Matrix.objects.get()
    signed_in(page, cast.contributor)
    page.goto(f"{address('matrix-rate', row)}?from=i1&to=i3")
    page.evaluate("window.sameDocument = true")
    page.keyboard.press("6")
    expect(page.get_by_role("radio", name="+2")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 30 worth asking")).to_be_visible()
    page.keyboard.press("0")
    expect(page.get_by_role("radio", name="I do not know")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 30 worth asking")).to_be_visible()
    assert page.evaluate("window.sameDocument") is True
    own = InteractionRating.objects.filter(rater__person=cast.contributor).order_by("pk")
    assert [one.value for one in own] == [2, None]
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="I do not know")).to_be_checked()


def test_a_key_pressed_as_the_next_question_comes_is_not_lost(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    row = Matrix.objects.get()
    signed_in(page, cast.contributor)
    page.goto(f"{address('matrix-rate', row)}?from=i1&to=i3")
    page.evaluate("window.sameDocument = true")
    page.evaluate(
        """() => document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
          for (const key of ["2", "Enter"]) {
            const typed = new KeyboardEvent("keydown", { key, bubbles: true });
            document.activeElement.dispatchEvent(typed);
          }
        }), { once: true })"""
    )
    page.keyboard.press("6")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 30 worth asking")).to_be_visible()
    assert page.evaluate("window.sameDocument")
    mine = InteractionRating.objects.filter(rater__person=cast.contributor)
    assert sorted(mine.values_list("value", flat=True)) == [-2, 2]


def test_after_the_last_question_one_is_thanked(page: Page, cast: Cast, signed_in: SignIn) -> None:
    row = matrix(cast.territory, SIX, screened=[[0, 1, 1]])
    signed_in(page, cast.contributor)
    page.goto(address("matrix-rate", row))
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page).to_have_url(re.compile("done=1"))
    page.get_by_role("link", name="Also answer the other pairs").click()
    expect(page.get_by_text("1 of 30 answered")).to_be_visible()


def test_two_windows_show_both_answers(
    new_page: NewPage, cast: Cast, signed_in: SignIn, watch: Watch
) -> None:
    watch.expect("status 409")
    row = Matrix.objects.get()
    first, second = (signed_in(new_page(), cast.contributor) for _ in range(2))
    for one in (first, second):
        one.goto(f"{address('matrix-rate', row)}?from=i1&to=i3")
    first.keyboard.press("7")
    first.keyboard.press("Enter")
    expect(first.get_by_text("1 of 30 worth asking")).to_be_visible()
    second.keyboard.press("1")
    second.get_by_label("Why, in a sentence").fill("The port is full.")
    second.get_by_role("button", name="Save and go on").click()
    expect(second.get_by_text("in another window meanwhile")).to_be_visible()
    expect(second.get_by_label("Why, in a sentence")).to_have_value("The port is full.")
    second.get_by_role("button", name="Save and go on").click()
    expect(second.get_by_text("in another window meanwhile")).to_have_count(0)
    own = InteractionRating.objects.get(rater__person=cast.contributor)
    assert (own.value, own.rationale) == (-3, "The port is full.")


def test_without_scripts_everything_works(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, cast.contributor)
    row = Matrix.objects.get()
    page.goto(f"{address('matrix-rate', row)}?from=i1&to=i3")
    page.get_by_role("radio", name="−2").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("1 of 30 worth asking")).to_be_visible()
    page.goto(f"{address('matrix-table', row)}?row=i4")
    page.locator("[data-cell]").first.fill("-3")
    page.get_by_role("button", name="Save, next row").click()
    expect(page.get_by_text("1 answer is saved.")).to_be_visible()
    own = InteractionRating.objects.filter(rater__person=cast.contributor).order_by("pk")
    assert [one.value for one in own] == [-2, -3]


def test_a_number_in_the_table_moves_on(page: Page, cast: Cast, signed_in: SignIn) -> None:
    row = Matrix.objects.get()
    signed_in(page, cast.contributor)
    page.goto(f"{address('matrix-table', row)}?row=i3")
    page.locator("[data-cell]").first.focus()
    page.keyboard.type("-2?30")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 answers are saved.")).to_be_visible()
    own = InteractionRating.objects.filter(rater__person=cast.contributor).order_by("pk")
    assert [one.value for one in own] == [-2, None, 3, 0]


def test_a_guest_begins_answers_and_comes_back(page: Page, new_page: NewPage, cast: Cast) -> None:
    page.goto("/interactions/join/t/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("radio", name="+1").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("1 of 30 worth asking")).to_be_visible()
    page.get_by_role("link", name="Stop here").click()
    own = page.get_by_label("Your own link").input_value()
    other = new_page()
    other.goto(own)
    expect(other.get_by_text("1 of 30 worth asking")).to_be_visible()


def test_items_are_found_by_a_word_and_shown_as_chips(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.coordinator)
    page.goto(f"{LIST}new/")
    page.get_by_label("Name").fill("Before the budget")
    page.get_by_label("Objectives in own words").fill("\n".join(SIX))
    targets = page.get_by_role("group", name="SDG targets")
    targets.get_by_role("searchbox").fill("10.7")
    targets.get_by_role("checkbox").and_(page.locator(":visible")).first.check()
    expect(targets.get_by_role("button", name="Take out: 10.7")).to_be_visible()
    targets.get_by_role("button", name="Take out: 10.7").click()
    expect(targets.get_by_role("button", name="Take out")).to_have_count(0)
    page.get_by_role("group", name="Policies of the register").get_by_role("checkbox").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Before the budget")).to_be_visible()
    page.get_by_role("button", name="Open for answers").click()
    expect(page.get_by_text("worth asking first")).to_be_visible()


def test_the_arrows_lead_through_a_meeting(page: Page, cast: Cast, signed_in: SignIn) -> None:
    row = Matrix.objects.get()
    signed_in(page, cast.coordinator)
    page.goto(f"{address('matrix-meeting', row)}?from=i1&to=i2")
    expect(page.get_by_role("table")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Pair 2 of 30")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Pair 1 of 30")).to_be_visible()


def test_every_page_is_for_everybody(page: Page, cast: Cast, signed_in: SignIn, axe: Axe) -> None:
    signed_in(page, cast.coordinator)
    for place in pages(Matrix.objects.get()):
        page.goto(place)
        open_everything(page)
        axe(page)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_page_fits_a_phone(
    new_page: NewPage, cast: Cast, signed_in: SignIn, fits: Fits, locale: str
) -> None:
    phone = signed_in(new_page(viewport=PHONE, locale=locale), cast.coordinator)
    for place in pages(Matrix.objects.get()):
        phone.goto(place)
        open_everything(phone)
        fits(phone)
