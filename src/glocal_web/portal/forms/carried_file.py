"""A file that is uploaded once and carried along, signed, until its changes are confirmed."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _

from glocal_web.portal.services.uploads import safe_name

LARGEST = 2_000_000
# Whoever looks longer at the changes uploads the file again.
LASTS = 24 * 3600


def file_field(suffixes: tuple[str, ...], label: Any, help_text: Any) -> forms.FileField:
    """The field of a form of this kind. What is empty is told by the form, with its reason."""
    widget = forms.ClearableFileInput(attrs={"accept": ",".join(suffixes)})
    return forms.FileField(label=label, help_text=help_text, allow_empty_file=True, widget=widget)


class FileUploadForm(forms.Form):
    """A form with a field ``file``, which is refused before anybody opens it if it cannot be one.

    ``suffixes`` are the endings that are taken, ``refused`` says so when there is another.
    """

    suffixes: ClassVar[tuple[str, ...]]
    refused: ClassVar[Any]

    def clean_file(self) -> UploadedFile:
        """Refuse another kind of file, an empty one and one that is too large."""
        upload: UploadedFile = self.cleaned_data["file"]
        if not (upload.name or "").lower().endswith(self.suffixes):
            raise forms.ValidationError(self.refused)
        if not upload.size:
            raise forms.ValidationError(_("The file is empty."))
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB. Split it."))
        return upload

    def content(self) -> tuple[str, bytes]:
        """The name of the file and its bytes. Only after ``is_valid``."""
        upload = self.cleaned_data["file"]
        return safe_name(upload.name or "file"), upload.read()


def packed(salt: str, name: str, raw: bytes, *more: str) -> str:
    """The file as a signed text, with what else must come back unchanged."""
    value: Any = [name, base64.b64encode(raw).decode(), *more]
    return dumps(value, salt=salt, compress=True)


def unpacked(salt: str, content: str, more: int) -> tuple[str, bytes, tuple[str, ...]]:
    """The name, the bytes and ``more`` further texts. Raises ``ValidationError`` otherwise."""
    try:
        name, text, *rest = loads(content, salt=salt, max_age=LASTS)
        if len(rest) != more:
            raise BadSignature
    except (BadSignature, ValueError):
        raise forms.ValidationError(
            _("These changes were shown too long ago. Upload the file once more.")
        ) from None
    return str(name), base64.b64decode(text), tuple(map(str, rest))
