"""Which pairs of a matrix are worth asking first, from what the register and framework record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from glocal.interactions.screening import PairReason, Traits, worth_asking
from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal.model.framework import Indicator
from glocal.model.interaction import ItemKind
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Means, Provision
from glocal.model.taxonomy import Taxonomy
from glocal_web.portal.mappers.register_reference import referred
from glocal_web.portal.models import MatrixItem, Territory
from glocal_web.portal.selectors.portfolio import portfolio_for

REASONS = tuple(PairReason)
# A provision for more kinds of people than this says little about whom it concerns.
MOST_VALUES = 3
Screened = list[list[int]]
"""For every ordered pair its two positions and its reasons, one bit each; 0: nothing is known."""


def screened(territory: Territory, items: Sequence[MatrixItem], today: date) -> Screened:
    """The ordered pairs worth asking, those with the strongest reasons first.

    An objective in own words says nothing that could be compared. Not known is not no: its pairs
    are asked too, after those that have a reason.
    """
    traits = traits_of(territory, items, today)
    found = worth_asking(traits)
    pairs = [[one, other, _bits(reasons)] for (one, other), reasons in found.items()]
    blank = [place for place, one in enumerate(traits) if _says_nothing(one)]
    unknown = {
        pair
        for place in blank
        for other in range(len(traits))
        if other != place
        for pair in ((place, other), (other, place))
    }
    return [*pairs, *([one, other, 0] for one, other in sorted(unknown))]


def reasons_of(bits: int) -> tuple[PairReason, ...]:
    """The reasons that a number of ``screened`` stands for, strongest first."""
    return tuple(reason for place, reason in enumerate(REASONS) if bits >> place & 1)


def traits_of(territory: Territory, items: Sequence[MatrixItem], today: date) -> tuple[Traits, ...]:
    """What each item touches, as ids that mean the same in every item."""
    portfolio, vocabulary = portfolio_for(territory, on=today)
    provisions: dict[str, list[Provision]] = {}
    for one in portfolio.provisions.values():
        provisions.setdefault(one.policy, []).append(one)
    indicators = framework(MAIN_FRAMEWORK).indicators
    made = []
    for item in items:
        if item.kind == ItemKind.POLICY:
            identity = referred(item.ref, territory.slug)
            made.append(_of_policy(identity, provisions.get(identity, ()), portfolio, vocabulary))
        elif item.kind == ItemKind.INDICATOR:
            made.append(_of_indicators(one for one in indicators if one.code == item.ref))
        elif item.kind == ItemKind.SDG_TARGET:
            serving = (
                one for one in indicators if any(link.target == item.ref for link in one.sdg)
            )
            sectors = _of_indicators(serving).sectors
            made.append(Traits(goals=frozenset({item.ref}), sectors=sectors))
        else:
            made.append(_of_goal(item.ref, vocabulary))
    return tuple(made)


def _of_policy(
    identity: str, provisions: Iterable[Provision], portfolio: Portfolio, vocabulary: Taxonomy
) -> Traits:
    policy = portfolio.policies.get(identity)
    if policy is None:
        return Traits()
    provisions = tuple(provisions)
    actions = {one.action for one in provisions}
    known = [vocabulary.actions[name] for name in actions if name in vocabulary.actions]
    goals = {effect.goal for one in provisions for effect in one.effects}
    targets = {
        code for goal in goals if goal in vocabulary.goals for code in vocabulary.goals[goal].sdg
    }
    return Traits(
        actions=frozenset(actions),
        needs=frozenset(need for one in known for need in one.needs)
        | {before for one in provisions for before in one.prerequisites},
        goals=frozenset(goals | targets),
        budgets=frozenset(one.bearer for one in provisions if Means.MONEY in one.gives),
        groups=frozenset(
            f"{dimension}:{value}"
            for one in provisions
            for dimension, values in one.group.limits.items()
            if len(values) <= MOST_VALUES
            for value in values
        ),
        sectors=frozenset(policy.sectors) | {one.sector for one in known},
        territories=frozenset({policy.territory}),
    )


def _of_indicators(indicators: Iterable[Indicator]) -> Traits:
    rows = tuple(indicators)
    return Traits(
        goals=frozenset(link.target for one in rows for link in one.sdg),
        sectors=frozenset(sector for one in rows for sector in one.sectors),
    )


def _of_goal(ref: str, vocabulary: Taxonomy) -> Traits:
    """An objective that is tied to a goal of the taxonomy; one in own words says nothing."""
    goal = vocabulary.goals.get(ref)
    return Traits(goals=frozenset({goal.id, *goal.sdg})) if goal else Traits()


def _says_nothing(one: Traits) -> bool:
    return not (one.actions or one.needs or one.goals or one.budgets or one.groups or one.sectors)


def _bits(reasons: Iterable[PairReason]) -> int:
    return sum(1 << REASONS.index(reason) for reason in reasons)
