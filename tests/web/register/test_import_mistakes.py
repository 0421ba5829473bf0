"""Files that are not right, too large, or hostile: what is told, and that nothing is changed."""

import io
import zipfile

import pytest
import yaml
from django.test import Client
from openpyxl import Workbook, load_workbook

from glocal_web.portal.models import Policy, Provision
from glocal_web.portal.services import register_import
from tests.cast import Cast, sign_in
from tests.web.register.filing import register_version
from tests.web.register.taking_in import ADDRESS, confirmed, filled, given, sent


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
