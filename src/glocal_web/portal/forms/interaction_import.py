"""The file of ratings that is imported: uploaded once, then carried along until confirmed."""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.register_import import LARGEST, LASTS
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.services.uploads import safe_name

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
SALT = "interactions-import"


class RatingsUploadForm(forms.Form):
    """A spreadsheet or a text file, and the group it is of where it names none."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet or text file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=gettext_lazy(
            "A square table or a list with one answer a row, as this site gives them out: .xlsx or "
            ".csv, up to 2 MB. Before anything is changed you see every change."
        ),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Whose answers it holds, if the file does not say"),
        required=False,
        choices=[("", gettext_lazy("The file says it")), *GroupChoice.choices],
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


class RatingsConfirmForm(forms.Form):
    """The same file again, signed, with the group and what was shown."""

    content = forms.CharField(widget=forms.HiddenInput)

    def clean_content(self) -> tuple[str, bytes, str, str]:
        """The file as it was uploaded, its group, what was shown; anything else is refused."""
        try:
            name, text, group, seen = loads(self.cleaned_data["content"], salt=SALT, max_age=LASTS)
        except (BadSignature, ValueError):
            raise forms.ValidationError(
                _("These changes were shown too long ago. Upload the file once more.")
            ) from None
        return str(name), base64.b64decode(text), str(group), str(seen)


def confirm_form(name: str, raw: bytes, group: str, seen: str) -> RatingsConfirmForm:
    """The form that asks once more, with the file in it."""
    value: Any = [name, base64.b64encode(raw).decode(), group, seen]
    return RatingsConfirmForm(initial={"content": dumps(value, salt=SALT, compress=True)})
