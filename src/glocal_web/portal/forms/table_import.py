"""A filled table that is imported: uploaded once, then carried along until confirmed."""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.interaction_import import SUFFIXES
from glocal_web.portal.forms.register_import import LARGEST, LASTS
from glocal_web.portal.services.uploads import safe_name

TAKE = "take-"
FILE = "file"


class TableUploadForm(forms.Form):
    """A spreadsheet or a text file."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet or text file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=gettext_lazy(
            "As this page gives it out: .xlsx or .csv, up to 2 MB. Before anything is changed you "
            "see every change."
        ),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what cannot be such a file before anybody opens it."""
        upload: UploadedFile = self.cleaned_data["file"]
        if not (upload.name or "").lower().endswith(SUFFIXES):
            raise forms.ValidationError(
                _("This is neither a spreadsheet (.xlsx) nor a text file (.csv).")
            )
        if not upload.size:
            raise forms.ValidationError(_("The file is empty."))
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB. Split it."))
        return upload

    def content(self) -> tuple[str, bytes]:
        """The name of the file and its bytes. Only after ``is_valid``."""
        upload = self.cleaned_data["file"]
        return safe_name(upload.name or "file"), upload.read()


class TableConfirmForm(forms.Form):
    """The same file again, signed for one ``place``, with what was shown of it."""

    content = forms.CharField(widget=forms.HiddenInput)
    all_the_same = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, place: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.place = place

    def clean_content(self) -> tuple[str, bytes, str]:
        """The file as it was uploaded, and what was shown; anything else is refused."""
        try:
            name, text, seen = loads(
                self.cleaned_data["content"], salt=f"import {self.place}", max_age=LASTS
            )
        except (BadSignature, ValueError):
            raise forms.ValidationError(
                _("These changes were shown too long ago. Upload the file once more.")
            ) from None
        return str(name), base64.b64decode(text), str(seen)

    @property
    def taken(self) -> frozenset[str]:
        """The conflicts in which the file was chosen."""
        return frozenset(
            name.removeprefix(TAKE)
            for name in self.data
            if name.startswith(TAKE) and self.data[name] == FILE
        )


def confirm_form(place: str, name: str, raw: bytes, seen: str) -> TableConfirmForm:
    """The form that asks once more, with the file in it."""
    value: Any = [name, base64.b64encode(raw).decode(), seen]
    content = dumps(value, salt=f"import {place}", compress=True)
    return TableConfirmForm(place=place, initial={"content": content})
