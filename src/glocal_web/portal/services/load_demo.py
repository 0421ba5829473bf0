"""Load the worked example, or put it back as it was shipped."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from glocal.errors import GlocalError
from glocal_web.portal.mappers.snapshot import fingerprint
from glocal_web.portal.models import (
    Action,
    Assessment,
    Channel,
    CoherenceState,
    CoordinationAgreement,
    DataFile,
    EffectsCheck,
    Evidence,
    FindingRecord,
    Invitation,
    Matrix,
    Participant,
    Person,
    Policy,
    Provision,
    RegisterBody,
    Response,
    Role,
    Territory,
)
from glocal_web.portal.selectors.publications import draft_snapshot
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.demo_checks import check_demo
from glocal_web.portal.services.demo_files import DemoFiles, shipped_demo
from glocal_web.portal.services.demo_findings import write_findings_work
from glocal_web.portal.services.demo_interactions import write_interactions
from glocal_web.portal.services.demo_plans import write_actions, write_effects_checks
from glocal_web.portal.services.demo_registers import write_registers
from glocal_web.portal.services.demo_rows import DemoRows, moment
from glocal_web.portal.services.publishing import publish

DATA_FILE = "demo"
KEYS_A_STATEMENT = 10_000


class DemoOutcome(StrEnum):
    """What a load did."""

    LOADED = "loaded"
    RESET = "reset"
    UNCHANGED = "unchanged"
    OLDER = "older"


@dataclass(frozen=True)
class LoadedDemo:
    """What a load did, and how much of the example is there now."""

    outcome: DemoOutcome
    territories: int
    assessments: int
    responses: int


@transaction.atomic
def load_demo(files: DemoFiles | None = None, reset: bool = False) -> LoadedDemo:
    """Write the example unless it is there; with ``reset``, replace what people made of it.

    All or nothing. An example of another version that is there already is left alone
    (``OLDER``), since people may have worked in it. The accounts get the password of the example
    on an example site only; anywhere else nobody can sign in with them.

    Called when the site is set up, never by a person's request: there is no permission to check.

    Raises ``KnowledgeError`` when the files have mistakes, ``GlocalError`` when accounts with a
    published password would get among those of real people.
    """
    files = files or shipped_demo()
    loaded = DataFile.objects.filter(name=DATA_FILE).first()
    if loaded is not None and not reset:
        same = loaded.sha256 == files.digest
        return _counted(DemoOutcome.UNCHANGED if same else DemoOutcome.OLDER)
    if loaded is None and settings.GLOCAL_EXAMPLE_SITE and Person.objects.exists():
        raise GlocalError(
            "This site has people of its own, and the passwords of the example are public. "
            "Choose another data folder for the example."
        )
    names = check_demo(files)
    if loaded is not None:
        _clear(files)
    rows = DemoRows(names)
    rows.write(files.people.value["password"] if settings.GLOCAL_EXAMPLE_SITE else None)
    write_actions(rows, files.actions.value["actions"])
    write_effects_checks(rows, files.effects_checks.value["checks"])
    write_registers(rows, files.registers)
    for file in files.interactions:
        write_interactions(rows, file)
    write_findings_work(rows, files.findings.value["findings"])
    _publish(rows)
    DataFile.objects.update_or_create(
        name=DATA_FILE, defaults={"sha256": files.digest, "loaded_at": timezone.now()}
    )
    outcome = DemoOutcome.LOADED if loaded is None else DemoOutcome.RESET
    counted = _counted(outcome)
    first = next(iter(rows.territories.values()))
    record(None, f"example.{outcome.value}", first, first, responses=counted.responses)
    return counted


def accounts_are_open() -> bool:
    """Whether anybody who reads the published password could sign in here."""
    people = Person.objects.filter(is_active=True, email__in=_addresses(shipped_demo()))
    return any(person.has_usable_password() for person in people)


def _addresses(files: DemoFiles) -> list[str]:
    return [entry["email"] for entry in files.people.value["people"]]


def _publish(rows: DemoRows) -> None:
    for key, entry in rows.names.assessments.items():
        if "published" in entry:
            copy, *_ = draft_snapshot(rows.assessments[key], with_rationales=True)
            published = entry["published"]
            outcome = publish(
                rows.people[published["by"]],
                rows.assessments[key].pk,
                with_rationales=True,
                seen=fingerprint(copy),
            )
            if outcome.publication is not None:
                outcome.publication.published_at = moment(published["date"])
                outcome.publication.save(update_fields=["published_at"])


def _clear(files: DemoFiles) -> None:
    """Take out what happened in the example; its territories and people stay, to be rewritten.

    They stay because others may point to them: a territory that somebody created below one of
    them, a role that somebody was given. The audit log stays for good.
    """
    territories = Territory.objects.filter(is_example=True)
    example = {"territory__in": territories}
    participants = list(
        Participant.objects.filter(assessment__territory__in=territories).values_list(
            "pk", flat=True
        )
    )
    responses = Response.objects.filter(participant__assessment__territory__in=territories)
    files_stored = Evidence.objects.filter(response__in=responses).exclude(file="")
    for row in files_stored:
        # Only after the commit: a reset that fails must not have lost a file.
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
    FindingRecord.objects.filter(**example).delete()
    CoherenceState.objects.filter(**example).delete()
    for kept in (Provision, Policy, RegisterBody, Channel, CoordinationAgreement):
        kept.objects.filter(**example).delete()
    territories.update(
        register_version=F("register_version") + 1, channels_complete=False, uses_ratings=False
    )
    Action.objects.filter(**example).delete()
    EffectsCheck.objects.filter(**example).delete()
    Assessment.objects.filter(**example).delete()
    Invitation.objects.filter(**example).delete()
    Matrix.objects.filter(**example).delete()
    # Last, since deleting a row writes to its history; many participants, so in slices.
    for start in range(0, len(participants), KEYS_A_STATEMENT):
        part = participants[start : start + KEYS_A_STATEMENT]
        Response.history.filter(participant_id__in=part).delete()
    for model in (Action, EffectsCheck, Policy, Provision, RegisterBody):
        model.history.filter(territory_id__in=territories.values("pk")).delete()
    people = Person.objects.filter(email__in=_addresses(files))
    Role.objects.filter(person__in=people, **example).delete()


def _counted(outcome: DemoOutcome) -> LoadedDemo:
    example = {"territory__is_example": True}
    return LoadedDemo(
        outcome,
        Territory.objects.filter(is_example=True).count(),
        Assessment.objects.filter(**example).count(),
        Response.objects.filter(participant__assessment__territory__is_example=True).count(),
    )
