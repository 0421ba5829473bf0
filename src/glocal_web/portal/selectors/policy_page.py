"""One policy of a register: its header, its provisions said back, its versions, its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from glocal_web.portal.mappers.echo_words import Echoes
from glocal_web.portal.mappers.periods import HasPeriod, State, state_of
from glocal_web.portal.mappers.policy_words import identity_text, tie_word
from glocal_web.portal.mappers.register_reference import full_id, referred
from glocal_web.portal.mappers.register_words import RegisterNames, listed
from glocal_web.portal.models import Policy, Provision, Territory
from glocal_web.portal.models.policy import PolicyStatusChoice
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.register_permissions import RegisterAccess
from glocal_web.portal.selectors.findings_touching import Touching, findings_on_policy
from glocal_web.portal.selectors.register_history import HistoryLine, policy_history
from glocal_web.portal.selectors.register_names import places_of, register_names
from glocal_web.portal.selectors.register_rows import open_policy
from glocal_web.portal.selectors.register_scope import RegisterScope, inherited_scope


@dataclass(frozen=True)
class TieLine:
    """How this act refers to another, or the other to it; ``key`` is 0 where there is no page."""

    how: str
    title: str
    key: int
    is_from_other: bool = False


@dataclass(frozen=True)
class ProvisionLine:
    """One provision on the page of its policy, said back in a sentence."""

    provision: Provision
    modality: str
    sentence: str
    article: str
    quote: str
    state: State
    is_sure: bool


@dataclass(frozen=True)
class Moment:
    """A day on which something of a policy begins or ends."""

    day: date
    begins: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True)
class PolicyPage:
    """A policy as of ``day``; ``on`` is that day where the address asks for one."""

    policy: Policy
    access: RegisterAccess
    day: date
    on: date | None
    identity: str
    state: State
    responsible: str
    sectors: tuple[str, ...]
    ties: tuple[TieLine, ...]
    provisions: tuple[ProvisionLine, ...]
    moments: tuple[Moment, ...]
    history: tuple[HistoryLine, ...]
    findings: Touching | None

    @property
    def territory(self) -> Territory:
        """The territory that keeps it."""
        return self.policy.territory

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may change it."""
        return self.access.may(Deed.PLAN)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may remove it."""
        return self.access.may(Deed.MANAGE)

    @property
    def holds(self) -> bool:
        """Whether it is in force on the day."""
        return self.policy.status == PolicyStatusChoice.IN_FORCE and self.state is State.NOW

    @property
    def source_is_link(self) -> bool:
        """Whether the source can be followed."""
        return self.policy.source.startswith(("https://", "http://"))

    def now(self) -> tuple[ProvisionLine, ...]:
        """The provisions that hold on the day."""
        return tuple(one for one in self.provisions if one.state is State.NOW)

    def others(self) -> tuple[ProvisionLine, ...]:
        """Those that hold later, and those that have ended."""
        return tuple(one for one in self.provisions if one.state is not State.NOW)


def policy_page(visitor: Visitor, key: int, on: date | None, today: date) -> PolicyPage:
    """A policy, to read: a fixed number of queries, whatever it holds."""
    policy, access = open_policy(visitor, key)
    scope = inherited_scope(policy.territory)
    day = on or today
    rows = list(policy.provisions.order_by("position", "pk"))
    for row in rows:
        row.policy = policy
    places = {place for row in rows for place in places_of(row.slots)}
    names = register_names(scope, drafts=not access.inherits, named=(), places=places)
    echoes = Echoes(names, [policy])
    return PolicyPage(
        policy=policy,
        access=access,
        day=day,
        on=on,
        identity=identity_text(policy.kind, policy.number, policy.year),
        state=state_of(policy, day),
        responsible=names.body(policy.responsible) if policy.responsible else "",
        sectors=tuple(listed("sectors", sector) for sector in policy.sectors),
        ties=tuple(tie for tie in _ties(policy, scope, names) if tie.key or not access.inherits),
        provisions=tuple(_provision_line(row, echoes, day) for row in rows),
        moments=_moments(policy, rows),
        # Who works for another territory is told to its own people only.
        history=() if access.inherits else policy_history(policy),
        findings=None if access.inherits else findings_on_policy(access, policy),
    )


def _provision_line(row: Provision, echoes: Echoes, day: date) -> ProvisionLine:
    return ProvisionLine(
        provision=row,
        modality=str(ModalityChoice(row.modality).label),
        sentence=echoes.sentence(row),
        article=str(row.slots.get("article", "")),
        quote=str(row.slots.get("quote", "")),
        state=state_of(row, day),
        is_sure=row.slots.get("sure", "sure") == "sure",
    )


def _ties(policy: Policy, scope: RegisterScope, names: RegisterNames) -> Iterator[TieLine]:
    """What the act refers to, and what of its own register refers to it."""
    slugs = {key: one.slug for key, one in scope.territories.items()}
    rows = Policy.objects.filter(territory__in=scope.inherited).only(
        "territory_id", "key", "title", "ties"
    )
    # Only what the reader may see has a name.
    visible = {
        full: row
        for row in rows
        if (full := full_id(slugs[row.territory_id], row.key)) in names.policies
    }
    for how, other in policy.ties:
        found = visible.get(referred(other, slugs[scope.own]))
        yield TieLine(tie_word(how), found.title if found else other, found.pk if found else 0)
    itself = full_id(slugs[scope.own], policy.key)
    for row in visible.values():
        for how, other in row.ties:
            if referred(other, slugs[row.territory_id]) == itself and row.pk != policy.pk:
                yield TieLine(tie_word(how), row.title, row.pk, is_from_other=True)


def _moments(policy: Policy, rows: Iterable[Provision]) -> tuple[Moment, ...]:
    """The days on which something changes, in order; none where nothing ever does."""
    begins: dict[date, list[str]] = {}
    ends: dict[date, list[str]] = {}
    named: list[tuple[HasPeriod, str]] = [(policy, ""), *((row, _short(row)) for row in rows)]
    for row, name in named:
        if row.valid_from is not None:
            begins.setdefault(row.valid_from, []).append(name)
        if row.valid_until is not None:
            ends.setdefault(row.valid_until, []).append(name)
    return tuple(
        Moment(day, tuple(begins.get(day, ())), tuple(ends.get(day, ())))
        for day in sorted({*begins, *ends})
    )


def _short(row: Provision) -> str:
    return str(row.slots.get("article") or row.key)
