"""What the public pages about the rules of the coherence check show; no rows are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glocal.errors import UnknownNameError
from glocal.loading.library import practice_text, practices
from glocal.loading.rules import rule_words, rules
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.rule import MendWords, Rule, RuleWords
from glocal_web.portal.mappers.finding_labels import Tag, certainty_words, effort_word, severity_tag
from glocal_web.portal.mappers.text_status import TextOrigin, page_language, text_origin
from glocal_web.portal.selectors.linkages import (
    IndicatorLink,
    ObjectiveLine,
    PracticeLink,
    indicator_links,
)

# Rules as a reader looks for them; what is in no group stands in the last.
GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Provisions that do not fit together"), ("C1", "C2", "C4", "C4b", "C9", "C14", "C15")),
    (_("People who are left out or put at risk"), ("C3", "C6", "C7", "C13")),
    (_("Levels and bodies that do not meet"), ("C5", "C8", "C10")),
    (_("What a policy knows and rests on"), ("C11", "C12")),
)
OPPORTUNITIES = _("Opportunities")
_SLOT = re.compile(r"\{[a-z]+\}")


@dataclass(frozen=True)
class RuleLine:
    """A rule in the list."""

    code: str
    title: str
    short: str
    what: str
    lang: str
    is_restricted: bool


@dataclass(frozen=True)
class RuleGroup:
    """Some rules under one heading."""

    title: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True)
class VariantLine:
    """One form in which the rule occurs, with its weight and how sure it is at best."""

    title: str
    severity: Tag
    certainty: str


@dataclass(frozen=True)
class MendLine:
    """One way to mend it."""

    words: MendWords
    effort: str


@dataclass(frozen=True)
class TargetWords:
    """An SDG target with its short title."""

    target: str
    title: str


@dataclass(frozen=True)
class RulePage:
    """Everything that is written about one rule."""

    rule: Rule
    words: RuleWords
    origin: TextOrigin
    variants: tuple[VariantLine, ...]
    mends: tuple[MendLine, ...]
    indicators: tuple[IndicatorLink, ...]
    practices: tuple[PracticeLink, ...]
    sdg: tuple[TargetWords, ...]
    gcm: tuple[ObjectiveLine, ...]
    previous: RuleLine | None
    next: RuleLine | None


def rule_groups() -> tuple[RuleGroup, ...]:
    """Every rule, under the headings by which readers look for them."""
    known = rules()
    grouped = {code for _title, codes in GROUPS for code in codes}
    chances = tuple(code for code, one in known.items() if one.opportunity)
    rest = tuple(code for code in known if code not in grouped and code not in chances)
    found = (
        RuleGroup(str(title), tuple(rule_line(code) for code in codes if code in known))
        for title, codes in (*GROUPS, (_("Further rules"), rest), (OPPORTUNITIES, chances))
    )
    return tuple(group for group in found if group.lines)


def rule_page(code: str) -> RulePage:
    """One rule. Raises ``UnknownNameError`` when there is none of this code."""
    known = rules()
    if code not in known:
        raise UnknownNameError(f"There is no rule {code!r}.")
    rule, words = known[code], rule_words(code, page_language())
    order = tuple(known)
    place = order.index(code)
    targets = vocabulary_words("sdg-targets", page_language())
    objectives = vocabulary_words("gcm-objectives", page_language())
    return RulePage(
        rule=rule,
        words=words,
        origin=text_origin(words.provenance),
        variants=tuple(
            VariantLine(
                without_slots(words.variants[name].title),
                severity_tag(rule.severity[name]),
                certainty_words(rule.certainty[name]),
            )
            for name in rule.variants
        ),
        mends=tuple(
            MendLine(
                replace(words.mends[key], name=without_slots(words.mends[key].name)),
                effort_word(mend.effort),
            )
            for key, mend in rule.mends.items()
        ),
        indicators=indicator_links(rule.indicators),
        practices=practice_links(rule.practices),
        sdg=tuple(TargetWords(one, targets.get(one, "")) for one in rule.sdg),
        gcm=tuple(ObjectiveLine(one, objectives.get(str(one), "")) for one in rule.gcm),
        previous=rule_line(order[place - 1]) if place else None,
        next=rule_line(order[place + 1]) if place + 1 < len(order) else None,
    )


def rules_of_indicator(code: str) -> tuple[RuleLine, ...]:
    """The rules whose findings touch an indicator of the main framework."""
    return tuple(rule_line(one.code) for one in rules().values() if code in one.indicators)


def rule_line(code: str) -> RuleLine:
    """A rule in words."""
    words = rule_words(code, page_language())
    return RuleLine(
        code,
        words.title,
        words.short,
        words.what,
        text_origin(words.provenance).lang,
        rules()[code].restricted,
    )


def practice_links(ids: tuple[str, ...]) -> tuple[PracticeLink, ...]:
    """Practices of the library as links, in the order given."""
    found = []
    for key in ids:
        practice, text = practices()[key], practice_text(key, page_language())
        places = tuple(dict.fromkeys(place.name for place in practice.places))
        found.append(PracticeLink(key, text.title, places, text_origin(text.provenance).lang))
    return tuple(found)


def without_slots(text: str) -> str:
    """A sentence of a rule with an ellipsis where a finding has its own words."""
    return _SLOT.sub("…", text)
