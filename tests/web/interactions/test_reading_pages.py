"""The reading pages of a matrix: for whom, with what in the address, of what size, how heavy."""

import re
from time import process_time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from glocal_web.portal.models import Matrix
from glocal_web.portal.selectors import interaction_influence
from glocal_web.portal.selectors.interaction_influence import influence_page
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, matrix, rate, rater
from tests.web.interactions.reading import PAGES, by_chance, example
from tests.web.permissions.conftest import everything

# Session, person, matrix, roles, items, raters, a summary of the answers; anew also raters and
# answers themselves.
KEPT, ANEW = 7, 9
HOSTILE = ("", "0", "-1", "1e3", "٣", "²", "99", "9" * 400, "a'b", "<script>", "nan", "\x00")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def told(cast: Cast) -> Matrix:
    return example(cast.territory)


def every(row: Matrix) -> list[str]:
    """The addresses of all pages."""
    return [address(name, row, *more) for name, more in PAGES.items()]


def test_every_page_is_read_by_all_who_read_the_territory(
    client: Client, cast: Cast, told: Matrix
) -> None:
    before = everything()
    for one in (cast.reader, cast.contributor, cast.reviewer, cast.coordinator, cast.steward):
        sign_in(client, one)
        assert {client.get(page).status_code for page in every(told)} == {200}
    assert everything() == before


def test_outsiders_find_nothing_and_visitors_are_asked_to_sign_in(
    client: Client, cast: Cast, told: Matrix
) -> None:
    sign_in(client, cast.outsider)
    assert {client.get(page).status_code for page in every(told)} == {404}
    client.logout()
    assert all(client.get(page)["location"].startswith("/accounts/login/") for page in every(told))


def test_pages_are_only_read(client: Client, cast: Cast, told: Matrix) -> None:
    sign_in(client, cast.coordinator)
    assert {client.post(page).status_code for page in every(told)} == {405}


def test_a_matrix_is_read_below_its_own_territory_only(
    client: Client, cast: Cast, told: Matrix
) -> None:
    sign_in(client, cast.steward)
    for name, more in PAGES.items():
        elsewhere = reverse(f"portal:{name}", args=["santa-brena", told.pk, *more])
        assert client.get(elsewhere).status_code == 404
        missing = reverse(f"portal:{name}", args=["puerto-lirio", told.pk + 1, *more])
        assert client.get(missing).status_code == 404


@pytest.mark.parametrize("numbers", [(0, 1), (1, 15), (3, 3), (10**17, 1)])
def test_a_pair_has_two_items_of_the_matrix(
    client: Client, cast: Cast, told: Matrix, numbers: tuple[int, int]
) -> None:
    sign_in(client, cast.reader)
    assert client.get(address("matrix-pair", told, *numbers)).status_code == 404


@pytest.mark.parametrize("number", [0, 15, 10**17])
def test_an_item_is_one_of_the_matrix(
    client: Client, cast: Cast, told: Matrix, number: int
) -> None:
    sign_in(client, cast.reader)
    assert client.get(address("matrix-item", told, number)).status_code == 404


