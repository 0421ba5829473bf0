"""Whether letters of this site reach anybody."""

from django.conf import settings

KEPT_HERE = ("console.EmailBackend", "filebased.EmailBackend", "dummy.EmailBackend")
"""Ends of the names of what writes a letter to the log or to a folder and sends none."""


def letters_are_written() -> bool:
    """Whether a letter goes anywhere, to a server or into a folder. One that is only told to the
    window of a command is lost with it, and must not count as sent.
    """
    return not settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend"))


def letters_leave() -> bool:
    """Whether a letter leaves this machine: without the settings of a mail server none does."""
    return not settings.EMAIL_BACKEND.endswith(KEPT_HERE)
