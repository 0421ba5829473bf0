"""Every page of the site against every role: one row an address name, nothing left out.

The first table says what each role gets for opening and for sending; the second, what comes of
keys that belong to somebody else's territory. Whatever is refused must leave no trace in the
database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import (
    Action,
    Assessment,
    Assignment,
    Evidence,
    Invitation,
    Participant,
    Person,
    Publication,
    Response,
    Role,
    Territory,
)
from glocal_web.portal.selectors.publications import draft_snapshot
from glocal_web.portal.services.invitations import token_hash
from glocal_web.portal.urls import urlpatterns
from tests.cast import Cast, assessment, respond, sign_in

TOKEN = "the-secret-of-a-letter"
CODE = "A1.1"

# ---------------------------------------------------------------- what each role may get
INSIDE = (
    "steward",
    "coordinator",
    "reviewer",
    "contributor",
    "association",
    "reader",
    "above",
)
ROLES = (*INSIDE, "outsider", "visitor")
Expected = dict[str, int]


def only(*allowed: str, status: int = 200) -> Expected:
    """``status`` for these; others with a role here are forbidden, an outsider finds nothing."""
    inside = dict.fromkeys(INSIDE, 403) | dict.fromkeys(allowed, status)
    return inside | {"outsider": 404, "visitor": 302}


def same(status: int, **but: int) -> Expected:
    """The same for everybody, but for those named."""
    return dict.fromkeys(ROLES, status) | but


PUBLIC = same(200)
READ = only(*INSIDE)
REVIEWERS = ("steward", "coordinator", "reviewer")
PLANNERS = ("steward", "coordinator", "contributor", "association")
MANAGERS = ("steward", "coordinator")
# Those who answer for the lead organisation, whose answer the tables are about.
ANSWERERS = ("coordinator", "contributor")
NO_POST = same(405)
NO_GET = same(405)


# ---------------------------------------------------------------- the stage
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
    invitation: Invitation
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
    invitation: Invitation


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
    return {
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


# ---------------------------------------------------------------- the first table
@dataclass(frozen=True)
class Row:
    """An address name: its keys, what opening and sending give, and what is sent."""

    name: str
    keys: Callable[[Stage], list[Any]]
    get: Expected
    post: Expected
    sent: Callable[[Stage], dict[str, Any]] = field(default=lambda stage: {})
    query: Callable[[Stage], str] = field(default=lambda stage: "")


def nothing(stage: Stage) -> list[Any]:
    return []


def of_assessment(*more: Any) -> Callable[[Stage], list[Any]]:
    return lambda stage: [stage.cast.assessment.pk, *more]


def of_territory(*more: Callable[[Stage], Any]) -> Callable[[Stage], list[Any]]:
    return lambda stage: [stage.cast.territory.slug, *(one(stage) for one in more)]


def of_evidence(stage: Stage) -> list[Any]:
    return [stage.cast.assessment.pk, CODE, stage.evidence.pk]


def for_the_lead(stage: Stage) -> str:
    return f"?for={stage.lead.pk}"


def answer_sent(stage: Stage) -> dict[str, Any]:
    version = stage.response.version
    return {"answer": "3", "answer_version": version, "rationale_version": version, "rationale": ""}


def table_sent(stage: Stage) -> dict[str, Any]:
    return {f"{CODE}-{name}": value for name, value in answer_sent(stage).items()}


def action_sent(stage: Stage) -> dict[str, Any]:
    return {"title": "Count every year", "status": "planned", "version": 1, "indicator": CODE}


def territory_sent(stage: Stage) -> dict[str, Any]:
    return {
        "name": "New Harbour",
        "authority_name": "Municipality of New Harbour",
        "level": "local",
        "mobility_roles": ["origin"],
        "version": stage.cast.territory.version,
    }


def organisation_sent(stage: Stage) -> dict[str, Any]:
    return {"name": "Harbour watch", "group": "civil-society"}


def role_sent(stage: Stage) -> dict[str, Any]:
    return {
        "person": stage.cast.reader.pk,
        "organisation": stage.cast.association_org.pk,
        "kind": "reviewer",
    }


def round_sent(stage: Stage) -> dict[str, Any]:
    return {
        "name": "2027",
        "period_start": "2027-01-01",
        "period_end": "2027-12-31",
        "lead": stage.cast.authority.pk,
    }


TABLE = (
    Row("home", nothing, PUBLIC, NO_POST),
    Row("about", nothing, PUBLIC, NO_POST),
    Row("methods", nothing, PUBLIC, NO_POST),
    Row("method", lambda stage: ["no-such-page"], same(404), NO_POST),
    Row("choose_theme", nothing, NO_GET, same(302), lambda stage: {"theme": "dark"}),
    Row("styleguide", nothing, same(404, steward=200), NO_POST),
    Row("health", nothing, PUBLIC, NO_POST),
    Row("frameworks", nothing, PUBLIC, NO_POST),
    Row("framework", lambda stage: ["local-pcmd", "1.0"], PUBLIC, NO_POST),
    Row("indicator", lambda stage: ["local-pcmd", "1.0", CODE], PUBLIC, NO_POST),
    Row("place-search", nothing, PUBLIC, NO_POST),
    Row("territories", nothing, PUBLIC, NO_POST),
    # Coordinators create territories below their own; the territory sent here stands below none.
    Row(
        "territory-new",
        nothing,
        same(403, steward=200, coordinator=200, above=200, outsider=200, visitor=302),
        same(403, steward=302, visitor=302),
        territory_sent,
    ),
    Row("territory", of_territory(), only(*INSIDE) | {"visitor": 302}, NO_POST),
    Row(
        "territory-edit",
        of_territory(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        territory_sent,
    ),
    Row("people", of_territory(), only(*MANAGERS), NO_POST),
    Row(
        "organisation-new",
        of_territory(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        organisation_sent,
    ),
    Row(
        "organisation-edit",
        of_territory(lambda stage: stage.cast.association_org.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        organisation_sent,
    ),
    Row("role-new", of_territory(), only(*MANAGERS), only(*MANAGERS, status=302), role_sent),
    Row(
        "role-edit",
        of_territory(lambda stage: stage.role.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        role_sent,
    ),
    Row(
        "role-remove",
        of_territory(lambda stage: stage.role.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
    Row(
        "invite",
        of_territory(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        lambda stage: {**role_sent(stage), "email": "somebody@example.org"},
    ),
    Row(
        "invitation-withdraw",
        of_territory(lambda stage: stage.invitation.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
    # The link is the permission to read it; only the person it was written to can take it up, so
    # that sending the form changes nothing for the people of this table.
    Row("invitation", lambda stage: [TOKEN], PUBLIC, PUBLIC),
    Row("audit", of_territory(), only(*MANAGERS), NO_POST),
    Row("audit-data", of_territory(), only(*MANAGERS), NO_POST),
    Row(
        "assessment-new",
        of_territory(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        round_sent,
        lambda stage: "?framework=local-pcmd@1.0",
    ),
    Row("assessment", of_assessment(), READ, NO_POST),
    Row(
        "submit",
        of_assessment(),
        only(*ANSWERERS, "association"),
        only(*ANSWERERS, status=302),
        query=for_the_lead,
    ),
    Row("assessment-reopen", of_assessment(), only(*MANAGERS), only(*MANAGERS, status=302)),
    Row(
        "answer-table",
        of_assessment(),
        READ,
        only(*ANSWERERS, status=302),
        table_sent,
        for_the_lead,
    ),
    Row(
        "answer", of_assessment(CODE), READ, only(*ANSWERERS, status=302), answer_sent, for_the_lead
    ),
    Row(
        "evidence-add",
        of_assessment(CODE),
        # Opened, it leads to the page of the answer, where the form is.
        only(*INSIDE, status=302),
        only(*ANSWERERS, status=302),
        lambda stage: {"kind": "plan", "title": "A", "url": "https://example.org/"},
        for_the_lead,
    ),
    Row("evidence-remove", of_evidence, only(*ANSWERERS), only(*ANSWERERS, status=302)),
    Row("evidence-check", of_evidence, NO_GET, only(*REVIEWERS, status=302)),
    Row("evidence-file", lambda stage: [stage.evidence.pk], READ, NO_POST),
    Row(
        "assignments",
        of_assessment(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        lambda stage: {"member": stage.role.pk, "scope": "A2"},
    ),
    Row(
        "assignment-remove",
        lambda stage: [stage.cast.assessment.pk, stage.assignment.pk],
        NO_GET,
        only(*MANAGERS, status=302),
    ),
    Row("review", of_assessment(), only(*REVIEWERS), NO_POST),
    Row(
        "review-one",
        of_assessment(CODE),
        only(*REVIEWERS),
        only(*REVIEWERS, status=302),
        lambda stage: {"decision": "agree", "version": stage.response.version},
        for_the_lead,
    ),
    Row("dashboard", of_assessment(), READ, NO_POST),
    Row("compare", of_assessment(), READ, NO_POST),
    Row("figure", of_assessment("total"), READ, NO_POST),
    Row("what-if", of_assessment(), READ, NO_POST),
    # Without the tick the page is shown again: it is the right to get so far that counts here.
    Row("publish", of_assessment(), only(*MANAGERS), only(*MANAGERS), lambda stage: {"seen": "0"}),
    Row("withdraw", of_assessment(), only(*MANAGERS), only(*MANAGERS, status=302)),
    Row(
        "published",
        lambda stage: ["norrhaven", stage.publication.assessment_id],
        PUBLIC,
        NO_POST,
    ),
    Row(
        "published-data",
        lambda stage: ["norrhaven", stage.publication.assessment_id, "csv"],
        PUBLIC,
        NO_POST,
    ),
    Row("next-steps", of_assessment(), READ, NO_POST),
    Row("gap", of_assessment(CODE), READ, NO_POST),
    Row("actions", of_territory(), READ, NO_POST),
    Row("action-new", of_territory(), only(*PLANNERS), only(*PLANNERS, status=302), action_sent),
    Row("action", lambda stage: [stage.action.pk], READ, only(*PLANNERS, status=302), action_sent),
)


def test_every_address_stands_in_the_table_once() -> None:
    assert sorted(row.name for row in TABLE) == sorted(str(one.name) for one in urlpatterns)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_everybody_gets_what_the_table_says_and_a_refusal_leaves_no_trace(
    client: Client, stage: Stage, row: Row
) -> None:
    address = reverse(f"portal:{row.name}", args=row.keys(stage)) + row.query(stage)
    before = everything()
    got: dict[str, Expected] = {"get": {}, "post": {}}
    for role in ROLES:
        got["get"][role] = _status(client, stage, role, "get", address, {})
        assert everything() == before, f"{role} changed something by opening {row.name}"
    for role in ROLES:
        with transaction.atomic():
            got["post"][role] = _status(client, stage, role, "post", address, row.sent(stage))
            is_done = got["post"][role] == 302 and role != "visitor"
            assert is_done or everything() == before, f"{role} changed something at {row.name}"
            transaction.set_rollback(True)
    assert got == {"get": row.get, "post": row.post}


def _status(
    client: Client, stage: Stage, role: str, method: str, address: str, sent: dict[str, Any]
) -> int:
    """The status for this role; a visitor's redirect must be the one to signing in."""
    client.logout()
    person = getattr(stage.cast, role)
    if isinstance(person, Person):
        sign_in(client, person)
    answer = getattr(client, method)(address, sent)
    if answer.status_code == 302 and role == "visitor" and "/theme/" not in address:
        assert answer["location"].startswith("/accounts/login/?next=/")
    return int(answer.status_code)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the product, but for when somebody last signed in."""
    found = {}
    for model in apps.get_app_config("portal").get_models():
        names = [one.attname for one in model._meta.concrete_fields if one.name != "last_login"]
        found[model.__name__] = list(model._default_manager.order_by("pk").values(*names))
    return found


# ---------------------------------------------------------------- keys of somebody else
@dataclass(frozen=True)
class Foreign:
    """An address or a form with a key from another territory, and what comes of it."""

    what: str
    name: str
    keys: Callable[[Stage], list[Any]]
    status: int = 404
    sent: Callable[[Stage], dict[str, Any]] = field(default=lambda stage: {})
    query: Callable[[Stage], str] = field(default=lambda stage: "")


def for_somebody_else(stage: Stage) -> str:
    return f"?for={stage.elsewhere.lead.pk}"


def foreign_role(stage: Stage) -> Any:
    return stage.elsewhere.role.pk


FOREIGN = (
    Foreign("participant", "assessment", of_assessment(), 405, query=for_somebody_else),
    Foreign("participant", "submit", of_assessment(), query=for_somebody_else),
    Foreign("participant", "answer-table", of_assessment(), 404, table_sent, for_somebody_else),
    Foreign("participant", "answer", of_assessment(CODE), 404, answer_sent, for_somebody_else),
    Foreign("participant", "evidence-add", of_assessment(CODE), query=for_somebody_else),
    Foreign(
        "participant",
        "review-one",
        of_assessment(CODE),
        404,
        lambda stage: {"decision": "agree", "version": 1},
        for_somebody_else,
    ),
    Foreign(
        "evidence",
        "evidence-remove",
        lambda stage: [stage.cast.assessment.pk, CODE, stage.elsewhere.evidence.pk],
    ),
    Foreign(
        "evidence",
        "evidence-check",
        lambda stage: [stage.cast.assessment.pk, CODE, stage.elsewhere.evidence.pk],
    ),
    Foreign(
        "evidence of another question",
        "evidence-remove",
        lambda stage: [stage.cast.assessment.pk, "A1.2", stage.evidence.pk],
    ),
    Foreign(
        "task",
        "assignment-remove",
        lambda stage: [stage.cast.assessment.pk, stage.elsewhere.assignment.pk],
    ),
    Foreign(
        "member",
        "assignments",
        of_assessment(),
        422,
        lambda stage: {"member": stage.elsewhere.role.pk, "scope": "A2"},
    ),
    Foreign(
        "organisation",
        "organisation-edit",
        of_territory(lambda stage: stage.elsewhere.lead.organisation_id),
        404,
        organisation_sent,
    ),
    Foreign("role", "role-edit", of_territory(foreign_role), 404, role_sent),
    Foreign("role", "role-remove", of_territory(foreign_role)),
    Foreign(
        "invitation",
        "invitation-withdraw",
        of_territory(lambda stage: stage.elsewhere.invitation.pk),
    ),
    Foreign(
        "person",
        "role-new",
        of_territory(),
        200,
        lambda stage: {**role_sent(stage), "person": stage.cast.outsider.pk},
    ),
    Foreign(
        "organisation",
        "role-new",
        of_territory(),
        200,
        lambda stage: {**role_sent(stage), "organisation": stage.elsewhere.lead.organisation_id},
    ),
    Foreign(
        "organisation",
        "invite",
        of_territory(),
        200,
        lambda stage: {
            "email": "somebody@example.org",
            "kind": "reader",
            "organisation": stage.elsewhere.lead.organisation_id,
        },
    ),
    Foreign(
        "lead organisation",
        "assessment-new",
        of_territory(),
        200,
        lambda stage: {**round_sent(stage), "lead": stage.elsewhere.lead.organisation_id},
        lambda stage: "?framework=local-pcmd@1.0",
    ),
    Foreign(
        "other organisation",
        "assessment-new",
        of_territory(),
        200,
        lambda stage: {**round_sent(stage), "others": [stage.elsewhere.lead.organisation_id]},
        lambda stage: "?framework=local-pcmd@1.0",
    ),
    Foreign(
        "territory it may not see as the parent",
        "territory-edit",
        of_territory(),
        200,
        lambda stage: {**territory_sent(stage), "parent": stage.cast.country.pk},
    ),
    Foreign(
        "territory it does not run as the parent",
        "territory-new",
        nothing,
        200,
        lambda stage: {**territory_sent(stage), "parent": stage.cast.province.pk},
    ),
    Foreign("action", "action", lambda stage: [stage.elsewhere.action.pk], 404, action_sent),
    Foreign(
        "owner",
        "action",
        lambda stage: [stage.action.pk],
        200,
        lambda stage: {**action_sent(stage), "owner": stage.cast.outsider.pk},
    ),
    Foreign(
        "assessment",
        "action-new",
        of_territory(),
        404,
        action_sent,
        lambda stage: f"?assessment={stage.elsewhere.assessment.pk}",
    ),
    Foreign("assessment", "submit", lambda stage: [stage.elsewhere.assessment.pk]),
    Foreign("assessment", "publish", lambda stage: [stage.elsewhere.assessment.pk]),
    Foreign("assessment", "assessment-reopen", lambda stage: [stage.elsewhere.assessment.pk]),
)


@pytest.mark.parametrize("row", FOREIGN, ids=lambda row: f"{row.name}: {row.what}")
def test_a_coordinator_reaches_nothing_of_another_territory(
    client: Client, stage: Stage, row: Foreign
) -> None:
    sign_in(client, stage.cast.coordinator)
    before = everything()
    address = reverse(f"portal:{row.name}", args=row.keys(stage)) + row.query(stage)
    assert client.post(address, row.sent(stage)).status_code == row.status
    assert everything() == before
    if row.status == 404:
        assert client.get(address).status_code in (404, 405)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("evidence-file", lambda stage: [stage.elsewhere.evidence.pk]),
        ("published", lambda stage: ["puerto-lirio", stage.publication.assessment_id]),
        ("published-data", lambda stage: ["puerto-lirio", stage.publication.assessment_id, "json"]),
        ("published", lambda stage: ["puerto-lirio", stage.cast.assessment.pk]),
        ("dashboard", lambda stage: [stage.elsewhere.assessment.pk]),
        ("answer", lambda stage: [stage.elsewhere.assessment.pk, CODE]),
    ],
)
def test_a_coordinator_reads_nothing_of_another_territory(
    client: Client, stage: Stage, name: str, keys: Callable[[Stage], list[Any]]
) -> None:
    sign_in(client, stage.cast.coordinator)
    assert client.get(reverse(f"portal:{name}", args=keys(stage))).status_code == 404


def test_an_account_that_was_closed_opens_nothing(client: Client, stage: Stage) -> None:
    sign_in(client, stage.cast.coordinator)
    Person.objects.filter(pk=stage.cast.coordinator.pk).update(is_active=False)
    address = reverse("portal:assessment", args=[stage.cast.assessment.pk])
    assert client.get(address)["location"].startswith("/accounts/login/")


def test_a_role_that_was_taken_away_counts_no_more_at_once(client: Client, stage: Stage) -> None:
    address = reverse("portal:assessment", args=[stage.cast.assessment.pk])
    assert sign_in(client, stage.cast.reader).get(address).status_code == 200
    stage.cast.reader.roles.all().delete()
    assert client.get(address).status_code == 404


def test_a_role_above_reads_below_only_when_it_says_so(client: Client, stage: Stage) -> None:
    address = reverse("portal:assessment", args=[stage.cast.assessment.pk])
    stage.cast.above.roles.update(includes_below=False)
    assert sign_in(client, stage.cast.above).get(address).status_code == 404


def test_nobody_moves_a_territory_below_its_own_child(stage: Stage, client: Client) -> None:
    sign_in(client, stage.cast.steward)
    address = reverse("portal:territory-edit", args=[stage.cast.province.slug])
    sent = territory_sent(stage) | {"level": "intermediate", "parent": stage.cast.territory.pk}
    assert client.post(address, sent | {"version": 1}).status_code == 200
    assert Territory.objects.get(pk=stage.cast.province.pk).parent_id == stage.cast.country.pk
