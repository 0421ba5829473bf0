"""Import a file into a register: read it, say what it would change, and change it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction

from glocal.errors import PortfolioError, Problem
from glocal.io.portfolio_xlsx_read import portfolio_of_xlsx
from glocal.loading.portfolio import LoadedPortfolio, portfolio_of_bytes
from glocal.loading.taxonomy import taxonomy
from glocal_web.portal.mappers.told_problems import TellsProblems
from glocal_web.portal.models import (
    Channel,
    CoordinationAgreement,
    Person,
    Policy,
    Provision,
    RegisterBody,
    Territory,
)
from glocal_web.portal.permissions import Deed
from glocal_web.portal.register_permissions import access_to_register
from glocal_web.portal.selectors.register_files import register_files
from glocal_web.portal.selectors.register_plan import Planned, RegisterPlan, register_plan
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.policies import save_policy
from glocal_web.portal.services.provisions import add_provision, save_provision, write_slots
from glocal_web.portal.services.registers import lock_register, raise_version

SPREADSHEETS = (".xlsx",)
# Somebody waits for the preview, and once more for the writing; a register has some hundreds.
MOST_ENTRIES = 3000


@dataclass(frozen=True)
class ReadFile(TellsProblems):
    """A file that was read: what it would change, what is wrong in it, what was left out.

    ``plan`` is ``None`` when nothing in it can be used.
    """

    plan: RegisterPlan | None = None


def read_file(person: Person, territory: Territory, name: str, raw: bytes) -> ReadFile:
    """What importing a file would change in the register; nothing is changed."""
    access_to_register(person, territory).require(Deed.MANAGE)
    files = register_files(territory)
    try:
        loaded = _loaded(name, raw, files.pack_bytes())
    except PortfolioError as error:
        problems = tuple(error.problems) or (Problem(name, 0, "", error.summary, ""),)
        return ReadFile(problems)
    plan = register_plan(files, loaded)
    return ReadFile(loaded.problems, loaded.notes, plan)


class StaleImportError(Exception):
    """The register was changed since the changes were shown."""


@transaction.atomic
def import_file(
    person: Person, territory: Territory, name: str, raw: bytes, seen_version: int
) -> RegisterPlan:
    """Write what a file says to the register, all of it in one transaction; say what was written.

    What is wrong in the file is left out, and what the file does not hold stays as it is. A file
    that changes nothing leaves no trace, so that sending it twice is harmless.

    Raises ``StaleImportError`` when the register has changed since ``seen_version``.
    """
    access_to_register(person, territory).require(Deed.MANAGE)
    lock_register(territory)
    territory.refresh_from_db()
    plan = read_file(person, territory, name, raw).plan or RegisterPlan()
    if plan.is_empty:
        return plan
    if territory.register_version != seen_version:
        raise StaleImportError
    write_plan(person, territory, plan)
    record(person, "register.imported", territory, territory, new=plan.new, changed=plan.changed)
    return plan


def write_plan(person: Person, territory: Territory, plan: RegisterPlan) -> None:
    """Write what a plan says to the register; whoever calls has asked whether that is allowed."""
    for body in plan.bodies:
        _write_body(person, territory, body)
    for policy in plan.policies:
        _write_policy(person, territory, policy)
    policies = {one.key: one for one in Policy.objects.filter(territory=territory)}
    for provision in plan.provisions:
        _write_provision(person, policies[provision.values["policy"]], provision)
    for target, by in plan.channels:
        Channel.objects.get_or_create(territory=territory, target=target, by=by)
    for first, second, action in plan.agreements:
        CoordinationAgreement.objects.get_or_create(
            territory=territory, first=first, second=second, action=action
        )
    if plan.says_complete:
        Territory.objects.filter(pk=territory.pk).update(channels_complete=True)
    raise_version(territory)


def _loaded(name: str, raw: bytes, packs: dict[str, bytes]) -> LoadedPortfolio:
    read = (
        portfolio_of_xlsx
        if PurePosixPath(name).suffix.lower() in SPREADSHEETS
        else (portfolio_of_bytes)
    )
    return read(raw, name, taxonomy(), packs=packs, keep_valid=True, most=MOST_ENTRIES)


def _write_body(person: Person, territory: Territory, planned: Planned) -> None:
    body: Any = planned.row or RegisterBody(territory=territory, key=planned.key, version=0)
    for name, value in planned.values.items():
        setattr(body, name, value)
    body.version += 1
    body._history_user = person
    body.save()


def _write_policy(person: Person, territory: Territory, planned: Planned) -> None:
    policy = planned.row or Policy(
        territory=territory, key=planned.key, version=0, created_by=person
    )
    for name, value in planned.values.items():
        setattr(policy, name, value)
    policy.version += 1
    save_policy(person, policy)


def _write_provision(person: Person, policy: Policy, planned: Planned) -> None:
    provision: Provision | None = planned.row
    if provision is None:
        add_provision(person, policy, planned.values["slots"], key=planned.key)
        return
    provision.policy = policy
    write_slots(provision, planned.values["slots"])
    provision.version += 1
    save_provision(person, provision)
