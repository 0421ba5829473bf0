"""Virtual changes of a portfolio: what they do, what they leave alone, what they refuse."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from glocal.coherence.edit_types import Edit
from glocal.coherence.edits import (
    AddChannel,
    AddCoordination,
    AddProvision,
    AddTie,
    DropClaim,
    DropPolicy,
    DropPrerequisites,
    DropProvision,
    DropRequirement,
    EaseEffect,
    EditError,
    NarrowGroup,
    OffsetEffect,
    RaiseSupport,
    ReplaceProvision,
    SetBenefit,
    SetMeans,
    SetOver,
    StateGround,
    apply,
    edit_key,
    pieces_of,
)
from glocal.model.policy import Tie
from glocal.model.portfolio import Channel, Coordination
from glocal.model.provision import Assumption, Benefit, Effect, Means, Support, Tri
from tests.core.coherence.cases import act, ban, exclude, offer, portfolio, wall
from tests.core.coherence.tiny import group

IRREGULAR = group(status="irregular")
CHILDREN = group(age="0-5 6-17")
ADULTS = group(age="18-24 60+")
CARE = offer(
    "care",
    "clinic",
    "primary-care",
    requirements=frozenset({"fee", "id-proof"}),
    prerequisites=("address", "permit"),
    effects=(Effect("schooling", -3, "city"), Effect("schooling", 2), Effect("employment", -2)),
    assumptions=(Assumption("schooling", Support.OPINION, "a note"), Assumption("employment")),
)
BAR = exclude("bar", "clinic", "health", policy="bars", group=IRREGULAR)
BASE = portfolio(CARE, BAR, acts=[act("law"), act("bars", ties=((Tie.CITES, "law"),))])


def changed(*edits: Edit, built=BASE):
    return apply(built, edits)


def care(*edits: Edit):
    return changed(*edits).provisions["care"]


# ------------------------------------------------------------ one change, one effect
def test_a_new_provision_joins_an_act_or_brings_its_own():
    safe = wall("safe", "clinic", "health", policy="city-act")
    after = changed(AddProvision(safe, act("city-act", "city")))
    assert after.provisions["safe"] is safe
    assert after.policies["city-act"].territory == "city"
    again = changed(AddProvision(wall("safe", "clinic", "health")))
    assert set(again.policies) == {"law", "bars"}


def test_another_wording_takes_the_place_of_the_old_one():
    other = offer("care", "clinic", "hospital")
    assert care(ReplaceProvision(other)) is other


def test_a_dropped_provision_is_gone_and_nothing_refers_to_it():
    exception = offer("exception", "clinic", "primary-care", over=("bar",))
    built = portfolio(BAR, exception)
    after = apply(built, [DropProvision("bar")])
    assert set(after.provisions) == {"exception"}
    assert after.provisions["exception"].over == ()


def test_a_dropped_act_takes_its_provisions_and_the_ties_to_it_along():
    after = changed(DropPolicy("law"))
    assert set(after.provisions) == {"bar"}
    assert after.policies["bars"].ties == ()


@pytest.mark.parametrize(
    ("edit", "slot", "value"),
    [
        (DropPrerequisites("care", ("permit",)), "prerequisites", ("address",)),
        (DropRequirement("care", "fee"), "requirements", frozenset({"id-proof"})),
        (SetMeans("care", Means.MONEY, Tri.NO), "means", {Means.MONEY: Tri.NO}),
        (SetBenefit("care", Benefit(5, "EUR")), "benefit", Benefit(5, "EUR")),
        (StateGround("care", "age counts"), "ground", "age counts"),
        (SetOver(("care",), "bar"), "over", ("bar",)),
    ],
)
def test_a_change_of_a_slot_changes_that_slot_alone(edit, slot, value):
    after = care(edit)
    assert getattr(after, slot) == value
    assert replace(after, **{slot: getattr(CARE, slot)}) == CARE


def test_what_was_asked_by_default_is_recorded_when_one_barrier_goes():
    built = portfolio(offer("care", "clinic", "primary-care", requirements=None))
    usual = frozenset({"id-proof", "fee"})
    after = apply(
        built, [DropRequirement("care", "fee", usual), DropRequirement("care", "id-proof", usual)]
    )
    assert after.provisions["care"].requirements == frozenset()


def test_only_harm_is_eased_or_offset():
    eased = care(EaseEffect("care", "schooling", -1)).effects
    assert [effect.strength for effect in eased] == [-1, 2, -2]
    made_up_for = care(OffsetEffect("care", "schooling")).effects
    assert [effect.offset for effect in made_up_for] == [True, False, False]


def test_support_is_raised_never_lowered_and_a_claim_can_go():
    raised = care(RaiseSupport("care", "schooling", Support.STUDY)).assumptions
    assert [claim.support for claim in raised] == [Support.STUDY, Support.NONE]
    assert care(RaiseSupport("care", "schooling", Support.NONE)).assumptions == CARE.assumptions
    assert care(DropClaim("care", "schooling")).assumptions == (Assumption("employment"),)


def test_what_ties_bodies_acts_and_territories_is_added_once():
    edits = [
        AddChannel(Channel("city", "nation")),
        AddCoordination(Coordination("clinic", "school")),
        AddTie("law", Tie.CITES, "bars"),
    ]
    after = changed(*edits, *edits)
    assert after.channels == (Channel("city", "nation"),)
    assert after.coordination == (Coordination("clinic", "school"),)
    assert after.policies["law"].ties == ((Tie.CITES, "bars"),)


# ------------------------------------------------------------ carving up
def carve(name: str, without, *kept) -> NarrowGroup:
    return NarrowGroup(name, without, kept)


def test_a_carve_out_leaves_a_provision_for_each_box():
    kept = (group(age="18-24 60+"), group(age="0-5 6-17", gender="male"))
    after = changed(carve("bar", group(age="0-5 6-17", gender="female"), *kept))
    pieces = {name: item.group.limits for name, item in after.provisions.items() if name != "care"}
    irregular = frozenset({"irregular"})
    assert pieces == {
        "bar": {"status": irregular, "age": frozenset({"18-24", "60+"})},
        "bar--part-2": {
            "status": irregular,
            "age": frozenset({"0-5", "6-17"}),
            "gender": frozenset({"male"}),
        },
    }
    assert {pieces_of(name) for name in pieces} == {"bar"}


def test_later_changes_reach_every_piece():
    men, women = group(gender="male"), group(gender="female")
    split = carve("bar", CHILDREN, group(age="18-24"), group(age="60+"))
    after = changed(split, carve("bar", women, men), SetOver(("care",), "bar"))
    assert after.provisions["care"].over == ("bar", "bar--part-2")
    groups = [after.provisions[name].group.limits for name in ("bar", "bar--part-2")]
    assert [set(limits["gender"]) for limits in groups] == [{"male"}, {"male"}]
    assert set(changed(split, DropProvision("bar")).provisions) == {"care"}


def test_an_exception_of_a_carved_up_provision_is_one_of_all_its_pieces():
    built = portfolio(BAR, offer("exception", "clinic", "primary-care", over=("bar",)))
    split = carve("bar", CHILDREN, group(age="18-24"), group(age="60+"))
    assert apply(built, [split]).provisions["exception"].over == ("bar", "bar--part-2")


def test_a_rule_that_shuts_out_nobody_any_more_is_gone_but_a_promise_to_nobody_is_refused():
    nobody = carve("bar", IRREGULAR, group(status="citizen refugee"))
    assert set(changed(nobody).provisions) == {"care"}
    promised = portfolio(offer("care", "clinic", "health", group=IRREGULAR))
    with pytest.raises(EditError, match="left to nobody"):
        apply(promised, [carve("care", IRREGULAR, group(status="citizen refugee"))])


def test_a_group_that_loses_nobody_stays_as_it_was_said():
    assert care(carve("care", IRREGULAR, group())).group is CARE.group


# ------------------------------------------------------------ what is refused
@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([DropProvision("ghost")], "'ghost' is not there"),
        ([DropProvision("bar"), SetOver(("care",), "bar")], "'bar' was dropped before"),
        ([AddProvision(offer("care", "clinic", "health"))], "a provision 'care' already"),
        ([AddProvision(offer("new", "clinic", "health", policy="x"))], "no act 'x'"),
        ([AddProvision(offer("new", "x", "health", territory="x"))], "no territory 'x'"),
        ([AddProvision(offer("new", "x", "health", over=("x",)))], "overrides 'x'"),
        ([AddProvision(offer("new", "x", "health"), act("law", "city"))], "another act 'law'"),
        ([AddProvision(offer("new", "x", "health"), act("other"))], "names 'law' as its act"),
        ([AddTie("law", Tie.CITES, "ghost")], "no act 'ghost'"),
        ([AddChannel(Channel("city", "atlantis"))], "no territory 'atlantis'"),
        ([SetOver(("bar",), "bar")], "exception of itself"),
        ([DropPrerequisites("care", ("job",))], "does not ask for job"),
        ([DropRequirement("care", "language")], "does not ask people"),
        ([StateGround("care", "  ")], "must say something"),
        ([DropClaim("care", "public-trust")], "does not claim"),
        ([OffsetEffect("care", "public-trust")], "does no harm"),
        ([EaseEffect("care", "schooling", 1)], "between −3 and 0"),
        ([DropPolicy("ghost")], "no act 'ghost'"),
    ],
)
def test_an_impossible_change_is_refused_in_words(edits, told):
    with pytest.raises(EditError, match=told):
        changed(*edits)


def test_the_portfolio_that_is_there_is_never_touched():
    before = copy.deepcopy(BASE)
    changed(DropPolicy("law"), carve("bar", CHILDREN, ADULTS), AddChannel(Channel("city", "port")))
    assert before == BASE


# ------------------------------------------------------------ keys
def test_equal_changes_have_equal_keys_whatever_their_order_of_making():
    one = AddProvision(offer("p", "x", "y", group=group(status="citizen refugee")))
    other = AddProvision(offer("p", "x", "y", group=group(status="refugee citizen")))
    assert edit_key(one) == edit_key(other)
    assert edit_key(DropProvision("a")) != edit_key(DropProvision("b"))
    assert edit_key(DropProvision("a")) != edit_key(DropPolicy("a"))


def test_a_ban_is_carved_up_like_an_exclusion():
    built = portfolio(ban("no", "clinic", "health"))
    after = apply(built, [carve("no", CHILDREN, ADULTS)])
    assert after.provisions["no"].group == ADULTS
