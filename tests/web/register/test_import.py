"""The register as a file: given out, and taken in after every change was shown."""

import io
import json
import zipfile
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from glocal.loading.portfolio import portfolio_of_bytes
from glocal_web.portal.models import (
    Channel,
    CoordinationAgreement,
    Policy,
    Provision,
    RegisterBody,
    Territory,
)
from glocal_web.portal.services import register_import
from glocal_web.portal.views import register_files as views
from tests.cast import Cast, sign_in
from tests.web.register.filing import body, policy, provision, register_version, verbs

ADDRESS = "/territories/puerto-lirio/register/import/"
DATA = "/territories/puerto-lirio/register"


def filled(cast: Cast) -> None:
    """A register with one of everything, and what it refers to above."""
    act = policy(cast.country, "education-act")
    provision(act, "edu-1")
    body(cast.country, "national-school", "National school")
    body(cast.territory, "school-x", "School X")
    own = policy(
        cast.territory,
        "ordinance",
        number="7",
        year=2024,
        sectors=["education"],
        responsible="school-x",
        ties=[["implements", "estalia.education-act"], ["cites", "gone"]],
    )
    provision(own, "ord-1", who="school-x", over=["estalia.edu-1", "gone"], quote="Old words")
    provision(own, "ord-2", who="estalia.national-school", territory="puerto-lirio")
    Channel.objects.create(territory=cast.territory, target=cast.province, by="Table")
    CoordinationAgreement.objects.create(
        territory=cast.territory, first="landlord", second="school-x", action="school-enrolment"
    )


def given(client: Client, kind: str = "yaml", query: str = "") -> Any:
    """The register as the site gives it out."""
    response = client.get(f"{DATA}.{kind}{query}")
    assert response.status_code == 200
    return response.content


def sent(client: Client, content: bytes, name: str = "register.yaml") -> Any:
    """The page that shows what a file would change."""
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def confirmed(client: Client, page: Any) -> Any:
    """The answer to the button below the changes."""
    form = page.context["form"]
    return client.post(
        ADDRESS, {"content": form["content"].value(), "version": form["version"].value()}
    )


def changed(content: bytes, **changes: Any) -> bytes:
    """A register file with other values at the first policy."""
    document = yaml.safe_load(content)
    document["policies"][0].update(changes)
    return yaml.safe_dump(document, allow_unicode=True).encode()


@pytest.mark.parametrize("kind", ["yaml", "xlsx", "json"])
def test_what_is_given_out_changes_nothing_when_it_comes_back(
    client: Client, cast: Cast, kind: str
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, given(client, kind), f"register.{kind}")
    plan = page.context["read"].plan
    assert page.context["read"].problems == ()
    assert plan.is_empty
    assert plan.unchanged == 4
    assert "the register holds all of this already" in page.content.decode()
    assert (register_version(cast.territory), verbs()) == (0, [])


@pytest.mark.parametrize("kind", ["yaml", "xlsx", "json"])
def test_an_empty_register_is_filled_from_a_file(client: Client, cast: Cast, kind: str) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    content = given(client, kind)
    before = {row.key: row.slots for row in Provision.objects.filter(territory=cast.territory)}
    Policy.objects.filter(territory=cast.territory).delete()
    RegisterBody.objects.filter(territory=cast.territory).delete()
    Channel.objects.all().delete()
    CoordinationAgreement.objects.all().delete()
    page = sent(client, content, f"register.{kind}")
    assert page.context["read"].problems == ()
    assert not Policy.objects.filter(territory=cast.territory).exists()
    assert confirmed(client, page)["location"] == f"{DATA}/"
    act = Policy.objects.get(territory=cast.territory)
    assert (act.key, act.number, act.year, act.responsible) == ("ordinance", "7", 2024, "school-x")
    assert act.ties == [["implements", "estalia.education-act"]]
    after = {row.key: row.slots for row in Provision.objects.filter(policy=act)}
    # What led nowhere is not in the file, nor what says only what its policy says.
    before["ord-1"]["over"] = ["estalia.edu-1"]
    del before["ord-2"]["territory"]
    assert after == before
    assert RegisterBody.objects.get(territory=cast.territory).name == "School X"
    assert Channel.objects.get().target == cast.province
    assert CoordinationAgreement.objects.get().second == "school-x"
    assert verbs() == ["register.imported"]
    assert register_version(cast.territory) == 1
    assert act.history.get().history_user == cast.coordinator


