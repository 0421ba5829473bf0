"""The file of ratings that is imported: uploaded once, then carried along until confirmed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.carried_file import FileUploadForm, file_field, packed, unpacked
from glocal_web.portal.models.choices import GroupChoice

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
SALT = "interactions-import"


class RatingsUploadForm(FileUploadForm):
    """A spreadsheet or a text file, and the group it is of where it names none."""

    suffixes = SUFFIXES
    refused = gettext_lazy(
        "This is neither a spreadsheet (.xlsx) nor a text file (.csv). "
        "Save it as .xlsx and choose it again."
    )
    file = file_field(
        SUFFIXES,
        gettext_lazy("Spreadsheet or text file"),
        gettext_lazy(
            "A square table or a list with one answer a row, as this site gives them out: .xlsx or "
            ".csv, up to 2 MB. Before anything is changed you see every change."
        ),
    )
    group = forms.ChoiceField(
        label=gettext_lazy("Whose answers it holds, if the file does not say"),
        required=False,
        choices=[("", gettext_lazy("The file says it")), *GroupChoice.choices],
    )


class RatingsConfirmForm(forms.Form):
    """The same file again, signed, with the group and what was shown."""

    content = forms.CharField(widget=forms.HiddenInput)

    def clean_content(self) -> tuple[str, bytes, str, str]:
        """The file as it was uploaded, its group, what was shown; anything else is refused."""
        name, raw, (group, seen) = unpacked(SALT, self.cleaned_data["content"], 2)
        return name, raw, group, seen


def confirm_form(name: str, raw: bytes, group: str, seen: str) -> RatingsConfirmForm:
    """The form that asks once more, with the file in it."""
    return RatingsConfirmForm(initial={"content": packed(SALT, name, raw, group, seen)})
