"""The questionnaire of an assessment on paper: which shares there are, and what is printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from glocal.loading.catalogue import framework_text
from glocal.model.framework import Framework, Indicator
from glocal.model.text import FrameworkText
from glocal.reports.paper import PaperHead
from glocal_web.portal.permissions import NotVisibleError, Visitor
from glocal_web.portal.selectors.assessments import AssessmentView, assessment_view
from glocal_web.portal.selectors.responses import AnswerTable, answer_table, table_rows
from glocal_web.portal.selectors.ways import QUICK, quick_codes


@dataclass(frozen=True)
class PaperPage:
    """The shares that can be printed, and those that can be entered, with their words.

    ``parts`` are entered one after the other; the quick start stands for itself.
    """

    view: AssessmentView
    quick: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]

    @property
    def printed(self) -> tuple[tuple[str, str], ...]:
        """What can be printed at once."""
        return (("", _("The whole questionnaire")), *self.quick, *self.parts)

    @property
    def entered(self) -> tuple[tuple[str, str], ...]:
        """What can be entered at once."""
        return (*self.parts, *self.quick)

    def after(self, part: str) -> str:
        """The part to go on with; empty after the last one and after the quick start."""
        codes = [code for code, _title in self.parts]
        return next(iter(codes[codes.index(part) + 1 :]), "") if part in codes else ""


@dataclass(frozen=True)
class PaperSheet:
    """What is printed: questions, their words in the language of the paper, and its head."""

    framework: Framework
    text: FrameworkText
    indicators: tuple[Indicator, ...]
    head: PaperHead
    stem: str


def paper_page(visitor: Visitor, key: int, whose: str = "") -> PaperPage:
    """What can be printed and entered, for everybody who may read the assessment: three queries."""
    view = assessment_view(visitor, key, whose)
    asked = {one.sub_dimension for one in view.asked}
    parts = tuple(
        (sub.code, f"{sub.code} {view.words.groups.get(sub.code, '')}".strip())
        for sub in view.framework.sub_dimensions
        if sub.code in asked
    )
    quick = ((QUICK, _("The quick start")),) if quick_codes(view) else ()
    return PaperPage(view, quick, parts)


def paper_table(visitor: Visitor, key: int, share: str, whose: str) -> AnswerTable:
    """The rows of a share as they follow one another on paper: a part, or the quick start.

    That of the quick start has no code of a part, since it takes from several.
    """
    if share != QUICK:
        return answer_table(visitor, key, share, whose)
    view = assessment_view(visitor, key, whose)
    codes = quick_codes(view)
    rows = table_rows(view, (one for one in view.asked if one.code in codes))
    return AnswerTable(view, "", _("The quick start"), (), rows)


def paper_sheet(
    visitor: Visitor, key: int, share: str, language: str, whose: str = ""
) -> PaperSheet:
    """The questions of a share, with the name of a participant where ``whose`` names one.

    Raises ``NotVisibleError`` for a share that is not there.
    """
    view = assessment_view(visitor, key, whose)
    quick = quick_codes(view) if share == QUICK else ()
    asked = tuple(
        one for one in view.asked if share in ("", one.sub_dimension) or one.code in quick
    )
    if not asked:
        raise NotVisibleError
    row = view.row
    name = view.shown.organisation.name if whose and view.shown else ""
    return PaperSheet(
        view.framework,
        framework_text(row.framework_id, row.framework_version, language),
        asked,
        PaperHead(row.territory.name, row.title, str(row.pk), name),
        "-".join(filter(None, (row.territory.slug, str(row.pk), share, language))),
    )
