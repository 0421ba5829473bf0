"""What was published, and what would be published now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import framework, framework_text
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.kinds import AnswerState
from glocal.reports.profile import Profile, profile
from glocal.reports.provisional import provisional
from glocal_web.portal.mappers.dashboard import CapLine, cap_lines
from glocal_web.portal.mappers.evidence_level import evidence_levels
from glocal_web.portal.mappers.labels import GradeWord, Labels, labels
from glocal_web.portal.mappers.provisional import ProvisionalLine, provisional_line
from glocal_web.portal.mappers.responses import response_value
from glocal_web.portal.mappers.snapshot import (
    Published,
    Snapshot,
    fingerprint,
    scorecard_from,
    snapshot,
)
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import (
    Assessment,
    Evidence,
    Participant,
    Publication,
    Response,
    ResponseStatus,
)
from glocal_web.portal.permissions import Access, Deed, Visitor
from glocal_web.portal.selectors.scorecards import (
    open_assessment,
    scorecard_of,
    with_sectors_in_order,
)


@dataclass(frozen=True)
class PublishedAnswer:
    """An agreed answer in the reader's words."""

    code: str
    title: str
    state: AnswerState
    grade: GradeWord
    anchor: str
    lang: str
    evidence: str
    documents: tuple[dict[str, Any], ...]
    rationale: str


@dataclass(frozen=True)
class PublishedGroup:
    """A sub-dimension with its published answers; ``unsettled`` counts those left out."""

    code: str
    title: str
    answers: tuple[PublishedAnswer, ...]
    not_applicable: int
    unsettled: int


@dataclass(frozen=True)
class PublicPage:
    """A snapshot in the reader's words: all that the public page shows comes from it."""

    snapshot: Snapshot
    labels: Labels
    profile: Profile
    band: str
    caps: tuple[CapLine, ...]
    groups: tuple[PublishedGroup, ...]
    fingerprint: str
    framework_changed: bool
    provisional: ProvisionalLine | None


@dataclass(frozen=True)
class Preview:
    """What would become public, and what is public already."""

    assessment: Assessment
    access: Access
    page: PublicPage
    live: Publication | None
    with_rationales: bool
    agreed: int
    spoken: int

    @property
    def unsettled(self) -> int:
        """How many answers would be left out, since nobody agreed on them."""
        return self.spoken - self.agreed


class WithdrawnError(Exception):
    """Something was published here and taken back."""


def preview(visitor: Visitor, key: int, with_rationales: bool) -> Preview:
    """What publishing an assessment would show to everybody. For coordinators."""
    assessment, access = open_assessment(visitor, key)
    access.require(Deed.MANAGE)
    live = live_publications(assessment.pk).first()
    copy, agreed, spoken = draft_snapshot(assessment, with_rationales)
    return Preview(assessment, access, public_page(copy), live, with_rationales, agreed, spoken)


def draft_snapshot(assessment: Assessment, with_rationales: bool) -> tuple[Snapshot, int, int]:
    """The snapshot of an assessment as it stands, and how many of its answers are agreed.

    The published figures come from agreed answers alone: what nobody agreed on counts as not
    answered, so that it shows in the coverage and the interval and nowhere else.
    """
    structure = framework(assessment.framework_id, assessment.framework_version)
    rows = list(
        Response.objects.filter(participant__assessment=assessment)
        .exclude(state=AnswerState.NOT_ANSWERED.value)
        .select_related("participant__organisation")
    )
    agreed = [row for row in rows if row.status == ResponseStatus.AGREED]
    levels = evidence_levels(agreed)
    lead = (
        Participant.objects.filter(assessment=assessment, is_lead=True)
        .select_related("organisation")
        .first()
    )
    copy = snapshot(
        Published(
            assessment=assessment,
            framework=structure,
            text=framework_text(structure.id, structure.version, structure.original_language),
            scorecard=scorecard_of(
                structure,
                [response_value(row, levels[row.pk]) for row in agreed],
                territory_value(assessment.territory),
            ),
            responses=agreed,
            evidence=list(Evidence.objects.filter(response__in=agreed)),
            levels=levels,
            organisation=lead.organisation.name if lead else "",
            with_rationales=with_rationales,
        )
    )
    spoken = len({row.indicator for row in rows})
    return copy, len({row.indicator for row in agreed}), spoken


