"""What the addresses need in the tests of permissions: their keys, and forms that are right."""

from collections.abc import Callable
from typing import Any

from tests.cast import municipality
from tests.web.permissions.conftest import CODE, Stage


def nothing(stage: Stage) -> list[Any]:
    return []


def of_assessment(*more: Any) -> Callable[[Stage], list[Any]]:
    return lambda stage: [stage.cast.assessment.pk, *more]


def of_territory(*more: Callable[[Stage], Any]) -> Callable[[Stage], list[Any]]:
    return lambda stage: [stage.cast.territory.slug, *(one(stage) for one in more)]


def of_country(*more: str) -> Callable[[Stage], list[Any]]:
    """The territory as a country that has added a service to the taxonomy."""

    def address(stage: Stage) -> list[Any]:
        territory = stage.cast.territory
        territory.level = "national"
        territory.taxonomy_additions = [
            {"kind": "actions", "id": "surf-lessons", "parent": "culture", "name": {"en": "surf"}}
        ]
        territory.save()
        return [territory.slug, *more]

    return address


def addition_sent(stage: Stage) -> dict[str, Any]:
    return {"name_en": "surf lessons", "parent": "culture", "source": "An act"}


def of_territory_with_district(stage: Stage) -> list[Any]:
    municipality("Harbour District", stage.cast.territory)
    return [stage.cast.territory.slug]


def of_evidence(stage: Stage) -> list[Any]:
    return [stage.cast.assessment.pk, CODE, stage.evidence.pk]


def of_check(stage: Stage) -> list[Any]:
    return [stage.check.pk]


def of_finding(stage: Stage) -> list[Any]:
    return [stage.finding.pk]


def of_restricted(stage: Stage) -> list[Any]:
    return [stage.restricted.pk]


def of_policy(stage: Stage) -> list[Any]:
    return [stage.policy.pk]


def of_provision(stage: Stage) -> list[Any]:
    return [stage.provision.pk]


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


def consent_sent(stage: Stage) -> dict[str, Any]:
    return {"child": "harbour-district", "answer": "decline"}


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


def policy_sent(stage: Stage) -> dict[str, Any]:
    return {
        "title": "Ordinance on shelters",
        "kind": "ordinance",
        "level": "local",
        "status": "in-force",
        "version": 1,
    }


def provision_sent(stage: Stage) -> dict[str, Any]:
    return {
        "modality": "duty",
        "who": "school",
        "action": "school-enrolment",
        "basis": "everybody",
        "sure": "sure",
        "version": 1,
    }


def body_sent(stage: Stage) -> dict[str, Any]:
    return {"add": "body", "name": "School of the Hill", "kind": "school", "version": 1}


def day_sent(stage: Stage) -> dict[str, Any]:
    return {"day": "2027-01-01", "version": 1, "end": "1"}


def decision_sent(stage: Stage) -> dict[str, Any]:
    return {"workflow": "dismissed", "reason": "It speaks of other schools.", "version": 1}


def verdict_sent(stage: Stage) -> dict[str, Any]:
    return {"verdict": "right", "version": 1}


def mend_sent(stage: Stage) -> dict[str, Any]:
    return {"title": "Rewrite the rules", "indicator": "B1.1"}


def of_matrix(*more: Callable[[Stage], Any]) -> Callable[[Stage], list[Any]]:
    return lambda stage: [
        stage.cast.territory.slug,
        stage.matrix.pk,
        *(one(stage) for one in more),
    ]


def matrix_sent(stage: Stage) -> dict[str, Any]:
    lines = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks", "Ports")
    return {
        "title": "Before the budget",
        "asks": "all",
        "objectives": "\n".join(lines),
        "version": stage.matrix.version,
    }


def rating_sent(stage: Stage) -> dict[str, Any]:
    return {"answer": "2", "rationale": "Seen in the port.", "version": 0}


def rated_row(stage: Stage) -> dict[str, Any]:
    second = stage.matrix.items.all()[1]
    return {f"v-{second.pk}": "2", f"n-{second.pk}": "0"}
