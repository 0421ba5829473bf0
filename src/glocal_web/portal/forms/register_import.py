"""The file that is imported into a register: uploaded once, then carried along until confirmed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.carried_file import FileUploadForm, file_field, packed, unpacked

SUFFIXES = (".xlsx", ".yaml", ".yml", ".json")
SALT = "register-import"
LARGEST_VERSION = 2_000_000_000


class UploadForm(FileUploadForm):
    """A spreadsheet or a YAML file."""

    suffixes = SUFFIXES
    refused = gettext_lazy("This is neither a spreadsheet (.xlsx) nor a YAML file (.yaml).")
    file = file_field(
        SUFFIXES,
        gettext_lazy("Spreadsheet or YAML file"),
        gettext_lazy(
            "As this register gives it out: .xlsx, .yaml or .json, up to 2 MB. Before anything is "
            "changed you see every change."
        ),
    )


class ConfirmForm(forms.Form):
    """The same file again, signed, with the version of the register that was compared with it."""

    content = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION)

    def clean_content(self) -> tuple[str, bytes]:
        """The file as it was uploaded; anything else is refused."""
        name, raw, _rest = unpacked(SALT, self.cleaned_data["content"], 0)
        return name, raw


def confirm_form(name: str, raw: bytes, version: int) -> ConfirmForm:
    """The form that asks once more, with the file in it."""
    return ConfirmForm(initial={"content": packed(SALT, name, raw), "version": version})
