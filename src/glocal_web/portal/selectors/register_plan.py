"""What importing a file would change in a register: every change, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.provision_slots import provision_slots
from glocal.model.policy import Policy as PolicyValue
from glocal.model.provision import Provision as ProvisionValue
from glocal.model.taxonomy import Organisation
from glocal_web.portal.mappers.file_ids import FileIds
from glocal_web.portal.mappers.fits_taxonomy import fitting
from glocal_web.portal.mappers.register_reference import SEPARATOR, full_id, referred
from glocal_web.portal.mappers.register_values import differing_slots
from glocal_web.portal.models import (
    Channel,
    CoordinationAgreement,
    Policy,
    Provision,
    RegisterBody,
    Territory,
)
from glocal_web.portal.register_permissions import CHAIN, all_keys
from glocal_web.portal.selectors.register_bodies import channel_targets
from glocal_web.portal.selectors.register_files import RegisterFiles

ANY_BODY = "any-body"


@dataclass(frozen=True)
class Planned:
    """One row that an import writes: ``row`` is the present one, ``None`` for a new one.

    ``values`` are what it is to hold, ``changed`` the names of what differs.
    """

    key: str
    values: Mapping[str, Any]
    row: Any = None
    changed: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether there is no such row yet."""
        return self.row is None

    @property
    def is_needed(self) -> bool:
        """Whether anything is to be written."""
        return self.row is None or bool(self.changed)


@dataclass(frozen=True)
class RegisterPlan:
    """All that an import would write; what a file does not hold is left as it is.

    ``elsewhere`` are ids of the file that belong to other territories, ``unknown`` provisions whose
    words stand in additions to the taxonomy that no register here holds. ``names`` are what the
    rows of the file are called there, for showing references to them. ``interactions`` counts those
    that raters agreed on: they are left out, since a register takes them from matrices alone.
    """

    bodies: tuple[Planned, ...] = ()
    policies: tuple[Planned, ...] = ()
    provisions: tuple[Planned, ...] = ()
    channels: tuple[tuple[Territory, str], ...] = ()
    agreements: tuple[tuple[str, str, str], ...] = ()
    says_complete: bool = False
    elsewhere: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    interactions: int = 0
    unchanged: int = 0
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """How many rows are new."""
        rows = (*self.bodies, *self.policies, *self.provisions)
        return sum(one.is_new for one in rows) + len(self.channels) + len(self.agreements)

    @property
    def changed(self) -> int:
        """How many rows change."""
        rows = (*self.bodies, *self.policies, *self.provisions)
        return sum(not one.is_new for one in rows) + self.says_complete

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.changed)


def register_plan(files: RegisterFiles, loaded: LoadedPortfolio) -> RegisterPlan:
    """What importing ``loaded`` into the register of ``files`` would change."""
    return _Planner(files, loaded).plan()


