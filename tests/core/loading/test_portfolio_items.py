"""One provision or policy from a form: it is read, or everything wrong is told by slot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from glocal.errors import Problem
from glocal.loading.known import Known
from glocal.loading.portfolio_items import read_policy, read_provision
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.population import Group
from glocal.model.portfolio import Area
from glocal.model.provision import Period
from glocal.model.taxonomy import Organisation
from tests.core.coherence.tiny import TINY

AREAS = (
    Area("nation", "Nation", Level.NATIONAL),
    Area("city", "City", Level.LOCAL, "nation"),
    Area("town", "Town", Level.LOCAL, "nation"),
)
KNOWN = Known(
    TINY,
    areas={area.id: area for area in AREAS},
    organisations={"city-school": Organisation("city-school", "school", territory="city")},
    policies={"act", "old-act"},
    provisions={"p", "q"},
)
ACT = Policy(
    "act",
    "Act",
    PolicyKind.LAW,
    Level.NATIONAL,
    "nation",
    period=Period(date(2015, 1, 1), date(2030, 1, 1)),
)
SLOTS = {"id": "p", "modality": "duty", "who": "school", "action": "enrolment", "for": "everybody"}
HEADER = {"id": "act", "title": "Act", "kind": "law", "level": "national", "territory": "nation"}


def provision_problems(**slots: Any) -> list[Problem]:
    value = {key: item for key, item in {**SLOTS, **slots}.items() if item is not None}
    provision, problems = read_provision(value, ACT, KNOWN)
    assert (provision is None) == bool(problems)
    return problems


def policy_problems(**slots: Any) -> list[Problem]:
    value = {key: item for key, item in {**HEADER, **slots}.items() if item is not None}
    policy, problems = read_policy(value, KNOWN)
    assert (policy is None) == bool(problems)
    return problems


def test_a_good_provision_and_a_good_policy_are_read():
    provision, problems = read_provision(
        {**SLOTS, "for": {"age": ["6-17"]}, "from": "2015-01-01", "over": ["q"]}, ACT, KNOWN
    )
    assert problems == []
    assert provision is not None
    assert (provision.policy, provision.group) == ("act", Group({"age": frozenset({"6-17"})}))
    policy, problems = read_policy({**HEADER, "provisions": [{"bad": 1}]}, KNOWN, pack="nation")
    assert problems == []
    assert policy is not None
    assert (policy.title, policy.pack) == ("Act", "nation")


# Each case: the slots, the key, and words of what is wrong and of the mend.
PROVISIONS = {
    "unknown action": (
        {"action": "enrollment"},
        "action",
        "no action 'enrollment'",
        "Did you mean 'enrolment'?",
    ),
    "a body where an action belongs": (
        {"action": "school"},
        "action",
        "no action 'school'",
        "'school' is an organisation",
    ),
    "unknown body": ({"who": "shool"}, "who", "no organisation 'shool'", "'school'"),
    "unknown territory": ({"territory": "ctiy"}, "territory", "no territory", "'city'"),
    "few territories are listed": (
        {"territory": "zzz"},
        "territory",
        "'zzz'",
        "city, nation, town",
    ),
    "unknown barrier": ({"requires": ["fee", "langage"]}, "requires.1", "no barrier", "'language'"),
    "unknown prerequisite": ({"after": ["adress"]}, "after.0", "no action", "'address'"),
    "unknown phase": ({"phases": ["stai"]}, "phases.0", "no phase", "'stay'"),
    "unknown goal": (
        {"effects": [{"goal": "scooling", "strength": 1}]},
        "effects.0.goal",
        "no goal",
        "schooling",
    ),
    "unknown goal of a claim": (
        {"assumes": [{"goal": "jobs"}]},
        "assumes.0.goal",
        "no goal",
        "Use one of: belonging",
    ),
    "unknown place of an effect": (
        {"effects": [{"goal": "schooling", "strength": 1, "territory": "x"}]},
        "effects.0.territory",
        "no territory 'x'",
        "Use one of",
    ),
    "unknown dimension": ({"for": {"gendre": ["female"]}}, "for.gendre", "told apart", "'gender'"),
    "unknown value": ({"for": {"age": ["6-18"]}}, "for.age.0", "no value of 'age'", "6-17"),
    "unknown exception": ({"over": ["r"]}, "over.0", "no provision 'r'", "Use one of: p, q"),
    "exception of itself": ({"over": ["p"]}, "over", "no exception of itself", "Leave its own id"),
    "nobody": (
        {"for": {"age": ["60+"], "family": ["unaccompanied-minor"]}},
        "for",
        "Nobody is all of this at once (age: 60+; family: unaccompanied-minor)",
        "Mend one",
    ),
    "a day that is none": ({"from": "2015-02-30"}, "from", "no day 2015-02-30", "has 28 days"),
    "a month that is none": ({"from": "2015-13-01"}, "from", "no day 2015-13-01", "2015-09-01"),
    "a year that is none": ({"from": "0000-01-01"}, "from", "no day 0000-01-01", "2015-09-01"),
    "a date in another order": ({"from": "01/09/2015"}, "from", "right form", "2015-09-01"),
    "end before start": (
        {"from": "2020-01-01", "until": "2019-01-01"},
        "until",
        "ends (2019-01-01) before",
        "'until'",
    ),
    "end on the day of the start": (
        {"from": "2020-01-01", "until": "2020-01-01"},
        "until",
        "before it has begun",
        "first day",
    ),
    "begins before its policy": ({"from": "2014-12-31"}, "from", "before its policy does", "Mend"),
    "begins after its policy": ({"from": "2030-01-01"}, "from", "policy has ended", "Mend"),
    "ends after its policy": ({"until": "2030-01-02"}, "until", "after its policy does", "Mend"),
    "ends before its policy": (
        {"until": "2015-01-01"},
        "until",
        "before its policy begins",
        "Mend",
    ),
    "a report to nobody": ({"modality": "report"}, "modality", "A report needs 'to'", "Add 'to'"),
    "a share with nobody": ({"modality": "share"}, "modality", "A share needs 'to'", "Add 'to'"),
    "a grant of nothing": (
        {"modality": "grant", "to": "school"},
        "modality",
        "A grant needs 'gives'",
        "Add 'gives'",
    ),
    "a duty to somebody": (
        {"to": "police"},
        "to",
        "'duty' has no 'to'",
        "report or share or grant",
    ),
    "a duty that gives": ({"gives": ["money"]}, "gives", "has no 'gives'", "belongs to grant"),
    "a duty that lifts": ({"lifts": ["fee"]}, "lifts", "has no 'lifts'", "belongs to support"),
    "a range upside down": (
        {"conditions": {"months": {"from": 6, "to": 3}}},
        "conditions.months",
        "at least 6 and at most 3",
        "Exchange",
    ),
    "a body of elsewhere": (
        {"who": "city-school", "territory": "town"},
        "territory",
        "'city-school' is a body of 'city'",
        "Mend one of the two",
    ),
    "a word off the list": ({"modality": "dutty"}, "modality", "allowed values", "'duty'"),
    "a slot that is none": ({"whom": 1}, "whom", "'whom' is not known", "'who'"),
    "no for whom after all": ({"for": {}}, "for", "Something must stand here", "Fill it in"),
    "a wrong word for whom": ({"for": "everyone"}, "for", "allowed values", "everybody"),
    "everybody by a truth value": ({"for": True}, "for", "not yes/no", "quotes"),
    "requires answered by no": ({"requires": "no"}, "requires", "A list is needed", "quotes"),
    "strength off the scale": (
        {"effects": [{"goal": "schooling", "strength": 4}]},
        "effects.0.strength",
        "maximum",
        "",
    ),
    "a missing slot": ({"who": None}, "who", "The key 'who' is missing", "Add 'who'"),
    "a control character": ({"quote": "a\x00b"}, "quote", "right form", "control characters"),
    "half a character": ({"note": "\ud800"}, "note", "right form", "control characters"),
    "no number": ({"benefit": {"amount": float("inf")}}, "benefit.amount", "", ""),
}


@pytest.mark.parametrize("name", PROVISIONS)
def test_what_is_wrong_with_a_provision_is_told_at_its_slot(name):
    slots, key, what, mend = PROVISIONS[name]
    problem = provision_problems(**slots)[0]
    assert problem.key == key
    assert what in problem.what
    assert mend in problem.mend


POLICIES = {
    "unknown territory": ({"territory": "natoin"}, "territory", "no territory", "'nation'"),
    "unknown sector": ({"sectors": ["helth"]}, "sectors.0", "no sector 'helth'", "'health'"),
    "unknown body": ({"responsible": "minstry"}, "responsible", "no organisation", "'ministry'"),
    "unknown tie": ({"ties": {"amends": ["old-akt"]}}, "ties.amends.0", "no policy", "'old-act'"),
    "tie to itself": ({"ties": {"repeals": ["act"]}}, "ties.repeals", "no tie to itself", "own id"),
    "a tie that is none": (
        {"ties": {"repels": ["old-act"]}},
        "ties.repels",
        "not known",
        "'repeals'",
    ),
    "a city cannot bind a nation": (
        {"level": "local"},
        "level",
        "A local policy cannot apply to the whole of Nation",
        "'level'",
    ),
    "repealed without end": (
        {"status": "repealed"},
        "status",
        "repealed but has no end",
        "'until'",
    ),
    "a day that is none": ({"until": "2023-02-29"}, "until", "no day 2023-02-29", "28 days"),
    "end before start": ({"from": "2020-05-01", "until": "2020-04-01"}, "until", "before", "Mend"),
    "an empty title": ({"title": "  "}, "title", "right form", "not only spaces"),
    "a year of two digits": ({"year": 15}, "year", "15 is less than", ""),
}


@pytest.mark.parametrize("name", POLICIES)
def test_what_is_wrong_with_a_header_is_told_at_its_slot(name):
    slots, key, what, mend = POLICIES[name]
    (problem,) = policy_problems(**slots)
    assert problem.key == key
    assert what in problem.what
    assert mend in problem.mend


NEAR_MISSES = [
    {"from": "2015-01-01", "until": "2030-01-01"},  # exactly the period of the policy
    {"from": "2016-02-29"},  # a leap year
    {"for": {"age": ["6-17", "60+"], "family": ["unaccompanied-minor"]}},  # some of them exist
    {"requires": []},
    {"who": "city-school", "territory": "nation"},  # holds in the city, which lies in the nation
    {"who": "city-school"},
    {"conditions": {"months": {"from": 6, "to": 6}}},
    {"conditions": {"balance": {"to": -5}}},
    {"territory": "", "to": ""},  # what an empty field of a form sends
    {"modality": "grant", "to": "school", "gives": ["money"]},
    {"modality": "support", "lifts": ["fee"]},
    {"modality": "support"},
]


@pytest.mark.parametrize("slots", NEAR_MISSES)
def test_near_misses_are_right(slots):
    assert provision_problems(**slots) == []


def test_every_problem_is_told_at_once():
    problems = provision_problems(
        who="shool", action="x", until="2040-01-01", over=["p"], phases=["stai"]
    )
    assert [problem.key for problem in problems] == ["who", "action", "phases.0", "until", "over"]


def test_many_unknown_names_do_not_take_long():
    known = Known(TINY)
    for number in range(5000):
        list(known.unknown("action", f"enrolment-{number}", ()))
    assert len(known._guesses) == 500
