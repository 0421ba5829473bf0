"""Import a list of actions: read it, say what it would change, and change it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from glocal.errors import GlocalError, Problem
from glocal.io.action_list import read_actions
from glocal_web.portal.mappers.told_problems import TellsProblems
from glocal_web.portal.models import Action, Person, Territory
from glocal_web.portal.permissions import Deed, access_to
from glocal_web.portal.services.action_plan import ActionsPlan, actions_plan
from glocal_web.portal.services.actions import change_action, create_action


@dataclass(frozen=True)
class ReadActionFile(TellsProblems):
    """A file that was read. ``plan`` is ``None`` when nothing in it can be used.

    ``is_foreign``: it holds the actions of another territory, which would become new ones here;
    ``is_unknown``: it does not say whose they are.
    """

    plan: ActionsPlan | None = None
    is_foreign: bool = False
    is_unknown: bool = False


class StaleActionsError(Exception):
    """Something else would be changed than what was shown."""


def read_action_file(person: Person, territory: Territory, name: str, raw: bytes) -> ReadActionFile:
    """What importing a file would change in the actions of a territory; nothing is changed."""
    access_to(person, territory).require(Deed.PLAN)
    try:
        read = read_actions(raw, name)
    except GlocalError as error:
        return ReadActionFile(tuple(error.problems) or (Problem(name, 0, "", error.summary, ""),))
    plan = actions_plan(territory, read, name)
    origin = read.origin
    return ReadActionFile(
        plan.problems,
        tuple(read.form.told.notes),
        plan,
        is_foreign=origin is not None and origin.subject not in {"", territory.slug},
        is_unknown=origin is None,
    )


@transaction.atomic
def import_actions(
    person: Person,
    territory: Territory,
    name: str,
    raw: bytes,
    seen: str,
    taken: frozenset[str] = frozenset(),
) -> int:
    """Write what a file says, all of it in one transaction; the number of actions written.

    ``taken`` names the actions in conflict where the file was chosen, such as ``action-12``. What
    is wrong in the file is left out, what it does not hold stays, and a file that changes nothing
    leaves no trace. Raises ``StaleActionsError`` when it is not what was ``seen`` that would be
    changed.
    """
    access_to(person, territory).require(Deed.PLAN)
    # Nobody writes between the comparison and the writing, and no two files add the same action.
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    list(Action.objects.select_for_update(no_key=True).filter(territory=territory))
    plan = read_action_file(person, territory, name, raw).plan or ActionsPlan()
    if not plan.actions:
        return 0
    if plan.digest != seen:
        raise StaleActionsError
    written = 0
    for one in plan.actions:
        draft = one.draft(with_choices=one.name in taken)
        if one.action is not None:
            written += bool(change_action(person, one.action.pk, one.action.version, draft).changed)
        elif one.assessment is not None:
            create_action(person, territory, one.assessment, one.indicator, draft)
            written += 1
    return written
