"""Who belongs where, in a browser: asked from below, answered from above."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Territory
from tests.browser.conftest import PHONE, NewPage
from tests.cast import Cast, make_cast

SignIn = Callable[[Page, AbstractBaseUser], Page]
HERE = "/territories/vallemar/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast; Santa Brena asks to be part of the province, and was declined is Norrhaven."""
    cast = make_cast()
    Territory.objects.filter(pk=cast.other_territory.pk).update(parent_consent="asked")
    Territory.objects.filter(pk=cast.partner.pk).update(
        parent=cast.province, parent_consent="declined"
    )
    return cast


def answer(page: Page) -> None:
    """Agree on the page of the province, take it back on the list of what belongs there."""
    page.goto(HERE)
    expect(page.get_by_role("heading", name="Asks to belong here")).to_be_visible()
    page.get_by_role("button", name=re.compile("Let it belong here.*Santa Brena")).click()
    expect(page.get_by_text("reads the register of policies from now on")).to_be_visible()
    assert Territory.objects.get(slug="santa-brena").parent_consent == "agreed"
    page.get_by_role("button", name=re.compile("Take the consent back.*Santa Brena")).click()
    expect(page.get_by_text("does not read the register of policies.")).to_be_visible()
    assert Territory.objects.get(slug="santa-brena").parent_consent == "declined"


def test_a_coordinator_agrees_and_takes_it_back(page: Page, cast: Cast, signed_in: SignIn) -> None:
    answer(signed_in(page, cast.above))


def test_the_same_without_javascript(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    answer(signed_in(page_without_javascript, cast.above))


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_pages_fit_a_phone_and_are_read_by_all(
    new_page: NewPage,
    cast: Cast,
    signed_in: SignIn,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    locale: str,
) -> None:
    phone = new_page(locale=locale, viewport=PHONE, is_mobile=True, has_touch=True)
    for person, address in (
        (cast.above, HERE),
        (cast.above, f"{HERE}belonging/"),
        (cast.outsider, "/territories/santa-brena/"),
        (cast.outsider, "/territories/santa-brena/register/"),
        (cast.outsider, "/territories/santa-brena/edit/"),
    ):
        signed_in(phone, person).goto(address)
        fits(phone)
        axe(phone)
