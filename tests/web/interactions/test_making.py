"""Make a matrix, change it, open and close it; what is sent twice or too late loses nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import AuditEvent, Matrix, MatrixItem
from glocal_web.portal.services.interactions import (
    ItemDraft,
    MatrixDraft,
    TooFewItemsError,
    WrongStateError,
    change_matrix,
    set_state,
)
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, matrix, rate, rater
from tests.web.register.filing import policy

NEW = "/territories/puerto-lirio/interactions/new/"
SIX = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks")


def sent(**more: Any) -> dict[str, Any]:
    return {
        "title": "Before the budget",
        "asks": "worth-asking",
        "objectives": "\n".join(SIX),
        "version": 1,
        "token": "t" * 32,
        **more,
    }


def titles(row: Matrix) -> list[str]:
    return [one.title for one in row.items.all()]


def test_a_matrix_is_made_of_policies_objectives_indicators_and_targets(
    client: Client, cast: Cast
) -> None:
    policy(cast.territory, "markets", title="Ordinance on Markets")
    policy(cast.province, "safety", title="Agreement on Safety")
    policy(cast.province, "hidden", title="A draft elsewhere", status="draft")
    sign_in(client, cast.coordinator)
    page = client.get(NEW).content.decode()
    assert "Ordinance on Markets" in page
    assert "Agreement on Safety" in page
    assert "A draft elsewhere" not in page
    chosen = {
        "policies": ["markets", "vallemar.safety"],
        "objectives": " Homes \n\nHomes\nWork\n",
        "indicators": ["A1.1"],
        "targets": ["10.7", "4.1"],
    }
    client.post(NEW, sent(**chosen))
    row = Matrix.objects.get()
    assert [(one.kind, one.ref, one.key) for one in row.items.all()] == [
        ("policy", "markets", "markets"),
        ("policy", "vallemar.safety", "vallemar-safety"),
        ("objective", "", "homes"),
        ("objective", "", "work"),
        ("indicator", "A1.1", "a1-1"),
        ("sdg-target", "4.1", "4-1"),
        ("sdg-target", "10.7", "10-7"),
    ]
    assert row.state == "draft"
    assert AuditEvent.objects.filter(verb="matrix.created").count() == 1


def test_a_form_sent_twice_makes_one_matrix(client: Client, cast: Cast) -> None:
    sign_in(client, cast.coordinator)
    first = client.post(NEW, sent())
    again = client.post(NEW, sent())
    assert first["location"] == again["location"]
    assert Matrix.objects.count() == 1
    assert MatrixItem.objects.count() == 6


def test_a_form_sent_again_later_does_not_overwrite_what_came_since(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.coordinator)
    client.post(NEW, sent())
    row = Matrix.objects.get()
    client.post(address("matrix-edit", row), sent(title="Theirs"))
    # Back to the first form, and sent once more.
    late = client.post(NEW, sent())
    assert late.status_code == 409
    assert "Theirs" in late.content.decode()
    assert Matrix.objects.get().title == "Theirs"
    client.post(NEW, sent(version=2))
    assert Matrix.objects.get().title == "Before the budget"


@pytest.mark.parametrize(
    ("objectives", "words"),
    [
        ("\n".join(SIX[:5]), "at least 6 items; so far there are 5"),
        ("\n".join(f"Goal {number}" for number in range(201)), "at most 200 items"),
        ("x" * 301 + "\n" + "\n".join(SIX), "at most 300 characters"),
    ],
)
def test_too_few_too_many_and_too_long_are_told(
    client: Client, cast: Cast, objectives: str, words: str
) -> None:
    page = sign_in(client, cast.coordinator).post(NEW, sent(objectives=objectives))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Matrix.objects.exists()


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x07", "\x7f"])
def test_names_hold_no_hidden_signs(client: Client, cast: Cast, sign: str) -> None:
    sign_in(client, cast.coordinator)
    for wrong in (sent(title=f"Plan{sign}"), sent(objectives="\n".join((*SIX, f"A{sign}b")))):
        assert "without hidden signs" in client.post(NEW, wrong).content.decode()
    assert not Matrix.objects.exists()


def test_what_cannot_be_chosen_is_refused(client: Client, cast: Cast) -> None:
    policy(cast.other_territory, "theirs")
    sign_in(client, cast.coordinator)
    for chosen in (
        {"policies": ["santa-brena.theirs"]},
        {"targets": ["99.9"]},
        {"indicators": ["<script>"]},
    ):
        assert client.post(NEW, sent(**chosen)).status_code == 200
    assert not Matrix.objects.exists()


def test_titles_are_escaped_everywhere(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, ("<b>one</b>", '"two"', "three"), purpose="<i>why</i>")
    sign_in(client, cast.coordinator)
    for name in ("matrix", "matrix-rate", "matrix-table", "matrix-meeting"):
        page = client.get(address(name, row)).content.decode()
        assert "<b>one" not in page
        assert "<i>why" not in page
        assert "&lt;b&gt;one&lt;/b&gt;" in page


def test_items_that_stay_keep_their_names_in_files(cast: Cast) -> None:
    row = matrix(cast.territory, SIX, state="draft")
    kept = dict(row.items.values_list("title", "key"))
    drafts = tuple(ItemDraft("objective", title) for title in ("Light", *reversed(SIX[1:])))
    change_matrix(cast.coordinator, row.pk, 1, MatrixDraft("New name", items=drafts))
    now = dict(row.items.values_list("title", "key"))
    assert titles(row) == ["Light", "Parks", "Buses", "Clinics", "Schools", "Work"]
    assert {title: now[title] for title in SIX[1:]} == {title: kept[title] for title in SIX[1:]}
    assert now["Light"] == "light"


def test_an_objective_keeps_the_goal_it_stands_for(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX, state="draft")
    row.items.filter(key="i1").update(ref="trust-in-institutions")
    sign_in(client, cast.coordinator).post(address("matrix-edit", row), sent(title="New"))
    first = row.items.all()[0]
    assert (first.title, first.ref, first.key) == ("Homes", "trust-in-institutions", "i1")


def test_two_coordinators_at_once_see_both_sides(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX, state="draft")
    sign_in(client, cast.coordinator)
    first = sent(title="Mine <1>", purpose="Because", version=1)
    client.post(address("matrix-edit", row), sent(title="Theirs", version=1))
    late = client.post(address("matrix-edit", row), first)
    page = late.content.decode()
    assert late.status_code == 409
    assert "Mine &lt;1&gt;" in page
    assert "Theirs" in page
    assert Matrix.objects.get().title == "Theirs"
    assert 'name="version" value="2"' in page
    client.post(address("matrix-edit", row), first | {"version": 2})
    assert Matrix.objects.get().title == "Mine <1>"


def test_items_of_an_open_matrix_do_not_change(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX)
    sign_in(client, cast.coordinator)
    assert "stay as they are" in client.get(address("matrix-edit", row)).content.decode()
    client.post(address("matrix-edit", row), sent(title="Renamed", objectives="Nothing"))
    row.refresh_from_db()
    assert (row.title, titles(row)) == ("Renamed", list(SIX))


def test_opening_keeps_the_pairs_worth_asking(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX, state="draft", screened=[])
    sign_in(client, cast.coordinator).post(address("matrix-state", row), {"state": "open"})
    row.refresh_from_db()
    assert row.state == "open"
    # Objectives in own words say nothing that could be compared: all of their pairs are asked.
    assert len(row.screened) == 30
    assert AuditEvent.objects.filter(verb="matrix.opened").count() == 1


def test_opening_twice_is_done_once(cast: Cast) -> None:
    row = matrix(cast.territory, SIX, state="draft")
    set_state(cast.coordinator, row.pk, "open")
    set_state(cast.coordinator, row.pk, "open")
    assert AuditEvent.objects.filter(verb="matrix.opened").count() == 1


def test_a_matrix_of_few_items_is_not_opened(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX[:3], state="draft")
    with pytest.raises(TooFewItemsError):
        set_state(cast.coordinator, row.pk, "open")
    page = sign_in(client, cast.coordinator).post(
        address("matrix-state", row), {"state": "open"}, follow=True
    )
    assert "at least 6 items to be opened; there are 3" in page.content.decode()


def test_it_goes_back_to_its_items_until_the_first_answer(cast: Cast) -> None:
    row = matrix(cast.territory, SIX)
    assert set_state(cast.coordinator, row.pk, "draft").state == "draft"
    assert set_state(cast.coordinator, row.pk, "open").state == "open"
    rate(rater(row), {("i1", "i2"): 1})
    with pytest.raises(WrongStateError):
        set_state(cast.coordinator, row.pk, "draft")
    assert set_state(cast.coordinator, row.pk, "closed").state == "closed"
    assert set_state(cast.coordinator, row.pk, "open").state == "open"


def test_what_is_being_prepared_again_is_not_closed_for_a_wrong_reason(
    client: Client, cast: Cast
) -> None:
    row = matrix(cast.territory, SIX, state="draft")
    sign_in(client, cast.coordinator)
    page = client.post(address("matrix-state", row), {"state": "closed"}, follow=True)
    assert "answered already" not in page.content.decode()
    assert "Somebody else has changed it meanwhile" in page.content.decode()
    assert Matrix.objects.get().state == "draft"


def test_a_made_up_state_changes_nothing(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX)
    sign_in(client, cast.coordinator).post(address("matrix-state", row), {"state": "gone"})
    assert Matrix.objects.get().state == "open"


def test_removing_takes_the_answers_along_and_leaves_a_line_in_the_log(
    client: Client, cast: Cast
) -> None:
    row = matrix(cast.territory, SIX)
    rate(rater(row), {("i1", "i2"): 1})
    page = sign_in(client, cast.coordinator).post(address("matrix-remove", row))
    assert page["location"] == reverse("portal:interactions", args=["puerto-lirio"])
    assert not Matrix.objects.exists()
    assert AuditEvent.objects.get(verb="matrix.removed").subject_name == "What helps what"


def test_a_matrix_of_another_territory_is_not_there(client: Client, cast: Cast) -> None:
    theirs = matrix(cast.other_territory, SIX)
    sign_in(client, cast.coordinator)
    for name in ("matrix", "matrix-edit", "matrix-rate", "matrix-meeting", "matrix-remove"):
        wrong = reverse(f"portal:{name}", args=["puerto-lirio", theirs.pk])
        assert client.get(wrong).status_code == 404
        assert client.get(address(name, theirs)).status_code == 404


def test_single_raters_are_shown_to_coordinators_alone(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX)
    rate(rater(row, person=cast.contributor), {("i1", "i2"): 1})
    assert (
        "Single raters"
        in sign_in(client, cast.coordinator).get(address("matrix", row)).content.decode()
    )
    for person in (cast.contributor, cast.reviewer, cast.reader, cast.above):
        page = sign_in(client, person).get(address("matrix", row)).content.decode()
        assert "Single raters" not in page
        assert "Links for groups" not in page
        assert cast.contributor.name not in page.split("<main", 1)[1]
