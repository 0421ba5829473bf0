"""A backup that a steward takes away from the site: a file that is gone once it was read."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.db import OperationalError, transaction

from glocal_web.portal.models import Person
from glocal_web.portal.permissions import NotVisibleError, Visitor
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.backup import remove_forgotten, write_backup
from glocal_web.portal.services.backup_manifest import BackupError

PREFIX = "taken-away-"


class PassingFile(io.FileIO):
    """A file that is gone with the folder made for it: once it is open, else when it is closed.

    Only Windows keeps what is open. Everywhere else nothing stays, however the server ends.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")
        _remove(path)

    def close(self) -> None:
        """Close it and leave nothing behind; closing it again does nothing."""
        if self.closed:
            return
        super().close()
        _remove(Path(str(self.name)))


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.parent.rmdir()


def steward_of(visitor: Visitor) -> Person:
    """The visitor, when they run the platform; for all others there is nothing here."""
    if not isinstance(visitor, Person) or not visitor.is_steward or not visitor.is_active:
        raise NotVisibleError
    return visitor


def backup_to_take_away(visitor: Visitor) -> PassingFile:
    """Everything that the site holds as an open file; the log says who took it.

    Raises ``NotVisibleError`` for anybody but a steward, and ``BackupError``.
    """
    steward = steward_of(visitor)
    try:
        with transaction.atomic():
            record(steward, "backup.taken", steward)
        remove_forgotten(Path(settings.DATA), PREFIX)
        path = Path(mkdtemp(prefix=PREFIX, dir=settings.DATA)) / "backup"
    except (OSError, OperationalError) as error:
        # A full disk stops the entry in the log, or the folder, before it stops the file.
        raise BackupError(f"The data folder cannot be written: {error}.") from error
    try:
        write_backup(path)
        return PassingFile(path)
    except BaseException:
        _remove(path)
        raise
