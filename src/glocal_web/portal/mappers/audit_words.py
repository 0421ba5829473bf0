"""The words of the audit log: what each verb code says in the reader's language."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.mappers.matrix_verbs import MATRIX_FIELDS, MATRIX_VERBS
from glocal_web.portal.mappers.policy_words import POLICY_LABELS
from glocal_web.portal.mappers.register_verbs import REGISTER_VERBS
from glocal_web.portal.mappers.round_verbs import ROUND_VERBS
from glocal_web.portal.models import AuditEvent, FindingVerdict, FindingWorkflow, RoleKind
from glocal_web.portal.models.choices import GroupChoice

# Unicode's isolates: a name keeps its own direction inside a sentence of the other one.
ISOLATE, END = "\u2068", "\u2069"

# Verb code → the kind of deed, for the filter, and the whole sentence about its subject.
VERBS: dict[str, tuple[Promise, Promise]] = {
    "backup.taken": (
        gettext_lazy("Backup taken"),
        gettext_lazy("Took everything that the site holds away in one file."),
    ),
    "territory.created": (
        gettext_lazy("Territory created"),
        gettext_lazy("Created the territory %(subject)s."),
    ),
    "territory.changed": (
        gettext_lazy("Territory changed"),
        gettext_lazy("Changed the territory %(subject)s: %(fields)s."),
    ),
    "consent.asked": (
        gettext_lazy("Asked to belong"),
        gettext_lazy("Named %(parent)s as the territory above %(subject)s, and so asked it."),
    ),
    "consent.agreed": (
        gettext_lazy("Agreed to belonging"),
        gettext_lazy(
            "Agreed that %(subject)s is part of %(parent)s and reads its register of policies."
        ),
    ),
    "consent.declined": (
        gettext_lazy("Belonging declined"),
        gettext_lazy("Declined that %(subject)s reads the register of %(parent)s from below."),
    ),
    "organisation.created": (
        gettext_lazy("Organisation added"),
        gettext_lazy("Added the organisation %(subject)s (%(group)s)."),
    ),
    "organisation.changed": (
        gettext_lazy("Organisation changed"),
        gettext_lazy("Changed the organisation %(subject)s (%(group)s)."),
    ),
    "role.given": (
        gettext_lazy("Role given"),
        gettext_lazy("Gave %(subject)s the role %(role)s for %(organisation)s."),
    ),
    "role.changed": (
        gettext_lazy("Role changed"),
        gettext_lazy("Changed the role of %(subject)s for %(organisation)s to %(role)s."),
    ),
    "role.removed": (
        gettext_lazy("Role removed"),
        gettext_lazy("Removed the role %(role)s of %(subject)s for %(organisation)s."),
    ),
    "invitation.sent": (
        gettext_lazy("Invitation written"),
        gettext_lazy("Invited somebody to %(subject)s in the role %(role)s."),
    ),
    "invitation.withdrawn": (
        gettext_lazy("Invitation withdrawn"),
        gettext_lazy("Withdrew an invitation to %(subject)s in the role %(role)s."),
    ),
    "invitation.accepted": (
        gettext_lazy("Invitation accepted"),
        gettext_lazy("Joined %(organisation)s in the role %(role)s."),
    ),
    "person.changed": (
        gettext_lazy("Account changed"),
        gettext_lazy("Changed the name or the language of the account %(subject)s."),
    ),
    "steward.made": (
        gettext_lazy("Steward of the platform made"),
        gettext_lazy("Made %(subject)s a steward of the platform."),
    ),
    "assessment.opened": (
        gettext_lazy("Assessment opened"),
        gettext_lazy("Opened the assessment %(subject)s by the framework %(framework)s."),
    ),
    "assessment.reopened": (
        gettext_lazy("Assessment reopened"),
        gettext_lazy("Reopened the assessment %(subject)s for answers."),
    ),
    "assessment.published": (
        gettext_lazy("Assessment published"),
        gettext_lazy("Published the assessment %(subject)s."),
    ),
    "publication.withdrawn": (
        gettext_lazy("Publication withdrawn"),
        gettext_lazy("Withdrew the publication %(subject)s."),
    ),
    "assignment.made": (
        gettext_lazy("Part assigned"),
        gettext_lazy("Asked for answers: %(subject)s."),
    ),
    "assignment.withdrawn": (
        gettext_lazy("Assignment withdrawn"),
        gettext_lazy("Withdrew the request for answers: %(subject)s."),
    ),
    "response.saved": (
        gettext_lazy("Answer saved"),
        gettext_lazy("Saved the answer %(subject)s."),
    ),
    "response.submitted": (
        gettext_lazy("Answer submitted"),
        gettext_lazy("Submitted the answer %(subject)s for review."),
    ),
    "response.returned": (
        gettext_lazy("Answer sent back"),
        gettext_lazy("Sent back the answer %(subject)s."),
    ),
    "response.agreed": (
        gettext_lazy("Answer agreed"),
        gettext_lazy("Agreed the answer %(subject)s."),
    ),
    "response.reopened": (
        gettext_lazy("Answer reopened"),
        gettext_lazy("Reopened the answer %(subject)s."),
    ),
    "evidence.added": (
        gettext_lazy("Evidence added"),
        gettext_lazy("Added the evidence %(subject)s to %(indicator)s."),
    ),
    "evidence.removed": (
        gettext_lazy("Evidence removed"),
        gettext_lazy("Removed the evidence %(subject)s from %(indicator)s."),
    ),
    "evidence.checked": (
        gettext_lazy("Evidence checked"),
        gettext_lazy("Checked the evidence %(subject)s of %(indicator)s."),
    ),
    "evidence.check-withdrawn": (
        gettext_lazy("Check of evidence taken back"),
        gettext_lazy("Took back the check of the evidence %(subject)s of %(indicator)s."),
    ),
    "action.created": (
        gettext_lazy("Action created"),
        gettext_lazy("Created the action %(subject)s."),
    ),
    "action.changed": (
        gettext_lazy("Action changed"),
        gettext_lazy("Changed the action %(subject)s."),
    ),
    "action.status": (
        gettext_lazy("Status of an action changed"),
        gettext_lazy("Changed the status of the action %(subject)s."),
    ),
    "effects-check.created": (
        gettext_lazy("Effects check begun"),
        gettext_lazy("Began the effects check of %(subject)s."),
    ),
    "effects-check.changed": (
        gettext_lazy("Effects check changed"),
        gettext_lazy("Changed the effects check of %(subject)s."),
    ),
    "effects-check.closed": (
        gettext_lazy("Effects check closed"),
        gettext_lazy("Closed the effects check of %(subject)s."),
    ),
    "effects-check.reopened": (
        gettext_lazy("Effects check reopened"),
        gettext_lazy("Reopened the effects check of %(subject)s."),
    ),
    "effects-check.removed": (
        gettext_lazy("Effects check removed"),
        gettext_lazy("Removed the effects check of %(subject)s."),
    ),
    "finding.decided": (
        gettext_lazy("Finding decided"),
        gettext_lazy("Decided about the finding %(subject)s: %(workflow)s."),
    ),
    "finding.verdict": (
        gettext_lazy("Verdict on a finding"),
        gettext_lazy("Gave a verdict on the finding %(subject)s: %(verdict)s."),
    ),
    "finding.addressed": (
        gettext_lazy("Finding being addressed"),
        gettext_lazy("Turned the finding %(subject)s into an action."),
    ),
    "findings.taken-out": (
        gettext_lazy("Restricted findings taken out"),
        gettext_lazy("Took the findings of %(subject)s out of the site, with restricted ones."),
    ),
    "coherence.baseline": (
        gettext_lazy("Baseline set"),
        gettext_lazy("Set the baseline of the findings of %(subject)s."),
    ),
    "rule.switched-on": (
        gettext_lazy("Rule switched on"),
        gettext_lazy("Switched the rule %(rule)s on for %(subject)s."),
    ),
    "rule.switched-off": (
        gettext_lazy("Rule switched off"),
        gettext_lazy("Switched the rule %(rule)s off for %(subject)s."),
    ),
    **REGISTER_VERBS,
    **MATRIX_VERBS,
    **ROUND_VERBS,
}

FIELDS: dict[str, Promise] = {
    "name": gettext_lazy("name"),
    "local_name": gettext_lazy("name in the local script"),
    "level": gettext_lazy("level of government"),
    "parent": gettext_lazy("part of"),
    "country": gettext_lazy("country"),
    "place": gettext_lazy("place"),
    "latitude": gettext_lazy("latitude"),
    "longitude": gettext_lazy("longitude"),
    "population": gettext_lazy("population"),
    "population_year": gettext_lazy("year of the figure"),
    "population_source": gettext_lazy("source of the figure"),
    "mobility_roles": gettext_lazy("mobility roles"),
    "competences": gettext_lazy("competences"),
}


def verb_words(verb: str) -> str:
    """The kind of deed in words; the code itself where a later version has written it."""
    words = VERBS.get(verb)
    return str(words[0]) if words else verb


def sentence(event: AuditEvent, isolated: bool = True) -> str:
    """What was done, as a sentence; names are ``isolated`` for pages and bare for files."""
    words = VERBS.get(event.verb)
    text = _("%(verb)s: %(subject)s") if words is None else str(words[1])
    return text % _Values(event, isolated)


class _Values(Mapping[str, str]):
    """The values a sentence may name: what the row does not hold is shown as a dash."""

    def __init__(self, event: AuditEvent, isolated: bool) -> None:
        self._values = {**_data_words(event.data), "verb": event.verb}
        self._values["subject"] = event.subject_name
        self._isolated = isolated

    def __getitem__(self, key: str) -> str:
        value = self._values.get(key) or "–"
        return f"{ISOLATE}{value}{END}" if self._isolated else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _data_words(data: Mapping[str, object]) -> dict[str, str]:
    """The data of a row in words, where its codes have any."""
    words = {key: str(value) for key, value in data.items() if value is not None}
    if words.get("role") in RoleKind.values:
        words["role"] = str(RoleKind(words["role"]).label)
    if words.get("group") in GroupChoice.values:
        words["group"] = str(GroupChoice(words["group"]).label)
    if words.get("workflow") in FindingWorkflow.values:
        words["workflow"] = str(FindingWorkflow(words["workflow"]).label)
    if words.get("verdict") in FindingVerdict.values:
        words["verdict"] = str(FindingVerdict(words["verdict"]).label)
    fields = data.get("fields")
    if isinstance(fields, list):
        # Translators: joins the names of changed fields; Arabic takes another comma.
        known = {**MATRIX_FIELDS, **POLICY_LABELS, **FIELDS}
        words["fields"] = _(", ").join(str(known.get(one, one)) for one in fields)
    return words