class _Planner:
    """Compares a file with the rows of a register."""

    def __init__(self, files: RegisterFiles, loaded: LoadedPortfolio) -> None:
        self.territory, self.ids = files.territory, files.ids
        self.slug = files.territory.slug
        self.file, self.whole = loaded.own, loaded.portfolio
        self.taxonomy = files.own.taxonomy

    def plan(self) -> RegisterPlan:
        bodies = list(self._bodies())
        policies = list(self._policies())
        unknown: list[str] = []
        outside: list[str] = []
        provisions = list(self._provisions(unknown, outside))
        mine = {key for key, one in self.file.policies.items() if one.territory == self.slug}
        return RegisterPlan(
            bodies=_needed(bodies),
            policies=_needed(policies),
            provisions=_needed(provisions),
            channels=tuple(self._channels()),
            agreements=tuple(self._agreements()),
            says_complete=self.slug in self.file.channels_complete
            and not self.territory.channels_complete,
            elsewhere=tuple(
                sorted(
                    {*outside, *(one for one in self.file.policies if one not in mine)}
                    | {
                        one.id
                        for one in self.file.organisations.values()
                        if one.territory not in (None, self.slug)
                    }
                )
            ),
            unknown=tuple(unknown),
            interactions=len(self.file.interactions),
            unchanged=sum(not one.is_needed for one in (*bodies, *policies, *provisions)),
            titles={key: one.title for key, one in self.file.policies.items()},
        )

    # ------------------------------------------------------------ references
    def _body(self, in_file: str) -> str:
        body = self.whole.organisations.get(in_file)
        home = None if body is None else body.territory or self.slug
        return self._reference(in_file, home, self.ids.bodies)

    def _act(self, in_file: str) -> str:
        act = self.whole.policies.get(in_file)
        return self._reference(in_file, act.territory if act else None, self.ids.policies)

    def _part(self, in_file: str) -> str:
        part = self.whole.provisions.get(in_file)
        act = self.whole.policies.get(part.policy) if part else None
        return self._reference(in_file, act.territory if act else None, self.ids.provisions)

    def _reference(self, in_file: str, home: str | None, ids: FileIds) -> str:
        """How the register refers to what a file names: its own by the key, others by both.

        ``home`` is the territory whose register it belongs to, ``None`` for a kind of body.
        """
        if home in (None, self.slug):
            return in_file
        full = ids.everywhere(in_file)
        return full if full.startswith(f"{home}{SEPARATOR}") else full_id(str(home), in_file)

    # ------------------------------------------------------------ rows
    def _bodies(self) -> Iterator[Planned]:
        rows = {one.key: one for one in RegisterBody.objects.filter(territory=self.territory)}
        for one in self.file.organisations.values():
            if one.territory in (None, self.slug):
                yield _planned(one.id, self._body_values(one), rows.get(one.id))

    def _body_values(self, one: Organisation) -> dict[str, Any]:
        kind = self.taxonomy.organisations[self._kind(one)]
        same = kind.public == one.public
        return {
            "name": one.name,
            "kind": kind.id,
            "level": one.level.value if one.level else "",
            "public": None if same else one.public,
            "inherent": list(one.inherent),
        }

    def _kind(self, one: Organisation) -> str:
        """The kind of a body; in a file it may stand below another one, here it does not."""
        parent = one.parent or ANY_BODY
        while parent in self.whole.organisations:
            parent = self.whole.organisations[parent].parent or ANY_BODY
        return parent if parent in self.taxonomy.organisations else ANY_BODY

    def _policies(self) -> Iterator[Planned]:
        rows = {one.key: one for one in Policy.objects.filter(territory=self.territory)}
        for one in self.file.policies.values():
            if one.territory == self.slug:
                row = rows.get(one.id)
                values = self._policy_values(one)
                planned = _planned(one.id, values, row)
                if row is not None and values["ties"] == self._lasting_ties(row):
                    changed = tuple(name for name in planned.changed if name != "ties")
                    planned = replace(planned, changed=changed)
                yield planned

    def _lasting_ties(self, row: Policy) -> list[list[str]]:
        """The ties of a row without those to what is gone: no file can hold those."""
        known = self.ids.policies.to_file
        return [tie for tie in row.ties if referred(tie[1], self.slug) in known]

    def _policy_values(self, one: PolicyValue) -> dict[str, Any]:
        ties = [[how.value, self._act(other)] for how, other in one.ties]
        return {
            "title": one.title,
            "kind": one.kind.value,
            "number": one.number,
            "year": one.year,
            "issuer": one.issuer,
            "level": one.level.value,
            "status": one.status.value,
            "valid_from": one.period.start,
            "valid_until": one.period.end,
            "sectors": list(one.sectors),
            "responsible": self._body(one.responsible) if one.responsible else "",
            "ties": ties,
            "source": one.source,
        }

    def _provisions(self, unknown: list[str], outside: list[str]) -> Iterator[Planned]:
        rows = {
            one.key: one
            for one in Provision.objects.filter(territory=self.territory).select_related("policy")
        }
        known = self.taxonomy
        here = self._places()
        for one in self.file.provisions.values():
            policy = self.file.policies.get(one.policy)
            if policy is None or policy.territory != self.slug:
                continue
            if one.territory and one.territory not in here:
                outside.append(one.id)
                continue
            if fitting(one, known, self.whole.organisations, self.whole.areas) is None:
                unknown.append(one.id)
                continue
            row = rows.get(one.id)
            slots = self._slots(one)
            changed = differing_slots(self._lasting(row), slots) if row else ()
            if row is not None and row.policy.key != one.policy:
                changed = ("policy", *changed)
            yield Planned(one.id, {"policy": one.policy, "slots": slots}, row, tuple(changed))

    def _places(self) -> frozenset[str]:
        """The territories that its provisions may hold in: itself, and those that lie in it here.

        A file says by itself what lies in what; what counts is what the site knows of it.
        """
        named = {one.territory for one in self.file.provisions.values() if one.territory}
        rows = Territory.objects.filter(slug__in=named).values_list("slug", *CHAIN)
        return frozenset(slug for slug, *chain in rows if self.territory.pk in all_keys(chain))

    def _slots(self, one: ProvisionValue) -> dict[str, Any]:
        slots = provision_slots(one)
        slots.pop("id")
        slots["who"] = self._body(slots["who"])
        if "to" in slots:
            slots["to"] = self._body(slots["to"])
        if "over" in slots:
            slots["over"] = [self._part(other) for other in slots["over"]]
        if slots.get("territory") == self.slug:
            del slots["territory"]
        return slots

    def _lasting(self, row: Provision) -> dict[str, Any]:
        """The slots of a row without exceptions of what is gone, and without its own place."""
        known = self.ids.provisions.to_file
        slots = dict(row.slots)
        if slots.get("territory") == self.slug:
            del slots["territory"]
        over = [one for one in slots.pop("over", ()) if referred(one, self.slug) in known]
        return {**slots, "over": over} if over else slots

    def _channels(self) -> Iterator[tuple[Territory, str]]:
        there = set(
            Channel.objects.filter(territory=self.territory).values_list("target__slug", "by")
        )
        wanted = [(one.target, one.by) for one in self.file.channels if one.source == self.slug]
        targets = {one.slug: one for one in channel_targets(self.territory)} if wanted else {}
        for slug, by in dict.fromkeys(wanted):
            if (slug, by) not in there and slug in targets:
                yield targets[slug], by

    def _agreements(self) -> Iterator[tuple[str, str, str]]:
        there = set(
            CoordinationAgreement.objects.filter(territory=self.territory).values_list(
                "first", "second", "action"
            )
        )
        for one in self.file.coordination:
            first, second = sorted((self._body(one.first), self._body(one.second)))
            wanted = (first, second, one.action or "")
            if wanted not in there:
                yield wanted


def _planned(key: str, values: Mapping[str, Any], row: Any) -> Planned:
    changed = (
        tuple(name for name, value in values.items() if getattr(row, name) != value) if row else ()
    )
    return Planned(key, values, row, changed)


def _needed(rows: list[Planned]) -> tuple[Planned, ...]:
    return tuple(one for one in rows if one.is_needed)
