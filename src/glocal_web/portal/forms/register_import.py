"""The file that is imported into a register: uploaded once, then carried along until confirmed."""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.services.uploads import safe_name

LARGEST = 2_000_000
SUFFIXES = (".xlsx", ".yaml", ".yml", ".json")
SALT = "register-import"
# Whoever looks longer at the changes uploads the file again.
LASTS = 24 * 3600
LARGEST_VERSION = 2_000_000_000


class UploadForm(forms.Form):
    """A spreadsheet or a YAML file."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet or YAML file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=gettext_lazy(
            "As this register gives it out: .xlsx, .yaml or .json, up to 2 MB. Before anything is "
            "changed you see every change."
        ),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what cannot be such a file before anybody opens it."""
        upload: UploadedFile = self.cleaned_data["file"]
        if not (upload.name or "").lower().endswith(SUFFIXES):
            raise forms.ValidationError(
                _("This is neither a spreadsheet (.xlsx) nor a YAML file (.yaml).")
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


class ConfirmForm(forms.Form):
    """The same file again, signed, with the version of the register that was compared with it."""

    content = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION)

    def clean_content(self) -> tuple[str, bytes]:
        """The file as it was uploaded; anything else is refused."""
        try:
            name, text = loads(self.cleaned_data["content"], salt=SALT, max_age=LASTS)
        except BadSignature:
            raise forms.ValidationError(
                _("These changes were shown too long ago. Upload the file once more.")
            ) from None
        return str(name), base64.b64decode(text)


def confirm_form(name: str, raw: bytes, version: int) -> ConfirmForm:
    """The form that asks once more, with the file in it."""
    content: Any = dumps([name, base64.b64encode(raw).decode()], salt=SALT, compress=True)
    return ConfirmForm(initial={"content": content, "version": version})
