"""A portfolio after some changes, without touching the one that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from glocal.coherence.edit_types import (
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
    Edit,
    EditError,
    NarrowGroup,
    OffsetEffect,
    OffsetInteraction,
    RaiseSupport,
    ReplaceProvision,
    SetBenefit,
    SetMeans,
    SetOver,
    StateGround,
    edit_key,
)
from glocal.coherence.mend_edits import edits_of
from glocal.model.policy import Policy
from glocal.model.population import Group, GroupBasis
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Assumption, Effect, Modality, Provision

__all__ = [
    "AddChannel",
    "AddCoordination",
    "AddProvision",
    "AddTie",
    "DropClaim",
    "DropPolicy",
    "DropPrerequisites",
    "DropProvision",
    "DropRequirement",
    "EaseEffect",
    "Edit",
    "EditError",
    "NarrowGroup",
    "OffsetEffect",
    "OffsetInteraction",
    "RaiseSupport",
    "ReplaceProvision",
    "SetBenefit",
    "SetMeans",
    "SetOver",
    "StateGround",
    "apply",
    "edit_key",
    "edits_of",
    "pieces_of",
]

RESTRICTIVE = frozenset({Modality.PROHIBITION, Modality.EXCLUSION, Modality.REPORT, Modality.SHARE})
"""What shuts people out or exposes them: concerning nobody any more, it is gone."""

PIECE = "--part-"
"""Joins the id of a provision that was carved up with the number of a piece; no id of a file has
two hyphens in a row."""


def apply(portfolio: Portfolio, edits: Iterable[Edit]) -> Portfolio:
    """The portfolio after ``edits``, one after the other; an edit given twice counts once.

    A provision that a carve-out splits keeps its id for the first piece; later edits of it reach
    all pieces. References to what is dropped are dropped too. Raises ``EditError`` for a change
    that cannot be made: of something that is not there (any more), to an id that is taken, to a
    promise that would be left to nobody.
    """
    work = _Work(portfolio)
    done: set[str] = set()
    for edit in edits:
        key = edit_key(edit)
        if key not in done:
            done.add(key)
            work.make(edit)
    return work.result()


def pieces_of(provision: str) -> str:
    """The id that a provision had before it was carved up, its own if it was not."""
    return provision.partition(PIECE)[0]


class _Work:
    """A portfolio in the making: copies of its mappings, and which pieces a provision has."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.policies = dict(portfolio.policies)
        self.provisions = dict(portfolio.provisions)
        self.channels = portfolio.channels
        self.coordination = portfolio.coordination
        self.interactions = portfolio.interactions
        self.pieces: dict[str, tuple[str, ...]] = {}
        self.dropped: set[str] = set()

    def result(self) -> Portfolio:
        """The portfolio, without references to what was dropped."""
        if self.dropped:
            for item in tuple(self.provisions.values()):
                kept = tuple(other for other in item.over if other not in self.dropped)
                if kept != item.over:
                    self.provisions[item.id] = replace(item, over=kept)
        return replace(
            self.portfolio,
            policies=self.policies,
            provisions=self.provisions,
            channels=self.channels,
            coordination=self.coordination,
            interactions=self.interactions,
        )

    def make(self, edit: Edit) -> None:
        match edit:
            case AddProvision(provision, policy):
                self._add(provision, policy)
            case ReplaceProvision(provision):
                self._known(provision.id)
                self._references(provision)
                self._drop_pieces(provision.id)
                self.provisions[provision.id] = provision
            case DropProvision(provision):
                for name in self._known(provision):
                    self._drop(name)
            case DropPolicy(policy):
                self._drop_policy(policy)
            case NarrowGroup(provision, _, to):
                for name in self._known(provision):
                    self._narrow(name, to)
            case SetOver(provisions, other):
                self._set_over(provisions, self._known(other))
            case AddChannel(channel):
                self._areas(channel.source, channel.target)
                if channel not in self.channels:
                    self.channels = (*self.channels, channel)
            case AddCoordination(coordination):
                if coordination not in self.coordination:
                    self.coordination = (*self.coordination, coordination)
            case OffsetInteraction(first, second):
                self._offset({self._act(first).id, self._act(second).id})
            case AddTie(policy, tie, other):
                act = self._act(policy)
                self._act(other)
                if (tie, other) not in act.ties:
                    self.policies[policy] = replace(act, ties=(*act.ties, (tie, other)))
            case _:
                for name in self._known(edit.provision):
                    self.provisions[name] = _changed(self.provisions[name], edit)

    # ------------------------------------------------------------ adding and dropping
    def _add(self, provision: Provision, policy: Policy | None) -> None:
        if provision.id in self.provisions or provision.id in self.dropped:
            raise EditError(f"There is a provision {provision.id!r} already: give another id.")
        if policy is not None:
            self._areas(policy.territory)
            if self.policies.setdefault(policy.id, policy) != policy:
                raise EditError(f"There is another act {policy.id!r} already: give another id.")
        if policy is not None and policy.id != provision.policy:
            raise EditError(f"{provision.id!r} names {provision.policy!r} as its act.")
        self._references(provision)
        self.provisions[provision.id] = provision

    def _references(self, provision: Provision) -> None:
        self._act(provision.policy)
        if provision.territory:
            self._areas(provision.territory)
        for other in provision.over:
            if other not in self.provisions and other not in self.dropped:
                raise EditError(f"{provision.id!r} overrides {other!r}, which is not there.")

    def _drop(self, name: str) -> None:
        del self.provisions[name]
        self.dropped.add(name)

    def _drop_pieces(self, name: str) -> None:
        for piece in self.pieces.pop(name, (name,)):
            if piece != name:
                self._drop(piece)

    def _drop_policy(self, name: str) -> None:
        self._act(name)
        for provision in [key for key, item in self.provisions.items() if item.policy == name]:
            self._drop(provision)
        del self.policies[name]
        self.interactions = tuple(
            item for item in self.interactions if name not in (item.source, item.target)
        )
        for policy in tuple(self.policies.values()):
            kept = tuple(item for item in policy.ties if item[1] != name)
            if kept != policy.ties:
                self.policies[policy.id] = replace(policy, ties=kept)

    # ------------------------------------------------------------ changing
    def _narrow(self, name: str, to: tuple[Group, ...]) -> None:
        item = self.provisions[name]
        boxes = [box for one in to if (box := _within(item.group, one)) is not None]
        if not boxes:
            if item.modality not in RESTRICTIVE:
                raise EditError(f"{name!r} would be left to nobody: drop it instead.")
            self._drop(name)
            return
        origin = pieces_of(name)
        names = [name]
        while len(names) < len(boxes):
            taken = len(self.pieces.get(origin, (origin,))) + 1
            names.append(f"{origin}{PIECE}{taken}")
            self.pieces[origin] = (*self.pieces.get(origin, (origin,)), names[-1])
        for own, box in zip(names, boxes, strict=True):
            self.provisions[own] = replace(item, id=own, group=box)
        for other in tuple(self.provisions.values()):
            if name in other.over:
                more = tuple(own for own in names[1:] if own not in other.over)
                self.provisions[other.id] = replace(other, over=(*other.over, *more))

    def _set_over(self, provisions: tuple[str, ...], others: tuple[str, ...]) -> None:
        for name in provisions:
            for own in self._known(name):
                item = self.provisions[own]
                if own in others:
                    raise EditError(f"{own!r} cannot be an exception of itself.")
                more = tuple(other for other in others if other not in item.over)
                self.provisions[own] = replace(item, over=(*item.over, *more))

    def _offset(self, ends: set[str]) -> None:
        harms = [
            item.value < 0 and {item.source, item.target} == ends for item in self.interactions
        ]
        if not any(harms):
            raise EditError(f"{' and '.join(sorted(ends))} are not rated as harming one another.")
        self.interactions = tuple(
            replace(item, offset=True) if harm else item
            for item, harm in zip(self.interactions, harms, strict=True)
        )

    # ------------------------------------------------------------ what must be there
    def _known(self, name: str) -> tuple[str, ...]:
        """The provision and its pieces, as far as they are there."""
        found = tuple(own for own in self.pieces.get(name, (name,)) if own in self.provisions)
        if not found:
            how = "was dropped before" if name in self.dropped else "is not there"
            raise EditError(f"The provision {name!r} {how}: it cannot be changed.")
        return found

    def _act(self, name: str) -> Policy:
        if name not in self.policies:
            raise EditError(f"There is no act {name!r}.")
        return self.policies[name]

    def _areas(self, *names: str) -> None:
        for name in names:
            if name not in self.portfolio.areas:
                raise EditError(f"There is no territory {name!r} in this portfolio.")


