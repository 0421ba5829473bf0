"""The 62 indicators of `local-pcmd`: codes, axes, stage and SDG targets as designed."""

from __future__ import annotations

import pytest

from glocal.loading.catalogue import framework
from glocal.model.framework import Indicator
from glocal.model.kinds import Axis, Level, Stage, Status

FRAMEWORK = framework("local-pcmd")
BY_CODE = {item.code: item for item in FRAMEWORK.indicators}
AXES = {axis.value[0].upper(): axis for axis in Axis}

# The table of the design: code, axes by their first letter, stage, SDG targets.
TABLE = """\
A1.1 | H | input | 17.18 10.7
A1.2 | P | input | 16.7 17.18
A1.3 | H | input | 17.18 16.10
A1.4 | H | input | 17.14
A1.5 | H | input | 17.14
A1.6 | V | input | 17.14 16.6
A1.7 | P | input | 17.17
A1.8 | T | input | 17.3 10.c
A2.1 | H | output | 16.6 17.14
A2.2 | H | output | 17.14
A2.3 | P | output | 16.7 17.17
A2.4 | P | output | 16.7 10.2
A2.5 | V | output | 17.14
A2.6 | V | outcome | 17.14 16.7
A2.7 | V | output | 16.6 17.14
A2.8 | T P | output | 17.16 17.3
A2.9 | T | output | 17.9 17.16
A2.10 | T V | output | 17.16
A2.11 | P | output | 17.17
A3.1 | H | output | 16.b 10.3
A3.2 | H | output | 10.7 11.a
A3.3 | H | input | 10.7 1.b
A3.4 | H | input | 16.6 16.7
A3.5 | H | output | 16.6
A3.6 | H | output | 16.6 1.4
A3.7 | H | output | 17.18 16.6
A3.8 | P | output | 16.6 16.3
A3.9 | H V | output | 11.5 13.1
A3.10 | H | outcome | 16.6
B1.1 | H | output | 10.3 16.b
B1.2 | V H | output | 10.3 1.4
B1.3 | V | output | 16.9
B1.4 | H | output | 16.10
B1.5 | H | outcome | 5.2 16.3
B1.6 | P | outcome | 16.7 10.2
B1.7 | H | outcome | 10.2 16.1
B1.8 | H | output | 5.1 5.c
B1.9 | H | output | 16.2 4.1
B1.10 | V | output | 8.7 16.2 5.2
B1.11 | T | outcome | 10.7
B1.12 | H | outcome | 10.2 4.7
B2.1 | H | outcome | 3.8
B2.2 | H V | outcome | 4.1 4.5
B2.3 | H | outcome | 11.1
B2.4 | H V | outcome | 8.5 8.8
B2.5 | H | outcome | 8.3
B2.6 | H | outcome | 8.3 9.3
B2.7 | V T | output | 4.4 4.3
B2.8 | V T | output | 1.3 10.4
B2.9 | T | outcome | 10.c 8.10
B2.10 | T | outcome | 17.3
B2.11 | T V | output | 10.7
B2.12 | H | output | 11.3 11.7
B2.13 | H | output | 13.1 11.5
B2.14 | H | outcome | 2.3
B2.15 | H T | outcome | 11.4 8.9
B2.16 | H V | output | 16.1
B2.17 | H | outcome | 6.1 6.2 1.4
B2.18 | T V | output | 8.8 10.7
B2.19 | T | output | 10.7 16.10
B2.20 | H | outcome | 9.c
B2.21 | V T | outcome | 10.7 11.1
"""

ROWS = [tuple(part.strip() for part in line.split("|")) for line in TABLE.splitlines()]


def test_there_are_62_indicators_and_no_others():
    assert len(ROWS) == 62
    assert list(BY_CODE) == [code for code, *_ in ROWS]


@pytest.mark.parametrize(("code", "axes", "stage", "targets"), ROWS)
def test_an_indicator_is_tagged_as_in_the_table(code, axes, stage, targets):
    item = BY_CODE[code]
    assert list(item.axes) == [AXES[letter] for letter in axes.split()]
    assert item.stage is Stage(stage)
    assert [link.target for link in item.sdg] == targets.split()
    assert item.sub_dimension == code.partition(".")[0]


def test_the_first_version_asks_dimension_a_and_the_next_one_all():
    first = framework("local-pcmd", "1.0")
    assert [item.code for item in first.indicators] == [code for code in BY_CODE if code < "B"]
    assert all(item.status is Status.PUBLISHED for item in FRAMEWORK.indicators)
    assert (len(first.indicators), len(FRAMEWORK.indicators)) == (29, 62)


# What the SDGs count as directly about migration; everything else is served on the way.
DIRECT = {"10.7", "10.c", "5.2", "8.7", "8.8", "16.2", "17.18", "4.b"}


@pytest.mark.parametrize("item", BY_CODE.values(), ids=BY_CODE)
def test_only_the_targets_about_migration_are_served_directly(item: Indicator):
    assert {link.target for link in item.sdg if link.link == "direct"} <= DIRECT


@pytest.mark.parametrize("item", BY_CODE.values(), ids=BY_CODE)
def test_every_indicator_has_its_tags_and_four_steps(item: Indicator):
    assert item.levels
    assert item.roles
    assert item.gcm
    assert [step.to for step in item.steps] == [1, 2, 3, 4]
    assert Level.LOCAL in item.levels


def test_the_higher_the_grade_the_less_often_the_effort_is_low():
    low = [
        sum(
            step.effort == "low"
            for item in BY_CODE.values()
            for step in item.steps
            if step.to == to
        )
        for to in (1, 2, 3, 4)
    ]
    assert low == sorted(low, reverse=True)


def test_a_need_never_asks_for_more_than_the_step_that_needs_it():
    for item in BY_CODE.values():
        for step in item.steps:
            assert all(need.grade <= step.to for need in step.needs), (item.code, step.to)
            assert all(need.indicator != item.code for need in step.needs), item.code
