"""The register of a territory: its own policies and those it inherits, found and filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from glocal.loading.vocabulary import vocabulary_ids
from glocal.text.folding import fold
from glocal_web.portal.mappers.periods import State, read_day, state_of
from glocal_web.portal.mappers.policy_words import identity_text
from glocal_web.portal.mappers.register_words import listed
from glocal_web.portal.models import Policy, Provision, Territory
from glocal_web.portal.models.policy import PolicyLevelChoice, PolicyStatusChoice
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.register_permissions import RegisterAccess
from glocal_web.portal.selectors.register_rows import open_register
from glocal_web.portal.selectors.register_scope import (
    NotAgreed,
    RegisterScope,
    inherited_scope,
    not_agreed,
)
from glocal_web.portal.selectors.register_search import PolicyReason, found_policies

LONGEST_QUERY = 200
ON_A_PAGE = 25
FACETS = ("keeper", "level", "sector", "modality")


@dataclass(frozen=True)
class Option:
    """One value of a filter, with how many policies it would leave, and whether it is chosen."""

    value: str
    word: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter."""

    key: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option | None:
        """The option in force, ``None`` when this filter lets everything through."""
        return next((option for option in self.options if option.chosen), None)


@dataclass(frozen=True)
class Chip:
    """A filter in force in words, and the address of the page without it."""

    label: str
    word: str
    without: str


@dataclass(frozen=True)
class PolicyLine:
    """One policy in the list; ``keeper`` is set where another territory keeps it."""

    policy: Policy
    identity: str
    keeper: Territory | None
    state: State
    sectors: tuple[str, ...]
    provisions: int
    reasons: tuple[PolicyReason, ...]


@dataclass(frozen=True)
class RegisterPage:
    """The register of a territory as a list; ``asked`` is what the address asks for, cleaned.

    ``missing`` is what stands above the territory without having agreed to it.
    """

    territory: Territory
    access: RegisterAccess
    query: str
    on: date | None
    page: Page[Any]
    lines: tuple[PolicyLine, ...]
    found: int
    own: int
    total: int
    facets: tuple[Facet, ...]
    asked: Mapping[str, str]
    missing: NotAgreed | None

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may enter and change policies."""
        return self.access.may(Deed.PLAN)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may import."""
        return self.access.may(Deed.MANAGE)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter besides the words is in force."""
        return any(key != "q" for key in self.asked)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The filters in force, each with the address without it."""

        def without(key: str) -> str:
            return f"?{urlencode({one: value for one, value in self.asked.items() if one != key})}"

        chosen = [
            Chip(facet.label, facet.chosen.word, without(facet.key))
            for facet in self.facets
            if facet.chosen is not None
        ]
        if self.on is not None:
            chosen.append(Chip(_("In force on"), self.asked["on"], without("on")))
        return tuple(chosen)


@dataclass(frozen=True)
class _Entry:
    """A policy with its provisions that hold on the day asked for."""

    policy: Policy
    provisions: tuple[Provision, ...]
    reasons: tuple[PolicyReason, ...] = ()


