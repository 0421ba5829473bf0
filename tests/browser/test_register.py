"""The register in a browser: a policy and its provisions, by keyboard, without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from playwright.sync_api import Page, expect

from glocal.model.provision import Modality
from glocal_web.portal.models import Channel, CoordinationAgreement, Policy, Provision
from tests.browser.conftest import PHONE, NewPage
from tests.browser.watch import Watch
from tests.cast import Cast, make_cast
from tests.web.register.filing import body, policy, provision

SignIn = Callable[[Page, AbstractBaseUser], Page]
Axe = Callable[[Page], None]
Fits = Callable[[Page], None]
LIST = "/territories/puerto-lirio/register/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast, with a national act that Puerto Lirio inherits and one of everything of its own."""
    cast = make_cast()
    law = policy(cast.country, "education-act", title="Education Act", sectors=["education"])
    provision(law, "edu-1", article="3", quote="Every child from six to seventeen years …")
    body(cast.territory, "school-of-the-port", "School of the Port")
    act = policy(
        cast.territory,
        "ordinance-on-enrolment-and-residence",
        title="Ordinance on enrolment",
        valid_from="2020-01-01",
        ties=[["implements", "estalia.education-act"]],
    )
    provision(act, "ord-1", requires=["proof-of-address"], over=["estalia.edu-1"], article="1")
    provision(
        act, "ord-2", until="2024-01-01", effects=[{"goal": "school-attendance", "strength": 2}]
    )
    Channel.objects.create(territory=cast.territory, target=cast.province, by="Table")
    CoordinationAgreement.objects.create(
        territory=cast.territory, first="landlord", second="school-of-the-port"
    )
    return cast


def pages() -> tuple[str, ...]:
    """Every page of the register, with something on it."""
    act = Policy.objects.get(title="Ordinance on enrolment")
    row = Provision.objects.get(key="ord-1")
    school = act.territory.register_bodies.get()
    return (
        LIST,
        f"{LIST}?q=school&level=national",
        f"{LIST}?q=xylophone",
        f"{LIST}new/",
        f"{LIST}import/",
        f"{LIST}bodies/",
        f"{LIST}bodies/{school.pk}/",
        "/territories/estalia/register/additions/",
        f"/policies/{act.pk}/",
        f"/policies/{act.pk}/edit/",
        f"/policies/{act.pk}/remove/",
        f"/policies/{act.pk}/provisions/new/",
        *(f"/policies/{act.pk}/provisions/new/?modality={one}" for one in ("grant", "support")),
        f"/provisions/{row.pk}/?saved",
        f"/provisions/{row.pk}/edit/",
        f"/provisions/{row.pk}/end/",
    )


def open_everything(page: Page) -> None:
    """Open whatever waits to be opened."""
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")


def enter_a_policy(page: Page) -> None:
    page.goto(LIST)
    page.get_by_role("link", name="Enter a policy").click()
    page.get_by_label("Title").fill("Ordinance on shelters")
    page.get_by_label("Kind of act").select_option("ordinance")
    page.get_by_label("Number").fill("7")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Housing and shelter").check()
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_role("heading", name="Ordinance on shelters")).to_be_visible()


def choose(page: Page, field: str, word: str, name: str) -> None:
    """Look for a word beside a field, and choose what is found."""
    part = page.locator(f"#pick-{field}")
    part.get_by_role("searchbox").fill(word)
    part.get_by_role("button", name="Find").click()
    found = page.locator(f"#pick-{field}").get_by_role("radio", name=re.compile(f"^{name}"))
    found.first.check()


def enter_two_provisions(page: Page) -> None:
    page.get_by_role("link", name="Enter a provision").click()
    page.get_by_role("link", name="Must be offered").click()
    choose(page, "who", "port", "School of the Port")
    choose(page, "action", "enrolment", "School enrolment")
    page.locator("summary").get_by_text("Age", exact=True).click()
    page.get_by_label("6 to 17 years").check()
    page.get_by_label("Nothing: the text asks for nothing").check()
    page.get_by_label("Article", exact=True).fill("3")
    page.get_by_label("Sure: I have read the text").check()
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Entered. It says:")).to_be_visible()
    expect(page.locator(".provision-says").first).to_contain_text("School of the Port")
    page.get_by_role("link", name="Enter the next one of this policy").click()
    page.get_by_role("link", name="Data must be reported").click()
    page.locator("#pick-who select").select_option("school")
    page.locator("#pick-action select").select_option("school-enrolment")
    page.locator("#pick-to select").select_option("immigration-authority")
    page.get_by_label("The text names nobody").check()
    page.get_by_label("I think so").check()
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator(".provision-says").first).to_contain_text("immigration authority")


