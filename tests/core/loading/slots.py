"""Random slots of policies and provisions, as a form, a spreadsheet or a file may hold them."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from glocal.model.policy import PolicyKind, PolicyStatus, Tie
from glocal.model.provision import Confidence, Means, Modality, Support

AWKWARD = st.sampled_from(
    "yes|no|null|~|2015-09-01|012|1e3|=1+1|'=1|- x|a: b|#x|{|&a|*a|!x|%|@me|+1|_x0041_|\u202ex"
    "|حق التعليم|él dijo «sí»|line\nbreak|tab\there".split("|")
)
TEXTS = st.one_of(
    AWKWARD,
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        max_size=30,
    ),
).map(str.strip)
# What cannot be seen is refused in names; marks of direction also where an act is named.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
TITLES = TEXTS.filter(lambda text: bool(text) and not _HIDDEN.search(text))
NAMED = TEXTS.filter(lambda text: not _TURNS.search(text))
DATES = st.dates().map(lambda day: day.isoformat())
IDS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
NUMBERS = st.one_of(
    st.integers(-(10**6), 10**6),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: number or 0.0),
)
AMOUNTS = NUMBERS.map(abs)


def lists(one: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(one, min_size=least, max_size=3, unique=True)


def some(**slots: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with at least one of the slots."""
    return st.fixed_dictionaries({}, optional=slots).filter(bool)


def provision_slots(
    *,
    organisations: st.SearchStrategy[str] = IDS,
    actions: st.SearchStrategy[str] = IDS,
    territories: st.SearchStrategy[str] = IDS,
    barriers: st.SearchStrategy[str] = IDS,
    goals: st.SearchStrategy[str] = IDS,
    phases: st.SearchStrategy[str] = IDS,
    groups: st.SearchStrategy[Any] | None = None,
) -> st.SearchStrategy[dict[str, Any]]:
    """Slots of the right shape, not fitted to the modality."""
    if groups is None:
        named = st.dictionaries(IDS, lists(IDS, 1), min_size=1, max_size=3)
        groups = st.one_of(st.sampled_from(["everybody", "silent", "unsaid"]), named)
    return st.fixed_dictionaries(
        {
            "id": IDS,
            "modality": st.sampled_from([item.value for item in Modality]),
            "who": organisations,
            "action": actions,
        },
        optional={
            "for": groups,
            "territory": territories,
            "from": DATES,
            "until": DATES,
            "requires": lists(barriers),
            "after": lists(actions),
            "means": st.dictionaries(
                st.sampled_from([item.value for item in Means]),
                st.sampled_from(["yes", "no", "unknown", True, False]),
            ),
            "to": organisations,
            "gives": lists(st.sampled_from([item.value for item in Means]), 1),
            "lifts": lists(barriers, 1),
            "benefit": some(amount=AMOUNTS, unit=TEXTS, months=AMOUNTS),
            "conditions": st.dictionaries(
                IDS, some(**{"from": NUMBERS, "to": NUMBERS}), max_size=2
            ),
            "phases": lists(phases),
            "effects": st.lists(
                st.fixed_dictionaries(
                    {"goal": goals, "strength": st.integers(-3, 3)},
                    optional={
                        "territory": territories,
                        "offset": st.sampled_from(["yes", "no", True]),
                    },
                ),
                max_size=2,
            ),
            "assumes": st.lists(
                st.fixed_dictionaries(
                    {"goal": goals},
                    optional={
                        "support": st.sampled_from([item.value for item in Support]),
                        "source": TEXTS,
                    },
                ),
                max_size=2,
            ),
            "over": lists(IDS),
            "ground": TEXTS,
            "sure": st.sampled_from([item.value for item in Confidence]),
            "article": st.one_of(TEXTS, st.integers(1, 999)),
            "quote": TEXTS,
            "note": TEXTS,
        },
    )


def policy_slots(
    *,
    territories: st.SearchStrategy[str] = IDS,
    organisations: st.SearchStrategy[str] = IDS,
    sectors: st.SearchStrategy[str] = IDS,
    levels: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[dict[str, Any]]:
    """Headers of the right shape, not fitted to one another."""
    level = st.sampled_from(["local", "intermediate", "national", "international"])
    return st.fixed_dictionaries(
        {
            "id": IDS,
            "title": TITLES,
            "kind": st.sampled_from([item.value for item in PolicyKind]),
            "level": level if levels is None else levels,
            "territory": territories,
        },
        optional={
            "issuer": NAMED,
            "number": st.one_of(NAMED, st.integers(0, 9999)),
            "year": st.integers(1000, 2999),
            "sectors": lists(sectors),
            "responsible": organisations,
            "from": DATES,
            "until": DATES,
            "status": st.sampled_from([item.value for item in PolicyStatus]),
            "ties": st.dictionaries(st.sampled_from([item.value for item in Tie]), lists(IDS)),
            "source": TEXTS,
        },
    )
