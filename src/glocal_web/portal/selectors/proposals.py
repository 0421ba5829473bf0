"""Answers that other assessments of the territory propose, for a preview before any is taken."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from glocal.advice.crosswalk import propose_answers
from glocal.loading.catalogue import asks_the_same
from glocal.loading.library import crosswalk_reasons, crosswalks, framework_of
from glocal.model.crosswalk import Crosswalk, Proposal, Relation
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.crosswalk_words import RELATIONS
from glocal_web.portal.mappers.labels import GradeWord, Labels, labels
from glocal_web.portal.models import Assessment, Response, ResponseStatus
from glocal_web.portal.permissions import Deed, NotAllowedError, Visitor
from glocal_web.portal.selectors.assessments import AssessmentView, assessment_view


@dataclass(frozen=True)
class ProposalLine:
    """One proposed answer: what it would say, where it comes from, and why it may hold."""

    code: str
    title: str
    lang: str
    grade: GradeWord
    anchor: str
    source: Assessment
    source_code: str
    source_title: str
    source_grade: GradeWord
    relation: str
    is_close: bool
    reason: str
    others: tuple[str, ...]
    version: int
    rationale: str


@dataclass(frozen=True)
class ProposalPage:
    """Every proposal for the participant shown, and the frameworks that proposals come from.

    ``sources`` are the titles of those frameworks: what to assess first where there is no proposal.
    """

    view: AssessmentView
    lines: tuple[ProposalLine, ...]
    sources: tuple[str, ...]


def proposal_page(visitor: Visitor, key: int, whose: str = "") -> ProposalPage:
    """What other assessments propose for the open answers of the participant shown.

    Raises ``NotAllowedError`` for somebody who does not answer for that participant.
    """
    view = assessment_view(visitor, key, whose, Deed.ANSWER)
    if not view.may_answer:
        raise NotAllowedError
    walks = tuple(walk for walk in crosswalks() if walk.target == view.framework.name)
    rounds = _latest_rounds(view, walks)
    given = {walk.source: _grades(view, walk.source, rounds.get(walk.source)) for walk in walks}
    rows = {row.indicator: row for row in Response.objects.filter(participant=view.shown)}
    answered = {
        code for code, row in rows.items() if row.state != AnswerState.NOT_ANSWERED.value
    } | {item.indicator.code for item in view.not_asked}
    words = labels(view.framework.id, view.framework.version)
    lines = []
    for walk in walks:
        # One crosswalk at a time, so that each line knows the assessment it comes from.
        for proposal in propose_answers([walk], given, view.framework.name, answered=answered):
            # Without an answer there may still be words, written before anybody was sure.
            row = rows.get(proposal.target, Response(version=0))
            lines.append(_line(words, walk, rounds[walk.source], proposal, row))
            answered.add(proposal.target)
    order = {item.code: place for place, item in enumerate(view.framework.indicators)}
    return ProposalPage(
        view,
        tuple(sorted(lines, key=lambda line: order[line.code])),
        tuple(_title(walk.source) for walk in walks),
    )


def _latest_rounds(view: AssessmentView, walks: tuple[Crosswalk, ...]) -> dict[str, Assessment]:
    """The latest other assessment by each source framework that has an answer to propose from.

    A round that was only just opened does not hide the answers of the one before.
    """
    own = view.shown.organisation_id if view.shown else None
    told = Response.objects.filter(
        Q(status=ResponseStatus.AGREED) | Q(participant__organisation=own),
        participant__assessment=OuterRef("pk"),
        state=AnswerState.ANSWERED.value,
    )
    wanted = {walk.source: framework_of(walk.source) for walk in walks}
    rows = (
        Assessment.objects.filter(
            Exists(told),
            territory=view.row.territory,
            framework_id__in={item.id for item in wanted.values()},
        )
        .exclude(pk=view.row.pk)
        .order_by("-period_end", "-pk")
    )
    found: dict[str, Assessment] = {}
    for row in rows:
        for name, structure in wanted.items():
            if row.framework_id == structure.id:
                found.setdefault(name, row)
    return found


def _grades(view: AssessmentView, name: str, source: Assessment | None) -> dict[str, float]:
    """The grades of an assessment: what was agreed, else what the same organisation says.

    Of several agreed answers that of the lead organisation counts: it stands for the authority.

    An answer to another version than the crosswalk names counts where that version asks the same.
    The query runs for each source framework, found or not: the page takes a fixed number.
    """
    structure = framework_of(name)
    rows = (
        Response.objects.filter(
            participant__assessment=source.pk if source else None, state=AnswerState.ANSWERED.value
        )
        .select_related("participant")
        # The lead comes last: an agreed answer takes the place of those before it.
        .order_by("participant__is_lead", "-pk")
    )
    found: dict[str, float] = {}
    for row in rows:
        own = view.shown is not None and (
            row.participant.organisation_id == view.shown.organisation_id
        )
        agreed = row.status == ResponseStatus.AGREED
        if source is None or not asks_the_same(
            structure.id, structure.version, source.framework_version, row.indicator
        ):
            continue
        if row.grade is not None and (agreed or (own and row.indicator not in found)):
            found[row.indicator] = row.grade
    return found


def _line(
    words: Labels, walk: Crosswalk, source: Assessment, proposal: Proposal, row: Response
) -> ProposalLine:
    indicator = words.framework.indicator(proposal.target)
    origin = labels(source.framework_id, source.framework_version)
    asked = origin.framework.indicator(proposal.source)
    reasons = crosswalk_reasons(walk.source, walk.target, words.language)
    return ProposalLine(
        code=proposal.target,
        title=words.title(proposal.target),
        lang=words.lang_of(proposal.target, "title"),
        grade=words.grade(indicator, proposal.grade),
        anchor=(words.indicator(proposal.target).anchors or {}).get(proposal.grade, ""),
        source=source,
        source_code=proposal.source,
        source_title=origin.title(proposal.source),
        source_grade=origin.grade(asked, proposal.source_grade),
        relation=str(RELATIONS[proposal.relation]),
        is_close=proposal.relation is not Relation.RELATED,
        reason=reasons.get(f"{proposal.source} > {proposal.target}", ""),
        others=tuple(
            f"{code}: {words.grade(indicator, grade).word or f'{grade:g}'}"
            for code, grade in proposal.others
        ),
        version=row.version,
        rationale=row.rationale,
    )


def _title(name: str) -> str:
    structure = framework_of(name)
    return labels(structure.id, structure.version).text.title
