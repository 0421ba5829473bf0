"""What must not change, or only one way, when a portfolio changes: properties that hold of any."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import pytest

from glocal.coherence.check import check
from glocal.coherence.check import identities as engine
from glocal.model.finding import Finding
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.population import Group
from glocal.model.portfolio import Area, Portfolio
from glocal.model.provision import Modality, Provision
from tests.core.coherence.random_portfolios import (
    ACTIONS,
    AS_OF,
    DIMENSIONS,
    Builder,
    random_portfolio,
)
from tests.core.coherence.tiny import POPULATION, TINY

SEEDS = range(3000, 3060)
IN_ORDER = {"C8", "C14", "C15", "S1", "S2"}
"""Rules about a pair without roles, which the ids put in order."""

Identities = set[tuple[str, ...]]


def found(portfolio: Portfolio) -> Identities:
    return engine(portfolio, TINY, AS_OF)


def sorted_pair(identity: tuple[str, ...]) -> tuple[str, ...]:
    if identity[0] in IN_ORDER:
        return (identity[0], *sorted(identity[1:3]), *identity[3:])
    return (identity[0], *sorted(identity[1:])) if identity[0] == "C4b" else identity


def with_provisions(portfolio: Portfolio, *provisions: Provision) -> Portfolio:
    return replace(portfolio, provisions={item.id: item for item in provisions})


# ------------------------------------------------------------------ names and order
@pytest.mark.parametrize("seed", SEEDS[:30])
def test_permuting_changes_nothing(seed):
    portfolio, random = random_portfolio(seed), Random(seed)

    def shuffled(mapping: Mapping[str, object]) -> dict[str, object]:
        items = list(mapping.items())
        random.shuffle(items)
        return dict(items)

    parts = ("areas", "policies", "provisions", "organisations")
    mixed = replace(portfolio, **{name: shuffled(getattr(portfolio, name)) for name in parts})
    rated = random.sample(portfolio.interactions, len(portfolio.interactions))
    mixed = replace(mixed, interactions=tuple(rated))
    assert found(mixed) == found(portfolio)


@pytest.mark.parametrize("seed", SEEDS[:30])
def test_renaming_changes_nothing_but_the_names(seed):
    portfolio, random = random_portfolio(seed), Random(seed)

    def names(prefix: str, old: Mapping[str, object]) -> dict[str, str]:
        numbers = list(range(len(old)))
        random.shuffle(numbers)
        return {name: f"{prefix}{number}" for name, number in zip(old, numbers, strict=True)}

    p, x = names("z", portfolio.provisions), names("y", portfolio.policies)
    t, b = names("x", portfolio.areas), names("w", portfolio.organisations)
    new = p | x | t | b
    provisions = [
        replace(
            item,
            id=p[item.id],
            policy=x[item.policy],
            bearer=b.get(item.bearer, item.bearer),
            target=item.target and b.get(item.target, item.target),
            territory=t.get(item.territory, ""),
            over=tuple(p[other] for other in item.over),
            effects=tuple(
                replace(effect, territory=effect.territory and t[effect.territory])
                for effect in item.effects
            ),
        )
        for item in portfolio.provisions.values()
    ]
    policies = [
        replace(
            item,
            id=x[item.id],
            territory=t[item.territory],
            responsible=b.get(item.responsible, item.responsible),
            ties=tuple((how, x[other]) for how, other in item.ties),
        )
        for item in portfolio.policies.values()
    ]
    areas = [
        replace(item, id=t[item.id], parent=item.parent and t[item.parent])
        for item in portfolio.areas.values()
    ]
    bodies = [
        replace(item, id=b[item.id], territory=item.territory and t[item.territory])
        for item in portfolio.organisations.values()
    ]
    renamed = Portfolio(
        name="renamed",
        areas={item.id: item for item in areas},
        policies={item.id: item for item in policies},
        provisions={item.id: item for item in provisions},
        organisations={item.id: item for item in bodies},
        channels=tuple(
            replace(c, source=t[c.source], target=t[c.target]) for c in portfolio.channels
        ),
        coordination=tuple(
            replace(c, first=b.get(c.first, c.first), second=b.get(c.second, c.second))
            for c in portfolio.coordination
        ),
        links=tuple((t[one], t[other]) for one, other in portfolio.links),
        interactions=tuple(
            replace(i, source=x.get(i.source, i.source), target=x.get(i.target, i.target))
            for i in portfolio.interactions
        ),
    )
    expected = {
        sorted_pair((code, *(new.get(part, part) for part in parts)))
        for code, *parts in found(portfolio)
    }
    assert {sorted_pair(item) for item in found(renamed)} == expected


# ------------------------------------------------------------------ a box in two
def halves(item: Provision, random: Random) -> tuple[Provision, Provision] | None:
    """A provision for some and one for the others, in a dimension where it has more than one."""
    open_ones = [
        name for name, values in DIMENSIONS.items() if len(item.group.limits.get(name, values)) > 1
    ]
    if not open_ones:
        return None
    name = random.choice(open_ones)
    values = sorted(item.group.limits.get(name, DIMENSIONS[name]))
    cut = random.randint(1, len(values) - 1)
    one, other = (
        replace(
            item,
            id=f"{item.id}{suffix}",
            group=Group({**item.group.limits, name: frozenset(part)}),
        )
        for suffix, part in (("/one", values[:cut]), ("/two", values[cut:]))
    )
    return one, other


def hits(portfolio: Portfolio, unsplit: Callable[[str], str]) -> dict[tuple[str, ...], set]:
    """The cells hit, by rule, variant, set of provisions and what else tells findings apart."""
    cells = defaultdict(set)
    for finding in check(portfolio, TINY, as_of=AS_OF).findings:
        params = (
            finding.params.get(x, "") for x in ("prerequisite", "barrier", "transition", "goal")
        )
        key = (finding.rule, finding.variant, *params, *sorted({*map(unsplit, finding.provisions)}))
        for group in finding.hit:
            cells[key] |= set(POPULATION.cells(POPULATION.word(group.limits)))
    return cells


@pytest.mark.parametrize("seed", SEEDS)
def test_a_box_cut_in_two_hits_the_same_people(seed):
    """Of all rules but those that compare the sizes of groups, and chains of data.

    A known limit of C3: where a contact reveals the guardian or the household, each rule of a chain
    must be about some user, but two may be about different ones (the first about girls, the second
    about boys). A promise cut in two by gender then loses the chain that the whole one had.
    """
    portfolio, random = random_portfolio(seed), Random(seed)
    item = random.choice(list(portfolio.provisions.values()))
    parts = halves(item, random)
    if parts is None:
        pytest.skip("a provision for one cell cannot be cut")
    others = [
        replace(
            other,
            over=tuple(
                name
                for x in other.over
                for name in ((x,) if x != item.id else (x + "/one", x + "/two"))
            ),
        )
        for other in portfolio.provisions.values()
        if other.id != item.id
    ]
    split = with_provisions(portfolio, *others, *parts)
    alike = {"C1", "C2", "C4", "C6", "C9", "C13", "S1"}
    before, after = (
        {
            key: value
            for key, value in hits(x, y).items()
            if key[0] in alike and key[1] != "exhausted"
        }
        for x, y in ((portfolio, str), (split, lambda name: name.partition("/")[0]))
    )
    assert after == before
    whole = {"C1x", "C4n", "C4b", "C5", "C7", "C10", "C12"}

    def plain(identities: Identities) -> Identities:
        return {
            tuple(part.partition("/")[0] for part in item_)
            for item_ in identities
            if item_[0] in whole
        }

    assert plain(found(split)) == plain(found(portfolio))


# ------------------------------------------------------------------ only one way
def more(portfolio: Portfolio, seed: int, modality: Modality) -> Portfolio:
    """One provision more, drawn at random, of a modality."""
    builder = Builder(Random(seed))
    builder.areas, builder.bodies = dict(portfolio.areas), dict(portfolio.organisations)
    builder.policies = dict(portfolio.policies)
    builder.add(modality, builder.any_body(), builder.random.choice(ACTIONS), over=())
    added = builder.provisions[0]
    return with_provisions(portfolio, *portfolio.provisions.values(), replace(added, id="new"))


def of(rules: str, identities: Identities) -> Identities:
    return {item for item in identities if item[0] in rules.split()}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_firewall_never_adds_deterrence(seed):
    portfolio = random_portfolio(seed)
    after = found(more(portfolio, seed, Modality.FIREWALL))
    assert of("C3", after) <= of("C3", found(portfolio))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_support_never_adds_an_access_gap_and_a_grant_never_a_mandate_without_means(seed):
    portfolio = random_portfolio(seed)
    before = found(portfolio)
    assert of("C6", found(more(portfolio, seed, Modality.SUPPORT))) <= of("C6", before)
    assert of("C5", found(more(portfolio, seed, Modality.GRANT))) <= of("C5", before)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_firewall_a_support_or_a_grant_does_only_its_own(seed):
    portfolio = random_portfolio(seed)
    before = found(portfolio)
    for modality, touched in (
        (Modality.FIREWALL, "C1 C3 C9 C15 S1 S2"),
        (Modality.SUPPORT, "C6 C9 C15 S1 S2"),
        (Modality.GRANT, "C5 C9 C15 S1 S2"),
    ):
        changed = found(more(portfolio, seed, modality)) ^ before
        assert changed == of(touched, changed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_provision_elsewhere_adds_no_finding_about_two(seed):
    portfolio = random_portfolio(seed)
    before = found(portfolio)
    island = replace(
        portfolio,
        areas={**portfolio.areas, "island": Area("island", "Island", Level.LOCAL)},
        policies={
            **portfolio.policies,
            "act-island": Policy("act-island", "x", PolicyKind.LAW, Level.LOCAL, "island"),
        },
    )
    for modality in Modality:
        added = Provision("new", "act-island", modality, "any-body", "any-service")
        after = found(with_provisions(island, *portfolio.provisions.values(), added))
        pairwise = "C1 C2 C2p C3 C4 C8 C9 C12 C14 S1"
        assert of(pairwise, after) == of(pairwise, before)


# ------------------------------------------------------------------ minimal sets
WITHOUT_A_SET = {"C7", "C10", "C12"}
"""Findings about what nobody says, about two territories, or about an act among its neighbours."""


def stands(portfolio: Portfolio, finding: Finding, names: tuple[str, ...]) -> bool:
    """Whether the finding is found when only some provisions are there."""
    kept = with_provisions(portfolio, *(portfolio.provisions[name] for name in names))
    # What a provision says it overrides may be gone.
    kept = with_provisions(
        kept,
        *(
            replace(x, over=tuple(y for y in x.over if y in kept.provisions))
            for x in kept.provisions.values()
        ),
    )
    again = check(kept, TINY, as_of=AS_OF, rules=[finding.rule]).findings
    return any(
        (x.variant, x.provisions, x.parts) == (finding.variant, finding.provisions, finding.parts)
        and x.params == finding.params
        for x in again
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_minimal_set_is_enough_and_none_of_it_can_be_spared(seed):
    portfolio = random_portfolio(seed)
    for finding in check(portfolio, TINY, as_of=AS_OF).findings:
        if finding.rule in WITHOUT_A_SET:
            continue
        assert stands(portfolio, finding, finding.provisions), finding
        for name in finding.provisions:
            rest = tuple(x for x in finding.provisions if x != name)
            assert not stands(portfolio, finding, rest), (finding, name)
