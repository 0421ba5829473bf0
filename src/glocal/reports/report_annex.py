"""The annexes of a report: every answer, how the figures are made, and where all comes from."""

from __future__ import annotations

from collections.abc import Iterator

from glocal.model.document import Block, Bullets, Cell, Section, Table, Text
from glocal.reports.report_names import ReportNames
from glocal.reports.report_source import NamedDocument, ReportSource
from glocal.text.sentences import fill

METHOD = ("answers", "means", "interval", "documented", "coverage", "caps", "people", "ranking")


def answers_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """What was answered to each question that is asked here."""
    words = names.words
    about = Text(words.about["answers"])
    if not source.spoken:
        yield Section(words.parts["answers"], (about, Text(words.none["answers"])))
        return
    yield Section(words.parts["answers"], (about,))
    for sub in source.framework.sub_dimensions:
        rows = tuple(
            (
                Cell(names.question(one.code)),
                Cell(names.answer(one, answer)),
                Cell(names.word("evidence-levels", answer.evidence)),
            )
            for one in sub.indicators
            if (answer := source.answers.get(one.code)) is not None
        )
        if rows:
            table = Table(
                fill(words.tables["answers"], {"group": names.group(sub.code)}),
                tuple(words.headings[key] for key in ("question", "answer", "evidence")),
                rows,
                widths=(8.6, 3.8, 3.8),
            )
            yield Section(names.group(sub.code), (table,), level=2)


def method_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """How the figures are made, what they say and what they do not."""
    words, framework = names.words.method, source.framework
    values = {"exponent": f"{framework.rules.exponent:g}"}
    has_caps = bool(framework.rules.red_lines)
    items = tuple(fill(words[key], values) for key in METHOD if key != "caps" or has_caps)
    version = {"name": framework.name, "hash": framework.content_hash[:12]}
    blocks: list[Block] = [Bullets(items)]
    if names.text.notice:
        blocks.append(Text(names.text.notice))
    blocks.append(Text(fill(words["version"], version), "quiet"))
    if names.is_borrowed:
        blocks.append(Text(names.words.marks["borrowed"], "quiet"))
    yield Section(names.words.parts["method"], tuple(blocks))


def sources_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """The documents behind the answers, and the sources of the framework."""
    words = names.words
    blocks: list[Block] = [Text(words.about["sources"])]
    if source.documents:
        blocks.append(_documents(source, names))
    else:
        blocks.append(Text(words.none["documents"]))
    if source.framework.sources:
        items = tuple(
            ". ".join(part.rstrip(".") for part in (one.by, one.title, one.url) if part)
            for one in source.framework.sources
        )
        blocks += [Text(words.tables["framework"], "strong"), Bullets(items)]
    yield Section(words.parts["sources"], tuple(blocks))


def _documents(source: ReportSource, names: ReportNames) -> Table:
    words = names.words
    return Table(
        words.tables["documents"],
        tuple(words.headings[key] for key in ("document", "kind", "date", "question", "address")),
        tuple(_document_row(one, names) for one in source.documents),
        widths=(4.6, 2.7, 3.0, 1.7, 4.6),
    )


def _document_row(one: NamedDocument, names: ReportNames) -> tuple[Cell, ...]:
    return (
        Cell(names.own(one.title)),
        Cell(names.word("evidence-kinds", one.kind) if one.kind else ""),
        names.day_cell(one.day),
        Cell(", ".join(one.indicators)),
        Cell(one.url),
    )
