"""Invented territories by the thousand: as many as asked, alike for the same seed."""

import pytest
from django.db import transaction

from glocal_web.portal.models import Response, Territory
from glocal_web.portal.services.many_territories import make_many

pytestmark = pytest.mark.django_db


def test_each_town_has_an_answer_to_every_indicator() -> None:
    towns = make_many(3, seed=1)
    assert [town.name for town in towns] == ["Town 1", "Town 2", "Town 3"]
    assert Response.objects.count() == 3 * 29
    assert not Territory.objects.filter(is_example=False).exists()


def test_a_hundred_towns_make_a_province() -> None:
    make_many(101, seed=1)
    assert Territory.objects.filter(level="intermediate").count() == 2


def test_one_seed_gives_one_result_and_two_seeds_fit_together() -> None:
    grades = []
    for _ in range(2):
        with transaction.atomic():
            make_many(2, seed=7)
            grades.append(list(Response.objects.order_by("pk").values_list("grade", flat=True)))
            transaction.set_rollback(True)
    assert grades[0] == grades[1]
    make_many(2, seed=7)
    make_many(2, seed=8)
    assert Territory.objects.filter(level="local").count() == 4
