"""A matrix joins the findings, in a browser: agreed, read, acted on, taken back."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Action, FindingRecord, Matrix, MatrixItem, MatrixUse
from glocal_web.portal.services.matrix_use import agree_matrix
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.browser.conftest import PHONE, NewPage
from tests.cast import Cast, make_cast
from tests.web.interactions.matrices import address, matrix, rate, rater
from tests.web.register.filing import policy, provision

SignIn = Callable[[Page, AbstractBaseUser], Page]
Axe = Callable[[Page], None]
Fits = Callable[[Page], None]
OFFICE = "municipal-social-services"
RATED = re.compile("Quay Plan.* and .*Shelter Plan.*: rated as working against one another")
TOGETHER = re.compile("Markets.* and .*Quay Plan.* could work together")
REASON = "The quay has no beds."


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, with two policies that clash in the texts, and an open matrix that says so too."""
    cast = make_cast()
    town = cast.territory
    rows = {
        key: policy(town, key, title=title)
        for key, title in (
            ("shelter", "Shelter Plan"),
            ("quay", "Quay Plan"),
            ("market", "Markets"),
        )
    }
    provision(rows["shelter"], modality="duty", who=OFFICE, action="emergency-shelter")
    provision(rows["quay"], modality="prohibition", who=OFFICE, action="shelter")
    row = matrix(town, ())
    items = (*((one.title, "policy", key) for key, one in rows.items()), ("Trust", "objective", ""))
    for place, (title, kind, ref) in enumerate(items):
        MatrixItem.objects.create(
            matrix=row, position=place, key=ref or "trust", kind=kind, ref=ref, title=title
        )
    for group, sign in (("authority", -2), ("authority", -2), ("academia", 2)):
        who = rater(row, group)
        rate(who, {("quay", "shelter"): -2}, REASON)
        rate(who, {("market", "quay"): 2, ("shelter", "trust"): 2, ("market", "shelter"): sign})
    bring_up_to_date(town)
    return cast


def agreed(cast: Cast) -> Matrix:
    """The matrix, closed and used in the check."""
    row = Matrix.objects.get()
    Matrix.objects.update(state="closed")
    agree_matrix(cast.coordinator, row.pk, {"trust": "trust-in-institutions"}, with_reasons=True)
    return row


def the_finding(page: Page) -> None:
    """From what follows to the finding of raters, that of the texts, and back."""
    page.get_by_role("link", name=RATED).click()
    main = page.locator("main")
    expect(main).to_contain_text("works against progress on")
    expect(main).to_contain_text(REASON)
    beside = page.locator("section", has_text="What the texts say about the same policies").last
    legal = FindingRecord.objects.get(rule="C1")
    beside.locator(f"a[href='/findings/{legal.pk}/']").first.click()
    expect(page.locator("main")).to_contain_text("How raters see the same policies")
    expect(page.get_by_role("link", name=RATED).first).to_be_visible()


def test_a_matrix_is_closed_agreed_acted_on_and_taken_back(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    row = Matrix.objects.get()
    follows = address("matrix-follows", row)
    signed_in(page, cast.coordinator).goto(follows)
    expect(page.get_by_text("Close the matrix first")).to_be_visible()
    page.goto(address("matrix", row))
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("link", name="What follows").click()
    expect(page.get_by_text("the check of coherence does not use this matrix")).to_be_visible()
    page.get_by_label("Trust").select_option("trust-in-institutions")
    page.get_by_label("Show the reasons that raters gave").check()
    page.get_by_role("button", name="Use it in the check").click()
    expect(page.get_by_text("The check of coherence uses it from now on.")).to_be_visible()
    expect(page.get_by_role("link", name=TOGETHER)).to_be_visible()

    the_finding(page)

    page.goto(follows)
    rated = FindingRecord.objects.get(rule="C15")
    page.locator(f"a[href='/findings/{rated.pk}/action/']").click()
    page.get_by_label("What is to be done").fill("Agree on beds near the port")
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.get_by_role("heading", name="Findings it is meant to mend")).to_be_visible()
    assert Action.objects.get(title="Agree on beds near the port").territory == cast.territory

    page.goto(follows)
    page.get_by_role("button", name="Use it no more").click()
    expect(page.get_by_text("The check of coherence does not use it any more.")).to_be_visible()
    expect(page.get_by_role("link", name=RATED)).to_have_count(0)
    assert not MatrixUse.objects.exists()
    assert FindingRecord.objects.get(rule="C15").gone_since is not None
    # The action stays: somebody has begun.
    assert Action.objects.filter(title="Agree on beds near the port").exists()


def test_a_contested_pair_leads_to_an_action_that_is_begun(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.coordinator).goto(address("matrix-follows", agreed(cast)))
    part = page.locator("section", has=page.locator("#contested"))
    expect(part).to_contain_text(re.compile("Markets.*→.*Shelter Plan"))
    part.get_by_role("link", name="Make it an action").first.click()
    expect(page.get_by_label("What is to be done")).to_have_value(
        "Talk over whether Markets helps or holds back Shelter Plan"
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_follows_is_for_everybody_and_fits_a_phone(
    new_page: NewPage, signed_in: SignIn, cast: Cast, axe: Axe, fits: Fits, language: str
) -> None:
    row = Matrix.objects.get()
    for is_used in (False, True):
        if is_used:
            agreed(cast)
        for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": PHONE}):
            page = signed_in(new_page(locale=language, **options), cast.coordinator)
            page.goto(address("matrix-follows", row))
            expect(page.locator(f"html[lang={language}]")).to_have_count(1)
            axe(page)
            fits(page)
            page.context.close()
