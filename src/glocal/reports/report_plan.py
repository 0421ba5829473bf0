"""What to do, in a report: gaps, next steps, actions, and the incoherences found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glocal.advice.gaps import gaps
from glocal.advice.roadmap import best_changes
from glocal.model.advice import Change, Gap
from glocal.model.document import Block, Bullets, Cell, Section, Table, Text
from glocal.reports.printed import as_score
from glocal.reports.report_names import ReportNames, score_cell
from glocal.reports.report_source import PlannedAction, ReportSource, ToldFinding
from glocal.text.sentences import fill

CHANGES = 10


def gaps_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """Every gap, by sub-dimension, the greatest gain first."""
    words = names.words
    found = gaps(source.framework, source.responses, source.place)
    about = Text(words.about["gaps"])
    if not found:
        yield Section(words.parts["gaps"], (about, Text(words.none["gaps"])))
        return
    yield Section(words.parts["gaps"], (about,))
    for sub in source.framework.sub_dimensions:
        here = [gap for gap in found if gap.indicator.sub_dimension == sub.code]
        if here:
            yield Section(names.group(sub.code), (_gap_table(sub.code, here, names),), level=2)


def steps_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """The ten changes that raise most: at a glance, then each with what to do."""
    words = names.words
    found = changes(source)
    about = Text(words.about["steps"])
    if not found:
        yield Section(words.parts["steps"], (about, Text(words.none["steps"])))
        return
    ends = {
        "before": as_score(found[0].total_before),
        "after": as_score(found[-1].total_after),
    }
    then = Text(fill(words.step["then"], ends))
    yield Section(words.parts["steps"], (about, _change_table(found, names), then))
    for place, change in enumerate(found, start=1):
        title = f"{place}. {names.question(change.indicator.code)}"
        yield Section(title, tuple(_change_blocks(change, names)), level=2)


def changes(source: ReportSource, limit: int = CHANGES) -> tuple[Change, ...]:
    """The changes worth making first."""
    return best_changes(source.framework, source.responses, source.place, limit)


def change_line(change: Change, names: ReportNames) -> str:
    """One change in one line, with what it brings."""
    aim = names.grade_word(change.indicator, change.to_grade)
    return f"{names.short(change.indicator.code)} {names.arrow} {aim} ({names.points(change.gain)})"


def actions_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """Every action in the order given."""
    words = names.words
    about = Text(words.about["actions"])
    block: Block = Text(words.none["actions"])
    if source.actions:
        keys = ("action", "who", "due", "status")
        block = Table(
            words.tables["actions"],
            tuple(words.headings[key] for key in keys),
            tuple(_action_row(one, names) for one in source.actions),
            widths=(7.6, 3.6, 2.6, 2.2),
        )
    yield Section(words.parts["actions"], (about, block))


def findings_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """The findings that the source holds, under their headings."""
    words = names.words
    about = Text(words.about["findings"])
    if not source.findings:
        yield Section(words.parts["findings"], (about, Text(words.none["findings"])))
        return
    more = fill(words.finding["more"], {"count": str(source.more_findings)})
    first = (about, Text(more, "quiet")) if source.more_findings else (about,)
    yield Section(words.parts["findings"], first)
    for group in dict.fromkeys(one.group for one in source.findings):
        here = [one for one in source.findings if one.group == group]
        blocks = [block for one in here for block in _finding_blocks(one, names)]
        yield Section(group, tuple(blocks), level=2)


def _gap_table(code: str, here: Sequence[Gap], names: ReportNames) -> Table:
    words = names.words
    return Table(
        fill(words.tables["gaps"], {"group": names.group(code)}),
        tuple(words.headings[key] for key in ("question", "today", "next", "effort", "gain")),
        tuple(
            (
                Cell(names.question(gap.indicator.code)),
                Cell(_today(gap, names), gap.grade),
                Cell(names.grade(gap.indicator, gap.next_grade), gap.next_grade),
                Cell(names.effort(gap.effort)),
                Cell(names.points(gap.gain), round(gap.gain * 100, 4)),
            )
            for gap in here
        ),
        widths=(6.4, 3.0, 3.0, 2.2, 1.6),
        numbers=frozenset({4}),
    )


def _today(gap: Gap, names: ReportNames) -> str:
    if gap.score is None:
        return names.words.states["open"]
    if gap.grade is None:
        return names.words.states["groups-differ"]
    return names.grade(gap.indicator, gap.grade)


def _change_table(found: Sequence[Change], names: ReportNames) -> Table:
    words = names.words
    return Table(
        words.tables["steps"],
        tuple(words.headings[key] for key in ("question", "next", "effort", "gain", "after")),
        tuple(
            (
                Cell(f"{place}. {names.question(one.indicator.code)}"),
                Cell(names.grade(one.indicator, one.to_grade), one.to_grade),
                Cell(names.effort(one.effort)),
                Cell(names.points(one.gain), round(one.gain * 100, 4)),
                score_cell(one.total_after),
            )
            for place, one in enumerate(found, start=1)
        ),
        widths=(6.8, 3.2, 2.2, 1.7, 2.1),
        numbers=frozenset({3, 4}),
    )


def _change_blocks(change: Change, names: ReportNames) -> Iterator[Block]:
    words, indicator = names.words.step, change.indicator
    grades = {
        "before": names.grade_word(indicator, change.from_grade),
        "after": names.grade_word(indicator, change.to_grade),
    }
    gain = fill(
        words["gain"], {"gain": names.points(change.gain), "effort": names.effort(change.effort)}
    )
    yield Text(f"{fill(words['reach'], grades)}. {gain}.")
    if change.needs:
        needs = " · ".join(names.short(need.indicator) for need in change.needs)
        yield Text(fill(words["needs"], {"needs": needs}), "quiet")
    step = (names.indicator(indicator.code).steps or {}).get(change.to_grade)
    if step is None:
        return
    if step.who:
        yield Text(fill(words["who"], {"who": step.who}), "quiet")
    if step.do:
        yield Bullets(step.do)


def _action_row(one: PlannedAction, names: ReportNames) -> tuple[Cell, ...]:
    aim = ""
    if one.aim is not None and one.indicator in names.framework:
        values = {
            "question": names.short(one.indicator),
            "grade": names.grade_word(names.framework.indicator(one.indicator), one.aim),
        }
        aim = fill(names.words.action["aim"], values)
    title = names.own(one.title)
    return (
        Cell(f"{title} ({aim})" if aim else title),
        Cell(names.own(one.who)),
        Cell(names.day(one.due)),
        Cell(names.words.action.get(one.status, one.status)),
    )


def _finding_blocks(one: ToldFinding, names: ReportNames) -> Iterator[Block]:
    words = names.words.finding
    yield Text(one.title, "strong")
    yield Text(one.text)
    facts = [fill(words["severity"], {"severity": one.severity})] if one.severity else []
    if one.decides:
        facts.append(fill(words["decides"], {"who": one.decides}))
    if facts:
        yield Text(" · ".join(facts), "quiet")