def published(slug: str, key: int) -> Publication:
    """What everybody may see of an assessment.

    Raises ``UnknownNameError`` when nothing was published, ``WithdrawnError`` when it was taken
    back.
    """
    rows = list(
        Publication.objects.filter(assessment=key, snapshot__territory__slug=slug).only(
            "pk", "withdrawn_at"
        )[:50]
    )
    for row in rows:
        if row.withdrawn_at is None:
            return Publication.objects.get(pk=row.pk)
    if rows:
        raise WithdrawnError
    raise UnknownNameError(f"Nothing is published of {slug} under {key}.")


def withdrawable(visitor: Visitor, key: int) -> Assessment:
    """The assessment, for somebody who may take back what was published of it."""
    assessment, access = open_assessment(visitor, key)
    access.require(Deed.MANAGE)
    return assessment


def live_publications(key: int) -> QuerySet[Publication]:
    """The publications of an assessment that were not taken back, the newest first."""
    return Publication.objects.filter(assessment=key, withdrawn_at=None)


def public_page(copy: Snapshot) -> PublicPage:
    """A snapshot in the words of the reader's language, or else in its own."""
    words = labels(copy["framework"]["id"], copy["framework"]["version"])
    scorecard = scorecard_from(copy)
    changed = words.framework.content_hash != copy["framework"]["content_hash"]
    found = profile(words.framework, scorecard)
    early = provisional(words.framework, scorecard)
    return PublicPage(
        snapshot=copy,
        labels=words,
        profile=with_sectors_in_order(found),
        band=words.band(found.total.band),
        caps=cap_lines(words, found.capped),
        groups=_groups(words, copy, own_words=changed),
        fingerprint=fingerprint(copy),
        framework_changed=changed,
        provisional=None if early is None else provisional_line(early, words),
    )


def _groups(words: Labels, copy: Snapshot, own_words: bool) -> tuple[PublishedGroup, ...]:
    items = {item["indicator"]: item for item in copy["answers"]}
    groups = []
    for sub in words.framework.sub_dimensions:
        here = [items[one.code] for one in sub.indicators if one.code in items]
        spoken = [
            item for item in here if item["state"] in (AnswerState.ANSWERED, AnswerState.DONT_KNOW)
        ]
        away = sum(item["state"] == AnswerState.NOT_APPLICABLE for item in here)
        groups.append(
            PublishedGroup(
                sub.code,
                words.group(sub.code),
                tuple(_published_answer(words, item, copy, own_words) for item in spoken),
                not_applicable=away,
                unsettled=len(here) - len(spoken) - away,
            )
        )
    return tuple(groups)


def _published_answer(
    words: Labels, item: dict[str, Any], copy: Snapshot, own_words: bool
) -> PublishedAnswer:
    text = words.indicator(item["indicator"])
    own = GradeWord(item["grade"], item["grade_word"], item["top"])
    grade, title, anchor, lang = own, item["title"], item["anchor"], copy["framework"]["language"]
    if not own_words and text.anchors:
        indicator = words.framework.indicator(item["indicator"])
        grade, title = words.grade(indicator, item["grade"]), text.title
        anchor = text.anchors.get(item["grade"], "") if item["grade"] is not None else ""
        lang = words.lang_of(item["indicator"], "anchors") or words.language
    return PublishedAnswer(
        code=item["indicator"],
        title=title,
        state=AnswerState(item["state"]),
        grade=grade,
        anchor=anchor,
        lang="" if lang == words.language else lang,
        evidence=words.word("evidence-levels", item["evidence_level"]),
        documents=tuple(
            {**one, "kind": vocabulary_words("evidence-kinds", words.language).get(one["kind"], "")}
            for one in item["documents"]
        ),
        rationale=item["rationale"],
    )
