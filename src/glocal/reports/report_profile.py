"""The profile in a report: the headline, the pictures, all figures, strong and weak points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.document import (
    Beside,
    Block,
    Bullets,
    Cell,
    Headline,
    Picture,
    Section,
    Table,
    Text,
)
from glocal.model.scorecard import Score
from glocal.reports.printed import as_score
from glocal.reports.profile import STRONG_FROM, HeatMap, IndicatorPlace, Profile, profile
from glocal.reports.report_names import ReportNames, graded_cell, score_cell, shown
from glocal.reports.report_source import ReportSource
from glocal.reports.score_pictures import Drawn, bars_svg, rose_svg
from glocal.reports.typeset import FONT
from glocal.scoring.alike import answered_otherwise, like_for_like
from glocal.text.sentences import capital, fill


def profile_section(source: ReportSource, names: ReportNames) -> Iterator[Section]:
    """The profile: first what everybody asks for, then every figure."""
    words, found = names.words, profile(source.framework, source.scorecard)
    yield Section(
        words.parts["profile"],
        (
            Text(words.about["profile"]),
            headline(source, names),
            *caps(found, names),
            Beside((rose(found, names, width=7.6),), (bars(found, names, width=9.0),)),
        ),
    )
    figures = (_figures(source, names),)
    yield Section(words.tables["figures"], figures, level=2, begins_page=True)
    if found.axes:
        drawn = [_drawn(one, names) for one in found.axes]
        picture = _bars("", drawn, names, 15.5)
        yield Section(words.pictures["axes"], (picture,), level=2)
        yield Section(
            words.tables["by-sub-dimension"],
            (_heat(found.by_sub_dimension, "by-sub-dimension", "sub-dimension", names),),
            level=2,
        )
    if found.by_sector.rows:
        yield Section(
            words.tables["by-sector"],
            (_heat(found.by_sector, "by-sector", "sector", names),),
            level=2,
        )
    for key in ("strongest", "weakest"):
        yield Section(words.tables[key], (_places(found, key, source, names),), level=2)


def headline(source: ReportSource, names: ReportNames) -> Headline:
    """The overall score with everything that must be said beside it, in whole sentences."""
    total, words = source.scorecard.total, names.words.figures
    lines = [f"{capital(band)}." if (band := names.band(total.band)) else ""]
    if total.withheld:
        lines = [names.words.withheld[total.withheld.value]]
    if source.early is None:
        # Else the notice above has said it.
        lines.append(_between(words["interval"], total))
    if not total.withheld:
        lines.append(fill(words["documented"], {"score": as_score(total.documented)}))
    shares = {"share": names.percent(total.coverage), "evidence": names.percent(total.evidence)}
    lines.append(fill(words["coverage"], shares))
    lines.append(_before(source, names))
    return Headline(words["total"], as_score(shown(total)), tuple(line for line in lines if line))


def _between(sentence: str, score: Score) -> str:
    """``sentence`` with both ends of the interval, or nothing where there is none."""
    ends = _ends(score)
    return fill(sentence, ends) if ends else ""


def _ends(score: Score) -> dict[str, str]:
    if score.low is None or score.high is None:
        return {}
    return {"low": as_score(score.low), "high": as_score(score.high)}


def _before(source: ReportSource, names: ReportNames) -> str:
    """The overall score of the round before, where both measure the same.

    Else that of both over the questions which both answered alike, where those are enough.
    """
    if source.before is None:
        return ""
    codes = [one.code for one in source.framework.indicators]
    card, now = source.before.scorecard, source.scorecard
    words, values = names.words.figures, {"round": names.own(source.before.name)}
    if not answered_otherwise(codes, card.answers, now.answers):
        if card.total.withheld or now.total.withheld:
            return ""
        values["score"] = as_score(shown(card.total))
        return fill(words["before"], values | _ends(card.total))
    alike = like_for_like(source.framework, codes, card.answers, now.answers)
    if alike.before.total.withheld or alike.after.total.withheld:
        return ""
    values |= {
        "count": str(len(alike.codes)),
        "before": as_score(shown(alike.before.total)),
        "now": as_score(shown(alike.after.total)),
    }
    return fill(words["alike"], values)


def rose(found: Profile, names: ReportNames, width: float) -> Picture:
    """The rose of the sub-dimensions."""
    words = names.words.pictures
    drawn = [_drawn(one, names) for one in found.sub_dimensions]
    return Picture(words["rose"], rose_svg(drawn, FONT), _spoken(drawn, names), width)


def bars(found: Profile, names: ReportNames, width: float) -> Picture:
    """The bars of dimensions and sub-dimensions."""
    groups = [*found.dimensions, *found.sub_dimensions]
    # A framework of one dimension has its total there already.
    chosen = groups if len(found.dimensions) > 1 else found.sub_dimensions
    drawn = [_drawn(one, names) for one in chosen]
    return _bars(names.words.pictures["bars"], drawn, names, width)


def places_list(
    found: Profile, key: str, source: ReportSource, names: ReportNames, most: int
) -> Block:
    """The ``strongest`` or ``weakest`` answers as a short list."""
    named = names.words.figures["named"]
    items = tuple(
        fill(named, {"name": names.short(one.code), "value": _word_of(one, source, names)})
        for one in _chosen(found, key)[:most]
    )
    return Bullets(items) if items else _none(found, key, names)


def _chosen(found: Profile, key: str) -> tuple[IndicatorPlace, ...]:
    """Strong ones that may be called so, or weak ones that have not reached the top."""
    if key == "strongest":
        return tuple(one for one in found.strongest if one.score >= STRONG_FROM)
    return tuple(one for one in found.weakest if one.score < 1)


def _none(found: Profile, key: str, names: ReportNames) -> Text:
    """Why none is listed."""
    answered = found.strongest if key == "strongest" else found.weakest
    return Text(names.words.none[key if answered else "places"], "quiet")


def _bars(title: str, drawn: list[Drawn], names: ReportNames, width: float) -> Picture:
    words = names.words.pictures
    key = (words["score"], words["interval"], words["documented"])
    svg = bars_svg(drawn, key, FONT, width=width, rtl=names.language == "ar")
    return Picture(title, svg, _spoken(drawn, names), width)


def _drawn(score: Score, names: ReportNames) -> Drawn:
    code = score.key if score.key in names.text.groups else ""
    label = names.figure(score.key).removeprefix(f"{code} ") if code else names.figure(score.key)
    documented = None if score.withheld else score.documented
    return Drawn(label, code, shown(score), score.low, score.high, documented)


def _spoken(drawn: Iterable[Drawn], names: ReportNames) -> str:
    """The picture in words, for those who do not see it."""
    words, parts = names.words.pictures, []
    for one in drawn:
        values = {"name": f"{one.short} {one.label}".strip(), "score": as_score(one.value)}
        if one.low is None or one.high is None:
            parts.append(fill(words["spoken-short"], values))
        else:
            ends = {"low": as_score(one.low), "high": as_score(one.high)}
            parts.append(fill(words["spoken"], {**values, **ends}))
    return " ".join(parts)


def caps(found: Profile, names: ReportNames) -> Iterator[Block]:
    """The red lines that hold figures down."""
    for score in found.capped:
        if score.cap is None:
            continue
        indicator = names.framework.indicator(score.cap.indicator)
        values = {
            "group": names.group(score.key),
            "cap": as_score(score.cap.cap),
            "indicator": names.question(indicator.code),
            "grade": names.grade_word(indicator, score.cap.at_most),
        }
        yield Text(fill(names.words.figures["cap"], values), "notice")


def _figures(source: ReportSource, names: ReportNames) -> Table:
    card = source.scorecard
    groups: tuple[Sequence[Score], ...] = (
        (card.total, *(card.dimensions.values() if len(card.dimensions) > 1 else ())),
        tuple(card.sub_dimensions.values()),
        tuple(card.axes.values()),
        [one for one in _in_order(card.sectors) if one.applicable],
    )
    scores = [one for group in groups for one in group]
    table = figure_table(names.words.tables["figures"], scores, names)
    return replace(table, groups=tuple(len(group) for group in groups))


def figure_table(title: str, scores: Iterable[Score], names: ReportNames) -> Table:
    """Scores with everything that must be said beside them."""
    keys = ("what", "score", "low", "high", "documented", "coverage", "answered")
    return Table(
        title,
        tuple(names.words.headings[key] for key in keys),
        tuple(_figure_row(one, names) for one in scores),
        widths=(5.7, 1.9, 1.5, 1.5, 2.4, 2.05, 2.0),
        numbers=frozenset(range(1, 7)),
    )


def _figure_row(score: Score, names: ReportNames) -> tuple[Cell, ...]:
    counted = {"number": str(score.answered), "total": str(score.applicable)}
    return (
        Cell(names.figure(score.key)),
        graded_cell(shown(score)) if shown(score) is not None else score_cell(None),
        score_cell(score.low),
        score_cell(score.high),
        score_cell(None if score.withheld else score.documented),
        Cell(names.percent(score.coverage), round(score.coverage, 6), unit="%"),
        Cell(fill(names.words.figures["count"], counted)),
    )


def _in_order(sectors: Mapping[str, Score]) -> list[Score]:
    order = {name: place for place, name in enumerate(vocabulary_ids("sectors"))}
    return [sectors[key] for key in sorted(sectors, key=lambda key: order.get(key, len(order)))]


def _heat(heat: HeatMap, title: str, corner: str, names: ReportNames) -> Table:
    words = names.words
    order = {name: place for place, name in enumerate(vocabulary_ids("sectors"))}
    rows = sorted(
        (row for row in heat.rows if any(cell and cell.applicable for cell in row.cells)),
        key=lambda row: order.get(row.key, -1),
    )
    return Table(
        words.tables[title],
        (words.headings[corner], *(names.word("axes-short", axis) for axis in heat.columns)),
        tuple(
            (
                Cell(
                    names.figure(row.key if row.key in names.text.groups else f"sector:{row.key}")
                ),
                *(graded_cell(cell.value if cell else None) for cell in row.cells),
            )
            for row in rows
        ),
        widths=(6.0, *(2.2 for _axis in heat.columns)),
        numbers=frozenset(range(1, len(heat.columns) + 1)),
    )


def _places(found: Profile, key: str, source: ReportSource, names: ReportNames) -> Block:
    words, places = names.words, _chosen(found, key)
    if not places:
        return _none(found, key, names)
    return Table(
        words.tables[key],
        tuple(words.headings[one] for one in ("question", "grade", "score")),
        tuple(
            (
                Cell(names.question(one.code)),
                Cell(_grade_of(one, source, names)),
                graded_cell(one.score),
            )
            for one in places
        ),
        widths=(9.0, 4.0, 2.0),
        numbers=frozenset({2}),
    )


def _grade_of(place: IndicatorPlace, source: ReportSource, names: ReportNames) -> str:
    return names.answer(names.framework.indicator(place.code), source.answers[place.code])


def _word_of(place: IndicatorPlace, source: ReportSource, names: ReportNames) -> str:
    """An answer as its word alone: who reads a list does not count grades."""
    indicator, answer = names.framework.indicator(place.code), source.answers[place.code]
    if answer.grade is None:
        return names.answer(indicator, answer)
    return names.grade_word(indicator, answer.grade)
