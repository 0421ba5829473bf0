"""The state of the knowledge base for its two pages: what is written, and what the checks say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.loading.families import LANGUAGES
from glocal.loading.passages import text_files
from glocal.reports.knowledge_sources import KnowledgeSources, knowledge_sources
from glocal.reports.knowledge_state import (
    Finding,
    KnowledgeState,
    ReadingEase,
    Remark,
    TextState,
    family_states,
    knowledge_state,
)
from glocal_web.portal.mappers.labels import labels
from glocal_web.portal.mappers.languages import language_name

STATES: Mapping[TextState, Promise] = {
    TextState.REVIEWED: _("reviewed"),
    TextState.ORIGINAL: _("original"),
    TextState.TRANSLATED: _("translated"),
    TextState.STALE: _("behind the original"),
    TextState.MISSING: _("missing"),
}
REMARKS: Mapping[Remark, Promise] = {
    Remark.TWIN: _("nearly the same words twice"),
    Remark.FILLER: _("a phrase that says nothing, or a vague word in an anchor"),
    Remark.HARD_TO_READ: _("hard to read"),
    Remark.LONG_SENTENCE: _("sentences too long"),
    Remark.TERM_MISSING: _("a term of the original is not recognised"),
    Remark.TERM_AVOIDED: _("a word that the list of terms avoids"),
    Remark.UNTRANSLATED: _("not translated"),
    Remark.STALE: _("follows an earlier wording"),
}
FAMILIES: Mapping[str, Promise] = {
    "linkages": _("Linkages of the sectors"),
    "practices": _("Practices"),
    "crosswalks": _("Crosswalks between frameworks"),
    "effects-check": _("General questions of the effects check"),
    "taxonomy": _("Taxonomy of the coherence check"),
    "rules": _("Rules of the coherence check"),
    "coherence": _("Sentences of the coherence check"),
    "portfolio-files": _("Columns of the files of a portfolio"),
    "forms": _("Columns of the questionnaire and of the list of actions"),
    "check-report": _("Words around the findings of a check"),
    "interactions": _("Words of the interactions"),
    "paper": _("Words of the questionnaire on paper"),
    "report": _("Words of the report of an assessment"),
}
SHOWN_AT_MOST = 200


@dataclass(frozen=True)
class StateCount:
    """How many texts stand so in one language."""

    state: TextState
    words: str
    number: int


@dataclass(frozen=True)
class FamilyLine:
    """One family of texts: its title, how many originals, and how each language stands."""

    title: str
    total: int
    cells: tuple[tuple[str, tuple[StateCount, ...]], ...]


@dataclass(frozen=True)
class KnowledgePage:
    """What is written in which language, and what it rests on."""

    languages: tuple[str, ...]
    lines: tuple[FamilyLine, ...]
    sources: KnowledgeSources
    reviewed: int
    files: int


@dataclass(frozen=True)
class RemarkGroup:
    """All remarks of one kind, the first of them with their places."""

    words: str
    number: int
    shown: tuple[Finding, ...]


@dataclass(frozen=True)
class ChecksPage:
    """How the texts read in each language, and what the checks remark."""

    reading: tuple[tuple[str, ReadingEase], ...]
    groups: tuple[RemarkGroup, ...]
    passages: int
    total: int


def knowledge_page() -> KnowledgePage:
    """The state of every family, without reading the texts themselves."""
    files = text_files()
    lines = []
    for family in family_states(files):
        cells = tuple(
            (
                language,
                tuple(
                    StateCount(state, str(STATES[state]), number)
                    for state, number in family.by_language[language].items()
                    if number
                ),
            )
            for language in LANGUAGES
        )
        lines.append(FamilyLine(_title(family.family), family.total, cells))
    return KnowledgePage(
        languages=tuple(language_name(language) for language in LANGUAGES),
        lines=tuple(lines),
        sources=_sources(),
        reviewed=sum(file.status == TextState.REVIEWED for file in files),
        files=len(files),
    )


def checks_page() -> ChecksPage:
    """Readability and remarks. The first call of a process reads every text: some seconds."""
    state = _state()
    groups = []
    for remark, words in REMARKS.items():
        found = [finding for finding in state.findings if finding.remark is remark]
        groups.append(RemarkGroup(str(words), len(found), tuple(found[:SHOWN_AT_MOST])))
    return ChecksPage(
        reading=tuple((language_name(ease.language), ease) for ease in state.reading),
        groups=tuple(groups),
        passages=state.passages,
        total=len(state.findings),
    )


# The knowledge is part of the installation: it changes with a new start only.
@cache
def _state() -> KnowledgeState:
    return knowledge_state(text_files())


@cache
def _sources() -> KnowledgeSources:
    return knowledge_sources()


def _title(family: str) -> str:
    if family in FAMILIES:
        return str(FAMILIES[family])
    framework_id, _slash, version = family.partition("/")
    if framework_id in FAMILIES:
        return f"{FAMILIES[framework_id]} {version}"
    text = labels(framework_id, version).text
    return f"{text.short} {version}"