def register_page(
    visitor: Visitor, slug: str, asked: Mapping[str, str], today: date
) -> RegisterPage:
    """The policies of a register that the words and filters of an address ask for.

    Values that no filter knows are left out, so that an old or a broken address still shows
    something. Found by words, the best match comes first; otherwise its own come first, then those
    of the territories above, each by title.
    """
    territory, access = open_register(visitor, slug)
    scope = inherited_scope(territory)
    query = " ".join(asked.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    on = read_day(asked.get("on", ""))
    policies, provisions = _rows(scope, drafts=not access.inherits)
    entries = _entries(policies, provisions, on)
    total = len(entries)
    own = sum(one.policy.territory_id == territory.pk for one in entries)
    if query:
        entries = _searched(entries, query, scope)
    chosen = {key: value for key in FACETS if (value := _valid(key, asked.get(key, ""), scope))}
    found = [one for one in entries if _fits(one, chosen, scope)]
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page"))
    in_address = {
        **({"q": query} if query else {}),
        **({"on": on.isoformat()} if on else {}),
        **chosen,
    }
    return RegisterPage(
        territory=territory,
        access=access,
        query=query,
        on=on,
        page=page,
        lines=tuple(_line(one, scope, on or today) for one in page.object_list),
        found=len(found),
        own=own,
        total=total,
        facets=tuple(_facet(key, entries, chosen, scope) for key in FACETS),
        asked=in_address,
        # What is asked of the levels above is told to the territory's own people only.
        missing=None if access.inherits else not_agreed(scope),
    )


def _rows(scope: RegisterScope, *, drafts: bool) -> tuple[list[Policy], list[Provision]]:
    order = {key: place for place, key in enumerate(scope.inherited)}
    policies = [
        row
        for row in Policy.objects.filter(territory__in=scope.inherited)
        if row.status != PolicyStatusChoice.DRAFT or (drafts and row.territory_id == scope.own)
    ]
    policies.sort(key=lambda row: (order[row.territory_id], fold(row.title), row.pk))
    provisions = Provision.objects.filter(territory__in=scope.inherited).order_by("position", "pk")
    return policies, list(provisions)


def _entries(
    policies: Iterable[Policy], provisions: Iterable[Provision], on: date | None
) -> list[_Entry]:
    """The policies, or those in force on a day, with their provisions that hold then."""
    of_policy: dict[int, list[Provision]] = {}
    for row in provisions:
        if on is None or state_of(row, on) is State.NOW:
            of_policy.setdefault(row.policy_id, []).append(row)
    return [
        _Entry(row, tuple(of_policy.get(row.pk, ())))
        for row in policies
        if on is None
        or (row.status == PolicyStatusChoice.IN_FORCE and state_of(row, on) is State.NOW)
    ]


def _searched(entries: Iterable[_Entry], query: str, scope: RegisterScope) -> list[_Entry]:
    """The entries that hold the words, best first, each with why it was found."""
    known = {one.policy.pk: one for one in entries}
    rows = [(one.policy, one.provisions) for one in known.values()]
    found = found_policies(rows, query, scope)
    return [_Entry(known[key].policy, known[key].provisions, reasons) for key, reasons in found]


def _values(one: _Entry, key: str, scope: RegisterScope) -> frozenset[str]:
    if key == "keeper":
        return frozenset({scope.territories[one.policy.territory_id].slug})
    if key == "level":
        return frozenset({one.policy.level})
    if key == "sector":
        return frozenset(one.policy.sectors)
    return frozenset(row.modality for row in one.provisions)


def _words(key: str, scope: RegisterScope) -> dict[str, str]:
    """Every value of a filter with its word, in the order in which they are offered."""
    if key == "keeper":
        rows = [scope.territories[one] for one in scope.inherited]
        return {row.slug: row.name for row in rows}
    if key == "level":
        return {value: str(label) for value, label in PolicyLevelChoice.choices}
    if key == "sector":
        return {one: listed("sectors", one) for one in vocabulary_ids("sectors")}
    return {value: str(label) for value, label in ModalityChoice.choices}


def _valid(key: str, value: str, scope: RegisterScope) -> str:
    return value if value in _words(key, scope) else ""


def _fits(one: _Entry, chosen: Mapping[str, str], scope: RegisterScope) -> bool:
    return all(value in _values(one, key, scope) for key, value in chosen.items())


def _facet(
    key: str, entries: Iterable[_Entry], chosen: Mapping[str, str], scope: RegisterScope
) -> Facet:
    """A filter with the counts that choosing each of its values would give."""
    others = {other: value for other, value in chosen.items() if other != key}
    counts = Counter(
        value for one in entries if _fits(one, others, scope) for value in _values(one, key, scope)
    )
    here = chosen.get(key, "")
    options = tuple(
        Option(value, word, counts[value], value == here)
        for value, word in _words(key, scope).items()
        if counts[value] or value == here
    )
    return Facet(key, _labels()[key], options)


def _labels() -> dict[str, str]:
    return {
        "keeper": _("Kept by"),
        "level": _("Level of government"),
        "sector": _("Sector"),
        "modality": _("What a provision does"),
    }


def _line(one: _Entry, scope: RegisterScope, day: date) -> PolicyLine:
    policy = one.policy
    is_own = policy.territory_id == scope.own
    return PolicyLine(
        policy=policy,
        identity=identity_text(policy.kind, policy.number, policy.year),
        keeper=None if is_own else scope.territories[policy.territory_id],
        state=state_of(policy, day),
        sectors=tuple(listed("sectors", sector) for sector in policy.sectors),
        provisions=len(one.provisions),
        reasons=one.reasons,
    )
