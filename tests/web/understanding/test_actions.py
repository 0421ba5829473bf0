"""Actions: start one from a gap, change it, find it again; two people at once lose nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glocal_web.portal.models import Action, AuditEvent, Territory
from tests.cast import sign_in
from tests.web.understanding.conftest import Answered

LIST = "/territories/puerto-lirio/actions/"


def new_address(answered: Answered, rest: str = "&indicator=A1.3&grade=1") -> str:
    return f"{LIST}new/?assessment={answered.assessment.pk}{rest}"


def made(answered: Answered, title: str = "Sign the instruction", **values: object) -> Action:
    return Action.objects.create(
        **{
            "territory": answered.cast.territory,
            "assessment": answered.assessment,
            "framework_id": "local-pcmd",
            "framework_version": "1.0",
            "indicator": "A1.3",
            "target_grade": 1,
            "title": title,
            **values,
        }
    )


def fields(action: Action, **changes: str) -> dict[str, str]:
    return {
        "title": action.title,
        "description": action.description,
        "target_grade": "1",
        "owner": "",
        "owner_name": action.owner_name,
        "due": "",
        "status": action.status,
        "outcome": "",
        "version": str(action.version),
        **changes,
    }


def test_a_gap_fills_in_the_new_action(client: Client, answered: Answered) -> None:
    page = sign_in(client, answered.cast.contributor).get(new_address(answered)).content.decode()
    assert 'value="Data by migratory status, protected and kept apart from enforcement"' in page
    assert "Sign a one-page instruction" in page
    assert '<option value="1" selected>' in page


def test_an_action_is_started_and_noted_in_the_log(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.contributor)
    response = client.post(
        new_address(answered),
        {
            "title": "Sign the instruction",
            "description": "One page",
            "target_grade": "1",
            "owner": str(answered.cast.coordinator.pk),
            "due": "2027-03-31",
        },
    )
    action = Action.objects.get()
    assert response["location"] == f"/actions/{action.pk}/"
    assert (action.indicator, action.target_grade) == ("A1.3", 1.0)
    assert (action.owner, action.due) == (answered.cast.coordinator, date(2027, 3, 31))
    assert action.created_by == answered.cast.contributor
    assert AuditEvent.objects.get().verb == "action.created"


def test_from_the_list_the_indicator_is_chosen_in_the_form(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.contributor)
    assert 'name="indicator"' in client.get(f"{LIST}new/").content.decode()
    client.post(f"{LIST}new/", {"title": "Begin", "indicator": "A2.1"})
    assert Action.objects.get().indicator == "A2.1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"target_grade": "9"},
        {"owner": "999999"},
        {"due": "31.03.2027"},
        {"due": "2027-02-30"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, answered: Answered, wrong: dict[str, str]
) -> None:
    sign_in(client, answered.cast.contributor)
    values = {"title": "Sign", "description": "My long text", "target_grade": "1", **wrong}
    response = client.post(new_address(answered), values)
    page = response.content.decode()
    assert response.status_code == 200
    assert "My long text" in page
    assert "aria-invalid" in page
    assert not Action.objects.exists()


def test_a_person_of_another_territory_cannot_be_made_owner(
    client: Client, answered: Answered
) -> None:
    sign_in(client, answered.cast.contributor)
    client.post(new_address(answered), {"title": "x", "owner": str(answered.cast.outsider.pk)})
    assert not Action.objects.exists()


def test_an_action_has_one_owner(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.contributor)
    page = client.post(
        new_address(answered),
        {"title": "x", "owner": str(answered.cast.reader.pk), "owner_name": "The clinic"},
    ).content.decode()
    assert "an action has one owner" in page


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("reviewer", 403), ("outsider", 404)])
def test_who_may_not_plan_changes_nothing(
    client: Client, answered: Answered, who: str, status: int
) -> None:
    action = made(answered)
    sign_in(client, getattr(answered.cast, who))
    assert client.post(new_address(answered), {"title": "x"}).status_code == status
    response = client.post(f"/actions/{action.pk}/", fields(action, title="Taken over"))
    assert response.status_code == status
    action.refresh_from_db()
    assert action.title == "Sign the instruction"


def test_a_reader_reads_an_action_without_a_form(client: Client, answered: Answered) -> None:
    action = made(answered, description="First\nSecond")
    page = sign_in(client, answered.cast.reader).get(f"/actions/{action.pk}/").content.decode()
    assert "First<br>Second" in page
    assert 'name="title"' not in page


def test_a_change_of_status_has_its_own_row_in_the_log(client: Client, answered: Answered) -> None:
    action = made(answered)
    sign_in(client, answered.cast.contributor)
    client.post(f"/actions/{action.pk}/", fields(action, status="done", outcome="Signed."))
    action.refresh_from_db()
    assert (action.status, action.outcome, action.version) == ("done", "Signed.", 2)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "action.status",
        "action.changed",
    ]
    assert action.history.first().history_user == answered.cast.contributor


def test_sending_the_same_form_twice_changes_once(client: Client, answered: Answered) -> None:
    action = made(answered)
    sign_in(client, answered.cast.contributor)
    for _time in range(2):
        client.post(f"/actions/{action.pk}/", fields(action, title="Sign it"))
    action.refresh_from_db()
    assert (action.title, action.version) == ("Sign it", 2)
    assert AuditEvent.objects.count() == 1


def test_a_stale_form_overwrites_nothing_and_loses_nothing(
    client: Client, answered: Answered
) -> None:
    action = made(answered)
    old = fields(action, title="Mine")
    sign_in(client, answered.cast.coordinator)
    client.post(f"/actions/{action.pk}/", fields(action, title="Theirs", due="2027-01-31"))
    sign_in(client, answered.cast.contributor)
    response = client.post(f"/actions/{action.pk}/", old)
    page = response.content.decode()
    assert response.status_code == 409
    action.refresh_from_db()
    assert action.title == "Theirs"
    assert 'value="Mine"' in page
    assert "Theirs" in page
    # Saving again is a decision: the form now knows the version it was shown beside.
    assert 'name="version" value="2"' in page
    client.post(f"/actions/{action.pk}/", {**old, "version": "2"})
    action.refresh_from_db()
    assert action.title == "Mine"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99999999999999999999"])
def test_a_version_that_is_none_saves_nothing(
    client: Client, answered: Answered, version: str
) -> None:
    action = made(answered)
    sign_in(client, answered.cast.contributor)
    response = client.post(f"/actions/{action.pk}/", fields(action, title="x", version=version))
    assert response.status_code in (200, 409)
    action.refresh_from_db()
    assert action.title == "Sign the instruction"


def test_the_list_begins_with_what_is_late(client: Client, answered: Answered) -> None:
    today = timezone.localdate()
    made(answered, "Later", due=today + timedelta(days=40))
    made(answered, "Without a date")
    made(answered, "Late", due=today - timedelta(days=1))
    made(answered, "Soon", due=today + timedelta(days=3))
    made(answered, "Finished", due=today - timedelta(days=9), status="done")
    page = sign_in(client, answered.cast.reader).get(LIST).content.decode()
    places = [page.index(f"<bdi>{one}</bdi></a>") for one in ("Late", "Soon", "Later")]
    assert places == sorted(places)
    assert page.index("<bdi>Without a date</bdi>") > places[-1]
    assert "1 day past its date" in page
    assert "due in 3 days" in page
    assert "<bdi>Finished</bdi></a>" not in page


def test_the_list_can_be_narrowed_by_status_and_owner(client: Client, answered: Answered) -> None:
    made(answered, "Mine", owner=answered.cast.contributor)
    made(answered, "Of another", owner=answered.cast.coordinator)
    made(answered, "Done thing", status="done")
    sign_in(client, answered.cast.contributor)

    def titles(query: str) -> list[str]:
        page = client.get(LIST + query).content.decode()
        return [one for one in ("Mine", "Of another", "Done thing") if f"<bdi>{one}</bdi>" in page]

    assert titles("") == ["Mine", "Of another"]
    assert titles("?owner=mine") == ["Mine"]
    assert titles(f"?owner={answered.cast.coordinator.pk}") == ["Of another"]
    assert titles("?status=done") == ["Done thing"]
    assert titles("?status=all&page=99") == ["Mine", "Of another", "Done thing"]
    assert titles("?status=%00&owner=99999999999999999999999&page=x") == ["Mine", "Of another"]


def test_without_an_assessment_the_way_begins_with_one(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.outsider)
    page = client.get("/territories/santa-brena/actions/").content.decode()
    assert "open one first" in page
    assert (
        "Open an assessment first"
        in client.get("/territories/santa-brena/actions/new/").content.decode()
    )


def test_the_number_of_queries_does_not_grow(client: Client, answered: Answered) -> None:
    sign_in(client, answered.cast.contributor)
    made(answered, owner=answered.cast.reader)
    with CaptureQueriesContext(connection) as first:
        client.get(LIST)
    Territory.objects.bulk_create(
        Territory(slug=f"t{number}", name=f"T{number}", level="local") for number in range(2000)
    )
    for number in range(20):
        made(answered, f"Action {number}", owner=answered.cast.reader)
    with CaptureQueriesContext(connection) as second:
        client.get(LIST)
    assert len(first) == len(second)
