"""Answering in a real browser: saved by itself, by keyboard, two at once, on a phone, in Arabic."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from glocal_web.portal.models import Evidence, Person, Response
from tests.cast import Cast, make_cast, respond
from tests.web.answering import files

SignIn = Callable[[Page, Person], Page]
NewPage = Callable[..., Page]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def open_answer(page: Page, cast: Cast, code: str = "A1.1") -> Page:
    page.goto(f"/assessments/{cast.assessment.pk}/answer/{code}/")
    return page


def grade(page: Page, key: str) -> Any:
    return page.locator(f'input[name="answer"][value="{key}"]')


def test_answer_saves_itself_and_goes_on(page: Page, signed_in: SignIn, cast: Cast) -> None:
    open_answer(signed_in(page, cast.contributor), cast)
    grade(page, "3").check()
    expect(page.locator("#answer-news")).to_contain_text("Saved")
    expect(page.locator("#answer-status")).to_contain_text("Draft")
    expect(page.locator("#document-hint")).to_contain_text("A document would help here")
    page.get_by_label("Why this answer").press_sequentially("The profile of 2024.")
    expect(page.locator("#rationale-version")).not_to_have_value("1")
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/answer/A1.2/")
    row = Response.objects.get()
    assert (row.grade, row.rationale) == (3, "The profile of 2024.")


def test_typing_and_pressing_save_at_once_never_collides_with_oneself(
    page: Page, signed_in: SignIn, cast: Cast
) -> None:
    open_answer(signed_in(page, cast.contributor), cast)
    text = page.get_by_label("Why this answer")
    for word in ("One", " two", " three", " four"):
        text.press_sequentially(word)
        page.wait_for_timeout(820)
    text.press_sequentially(" five")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".notice-success").first).to_contain_text("Saved")
    assert Response.objects.get().rationale == "One two three four five"


def test_focus_on_the_button_does_not_press_it(page: Page, signed_in: SignIn, cast: Cast) -> None:
    open_answer(signed_in(page, cast.contributor), cast)
    page.get_by_label("Why this answer").press_sequentially("Typed")
    page.get_by_role("button", name="Save and go on").focus()
    expect(page.locator("#answer-news")).to_contain_text("Saved")
    expect(page).to_have_url(re.compile(r"/answer/A1\.1/$"))


def test_whole_answer_by_keyboard_alone(page: Page, signed_in: SignIn, cast: Cast) -> None:
    open_answer(signed_in(page, cast.contributor), cast)
    grade(page, "not-answered").focus()
    for _ in range(6):
        page.keyboard.press("ArrowUp")
    expect(grade(page, "1")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/answer/A1.2/")
    row = Response.objects.get()
    assert (row.grade, row.rationale) == (1, "By keyboard.")


def test_reason_shows_only_for_not_applicable_and_is_asked_for(
    page: Page, signed_in: SignIn, cast: Cast, watch: Any
) -> None:
    watch.expect("status 422")
    open_answer(signed_in(page, cast.contributor), cast)
    reason = page.get_by_label("Why it does not apply")
    expect(reason).to_be_hidden()
    grade(page, "not-applicable").check()
    expect(reason).to_be_visible()
    expect(page.locator("#reason-error")).to_contain_text("Choose why this does not apply here.")
    reason.select_option("elsewhere")
    expect(page.locator("#reason-error")).to_be_empty()
    expect(page.locator("#answer-news")).to_contain_text("Saved")
    assert Response.objects.get().reason == "elsewhere"


def test_two_people_at_once_lose_nothing(
    new_page: NewPage, signed_in: SignIn, cast: Cast, watch: Any
) -> None:
    watch.expect("status 409")
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="First.", status="draft")
    mine = open_answer(signed_in(new_page(), cast.contributor), cast)
    theirs = open_answer(signed_in(new_page(), cast.coordinator), cast)
    theirs.get_by_label("Why this answer").fill("By the coordinator.")
    expect(theirs.locator("#answer-news")).to_contain_text("Saved")

    # The grade does not collide: it is merged, and the other's words appear.
    grade(mine, "1").check()
    expect(mine.get_by_label("Why this answer")).to_have_value("By the coordinator.")
    assert Response.objects.get().grade == 1

    # Both write the same part: both versions are shown, none is lost.
    theirs.get_by_label("Why this answer").fill("By the coordinator, again.")
    expect(theirs.locator("#answer-version")).to_have_value("4")
    mine.get_by_label("Why this answer").fill("By the contributor.")
    expect(mine.locator("#answer-news")).to_contain_text("Somebody else changed this meanwhile")
    expect(mine.get_by_label("Why this answer")).to_have_value("By the contributor.")
    mine.get_by_label("Keep both, theirs first").check()
    expect(mine.get_by_label("Why this answer")).to_have_value(
        "By the coordinator, again.\n\nBy the contributor."
    )


def test_both_parts_are_settled_one_after_the_other(
    new_page: NewPage, signed_in: SignIn, cast: Cast, watch: Any
) -> None:
    watch.expect("status 409")
    mine = open_answer(signed_in(new_page(), cast.contributor), cast)
    respond(
        cast.assessment, cast.authority, "A1.1", 1, rationale="By the coordinator.",
        status="draft", by=cast.coordinator,
    )  # fmt: skip
    grade(mine, "3").check()
    mine.get_by_label("Why this answer").fill("By the contributor.")
    answer = mine.get_by_role("group", name="The answer")
    answer.get_by_label("Take theirs").check()
    expect(answer).to_have_count(0)
    expect(grade(mine, "1")).to_be_checked()
    mine.get_by_role("group", name="Why this answer").get_by_label("Keep mine").check()
    expect(mine.locator(".notice-success").first).to_contain_text("Saved")
    expect(grade(mine, "1")).to_be_checked()
    row = Response.objects.get()
    assert (row.grade, row.rationale) == (1, "By the contributor.")


def test_words_survive_being_signed_out_in_another_window(
    page: Page, signed_in: SignIn, cast: Cast, watch: Any
) -> None:
    watch.expect("status 401|console")
    open_answer(signed_in(page, cast.contributor), cast)
    page.context.clear_cookies(name="glocal_session")
    page.get_by_label("Why this answer").press_sequentially("Half a sentence")
    way = page.get_by_role("link", name="Sign in in a new window")
    expect(way).to_be_visible()
    expect(page.get_by_label("Why this answer")).to_have_value("Half a sentence")
    # Signing in changes the token of every form; the page that stayed open must still save.
    page.context.clear_cookies(name="glocal_csrf")
    page.context.add_cookies([{"name": "glocal_csrf", "value": "n" * 32, "url": page.url}])
    signed_in(page, cast.contributor)
    page.get_by_role("button", name="Save", exact=True).click()
    # Not wait_for_function: its second look is an eval in the page, which the policy forbids.
    expect(page.locator("[data-signed-out]")).to_be_hidden()
    page.wait_for_load_state()
    assert Response.objects.get().rationale == "Half a sentence"


def test_words_survive_a_broken_line(page: Page, signed_in: SignIn, cast: Cast, watch: Any) -> None:
    watch.expect("net::|console")
    open_answer(signed_in(page, cast.contributor), cast)

    def cut(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/answer/A1.1/", cut)
    text = page.get_by_label("Why this answer")
    text.fill("Typed in a tunnel.")
    expect(page.locator("[data-save-line]")).to_contain_text("No connection")
    expect(text).to_have_value("Typed in a tunnel.")
    page.unroute("**/answer/A1.1/")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".notice-success").first).to_contain_text("Saved")
    assert Response.objects.get().rationale == "Typed in a tunnel."


def test_everything_works_without_scripts(
    page_without_javascript: Page, signed_in: SignIn, cast: Cast
) -> None:
    page = open_answer(signed_in(page_without_javascript, cast.contributor), cast)
    grade(page, "3").check()
    page.get_by_label("Why this answer").fill("Without scripts.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(grade(page, "3")).to_be_checked()
    page.locator("#evidence").get_by_text("Add evidence").click()
    page.get_by_label("What it is").select_option("report")
    page.get_by_label("Title").fill("Profile 2024")
    page.get_by_label("Or a file").set_input_files(
        {"name": "profile.pdf", "mimeType": "application/pdf", "buffer": files.PDF}
    )
    page.get_by_role("button", name="Add this evidence").click()
    expect(page.locator(".document")).to_contain_text("profile.pdf")
    page.goto(f"/assessments/{cast.assessment.pk}/")
    page.get_by_role("link", name="Hand in A1").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("main")).to_contain_text("1 answer was handed in")
    assert Evidence.objects.get().response.status == "submitted"


def test_review_sends_back_and_the_contributor_sees_it_first(
    new_page: NewPage, signed_in: SignIn, cast: Cast
) -> None:
    row = respond(
        cast.assessment, cast.authority, "A1.1", 3, rationale="Yes.", status="submitted",
        by=cast.contributor,
    )  # fmt: skip
    Evidence.objects.create(
        response=row, kind="report", title="Profile", date="2024-05-01", added_by=cast.contributor
    )
    reviewer = signed_in(new_page(), cast.reviewer)
    reviewer.goto(f"/assessments/{cast.assessment.pk}/")
    reviewer.get_by_role("link", name=re.compile("Review 1 answer")).click()
    reviewer.get_by_role("link", name=re.compile("Migration profile")).click()
    reviewer.get_by_role("button", name=re.compile("I opened it and it says so")).click()
    expect(reviewer.locator(".document")).to_contain_text("Checked by Rita Reviewer")
    reviewer.get_by_label("Note to who answered").fill("Which year?")
    reviewer.get_by_role("button", name="Send back with the note").click()
    expect(reviewer.locator("main")).to_contain_text("Sent back with your note.")

    contributor = signed_in(new_page(), cast.contributor)
    contributor.goto(f"/assessments/{cast.assessment.pk}/")
    contributor.get_by_role("link", name=re.compile("which was sent back")).click()
    expect(contributor.locator(".notice-warning")).to_contain_text("Which year?")


def test_table_saves_rows_on_a_phone(phone: Page, signed_in: SignIn, cast: Cast) -> None:
    page = signed_in(phone, cast.contributor)
    page.goto(f"/assessments/{cast.assessment.pk}/table/?part=A1")
    page.get_by_label("Answer to A1.1", exact=True).select_option("2")
    page.get_by_label("Why this answer to A1.1").fill("On a phone.")
    page.get_by_role("button", name="Save all rows").click()
    expect(page.locator("main")).to_contain_text("1 row was saved.")
    assert Response.objects.get().rationale == "On a phone."


PAGES = [
    ("contributor", ""),
    ("contributor", "answer/A1.1/"),
    ("contributor", "answer/A1.3/"),
    ("contributor", "table/"),
    ("contributor", "submit/"),
    ("coordinator", "people/"),
    ("reviewer", "review/"),
    ("reviewer", "review/A1.2/"),
]


def fill(cast: Cast) -> None:
    row = respond(
        cast.assessment, cast.authority, "A1.1", 3, rationale="Yes.", status="returned",
        by=cast.contributor,
    )  # fmt: skip
    Evidence.objects.create(
        response=row, kind="report", title="Profile", url="https://example.org",
        added_by=cast.contributor,
    )  # fmt: skip
    respond(
        cast.assessment, cast.authority, "A1.2", state="not-applicable", reason="elsewhere",
        status="submitted", by=cast.contributor,
    )  # fmt: skip
    respond(cast.assessment, cast.association_org, "A1.1", 1, status="submitted")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_accessible_and_fit_a_phone(
    new_page: NewPage, signed_in: SignIn, cast: Cast, axe: Callable[[Page], None], language: str
) -> None:
    fill(cast)
    for person in ("contributor", "coordinator", "reviewer"):
        page = signed_in(
            new_page(locale=language, viewport={"width": 320, "height": 640}),
            getattr(cast, person),
        )
        for who, path in PAGES:
            if who != person:
                continue
            page.goto(f"/assessments/{cast.assessment.pk}/{path}")
            axe(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, f"{path} is {width} pixels wide"
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


def test_answer_pages_are_accessible_on_a_desk_and_in_the_dark(
    new_page: NewPage, signed_in: SignIn, cast: Cast, axe: Callable[[Page], None]
) -> None:
    fill(cast)
    page = signed_in(new_page(color_scheme="dark"), cast.contributor)
    for path in ("", "answer/A1.1/", "table/"):
        page.goto(f"/assessments/{cast.assessment.pk}/{path}")
        axe(page)
