"""Who changed what in a policy and its provisions, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from glocal_web.portal.mappers.policy_words import POLICY_LABELS
from glocal_web.portal.mappers.register_values import differing_slots
from glocal_web.portal.mappers.slot_words import LABELS
from glocal_web.portal.models import Policy, Provision

MOST_LINES = 40


@dataclass(frozen=True)
class HistoryLine:
    """One change: when, by whom, of what (empty for the policy itself), and what was changed."""

    at: datetime
    by: str
    subject: str
    words: str


def policy_history(policy: Policy) -> tuple[HistoryLine, ...]:
    """The newest changes of a policy and its provisions, the newest first: two queries."""
    own = Policy.history.filter(id=policy.pk).select_related("history_user")
    parts = Provision.history.filter(policy_id=policy.pk).select_related("history_user")
    lines = [*_lines(own, _policy_words), *_lines(parts, _provision_words)]
    lines.sort(key=lambda line: line.at, reverse=True)
    return tuple(lines[:MOST_LINES])


def provision_history(provision: Provision) -> tuple[HistoryLine, ...]:
    """The newest changes of a provision, the newest first: one query."""
    rows = Provision.history.filter(id=provision.pk).select_related("history_user")
    return tuple(_lines(rows, _provision_words))[:MOST_LINES]


def _lines(rows: Iterable[Any], words: Any) -> Iterator[HistoryLine]:
    """A line for each state, which is told by how it differs from the one before."""
    before: dict[int, Any] = {}
    found = []
    for row in sorted(rows, key=lambda row: (row.history_date, row.history_id)):
        told = words(row, before.get(row.id))
        before[row.id] = row
        if told:
            subject = getattr(row, "key", "") if words is _provision_words else ""
            found.append(HistoryLine(row.history_date, str(row.history_user or ""), subject, told))
    yield from reversed(found)


def _policy_words(row: Any, before: Any) -> str:
    if row.history_type == "+" or before is None:
        return _("Entered")
    if row.history_type == "-":
        return _("Removed")
    return _changed(
        POLICY_LABELS,
        [name for name in POLICY_LABELS if getattr(row, name) != getattr(before, name)],
    )


def _provision_words(row: Any, before: Any) -> str:
    if row.history_type == "+" or before is None:
        return _("Entered")
    if row.history_type == "-":
        return _("Removed")
    return _changed(LABELS, differing_slots(before.slots, row.slots))


def _changed(labels: Mapping[str, Any], names: Iterable[str]) -> str:
    # Translators: joins a list of words; Arabic takes another comma.
    told = _(", ").join(str(labels[name]) for name in names if name in labels)
    return _("Changed: %(what)s") % {"what": told} if told else ""
