"""Keys that belong to somebody else's territory, in addresses and in forms: they reach nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import sign_in
from tests.web.permissions.conftest import CODE, Stage, everything
from tests.web.permissions.sent import (
    action_sent,
    answer_sent,
    body_sent,
    day_sent,
    decision_sent,
    matrix_sent,
    mend_sent,
    nothing,
    of_assessment,
    of_finding,
    of_matrix,
    of_territory,
    organisation_sent,
    policy_sent,
    provision_sent,
    rated_row,
    rating_sent,
    role_sent,
    round_sent,
    table_sent,
    territory_sent,
    verdict_sent,
)


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


def foreign_check(stage: Stage) -> list[Any]:
    return [stage.elsewhere.check.pk]


def foreign_policy(stage: Stage) -> list[Any]:
    return [stage.elsewhere.policy.pk]


def foreign_provision(stage: Stage) -> list[Any]:
    return [stage.elsewhere.provision.pk]


def foreign_body(stage: Stage) -> Any:
    return stage.elsewhere.body.pk


def foreign_channel(stage: Stage) -> Any:
    return stage.elsewhere.channel.pk


def foreign_agreement(stage: Stage) -> Any:
    return stage.elsewhere.agreement.pk


def foreign_finding(stage: Stage) -> list[Any]:
    return [stage.elsewhere.finding.pk]


def foreign_matrix(stage: Stage) -> list[Any]:
    """Somebody else's matrix below one's own territory."""
    return [stage.cast.territory.slug, stage.elsewhere.matrix.pk]


def matrix_there(stage: Stage) -> list[Any]:
    return [stage.cast.other_territory.slug, stage.elsewhere.matrix.pk]


def first_pair(stage: Stage) -> str:
    return "?from=i1&to=i2"


FOREIGN = (
    Foreign("matrix", "matrix-edit", foreign_matrix, 404, matrix_sent),
    Foreign("matrix", "matrix-edit", matrix_there, 404, matrix_sent),
    Foreign("matrix", "matrix-state", foreign_matrix, 404, lambda stage: {"state": "closed"}),
    Foreign("matrix", "matrix-remove", foreign_matrix),
    Foreign("matrix", "matrix-link", foreign_matrix, 404, lambda stage: {"group": "academia"}),
    Foreign(
        "link",
        "matrix-link-revoke",
        of_matrix(lambda stage: stage.elsewhere.matrix_link.pk),
    ),
    Foreign("matrix", "matrix-rate", foreign_matrix, 404, rating_sent, first_pair),
    Foreign("matrix", "matrix-table", foreign_matrix, 404, rated_row),
    Foreign("matrix", "matrix-meeting", foreign_matrix, 404, rating_sent, first_pair),
    Foreign("matrix", "matrix-import", foreign_matrix),
    Foreign("participant", "assessment", of_assessment(), 405, query=for_somebody_else),
    Foreign("participant", "submit", of_assessment(), query=for_somebody_else),
    Foreign("participant", "answer-table", of_assessment(), 404, table_sent, for_somebody_else),
    Foreign("participant", "questionnaire-import", of_assessment(), query=for_somebody_else),
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
    Foreign("check", "effects-check", foreign_check, 405),
    Foreign(
        "check",
        "effects-check-edit",
        foreign_check,
        404,
        lambda stage: {"title": "Taken over", "version": 1},
    ),
    Foreign("check", "effects-check-remove", foreign_check),
    Foreign("finding", "finding", foreign_finding, 405),
    Foreign("finding", "finding-decide", foreign_finding, 404, decision_sent),
    Foreign("finding", "finding-verdict", foreign_finding, 404, verdict_sent),
    Foreign("finding", "finding-action", foreign_finding, 404, mend_sent),
    Foreign(
        "action",
        "finding-action",
        of_finding,
        200,
        lambda stage: {"join": "1", "action": stage.elsewhere.action.pk},
    ),
    Foreign("policy", "policy", foreign_policy, 405),
    Foreign("policy", "policy-edit", foreign_policy, 404, policy_sent),
    Foreign("policy", "policy-remove", foreign_policy),
    Foreign("policy", "provision-new", foreign_policy, 404, provision_sent),
    Foreign("provision", "provision", foreign_provision, 405),
    Foreign("provision", "provision-edit", foreign_provision, 404, provision_sent),
    Foreign("provision", "provision-end", foreign_provision, 404, day_sent),
    Foreign("provision", "provision-remove", foreign_provision),
    Foreign("body", "register-body-edit", of_territory(foreign_body), 404, body_sent),
    Foreign("body", "register-body-remove", of_territory(foreign_body)),
    Foreign("channel", "channel-remove", of_territory(foreign_channel)),
    Foreign("agreement", "agreement-remove", of_territory(foreign_agreement)),
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
        ("report", lambda stage: [stage.elsewhere.assessment.pk]),
        ("report-file", lambda stage: [stage.elsewhere.assessment.pk]),
        ("answer", lambda stage: [stage.elsewhere.assessment.pk, CODE]),
    ],
)
def test_a_coordinator_reads_nothing_of_another_territory(
    client: Client, stage: Stage, name: str, keys: Callable[[Stage], list[Any]]
) -> None:
    sign_in(client, stage.cast.coordinator)
    assert client.get(reverse(f"portal:{name}", args=keys(stage))).status_code == 404
