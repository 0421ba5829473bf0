"""The dashboard's lists and remarks in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from glocal.model.framework import RedLine
from glocal.model.scorecard import Score, Scorecard, Withheld
from glocal.reports.profile import STRONG_FROM, IndicatorPlace, Profile, RoundChange
from glocal.scoring.continuity import Obstacle
from glocal_web.portal.mappers.change import Difference, difference
from glocal_web.portal.mappers.labels import GradeWord, Labels
from glocal_web.portal.mappers.round_words import OBSTACLES, obstacle_words, printed_value


@dataclass(frozen=True)
class PlaceLine:
    """A strong or weak indicator in words; ``grade`` has none where the groups differ."""

    code: str
    title: str
    lang: str
    score: float
    grade: GradeWord


@dataclass(frozen=True)
class CapLine:
    """A red line that holds a figure down, in words."""

    code: str
    title: str
    grade: GradeWord
    group: str
    cap: float
    key: str


@dataclass(frozen=True)
class ChangeLine:
    """An indicator that moved since the round before."""

    code: str
    title: str
    lang: str
    before: GradeWord
    after: GradeWord
    change: RoundChange
    difference: Difference


@dataclass(frozen=True)
class DashboardWords:
    """What the dashboard says about the profile.

    ``not_since`` says why the total is not compared with the round before, empty when it is.
    """

    band: str
    band_is_sure: bool
    withheld: str
    caps: tuple[CapLine, ...]
    strongest: tuple[PlaceLine, ...]
    weakest: tuple[PlaceLine, ...]
    since_last: Difference | None
    not_since: str


def dashboard_words(labels: Labels, found: Profile, scorecard: Scorecard) -> DashboardWords:
    """Band, remarks, strongest and weakest in words."""
    total, before = found.total, found.total_before
    return DashboardWords(
        band=labels.band(total.band),
        band_is_sure=total.band is None or total.band.sure,
        withheld=withheld_code(total),
        caps=cap_lines(labels, found.capped),
        strongest=_places(
            labels, [one for one in found.strongest if one.score >= STRONG_FROM], scorecard
        ),
        weakest=_places(labels, found.weakest, scorecard),
        since_last=difference(printed_value(before), printed_value(total))
        if before and found.total_change.comparable
        else None,
        not_since=obstacle_words(found.total_change) if before else "",
    )


def withheld_code(score: Score) -> str:
    """Why a figure is not printed, as the word a template compares; empty when it is."""
    return "" if score.withheld is None else Withheld(score.withheld).value


def cap_lines(labels: Labels, capped: Iterable[Score]) -> tuple[CapLine, ...]:
    """The red lines that hold figures down."""
    return tuple(_cap_line(labels, score.key, score.cap) for score in capped if score.cap)


def round_changes(labels: Labels, changes: Iterable[RoundChange]) -> tuple[ChangeLine, ...]:
    """What moved since the round before, in words."""
    return tuple(_change_line(labels, change) for change in changes)


def _cap_line(labels: Labels, key: str, line: RedLine) -> CapLine:
    indicator = labels.framework.indicator(line.indicator)
    return CapLine(
        line.indicator,
        labels.title(line.indicator),
        labels.grade(indicator, line.at_most),
        labels.group(line.sub_dimension),
        line.cap,
        key,
    )


def _places(
    labels: Labels, places: Iterable[IndicatorPlace], scorecard: Scorecard
) -> tuple[PlaceLine, ...]:
    return tuple(
        PlaceLine(
            place.code,
            labels.title(place.code),
            labels.lang_of(place.code, "title"),
            place.score,
            labels.grade(
                labels.framework.indicator(place.code), scorecard.answers[place.code].grade
            ),
        )
        for place in places
    )


def _change_line(labels: Labels, change: RoundChange) -> ChangeLine:
    return ChangeLine(
        change.code,
        labels.title(change.code),
        labels.lang_of(change.code, "title"),
        labels.grade_of_score(change.code, change.before),
        labels.grade_of_score(change.code, change.after),
        change,
        Difference("–", "none", str(OBSTACLES[Obstacle.VOICES]))
        if change.other_voices
        else difference(change.before, change.after),
    )
