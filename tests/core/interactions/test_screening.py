"""Which pairs are worth asking about: each reason by itself, and all pairs tried."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.interactions.screening import PairReason, Traits, worth_asking

SHARED = {
    "actions": PairReason.SHARED_ACTION,
    "goals": PairReason.SHARED_GOAL,
    "budgets": PairReason.SHARED_BUDGET,
    "groups": PairReason.SHARED_GROUP,
    "sectors": PairReason.SHARED_SECTOR,
}


@pytest.mark.parametrize(("name", "reason"), SHARED.items())
def test_something_in_common_is_a_reason_in_both_directions(name: str, reason: PairReason) -> None:
    one, other, third = (Traits(**{name: frozenset(own)}) for own in ("xy", "yz", "w"))
    assert worth_asking([one, other, third]) == {(0, 1): (reason,), (1, 0): (reason,)}


def test_what_must_come_first_is_a_reason() -> None:
    school = Traits(actions=frozenset({"enrolment"}), needs=frozenset({"address"}))
    registry = Traits(actions=frozenset({"address"}))
    reason = (PairReason.PREREQUISITE,)
    assert worth_asking([school, registry]) == {(0, 1): reason, (1, 0): reason}


def test_a_shared_place_alone_is_no_reason_but_is_told_beside_another() -> None:
    here = frozenset({"puerto-lirio"})
    assert worth_asking([Traits(territories=here), Traits(territories=here)]) == {}
    both = [Traits(territories=here, budgets=frozenset("b"))] * 2
    assert worth_asking(both)[0, 1] == (PairReason.SHARED_BUDGET, PairReason.SHARED_TERRITORY)


def test_the_strongest_reasons_come_first() -> None:
    found = worth_asking(
        [
            Traits(sectors=frozenset("s")),
            Traits(sectors=frozenset("s"), actions=frozenset("a")),
            Traits(sectors=frozenset("s"), actions=frozenset("a")),
        ]
    )
    assert list(found)[:2] == [(1, 2), (2, 1)]
    assert found[1, 2] == (PairReason.SHARED_ACTION, PairReason.SHARED_SECTOR)


def test_nothing_known_is_nothing_in_common() -> None:
    assert worth_asking([Traits(), Traits()]) == {}
    assert worth_asking([]) == {}


@given(st.randoms(use_true_random=False), st.integers(0, 6))
def test_the_index_finds_what_trying_all_pairs_finds(random, size: int) -> None:
    traits = [
        Traits(
            **{
                field.name: frozenset(one for one in "xyz" if random.random() < 0.2)
                for field in fields(Traits)
            }
        )
        for _ in range(size)
    ]
    expected = {}
    for i, one in enumerate(traits):
        for j, other in enumerate(traits):
            reasons = {
                reason
                for name, reason in SHARED.items()
                if getattr(one, name) & getattr(other, name)
            }
            if one.needs & other.actions or other.needs & one.actions:
                reasons.add(PairReason.PREREQUISITE)
            if reasons and one.territories & other.territories:
                reasons.add(PairReason.SHARED_TERRITORY)
            if reasons and i != j:
                expected[i, j] = tuple(reason for reason in PairReason if reason in reasons)
    assert worth_asking(traits) == expected
