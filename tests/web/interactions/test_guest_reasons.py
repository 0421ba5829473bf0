"""What guests wrote is for coordinators, also where it comes back by a file."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from glocal_web.portal.models import InteractionRating, Matrix, MatrixLink, MatrixRater
from glocal_web.portal.selectors.interaction_plan import file_hash
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, guest, link, matrix, rate, rater

SIX = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks")
SECRET_WORD = "Only for the coordinator"


def taken_along(client: Client, row: Matrix, kind: str) -> bytes:
    """All answers of a matrix in a file."""
    answer = client.get(address("matrix-data", row, f"answers-{kind}"))
    assert answer.status_code == 200
    return bytes(answer.content)


def brought_in(client: Client, row: Matrix, raw: bytes, kind: str) -> Any:
    file = SimpleUploadedFile(f"a.{kind}", raw)
    preview = client.post(address("matrix-import", row), {"file": file})
    content = preview.context["form"].initial["content"]
    return client.post(address("matrix-import", row), {"content": content})


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_reasons_of_guests_stay_with_coordinators_when_a_file_brings_them(
    client: Client, cast: Cast, kind: str
) -> None:
    first, second = matrix(cast.territory, SIX), matrix(cast.territory, SIX)
    rate(rater(first, person=cast.contributor), {("i1", "i2"): 2}, "A colleague said so")
    rate(guest(link(first, "t"), "s"), {("i1", "i2"): 1}, SECRET_WORD)
    sign_in(client, cast.coordinator)
    raw = taken_along(client, first, kind)
    assert brought_in(client, second, raw, kind).status_code == 302
    assert sorted(
        InteractionRating.objects.filter(rater__matrix=second).values_list("rationale")
    ) == [
        ("A colleague said so",),
        (SECRET_WORD,),
    ]
    names = [one.name for one in MatrixRater.objects.filter(matrix=second)]
    assert names == ["r1", "guest-2"]
    pair = address("matrix-pair", second, 1, 2)
    assert SECRET_WORD in client.get(pair).content.decode()
    sign_in(client, cast.reader)
    page = client.get(pair).content.decode()
    assert "A colleague said so" in page
    assert SECRET_WORD not in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_file_again_brings_no_guest_twice(client: Client, cast: Cast, kind: str) -> None:
    first, second = matrix(cast.territory, SIX), matrix(cast.territory, SIX)
    rate(guest(link(first, "t"), "s"), {("i1", "i2"): 1}, SECRET_WORD)
    sign_in(client, cast.coordinator)
    raw = taken_along(client, first, kind)
    for row in (first, second, second):
        file = SimpleUploadedFile(f"a.{kind}", raw)
        preview = client.post(address("matrix-import", row), {"file": file})
        if not preview.context["read"].plan.is_empty:
            brought_in(client, row, raw, kind)
    assert MatrixRater.objects.filter(matrix=first).count() == 1
    assert MatrixRater.objects.filter(matrix=second).count() == 1


def test_a_guest_stays_one_when_the_link_is_gone(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX)
    rate(guest(link(row, "t"), "s"), {("i1", "i2"): 1}, SECRET_WORD)
    MatrixLink.objects.all().delete()
    sign_in(client, cast.reader)
    assert SECRET_WORD not in client.get(address("matrix-pair", row, 1, 2)).content.decode()


def test_the_mark_of_a_guest_fits_where_it_is_kept(cast: Cast) -> None:
    row = matrix(cast.territory, SIX)
    marks = {file_hash(row, "academia", name) for name in ("guest-1", "guest-2", "guest", "r1")}
    assert {len(mark) for mark in marks} == {64}
    assert len([mark for mark in marks if mark.startswith("guest-")]) == 2
