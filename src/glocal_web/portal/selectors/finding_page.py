"""One finding in full: what meets what, who is hit, what would end it, and its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from glocal.loading.rules import rules
from glocal.model.finding import Certainty
from glocal.model.provision import Provision
from glocal.reports.finding_words import MendText, PartWords, SlotWords
from glocal_web.portal.mappers.finding_labels import Tag, who_tag, workflow_tag
from glocal_web.portal.mappers.group_picture import GroupPicture, group_pictures
from glocal_web.portal.mappers.register_reference import SEPARATOR, full_id
from glocal_web.portal.mappers.slot_ways import SlotWay, slot_way
from glocal_web.portal.models import (
    CoherenceState,
    FindingEvent,
    FindingEventKind,
    FindingVerdict,
    FindingWorkflow,
)
from glocal_web.portal.models import Provision as Row
from glocal_web.portal.permissions import Access, Deed, Visitor
from glocal_web.portal.selectors.finding_access import open_finding
from glocal_web.portal.selectors.finding_reasons import OtherReason, other_reason
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line
from glocal_web.portal.selectors.linkages import IndicatorLink, PracticeLink, indicator_links
from glocal_web.portal.selectors.rule_pages import practice_links

MOST_EVENTS = 50


@dataclass(frozen=True)
class PartLine:
    """A provision of the minimal set: what it says, where it stands, and its very words.

    ``key`` is that of its row in the register, if it is still there.
    """

    words: PartWords
    provision: Provision | None
    is_own: bool
    key: int | None

    @property
    def quote(self) -> str:
        """What the text says, as it was entered."""
        return self.provision.quote if self.provision else ""


@dataclass(frozen=True)
class SlotLine:
    """A slot in which the provisions match, or the one in which they clash or leave a gap."""

    words: SlotWords
    is_clash: bool


@dataclass(frozen=True)
class MendLine:
    """One way to mend, with who can decide it; ``number`` is its place in the finding."""

    words: MendText
    number: int
    who: Tag | None


@dataclass(frozen=True)
class EventLine:
    """One line of the history."""

    event: FindingEvent
    what: str
    workflow: Tag | None
    verdict: str
    until: date | None


@dataclass(frozen=True)
class FindingPage:
    """Everything there is to read about one finding."""

    line: FindingLine
    access: Access
    state: CoherenceState | None
    parts: tuple[PartLine, ...]
    slots: tuple[SlotLine, ...]
    pictures: tuple[GroupPicture, ...]
    mends: tuple[MendLine, ...]
    indicators: tuple[IndicatorLink, ...]
    practices: tuple[PracticeLink, ...]
    events: tuple[EventLine, ...]
    changed_since: datetime | None
    reason: OtherReason

    @property
    def is_certain(self) -> bool:
        """Whether the texts alone show it."""
        return self.line.record.certainty == Certainty.CERTAIN

    @property
    def slot_way(self) -> SlotWay:
        """What the compared slots show."""
        return slot_way(self.line.record.rule)

    @property
    def is_switched_off(self) -> bool:
        """Whether its rule is switched off in this territory."""
        return self.state is not None and self.line.record.rule in self.state.rules_off

    @property
    def further_groups(self) -> tuple[str, ...]:
        """The groups that are hit and have no picture."""
        return self.line.words.hit[len(self.pictures) :]

    @property
    def one_is_enough(self) -> bool:
        """Whether each of its mends ends it by itself: talking changes nothing yet."""
        return all(one.words.kind.can_be_tried for one in self.mends)

    @property
    def may_decide(self) -> bool:
        """Whether the visitor may accept, dismiss, resolve or open it."""
        return self.access.may(Deed.MANAGE)

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may turn it into an action."""
        return self.access.may(Deed.PLAN)

    @property
    def may_judge(self) -> bool:
        """Whether the visitor may say if the rule was right."""
        return self.access.may(Deed.REVIEW)

    @property
    def verdict(self) -> str:
        """What a reviewer said, in words; empty while nobody did."""
        given = self.line.record.verdict
        return str(FindingVerdict(given).label) if given else ""


def finding_page(visitor: Visitor, key: int) -> FindingPage:
    """One finding, for somebody who may see it."""
    record, access = open_finding(visitor, key)
    state: CoherenceState | None = getattr(record.territory, "coherence", None)
    line = finding_line(record, record.territory.slug, state.baseline_at if state else None)
    words, known = line.words, rules()
    events = tuple(record.events.all()[:MOST_EVENTS])
    return FindingPage(
        line=line,
        access=access,
        state=state,
        parts=tuple(_parts(line)),
        slots=tuple(_slots(words.matches, words.clash)),
        pictures=group_pictures(line.finding.hit, line.finding.phases, line.names),
        mends=tuple(
            MendLine(one, number, who_tag(one.who) if one.who is not None else None)
            for number, one in enumerate(words.mends)
        ),
        indicators=indicator_links(line.finding.indicators),
        practices=practice_links(known[record.rule].practices) if record.rule in known else (),
        events=tuple(_event(one) for one in events),
        changed_since=_changed_since(events, record.decided_at, record.workflow),
        reason=other_reason(line, access),
    )


def _slots(matches: tuple[SlotWords, ...], clash: SlotWords | None) -> Iterator[SlotLine]:
    """Each slot once: one in which both match and clash is told as the clash."""
    last = clash.slot if clash else None
    yield from (SlotLine(one, is_clash=False) for one in matches if one.value and one.slot != last)
    if clash:
        yield SlotLine(clash, is_clash=True)


def _parts(line: FindingLine) -> Iterator[PartLine]:
    """The provisions with their rows: one query."""
    names = [one.provision.partition(SEPARATOR) for one in line.words.parts]
    rows = Row.objects.filter(
        territory__slug__in={slug for slug, _dot, _key in names},
        key__in={key for _slug, _dot, key in names},
    ).values_list("territory__slug", "key", "pk")
    keys = {full_id(slug, key): pk for slug, key, pk in rows}
    for words in line.words.parts:
        provision = line.portfolio.provisions.get(words.provision)
        policy = line.portfolio.policies.get(provision.policy) if provision else None
        is_own = policy is not None and not policy.pack
        yield PartLine(words, provision, is_own, keys.get(words.provision))


def _event(event: FindingEvent) -> EventLine:
    told = event.kind in (FindingEventKind.DECIDED, FindingEventKind.ACTION)
    verdict = str(event.data.get("verdict", ""))
    until = str(event.data.get("until", ""))
    return EventLine(
        event=event,
        what=str(FindingEventKind(event.kind).label),
        workflow=workflow_tag(event.workflow) if told and event.workflow else None,
        verdict=str(FindingVerdict(verdict).label) if verdict in FindingVerdict.values else "",
        until=date.fromisoformat(until) if until else None,
    )


def _changed_since(
    events: tuple[FindingEvent, ...], decided: datetime | None, workflow: str
) -> datetime | None:
    """When the finding came to say something else than when it was decided, if it did."""
    if decided is None or workflow == FindingWorkflow.OPEN:
        return None
    later = [one.at for one in events if one.kind == FindingEventKind.CHANGED and one.at > decided]
    return max(later, default=None)