@pytest.mark.parametrize("sent", HOSTILE)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("matrix-picture", ("order", "rows", "columns")),
        ("matrix-influence", ("alpha",)),
        ("matrix-ways", ("from", "to")),
        ("matrix-what-if", ("up", "down")),
    ],
)
def test_what_an_address_should_not_hold_is_left_aside(
    client: Client, cast: Cast, told: Matrix, name: str, keys: tuple[str, ...], sent: str
) -> None:
    sign_in(client, cast.reader)
    answer = client.get(address(name, told), dict.fromkeys(keys, sent))
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().replace('<script src="', "")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_a_fixed_number_of_queries(
    client: Client,
    cast: Cast,
    told: Matrix,
    name: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sign_in(client, cast.reader)
    # The pair asks for the reasons that people wrote.
    more = 1 if name == "matrix-pair" else 0
    page = address(name, told, *PAGES[name])
    with django_assert_num_queries(ANEW + more):
        client.get(page)
    with django_assert_num_queries(KEPT + more):
        client.get(page)


def test_an_answer_that_came_since_is_in_the_figures(cast: Cast, told: Matrix) -> None:
    def figures() -> object:
        return influence_page(cast.reader, "puerto-lirio", told.pk).gives

    before = figures()
    assert figures() == before
    changed = told.raters.first().ratings.filter(value__isnull=False).first()  # type: ignore[union-attr]
    assert changed is not None
    changed.value = -3 if changed.value > 0 else 3
    changed.save()
    assert figures() != before


def test_ranks_are_drawn_once_and_kept(
    cast: Cast, told: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = influence_page(cast.reader, "puerto-lirio", told.pk)

    def drawn_again(*_given: object, **_named: object) -> None:
        pytest.fail("The draws were made anew although nothing has changed.")

    monkeypatch.setattr(interaction_influence, "ranks", drawn_again)
    assert influence_page(cast.coordinator, "puerto-lirio", told.pk).gives == first.gives


def test_each_method_is_explained(client: Client, cast: Cast, told: Matrix) -> None:
    sign_in(client, cast.reader)
    found = set()
    for page in every(told):
        found |= set(re.findall(r'href="(/methods/[\w-]+/)"', client.get(page).content.decode()))
    assert len(found) == 4
    assert {client.get(method).status_code for method in found} == {200}


def test_what_is_kept_for_one_reader_holds_nothing_that_another_may_not_see(
    client: Client, cast: Cast, told: Matrix
) -> None:
    page = address("matrix-agreement", told)
    managed = sign_in(client, cast.coordinator).get(page).content.decode()
    read = sign_in(client, cast.reader).get(page).content.decode()
    single = re.compile(r'class="code">r\d')
    assert single.search(managed)
    assert not single.search(read)
    assert "Without any single rater, no item moves by more than" in read


def test_without_an_answer_every_page_says_what_comes_here(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory)
    rate(rater(row), {("i1", "i2"): None})
    sign_in(client, cast.contributor)
    for name, more in PAGES.items():
        if name in ("matrix-pair", "matrix-item"):
            continue
        page = client.get(address(name, row, *more)).content.decode()
        assert "Nobody has answered yet" in page, name
        assert reverse("portal:matrix-rate", args=["puerto-lirio", row.pk]) in page, name
    sign_in(client, cast.reader)
    assert "matrix-rate" not in client.get(address("matrix-picture", row)).content.decode()


def test_a_matrix_without_items_is_read_as_empty(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, ())
    sign_in(client, cast.reader)
    for name, more in PAGES.items():
        expected = 404 if more else 200
        assert client.get(address(name, row, *more)).status_code == expected, name


def test_a_small_matrix_is_read(client: Client, cast: Cast) -> None:
    row = by_chance(cast.territory, 6, raters=3, share=0.5)
    sign_in(client, cast.reader)
    assert {client.get(page).status_code for page in every(row)} == {200}


def test_sixty_items_are_read_at_once_and_lightly(client: Client, cast: Cast) -> None:
    row = by_chance(cast.territory, 60, raters=12)
    sign_in(client, cast.reader)
    for page in every(row):
        # With the longest that a page can be asked for.
        page += "?up=1&down=3" if page.endswith("what-if/") else "?all=1"
        first, content = _timed(client, page)
        again, _ = _timed(client, page)
        assert first < 2.0, page
        assert again < 0.6, page  # 0.3 s and less where nothing else runs
        assert len(content) < 150_000, (page, len(content))


def test_two_hundred_items_are_read(client: Client, cast: Cast) -> None:
    row = by_chance(cast.territory, 200, raters=4, share=0.2)
    sign_in(client, cast.reader)
    for page in every(row):
        page += "?up=1&up=2&down=3" if page.endswith("what-if/") else ""
        first, content = _timed(client, page)
        assert first < 5.0, page
        assert len(content) < 300_000, (page, len(content))


def _timed(client: Client, page: str) -> tuple[float, Any]:
    begun = process_time()
    answer = client.get(page)
    taken = process_time() - begun
    assert answer.status_code == 200, page
    return taken, answer.content


@pytest.mark.parametrize(
    ("language", "position", "town"),
    [("es", "Posición", "Lugar"), ("fr", "Position", "Lieu"), ("ar", "الموضع", "المكان")],
)
def test_where_an_item_stands_on_the_map_is_a_position_and_no_town(
    client: Client, cast: Cast, told: Matrix, language: str, position: str, town: str
) -> None:
    sign_in(client, cast.coordinator)
    page = client.get(
        address("matrix-influence", told), headers={"accept-language": language}
    ).content.decode()
    assert f'<th scope="col">{position}</th>' in page
    assert f'<th scope="col">{town}</th>' not in page
