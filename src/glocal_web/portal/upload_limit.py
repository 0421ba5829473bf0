"""Stop an upload that is too large, or a full disk, while it arrives: the other fields are kept.

Django itself takes in a file of any size before a form can refuse it.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest

TOO_LARGE = "too-large"
NOT_STORED = "not-stored"


def broken_off(request: HttpRequest, field: str) -> str:
    """Why the file of this field did not arrive: `too-large`, `not-stored`, or empty."""
    found: dict[str, str] = getattr(request, "uploads_broken_off", {})
    return found.get(field, "")


def _break_off(handler: FileUploadHandler, reason: str) -> None:
    found = getattr(handler.request, "uploads_broken_off", {})
    found[handler.field_name] = reason
    setattr(handler.request, "uploads_broken_off", found)  # noqa: B010
    raise SkipFile


class LimitedUploadHandler(FileUploadHandler):
    """Stands before the others and lets a file pass up to the limit of the settings."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.GLOCAL_UPLOAD_LIMIT:
            _break_off(self, TOO_LARGE)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class CarefulTemporaryUploadHandler(TemporaryFileUploadHandler):
    """Keeps large files on disk until the form has judged them; a full disk loses only the file."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            _break_off(self, NOT_STORED)
