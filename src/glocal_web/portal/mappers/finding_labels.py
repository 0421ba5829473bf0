"""Words and icons for the fields of a finding; a colour only adds to them, and none is an alarm."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.loading.coherence_words import coherence_words
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, Who
from glocal.model.kinds import Axis
from glocal_web.portal.mappers.check_words import SEVERITY_SYMBOLS
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import FindingWorkflow

AXES = (Axis.HORIZONTAL, Axis.VERTICAL, Axis.TERRITORIAL)
# Where a finding stands: the kind that colours its tag, and its icon.
WORKFLOWS: dict[str, tuple[str, str]] = {
    FindingWorkflow.OPEN: ("", "question"),
    FindingWorkflow.ADDRESSED: ("info", "edit"),
    FindingWorkflow.ACCEPTED: ("quiet", "calendar"),
    FindingWorkflow.RESOLVED: ("success", "check"),
    FindingWorkflow.DISMISSED: ("quiet", "close"),
}
WHO_SYMBOLS: dict[Who, str] = {
    Who.SELF: "done",
    Who.ASK_ABOVE: "send",
    Who.ASK_BELOW: "people",
    Who.ASK_PARTNER: "link",
}


@dataclass(frozen=True)
class Tag:
    """A small label: the kind that colours it, its icon and its word."""

    kind: str
    symbol: str
    word: str


def severity_tag(severity: Severity | str) -> Tag:
    """How much a finding weighs."""
    symbol, kind = SEVERITY_SYMBOLS[Severity(severity)]
    return Tag(kind, symbol, vocabulary_words("severities", page_language())[severity])


def workflow_tag(workflow: str) -> Tag:
    """Where a finding stands."""
    kind, symbol = WORKFLOWS[workflow]
    return Tag(kind, symbol, str(FindingWorkflow(workflow).label))


def who_tag(who: Who) -> Tag:
    """Who can mend, seen from the territory of the page."""
    kind = "success" if who is Who.SELF else "quiet"
    return Tag(kind, WHO_SYMBOLS[who], _word("who-short", who.value))


def certainty_words(certainty: Certainty | str) -> str:
    """How sure a finding is, as a sentence."""
    return _word("certainty", str(certainty))


def certainty_word(certainty: Certainty | str) -> str:
    """How sure a finding is, as a word."""
    return _word("certainty-short", str(certainty))


def effort_word(effort: int) -> str:
    """What a change takes, by its effort from 1 (an instruction) to 5 (a law)."""
    return _word("effort", str(effort))


def axis_word(axis: Axis | str) -> str:
    """The axis in words."""
    return vocabulary_words("axes", page_language())[str(axis)]


def axis_short(axis: Axis | str) -> str:
    """The axis as one word."""
    return vocabulary_words("axes-short", page_language())[str(axis)]


def _word(kind: str, key: str) -> str:
    return coherence_words(page_language()).word(kind, key)