def test_a_policy_and_two_provisions(page: Page, cast: Cast, signed_in: SignIn) -> None:
    signed_in(page, cast.contributor)
    enter_a_policy(page)
    enter_two_provisions(page)
    act = Policy.objects.get(title="Ordinance on shelters")
    first, second = act.provisions.order_by("position")
    assert (first.bearer, first.slots["for"]) == ("school-of-the-port", {"age": ["6-17"]})
    assert (first.slots["requires"], first.slots["article"]) == ([], "3")
    assert (second.modality, second.target, second.slots["for"]) == (
        "report",
        "immigration-authority",
        "silent",
    )


def test_the_same_without_scripts(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(page_without_javascript, cast.contributor)
    enter_a_policy(page)
    enter_two_provisions(page)
    assert Policy.objects.get(title="Ordinance on shelters").provisions.count() == 2


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_provision_is_entered_by_keyboard_alone(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    act = Policy.objects.get(title="Ordinance on enrolment")
    signed_in(page, cast.contributor).goto(f"/policies/{act.pk}/provisions/new/")
    page.get_by_role("link", name="Must not be done").focus()
    press(page, "Enter")
    page.wait_for_url("**modality=prohibition")
    page.locator("#id_who_q").focus()
    page.keyboard.type("landlord")
    expect(page.locator("#pick-who").get_by_role("radio").first).to_be_visible()
    press(page, "Tab", "Tab", "Space")
    page.locator("#id_action_q").focus()
    page.keyboard.type("school meals")
    # Enter sends no form: before something is found it does nothing, then it takes the first.
    press(page, "Enter")
    expect(page.locator("#pick-action").get_by_role("radio").first).to_be_visible()
    press(page, "Enter")
    expect(page.locator("#pick-action").get_by_role("radio", checked=True)).to_be_focused()
    page.locator("#id_action_q").focus()
    press(page, "ArrowDown", "Space")
    page.get_by_label("For everybody: the text says so").focus()
    press(page, "Space")
    page.get_by_label("I think so").focus()
    press(page, "Space")
    page.get_by_label("Article", exact=True).focus()
    page.keyboard.type("9")
    # Enter in a field saves; it does not press the button of a search.
    press(page, "Enter")
    expect(page.get_by_text("Entered. It says:")).to_be_visible()
    row = Provision.objects.get(modality="prohibition")
    assert (row.bearer, row.action, row.slots["article"]) == ("landlord", "school-meals", "9")


def test_groups_fold_away_where_the_text_names_none(
    page_without_javascript: Page, cast: Cast, signed_in: SignIn
) -> None:
    act = Policy.objects.get(title="Ordinance on enrolment")
    page = signed_in(page_without_javascript, cast.contributor)
    page.goto(f"/policies/{act.pk}/provisions/new/?modality=duty")
    boxes = page.locator(".group-boxes")
    expect(boxes).to_be_visible()
    for answer in ("For everybody: the text says so", "The text names nobody", "I do not know"):
        page.get_by_label(answer).check()
        expect(boxes).to_be_hidden()
    page.get_by_label("For the people that I tick below").check()
    expect(boxes).to_be_visible()
    # Ticked groups that another answer contradicts come back in sight with the error.
    boxes.locator("input").first.check()
    page.get_by_label("For everybody: the text says so").check()
    expect(boxes).to_be_hidden()
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("Keep one of the two answers.").first).to_be_visible()
    expect(boxes).to_be_visible()


def test_ticking_takes_the_mark_away_from_not_recorded(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    act = Policy.objects.get(title="Ordinance on enrolment")
    signed_in(page, cast.contributor)
    page.goto(f"/policies/{act.pk}/provisions/new/?modality=entitlement")
    expect(page.get_by_label("Not recorded")).to_be_checked()
    page.locator("#id_requires input").first.check()
    expect(page.get_by_label("Not recorded")).not_to_be_checked()
    expect(page.get_by_label("What I tick below")).to_be_checked()
    page.get_by_label("Nothing: the text asks for nothing").check()
    expect(page.locator("#id_requires")).to_be_hidden()
    page.locator(".group-boxes input").first.check()
    expect(page.get_by_label("For the people that I tick below")).to_be_checked()


def test_what_is_typed_finds_services_at_once_and_stays_when_the_kind_changes(
    page: Page, cast: Cast, signed_in: SignIn
) -> None:
    act = Policy.objects.get(title="Ordinance on enrolment")
    signed_in(page, cast.contributor).goto(f"/policies/{act.pk}/provisions/new/?modality=duty")
    page.locator("#id_action_q").press_sequentially("school me")
    page.locator("#pick-action").get_by_role("radio", name=re.compile("^School meals")).check()
    page.get_by_label("Quote").fill("Words of the text")
    page.get_by_text("It does something else").click()
    page.get_by_label("Data are passed on").check()
    page.get_by_role("button", name="Ask the questions for this").click()
    expect(page.get_by_text("Who gets the data?", exact=True)).to_be_visible()
    expect(page.get_by_label("Quote")).to_have_value("Words of the text")
    expect(page.locator("#pick-action").get_by_role("radio", checked=True)).to_have_value(
        "school-meals"
    )
    assert Provision.objects.filter(policy=act).count() == 2


def test_two_people_at_once_see_both_sides(
    new_page: NewPage, cast: Cast, signed_in: SignIn, axe: Axe, watch: Watch
) -> None:
    row = Provision.objects.get(key="ord-1")
    watch.expect("status 409")
    first = signed_in(new_page(), cast.contributor)
    second = signed_in(new_page(), cast.coordinator)
    for one in (first, second):
        one.goto(f"/provisions/{row.pk}/edit/")
    second.get_by_label("Article", exact=True).fill("2")
    second.get_by_role("button", name="Save").last.click()
    expect(second.get_by_text("Entered. It says:")).to_be_visible()
    first.get_by_label("Article", exact=True).fill("7")
    first.get_by_role("button", name="Save").last.click()
    expect(first.get_by_text("Somebody else changed this meanwhile")).to_be_visible()
    axe(first)
    first.get_by_role("button", name="Save").last.click()
    expect(first.get_by_text("Entered. It says:")).to_be_visible()
    row.refresh_from_db()
    assert row.slots["article"] == "7"


def test_a_file_shows_its_changes_before_anything_is_changed(
    page: Page, cast: Cast, signed_in: SignIn, axe: Axe, tmp_path: Path
) -> None:
    signed_in(page, cast.coordinator).goto(LIST)
    with page.expect_download() as download:
        page.get_by_role("link", name="YAML").first.click()
    text = Path(download.value.path()).read_text("utf-8")
    path = tmp_path / "register.yaml"
    path.write_text(
        text.replace("Ordinance on enrolment", "Ordinance on schools").replace(
            "who: school", "who: scool", 1
        ),
        "utf-8",
    )
    page.get_by_role("link", name="Import").click()
    page.get_by_label("Spreadsheet or YAML file").set_input_files(path)
    page.get_by_role("button", name="Show the changes").click()
    expect(page.get_by_text("Ordinance on schools").first).to_be_visible()
    expect(page.get_by_text("scool").first).to_be_visible()
    axe(page)
    assert not Policy.objects.filter(title="Ordinance on schools").exists()
    page.get_by_role("button", name="Import what is right, leave the rest").click()
    expect(page.get_by_text("Imported")).to_be_visible()
    assert Policy.objects.filter(title="Ordinance on schools").exists()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    new_page: NewPage, cast: Cast, signed_in: SignIn, axe: Axe, language: str, theme: str
) -> None:
    page = signed_in(new_page(locale=language, color_scheme=theme), cast.coordinator)
    for address in pages():
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        open_everything(page)
        axe(page)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_no_page_is_wider_than_the_narrowest_phone(
    new_page: NewPage, cast: Cast, signed_in: SignIn, fits: Fits, language: str
) -> None:
    page = signed_in(new_page(locale=language, viewport=PHONE), cast.coordinator)
    for address in pages():
        page.goto(address)
        open_everything(page)
        fits(page)


def test_every_kind_of_provision_has_a_form(page: Page, cast: Cast, signed_in: SignIn) -> None:
    act = Policy.objects.get(title="Ordinance on enrolment")
    signed_in(page, cast.contributor)
    for one in Modality:
        page.goto(f"/policies/{act.pk}/provisions/new/?modality={one}")
        expect(page.get_by_role("button", name="Save").last).to_be_visible()
