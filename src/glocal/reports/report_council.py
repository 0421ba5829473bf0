"""What a council reads in two minutes: the standing, strong and weak points, steps, actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glocal.model.advice import Change
from glocal.model.document import Beside, Block, Bullets, Cell, Section, Table, Text
from glocal.reports.profile import Profile, profile
from glocal.reports.report_names import ReportNames
from glocal.reports.report_plan import changes, reached
from glocal.reports.report_profile import (
    bars,
    caps,
    figure_table,
    headline,
    places_list,
    rose,
)
from glocal.reports.report_source import PlannedAction, ReportSource
from glocal.reports.svg import shortened
from glocal.text.sentences import fill

MOST, FEWEST = 4, 3
"""How many points, steps and actions are listed, and how many where notices take their room."""

LETTERS, LETTERS_OF_CELL, MOST_CAPS = 110, 130, 2


def council_sections(
    source: ReportSource, names: ReportNames, notices: Sequence[Text]
) -> tuple[Section, ...]:
    """The sections of the one page, short enough for it."""
    found = profile(source.framework, source.scorecard, listed=MOST)
    held = [_cut(block, LETTERS * 2) for block in list(caps(found, names))[:MOST_CAPS]]
    listed = MOST if len(notices) + len(held) < 2 else FEWEST
    words = names.words.council
    about = names.words.method
    return (
        Section(
            words["stand"],
            (
                *notices,
                headline(source, names),
                *held,
                _pictures(found, source, names),
                _points(found, source, names, listed),
            ),
        ),
        Section(words["steps"], tuple(_steps(source, names, listed))),
        Section(
            words["actions"],
            (
                *_actions(source, names, listed - 1),
                Text(f"{about['people']} {about['ranking']}", "quiet"),
            ),
        ),
    )


def _pictures(found: Profile, source: ReportSource, names: ReportNames) -> Beside:
    card = source.scorecard
    groups = card.dimensions.values() if len(card.dimensions) > 1 else ()
    scores = (card.total, *groups, *card.sub_dimensions.values())
    drawn = bars(found, names, width=9.6)
    return Beside(
        (rose(found, names, width=7.0),),
        (replace(drawn, table=figure_table(drawn.title, scores, names)),),
    )


def _points(found: Profile, source: ReportSource, names: ReportNames, listed: int) -> Beside:
    first, second = (
        (
            Text(names.words.tables[key], "strong"),
            _cut(places_list(found, key, source, names, listed), LETTERS),
        )
        for key in ("strongest", "weakest")
    )
    return Beside(first, second)


def _steps(source: ReportSource, names: ReportNames, listed: int) -> Iterator[Block]:
    """The first step of each question that helps most, with who begins and how."""
    words = names.words
    if source.scorecard.total.withheld:
        # A plan that takes most of what is open for absent would be no advice.
        yield Text(words.none["places"])
        return
    firsts: dict[str, Change] = {}
    for change in changes(source):
        firsts.setdefault(change.indicator.code, change)
    if not firsts:
        yield Text(words.none["steps"])
        return
    yield Text(words.council["steps-about"], "quiet")
    yield Table(
        words.council["steps"],
        tuple(words.headings[key] for key in ("step", "who", "first", "gain")),
        tuple(_step_row(one, source, names) for one in list(firsts.values())[:listed]),
        widths=(5.0, 4.0, 6.8, 1.3),
        numbers=frozenset({3}),
    )


def _step_row(change: Change, source: ReportSource, names: ReportNames) -> tuple[Cell, ...]:
    code = change.indicator.code
    step = (names.indicator(code).steps or {}).get(change.to_grade)
    who, first = (step.who, next(iter(step.do), "")) if step else ("", "")
    before, after = reached(change, source, names)
    way = {"name": names.short(code), "value": f"{before} {names.arrow} {after}"}
    line = fill(names.words.figures["named"], way)
    return (
        Cell(shortened(line, LETTERS_OF_CELL)),
        Cell(shortened(who, LETTERS_OF_CELL)),
        Cell(shortened(first, LETTERS_OF_CELL)),
        names.gain_cell(change.gain),
    )


def _actions(source: ReportSource, names: ReportNames, listed: int) -> Iterator[Block]:
    """How many actions there are, and what comes next. Whoever is responsible is not named."""
    words = names.words
    if not source.actions:
        yield Text(words.none["actions"])
        return
    is_open = [one for one in source.actions if one.status not in ("done", "dropped")]
    late = [one for one in is_open if _is_late(one, source)]
    done = sum(one.status == "done" for one in source.actions)
    counted = {
        "open": str(len(is_open)),
        "late": str(len(late)) if late else "",
        "done": str(done) if done else "",
    }
    yield Text(fill(words.council["counted"], counted))
    if is_open:
        yield Bullets(tuple(_action_line(one, source, names) for one in is_open[:listed]))


def _action_line(one: PlannedAction, source: ReportSource, names: ReportNames) -> str:
    title = names.own(shortened(one.title, LETTERS))
    if one.due is None:
        return title
    sentence = names.words.council["late" if _is_late(one, source) else "due"]
    return fill(sentence, {"title": title, "date": names.day(one.due)})


def _is_late(one: PlannedAction, source: ReportSource) -> bool:
    return one.due is not None and one.due < source.made


def _cut(block: Block, letters: int) -> Block:
    match block:
        case Bullets(items):
            return Bullets(tuple(shortened(one, letters) for one in items))
        case Text(text, style):
            return Text(shortened(text, letters), style)
    return block
