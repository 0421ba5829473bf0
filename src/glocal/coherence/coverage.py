"""What a check compared, left out and could not know: so that zero findings can be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glocal.coherence.base import CODES, Base
from glocal.coherence.join import pairs_beside
from glocal.model.population import GroupBasis
from glocal.model.provision import Confidence, Means, Modality, Tri

SPEAKING = (
    Modality.ENTITLEMENT,
    Modality.DUTY,
    Modality.PERMISSION,
    Modality.EXCLUSION,
    Modality.PROHIBITION,
)
"""What says something of a service: being shut out is not silence, passing on data is."""


@dataclass(frozen=True)
class Coverage:
    """Counts over the provisions that a check looked at.

    ``by_level`` and ``by_modality`` count provisions. Of all ``pairs`` of provisions,
    ``pairs_compared`` share action and territory; the others can only meet through chains, which
    the rules follow. ``left_out`` counts provisions of acts that do not hold (drafts, repealed,
    ended). ``not_recorded`` counts provisions by what nobody has entered for them, by the name of
    the slot. Of ``core_addressed`` among ``core_services`` something is said for somebody now.
    """

    policies: int
    provisions: int
    left_out: int
    by_level: dict[str, int]
    by_modality: dict[str, int]
    pairs: int
    pairs_compared: int
    not_recorded: dict[str, int]
    core_services: int
    core_addressed: int
    channels: int
    taxonomy: str

    @property
    def pairs_skipped(self) -> int:
        """Pairs that share no action or no territory, and so were not put side by side."""
        return self.pairs - self.pairs_compared


def coverage(base: Base) -> Coverage:
    """The counts for a base."""
    kept = base.provisions
    names = {code: modality.value for modality, code in CODES.items()}
    levels: dict[str, int] = {}
    for item in kept:
        level = base.portfolio.policies[item.policy].level.value
        levels[level] = levels.get(level, 0) + 1
    modalities, counts = np.unique(base.columns.modality, return_counts=True)
    cores = [node for node, name in enumerate(base.actions.ids) if base.taxonomy.actions[name].core]
    spoken = np.unique(base.columns.action[base.which(*SPEAKING) & base.now])
    return Coverage(
        policies=len({item.policy for item in kept}),
        provisions=len(kept),
        left_out=len(base.portfolio.provisions) - len(kept),
        by_level=levels,
        by_modality={
            names[code]: count
            for code, count in zip(modalities.tolist(), counts.tolist(), strict=True)
        },
        pairs=len(kept) * (len(kept) - 1) // 2,
        pairs_compared=_compared(base),
        not_recorded=_not_recorded(base),
        core_services=len(cores),
        core_addressed=sum(
            any(base.actions.is_below(node, int(action)) for action in spoken) for node in cores
        ),
        channels=len(base.portfolio.channels),
        taxonomy=base.taxonomy.version,
    )


def _compared(base: Base) -> int:
    action, area = base.columns.action, base.columns.area
    # Every pair comes both ways round, except a row with itself.
    return sum(
        int(np.count_nonzero(first < second))
        for first, second in pairs_beside(base.actions, base.areas, action, area, action, area)
    )


def _not_recorded(base: Base) -> dict[str, int]:
    tasks = {Modality.ENTITLEMENT, Modality.DUTY}
    found = {"requirements": 0, "means": 0, "group": 0, "sure": 0, "article": 0}
    for item in base.provisions:
        found["requirements"] += item.modality is Modality.ENTITLEMENT and item.requirements is None
        found["means"] += item.modality in tasks and any(
            item.means.get(means, Tri.UNKNOWN) is Tri.UNKNOWN for means in Means
        )
        found["group"] += item.group.basis is GroupBasis.UNSAID
        found["sure"] += item.confidence is not Confidence.SURE
        found["article"] += not item.article
    return found
