"""What a mend amounts to: the changes of the portfolio that it proposes, in concrete.

A mend narrows no more than it must. Where a rule is as specific as the promise it gets in the way
of, those whom the promise names are carved out of it. Where it is broader, the promise becomes an
exception of it, so that the rule goes on to hold for everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from glocal.coherence import mend_additions as new
from glocal.coherence.edit_types import (
    AddChannel,
    AddCoordination,
    AddTie,
    DropClaim,
    DropPrerequisites,
    DropProvision,
    DropRequirement,
    EaseEffect,
    Edit,
    EditError,
    NarrowGroup,
    OffsetEffect,
    OffsetInteraction,
    RaiseSupport,
    SetBenefit,
    SetMeans,
    SetOver,
    StateGround,
)
from glocal.model.finding import Finding, Mend
from glocal.model.policy import Tie
from glocal.model.population import Group
from glocal.model.portfolio import Channel, Coordination, Portfolio
from glocal.model.provision import Means, Modality, Provision, Support, Tri
from glocal.model.taxonomy import Taxonomy

GROUND = "A ground is stated."
"""What stands for the ground in a virtual portfolio: the rules ask whether there is one."""


def edits_of(
    mend: Mend, finding: Finding, portfolio: Portfolio, taxonomy: Taxonomy
) -> tuple[Edit, ...]:
    """The changes that carry out ``mend``, which is one of those of ``finding``.

    Raises ``EditError`` when the mend does not apply to this case: nobody would be left in a
    promise, a circle is closed by the taxonomy and not by a provision, an act names no body.
    """
    make = MENDS.get(mend.key)
    if make is None:
        raise EditError(f"No change is known for the mend {mend.key!r} of {finding.rule}.")
    return make(_Case(mend, finding, portfolio, taxonomy))


@dataclass(frozen=True)
class _Case:
    """A mend with all that it is about."""

    mend: Mend
    finding: Finding
    portfolio: Portfolio
    taxonomy: Taxonomy

    def param(self, name: str) -> str:
        """A param of the mend, or else of the finding."""
        found = self.mend.params.get(name) or self.finding.params.get(name)
        if not found:
            raise EditError(f"The mend {self.mend.key!r} does not say which {name} it is about.")
        return found

    def provision(self, name: str) -> Provision:
        """The provision with this id."""
        if name not in self.portfolio.provisions:
            raise EditError(f"The provision {name!r} is not there: it cannot be mended.")
        return self.portfolio.provisions[name]

    def part(self, *parts: str) -> Provision:
        """The first provision of the minimal set that plays one of these parts."""
        for name, part in zip(self.finding.provisions, self.finding.parts, strict=True):
            if part in parts:
                return self.provision(name)
        raise EditError(f"{self.finding.rule} has nothing that plays {' or '.join(parts)} here.")

    def subject(self, *parts: str) -> Provision:
        """The provision that the mend changes, or else the one that plays one of these parts."""
        return self.provision(self.mend.subject) if self.mend.subject else self.part(*parts)

    def place(self, served: Provision | None = None) -> new.Place:
        """Where something new would stand; it applies where what it serves applies."""
        return new.Place(
            self.portfolio,
            self.taxonomy,
            self.mend.territory,
            self.finding.period,
            self.mend.effort,
            served.territory if served is not None else "",
        )


# ------------------------------------------------------------ narrowing
def _spare(case: _Case, rule: Provision, spared: Provision) -> tuple[Edit, ...]:
    """``rule`` no longer stands in the way of ``spared``."""
    if rule.action != spared.action:
        return (SetOver((spared.id,), rule.id),)
    return (_carved(case, rule, spared.group) or DropProvision(rule.id),)


def _carved(case: _Case, rule: Provision, without: Group) -> Edit | None:
    """``rule`` without those people, ``None`` when nobody would be left in it."""
    population = case.taxonomy.population
    word = population.word(without.limits)
    if not population.without(population.word(rule.group.limits), word):
        return None
    kept = population.without(population.full, word)
    return NarrowGroup(rule.id, without, tuple(Group(population.limits(box)) for box in kept))


def _narrow_ban(case: _Case) -> tuple[Edit, ...]:
    return _spare(case, case.subject("ban"), case.part("duty", "promise"))


def _narrow_exclusion(case: _Case) -> tuple[Edit, ...]:
    """For a prerequisite, whoever is no longer excluded from it is also granted it."""
    rule, promise = case.subject("exclusion"), case.part("promise", "duty", "permission")
    if "prerequisite" not in case.finding.params:
        return _spare(case, rule, promise)
    wanted = case.param("prerequisite").split()
    if rule.action not in wanted:
        return _grant(case, rule)
    carved = _carved(case, rule, promise.group) or DropProvision(rule.id)
    closed = any(item.closed for name in wanted for item in new.lineage(case.taxonomy, name))
    return (carved, *_grant(case, rule, over=False)) if closed else (carved,)


def _say_who(case: _Case) -> tuple[Edit, ...]:
    promise = case.subject("promise", "duty", "permission")
    carved = _carved(case, promise, case.part("exclusion").group)
    if carved is None:
        raise EditError(f"{promise.id!r} would be left to nobody.")
    return (carved,)


def _exempt(case: _Case, part: str) -> tuple[Edit, ...]:
    """The data rule no longer applies to what people ask for under an action."""
    rule, action = case.subject(part), case.param("action")
    promises = tuple(
        item.id
        for item in case.portfolio.provisions.values()
        if item.modality in {Modality.ENTITLEMENT, Modality.DUTY}
        and new.is_below(case.taxonomy, item.action, action)
    )
    return (SetOver(promises, rule.id),)


def _break_requirement(case: _Case) -> tuple[Edit, ...]:
    """A step of the circle is no longer asked for, where a provision asks for it by itself."""
    circle = set(case.param("chain").split())
    names = (case.mend.subject,) if case.mend.subject else case.finding.provisions
    for name in names:
        step = case.provision(name)
        own = tuple(item for item in step.prerequisites if item in circle)
        anyway = {
            item for above in new.lineage(case.taxonomy, step.action) for item in above.requires
        }
        if own and not anyway & circle:
            return (DropPrerequisites(name, own),)
    raise EditError("The action itself requires the step: no provision can leave it out.")


def _drop_requirement(case: _Case) -> tuple[Edit, ...]:
    promise = case.subject("promise")
    usual = frozenset(
        need for item in new.lineage(case.taxonomy, promise.action) for need in item.needs
    )
    return (DropRequirement(promise.id, case.param("barrier"), usual),)


def _align(case: _Case) -> tuple[Edit, ...]:
    """The lesser benefit becomes the greater one."""
    recorded = [
        (item.benefit.amount or 0.0, item.benefit.months or 0.0, item.id, item.benefit)
        for item in map(case.provision, case.finding.provisions)
        if item.benefit is not None
    ]
    if len(recorded) < 2:
        raise EditError("Only benefits that are recorded can be aligned.")
    recorded.sort(key=lambda entry: entry[:3])
    return (SetBenefit(recorded[0][2], recorded[-1][3]),)


# ------------------------------------------------------------ adding
def _add_firewall(case: _Case) -> tuple[Edit, ...]:
    holder = case.mend.params.get("organisation") or case.param("reporter")
    # It stands where the data end up, which need not be where they were given.
    return (new.firewall(case.place(), holder, case.param("action")),)


def _grant(case: _Case, rule: Provision | None = None, *, over: bool = True) -> tuple[Edit, ...]:
    """Permissions for those who lack prerequisites, over an exclusion that bars them from these."""
    wanted = case.param("prerequisite").split()
    bars = [
        case.provision(name)
        for name, part in zip(case.finding.provisions, case.finding.parts, strict=True)
        if part == "exclusion"
    ]
    rule = rule or next(iter(bars), None)
    place = case.place(rule or case.part("promise"))
    exception_of = (rule.id,) if rule is not None and over else ()
    return tuple(
        new.norm(
            place,
            Modality.PERMISSION,
            rule.bearer if rule is not None else new.provider(place, name),
            name,
            box,
            over=exception_of,
        )
        for name in wanted
        for box in case.finding.hit or (case.part("promise").group,)
    )


def _transfer(case: _Case) -> tuple[Edit, ...]:
    duty, means = case.part("duty", "promise"), Means(case.param("means"))
    place = case.place(duty)
    giver = new.giver(place, case.portfolio.policies[duty.policy].responsible)
    return (new.norm(place, Modality.GRANT, giver, duty.action, target=duty.bearer, gives={means}),)


def _add_support(case: _Case) -> tuple[Edit, ...]:
    promise = case.part("promise")
    return (
        new.norm(
            case.place(promise),
            Modality.SUPPORT,
            promise.bearer,
            promise.action,
            promise.group,
            lifts={case.param("barrier")},
        ),
    )


def _name_group(case: _Case) -> tuple[Edit, ...]:
    """An offer in every territory that is silent."""
    action = case.param("action")
    edits: list[Edit] = []
    for territory in case.finding.territories or (case.mend.territory,):
        place = replace(case.place(), territory=territory)
        bearer = new.provider(place, action)
        # "Nothing is required" is stated, so that naming people does not at once name a barrier.
        edits += [
            new.norm(place, Modality.ENTITLEMENT, bearer, action, box, requirements=frozenset())
            for box in case.finding.hit or (Group({}),)
        ]
    return tuple(edits)


def _bridge(case: _Case) -> tuple[Edit, ...]:
    """The same offer for those who fall out of it, as they are afterwards."""
    promise = case.part("promise")
    boxes = case.finding.hit or new.after(case.taxonomy, promise.group, case.param("transition"))
    return tuple(
        new.norm(
            case.place(promise),
            Modality.ENTITLEMENT,
            promise.bearer,
            promise.action,
            box,
            requirements=promise.requirements,
            benefit=promise.benefit,
        )
        for box in boxes
    )


# ------------------------------------------------------------ the rest
def _state_exception(case: _Case) -> tuple[Edit, ...]:
    winner = case.subject("duty", "promise", "permission")
    loser = case.mend.params.get("over") or case.part("ban", "exclusion").id
    return (SetOver((winner.id,), case.provision(loser).id),)


def _align_upward(case: _Case) -> tuple[Edit, ...]:
    """The data rule yields to the firewall."""
    return (SetOver((case.part("firewall").id,), case.part("data").id),)


def _coordinate(case: _Case) -> tuple[Edit, ...]:
    """The bodies of the two provisions, or (an act alone) of the act and its nearest neighbour."""
    if case.finding.provisions and "policy" not in case.finding.params:
        first, second = (case.provision(name).bearer for name in case.finding.provisions[:2])
    else:
        acts = (case.param("policy"), _neighbour(case))
        first, second = (case.portfolio.policies[name].responsible for name in acts)
        if not first or not second:
            raise EditError("An act that names no responsible body cannot be coordinated.")
    return (AddCoordination(Coordination(first, second, case.mend.params.get("action"))),)


def _cite(case: _Case) -> tuple[Edit, ...]:
    return (AddTie(case.param("policy"), Tie.CITES, _neighbour(case)),)


def _neighbour(case: _Case) -> str:
    named = case.mend.params.get("other") or case.mend.params.get("counterpart")
    return named or case.param("neighbours").split()[0]


def _find_support(case: _Case) -> tuple[Edit, ...]:
    # What says the contrary must be outdone; otherwise a study is what the rule asks for.
    contrary = case.finding.variant == "opposite-sign" or "matrix" in case.finding.params
    enough = Support.EVALUATION if contrary else Support.STUDY
    return (RaiseSupport(case.subject("claim").id, case.param("goal"), enough),)


def _talk_over(case: _Case) -> tuple[Edit, ...]:
    """Talking changes no text: what comes of it is rated again, or is one of the other mends."""
    raise EditError("Talking it over changes no text that could be tried here.")


def _fill_in(case: _Case) -> tuple[Edit, ...]:
    """What was not recorded is recorded: the means are there."""
    subject = case.subject(*case.finding.parts)
    return (SetMeans(subject.id, Means(case.param("means")), Tri.YES),)


MENDS: Mapping[str, Callable[[_Case], tuple[Edit, ...]]] = {
    "narrow-ban": _narrow_ban,
    "drop-ban": lambda case: (DropProvision(case.subject("ban").id),),
    "state-exception": _state_exception,
    "align-upward": _align_upward,
    "narrow-exclusion": _narrow_exclusion,
    "say-who": _say_who,
    "drop-exclusion": lambda case: (DropProvision(case.subject("exclusion").id),),
    "add-firewall": _add_firewall,
    "cut-share": lambda case: _exempt(case, "share"),
    "exempt-report": lambda case: _exempt(case, "report"),
    "grant-prerequisite": _grant,
    "break-requirement": _break_requirement,
    "transfer": _transfer,
    "add-support": _add_support,
    "drop-requirement": _drop_requirement,
    "name-group": _name_group,
    "agree-coordination": _coordinate,
    "offset": lambda case: (OffsetEffect(case.part("against").id, case.param("goal")),),
    "change-means": lambda case: (EaseEffect(case.part("against").id, case.param("goal"), -1),),
    "open-channel": lambda case: (AddChannel(Channel(case.param("lower"), case.param("upper"))),),
    "make-up": lambda case: (OffsetInteraction(case.param("policy"), case.param("counterpart")),),
    "talk-over": _talk_over,
    "find-support": _find_support,
    "drop-claim": lambda case: (DropClaim(case.subject("claim").id, case.param("goal")),),
    "cite": _cite,
    "coordinate": _coordinate,
    "bridge": _bridge,
    "align": _align,
    "state-ground": lambda case: (
        StateGround((case.mend.subject or case.finding.provisions[0]), GROUND),
    ),
    "fill-in": _fill_in,
}
