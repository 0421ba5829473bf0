"""A territory from the search to its first assessment, in the browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Assessment, Territory
from glocal_web.portal.services.load_places import load_places
from tests.cast import Cast, make_cast
from tests.web.territories.gazetteer import write_gazetteer

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, AbstractBaseUser], Page]
NewPage = Callable[..., Page]


@pytest.fixture
def cast(transactional_db: None, tmp_path: Path) -> Cast:
    load_places(write_gazetteer(tmp_path / "gazetteer.tsv.gz"))
    return make_cast()


def create_and_assess(page: Page) -> None:
    """From the directory to an open assessment, by what stands on the pages."""
    page.goto("/territories/")
    page.get_by_role("link", name="New territory").click()
    page.get_by_label("Name of the place").fill("القصرين")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Kasserine", exact=True).click()
    expect(page.get_by_label("Name in the local script")).to_have_value("القصرين")
    page.get_by_label("Name of the authority").fill("Municipality of Kasserine")
    page.get_by_label("Origin: people leave from here").check()
    page.get_by_role("group", name="A budget of its own").get_by_label("none").check()
    page.get_by_role("button", name="Create the territory").click()
    expect(page.get_by_role("heading", name="Kasserine")).to_be_visible()
    page.get_by_role("link", name="Open the first one").click()
    page.get_by_role("listitem").filter(has_text="Begin here").get_by_role("link").first.click()
    expect(page.get_by_text("Not asked here")).to_be_visible()
    page.get_by_role("button", name="Open the assessment").click()
    assert Assessment.objects.get(territory__slug="kasserine").framework_id == "local-pcmd"


def test_from_the_search_to_an_open_assessment(
    page: Page, cast: Cast, signed_in: SignIn, axe: Callable[[Page], None]
) -> None:
    create_and_assess(signed_in(page, cast.steward))
    for part in ("", "edit/", "people/", "people/invite/", "assessments/new/", "log/"):
        page.goto(f"/territories/kasserine/{part}")
        axe(page)


def test_the_same_without_javascript(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    create_and_assess(signed_in(page_without_javascript, cast.steward))


def test_places_appear_while_one_types(page: Page, cast: Cast, signed_in: SignIn) -> None:
    signed_in(page, cast.steward).goto("/territories/new/")
    page.get_by_label("Name of the place").press_sequentially("kass")
    expect(page.get_by_role("link", name="Kasserine", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_fits_the_narrowest_phone(
    new_page: NewPage,
    cast: Cast,
    signed_in: SignIn,
    axe: Callable[[Page], None],
    language: str,
) -> None:
    page = signed_in(
        new_page(locale=language, viewport={"width": 320, "height": 640}, is_mobile=True),
        cast.steward,
    )
    for address in (
        "/territories/",
        "/territories/new/?q=kass",
        "/territories/new/?by-hand=1",
        "/territories/puerto-lirio/",
        "/territories/puerto-lirio/edit/",
        "/territories/puerto-lirio/people/",
        "/territories/puerto-lirio/people/invite/",
        "/territories/puerto-lirio/log/",
        "/territories/puerto-lirio/assessments/new/",
    ):
        page.goto(address)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, address
        axe(page)


def test_two_people_at_once_see_both_values(
    page: Page, new_page: NewPage, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.coordinator).goto("/territories/puerto-lirio/edit/")
    other = signed_in(new_page(), cast.steward)
    other.goto("/territories/puerto-lirio/edit/")
    other.get_by_label("Population", exact=True).fill("54000")
    other.get_by_role("button", name="Save").click()
    page.get_by_label("Name in the local script").fill("Lirio")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Somebody saved this territory")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The territory is saved")).to_be_visible()
    row = Territory.objects.get(slug="puerto-lirio")
    assert (row.population, row.local_name) == (54000, "Lirio")


def test_an_invited_person_joins_by_the_link_shown(
    page: Page, new_page: NewPage, cast: Cast, signed_in: SignIn, axe: Callable[[Page], None]
) -> None:
    signed_in(page, cast.coordinator).goto("/territories/puerto-lirio/people/invite/")
    page.get_by_label("E-mail address").fill("nadia@example.org")
    page.get_by_label("On behalf of").select_option(label="Voces del Puerto")
    page.get_by_label("Contributor").check()
    page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("Link").input_value()
    guest = new_page()
    guest.goto(link)
    axe(guest)
    guest.get_by_label("Your name").fill("Nadia Novel")
    guest.get_by_label("Password", exact=False).first.fill("a quiet harbour at dawn")
    guest.get_by_label("Password again").fill("a quiet harbour at dawn")
    guest.get_by_role("button", name="Accept the invitation").click()
    expect(guest.get_by_role("heading", name="Puerto Lirio")).to_be_visible()
    assert Client().get(link).status_code == 404
