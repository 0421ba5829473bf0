"""Names and titles in forms, as files of a register take them too."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from glocal.text.one_line import is_one_line


def one_line(value: str) -> None:
    """Raise ``ValidationError`` for a name that goes over several lines or holds hidden signs."""
    if not is_one_line(value):
        raise ValidationError(
            _(
                "Write it on one line, without hidden signs. They often come along with copied "
                "text: type it anew."
            ),
            code="one-line",
        )
