"""A rule: what the engine needs to know about a type of finding, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, EditKind
from glocal.model.provenance import Provenance


@dataclass(frozen=True)
class RuleMend:
    """One way to mend a finding of the rule.

    ``effort`` is 1 (an instruction) to 5 (a law), before the engine looks at who must decide.
    ``variants`` are those to which it applies. ``takes_away``: it ends the finding by promising
    people less, so no plan proposes it.
    """

    key: str
    kind: EditKind
    effort: int
    variants: tuple[str, ...]
    takes_away: bool = False


@dataclass(frozen=True)
class RuleSource:
    """Where the method or the norm behind it is written; ``url`` may be empty."""

    title: str
    by: str
    date: str
    url: str = ""


@dataclass(frozen=True)
class Rule:
    """The data of one rule.

    ``arity`` is the least number of provisions in a minimal set. ``severity`` and ``certainty``
    are by variant, the certainty at its best: what the engine learns of a case may lower it to
    possible, never raise it. ``reasons`` say, for a variant that is never more than possible, why
    (codes as in ``Finding.reasons``). ``core_raises`` makes medium high when a core service is
    concerned. ``restricted`` findings are shown only to those who may see them. A rule that is not
    ``on`` runs only when it is asked for. ``opportunity`` says that it shows no problem.
    ``practices`` are ids of the library.
    """

    code: str
    arity: int
    severity: Mapping[str, Severity]
    certainty: Mapping[str, Certainty]
    reasons: Mapping[str, tuple[str, ...]]
    core_raises: bool
    restricted: bool
    on: bool
    opportunity: bool
    indicators: tuple[str, ...]
    sdg: tuple[str, ...]
    gcm: tuple[int, ...]
    practices: tuple[str, ...]
    mends: Mapping[str, RuleMend]
    sources: tuple[RuleSource, ...]

    @property
    def variants(self) -> tuple[str, ...]:
        """The ids of the variants, in the order of the file."""
        return tuple(self.severity)

    def mends_of(self, variant: str) -> tuple[RuleMend, ...]:
        """The mends that apply to a variant, in the order of the file."""
        return tuple(mend for mend in self.mends.values() if variant in mend.variants)


@dataclass(frozen=True)
class VariantWords:
    """The words of a variant, with placeholders: title, leading sentence, narrative in steps.

    In the narrative ``{steps}`` stands for ``step``, told once for each link of a chain.
    """

    title: str
    lead: str
    narrative: tuple[str, ...]
    step: str = ""


@dataclass(frozen=True)
class MendWords:
    """The mend in one line, what to do (with wording to copy), and who usually decides."""

    name: str
    do: str
    who: str


@dataclass(frozen=True)
class RuleWords:
    """All words of one rule in one language.

    ``what`` it is, ``why`` it matters, ``how`` Glocal finds it, when it stays ``silent``, an
    invented ``example``, and its ``limits``. ``silent`` lists the near-misses, each a sentence.
    """

    code: str
    title: str
    short: str
    what: str
    why: str
    how: str
    silent: tuple[str, ...]
    variants: Mapping[str, VariantWords]
    mends: Mapping[str, MendWords]
    example: str
    limits: str
    provenance: Provenance
