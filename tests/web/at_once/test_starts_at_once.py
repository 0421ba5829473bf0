"""Two servers with one database bring it up to date one after the other."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections

from glocal_web.commands.one_at_a_time import BusyError, one_at_a_time


def start(folder: Path) -> bool:
    """Whether a start over a connection of its own got through."""
    try:
        with one_at_a_time(folder, seconds=0.3):
            return True
    finally:
        connections.close_all()


def test_a_start_on_another_machine_waits(transactional_db: None, tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("A file of SQLite belongs to one machine.")
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    with ThreadPoolExecutor(max_workers=1) as threads:
        with one_at_a_time(one), pytest.raises(BusyError):
            threads.submit(start, other).result()
        assert threads.submit(start, other).result()
