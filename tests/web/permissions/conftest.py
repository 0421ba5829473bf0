"""One of everything, here and in the territory of the outsider, for the tests of permissions."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile

from glocal_web.portal.models import (
    Action,
    Assessment,
    Assignment,
    Channel,
    CoordinationAgreement,
    EffectsCheck,
    Evidence,
    FindingRecord,
    Invitation,
    Matrix,
    MatrixLink,
    Notice,
    Participant,
    Person,
    Policy,
    Provision,
    Publication,
    RegisterBody,
    Response,
    Role,
)
from glocal_web.portal.selectors.publications import draft_snapshot
from glocal_web.portal.services.invitations import token_hash
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast, assessment, respond
from tests.web.coherence.making import DETERRED, EXCLUDED, written
from tests.web.interactions.matrices import TITLES, guest, link, matrix
from tests.web.register.filing import body, policy, provision

TOKEN = "the-secret-of-a-letter"
CODE = "A1.1"


@dataclass(frozen=True)
class Stage:
    """The cast with one of everything, here and in the territory of the outsider."""

    cast: Cast
    lead: Participant
    response: Response
    evidence: Evidence
    role: Role
    assignment: Assignment
    action: Action
    check: EffectsCheck
    policy: Policy
    provision: Provision
    body: RegisterBody
    channel: Channel
    agreement: CoordinationAgreement
    finding: FindingRecord
    restricted: FindingRecord
    invitation: Invitation
    matrix: Matrix
    matrix_link: MatrixLink
    publication: Publication
    elsewhere: "Elsewhere"


@dataclass(frozen=True)
class Elsewhere:
    """What belongs to the outsider's territory."""

    assessment: Assessment
    lead: Participant
    evidence: Evidence
    role: Role
    assignment: Assignment
    action: Action
    check: EffectsCheck
    policy: Policy
    provision: Provision
    body: RegisterBody
    channel: Channel
    agreement: CoordinationAgreement
    finding: FindingRecord
    restricted: FindingRecord
    invitation: Invitation
    matrix: Matrix
    matrix_link: MatrixLink


@pytest.fixture
def stage(cast: Cast, settings: Any, tmp_path: Path) -> Stage:
    """Both territories with an answer, evidence, a task, an action and an invitation each."""
    settings.MEDIA_ROOT = tmp_path
    there = assessment(cast.other_territory, cast.outsider.roles.get().organisation)
    published = assessment(
        cast.partner, cast.partner.organisations.create(name="N", group="authority")
    )
    respond(published, published.participants.get().organisation, CODE, 2)
    here = _one_of_everything(cast.assessment, cast.contributor, TOKEN)
    return Stage(
        cast=cast,
        **here,
        role=cast.contributor.roles.get(),
        publication=Publication.objects.create(
            assessment=published,
            snapshot=draft_snapshot(published, with_rationales=False)[0],
            published_at=datetime(2026, 6, 1, tzinfo=UTC),
        ),
        elsewhere=_elsewhere(there, cast.outsider),
    )


def _elsewhere(row: Assessment, person: Person) -> Elsewhere:
    made = _one_of_everything(row, person, "another-secret")
    made.pop("response")
    return Elsewhere(assessment=row, role=person.roles.get(), **made)


def _one_of_everything(row: Assessment, person: Person, token: str) -> dict[str, Any]:
    lead = row.participants.get(is_lead=True)
    response = respond(row, lead.organisation, CODE, 2, status="submitted", by=person)
    evidence = Evidence(response=response, kind="plan", title="Plan", file_name="plan.pdf")
    evidence.file.save("plan.pdf", ContentFile(b"%PDF-1.7"), save=True)
    act = policy(row.territory, "ordinance")
    norm = provision(act)
    # First the check, so that opening a page does not find the register changed.
    bring_up_to_date(row.territory)
    finding, restricted = written(row.territory, EXCLUDED, DETERRED)
    asked = matrix(row.territory, (*TITLES, "Clean air", "Short waits", "Homes"))
    asked_by = link(asked, token)
    guest(asked_by, f"back-{token}")
    return {
        "matrix": asked,
        "matrix_link": asked_by,
        "policy": act,
        "provision": norm,
        "finding": finding,
        "restricted": restricted,
        "body": body(row.territory, "school-x", "School X"),
        "channel": Channel.objects.create(territory=row.territory, target=row.territory.parent),
        "agreement": CoordinationAgreement.objects.create(
            territory=row.territory, first="landlord", second="school"
        ),
        "lead": lead,
        "response": response,
        "evidence": evidence,
        "assignment": Assignment.objects.create(participant=lead, person=person, scope="A1"),
        "action": Action.objects.create(
            territory=row.territory,
            assessment=row,
            framework_id=row.framework_id,
            framework_version=row.framework_version,
            indicator=CODE,
            title="Count again",
        ),
        "check": EffectsCheck.objects.create(
            territory=row.territory, sector="health", title="Ordinance on clinics"
        ),
        "invitation": Invitation.objects.create(
            token_hash=token_hash(token),
            email=f"new-at-{row.territory.slug}@example.org",
            territory=row.territory,
            organisation=lead.organisation,
            kind="reader",
            invited_by=person,
            expires_at=datetime.now(UTC) + timedelta(days=1),
        ),
    }


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the product, but for the last sign-in and what is counted at every look."""
    found = {}
    for model in set(apps.get_app_config("portal").get_models()) - {Notice}:
        fields = model._meta.concrete_fields
        names = [one.attname for one in fields if one.name not in {"last_login", "unread_notices"}]
        found[model.__name__] = list(model._default_manager.order_by("pk").values(*names))
    return found
