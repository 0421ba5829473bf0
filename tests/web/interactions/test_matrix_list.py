"""The list of matrices, and one of them as others build on it."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from glocal.interactions.panel import Panel, agreed, group_medians, panel_of
from glocal_web.portal.models import Matrix, MatrixItem
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.interactions import (
    matrix_list,
    matrix_page,
    matrix_panel,
    rated_matrix,
)
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, matrix, rate, rater

HERE = "/territories/puerto-lirio/interactions/"


def test_an_empty_list_says_what_comes_here(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.reader).get(HERE).content.decode()
    assert "No interactions were asked about yet" in page


def test_each_matrix_says_what_it_holds_and_counts_who_answered(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, title="Budget <2027>")
    rate(rater(row), {("i1", "i2"): 2, ("i2", "i1"): None})
    rate(rater(row, "academia"), {("i1", "i2"): 0})
    rater(row, "academia")
    page = sign_in(client, cast.reader).get(HERE).content.decode()
    assert "Budget &lt;2027&gt;" in page
    assert "<bdi>3</bdi> items" in page
    assert "<bdi>2</bdi> raters" in page
    assert "<bdi>3</bdi> answers" in page


def test_the_list_takes_as_many_queries_for_many(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(8):
        rate(rater(matrix(cast.territory)), {("i1", "i2"): 2})
    with django_assert_max_num_queries(8):
        assert len(matrix_list(cast.reader, "puerto-lirio").lines) == 8


def test_a_page_has_the_ratings_as_the_core_reads_them(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = matrix(cast.territory)
    rate(rater(row), {("i1", "i2"): 2, ("i1", "i3"): None})
    rate(rater(row, "academia"), {("i1", "i2"): -1})
    rate(rater(row, "", is_meeting=True), {("i1", "i2"): 1})
    with django_assert_max_num_queries(6):
        page = matrix_page(cast.reader, "puerto-lirio", row.pk)
        panel = page.said
    assert page.rated.ids == ("i1", "i2", "i3")
    assert panel.groups == ("academia", "authority", "meeting")
    assert panel.raters == ("r2", "r1", "meeting")
    assert group_medians(panel)[:, 0].tolist() == [-1, 2, 1]
    assert panel.asked.tolist() == [3, 1]
    # What the meeting agreed on stands for the pair.
    assert agreed(page.panel).values[0, 1] == 1
    assert page.pairs == page.worth == 6


def test_the_answers_as_arrays_are_those_of_the_ratings_and_hold_no_reasons(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = matrix(cast.territory)
    items = tuple(row.items.all())
    assert matrix_panel(row, items).pairs == 0
    rate(rater(row), {("i3", "i1"): 2, ("i1", "i3"): None})
    rater(row, "private-sector")
    rate(rater(row, "academia"), {("i1", "i2"): -1, ("i3", "i1"): 3}, "Never read for this")
    with django_assert_num_queries(2) as asked:
        found = matrix_panel(row, items)
    assert "rationale" not in str([one["sql"] for one in asked.captured_queries])
    assert found.raters == ("r3", "r1")
    assert found.groups == ("academia", "authority")
    assert (found.source.tolist(), found.target.tolist()) == ([0, 0, 2], [1, 2, 0])
    assert found.asked.tolist() == [1, 1, 2]
    assert np.array_equal(found.ratings, [[-1, np.nan, 3], [np.nan, np.nan, 2]], equal_nan=True)
    told = panel_of(rated_matrix(row, items))
    for name in ("ids", "raters", "groups", "group", "source", "target", "asked"):
        assert np.array_equal(getattr(found, name), getattr(told, name)), name


def test_what_guests_wrote_is_for_coordinators(cast: Cast) -> None:
    row = matrix(cast.territory)
    link = row.links.create(group="academia", token_hash="x", expires_at="2030-01-01T00:00:00Z")
    rate(rater(row), {("i1", "i2"): 2}, "From a colleague")
    rate(rater(row, "academia", link=link), {("i1", "i2"): 2}, "From a guest")

    def reasons(page: object) -> set[str]:
        return {one.rationale for one in page.rated.ratings}  # type: ignore[attr-defined]

    read = matrix_page(cast.reader, "puerto-lirio", row.pk)
    managed = matrix_page(cast.coordinator, "puerto-lirio", row.pk)
    assert reasons(read) == {"From a colleague", ""}
    assert reasons(managed) == {"From a colleague", "From a guest"}


@pytest.mark.parametrize("read", [lambda *one: panel_of(rated_matrix(*one)), matrix_panel])
def test_who_begins_while_a_matrix_is_read_breaks_nothing(
    cast: Cast, read: Callable[[Matrix, tuple[MatrixItem, ...]], Panel]
) -> None:
    row = matrix(cast.territory)
    rate(rater(row), {("i1", "i2"): 2})
    items = tuple(row.items.all())
    asked: list[str] = []

    def somebody_begins(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        if len(asked) == 2:
            rate(rater(row, "academia"), {("i1", "i2"): 1})
        return execute(sql, *rest)

    with connection.execute_wrapper(somebody_begins):
        panel = read(row, items)
    assert panel.ratings.tolist() == [[2]]
    assert read(row, items).ratings.tolist() == [[1], [2]]


def test_a_matrix_is_found_below_its_own_territory_only(cast: Cast) -> None:
    row = matrix(cast.territory)
    with pytest.raises(NotVisibleError):
        matrix_page(cast.outsider, "santa-brena", row.pk)
    with pytest.raises(NotVisibleError):
        matrix_page(cast.outsider, "puerto-lirio", row.pk)


def test_only_those_who_answer_rate_and_only_while_it_is_open(cast: Cast) -> None:
    row = matrix(cast.territory)
    people = (cast.contributor, cast.coordinator, cast.reviewer, cast.reader, cast.steward)
    may = [matrix_page(one, "puerto-lirio", row.pk).may_rate for one in people]
    assert may == [True, True, False, False, False]
    row.state = "closed"
    row.save()
    assert not matrix_page(cast.contributor, "puerto-lirio", row.pk).may_rate


@pytest.mark.parametrize(
    ("language", "button", "edit"),
    [
        ("en", "Answer", "Edit"),
        ("es", "Responder", "Editar"),
        ("fr", "Répondre", "Modifier"),
        ("ar", "أجب", "تعديل"),
    ],
)
def test_its_buttons_say_what_they_do(
    client: Client, cast: Cast, language: str, button: str, edit: str
) -> None:
    row = matrix(cast.territory)
    cast.coordinator.language = language
    cast.coordinator.save()
    sign_in(client, cast.coordinator)
    page = client.get(address("matrix", row)).content.decode()
    assert f"</svg>{button}</a>" in page
    assert f"</svg>{edit}</a>" in page
    empty = client.get(address("matrix-picture", row)).content.decode()
    assert re.search(rf"{button}\s*</a>", empty)
