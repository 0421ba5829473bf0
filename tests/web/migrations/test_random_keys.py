"""Findings that were numbered get keys that say nothing, and keep their history."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
BEFORE = ("portal", "0004_findings")
AFTER = ("portal", "0005_consent_and_random_keys")


def moved(*targets: tuple[str, str]) -> Apps:
    """The models as they are after bringing the database to these migrations."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Apps]:
    """The models of the site before the migration; afterwards the database is as the others are."""
    yield moved(BEFORE)
    moved(*MigrationExecutor(connection).loader.graph.leaf_nodes())


def numbered(apps: Apps, number: int, **values: Any) -> None:
    """A finding with a number as its key, as they were, and one event of it."""
    territory, _created = apps.get_model("portal", "Territory").objects.get_or_create(
        slug="somewhere", name="Somewhere", level="local"
    )
    record = apps.get_model("portal", "FindingRecord").objects.create(
        pk=number,
        territory=territory,
        finding=f"c2{number}",
        first_seen=NOON,
        appeared_at=NOON,
        last_seen=NOON,
        **values,
    )
    apps.get_model("portal", "FindingEvent").objects.create(
        record=record, at=NOON, kind="appeared", note=record.finding
    )


def test_numbered_findings_get_other_keys_and_keep_what_is_told_of_them(before: Apps) -> None:
    for number in (1, 2, 3):
        numbered(before, number)
    after = moved(AFTER)
    keys = after.get_model("portal", "FindingRecord").objects.values_list("pk", flat=True)
    assert len(keys) == 3
    assert all(len(str(key)) == 15 for key in keys)
    events = after.get_model("portal", "FindingEvent").objects
    assert [one.note for one in events.order_by("pk")] == ["c21", "c22", "c23"]
    assert all(one.record.finding == one.note for one in events.all())


def test_what_territories_were_part_of_counts_as_agreed(before: Apps) -> None:
    rows = before.get_model("portal", "Territory").objects
    above = rows.create(slug="above", name="Above", level="national")
    rows.create(slug="below", name="Below", level="local", parent=above)
    after = moved(AFTER).get_model("portal", "Territory").objects
    assert after.get(slug="below").parent_consent == "agreed"
