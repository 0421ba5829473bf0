"""What people of the worked example made of findings, once the check has found them."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from glocal.errors import GlocalError
from glocal_web.portal.models import FindingRecord, Person
from glocal_web.portal.selectors.finding_actions import action_ground
from glocal_web.portal.services.actions import ActionDraft, ActionSource
from glocal_web.portal.services.demo_files import Entry
from glocal_web.portal.services.demo_rows import DemoRows, day_of
from glocal_web.portal.services.finding_actions import act_on_findings
from glocal_web.portal.services.findings import Decision, decide, give_verdict
from glocal_web.portal.services.rechecking import bring_up_to_date


def write_findings_work(written: DemoRows, entries: Sequence[Entry]) -> None:
    """Check the territories that are named, and carry out what people decided there.

    By the services that a page would call, so that the example holds nothing a person could not
    have done. Raises ``GlocalError`` when the check does not find what is spoken of.
    """
    for slug in dict.fromkeys(entry["territory"] for entry in entries):
        bring_up_to_date(written.territories[slug])
    for entry in entries:
        found = _found(written, entry)
        if "verdict" in entry:
            given = entry["verdict"]
            give_verdict(
                _person(written, given), found.pk, 1, given["verdict"], given.get("note", "")
            )
        if "decision" in entry:
            _decide(_person(written, entry["decision"]), found, entry["decision"])
        if "action" in entry:
            _act(written, found, entry["action"])


def _found(written: DemoRows, entry: Entry) -> FindingRecord:
    rows = FindingRecord.objects.filter(
        territory=written.territories[entry["territory"]], rule=entry["rule"], gone_since=None
    )
    for row in rows:
        if row.snapshot.get("provisions", []) == list(entry["provisions"]):
            return row
    raise GlocalError(
        f"The worked example decides about a finding of {entry['rule']} in {entry['territory']} "
        f"({', '.join(entry['provisions'])}) that the check does not find: mend findings.yaml."
    )


def _decide(person: Person, found: FindingRecord, entry: Entry) -> None:
    days = entry.get("days")
    expires_on = timezone.localdate() + timedelta(days=days) if days else None
    found.refresh_from_db()
    decide(
        person, found.pk, found.version, Decision(entry["workflow"], entry["reason"], expires_on)
    )


def _act(written: DemoRows, found: FindingRecord, entry: Entry) -> None:
    owner = written.people.get(entry.get("owner", ""))
    ground = action_ground(found.territory, [entry["indicator"]])
    act_on_findings(
        _person(written, entry),
        found.territory,
        [found.pk],
        ActionSource(
            ground.labels.framework.id, ground.labels.framework.version, ground.assessment
        ),
        entry["indicator"],
        ActionDraft(
            title=entry["title"],
            description=entry.get("description", ""),
            owner_id=owner.pk if owner else None,
            owner_name=entry.get("owner_name", ""),
            due=day_of(entry.get("due")),
        ),
    )


def _person(written: DemoRows, entry: Entry) -> Person:
    return written.people[entry["by"]]
