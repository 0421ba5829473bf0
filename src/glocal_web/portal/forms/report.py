"""What a report shall be: one page or all of it, its parts, its language, its kind of file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from glocal.reports.council_report import USUAL
from glocal.reports.report_source import Part
from glocal_web.portal.mappers.languages import language_name
from glocal_web.portal.selectors.reports import COUNCIL, FULL, ReportChoice
from glocal_web.portal.services.report_files import DOCX, PDF, XLSX

PART_NAMES = {
    Part.PROFILE: _("The profile: score, pictures, all figures"),
    Part.GAPS: _("Gaps, question by question"),
    Part.STEPS: _("Next steps, with what to do"),
    Part.ACTIONS: _("Actions, with who is responsible"),
    Part.FINDINGS: _("Open findings of the register, without those that few may see"),
    Part.ANSWERS: _("All answers"),
    Part.METHOD: _("How to read the figures"),
    Part.SOURCES: _("Sources: documents named with the answers, and the framework"),
}


class ReportForm(forms.Form):
    """The choices of a report; they stand in the address, so that it can be asked for again."""

    kind = forms.ChoiceField(
        label=_("Which report"),
        choices=(
            (COUNCIL, _("Profile in one page, for those who decide")),
            (FULL, _("Full report, for those who work with it")),
        ),
        widget=forms.RadioSelect,
        initial=COUNCIL,
    )
    parts = forms.MultipleChoiceField(
        label=_("Parts of the full report"),
        choices=tuple((part.value, name) for part, name in PART_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=[part.value for part in Part if part in USUAL],
    )
    file = forms.ChoiceField(
        label=_("Kind of file"),
        choices=(
            (PDF, _("PDF, to print and to send")),
            (DOCX, _("Text document (DOCX), to go on writing")),
            (XLSX, _("Spreadsheet (XLSX), the figures alone")),
        ),
        widget=forms.RadioSelect,
        initial=PDF,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the report"),
            choices=[(code, language_name(code)) for code, _name in settings.LANGUAGES],
            initial=(get_language() or "en").split("-")[0],
        )
        self.order_fields(("kind", "parts", "language", "file"))

    def clean(self) -> dict[str, Any]:
        """A full report has at least one part."""
        found = super().clean() or {}
        if found.get("kind") == FULL and not found.get("parts") and "parts" not in self.errors:
            self.add_error("parts", _("Choose at least one part."))
        return found

    def choice(self) -> ReportChoice:
        """What was asked for."""
        return ReportChoice(
            kind=self.cleaned_data["kind"],
            language=self.cleaned_data["language"],
            parts=frozenset(Part(part) for part in self.cleaned_data["parts"]),
        )
