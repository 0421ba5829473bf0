"""Excel out and back in, in a real browser: with and without scripts, in Arabic, on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from glocal_web.portal.models import Action, Person, Response
from tests.cast import Cast, make_cast, respond
from tests.web.answering.sheets import filled

SignIn = Callable[[Page, Person], Page]
NewPage = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = make_cast()
    respond(
        cast.assessment,
        cast.authority,
        "A1.1",
        1.0,
        rationale="A profile was made once, for a project.",
        status="draft",
        by=cast.coordinator,
    )
    respond(cast.assessment, cast.authority, "A1.2", 2.0, status="submitted", by=cast.coordinator)
    return cast


def taken(page: Page, cast: Cast, folder: Path) -> Path:
    """The file that the page gives out, filled in; meanwhile somebody answers on the site."""
    page.goto(f"/assessments/{cast.assessment.pk}/")
    page.locator(f'a[href="/assessments/{cast.assessment.pk}/spreadsheet/"]').click()
    with page.expect_download() as download:
        page.get_by_role("button", name="XLSX").click()
    assert download.value.suggested_filename == f"puerto-lirio-{cast.assessment.pk}.xlsx"
    path = folder / "filled.xlsx"
    changes = {
        "A1.1": {"answer": 3, "rationale": "The profile of 2024 is used by two plans."},
        "A1.2": {"answer": 4},
        "A1.3": {"answer": "dk"},
        "A1.4": {
            "answer": 2,
            "kind": "report",
            "document": "Report of the port office 2024",
            "link": "https://example.org/report",
        },
        "A1.5": {"answer": "=1+1"},
    }
    path.write_bytes(filled(Path(download.value.path()).read_bytes(), changes))
    row = Response.objects.get(indicator="A1.1")
    row.grade, row.version = 2.0, 2
    row.save()
    return path


def bring_back(page: Page, path: Path) -> None:
    page.locator('input[type="file"]').set_input_files(path)
    page.locator("form[enctype] button").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_questionnaire_is_taken_filled_in_and_brought_back(
    new_page: NewPage, cast: Cast, signed_in: SignIn, tmp_path: Path, scripts: bool
) -> None:
    page = signed_in(new_page(java_script_enabled=scripts), cast.contributor)
    bring_back(page, taken(page, cast, tmp_path))
    expect(page.get_by_text("formulas are not evaluated")).to_be_visible()
    expect(page.get_by_text("goes back to draft")).to_be_visible()
    expect(page.get_by_text("Report of the port office 2024")).to_be_visible()
    assert Response.objects.count() == 2
    page.locator('input[name="take-answer-A1.1"][value="file"]').check()
    page.get_by_role("button", name="Import what is right, leave the rest").click()
    expect(page.get_by_text("3 answers were written")).to_be_visible()
    grades = dict(Response.objects.values_list("indicator", "grade"))
    assert grades == {"A1.1": 3.0, "A1.2": 2.0, "A1.3": None, "A1.4": 2.0}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    new_page: NewPage,
    cast: Cast,
    signed_in: SignIn,
    axe: Check,
    tmp_path: Path,
    language: str,
    theme: str,
) -> None:
    page = signed_in(new_page(locale=language, color_scheme=theme), cast.contributor)
    path = taken(page, cast, tmp_path)
    axe(page)
    bring_back(page, path)
    expect(page.locator(".conflict").first).to_be_visible()
    axe(page)
    page.goto("/territories/puerto-lirio/actions/import/")
    axe(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_the_narrowest_phone(
    new_page: NewPage, cast: Cast, signed_in: SignIn, fits: Check, tmp_path: Path, language: str
) -> None:
    narrow = {"width": 320, "height": 640}
    page = signed_in(new_page(locale=language, viewport=narrow), cast.contributor)
    path = taken(page, cast, tmp_path)
    fits(page)
    bring_back(page, path)
    expect(page.locator(".conflict").first).to_be_visible()
    fits(page)


def test_actions_go_out_and_come_back(
    page: Page, cast: Cast, signed_in: SignIn, axe: Check, tmp_path: Path
) -> None:
    Action.objects.create(
        territory=cast.territory,
        framework_id="local-pcmd",
        framework_version="1.0",
        indicator="A1.1",
        title="Write a profile",
    )
    signed_in(page, cast.contributor).goto("/territories/puerto-lirio/actions/")
    page.get_by_role("link", name="By spreadsheet").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    path = tmp_path / "actions.csv"
    path.write_text(text.replace("Write a profile", "Write a better profile"), "utf-8")
    bring_back(page, path)
    expect(page.get_by_text("Write a better profile")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("one action was written")).to_be_visible()
    assert Action.objects.get().title == "Write a better profile"
