"""A finding in plain language: what meets what, who is hit, and what would end it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from glocal.loading.rules import PARTS, rule_words, rules
from glocal.loading.templates import placeholders
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.finding import EditKind, Finding, LegalStanding, Mend, Slot, Who
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Period, Provision
from glocal.model.rule import RuleWords, VariantWords
from glocal.model.taxonomy import Taxonomy
from glocal.reports.echo import amount_words, echo, last_day
from glocal.reports.group_words import group_words, groups_words
from glocal.reports.named_codes import Named, indicators_of, targets_of
from glocal.reports.names import Names, names_of
from glocal.reports.systemic_words import systemic_steps
from glocal.text.sentences import day_words, fill, isolated, joined, sentence


@dataclass(frozen=True)
class PartWords:
    """A provision of the minimal set: the part it plays, its sentence, its act and article.

    ``act`` is empty and ``sentence`` says so when the provision is no longer in the portfolio.
    """

    part: str
    provision: str
    sentence: str
    act: str


@dataclass(frozen=True)
class SlotWords:
    """A slot in which provisions match or clash, and what stands in it (may be empty)."""

    slot: Slot
    label: str
    value: str


@dataclass(frozen=True)
class MendText:
    """One way to mend: in one line, with wording to copy, who usually decides, and where here.

    ``short`` is the line beside its finding; ``name`` names the service or the text as well, for
    wherever it stands alone: in a plan, as an action.
    ``competent`` names the territory and the body that must decide this one. ``who`` says whether
    the reader's own territory can, and is ``None`` when no territory was given.
    """

    key: str
    kind: EditKind
    name: str
    short: str
    do: str
    usually: str
    competent: str
    effort: int
    effort_words: str
    who: Who | None
    who_words: str


@dataclass(frozen=True)
class FindingWords:
    """All that a page, a text or a report says about a finding.

    ``steps`` is the narrative. ``vanishes`` lists, one line each, what would make the finding
    vanish: any one of them is enough. ``reasons`` say why it is only possible. ``standing`` is
    empty where neither text could prevail over the other. ``hit`` and
    ``revealed`` have one phrase a group. ``opportunity`` marks what is no problem.
    """

    rule: str
    rule_title: str
    opportunity: bool
    title: str
    lead: str
    steps: tuple[str, ...]
    parts: tuple[PartWords, ...]
    matches: tuple[SlotWords, ...]
    clash: SlotWords | None
    hit: tuple[str, ...]
    revealed: tuple[str, ...]
    phases: tuple[str, ...]
    where: tuple[str, ...]
    when: str
    axis: str
    severity: str
    standing: str
    certainty: str
    reasons: tuple[str, ...]
    vanishes: tuple[str, ...]
    mends: tuple[MendText, ...]
    example: str
    limits: str
    indicators: tuple[Named, ...]
    sdg: tuple[Named, ...]
    language: str


def finding_words(
    finding: Finding,
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    language: str,
    *,
    at: str | None = None,
    names: Names | None = None,
) -> FindingWords:
    """The words of a finding in ``language``, or in English where that has none.

    ``at`` is the reader's territory: then each mend says whether it can be decided there.
    ``names`` spares the look-up of words when many findings of one portfolio are told. Provisions
    that have left the portfolio are told as such. Raises ``UnknownNameError`` for an unknown rule.
    """
    return _Teller(finding, names or names_of(portfolio, taxonomy, language), language).told(at)


def competent_for(territory: str, at: str, portfolio: Portfolio) -> Who:
    """Who decides in ``territory``, as seen from ``at``."""
    if territory == at:
        return Who.SELF
    if territory in _ancestors(at, portfolio):
        return Who.ASK_ABOVE
    return Who.ASK_BELOW if at in _ancestors(territory, portfolio) else Who.ASK_PARTNER


def _ancestors(territory: str, portfolio: Portfolio) -> Iterator[str]:
    seen = {territory}
    area = portfolio.areas.get(territory)
    while area is not None and area.parent is not None and area.parent not in seen:
        seen.add(area.parent)
        yield area.parent
        area = portfolio.areas.get(area.parent)


@dataclass(frozen=True)
class _Teller:
    """One finding being told."""

    finding: Finding
    names: Names
    language: str

    def told(self, at: str | None) -> FindingWords:
        """The whole."""
        finding, words = self.finding, self.names.words
        rule, text = rules()[finding.rule], rule_words(finding.rule, self.language)
        variant = self._variant(text)
        values = self._values()
        mends = tuple(self._mend(mend, text, values, at) for mend in finding.mends)
        reasons = dict.fromkeys((*finding.reasons, *rule.reasons.get(finding.variant, ())))
        possible = finding.certainty.value == "possible"
        return FindingWords(
            rule=finding.rule,
            rule_title=text.title,
            opportunity=rule.opportunity,
            title=self._say(variant.title, values),
            lead=self._say(variant.lead, values),
            steps=tuple(self._steps(variant, values)),
            parts=tuple(self._parts()),
            matches=tuple(self._slot(slot, values) for slot in finding.matches),
            clash=None if finding.clash is None else self._slot(finding.clash, values),
            hit=tuple(dict.fromkeys(group_words(group, self.names) for group in finding.hit)),
            revealed=tuple(
                dict.fromkeys(group_words(group, self.names) for group in finding.revealed)
            ),
            phases=tuple(self.names.phase(phase) for phase in finding.phases),
            where=tuple(self.names.territory(name) for name in finding.territories),
            when=self._when(finding.period),
            axis=vocabulary_words("axes", self.language)[finding.axis.value],
            severity=vocabulary_words("severities", self.language)[finding.severity.value],
            standing=self._standing(),
            certainty=words.word("certainty", finding.certainty.value),
            reasons=tuple(words.word("reason", code) for code in reasons) if possible else (),
            vanishes=tuple(mend.short for mend in mends),
            mends=mends,
            example=text.example,
            limits=text.limits,
            indicators=indicators_of(finding, self.language),
            sdg=targets_of(finding, self.language),
            language=words.language,
        )

    def _variant(self, text: RuleWords) -> VariantWords:
        """The words of the variant; of one without words, the rule and the sentences of its set."""
        own = text.variants.get(self.finding.variant)
        return own or VariantWords(text.title, text.what, ("{steps}",), "{part}")

    def _standing(self) -> str:
        """Which text prevails; nothing where the texts do not ask for different things."""
        standing = self.finding.standing
        opposed = len(self.finding.provisions) > 1 and self.finding.clash in _CAN_PREVAIL
        if standing is LegalStanding.NONE and not opposed:
            return ""
        return self.names.words.word("standing", standing.value)

    def _say(self, template: str, values: Mapping[str, str]) -> str:
        return sentence(fill(template, values, self.names.words.missing), self.names.words)

    def _provision(self, name: str) -> Provision | None:
        return self.names.portfolio.provisions.get(name)

    def _sentence(self, name: str) -> str:
        found = self._provision(name)
        if found is None:
            return self.names.words.missing["part"]
        return echo(found, self.names, source=True)

    def _parts(self) -> Iterator[PartWords]:
        for part, name in zip(self.finding.parts, self.finding.provisions, strict=False):
            found = self._provision(name)
            act = "" if found is None else self.names.act(found)
            yield PartWords(part, name, self._sentence(name), act)

    def _steps(self, variant: VariantWords, values: Mapping[str, str]) -> Iterator[str]:
        for line in variant.narrative:
            if line != "{steps}":
                yield self._say(line, values)
                continue
            if "rating" in placeholders(variant.step):
                for told in systemic_steps(self.finding, self.names, self.language):
                    yield self._say(variant.step, {**values, **told})
                continue
            # Each link of the chain, once; in a stray variant every provision is one.
            wanted = placeholders(variant.step) & PARTS
            for part, name in zip(self.finding.parts, self.finding.provisions, strict=False):
                if part in wanted or not wanted:
                    link = {part: self._sentence(name), "part": self._sentence(name)}
                    yield self._say(variant.step, {**values, **link})

    def _values(self) -> dict[str, str]:
        """What can be put into the templates; what is not known is left out."""
        finding, names = self.finding, self.names
        values: dict[str, str] = {}
        for part, name in zip(finding.parts, finding.provisions, strict=False):
            values.setdefault(part, self._sentence(name))
        for part in PARTS - values.keys():
            values[part] = names.words.missing["part"]
        found = [item for item in map(self._provision, finding.provisions) if item is not None]
        if found:
            values["action"] = names.action(found[0].action)
            values["bearer"] = names.organisation(found[0].bearer)
            values["policy"] = names.policy(found[0].policy)
            values["counterpart"] = names.policy(found[-1].policy)
        hit = finding.hit or tuple(item.group for item in found[:1])
        values["group"] = groups_words(hit, names)
        values["revealed"] = groups_words(finding.revealed or hit, names)
        values["territory"] = joined([names.territory(t) for t in finding.territories], names.words)
        values["amounts"] = self._amounts(found)
        values |= self._of_params(finding.params)
        return values

    def _amounts(self, found: list[Provision]) -> str:
        amounts = [amount_words(item.benefit, self.names) for item in found[:2] if item.benefit]
        if len(amounts) < 2 or not all(amounts):
            return ""
        return fill(self.names.words.forms["amounts"], {"first": amounts[0], "second": amounts[1]})

    def _of_params(self, params: Mapping[str, str]) -> dict[str, str]:
        """Ids in words; a parameter that no sentence uses is left out."""
        names, words = self.names, self.names.words
        speak = {
            "action": names.action,
            "prerequisite": lambda ids: joined([names.action(a) for a in ids.split()], words),
            "bearer": names.organisation,
            "organisation": names.organisation,
            "reporter": names.organisation,
            "authority": names.organisation,
            "goal": names.goal,
            "transition": names.transition,
            "dimension": names.dimension,
            "lower": names.territory,
            "upper": names.territory,
            "policy": names.policy,
            "counterpart": names.policy,
            "matrix": isolated,
            "barrier": lambda name: words.word("barrier", name),
            "means": lambda name: words.word("means", name),
            "support": lambda name: words.word("support", name),
            "reveals": lambda name: words.word("reveals", name),
            "count": isolated,
            "chain": lambda ids: joined([names.action(a) for a in ids.split()], words, "then"),
            "neighbours": lambda ids: joined([names.policy(p) for p in ids.split()], words),
            "over": self._act,
            "other": self._act,
        }
        return {key: speak[key](value) for key, value in params.items() if key in speak and value}

    def _act(self, name: str) -> str:
        """The act and article of a provision, or the title of an act."""
        found = self._provision(name)
        return self.names.policy(name) if found is None else self.names.act(found)

    def _slot(self, slot: Slot, values: Mapping[str, str]) -> SlotWords:
        words = self.names.words
        found = [item for item in map(self._provision, self.finding.provisions) if item is not None]
        key = _SLOT_VALUES.get(slot, "")
        value = values.get(key, "")
        if slot is Slot.MODALITY:
            said = dict.fromkeys(words.word("modality", item.modality.value) for item in found)
            value = words.forms["between-values"].join(said)
        elif slot is Slot.PREREQUISITE:
            value = value or values.get("chain", "")
        elif slot is Slot.PERIOD:
            value = self._when(self.finding.period)
        elif slot is Slot.TARGET:
            bodies = dict.fromkeys(item.target for item in found if item.target)
            value = joined([self.names.organisation(body) for body in bodies], words)
        elif slot is Slot.CHANNEL:
            value = joined([values[end] for end in ("lower", "upper") if end in values], words)
        return SlotWords(slot, words.word("slot", slot.value), value)

    def _when(self, period: Period) -> str:
        words = self.names.words
        start = "" if period.start is None else day_words(period.start, words)
        end = "" if period.end is None else day_words(last_day(period.end), words)
        if not start and not end:
            return words.forms["any-time"]
        return sentence(fill(words.forms["period"], {"from": start, "until": end}), words)

    def _mend(
        self, mend: Mend, text: RuleWords, values: Mapping[str, str], at: str | None
    ) -> MendText:
        words, names = self.names.words, self.names
        own = {**values, **self._of_params(mend.params)}
        own["other"] = own.get("over") or own.get("other") or words.missing["other"]
        subject = self._provision(mend.subject)
        own["subject"] = "" if subject is None else names.act(subject)
        said = text.mends.get(mend.key)
        kind = words.word("edit", mend.kind.value)
        policy = None if subject is None else names.portfolio.policies.get(subject.policy)
        decided = {
            "territory": names.territory(mend.territory) if mend.territory else "",
            "issuer": isolated(policy.issuer) if policy is not None else "",
        }
        decision = fill(words.competent, decided, words.missing)
        who = competent_for(mend.territory, at, names.portfolio) if at and mend.territory else None
        short = self._say(said.name if said else kind, own)
        return MendText(
            key=mend.key,
            kind=mend.kind,
            name=self._named(short, own),
            short=short,
            do=self._say(said.do, own) if said else sentence(f"{kind}.", words),
            usually=self._say(said.who, own) if said else "",
            competent=" ".join((sentence(decision, words), *self._against(mend))),
            effort=mend.effort,
            effort_words=words.word("effort", str(mend.effort)),
            who=who,
            who_words="" if who is None else words.word("who", who.value),
        )

    def _named(self, short: str, own: Mapping[str, str]) -> str:
        """A mend with what it is about: the text of one about a goal, else the service or place."""
        keys = ("subject", "policy") if "goal" in own else ("action", "policy", "lower")
        about = next((own[key] for key in keys if own.get(key)), "")
        values = {"mend": short, "about": sentence(about, self.names.words) if about else ""}
        return fill(self.names.words.forms["mend-of"], values)

    def _against(self, mend: Mend) -> tuple[str, ...]:
        """That a mend stands against a text of higher rank, if it does."""
        words = self.names.words
        other = self._provision(mend.params.get("against", ""))
        if other is None:
            return ()
        act = {"act": self.names.act(other)}
        return (sentence(fill(words.against, act, words.missing), words),)


_CAN_PREVAIL = frozenset({Slot.MODALITY, Slot.TARGET, Slot.PREREQUISITE, Slot.ACTION})
_SLOT_VALUES: Mapping[Slot, str] = {
    Slot.BEARER: "bearer",
    Slot.ACTION: "action",
    Slot.GROUP: "group",
    Slot.TERRITORY: "territory",
    Slot.REQUIREMENT: "barrier",
    Slot.PREREQUISITE: "prerequisite",
    Slot.MEANS: "means",
    Slot.BENEFIT: "amounts",
    Slot.GOAL: "goal",
}
