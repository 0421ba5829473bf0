"""Rate without an account: links for groups, guests who come back, and what stops misuse."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import InteractionRating, Matrix, MatrixLink, MatrixRater
from glocal_web.portal.services import interaction_links
from glocal_web.portal.views import interaction_seat
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, guest, link, matrix

SIX = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks")
SECRET = "s" * 43


@pytest.fixture
def row(cast: Cast) -> Matrix:
    return matrix(cast.territory, SIX, purpose="For the council")


def join(token: str) -> str:
    return reverse("portal:matrix-join", args=[token])


def mine(secret: str, query: str = "?from=i1&to=i2") -> str:
    return reverse("portal:matrix-mine", args=[secret]) + query


def begin(client: Client, token: str) -> str:
    """The address of the personal link of somebody who begins."""
    page = client.get(join(token)).content.decode()
    secret = re.search(r'name="secret" value="([^"]+)"', page)
    assert secret is not None
    return str(client.post(join(token), {"secret": secret.group(1)})["location"])


def test_a_link_is_shown_once_and_only_its_hash_is_kept(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    page = client.post(address("matrix-link", row), {"group": "academia"}, follow=True)
    found = re.search(r"/interactions/join/([\w-]+)/", page.content.decode())
    assert found is not None
    kept = MatrixLink.objects.get()
    assert found.group(1) not in str(kept.__dict__)
    assert "/interactions/join/" not in client.get(address("matrix", row)).content.decode()
    client.logout()
    welcome = client.get(join(found.group(1))).content.decode()
    assert "For the council" in welcome
    assert "Academia" in welcome


def test_a_link_needs_a_group_that_there_is(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.coordinator)
    for group in ("", "<b>", "meeting"):
        client.post(address("matrix-link", row), {"group": group})
    assert not MatrixLink.objects.exists()


def test_many_people_begin_by_one_link_and_opening_it_makes_nobody(
    client: Client, row: Matrix
) -> None:
    link(row, "t")
    client.get(join("t"))
    assert not MatrixRater.objects.exists()
    first, second = begin(client, "t"), begin(Client(), "t")
    assert first != second
    assert [(one.name, one.group, one.person) for one in MatrixRater.objects.all()] == [
        ("guest-1", "academia", None),
        ("guest-2", "academia", None),
    ]


def test_a_double_click_on_begin_makes_one_rater(client: Client, row: Matrix) -> None:
    link(row, "t")
    page = client.get(join("t")).content.decode()
    found = re.search(r'name="secret" value="([^"]+)"', page)
    assert found is not None
    sent = {"secret": found.group(1)}
    assert client.post(join("t"), sent)["location"] == client.post(join("t"), sent)["location"]
    assert MatrixRater.objects.count() == 1


def test_nobody_chooses_the_secret_by_which_they_come_back(client: Client, row: Matrix) -> None:
    link(row, "t")
    place = client.post(join("t"), {"secret": "1234"})["location"]
    assert "1234" not in place
    assert len(place.rstrip("/").rpartition("/")[2]) > 40


def test_a_guest_answers_and_comes_back_by_the_personal_link(client: Client, row: Matrix) -> None:
    link(row, "t")
    place = begin(client, "t")
    sent = {"answer": "2", "rationale": "<script>x</script>", "version": "0"}
    done = client.post(f"{place}?from=i1&to=i2", sent)
    assert done.status_code == 302
    other = Client().get(f"{place}?from=i1&to=i2").content.decode()
    assert 'value="2" checked' in other
    assert f"http://testserver{place}" in other
    assert "&lt;script&gt;x" in other
    assert "<script>x" not in other
    last = client.get(f"{place}?done=1").content.decode()
    assert "Your own link" in last


def test_a_guest_sees_the_questions_and_nothing_else(client: Client, row: Matrix) -> None:
    guest(link(row, "t"), SECRET)
    page = client.get(mine(SECRET)).content.decode()
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "/territories/" not in main
    for name in ("matrix", "matrix-rate", "matrix-table", "matrix-meeting", "interactions"):
        keys = ["puerto-lirio"] if name == "interactions" else ["puerto-lirio", row.pk]
        answer = client.get(reverse(f"portal:{name}", args=keys))
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["location"]


def test_a_guest_reads_the_questions_in_their_language(client: Client, row: Matrix) -> None:
    guest(link(row, "t"), SECRET)
    page = client.get(mine(SECRET), headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in page
    assert "لا أعرف" in page
    begun = client.get(join("t"), headers={"accept-language": "fr"}).content.decode()
    assert 'lang="fr"' in begun


def test_the_language_of_a_guest_is_noted(client: Client, row: Matrix) -> None:
    link(row, "t")
    client.post(join("t"), headers={"accept-language": "es"})
    assert MatrixRater.objects.get().language == "es"


@pytest.mark.parametrize("why", ["revoked", "old", "closed", "draft"])
def test_a_link_that_is_over_lets_nobody_in(client: Client, row: Matrix, why: str) -> None:
    made = link(row, "t")
    if why == "revoked":
        made.revoked_at = datetime.now(UTC)
    elif why == "old":
        made.expires_at = datetime.now(UTC) - timedelta(minutes=1)
    else:
        row.state = why
    made.save()
    row.save()
    for answer in (client.get(join("t")), client.post(join("t"))):
        assert answer.status_code == 404
        assert "This link leads nowhere" in answer.content.decode()
    assert not MatrixRater.objects.exists()


@pytest.mark.parametrize("token", ["x", "%00", "..", "é" * 50, "a" * 3000])
def test_a_made_up_link_leads_nowhere(client: Client, row: Matrix, token: str) -> None:
    link(row, "t")
    guest(MatrixLink.objects.get(), SECRET)
    for beginning in ("join", "mine"):
        assert client.get(f"/interactions/{beginning}/{token}/").status_code == 404
    assert client.get(f"/interactions/mine/{token}/table/").status_code == 404


def test_whoever_began_comes_back_after_the_link_is_revoked(
    client: Client, cast: Cast, row: Matrix
) -> None:
    made = link(row, "t")
    place = begin(client, "t")
    sign_in(client, cast.coordinator).post(address("matrix-link-revoke", row, made.pk))
    assert MatrixLink.objects.get().revoked_at is not None
    assert Client().get(join("t")).status_code == 404
    sent = {"answer": "1", "version": "0"}
    assert Client().post(f"{place}?from=i1&to=i2", sent).status_code == 302
    assert InteractionRating.objects.count() == 1


def test_the_link_of_another_matrix_is_not_revoked_from_here(
    client: Client, cast: Cast, row: Matrix
) -> None:
    made = link(matrix(cast.other_territory), "t")
    answer = sign_in(client, cast.coordinator).post(address("matrix-link-revoke", row, made.pk))
    assert answer.status_code == 404
    assert MatrixLink.objects.get().revoked_at is None


def test_a_script_that_makes_up_raters_is_stopped(
    client: Client, row: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interaction_links, "MOST_BEGINNING", 3)
    link(row, "t")
    codes = [client.post(join("t")).status_code for _ in range(5)]
    assert codes == [302, 302, 302, 429, 429]
    MatrixRater.objects.update(created_at=datetime.now(UTC) - timedelta(hours=1))
    assert client.post(join("t")).status_code == 302


def test_a_guest_who_sends_without_end_is_stopped(
    client: Client, row: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr(interaction_seat, "MOST_SENT", 2)
    guest(link(row, "t"), SECRET)
    sent = {"answer": "1", "version": "0"}
    codes = [client.post(mine(SECRET), sent).status_code for _ in range(3)]
    assert codes == [302, 302, 429]


def test_the_form_of_one_link_begins_anew_at_another(client: Client, row: Matrix) -> None:
    link(row, "one")
    link(row, "other", "civil-society")
    page = client.get(join("one")).content.decode()
    secret = page.partition('name="secret" value="')[2].partition('"')[0]
    first = client.post(join("one"), {"secret": secret})
    second = client.post(join("other"), {"secret": secret})
    assert second.status_code == 302
    assert first["location"] != second["location"]
    assert [one.group for one in row.raters.all()] == ["academia", "civil-society"]


def test_a_guest_reaches_no_pair_of_another_matrix(client: Client, cast: Cast, row: Matrix) -> None:
    matrix(cast.other_territory, ("One", "Two", "Three", "Four", "Five", "Six", "Seven"))
    guest(link(row, "t"), SECRET)
    sent = {"answer": "1", "version": "0"}
    assert client.post(mine(SECRET, "?from=i1&to=i7"), sent).status_code == 404
    assert not InteractionRating.objects.exists()


def test_forms_of_guests_are_protected_from_other_sites(row: Matrix) -> None:
    guest(link(row, "t"), SECRET)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(mine(SECRET), {"answer": "1"}).status_code == 403
    assert strict.post(join("t")).status_code == 403
