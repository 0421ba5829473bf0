"""Findings in a browser: read, decided, tried, planned; by keyboard, without scripts."""

from collections.abc import Callable

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Action, CoherenceState, FindingRecord
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.browser.conftest import PHONE, NewPage
from tests.browser.watch import Watch
from tests.cast import Cast, make_cast
from tests.web.register.filing import policy, provision

SignIn = Callable[[Page, AbstractBaseUser], Page]
Axe = Callable[[Page], None]
Fits = Callable[[Page], None]
PAGE = "/territories/puerto-lirio/coherence/"
PROMISED = "School enrolment: promised and closed for the same people"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, with a promise above that the town takes back, and schools that must report."""
    cast = make_cast()
    law = policy(
        cast.country,
        "education-act",
        title="Education Act",
        number="12",
        year=2015,
        issuer="Parliament of Estalia",
        sectors=["education"],
    )
    provision(
        law,
        "enrol",
        for_={"age": ["6-17"]},
        requires=["proof-of-address"],
        article="3",
        quote="Every child has the right to be enrolled.",
        phases=["arrival", "stay"],
    )
    aliens = policy(cast.country, "aliens-act", title="Aliens Act", sectors=["security"])
    provision(
        aliens,
        "schools-report",
        modality="report",
        to="immigration-authority",
        for_={"status": ["irregular"]},
    )
    rules = policy(
        cast.territory,
        "school-rules",
        title="School rules",
        kind="ordinance",
        sectors=["education"],
    )
    provision(
        rules, "not-irregular", modality="exclusion", for_={"status": ["irregular"]}, article="7"
    )
    bring_up_to_date(cast.territory)
    return cast


def found(rule: str) -> FindingRecord:
    """A finding of the rule in the town."""
    record = FindingRecord.objects.filter(territory__slug="puerto-lirio", rule=rule).first()
    assert record is not None
    return record


def pages() -> tuple[str, ...]:
    """Every page about the coherence of the town, with something on it."""
    promise, risk = found("C2").pk, found("C3").pk
    return (
        PAGE,
        f"{PAGE}?state=all&rule=C2",
        f"{PAGE}?state=accepted",
        f"/findings/{promise}/",
        f"/findings/{risk}/",
        f"/findings/{promise}/decide/",
        f"/findings/{promise}/verdict/",
        f"/findings/{risk}/action/",
        f"{PAGE}what-if/?drop=puerto-lirio.not-irregular",
        f"{PAGE}what-if/?add=duty&who=school",
        f"{PAGE}repair/?front=1",
        f"{PAGE}map/",
        f"{PAGE}sectors/",
        f"{PAGE}means/",
        f"{PAGE}services/",
        f"{PAGE}rules/",
        f"{PAGE}baseline/",
        f"{PAGE}take-out/",
        "/rules/",
        "/rules/C3/",
    )


def open_everything(page: Page) -> None:
    """Open whatever waits to be opened."""
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")


def read_and_accept(page: Page) -> None:
    """From the list to one finding, and a decision about it."""
    page.goto(PAGE)
    page.get_by_role("link", name=PROMISED).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("promised and closed")
    expect(page.get_by_text("Every child has the right to be enrolled.")).to_be_visible()
    expect(page.locator(".slot-clash")).to_contain_text("does not fit")
    page.get_by_role("link", name="Decide about it").click()
    page.get_by_label("Accept it for now, with a reason and a date").check()
    page.get_by_role("button", name="Keep the decision").click()
    # What is missing is said, and what was chosen stays.
    expect(page.get_by_text("Say why: whoever comes after you will ask.").first).to_be_visible()
    expect(page.get_by_label("Accept it for now, with a reason and a date")).to_be_checked()
    page.get_by_label("Reason", exact=True).fill("The rules are being redrafted.")
    page.get_by_label("To be looked at again on").fill("2027-06-30")
    page.get_by_role("button", name="Keep the decision").click()
    expect(page.get_by_text("The decision is kept.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Accepted for now")


def try_without_the_exclusion(page: Page) -> None:
    """Leave a provision out, see what vanishes, and take it back."""
    page.goto(f"{PAGE}what-if/")
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    page.get_by_label("art. 7 · Some people are not eligible · School enrolment").check()
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.locator("#trial")).to_contain_text("1 finding would vanish")
    expect(page.locator("#trial").get_by_role("link", name=PROMISED)).to_be_visible()
    assert FindingRecord.objects.filter(rule="C2", gone_since=None).exists()
    page.get_by_role("link", name="Start afresh").click()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()


def plan_and_act(page: Page) -> None:
    """Make a plan, and its first step that can be an action an action."""
    page.goto(f"{PAGE}repair/")
    page.get_by_label("Only what this territory can decide by itself").check()
    page.get_by_role("button", name="Make a plan").click()
    expect(page.get_by_role("heading", name="The plan", exact=True)).to_be_visible()
    page.get_by_label("Make it an action").first.check()
    page.get_by_role("button", name="Make the chosen steps actions").click()
    expect(page.get_by_text("One action is on the list, and its findings with it.")).to_be_visible()
    assert Action.objects.count() == 1


def test_a_finding_is_read_and_accepted(page: Page, cast: Cast, signed_in: SignIn) -> None:
    read_and_accept(signed_in(page, cast.coordinator))
    assert found("C2").workflow == "accepted"


def test_without_scripts_everything_can_be_read_decided_tried_and_planned(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, cast.coordinator)
    read_and_accept(page)
    FindingRecord.objects.update(workflow="open", expires_on=None)
    try_without_the_exclusion(page)
    plan_and_act(page)


def test_a_change_is_tried_and_nothing_is_saved(page: Page, cast: Cast, signed_in: SignIn) -> None:
    try_without_the_exclusion(signed_in(page, cast.reader))


def test_a_plan_becomes_an_action(page: Page, cast: Cast, signed_in: SignIn) -> None:
    plan_and_act(signed_in(page, cast.contributor))


def test_a_mend_leads_from_the_finding_to_a_trial_and_to_an_action(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.coordinator).goto(f"/findings/{found('C2').pk}/")
    page.get_by_role("link", name="Try it").first.click()
    expect(page.locator("#trial")).to_contain_text("1 finding would vanish")
    page.go_back()
    page.get_by_role("link", name="Make it an action").nth(1).click()
    expect(page.get_by_label("What is to be done")).not_to_have_value("")
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.get_by_role("heading", name="Findings it is meant to mend")).to_be_visible()
    page.get_by_role("link", name=PROMISED).click()
    expect(page.locator("main")).to_contain_text("Being addressed")


def test_the_findings_are_worked_on_by_keyboard(page: Page, cast: Cast, signed_in: SignIn) -> None:
    signed_in(page, cast.coordinator).goto(PAGE)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=PROMISED)
    for _step in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("promised and closed")
    decide = page.get_by_role("link", name="Decide about it")
    decide.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Dismiss it: it is none, for this reason").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("It speaks of private schools.")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Keep the decision").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The decision is kept.")).to_be_visible()
    assert found("C2").workflow == "dismissed"


def test_the_policy_in_hand_keeps_its_ties_on_the_map(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    quiet = policy(cast.territory, "school-meals", title="Meals", sectors=["education"])
    provision(quiet, "meals", action="school-meals")
    signed_in(page, cast.coordinator).goto(f"{PAGE}map/")
    box = page.locator(".policy-map a.map-box", has_text="School rules")
    expect(page.locator(".map-in-hand")).to_have_count(0)
    for reach in (box.hover, box.focus):
        reach()
        expect(page.locator(".map-in-hand")).to_have_count(1)
        expect(page.locator(".map-box.map-near", has_text="Education Act")).to_have_count(1)
        expect(page.locator(".map-box.map-near", has_text="Meals")).to_have_count(0)
        assert page.locator(".map-tie.map-near").count() >= 1
        page.mouse.move(0, 0)
        page.get_by_role("heading", level=1).click()
        page.evaluate("document.activeElement.blur()")
        expect(page.locator(".map-in-hand")).to_have_count(0)


def test_the_map_scrolls_by_keyboard_and_its_boxes_are_links(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(page, cast.reader).goto(f"{PAGE}map/")
    frame = page.get_by_role("region", name="Policies by level and sector")
    frame.focus()
    expect(frame).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg') !== null")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Act")


def test_a_reader_meets_no_restricted_finding(page: Page, cast: Cast, signed_in: SignIn) -> None:
    signed_in(page, cast.reader)
    for address in (PAGE, f"{PAGE}what-if/", f"{PAGE}repair/", f"{PAGE}map/", f"{PAGE}rules/"):
        page.goto(address)
        open_everything(page)
        expect(page.locator("main")).not_to_contain_text("may be reported")
    page.goto(f"/findings/{found('C3').pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is here")


def test_axe_finds_nothing_on_any_page(page: Page, cast: Cast, signed_in: SignIn, axe: Axe) -> None:
    signed_in(page, cast.coordinator)
    for address in pages():
        page.goto(address)
        open_everything(page)
        axe(page)


def test_every_page_fits_a_phone_and_reads_from_the_right(
    new_page: NewPage, cast: Cast, signed_in: SignIn, fits: Fits
) -> None:
    cast.coordinator.language = "ar"
    cast.coordinator.save()
    phone = signed_in(new_page(viewport=PHONE, locale="ar", is_mobile=True), cast.coordinator)
    for address in pages():
        phone.goto(address)
        open_everything(phone)
        assert phone.evaluate("document.dir") == "rtl"
        fits(phone)


def test_a_phone_shows_first_who_is_hit_and_what_can_be_done(
    new_page: NewPage, cast: Cast, signed_in: SignIn
) -> None:
    phone = signed_in(new_page(viewport=PHONE, is_mobile=True), cast.coordinator)
    for rule in ("C2", "C3"):
        phone.goto(f"/findings/{found(rule).pk}/")
        folded = phone.locator("details[data-fold]")
        assert folded.count() >= 6
        expect(phone.locator("details[data-fold][open]")).to_have_count(0)
        for seen in (
            phone.get_by_role("heading", level=1),
            phone.locator(".page-header .finding-hit"),
            phone.get_by_role("link", name="Make it an action", exact=True),
            phone.get_by_role("link", name="Decide about it"),
        ):
            box = seen.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] < 2 * PHONE["height"]
        phone.locator("summary").get_by_text("What meets what").click()
        expect(phone.locator(".narrative")).to_be_visible()
        # An address that leads into a part leaves it open.
        phone.goto("about:blank")
        phone.goto(f"/findings/{found(rule).pk}/#provisions")
        expect(phone.locator("details[data-fold][open]")).to_have_count(1)


def test_a_wide_screen_and_one_without_scripts_show_the_whole_finding(
    page: Page, page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    for one in (page, page_without_javascript):
        signed_in(one, cast.coordinator).goto(f"/findings/{found('C3').pk}/")
        expect(one.locator("details[data-fold]:not([open])")).to_have_count(0)
        expect(one.locator(".narrative")).to_be_visible()


def test_the_dark_look_keeps_its_contrast(
    new_page: NewPage, cast: Cast, signed_in: SignIn, axe: Axe
) -> None:
    page = signed_in(new_page(color_scheme="dark"), cast.coordinator)
    for address in (PAGE, f"/findings/{found('C3').pk}/", f"{PAGE}map/", f"{PAGE}services/"):
        page.goto(address)
        open_everything(page)
        axe(page)


def test_two_decisions_at_once_lose_nothing(
    new_page: NewPage, cast: Cast, signed_in: SignIn, watch: Watch
) -> None:
    watch.expect("status 409")
    first = signed_in(new_page(), cast.coordinator)
    second = signed_in(new_page(), cast.steward)
    address = f"/findings/{found('C2').pk}/decide/"
    for somebody in (first, second):
        somebody.goto(address)
        somebody.get_by_label("Dismiss it: it is none, for this reason").check()
    first.get_by_label("Reason", exact=True).fill("First reason")
    first.get_by_role("button", name="Keep the decision").click()
    expect(first.get_by_text("The decision is kept.")).to_be_visible()
    second.get_by_label("Reason", exact=True).fill("Second reason")
    second.get_by_role("button", name="Keep the decision").click()
    expect(second.get_by_text("First reason")).to_be_visible()
    expect(second.get_by_label("Reason", exact=True)).to_have_value("Second reason")
    assert found("C2").reason == "First reason"


def test_the_page_says_when_the_register_has_changed_since(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    CoherenceState.objects.update(duration_ms=60_000, stamp={})
    signed_in(page, cast.contributor).goto(PAGE)
    expect(page.get_by_text("The register has changed since")).to_be_visible()
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("The register has changed since")).to_have_count(0)
