"""What each role gets for opening and for sending, address by address."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.web.permissions.conftest import CODE, TOKEN, Stage
from tests.web.permissions.sent import (
    action_sent,
    addition_sent,
    answer_sent,
    body_sent,
    consent_sent,
    day_sent,
    decision_sent,
    for_the_lead,
    matrix_sent,
    mend_sent,
    nothing,
    of_assessment,
    of_check,
    of_country,
    of_evidence,
    of_finding,
    of_matrix,
    of_policy,
    of_provision,
    of_territory,
    of_territory_with_district,
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
# Those who may see restricted findings.
SEERS = (*REVIEWERS, "above")
# Those who answer for the lead organisation, whose answer the tables are about.
ANSWERERS = ("coordinator", "contributor")
# Those who answer for an organisation, whichever it is.
RATERS = ("coordinator", "contributor", "association")
NO_POST = same(405)
NO_GET = same(405)


@dataclass(frozen=True)
class Row:
    """An address name: its keys, what opening and sending give, and what is sent."""

    name: str
    keys: Callable[[Stage], list[Any]]
    get: Expected
    post: Expected
    sent: Callable[[Stage], dict[str, Any]] = field(default=lambda stage: {})
    query: Callable[[Stage], str] = field(default=lambda stage: "")


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
    Row("rules", nothing, PUBLIC, NO_POST),
    Row("rule", lambda stage: ["C3"], PUBLIC, NO_POST),
    Row("linkages", nothing, PUBLIC, NO_POST),
    Row("linkage", lambda stage: ["health"], PUBLIC, NO_POST),
    Row("practices", nothing, PUBLIC, NO_POST),
    Row("practices-json", nothing, PUBLIC, NO_POST),
    Row("practices-csv", nothing, PUBLIC, NO_POST),
    Row("practice", lambda stage: ["pichincha-human-mobility-unit"], PUBLIC, NO_POST),
    # Anybody may try a check: nothing is kept of what is sent.
    Row(
        "effects-check-try",
        lambda stage: ["health"],
        PUBLIC,
        PUBLIC,
        lambda stage: {"answer-left-out": "yes"},
    ),
    Row("effects-checks", of_territory(), READ, NO_POST),
    Row(
        "effects-check-new",
        of_territory(),
        only(*PLANNERS),
        only(*PLANNERS, status=302),
        lambda stage: {"title": "Ordinance on clinics", "sector": "health"},
    ),
    Row("effects-check", of_check, READ, NO_POST),
    Row("effects-check-data", of_check, READ, NO_POST),
    Row(
        "effects-check-edit",
        of_check,
        only(*PLANNERS),
        only(*PLANNERS, status=302),
        lambda stage: {"title": "Another name", "version": stage.check.version},
    ),
    Row("effects-check-remove", of_check, only(*MANAGERS), only(*MANAGERS, status=302)),
    Row("interactions", of_territory(), READ, NO_POST),
    Row(
        "matrix-new",
        of_territory(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        matrix_sent,
    ),
    Row("matrix", of_matrix(), READ, NO_POST),
    Row("matrix-edit", of_matrix(), only(*MANAGERS), only(*MANAGERS, status=302), matrix_sent),
    Row(
        "matrix-state",
        of_matrix(),
        NO_GET,
        only(*MANAGERS, status=302),
        lambda stage: {"state": "closed"},
    ),
    *(
        Row(f"matrix-{name}", of_matrix(), READ, NO_POST)
        for name in ("picture", "influence", "synergies", "ways", "agreement", "what-if")
    ),
    Row("matrix-item", of_matrix(lambda stage: 1), READ, NO_POST),
    Row("matrix-pair", of_matrix(lambda stage: 1, lambda stage: 2), READ, NO_POST),
    Row("matrix-remove", of_matrix(), only(*MANAGERS), only(*MANAGERS, status=302)),
    Row(
        "matrix-link",
        of_matrix(),
        NO_GET,
        only(*MANAGERS, status=302),
        lambda stage: {"group": "academia"},
    ),
    Row(
        "matrix-link-revoke",
        of_matrix(lambda stage: stage.matrix_link.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
    Row(
        "matrix-rate",
        of_matrix(),
        only(*RATERS),
        only(*RATERS, status=302),
        rating_sent,
        lambda stage: "?from=i1&to=i2",
    ),
    Row("matrix-table", of_matrix(), only(*RATERS), only(*RATERS, status=302), rated_row),
    Row(
        "matrix-meeting",
        of_matrix(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        rating_sent,
        lambda stage: "?from=i1&to=i2",
    ),
    Row("matrix-data", of_matrix(lambda stage: "json"), READ, NO_POST),
    # Without a file the page is shown again: it is the right to get so far that counts here.
    Row("matrix-import", of_matrix(), only(*MANAGERS), only(*MANAGERS)),
    # Whoever holds the link answers, signed in or not.
    Row("matrix-join", lambda stage: [TOKEN], PUBLIC, same(302)),
    Row(
        "matrix-mine",
        lambda stage: [f"back-{TOKEN}"],
        PUBLIC,
        same(302),
        rating_sent,
        lambda stage: "?from=i1&to=i2",
    ),
    Row("matrix-mine-table", lambda stage: [f"back-{TOKEN}"], PUBLIC, same(302), rated_row),
    # Its own register. Who reads those above and beside it: tests/web/register/test_access.py
    Row("register", of_territory(), READ, NO_POST),
    Row(
        "register-find",
        lambda stage: [stage.cast.territory.slug, "who"],
        only(*PLANNERS),
        NO_POST,
    ),
    Row("register-data", lambda stage: [stage.cast.territory.slug, "yaml"], READ, NO_POST),
    # Without a file the page is shown again: it is the right to get so far that counts here.
    Row("register-import", of_territory(), only(*MANAGERS), only(*MANAGERS)),
    Row(
        "policy-new",
        of_territory(),
        only(*PLANNERS),
        only(*PLANNERS, status=302),
        policy_sent,
    ),
    Row("policy", of_policy, READ, NO_POST),
    Row("policy-edit", of_policy, only(*PLANNERS), only(*PLANNERS, status=302), policy_sent),
    Row("policy-remove", of_policy, only(*MANAGERS), only(*MANAGERS, status=302)),
    Row("provision-new", of_policy, only(*PLANNERS), only(*PLANNERS, status=302), provision_sent),
    Row("provision", of_provision, READ, NO_POST),
    Row(
        "provision-edit",
        of_provision,
        only(*PLANNERS),
        only(*PLANNERS, status=302),
        provision_sent,
    ),
    Row("provision-end", of_provision, only(*PLANNERS), only(*PLANNERS, status=302), day_sent),
    Row("provision-remove", of_provision, only(*MANAGERS), only(*MANAGERS, status=302)),
    Row("additions", of_country(), READ, NO_POST),
    Row(
        "addition-new",
        of_country(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        addition_sent,
    ),
    Row(
        "addition-edit",
        of_country("surf-lessons"),
        only(*MANAGERS),
        # Nobody has seen the entry that is sent back, so that it counts as changed meanwhile.
        only(*MANAGERS, status=409),
        addition_sent,
    ),
    Row(
        "addition-remove",
        of_country("surf-lessons"),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
    Row("register-bodies", of_territory(), READ, only(*PLANNERS, status=302), body_sent),
    Row(
        "register-body-edit",
        of_territory(lambda stage: stage.body.pk),
        only(*PLANNERS),
        only(*PLANNERS, status=302),
        body_sent,
    ),
    Row(
        "register-body-remove",
        of_territory(lambda stage: stage.body.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
    Row(
        "channel-remove",
        of_territory(lambda stage: stage.channel.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
    Row(
        "agreement-remove",
        of_territory(lambda stage: stage.agreement.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
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
    Row(
        "belonging",
        of_territory_with_district,
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        consent_sent,
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
    Row("knowledge", nothing, PUBLIC, NO_POST),
    Row("knowledge-checks", nothing, PUBLIC, NO_POST),
    Row(
        "proposals",
        of_assessment(),
        only(*ANSWERERS),
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
    Row("findings", of_territory(), READ, NO_POST),
    Row("coherence-check", of_territory(), NO_GET, only(*PLANNERS, status=302)),
    Row("coherence-what-if", of_territory(), READ, NO_POST),
    # The plan has no such step: it is the right to get so far that counts here.
    Row(
        "coherence-repair",
        of_territory(),
        READ,
        only(*PLANNERS, status=409),
        lambda stage: {"step": "m-0"},
    ),
    Row("coherence-map", of_territory(), READ, NO_POST),
    Row("coherence-sectors", of_territory(), READ, NO_POST),
    Row("coherence-means", of_territory(), READ, NO_POST),
    Row("coherence-services", of_territory(), READ, NO_POST),
    Row("findings-baseline", of_territory(), only(*MANAGERS), only(*MANAGERS, status=302)),
    Row("findings-file", of_territory(lambda stage: "csv"), READ, NO_POST),
    # Without the tick the page is shown again: it is the right to get so far that counts here.
    Row("findings-take-out", of_territory(), only(*SEERS), only(*SEERS)),
    Row("rule-precision", of_territory(), READ, NO_POST),
    Row(
        "rule-switch",
        of_territory(lambda stage: "C2"),
        NO_GET,
        only(*MANAGERS, status=302),
        lambda stage: {"on": "0"},
    ),
    Row("finding", of_finding, READ, NO_POST),
    Row(
        "finding-decide",
        of_finding,
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        decision_sent,
    ),
    Row(
        "finding-verdict",
        of_finding,
        only(*REVIEWERS),
        only(*REVIEWERS, status=302),
        verdict_sent,
    ),
    Row("finding-action", of_finding, only(*PLANNERS), only(*PLANNERS, status=302), mend_sent),
)
