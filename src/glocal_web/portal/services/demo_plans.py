"""Planned steps and effects checks of the worked example, with the dates that its files name."""

from collections.abc import Sequence
from datetime import datetime

from glocal_web.portal.models import Action, EffectsCheck
from glocal_web.portal.selectors.check_reading import wording_stamp
from glocal_web.portal.services.demo_files import Entry
from glocal_web.portal.services.demo_rows import ORIGIN, DemoRows, create_rows, day_of, moment


def write_actions(written: DemoRows, entries: Sequence[Entry]) -> None:
    """Write the planned steps, each tied to the assessment that showed the gap."""
    rows = [_action(written, entry) for entry in entries]
    days = [moment(entry["date"]) for entry in entries]
    create_rows(rows, created_at=days)
    _remember(rows, days)
    Action.history.bulk_history_create(rows, default_change_reason=ORIGIN)


def write_effects_checks(written: DemoRows, entries: Sequence[Entry]) -> None:
    """Write the checks of drafts, under the wording of the questions that is shipped with them."""
    rows = [_check(written, entry) for entry in entries]
    days = [moment(entry.get("changed", entry["date"])) for entry in entries]
    create_rows(rows, created_at=[moment(entry["date"]) for entry in entries], changed_at=days)
    _remember(rows, days)
    EffectsCheck.history.bulk_history_create(rows, default_change_reason=ORIGIN)


def _remember(rows: Sequence[Action | EffectsCheck], days: Sequence[datetime]) -> None:
    for row, day in zip(rows, days, strict=True):
        row._history_user = row.created_by  # type: ignore[union-attr]
        row._history_date = day  # type: ignore[union-attr]


def _action(written: DemoRows, entry: Entry) -> Action:
    assessment = written.assessments[entry["assessment"]]
    return Action(
        territory=written.territories[entry["territory"]],
        assessment=assessment,
        framework_id=assessment.framework_id,
        framework_version=assessment.framework_version,
        indicator=entry["indicator"],
        target_grade=entry.get("target_grade"),
        title=entry["title"],
        description=entry.get("description", ""),
        owner=written.people.get(entry.get("owner", "")),
        owner_name=entry.get("owner_name", ""),
        due=day_of(entry.get("due")),
        status=entry["status"],
        outcome=entry.get("outcome", ""),
        created_by=written.people[entry["by"]],
    )


def _check(written: DemoRows, entry: Entry) -> EffectsCheck:
    return EffectsCheck(
        territory=written.territories[entry["territory"]],
        sector=entry["sector"],
        title=entry["title"],
        summary=entry.get("summary", ""),
        answers=dict(entry.get("answers", {})),
        remarks=dict(entry.get("remarks", {})),
        conclusion=entry.get("conclusion", ""),
        status=entry["status"],
        wording=wording_stamp(entry["sector"]),
        created_by=written.people[entry["by"]],
    )
