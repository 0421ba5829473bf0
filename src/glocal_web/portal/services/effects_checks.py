"""Keep effects checks, and change them so that two people at once lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from glocal.errors import UnknownNameError
from glocal.loading.library import linkages
from glocal.model.effects_check import CheckAnswer
from glocal_web.portal.models import EffectsCheck, EffectsCheckStatus, Person, Territory
from glocal_web.portal.permissions import Deed, NotVisibleError, access_to
from glocal_web.portal.selectors.check_reading import questions_of, wording_stamp
from glocal_web.portal.selectors.effects_checks import open_check
from glocal_web.portal.services.audit import record

FIELDS = ("title", "summary", "conclusion")
# The same new check sent again within this time is a double click.
MOMENT = timedelta(minutes=1)


@dataclass(frozen=True)
class CheckDraft:
    """What somebody wrote into the form of a check; an empty answer means none."""

    title: str
    summary: str = ""
    conclusion: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckChange:
    """What became of a change: the check as it stands, and whether it was refused as stale.

    ``changed`` names the fields that differ, ``answers`` and ``remarks`` the questions.
    """

    check: EffectsCheck
    changed: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_stale: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the draft says nothing new."""
        return not (self.changed or self.answers or self.remarks)


@transaction.atomic
def create_check(
    person: Person, territory: Territory, sector: str, draft: CheckDraft
) -> EffectsCheck:
    """A new check of a territory, with the answers that were given so far.

    A form that was sent twice, as by a double click, leads to the one check.
    """
    access_to(person, territory).require(Deed.PLAN)
    if sector not in linkages():
        raise UnknownNameError(f"There is no linkage of a sector {sector!r}.")
    twin = _just_begun(person, territory, sector, draft)
    if twin is not None:
        return twin
    check = EffectsCheck(territory=territory, sector=sector, created_by=person)
    _write(check, draft)
    _save(person, check)
    record(person, "effects-check.created", check, territory, sector=sector)
    return check


@transaction.atomic
def change_check(
    person: Person, key: int, version: int, draft: CheckDraft, *, close: bool = False
) -> CheckChange:
    """Write a draft to an open check, unless somebody else changed it since ``version``.

    ``close`` ends the check with it. A closed check takes no draft: it is refused as stale, and
    so is one that was closed meanwhile. A draft that changes nothing overwrites nothing, whatever
    its version; it is written only to close the check or to note a new wording of the questions.
    """
    check = _locked(person, key)
    change = _compared(check, draft)
    is_open = check.status == EffectsCheckStatus.OPEN
    if change.is_empty:
        if not is_open or not (close or check.wording != wording_stamp(check.sector)):
            return change
    elif check.version != version or not is_open:
        return CheckChange(check, change.changed, change.answers, change.remarks, is_stale=True)
    _write(check, draft)
    if close:
        check.status = EffectsCheckStatus.DONE
    check.version += 1
    _save(person, check)
    if not change.is_empty:
        record(
            person,
            "effects-check.changed",
            check,
            check.territory,
            answers=len(change.answers),
            changed=list(change.changed),
        )
    if close:
        record(person, "effects-check.closed", check, check.territory)
    return change


@transaction.atomic
def reopen_check(person: Person, key: int) -> EffectsCheck:
    """Open a closed check again; one that is open stays as it is."""
    check = _locked(person, key)
    if check.status == EffectsCheckStatus.DONE:
        check.status = EffectsCheckStatus.OPEN
        check.version += 1
        _save(person, check)
        record(person, "effects-check.reopened", check, check.territory)
    return check


@transaction.atomic
def remove_check(person: Person, key: int) -> Territory:
    """Take a check away, and say which territory kept it."""
    check = _locked(person, key, Deed.MANAGE)
    territory = check.territory
    record(person, "effects-check.removed", check, territory, sector=check.sector)
    check._history_user = person  # type: ignore[attr-defined]
    check.delete()
    return territory


def _just_begun(
    person: Person, territory: Territory, sector: str, draft: CheckDraft
) -> EffectsCheck | None:
    """The very same check, begun by the same person a moment ago and not touched since."""
    # Locked, so that of two requests at once the second finds what the first wrote.
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    rows = EffectsCheck.objects.filter(
        territory=territory,
        sector=sector,
        title=draft.title,
        summary=draft.summary,
        created_by=person,
        created_at__gte=timezone.now() - MOMENT,
        version=1,
    )
    return next((row for row in rows if row.answers == _with({}, draft.answers)), None)


def _locked(person: Person, key: int, deed: Deed = Deed.PLAN) -> EffectsCheck:
    """The check for somebody who may do this deed, read anew under the lock."""
    check, access = open_check(person, key)
    access.require(deed)
    try:
        check.refresh_from_db(from_queryset=EffectsCheck.objects.select_for_update(no_key=True))
    except EffectsCheck.DoesNotExist:
        # Somebody removed it while this request waited for the lock.
        raise NotVisibleError from None
    return check


def _compared(check: EffectsCheck, draft: CheckDraft) -> CheckChange:
    def differing(now: Mapping[str, str], then: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(key for key, value in then.items() if now.get(key, "") != value)

    return CheckChange(
        check,
        tuple(name for name in FIELDS if getattr(check, name) != getattr(draft, name)),
        differing(check.answers, draft.answers),
        differing(check.remarks, draft.remarks),
    )


def _write(check: EffectsCheck, draft: CheckDraft) -> None:
    keys = {question.key for question in questions_of(check.sector)}
    answers = set(CheckAnswer) | {""}
    if not keys.issuperset((*draft.answers, *draft.remarks)) or not answers.issuperset(
        draft.answers.values()
    ):
        raise ValueError("A check is answered by the keys of its questions, with yes, no, unknown.")
    for name in FIELDS:
        setattr(check, name, getattr(draft, name))
    # What was answered under an earlier wording stays: a key may come back.
    check.answers = _with(check.answers, draft.answers)
    check.remarks = _with(check.remarks, draft.remarks)
    check.wording = wording_stamp(check.sector)


def _with(now: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in {**now, **then}.items() if value}


def _save(person: Person, check: EffectsCheck) -> None:
    # The history keeps who changed it, also where no request is under way.
    check._history_user = person  # type: ignore[attr-defined]
    check.save()
