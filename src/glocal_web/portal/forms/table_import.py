"""A filled table that is imported: uploaded once, then carried along until confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.carried_file import FileUploadForm, file_field, packed, unpacked
from glocal_web.portal.forms.interaction_import import SUFFIXES

TAKE = "take-"
FILE = "file"


class TableUploadForm(FileUploadForm):
    """A spreadsheet or a text file."""

    suffixes = SUFFIXES
    refused = gettext_lazy(
        "This is neither a spreadsheet (.xlsx) nor a text file (.csv). "
        "Save it as .xlsx and choose it again."
    )
    file = file_field(
        SUFFIXES,
        gettext_lazy("Spreadsheet or text file"),
        gettext_lazy(
            "As this page gives it out: .xlsx or .csv, up to 2 MB. Before anything is changed you "
            "see every change."
        ),
    )


class TableConfirmForm(forms.Form):
    """The same file again, signed for one ``place``, with what was shown of it."""

    content = forms.CharField(widget=forms.HiddenInput)
    all_the_same = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, place: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.place = place

    def clean_content(self) -> tuple[str, bytes, str]:
        """The file as it was uploaded, and what was shown; anything else is refused."""
        name, raw, (seen,) = unpacked(f"import {self.place}", self.cleaned_data["content"], 1)
        return name, raw, seen

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
    content = packed(f"import {place}", name, raw, seen)
    return TableConfirmForm(place=place, initial={"content": content})