def _within(group: Group, other: Group) -> Group | None:
    """Those of ``group`` in ``other``; ``None`` when a dimension has no value left."""
    limits: dict[str, frozenset[str]] = dict(group.limits)
    for dimension, values in other.limits.items():
        limits[dimension] = limits.get(dimension, values) & values
        if not limits[dimension]:
            return None
    return group if limits == dict(group.limits) else Group(limits, GroupBasis.NAMED)


def _changed(item: Provision, edit: Edit) -> Provision:
    """The provision after a change of one of its slots."""
    match edit:
        case DropPrerequisites(_, actions):
            if not set(actions) & set(item.prerequisites):
                raise EditError(f"{item.id!r} does not ask for {', '.join(actions)} itself.")
            kept = tuple(action for action in item.prerequisites if action not in actions)
            return replace(item, prerequisites=kept)
        case DropRequirement(_, barrier, asked):
            now = asked if item.requirements is None else item.requirements
            if barrier not in now:
                raise EditError(f"{item.id!r} does not ask people to get over {barrier!r}.")
            return replace(item, requirements=now - {barrier})
        case SetMeans(_, means, value):
            return replace(item, means={**item.means, means: value})
        case SetBenefit(_, benefit):
            return replace(item, benefit=benefit)
        case StateGround(_, ground):
            if not ground.strip():
                raise EditError(f"A ground for {item.id!r} must say something.")
            return replace(item, ground=ground)
        case RaiseSupport(_, goal, support):
            raised = [
                replace(claim, support=max(claim.support, support, key=lambda own: own.rank))
                for claim in _claims(item, goal)
            ]
            return replace(item, assumptions=_in_place(item, goal, raised))
        case DropClaim(_, goal):
            _claims(item, goal)
            return replace(item, assumptions=_in_place(item, goal, []))
        case EaseEffect(_, goal, most):
            if not -3 <= most <= 0:
                raise EditError(f"Harm lies between −3 and 0, not at {most}.")
            return _eased(
                item, goal, lambda effect: replace(effect, strength=max(effect.strength, most))
            )
        case OffsetEffect(_, goal):
            return _eased(item, goal, lambda effect: replace(effect, offset=True))
        case _:
            raise EditError(f"{type(edit).__name__} is no change of a provision.")


def _claims(item: Provision, goal: str) -> list[Assumption]:
    found = [claim for claim in item.assumptions if claim.goal == goal]
    if not found:
        raise EditError(f"{item.id!r} does not claim to serve {goal!r}.")
    return found


def _in_place(item: Provision, goal: str, claims: list[Assumption]) -> tuple[Assumption, ...]:
    """The assumptions of a provision with those on ``goal`` exchanged."""
    waiting = iter(claims)
    exchanged = [next(waiting, None) if claim.goal == goal else claim for claim in item.assumptions]
    return tuple(claim for claim in exchanged if claim is not None)


def _eased(item: Provision, goal: str, change: Callable[[Effect], Effect]) -> Provision:
    """The provision with its harm to the goal changed."""
    harms = [effect.goal == goal and effect.strength < 0 for effect in item.effects]
    if not any(harms):
        raise EditError(f"{item.id!r} does no harm to {goal!r}.")
    return replace(
        item,
        effects=tuple(
            change(effect) if harm else effect
            for effect, harm in zip(item.effects, harms, strict=True)
        ),
    )
