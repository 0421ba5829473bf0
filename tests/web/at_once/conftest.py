"""Two deeds in two transactions at once, on a database that lets them: PostgreSQL."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction

PATIENCE = 20  # seconds
SOMEBODY_WAITS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""

Deed = Callable[[], Any]


@pytest.fixture
def at_once(transactional_db: None) -> Callable[[Deed, Deed], tuple[Any, Any]]:
    """Does two deeds and gives what each gave.

    The second begins when the first is done but not committed; the first commits when the second
    waits for it, or has gone through without waiting.
    """
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time.")
    return _at_once


def _at_once(first: Deed, second: Deed) -> tuple[Any, Any]:
    is_open, may_commit = Event(), Event()

    def hold() -> Any:
        with transaction.atomic():
            result = first()
            is_open.set()
            assert may_commit.wait(PATIENCE)
        return result

    with ThreadPoolExecutor(max_workers=2) as threads:
        one = threads.submit(_alone, hold)
        try:
            if is_open.wait(PATIENCE):
                two = threads.submit(_alone, second)
                until = time.monotonic() + PATIENCE
                while not (two.done() or _somebody_waits()) and time.monotonic() < until:
                    time.sleep(0.01)
        finally:
            may_commit.set()
        return one.result(), two.result()


def _alone(deed: Deed) -> Any:
    """What the deed gives, over a connection of its own that is closed afterwards."""
    try:
        return deed()
    finally:
        connections.close_all()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(SOMEBODY_WAITS)
        return bool(cursor.fetchone()[0])
