"""The questionnaire of an assessment as a file: all of it, a part, a sector, somebody's share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from glocal.io.questionnaire import GivenAnswer, questionnaire, questionnaire_origin
from glocal.loading.form_words import form_words
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.table_files import KINDS, TableFile, table_file
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import Assignment, Evidence, Participant, Response
from glocal_web.portal.permissions import NotVisibleError, Visitor
from glocal_web.portal.selectors.assessments import (
    AssessmentView,
    assessment_view,
    codes_of_scope,
    scope_title,
)
from glocal_web.portal.selectors.ways import QUICK, quick_codes

MINE = "mine"
PART, SECTOR, PERSON = "part:", "sector:", "person:"
Choice = tuple[str, str]


@dataclass(frozen=True)
class QuestionnairePage:
    """Which shares of a questionnaire may be taken, in groups with a title."""

    view: AssessmentView
    shares: tuple[tuple[str, tuple[Choice, ...]], ...]


def questionnaire_page(visitor: Visitor, key: int, whose: str = "") -> QuestionnairePage:
    """The page from which a questionnaire is taken and where it comes back: five queries."""
    view = assessment_view(visitor, key, whose)
    if view.shown is None:
        raise NotVisibleError
    parts = tuple(
        (PART + sub.code, f"{sub.code} {scope_title(view.words, sub.code)}")
        for sub in view.framework.sub_dimensions
        if any(one.sub_dimension == sub.code for one in view.asked)
    )
    names = vocabulary_words("sectors", view.language)
    there = {sector for one in view.asked for sector in one.sectors}
    sectors = tuple((SECTOR + key, word) for key, word in names.items() if key in there)
    groups = (
        (_("What"), (("", _("The whole questionnaire")), *_quick(view), *_people(visitor, view))),
        (_("Parts"), parts),
        (_("Sectors"), sectors),
    )
    return QuestionnairePage(view, tuple(group for group in groups if group[1]))


def questionnaire_file(
    visitor: Visitor, key: int, kind: str, whose: str = "", share: str = ""
) -> TableFile:
    """The questions of a share with the answers of the participant shown: seven queries at most.

    Raises ``NotVisibleError`` for a kind or a share that does not exist.
    """
    view = assessment_view(visitor, key, whose)
    if kind not in KINDS or view.shown is None:
        raise NotVisibleError
    indicators = _of_share(visitor, view, share)
    language = page_language()
    words = form_words(language).head
    row = view.row
    form = questionnaire(
        view.framework,
        view.words,
        indicators,
        _given(view.shown),
        origin=questionnaire_origin(view.framework, language, str(row.pk), str(view.shown.pk)),
        head=(
            (words["territory"], row.territory.name),
            (words["assessment"], row.title),
            (words["whose"], view.shown.organisation.name),
            (words["framework"], f"{view.words.title} ({view.framework.name})"),
        ),
        language=language,
    )
    part = "".join(f"-{one}" for one in share.split(":") if one)
    return table_file(form, f"{row.territory.slug}-{row.pk}{part}", kind, language)


def _quick(view: AssessmentView) -> tuple[Choice, ...]:
    return ((QUICK, _("The quick start")),) if quick_codes(view) else ()


def _people(visitor: Visitor, view: AssessmentView) -> tuple[Choice, ...]:
    """One's own share, and for who assigns them those of others."""
    rows = Assignment.objects.filter(participant=view.shown).select_related("person")
    people = {row.person_id: row.person for row in rows}
    found = []
    if people.pop(visitor.pk or 0, None) is not None:
        found.append((MINE, _("What I was asked to answer")))
    if view.may_manage:
        found += [
            (f"{PERSON}{key}", _("What %(name)s was asked to answer") % {"name": person})
            for key, person in people.items()
        ]
    return tuple(found)


def _of_share(visitor: Visitor, view: AssessmentView, share: str) -> tuple[Indicator, ...]:
    asked = view.asked
    if share.startswith(PART):
        asked = tuple(one for one in asked if PART + one.sub_dimension == share)
    elif share.startswith(SECTOR):
        asked = tuple(one for one in asked if share.removeprefix(SECTOR) in one.sectors)
    elif share == QUICK:
        codes = set(quick_codes(view))
        asked = tuple(one for one in asked if one.code in codes)
    elif share == MINE or (share.startswith(PERSON) and view.may_manage):
        whom = str(visitor.pk) if share == MINE else share.removeprefix(PERSON)
        codes = _assigned(view, whom)
        asked = tuple(one for one in asked if one.code in codes)
    elif share:
        asked = ()
    if not asked:
        raise NotVisibleError
    return asked


def _assigned(view: AssessmentView, whom: str) -> set[str]:
    rows = Assignment.objects.filter(participant=view.shown)
    scopes = {row.scope for row in rows if str(row.person_id) == whom}
    return {code for scope in scopes for code in codes_of_scope(view.framework, scope)}


def _given(participant: Participant) -> Mapping[str, GivenAnswer]:
    rows = Response.objects.filter(participant=participant).prefetch_related(
        Prefetch("evidence", queryset=Evidence.objects.only("response_id", "title", "url"))
    )
    return {
        row.indicator: GivenAnswer(
            state=AnswerState(row.state),
            grade=row.grade,
            reason=row.reason,
            rationale=row.rationale,
            status=row.status,
            documents=tuple(
                f"{one.title} ({one.url})" if one.url else one.title for one in row.evidence.all()
            ),
            version=row.version,
        )
        for row in rows
    }
