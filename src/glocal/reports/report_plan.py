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
            table = _gap_table(sub.code, here, source, names)
            yield Section(names.group(sub.code), (table,), level=2)


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
    # Before the table: its last column begins below the overall score where answers are open.
    then = Text(fill(words.step["then"], ends))
    yield Section(words.parts["steps"], (about, then, _change_table(found, names)))
    for place, change in enumerate(found, start=1):
        title = f"{place}. {names.question(change.indicator.code)}"
        yield Section(title, tuple(_change_blocks(change, source, names)), level=2)


def changes(source: ReportSource, limit: int = CHANGES) -> tuple[Change, ...]:
    """The changes worth making first."""
    return best_changes(source.framework, source.responses, source.place, limit)


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
            widths=(7.4, 3.5, 3.0, 2.1),
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


def _gap_table(code: str, here: Sequence[Gap], source: ReportSource, names: ReportNames) -> Table:
    words = names.words
    return Table(
        fill(words.tables["gaps"], {"group": names.group(code)}),
        tuple(words.headings[key] for key in ("question", "today", "next", "effort", "gain")),
        tuple(
            (
                Cell(names.question(gap.indicator.code)),
                Cell(_today(gap, source, names)),
                Cell(names.grade(gap.indicator, gap.next_grade)),
                Cell(names.effort(gap.effort)),
                names.gain_cell(gap.gain),
            )
            for gap in here
        ),
        widths=(6.0, 2.8, 3.1, 2.8, 1.5),
        numbers=frozenset({4}),
    )


def _today(gap: Gap, source: ReportSource, names: ReportNames) -> str:
    answer = source.answers[gap.indicator.code]
    if answer.score is None:
        return names.words.states["open"]
    return names.answer(gap.indicator, answer)


def _change_table(found: Sequence[Change], names: ReportNames) -> Table:
    words = names.words
    return Table(
        words.tables["steps"],
        tuple(words.headings[key] for key in ("question", "next", "effort", "gain", "after")),
        tuple(
            (
                Cell(f"{place}. {names.question(one.indicator.code)}"),
                Cell(names.grade(one.indicator, one.to_grade)),
                Cell(names.effort(one.effort)),
                names.gain_cell(one.gain),
                score_cell(one.total_after),
            )
            for place, one in enumerate(found, start=1)
        ),
        widths=(6.3, 3.1, 2.8, 1.6, 2.4),
        numbers=frozenset({3, 4}),
    )


def reached(change: Change, source: ReportSource, names: ReportNames) -> tuple[str, str]:
    """The words of the grades from which and to which a change leads.

    Nobody has said of an open question that nothing is there, although a plan counts it so.
    """
    indicator = change.indicator
    is_open = change.from_score <= 0 and source.answers[indicator.code].score is None
    return (
        names.grade_word(indicator, None if is_open else change.from_grade),
        names.grade_word(indicator, change.to_grade),
    )


def _change_blocks(change: Change, source: ReportSource, names: ReportNames) -> Iterator[Block]:
    words, indicator = names.words.step, change.indicator
    before, after = reached(change, source, names)
    reach = fill(words["reach"], {"before": before, "after": after})
    gain = fill(
        words["gain"], {"gain": names.points(change.gain), "effort": names.effort(change.effort)}
    )
    yield Text(f"{reach}. {gain}.")
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
        names.day_cell(one.due),
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
