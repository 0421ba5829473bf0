"""What each rule reads: which changes can make it find something else, and which hits they touch.

Kept on the safe side. A rule or hit that is looked at in vain costs time; one that is passed over
wrongly would be a mistake, which the tests look for by checking everything again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from glocal.coherence.base import Base
from glocal.coherence.change import Beside, Change
from glocal.coherence.draft import Found
from glocal.model.provision import Modality, Provision

OFFER, DUTY, MAY = Modality.ENTITLEMENT, Modality.DUTY, Modality.PERMISSION
BAN, BAR = Modality.PROHIBITION, Modality.EXCLUSION
LIFTING = frozenset({OFFER, DUTY, MAY})
DATA = frozenset({Modality.REPORT, Modality.SHARE, Modality.FIREWALL})


@dataclass(frozen=True)
class Reads:
    """What a rule reads: provisions of these modalities that pass, and what else beside them."""

    modalities: frozenset[Modality] = frozenset(Modality)
    beside: frozenset[Beside] = frozenset()
    passes: Callable[[Provision], bool] = lambda item: True


TOGETHER = frozenset({Beside.TIES, Beside.COORDINATION})

READS: Mapping[str, Reads] = {
    "C1": Reads(LIFTING | DATA | {BAN}),
    "C2": Reads(LIFTING | {BAR}),
    "C3": Reads(LIFTING | DATA),
    "C4": Reads(LIFTING | {BAR}),
    "C4b": Reads(frozenset({OFFER, MAY})),
    "C5": Reads(frozenset({OFFER, DUTY, Modality.GRANT})),
    "C6": Reads(frozenset({OFFER, Modality.SUPPORT})),
    "C7": Reads(LIFTING | {BAN, BAR}),
    "C8": Reads(frozenset({OFFER, DUTY}), TOGETHER),
    "C9": Reads(passes=lambda item: bool(item.effects)),
    "C10": Reads(frozenset({OFFER, DUTY}), frozenset({Beside.CHANNELS})),
    "C11": Reads(beside=frozenset({Beside.RATINGS}), passes=lambda item: bool(item.assumptions)),
    "C12": Reads(beside=TOGETHER),  # its place is that of everything in the act
    "C13": Reads(frozenset({OFFER})),
    "C14": Reads(frozenset({OFFER}), passes=lambda item: item.benefit is not None),
    "C15": Reads(beside=TOGETHER | {Beside.RATINGS}),
    "S1": Reads(beside=TOGETHER, passes=lambda item: bool(item.effects)),
    "S2": Reads(beside=TOGETHER | {Beside.RATINGS}),
}

PAIRS = frozenset({"C1", "C2", "C8", "C9", "C11", "C14", "S1"})
"""Rules of which a hit rests on its own provisions and on the exceptions of them alone."""

HELPS: Mapping[str, Modality] = {"C5": Modality.GRANT, "C6": Modality.SUPPORT}
"""Rules of which a hit rests on its provision and on those of one modality that end it."""


def may_differ(code: str, change: Change) -> bool:
    """Whether a rule could find something else after a change."""
    reads = READS.get(code)
    if reads is None or reads.beside & change.beside:
        return True
    return any(
        item.modality in reads.modalities and reads.passes(item) for item in change.provisions
    )


def stays(base: Base, code: str, found: Found, line: int, change: Change) -> bool:
    """Whether a hit that was there before is surely as it was, without looking at it."""
    if code == "C12":
        return base.policies[int(found.nodes[line, 0])] not in change.policies
    names = [base.provisions[row].id for row in found.rows[line].tolist()]
    if not change.names.isdisjoint(names) or not change.excepted.isdisjoint(names):
        return False
    if code in PAIRS:
        return found.variant != "exhausted"
    if code in HELPS:
        return all(item.modality is not HELPS[code] for item in change.provisions)
    if code == "C3":
        own = int(base.columns.action[int(found.rows[line, 0])])
        nodes = {base.actions.index[item.action] for item in change.provisions}
        return not any(base.actions.is_below(own, node) for node in nodes)
    return False