def test_every_change_is_shown_before_anything_is_changed(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    document = yaml.safe_load(given(client))
    act = document["policies"][0]
    act["title"] = "Ordinance, renamed"
    act["provisions"][0]["quote"] = "New words"
    act["provisions"].append(
        {
            "id": "ord-3",
            "modality": "firewall",
            "who": "school",
            "action": "school-enrolment",
            "for": "everybody",
        }
    )
    page = sent(client, yaml.safe_dump(document).encode())
    content = page.content.decode()
    for words in (
        "<bdi>Ordinance</bdi>",
        "<bdi>Ordinance, renamed</bdi>",
        "Old words",
        "New words",
        "ord-3",
        "Data must not be passed on",
    ):
        assert words in content
    assert "New: <strong><bdi>1</bdi></strong>. Changed: <strong><bdi>2</bdi></strong>" in content
    assert Policy.objects.get(key="ordinance").title == "Ordinance"
    assert Provision.objects.filter(territory=cast.territory).count() == 2
    confirmed(client, page)
    row = Provision.objects.get(key="ord-1")
    assert (row.slots["quote"], row.version) == ("New words", 2)
    assert Policy.objects.get(key="ordinance").title == "Ordinance, renamed"
    assert Provision.objects.get(key="ord-3").modality == "firewall"


def test_a_second_click_changes_nothing_more(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Renamed"))
    for _time in range(2):
        assert confirmed(client, page)["location"] == f"{DATA}/"
    assert Policy.objects.get(key="ordinance").version == 2
    assert verbs() == ["register.imported"]
    assert register_version(cast.territory) == 1


def test_a_register_that_changed_meanwhile_is_compared_once_more(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Mine"))
    Policy.objects.filter(key="ordinance").update(title="Theirs", version=2)
    Territory.objects.filter(pk=cast.territory.pk).update(register_version=5)
    again = confirmed(client, page)
    assert again.status_code == 409
    content = again.content.decode()
    assert "changed meanwhile" in content
    assert "<bdi>Theirs</bdi>" in content
    assert "<bdi>Mine</bdi>" in content
    assert Policy.objects.get(key="ordinance").title == "Theirs"
    confirmed(client, again)
    assert Policy.objects.get(key="ordinance").title == "Mine"


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
@pytest.mark.parametrize(
    ("language", "said"), [("en", "holds 3 policies"), ("es", "tiene 3 políticas")]
)
def test_more_than_is_taken_in_at_once_is_refused_as_the_page_said_before(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: str, language: str, said: str
) -> None:
    filled(cast)
    content = given(sign_in(client, cast.coordinator), kind)
    client.cookies["glocal_language"] = cast.coordinator.language = language
    cast.coordinator.save()
    sign_in(client, cast.coordinator)
    assert sent(client, content, f"register.{kind}").context["read"].plan is not None
    assert str(register_import.MOST_ENTRIES) in client.get(ADDRESS).content.decode()
    monkeypatch.setattr(register_import, "MOST_ENTRIES", 2)
    page = sent(client, content, f"register.{kind}")
    assert page.context["read"].plan is None
    assert said in page.content.decode()


def test_of_many_changes_the_first_are_told_and_the_others_counted(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(cast)
    content = given(sign_in(client, cast.coordinator))
    Policy.objects.filter(territory=cast.territory).delete()
    RegisterBody.objects.filter(territory=cast.territory).delete()
    Channel.objects.all().delete()
    whole = sent(client, content).context
    assert (len(whole["lines"]), whole["not_shown"]) == (5, 0)
    for most in (0, 1, 3, 4):
        monkeypatch.setattr(views, "MOST_LINES", most)
        page = sent(client, content).context
        assert (page["lines"], page["not_shown"]) == (whole["lines"][:most], 5 - most)


def test_what_the_file_does_not_hold_stays(client: Client, cast: Cast) -> None:
    filled(cast)
    policy(cast.territory, "another")
    sign_in(client, cast.coordinator)
    document = yaml.safe_load(given(client))
    document["policies"] = [one for one in document["policies"] if one["id"] == "ordinance"]
    document["policies"][0]["provisions"] = []
    document.pop("channels")
    page = sent(client, yaml.safe_dump(document).encode())
    assert page.context["read"].plan.is_empty
    assert Provision.objects.filter(territory=cast.territory).count() == 2


def test_right_rows_are_kept_on_request_and_every_mistake_is_told(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    document = yaml.safe_load(given(client))
    act = document["policies"][0]
    act["title"] = "Renamed"
    act["provisions"] += [
        {"id": "bad-1", "modality": "duty", "who": "scool", "action": "school-enrolment"},
        {
            "id": "bad-2",
            "modality": "duty",
            "who": "school",
            "action": "school-enrolment",
            "from": "2024-02-30",
        },
        {"id": "good", "modality": "duty", "who": "school", "action": "school-enrolment"},
    ]
    page = sent(client, yaml.safe_dump(document, sort_keys=False).encode())
    content = page.content.decode()
    assert len(page.context["read"].problems) == 2
    for words in (
        "scool",
        "2024-02-30",
        "Import what is right, leave the rest",
    ):
        assert words in content
    confirmed(client, page)
    keys = set(Provision.objects.filter(territory=cast.territory).values_list("key", flat=True))
    assert keys == {"ord-1", "ord-2", "good"}
    assert Policy.objects.get(key="ordinance").title == "Renamed"


def test_a_mistake_in_a_spreadsheet_is_told_by_sheet_and_cell(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    book = load_workbook(io.BytesIO(given(client, "xlsx")))
    sheet = next(one for one in book if any(cell.value == "ord-1" for row in one for cell in row))
    cell = next(cell for row in sheet for cell in row if cell.value == "ord-1")
    who = next(one for one in sheet[cell.row] if one.value and "school-x" in str(one.value))
    who.value = "Nobody knows whom"
    target = io.BytesIO()
    book.save(target)
    page = sent(client, target.getvalue(), "register.xlsx")
    (problem, *_others) = page.context["read"].problems
    assert sheet.title in problem.file
    assert problem.key == who.coordinate
    assert f"{who.coordinate}" in page.content.decode()


def test_what_belongs_to_other_territories_is_left_out_and_named(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    whole = given(client, query="?whole")
    page = sent(client, whole)
    assert page.context["read"].plan.is_empty
    assert "education-act" in page.context["read"].plan.elsewhere
    assert "Import them where they are kept" in page.content.decode()
    assert Policy.objects.get(territory=cast.country).version == 1


def test_the_whole_is_one_file_that_a_check_can_read_alone(client: Client, cast: Cast) -> None:
    filled(cast)
    provision(policy(cast.partner, "far-act"), "far-1")
    sign_in(client, cast.reader)
    loaded = portfolio_of_bytes(given(client, query="?whole"), "whole.yaml")
    assert set(loaded.portfolio.policies) == {"ordinance", "education-act", "far-act"}
    assert loaded.portfolio.provisions["ord-1"].over == ("edu-1",)
    assert loaded.portfolio.links == (("puerto-lirio", "norrhaven"),)


def test_two_registers_with_the_same_keys_fit_into_one_file(client: Client, cast: Cast) -> None:
    for territory in (cast.country, cast.province, cast.territory):
        provision(policy(territory, "act"), "act-1")
    provision(policy(cast.territory, "other"), "other-1", over=["estalia.act-1"])
    sign_in(client, cast.coordinator)
    loaded = portfolio_of_bytes(given(client, query="?whole"), "whole.yaml", keep_valid=True)
    assert set(loaded.portfolio.policies) == {"act", "estalia-act", "vallemar-act", "other"}
    page = sent(client, given(client))
    assert page.context["read"].plan.is_empty
    assert page.context["read"].plan.unchanged == 4


def test_additions_to_the_taxonomy_are_told_and_left_out(client: Client, cast: Cast) -> None:
    policy(cast.territory, "act")
    sign_in(client, cast.coordinator)
    document = yaml.safe_load(given(client))
    document["extends"] = {
        "actions": [{"id": "surf-lessons", "parent": "culture", "source": "invented"}]
    }
    document["policies"][0]["provisions"] = [
        {"id": "p", "modality": "duty", "who": "school", "action": "surf-lessons"}
    ]
    page = sent(client, yaml.safe_dump(document).encode())
    assert page.context["read"].plan.unknown == ("p",)
    assert "additions to the taxonomy" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"portfolio: A"),
        ("a", b"portfolio: A"),
        ("a.yaml.exe", b"portfolio: A"),
        ("a.yaml", b""),
        ("a.yaml", b"x" * 2_000_001),
    ],
)
def test_what_cannot_be_such_a_file_is_refused_at_the_field(
    client: Client, cast: Cast, name: str, content: bytes
) -> None:
    sign_in(client, cast.coordinator)
    response = sent(client, content, name)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert register_version(cast.territory) == 0


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", b"\xff\xfe\x00"),
        ("a.yaml", b"a: [1, 2"),
        ("a.yaml", b"- 1\n- 2"),
        ("a.yaml", b"a: &a [*a]"),
        ("a.yaml", b"!!python/object/apply:os.system ['echo x']"),
        ("a.yaml", b"portfolio: A\npolicies: 7\n"),
        ("a.yaml", b"uses: [../../etc/passwd]\nportfolio: A"),
        ("a.yaml", b"uses: [/etc/passwd.yaml]\nportfolio: A"),
        ("a.json", b"{"),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.xlsx", b"portfolio: A"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0old"),
        ("<script>.yaml", b"nothing: here"),
    ],
)
def test_hostile_files_are_told_and_change_nothing(
    client: Client, cast: Cast, name: str, content: bytes
) -> None:
    sign_in(client, cast.coordinator)
    response = sent(client, content, name)
    assert response.status_code == 200
    assert response.context["read"].problems
    assert "<script>." not in response.content.decode()
    assert not Policy.objects.exists()


def test_a_spreadsheet_that_unfolds_to_fill_the_memory_is_refused(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.coordinator)
    assert sent(client, bomb(), "a.xlsx").context["read"].problems


def test_formulas_in_a_spreadsheet_are_not_values(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    book = Workbook()
    book.active["A1"] = "=HYPERLINK(1)"
    target = io.BytesIO()
    book.save(target)
    response = sent(client, target.getvalue(), "a.xlsx")
    assert response.status_code == 200
    assert not Policy.objects.exists()


@pytest.mark.parametrize(
    "content", ["", "x", "eyJhIjoxfQ:1:abc", ".eJwDAAAAAAE:1vabc:forged", "\x00"]
)
def test_a_forged_confirmation_changes_nothing(client: Client, cast: Cast, content: str) -> None:
    sign_in(client, cast.coordinator)
    response = client.post(ADDRESS, {"content": content, "version": "0"})
    assert response.status_code == 200
    assert "Upload the file once more" in response.content.decode()
    assert not Policy.objects.exists()


def test_what_was_shown_for_one_territory_is_compared_anew_in_another(
    client: Client, cast: Cast
) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Renamed"))
    form = page.context["form"]
    sign_in(client, cast.outsider)
    client.post(
        "/territories/santa-brena/register/import/",
        {"content": form["content"].value(), "version": "0"},
    )
    assert not Policy.objects.filter(territory=cast.other_territory).exists()
    assert Policy.objects.get(key="ordinance").title == "Ordinance"


def test_only_who_manages_imports(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.coordinator)
    page = sent(client, changed(given(client), title="Renamed"))
    sign_in(client, cast.contributor)
    assert confirmed(client, page).status_code == 403
    assert sent(client, b"portfolio: A").status_code == 403
    assert Policy.objects.get(key="ordinance").title == "Ordinance"


def test_the_files_come_with_their_names_and_types(client: Client, cast: Cast) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    response = client.get(f"{DATA}.json")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="puerto-lirio.json"'
    assert json.loads(response.content)["policies"][0]["id"] == "ordinance"
    assert cast.contributor.name not in response.content.decode()
    assert client.get(f"{DATA}.yaml?whole")["Content-Disposition"] == (
        'attachment; filename="puerto-lirio-whole.yaml"'
    )
    for kind in ("csv", "exe", "YAML"):
        assert client.get(f"{DATA}.{kind}").status_code == 404


def test_a_new_register_gives_out_a_file_to_fill_in(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    book = load_workbook(io.BytesIO(given(client, "xlsx")))
    assert len(book.sheetnames) > 5
    document = yaml.safe_load(given(client))
    assert document["territories"] == [
        {"id": "puerto-lirio", "name": "Puerto Lirio", "level": "local", "parent": "vallemar"}
    ]
    assert "vallemar.yaml" in document["uses"]


def test_the_number_of_queries_to_give_it_out_does_not_grow(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    filled(cast)
    sign_in(client, cast.reader)
    for _time in range(2):
        with django_assert_max_num_queries(16):
            given(client)
        for number in range(10):
            provision(policy(cast.country))
            body(cast.territory, f"body-{_time}-{number}", f"Body {_time} {number}")
