"""A matrix as a file, given out and taken in: who may, what changes, what stays as it is."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glocal.io.interactions_read import interactions_of
from glocal_web.portal.models import AuditEvent, InteractionRating, Matrix, MatrixRater
from glocal_web.portal.permissions import NotAllowedError
from glocal_web.portal.services.interaction_import import read_ratings
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, guest, link, matrix, rate, rater

SIX = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks")
HEAD = "from,to,value,rater,group,rationale\n"


@pytest.fixture
def row(cast: Cast) -> Matrix:
    return matrix(cast.territory, SIX)


def data(client: Client, row: Matrix, kind: str) -> bytes:
    answer = client.get(address("matrix-data", row, kind))
    assert answer.status_code == 200, kind
    assert answer["content-disposition"].startswith("attachment")
    return bytes(answer.content)


def upload(client: Client, row: Matrix, text: str | bytes, name: str = "a.csv", **more: Any) -> Any:
    raw = text if isinstance(text, bytes) else text.encode()
    return client.post(
        address("matrix-import", row), {"file": SimpleUploadedFile(name, raw), **more}
    )


def confirm(client: Client, row: Matrix, preview: Any) -> Any:
    content = preview.context["form"].initial["content"]
    return client.post(address("matrix-import", row), {"content": content})


def kept() -> list[tuple[str, str, str, str, int | None]]:
    return sorted(
        (one.rater.name, one.rater.group, one.source.key, one.target.key, one.value)
        for one in InteractionRating.objects.all()
    )


def test_readers_get_what_the_groups_say_and_no_rater(
    client: Client, cast: Cast, row: Matrix
) -> None:
    rate(rater(row), {("i1", "i2"): 2}, "A reason")
    rate(rater(row, "academia"), {("i1", "i2"): -1, ("i2", "i1"): None}, "Another reason")
    sign_in(client, cast.reader)
    square = data(client, row, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(square)))
    assert rows[1][:3] == ["i1 — Homes", "", "0.5"]
    told = json.loads(data(client, row, "json"))
    assert told["pairs"][0] == {
        "from": "i1",
        "to": "i2",
        "value": 0.5,
        "groups": {"academia": -1.0, "authority": 2.0},
    }
    # Somebody looked at it and does not know: neither a value nor 0.
    assert told["pairs"][1]["value"] is None
    xlsx = data(client, row, "xlsx")
    assert interactions_of(xlsx, "m.xlsx", decimals=True).signed.values[0, 1] == 0.5
    assert b"reason" not in square.encode() + json.dumps(told).encode()
    for kind in ("answers-csv", "answers-xlsx", "answers-json"):
        assert client.get(address("matrix-data", row, kind)).status_code == 403


def test_coordinators_get_every_answer_with_numbers_for_names(
    client: Client, cast: Cast, row: Matrix
) -> None:
    rate(rater(row, person=cast.contributor), {("i1", "i2"): 2}, "=cmd|' /C calc'!A0")
    rate(guest(link(row, "t"), "s"), {("i1", "i2"): None})
    sign_in(client, cast.coordinator)
    text = data(client, row, "answers-csv").decode("utf-8-sig")
    assert cast.contributor.name not in text
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(one["rater"], one["group"], one["value"]) for one in lines] == [
        ("r1", "authority", "2"),
        ("guest-2", "academia", "?"),
    ]
    assert lines[0]["rationale"].startswith("'=")
    told = json.loads(data(client, row, "answers-json"))
    assert told["ratings"][1]["value"] is None
    assert interactions_of(data(client, row, "answers-xlsx"), "a.xlsx").rated.ratings


def test_strange_signs_in_a_reason_break_no_file(client: Client, cast: Cast, row: Matrix) -> None:
    rate(rater(row), {("i1", "i2"): 2}, "a\x01b\u202e\r\nc\t\u2028\U0001f6a2")
    sign_in(client, cast.coordinator)
    for kind, name in (("answers-csv", "a.csv"), ("answers-xlsx", "a.xlsx")):
        read = interactions_of(data(client, row, kind), name)
        assert [one.value for one in read.rated.ratings] == [2]
    assert json.loads(data(client, row, "answers-json"))["ratings"][0]["value"] == 2


@pytest.mark.parametrize("kind", ["pdf", "answers", "answers-pdf", "csv-answers"])
def test_a_kind_that_there_is_not_is_not_found(
    client: Client, cast: Cast, row: Matrix, kind: str
) -> None:
    sign_in(client, cast.coordinator)
    assert client.get(address("matrix-data", row, kind)).status_code == 404


def test_a_matrix_without_answers_is_a_file_to_fill_in(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.reader)
    for kind in ("csv", "xlsx", "json"):
        assert data(client, row, kind)


def test_a_list_is_previewed_then_imported(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.coordinator)
    text = HEAD + (
        "i1,Work,-2,Maria,Academia,Seen <b>often</b>\ni2,i1,?,Maria,academia,\n"
        "i1,i2,3,Paul,civil-society,\n"
    )
    preview = upload(client, row, text)
    page = preview.content.decode()
    assert not InteractionRating.objects.exists()
    assert "Maria" not in page.split("<main", 1)[1]
    assert confirm(client, row, preview).status_code == 302
    assert kept() == [
        ("r1", "academia", "i1", "i2", -2),
        ("r1", "academia", "i2", "i1", None),
        ("r2", "civil-society", "i1", "i2", 3),
    ]
    assert "Maria" not in str(list(MatrixRater.objects.values()))
    log = AuditEvent.objects.get(verb="matrix.imported")
    assert (log.data["new"], log.data["changed"]) == (3, 0)


def test_of_very_many_raters_a_page_shows_the_first(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    lines = "".join(f"i1,i2,1,p{number},academia,\n" for number in range(310))
    page = upload(client, row, HEAD + lines).content.decode()
    assert page.count('<th scope="row">') == 300
    assert "And <bdi>10</bdi> more." in page


def test_a_hundred_raters_are_written_in_as_many_queries_as_one(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    asked = []
    for name, raters in (("one", 1), ("many", 100)):
        lines = "".join(f"i1,i2,1,{name}{number},academia,\n" for number in range(raters))
        preview = upload(client, row, HEAD + lines)
        with CaptureQueriesContext(connection) as found:
            confirm(client, row, preview)
        asked.append(len(found))
    # SQLite takes a hundred new rows in two batches.
    assert asked[1] <= asked[0] + 1
    assert [one.number for one in MatrixRater.objects.all()] == list(range(1, 102))
    assert InteractionRating.objects.count() == 101


@pytest.mark.parametrize("there", [False, True])
def test_whatever_a_file_calls_the_meeting_there_is_one(
    client: Client, cast: Cast, row: Matrix, there: bool
) -> None:
    if there:
        rate(rater(row, "", is_meeting=True), {("i3", "i4"): 3})
    sign_in(client, cast.coordinator)
    text = HEAD + "i1,i2,1,Round one,meeting,\ni1,i2,2,Round two,meeting,\ni2,i1,0,,meeting,\n"
    confirm(client, row, upload(client, row, text))
    # What the meeting wrote down on the site is never changed by a file.
    written = [("i3", "i4", 3)] if there else [("i1", "i2", 1), ("i2", "i1", 0)]
    assert kept() == [("meeting", "", *one) for one in written]


def test_the_same_file_again_changes_nothing(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.coordinator)
    text = HEAD + "i1,i2,1,Maria,academia,\n"
    confirm(client, row, upload(client, row, text))
    preview = upload(client, row, text)
    assert "Nothing would change." in preview.content.decode()
    confirm(client, row, preview)
    assert kept() == [("r1", "academia", "i1", "i2", 1)]
    assert AuditEvent.objects.filter(verb="matrix.imported").count() == 1


def test_a_mended_file_changes_what_it_brought(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.coordinator)
    confirm(client, row, upload(client, row, HEAD + "i1,i2,1,Maria,academia,Why\n"))
    preview = upload(client, row, HEAD + "i1,i2,-1,Maria,academia,\n")
    assert "+1 Enabling → −1 Constraining" in preview.content.decode()
    confirm(client, row, preview)
    one = InteractionRating.objects.get()
    assert (one.value, one.rationale, one.version) == (-1, "Why", 2)


def test_a_long_reason_comes_in_whole(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.coordinator)
    text = HEAD + f"i1,i2,1,Maria,academia,{'x' * 4000}\n"
    confirm(client, row, upload(client, row, text))
    assert InteractionRating.objects.get().rationale == "x" * 4000
    longer = upload(client, row, HEAD + f"i2,i1,1,Maria,academia,{'x' * 4001}\n")
    assert "One thing in the file is not right" in longer.content.decode()


def test_a_file_puts_no_words_into_the_mouth_of_those_who_answered_here(
    client: Client, cast: Cast, row: Matrix
) -> None:
    rate(rater(row, person=cast.contributor), {("i1", "i2"): 1})
    sign_in(client, cast.coordinator)
    text = HEAD + "i1,i2,-3,r1,authority,\ni2,i1,2,r1,authority,\n"
    preview = upload(client, row, text)
    assert preview.context["plan"].left == 2
    confirm(client, row, preview)
    assert kept() == [("r1", "authority", "i1", "i2", 1)]


def test_what_was_given_out_comes_back_as_it_was(client: Client, cast: Cast, row: Matrix) -> None:
    rate(rater(row), {("i1", "i2"): 1}, "Why")
    rate(rater(row, "", is_meeting=True), {("i1", "i2"): -1})
    sign_in(client, cast.coordinator)
    for kind, name in (("answers-csv", "a.csv"), ("answers-xlsx", "a.xlsx")):
        preview = upload(client, row, data(client, row, kind), name)
        assert preview.context["read"].problems == ()
        assert preview.context["plan"].is_empty
        assert preview.context["plan"].left == 0


def test_a_square_table_is_one_rater_of_the_group_that_is_said(
    client: Client, cast: Cast, row: Matrix
) -> None:
    rate(rater(row, "academia", cast.contributor), {("i1", "i2"): 1})
    text = ",Homes,Work\nHomes,,2\nWork,−1,\n"
    sign_in(client, cast.coordinator)
    preview = upload(client, row, text, "one.csv")
    assert preview.context["read"].needs_group
    assert preview.context["plan"].is_empty
    for name in ("one.csv", "two.csv"):
        confirm(client, row, upload(client, row, text, name, group="academia"))
    assert kept() == [
        ("r1", "academia", "i1", "i2", 1),
        ("r2", "academia", "i1", "i2", 2),
        ("r2", "academia", "i2", "i1", -1),
        ("r3", "academia", "i1", "i2", 2),
        ("r3", "academia", "i2", "i1", -1),
    ]


def test_what_is_wrong_is_told_and_the_rest_kept_on_request(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    text = HEAD + (
        "i1,i2,9,Maria,academia,\ni1,Hoems,1,Maria,academia,\n"
        "i1,i3,1,Maria,aliens,\ni2,i1,1,Maria,academia,\n"
    )
    preview = upload(client, row, text)
    page = preview.content.decode()
    assert "2 things in the file are not right" in page
    assert "aliens" in page
    assert "Import what is right, leave the rest" in page
    confirm(client, row, preview)
    assert kept() == [("r1", "academia", "i2", "i1", 1)]


def test_what_was_changed_since_the_preview_is_shown_again(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    confirm(client, row, upload(client, row, HEAD + "i1,i2,1,Maria,academia,\n"))
    old = upload(client, row, HEAD + "i1,i2,2,Maria,academia,\n")
    confirm(client, row, upload(client, row, HEAD + "i1,i2,3,Maria,academia,\n"))
    late = confirm(client, row, old)
    assert late.status_code == 409
    assert kept() == [("r1", "academia", "i1", "i2", 3)]
    confirm(client, row, late)
    assert kept() == [("r1", "academia", "i1", "i2", 2)]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", b""),
        ("a.exe", b"x"),
        ("a.csv", b"\xff\xfe\x00" * 50),
        ("a.xlsx", b"PK\x03\x04 no book"),
        ("a.csv", b"only one line"),
        ("a.csv", b",A,B\nA,,1\nB,1,\n"),
    ],
)
def test_a_file_that_is_none_is_told_in_words(
    client: Client, cast: Cast, row: Matrix, name: str, raw: bytes
) -> None:
    answer = upload(sign_in(client, cast.coordinator), row, raw, name)
    assert answer.status_code == 200
    assert not InteractionRating.objects.exists()


@pytest.mark.parametrize("content", ["", "x", "x" * 5000, "eyJ:1:x"])
def test_a_made_up_confirmation_imports_nothing(
    client: Client, cast: Cast, row: Matrix, content: str
) -> None:
    sign_in(client, cast.coordinator)
    answer = client.post(address("matrix-import", row), {"content": content})
    assert "Upload the file once more" in answer.content.decode()
    assert not InteractionRating.objects.exists()


def test_nothing_is_imported_into_a_closed_matrix(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.coordinator)
    preview = upload(client, row, HEAD + "i1,i2,1,Maria,academia,\n")
    row.state = "closed"
    row.save()
    assert client.get(address("matrix-import", row)).status_code == 302
    confirm(client, row, preview)
    assert not InteractionRating.objects.exists()


def test_a_plan_is_told_for_coordinators_alone(cast: Cast, row: Matrix) -> None:
    with pytest.raises(NotAllowedError):
        read_ratings(cast.contributor, row, "a.csv", HEAD.encode())
