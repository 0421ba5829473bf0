"""Say a provision back in one sentence, and what else was recorded in some more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from glocal.model.provision import Benefit, Effect, Modality, Period, Provision, Range
from glocal.reports.group_words import group_words
from glocal.reports.names import Names
from glocal.text.sentences import (
    day_words,
    fill,
    isolated,
    joined,
    number_words,
    sentence,
)

ASKED = frozenset({Modality.ENTITLEMENT, Modality.PERMISSION})
"""What people may have to show something for; of the others it says nothing that none is asked."""


def echo(provision: Provision, names: Names, *, source: bool = False) -> str:
    """The sentence of a provision; with ``source`` it ends with the act and the article.

    What was not recorded is left out. Territory and period are those of the policy unless the
    provision has its own.
    """
    words = names.words
    territory = provision.territory or _policy_territory(provision, names)
    requirements = [
        words.word("requirement", item) for item in sorted(provision.requirements or ())
    ]
    values = {
        "where": _optional(
            words.echo["where"], {"territory": territory and names.territory(territory)}
        ),
        "head": _head(provision, names),
        **_time(effective_period(provision, names), names),
        "if": _optional(words.echo["if"], {"requirements": joined(requirements, words)}),
        "after": _optional(
            words.echo["after"],
            {"prerequisites": joined([names.action(a) for a in provision.prerequisites], words)},
        ),
        "source": fill(words.echo["source"], {"act": names.act(provision)}) if source else "",
    }
    return sentence(fill(words.echo["frame"], values), words)


def echo_details(provision: Provision, names: Names) -> tuple[str, ...]:
    """What else was recorded of a provision, one sentence each, in the order of the form."""
    return tuple(sentence(text, names.words) for text in _details(provision, names) if text)


def effective_period(provision: Provision, names: Names) -> Period:
    """When a provision holds: its own days, each falling back to those of its policy."""
    policy = names.portfolio.policies.get(provision.policy)
    own, whole = provision.period, policy.period if policy else Period()
    return Period(own.start or whole.start, own.end or whole.end)


def last_day(end: date) -> date:
    """The last day on which something holds that no longer holds on ``end``."""
    return end - timedelta(days=1) if end > date.min else end


def amount_words(benefit: Benefit, names: Names) -> str:
    """How much people get, and for how many months; empty when nothing is recorded."""
    words = names.words
    months = "" if benefit.months is None else number_words(benefit.months, words)
    amount = "" if benefit.amount is None else number_words(benefit.amount, words)
    value = isolated(" ".join(part for part in (amount, benefit.unit) if part))
    if not value:
        return fill(words.details["months-only"], {"months": months}) if months else ""
    return fill(words.details["amount"], {"value": value, "months": months})


def _head(provision: Provision, names: Names) -> str:
    words = names.words
    means = [words.word("means", item.value) for item in sorted(provision.gives)]
    values = {
        "bearer": provision.bearer and names.organisation(provision.bearer),
        "action": provision.action and names.action(provision.action),
        "group": group_words(provision.group, names),
        "target": names.organisation(provision.target) if provision.target else "",
        "means": joined(means, words),
        "barriers": joined(
            [words.word("barrier", item) for item in sorted(provision.lifts)], words
        ),
    }
    return fill(words.heads[provision.modality.value], values, words.missing)


def _time(period: Period, names: Names) -> dict[str, str]:
    words = names.words
    start = "" if period.start is None else day_words(period.start, words)
    end = "" if period.end is None else day_words(last_day(period.end), words)
    return {
        "from": _optional(words.echo["from"], {"date": start}),
        "until": _optional(words.echo["until"], {"date": end}),
    }


def _optional(template: str, values: dict[str, str]) -> str:
    return fill(f"[{template}]", values)


def _policy_territory(provision: Provision, names: Names) -> str:
    policy = names.portfolio.policies.get(provision.policy)
    return policy.territory if policy else ""


def _details(provision: Provision, names: Names) -> Iterator[str]:
    words, text = names.words, names.words.details
    if provision.modality in ASKED and not provision.requirements:
        unsaid = provision.requirements is None
        yield text["requirement-unsaid" if unsaid else "no-requirement"]
    means = [
        fill(
            text["mean"],
            {"name": words.word("means", key.value), "value": words.word("tri", value.value)},
        )
        for key, value in sorted(provision.means.items())
    ]
    yield _optional(text["means"], {"means": joined(means, words)})
    amount = amount_words(provision.benefit, names) if provision.benefit else ""
    yield _optional(text["benefit"], {"amount": amount})
    limits = [_range(name, item, names) for name, item in sorted(provision.conditions.items())]
    yield _optional(text["conditions"], {"conditions": joined(limits, words)})
    effects = [_effect(item, names) for item in provision.effects]
    yield _optional(text["effects"], {"effects": joined(effects, words)})
    claims = [
        fill(
            text["assumption"],
            {
                "goal": names.goal(item.goal),
                "support": words.word("support", item.support.value),
                "source": isolated(item.source),
            },
        )
        for item in provision.assumptions
    ]
    yield _optional(text["assumptions"], {"assumptions": joined(claims, words)})
    over = [_other(name, names) for name in provision.over]
    yield _optional(text["over"], {"over": joined(over, words)})
    yield _optional(text["ground"], {"ground": isolated(_unended(provision.ground))})
    phases = [names.phase(item) for item in provision.phases]
    yield _optional(text["phases"], {"phases": joined(phases, words)})
    yield fill(
        text["confidence"], {"confidence": words.word("confidence", provision.confidence.value)}
    )
    yield _optional(text["quote"], {"quote": isolated(_unended(provision.quote))})
    yield _optional(text["note"], {"note": isolated(_unended(provision.note))})


def _unended(text: str) -> str:
    """What somebody wrote without the full stop that the sentence around it has."""
    return text.strip().removesuffix(".").removesuffix("۔")


def _range(name: str, limits: Range, names: Names) -> str:
    text, words = names.words.details, names.words
    low = "" if limits.low is None else number_words(limits.low, words)
    high = "" if limits.high is None else number_words(limits.high, words)
    form = "between"
    if not high:
        form = "at-least"
    elif not low:
        form = "at-most"
    elif low == high:
        form = "exactly"
    values = {"name": names.condition(name), "low": low, "high": high}
    return fill(text[form], values)


def _effect(effect: Effect, names: Names) -> str:
    text = names.words.details
    strength = f"{effect.strength:+d}".replace("-", "−")
    told = fill(
        text["effect"],
        {
            "goal": names.goal(effect.goal),
            "strength": isolated(strength),
            "territory": names.territory(effect.territory) if effect.territory else "",
        },
    )
    return fill(text["offset"], {"effect": told}) if effect.offset else told


def _other(name: str, names: Names) -> str:
    other = names.portfolio.provisions.get(name)
    return isolated(name) if other is None else names.act(other)
