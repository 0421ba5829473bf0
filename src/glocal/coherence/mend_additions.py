"""New provisions that mends propose, and the acts in which they would stand.

What is proposed depends on the portfolio and on what is proposed, never on the finding alone: two
findings that the same firewall would mend propose the same firewall, and a plan pays for it once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from glocal.coherence.edit_types import AddProvision, EditError, content_key
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind, PolicyStatus, Tie
from glocal.model.population import EVERYBODY, Group, GroupBasis
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Benefit, Means, Modality, Period, Provision
from glocal.model.taxonomy import Action, Organisation, Taxonomy

DATA_RULES = frozenset({Modality.REPORT, Modality.SHARE})
NORMS = frozenset(
    {
        Modality.ENTITLEMENT,
        Modality.DUTY,
        Modality.PROHIBITION,
        Modality.PERMISSION,
        Modality.EXCLUSION,
    }
)
OFFERS = frozenset({Modality.ENTITLEMENT, Modality.DUTY})
LAWS = {Level.NATIONAL: PolicyKind.LAW, Level.INTERNATIONAL: PolicyKind.TREATY}
LEVELS = tuple(Level)
NEW = "new-"
"""Begins the ids of what mends add."""


@dataclass(frozen=True)
class Place:
    """Where something new is decided: a territory, the days it must cover, how hard that is.

    ``applies`` is where it applies, if that may lie outside: an act may speak of another place.
    """

    portfolio: Portfolio
    taxonomy: Taxonomy
    territory: str
    period: Period
    effort: int
    applies: str = ""

    @property
    def reach(self) -> str:
        """The territory that a new provision must name, empty when its act's says enough."""
        inside = self.territory in areas_above(self.portfolio, self.applies)
        return "" if inside else self.applies

    @property
    def level(self) -> Level:
        """The level of government that decides."""
        if self.territory not in self.portfolio.areas:
            raise EditError(f"There is no territory {self.territory!r} in which to decide this.")
        return self.portfolio.areas[self.territory].level


# ------------------------------------------------------------ trees
def lineage(taxonomy: Taxonomy, action: str) -> Iterator[Action]:
    """An action and those above it, itself first."""
    at: str | None = action
    while at is not None and at in taxonomy.actions:
        yield taxonomy.actions[at]
        at = taxonomy.actions[at].parent


def is_below(taxonomy: Taxonomy, action: str, other: str) -> bool:
    """Whether an action is another or lies below it."""
    return any(item.id == other for item in lineage(taxonomy, action))


def bodies_above(place: Place, body: str) -> Iterator[Organisation]:
    """An organisation and those above it, itself first."""
    at: str | None = body
    while at is not None:
        found = place.portfolio.organisations.get(at) or place.taxonomy.organisations.get(at)
        if found is None:
            return
        yield found
        at = found.parent


def areas_above(portfolio: Portfolio, territory: str) -> Iterator[str]:
    """A territory and those above it, itself first."""
    at: str | None = territory
    while at is not None and at in portfolio.areas:
        yield at
        at = portfolio.areas[at].parent


# ------------------------------------------------------------ norms
def norm(
    place: Place,
    modality: Modality,
    bearer: str,
    action: str,
    group: Group = EVERYBODY,
    *,
    over: tuple[str, ...] = (),
    target: str | None = None,
    gives: Iterable[Means] = (),
    lifts: Iterable[str] = (),
    requirements: frozenset[str] | None = None,
    benefit: Benefit | None = None,
) -> AddProvision:
    """A new provision, in an act of the territory on the same action, or else in a new act."""
    act, is_new = _act(place, action, bearer)
    if group.basis is not GroupBasis.EVERYBODY:
        group = Group(dict(group.limits), GroupBasis.NAMED if group.limits else EVERYBODY.basis)
    provision = Provision(
        id="",
        policy=act.id,
        modality=modality,
        bearer=bearer,
        action=action,
        group=group,
        territory=place.reach,
        target=target,
        over=tuple(sorted(over)),
        gives=frozenset(gives),
        lifts=frozenset(lifts),
        requirements=requirements,
        benefit=benefit,
    )
    named = f"{NEW}{modality.value}-{content_key(provision)}"
    return AddProvision(replace(provision, id=named), act if is_new else None)


def firewall(place: Place, holder: str, action: str) -> AddProvision:
    """What a body learns under an action stays with it, for everybody.

    It prevails over the data rules that its level may set aside, and leaves those of a higher
    level standing: that clash is then a finding of its own.
    """
    portfolio, taxonomy = place.portfolio, place.taxonomy
    above = {item.id: _bodies(place, item.bearer) for item in portfolio.provisions.values()}
    own = _bodies(place, holder)
    level = LEVELS.index(_act(place, action, holder)[0].level)
    spot = place.reach or place.territory
    here = tuple(areas_above(portfolio, spot))
    over = []
    for item in portfolio.provisions.values():
        if item.modality not in DATA_RULES:
            continue
        act = portfolio.policies[item.policy]
        there = tuple(areas_above(portfolio, item.territory or act.territory))
        if (
            (holder in above[item.id] or item.bearer in own)
            and (is_below(taxonomy, item.action, action) or is_below(taxonomy, action, item.action))
            and (spot in there or there[0] in here)
            and LEVELS.index(act.level) <= level
        ):
            over.append(item.id)
    return norm(place, Modality.FIREWALL, holder, action, over=tuple(over))


