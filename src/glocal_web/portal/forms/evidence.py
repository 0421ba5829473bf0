"""A piece of evidence: what it is, where it is, from when, and who says so."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal_web.portal.services.evidence import NewEvidence
from glocal_web.portal.services.uploads import (
    KINDS,
    CheckedFile,
    Refusal,
    RefusedFileError,
    check_upload,
)
from glocal_web.portal.upload_limit import NOT_STORED, TOO_LARGE


def refusal_words(refusal: Refusal) -> str:
    """What is wrong with a file, why it is not kept, and what to do instead."""
    kinds = ", ".join(sorted({suffix[1:].upper() for suffix in KINDS}))
    words = {
        Refusal.EMPTY: _("The file is empty. Choose it again, or give a link instead."),
        Refusal.TOO_LARGE: _(
            "The file is larger than %(limit)s. Send the pages that matter, or give a link instead."
        )
        % {"limit": filesizeformat(settings.GLOCAL_UPLOAD_LIMIT)},
        Refusal.KIND: _(
            "Files of this kind are not kept, since they can run programs on the computer of who "
            "opens them. Save it as PDF, or choose one of: %(kinds)s."
        )
        % {"kinds": kinds},
        Refusal.DISGUISED: _(
            "The file does not hold what its name says, so it may not be what it seems. Open it "
            "in the program it comes from and save it again, for example as PDF."
        ),
        Refusal.MACROS: _(
            "The file holds macros or programs, which could harm who opens it. Save it as PDF, "
            "or without macros."
        ),
        Refusal.BROKEN: _(
            "The file is damaged or locked with a password, so nobody could check it. Save it "
            "again without a password, or as PDF."
        ),
    }
    return words[refusal]


def not_stored_words() -> str:
    """What to do when the server could not write the file."""
    return _(
        "The file could not be stored: the disk of the server is full or cannot be written to. "
        "What you typed is still here. Give a link instead, or tell who looks after this site."
    )


class EvidenceForm(forms.Form):
    """Adds one document. ``broken_off`` says why a file did not arrive as a whole."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        help_text=gettext_lazy("As others would look for it, with its number or year."),
    )
    url = forms.CharField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    file = forms.FileField(label=gettext_lazy("Or a file"), required=False)
    date = forms.DateField(
        label=gettext_lazy("Date of the document"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    said_by = forms.CharField(
        label=gettext_lazy("Who says so"),
        required=False,
        max_length=160,
        help_text=gettext_lazy(
            "The office or organisation that wrote it. Never the name of a migrant or displaced "
            "person."
        ),
    )

    def __init__(
        self, data: Any = None, uploads: Any = None, *, broken_off: str = "", **options: Any
    ) -> None:
        super().__init__(data, uploads, auto_id="evidence-%s", **options)
        words = vocabulary_words("evidence-kinds", get_language() or "en")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((key, words[key]) for key in vocabulary_ids("evidence-kinds")),
        ]
        self.fields["file"].help_text = _(
            "PDF, Word, Excel, OpenDocument, CSV, text or picture, up to %(limit)s. People with "
            "access to this assessment can open it; it is never published."
        ) % {"limit": filesizeformat(settings.GLOCAL_UPLOAD_LIMIT)}
        self.fields["file"].widget.attrs["accept"] = ",".join(sorted(KINDS))
        self._broken_off = broken_off

    def clean_url(self) -> str:
        """Only addresses of the web: no scripts, no files of one's own computer."""
        url = str(self.cleaned_data["url"])
        if not url:
            return ""
        if "://" not in url and ":" not in url.split("/")[0]:
            url = f"https://{url}"
        try:
            URLValidator(schemes=["http", "https"])(url)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("Give a full address that begins with https:// or http://")
            ) from error
        return url

    def clean_file(self) -> CheckedFile | None:
        """The file, once its name, declared type and content agree."""
        upload: UploadedFile | None = self.cleaned_data.get("file")
        if self._broken_off == TOO_LARGE:
            raise forms.ValidationError(refusal_words(Refusal.TOO_LARGE))
        if self._broken_off == NOT_STORED:
            raise forms.ValidationError(not_stored_words())
        if not upload:
            return None
        try:
            return check_upload(upload)
        except RefusedFileError as refused:
            raise forms.ValidationError(refusal_words(refused.refusal)) from refused

    def clean_date(self) -> Any:
        """No document of the future, and no slip of the keyboard."""
        date = self.cleaned_data["date"]
        if date and date > timezone.localdate():
            raise forms.ValidationError(
                _("This date lies in the future. Give the date on the document.")
            )
        if date and date.year < 1900:
            raise forms.ValidationError(_("Give the year with four digits, for example 2024."))
        return date

    @property
    def new_evidence(self) -> NewEvidence:
        """What the valid form says."""
        data = self.cleaned_data
        return NewEvidence(
            kind=data["kind"],
            title=data["title"],
            url=data["url"],
            date=data["date"],
            said_by=data["said_by"],
            upload=data["file"],
        )
