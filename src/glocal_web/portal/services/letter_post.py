"""The way of letters to the mail server during one run: few connections, no waiting in vain."""

from __future__ import annotations

import logging
from contextlib import suppress

from django.core.mail import EmailMultiAlternatives, get_connection

A_CONNECTION = 20
"""Letters over one connection: servers end longer ones."""

BROKEN_IN_A_ROW = 3
"""So many connections that broke off under a letter, one after the other, and nobody is there."""

logger = logging.getLogger(__name__)


class Post:
    """Hands letters to the mail server. ``is_down`` once it cannot be reached: nothing is tried
    after that, since each try may wait for many seconds, and there may be thousands of letters.
    """

    def __init__(self) -> None:
        self.is_down = False
        self._connection = get_connection()
        self._taken = 0
        self._broken = 0

    def takes(self, letter: EmailMultiAlternatives) -> bool:
        """Whether the server took the letter; False as well when nobody can know.

        Raises ``ValueError`` for a letter that cannot be written, as to an address that is none.
        """
        if self.is_down or not self._is_open():
            return False
        try:
            # Errors of ``smtplib`` are OSErrors as well.
            taken = bool(self._connection.send_messages([letter]))
        except OSError as error:
            logger.warning("A letter could not be sent: %s", type(error).__name__)
            self._note_trouble(error)
            return False
        self._broken = 0
        self._taken += 1
        if self._taken % A_CONNECTION == 0:
            self.close()
        return taken

    def close(self) -> None:
        """End the connection, if there is one; the next letter opens another."""
        with suppress(OSError):
            self._connection.close()

    def _is_open(self) -> bool:
        try:
            self._connection.open()
        except OSError as error:
            logger.warning("The mail server cannot be reached: %s", type(error).__name__)
            self.is_down = True
            return False
        return True

    def _note_trouble(self, error: OSError) -> None:
        """A server that says no is there; one that breaks off again and again is not."""
        says_no = hasattr(error, "smtp_code") or hasattr(error, "recipients")
        self._broken = 0 if says_no else self._broken + 1
        self.is_down = self._broken >= BROKEN_IN_A_ROW
        self.close()
