"""Each mistake in a portfolio file is told with line, key and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from glocal.errors import PortfolioError, Problem
from glocal.loading.portfolio import LoadedPortfolio, read_portfolio
from tests.core.coherence.tiny import TINY
from tests.core.loading.portfolio_files import CITY, replaced, write


def read(path: Path, **options: bool) -> LoadedPortfolio:
    return read_portfolio(path, TINY, **options)


def problems(path: Path) -> list[Problem]:
    with pytest.raises(PortfolioError) as error:
        read(path)
    return list(error.value.problems)


# Each case: what is replaced by what in the city's file, and then line, key, what and mend.
MISTAKES = {
    "a wrong key": (
        "portfolio: Puerto Lirio",
        "portfolio: Puerto Lirio\npolicy: []",
        2,
        "policy",
        "The key 'policy' is not known",
        "Did you mean 'policies'?",
    ),
    "an unknown parent": (
        "local, parent: nation",
        "local, parent: natoin",
        4,
        "territories.0.parent",
        "no territory 'natoin'",
        "Did you mean 'nation'?",
    ),
    "a territory in itself": (
        "name: Abroad, level: local",
        "name: Abroad, level: local, parent: abroad",
        5,
        "territories.1.parent",
        "'abroad' lies in itself: abroad → abroad",
        "another parent",
    ),
    "a territory in a lower one": (
        "name: Abroad, level: local",
        "name: Abroad, level: national, parent: city",
        5,
        "territories.1.level",
        "'abroad' (national) lies in 'city', which is lower",
        "Mend",
    ),
    "a territory of the pack again": (
        "{id: abroad,",
        "{id: nation,",
        5,
        "territories.1.id",
        "'nation' appears twice (first in nation.yaml, line 3)",
        "another id",
    ),
    "an unknown kind of body": (
        "kind: school",
        "kind: skool",
        7,
        "organisations.0.kind",
        "no organisation 'skool'",
        "Did you mean 'school'?",
    ),
    "a body below itself": (
        "kind: school",
        "kind: city-school",
        7,
        "organisations.0.kind",
        "'city-school' stands below itself",
        "another kind",
    ),
    "a body with the id of a kind": (
        "{id: city-school, name: School by the Sea, kind: school",
        "{id: registry, name: R, kind: registry",
        7,
        "organisations.0.id",
        "'registry' is a kind of body",
        "kind: registry",
    ),
    "a link to nowhere": (
        "[[city, abroad]]",
        "[[city, abrod]]",
        8,
        "links.0.1",
        "no territory 'abrod'",
        "Did you mean 'abroad'?",
    ),
    "a link to itself": (
        "[[city, abroad]]",
        "[[city, city]]",
        8,
        "links.0",
        "Both ends are the territory 'city'",
        "two different",
    ),
    "a channel to nowhere": (
        "to: nation",
        "to: nowhere",
        10,
        "channels.0.to",
        "no territory 'nowhere'",
        "Use one of: abroad, city, nation",
    ),
    "a channel to itself": (
        "to: nation",
        "to: city",
        10,
        "channels.0",
        "Both ends are the territory 'city'",
        "two different",
    ),
    "complete channels of nowhere": (
        "channels_complete: [city]",
        "channels_complete: [citi]",
        11,
        "channels_complete.0",
        "no territory 'citi'",
        "'city'",
    ),
    "coordination with nobody": (
        "[city-school, registry]",
        "[city-school, registri]",
        12,
        "coordination.0.between.1",
        "no organisation 'registri'",
        "'registry'",
    ),
    "coordination with itself": (
        "[city-school, registry]",
        "[registry, registry]",
        12,
        "coordination.0",
        "Both ends are the organisation 'registry'",
        "two different",
    ),
    "coordination on nothing": (
        "registry], on: enrolment}",
        "registry], on: enrolmnt}",
        12,
        "coordination.0.on",
        "no action 'enrolmnt'",
        "'enrolment'",
    ),
    "a contradictory header": (
        "territory: city\n    sectors",
        "territory: nation\n    sectors",
        21,
        "policies.0.level",
        "A local policy cannot apply to the whole of Nation",
        "'level'",
    ),
    "an unknown policy in a tie": (
        "[education-act]",
        "[education-akt]",
        26,
        "policies.0.ties.implements.0",
        "no policy 'education-akt'",
        "'education-act'",
    ),
    "a policy of the pack again": (
        "- id: school-rules",
        "- id: education-act",
        15,
        "policies.0.id",
        "'education-act' appears twice (first in nation.yaml",
        "another id",
    ),
    "a provision of the pack again": (
        "- id: enrol-everybody",
        "- id: edu-enrol",
        28,
        "policies.0.provisions.0.id",
        "'edu-enrol' appears twice",
        "another id",
    ),
    "an unknown action": (
        "action: enrolment\n        for: everybody",
        "action: enrollment\n        for: everybody",
        31,
        "policies.0.provisions.0.action",
        "no action 'enrollment'",
        "'enrolment'",
    ),
    "a day that is none": (
        "from: 2017-01-01",
        "from: 2017-02-30",
        41,
        "policies.0.provisions.1.from",
        "no day 2017-02-30",
        "28 days",
    ),
    "before its policy": (
        "from: 2017-01-01",
        "from: 2015-12-31",
        41,
        "policies.0.provisions.1.from",
        "before its policy does (2016-01-01)",
        "Mend",
    ),
    "a body that must act elsewhere": (
        "territory: city}",
        "territory: abroad}",
        30,
        "policies.0.provisions.0.who",
        "applies in 'city', but 'city-school' is a body of 'abroad'",
        "Mend one of the two",
    ),
    "a provision for the territory above": (
        "for: everybody",
        "for: everybody\n        territory: nation",
        33,
        "policies.0.provisions.0.territory",
        "applies in 'nation', which is not part of 'city' as its policy is",
        "Name the territory of the policy or one below it",
    ),
    "a provision for the territory beside": (
        "action: enrolment\n        for: {status",
        "action: enrolment\n        territory: abroad\n        for: {status",
        40,
        "policies.0.provisions.1.territory",
        "applies in 'abroad', which is not part of 'city' as its policy is",
        "Name the territory of the policy or one below it",
    ),
    "an override of what is not there": (
        "over: [edu-enrol]",
        "over: [edu-enroll]",
        42,
        "policies.0.provisions.1.over.0",
        "no provision 'edu-enroll'",
        "'edu-enrol'",
    ),
    "means as a number": (
        "money: no",
        "money: 0",
        34,
        "policies.0.provisions.0.means.money",
        "'0' is not one of the allowed values",
        "Use one of",
    ),
    "an influence on nothing": (
        "to: schooling,",
        "to: skooling,",
        13,
        "interactions.0.to",
        "no policy or goal 'skooling'",
        "Did you mean 'schooling'?",
    ),
    "an influence on itself": (
        "to: schooling,",
        "to: school-rules,",
        13,
        "interactions.0.to",
        "Both ends are the same",
        "two different",
    ),
    "a value outside the scale": (
        "value: -2.5",
        "value: -4",
        13,
        "interactions.0.value",
        "-4",
        "-3",
    ),
    "more groups than voices": (
        "groups: 2",
        "groups: 5",
        13,
        "interactions.0.groups",
        "4 voices cannot come from 5 groups",
        "each group has a voice",
    ),
    "a help that is made up for": (
        "value: -2.5, voices: 4, groups: 2",
        "value: 2.5, offset: yes, voices: 4, groups: 2",
        13,
        "interactions.0.offset",
        "Only what harms",
        "Leave 'offset' out",
    ),
    "a pair twice": (
        "sure: 0.9}]",
        "sure: 0.9}, {from: school-rules, to: schooling, value: 0, voices: 3, groups: 1, sure: 1}]",
        13,
        "interactions.1.from",
        "appears twice in this matrix (first in city.yaml, line 13)",
        "Keep one",
    ),
    "a pack that is not there": (
        "[nation.yaml]",
        "[natoin.yaml]",
        2,
        "uses.0",
        "'natoin.yaml' cannot be read",
        "beside this one",
    ),
    "a pack elsewhere": (
        "[nation.yaml]",
        "[nation.yaml, ../../etc/passwd.yaml]",
        2,
        "uses.1",
        "leads out of the folder",
        "beside the portfolio",
    ),
    "a pack by its full path": (
        "[nation.yaml]",
        "[nation.yaml, /etc/passwd.yaml]",
        2,
        "uses.1",
        "leads out of the folder",
        "beside the portfolio",
    ),
    "a pack from the net": (
        "[nation.yaml]",
        "[nation.yaml, 'https://example.org/x.yaml']",
        2,
        "uses.1",
        "leads out of the folder",
        "beside the portfolio",
    ),
    "a pack that is no YAML": (
        "[nation.yaml]",
        "[nation.yaml, nation.txt]",
        2,
        "uses.1",
        "'nation.txt' is no YAML file",
        ".yaml",
    ),
    "a file that uses itself": (
        "[nation.yaml]",
        "[nation.yaml, city.yaml]",
        2,
        "uses.1",
        "in a circle: city.yaml uses city.yaml",
        "Leave one",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_line_key_and_mend(tmp_path, name):
    old, new, line, key, what, mend = MISTAKES[name]
    found = problems(write(tmp_path, replaced(CITY, old, new)))
    (problem,) = [item for item in found if item.key == key]
    assert (problem.file, problem.line) == ("city.yaml", line)
    assert what in problem.what
    assert mend in problem.mend