def after(taxonomy: Taxonomy, group: Group, transition: str) -> tuple[Group, ...]:
    """Those of a group once the transition has happened, without whom the group names anyway."""
    step = next((item for item in taxonomy.transitions if item.id == transition), None)
    if step is None:
        raise EditError(f"There is no transition {transition!r} in the taxonomy.")
    limits = dict(group.limits)
    if not limits.get(step.dimension, step.before) & step.before:
        raise EditError(f"Nobody in the group can go through {transition!r}.")
    limits[step.dimension] = step.after
    for dimension, changes in step.resets.items():
        if dimension in limits:
            limits[dimension] = frozenset(changes.get(one, one) for one in limits[dimension])
    population = taxonomy.population
    later = population.possible(population.word(limits))
    boxes = population.without(later, population.word(group.limits)) if later else ()
    if not boxes:
        raise EditError(f"The provision goes on through {transition!r} as it is.")
    return tuple(Group(population.limits(box)) for box in boxes)


# ------------------------------------------------------------ who
def giver(place: Place, responsible: str) -> str:
    """Who gives means: the body responsible for the act, or else one of the level that decides."""
    known = any(True for _ in bodies_above(place, responsible))
    return responsible if known and _reaches(place, responsible) else _kind_of_level(place)


def provider(place: Place, action: str) -> str:
    """Who would offer an action: whoever does so elsewhere, is competent for it, or meets people.

    The commonest bearer of promises of that action comes first, then a body with the task inherent,
    then the body that the taxonomy names as first contact, then the authority of the level.
    """
    bearers = Counter(
        item.bearer
        for item in place.portfolio.provisions.values()
        if item.modality in OFFERS and item.action == action and _reaches(place, item.bearer)
    )
    if bearers:
        return min(bearers, key=lambda name: (-bearers[name], name))
    line = [item.id for item in lineage(place.taxonomy, action)]
    bodies = [*place.portfolio.organisations.values(), *place.taxonomy.organisations.values()]
    for body in bodies:
        if set(body.inherent) & set(line) and _reaches(place, body.id):
            return body.id
    for item in lineage(place.taxonomy, action):
        if item.contact:
            return item.contact[0].organisation
    return _kind_of_level(place)


def _reaches(place: Place, body: str) -> bool:
    """Whether a body's area, if it has one, holds all of the place."""
    here = areas_above(place.portfolio, place.reach or place.territory)
    for item in bodies_above(place, body):
        if item.territory is not None:
            return item.territory in here
    return True


def _kind_of_level(place: Place) -> str:
    kinds = place.taxonomy.organisations.values()
    for body in kinds:
        if body.level is place.level and body.public:
            return body.id
    return next(body.id for body in kinds if body.parent is None)


def _bodies(place: Place, body: str) -> frozenset[str]:
    return frozenset(item.id for item in bodies_above(place, body))


# ------------------------------------------------------------ acts
def _act(place: Place, action: str, bearer: str) -> tuple[Policy, bool]:
    """The act in which something new on an action would stand, and whether it is new itself."""
    level = place.level
    acts = sorted(
        {
            item.policy
            for item in place.portfolio.provisions.values()
            if item.action == action and _open_in(place, place.portfolio.policies[item.policy])
        }
    )
    if acts:
        return place.portfolio.policies[acts[0]], False
    kind = PolicyKind.INSTRUCTION if place.effort <= 1 else LAWS.get(level, PolicyKind.ORDINANCE)
    sector = place.taxonomy.actions[action].sector if action in place.taxonomy.actions else ""
    act = Policy(
        id="",
        title="",
        kind=kind,
        level=level,
        territory=place.territory,
        sectors=(sector,) if sector else (),
        responsible=bearer,
        ties=tuple((Tie.CITES, other) for other in _neighbours(place, action)),
    )
    name = f"{NEW}act-{content_key([action, act])}"
    return replace(act, id=name, title=name), True


def _open_in(place: Place, act: Policy) -> bool:
    """Whether an act of the territory is in force as long as what is new must be."""
    start, wanted = act.period.start, place.period.start
    return (
        act.territory == place.territory
        and act.status is PolicyStatus.IN_FORCE
        and act.period.end is None
        and (start is None or (wanted is not None and start <= wanted))
    )


def _neighbours(place: Place, action: str) -> list[str]:
    """The acts on the same line of territories and actions: a new act knows what it touches."""
    here = tuple(areas_above(place.portfolio, place.territory))
    found = set()
    for item in place.portfolio.provisions.values():
        act = place.portfolio.policies[item.policy]
        if (
            item.modality in NORMS
            and (
                act.territory in here
                or place.territory in areas_above(place.portfolio, act.territory)
            )
            and (
                is_below(place.taxonomy, item.action, action)
                or is_below(place.taxonomy, action, item.action)
            )
        ):
            found.add(act.id)
    return sorted(found)
