"""The report of an assessment, and its profile in one page, as documents for any writer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from glocal.model.document import Document, Section, Text
from glocal.reports.printed import as_score
from glocal.reports.report_annex import answers_section, method_section, sources_section
from glocal.reports.report_council import council_sections
from glocal.reports.report_names import ReportNames
from glocal.reports.report_plan import (
    actions_section,
    findings_section,
    gaps_section,
    steps_section,
)
from glocal.reports.report_profile import profile_section
from glocal.reports.report_source import Part, ReportSource
from glocal.reports.svg import shortened
from glocal.text.sentences import fill

SECTIONS: dict[Part, Callable[[ReportSource, ReportNames], Iterator[Section]]] = {
    Part.PROFILE: profile_section,
    Part.GAPS: gaps_section,
    Part.STEPS: steps_section,
    Part.ACTIONS: actions_section,
    Part.FINDINGS: findings_section,
    Part.ANSWERS: answers_section,
    Part.METHOD: method_section,
    Part.SOURCES: sources_section,
}
USUAL = frozenset(Part) - {Part.FINDINGS}
"""The parts that one gets without asking: findings are told only when somebody wants them."""


def full_report(source: ReportSource, language: str, parts: Collection[Part] = USUAL) -> Document:
    """The report with the chosen parts, in their own order."""
    names = ReportNames(source.framework, language)
    sections = [
        section for part in SECTIONS if part in parts for section in SECTIONS[part](source, names)
    ]
    notices = tuple(_notices(source, names))
    if notices and sections:
        first = sections[0]
        sections[0] = Section(first.title, (*notices, *first.blocks), first.level)
    return _document(source, names, "full", tuple(sections), is_short=False)


def council_page(source: ReportSource, language: str) -> Document:
    """The profile in one page: what a council reads before it decides."""
    names = ReportNames(source.framework, language)
    sections = council_sections(source, names, tuple(_notices(source, names)))
    return _document(source, names, "council", sections, is_short=True)


def _document(
    source: ReportSource,
    names: ReportNames,
    kind: str,
    sections: tuple[Section, ...],
    is_short: bool,
) -> Document:
    words = names.words
    letters = 60 if is_short else 120
    named = [source.territory, source.round] if source.round else [source.territory]
    subtitle = [names.own(shortened(name, letters)) for name in named]
    return Document(
        language=names.language,
        title=words.title[kind],
        subtitle=" · ".join(subtitle),
        made=source.made,
        facts=tuple(_facts(source, names)),
        sections=sections,
        mark=" · ".join(_marks(source, names)),
        is_short=is_short,
        contents=words.marks["contents"],
        page=words.marks["page"],
        about=words.marks["about"],
    )


def _facts(source: ReportSource, names: ReportNames) -> Iterator[str]:
    """What stands on every page: with what it was measured, how much is answered, and when."""
    words, total = names.words.facts, source.scorecard.total
    title = names.text.short or names.text.title
    yield fill(words["framework"], {"framework": title, "version": source.framework.version})
    counted = {
        "answered": str(total.answered),
        "applicable": str(total.applicable),
        "share": names.percent(total.coverage),
    }
    yield fill(words["coverage"], counted)
    yield fill(words["agreed"], {"agreed": str(source.agreed), "spoken": str(source.spoken)})
    if source.period is not None:
        first, last = (names.day(day) for day in source.period)
        yield fill(words["period"], {"from": first, "until": last})
    yield fill(words["date"], {"date": names.day(source.made)})


def _marks(source: ReportSource, names: ReportNames) -> Iterator[str]:
    """What every page must say of the whole, in a word."""
    if source.is_draft:
        yield names.words.marks["draft"]
    if source.early is not None:
        yield names.words.marks["provisional"]


def _notices(source: ReportSource, names: ReportNames) -> Iterator[Text]:
    """The same at the beginning, with what there is behind it."""
    words = names.words.marks
    if source.is_draft:
        counted = {"open": str(source.spoken - source.agreed), "spoken": str(source.spoken)}
        why = fill(words["unsettled"], counted) if source.spoken else words["empty"]
        yield Text(f"{words['draft']}. {why}", "notice")
    early = source.early
    if early is None:
        return
    numbers = {"answered": str(early.answered), "applicable": str(early.applicable)}
    if early.low is not None and early.high is not None:
        numbers |= {"low": as_score(early.low), "high": as_score(early.high)}
    items = " · ".join(
        fill(
            words["missing-item"],
            {
                "group": names.group(one.sub_dimension),
                "open": str(one.open),
                "total": str(one.applicable),
            },
        )
        for one in early.missing
    )
    note = fill(words["provisional-note"], numbers)
    missing = fill(words["missing"], {"items": items})
    yield Text(f"{words['provisional']}. {note} {missing}", "notice")


def file_stem(territory: str, made: date, kind: str) -> str:
    """A name for the file that every system takes."""
    letters = "".join(
        letter if letter.isascii() and letter.isalnum() else "-" for letter in territory.lower()
    )
    stem = "-".join(part for part in letters.split("-") if part)[:60] or "territory"
    return f"glocal-{stem}-{kind}-{made.isoformat()}"
