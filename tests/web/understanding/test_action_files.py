"""The actions of a territory go out as a file and come back after every change was shown."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from glocal.io.forms import ACTIONS
from glocal.loading.catalogue import framework
from glocal.loading.families import LANGUAGES
from glocal_web.portal.models import Action, AuditEvent
from glocal_web.portal.services import action_plan
from tests.cast import Cast, assessment, sign_in

ADDRESS = "/territories/puerto-lirio/actions/import/"
NUMBERS = {one.id: number for number, one in enumerate(ACTIONS.columns, 1)}


def action(cast: Cast, title: str = "Write a profile", **more: Any) -> Action:
    values = {
        "framework_id": "local-pcmd",
        "framework_version": "1.0",
        "indicator": "A1.1",
        "owner": cast.contributor,
        "due": date(2027, 3, 31),
        "target_grade": 2.0,
        "description": "– one\r\n– two ",
    }
    return Action.objects.create(territory=cast.territory, title=title, **(values | more))


def taken(client: Client, kind: str = "xlsx") -> bytes:
    response = client.get(f"/territories/puerto-lirio/actions.{kind}")
    assert response.status_code == 200
    return bytes(response.content)


def filled(content: bytes, rows: dict[int, dict[str, Any]]) -> bytes:
    """The file with other cells: by row, then by column; row 2 is the first action."""
    book = load_workbook(io.BytesIO(content))
    for row, cells in rows.items():
        for column, value in cells.items():
            book.worksheets[1].cell(row, NUMBERS[column]).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sent(client: Client, content: bytes, name: str = "a.xlsx") -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def confirmed(client: Client, page: Any, **more: str) -> Any:
    return client.post(ADDRESS, {"content": page.context["form"]["content"].value(), **more})


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_given_out_changes_nothing_when_it_comes_back(
    client: Client, cast: Cast, language: str, kind: str
) -> None:
    action(cast)
    action(cast, "=Sum  of all", owner=None, owner_name="Town hall", due=None, status="done")
    sign_in(client, cast.contributor)
    client.cookies["django_language"] = language
    page = sent(client, taken(client, kind), f"a.{kind}")
    read = page.context["read"]
    assert (read.problems, read.notes, read.is_foreign, read.is_unknown) == ((), (), False, False)
    assert (read.plan.actions, read.plan.unchanged) == ((), 2)


def test_changes_and_new_actions_are_shown_then_written_once(client: Client, cast: Cast) -> None:
    row = action(cast)
    sign_in(client, cast.contributor)
    content = filled(
        taken(client),
        {
            2: {
                "action_title": "Write a better profile",
                "action_who": "Cora Coordinator",
                "action_due": date(2027, 6, 1),
                "action_status": "Under way",
                "action_target": 3,
            },
            3: {"action_code": "a1.2", "action_title": "Ask the port", "action_who": "Port office"},
            4: {"action_code": "Z9", "action_title": "Lost"},
            5: {"action_code": "A1.3", "action_how": "without a title"},
        },
    )
    page = sent(client, content)
    text = page.content.decode()
    for words in (
        "Write a better profile",
        "Ask the port",
        "New action",
        "B4",
        "D5",
        "An action needs a title",
    ):
        assert words in text
    row.refresh_from_db()
    assert (row.title, Action.objects.count()) == ("Write a profile", 1)
    assert confirmed(client, page)["location"] == "/territories/puerto-lirio/actions/"
    row.refresh_from_db()
    assert (row.title, row.owner, row.due, row.status, row.target_grade, row.version) == (
        "Write a better profile",
        cast.coordinator,
        date(2027, 6, 1),
        "under-way",
        3.0,
        2,
    )
    new = Action.objects.exclude(pk=row.pk).get()
    assert (new.title, new.indicator, new.owner, new.owner_name, new.created_by) == (
        "Ask the port",
        "A1.2",
        None,
        "Port office",
        cast.contributor,
    )
    assert AuditEvent.objects.filter(verb="action.created").count() == 1
    again = sent(client, content)
    assert again.context["plan"].actions == ()
    assert confirmed(client, page).status_code in {302, 409}
    assert Action.objects.count() == 2


def test_what_both_have_changed_is_shown_side_by_side_and_kept_unless_chosen(
    client: Client, cast: Cast
) -> None:
    row = action(cast)
    sign_in(client, cast.contributor)
    content = filled(taken(client), {2: {"action_title": "Mine", "action_due": date(2028, 1, 1)}})
    row.title, row.version = "Theirs", 2
    row.save()
    page = sent(client, content)
    (planned,) = page.context["plan"].actions
    assert (planned.choices, planned.is_clear) == (frozenset({"title"}), True)
    confirmed(client, page)
    row.refresh_from_db()
    assert (row.title, row.due) == ("Theirs", date(2028, 1, 1))
    page = sent(client, content)
    confirmed(client, page, **{f"take-action-{row.pk}": "file"})
    row.refresh_from_db()
    assert row.title == "Mine"


def test_a_dash_empties_a_part_and_what_both_have_changed_is_chosen(
    client: Client, cast: Cast
) -> None:
    row = action(cast, outcome="–")
    sign_in(client, cast.contributor)
    dashes = ("action_how", "action_who", "action_due", "action_target", "action_outcome")
    content = filled(taken(client), {2: dict.fromkeys(dashes, "–")})
    page = sent(client, content)
    (planned,) = page.context["plan"].actions
    assert (set(planned.values), planned.choices) == (
        {"description", "who", "due", "target_grade"},
        frozenset(),
    )
    Action.objects.filter(pk=row.pk).update(due=date(2029, 1, 1), version=2)
    page = sent(client, content)
    (planned,) = page.context["plan"].actions
    assert planned.choices == {"due"}
    confirmed(client, page)
    row.refresh_from_db()
    assert (row.due, row.owner, row.target_grade, row.description, row.outcome) == (
        date(2029, 1, 1),
        None,
        None,
        "",
        "–",
    )
    confirmed(client, sent(client, content), **{f"take-action-{row.pk}": "file"})
    row.refresh_from_db()
    assert row.due is None


def test_letters_that_were_lost_do_not_replace_those_that_are_here(
    client: Client, cast: Cast
) -> None:
    row = action(cast, "Plan سبب", owner=None, owner_name="Port سبب", description="")
    sign_in(client, cast.contributor)
    raw = taken(client, "csv").decode("utf-8-sig").encode("cp1252", "replace")
    page = sent(client, raw, "a.csv")
    assert page.context["plan"].actions == ()
    assert page.content.decode().count("Letters of this text were lost") == 2
    row.refresh_from_db()
    assert row.title == "Plan سبب"


def test_actions_that_changed_after_the_preview_are_compared_once_more(
    client: Client, cast: Cast
) -> None:
    row = action(cast)
    sign_in(client, cast.contributor)
    page = sent(client, filled(taken(client), {2: {"action_title": "Mine"}}))
    row.title, row.version = "Theirs", 2
    row.save()
    again = confirmed(client, page)
    assert again.status_code == 409
    assert "changed meanwhile" in again.content.decode()
    row.refresh_from_db()
    assert row.title == "Theirs"


def test_the_question_of_an_action_is_not_changed_by_a_file(client: Client, cast: Cast) -> None:
    row = action(cast)
    sign_in(client, cast.contributor)
    page = sent(client, filled(taken(client), {2: {"action_code": "A1.2"}}))
    assert page.context["plan"].actions == ()
    assert "stays as it is" in page.content.decode()
    row.refresh_from_db()
    assert row.indicator == "A1.1"


def test_a_new_action_may_raise_a_question_of_each_framework_that_is_in_use(
    client: Client, cast: Cast
) -> None:
    newer = assessment(
        cast.territory, cast.authority, year=2030, framework_name=("coordination-mechanism", "1.0")
    )
    own = framework("coordination-mechanism", "1.0").indicators[0].code
    sign_in(client, cast.contributor)
    content = taken(client)
    lists = load_workbook(io.BytesIO(content)).worksheets[2]
    offered = {cell.value for row in lists.iter_rows() for cell in row}
    assert {"A1.1", own} <= offered
    page = sent(
        client,
        filled(
            content,
            {
                2: {"action_code": "A1.1", "action_title": "Ask the port"},
                3: {"action_code": own, "action_title": "Meet the region"},
            },
        ),
    )
    assert page.context["read"].problems == ()
    confirmed(client, page)
    assert set(Action.objects.values_list("title", "framework_id", "assessment")) == {
        ("Ask the port", "local-pcmd", cast.assessment.pk),
        ("Meet the region", "coordination-mechanism", newer.pk),
    }


def test_a_row_with_a_mistake_is_not_called_the_same_as_on_the_site(
    client: Client, cast: Cast
) -> None:
    for number in range(3):
        action(cast, f"Action {number}")
    sign_in(client, cast.contributor)
    content = filled(taken(client), {2: {"action_due": "soon"}, 3: {"action_target": 9}})
    plan = sent(client, content).context["plan"]
    assert (plan.actions, plan.unchanged, len(plan.problems)) == ((), 1, 2)


def test_what_changes_nothing_does_not_count_towards_the_limit(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_plan, "MOST_ACTIONS", 2)
    for number in range(4):
        action(cast, f"Action {number}")
    sign_in(client, cast.contributor)
    content = taken(client)
    page = sent(client, filled(content, {5: {"action_outcome": "Done in March"}}))
    assert page.context["read"].problems == ()
    assert [dict(one.values) for one in page.context["plan"].actions] == [
        {"outcome": "Done in March"}
    ]
    every = {row: {"action_outcome": "Done in March"} for row in range(2, 6)}
    page = sent(client, filled(content, every))
    assert len(page.context["plan"].actions) == 2
    assert "Only 2 rows are read" in page.content.decode()


def test_an_action_of_another_territory_is_not_touched(client: Client, cast: Cast) -> None:
    row = action(cast)
    theirs = Action.objects.create(
        territory=cast.other_territory,
        framework_id="local-pcmd",
        framework_version="1.0",
        indicator="A1.1",
        title="Theirs",
    )
    sign_in(client, cast.contributor)
    page = sent(client, filled(taken(client), {2: {"number": str(theirs.pk), "action_title": "X"}}))
    assert f"There is no action &#x27;{theirs.pk}&#x27; here" in page.content.decode()
    theirs.refresh_from_db()
    assert (theirs.title, row.title) == ("Theirs", "Write a profile")


def test_actions_of_another_territory_are_added_only_when_somebody_says_so(
    client: Client, cast: Cast
) -> None:
    action(cast)
    sign_in(client, cast.contributor)
    content = taken(client, "csv").replace(b'"puerto-lirio"', b'"elsewhere"')
    Action.objects.all().delete()
    page = sent(client, content, "a.csv")
    assert "the actions of another territory" in page.content.decode()
    again = confirmed(client, page)
    assert "Tick the box below the changes" in again.content.decode()
    assert not Action.objects.exists()
    assert confirmed(client, again, all_the_same="1").status_code == 302
    assert Action.objects.get().territory == cast.territory


def test_a_questionnaire_is_no_list_of_actions(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    other = client.get(f"/assessments/{cast.assessment.pk}/questionnaire.xlsx").content
    page = sent(client, other)
    assert page.context["plan"] is None
    assert "of another kind" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "reads", "imports"),
    [
        ("coordinator", 200, 200),
        ("contributor", 200, 200),
        ("reviewer", 200, 403),
        ("reader", 200, 403),
        ("above", 200, 403),
        ("outsider", 404, 404),
    ],
)
def test_each_role_may_do_what_it_may_with_actions(
    client: Client, cast: Cast, role: str, reads: int, imports: int
) -> None:
    action(cast)
    sign_in(client, cast.contributor)
    content = taken(client)
    sign_in(client, getattr(cast, role))
    assert client.get("/territories/puerto-lirio/actions.csv").status_code == reads
    assert client.get(ADDRESS).status_code == imports
    assert sent(client, content).status_code == imports


def test_who_is_not_signed_in_gets_nothing(client: Client, cast: Cast) -> None:
    assert client.get(ADDRESS).status_code in {302, 404}
    assert client.get("/territories/puerto-lirio/actions.xlsx").status_code in {302, 404}
    assert client.get("/territories/puerto-lirio/actions.exe").status_code in {302, 404}
