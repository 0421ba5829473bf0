"""Rows of the worked example, written in bulk with the dates that its files name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from glocal.errors import GlocalError
from glocal.loading.catalogue import framework
from glocal.model.kinds import AnswerState
from glocal_web.portal.models import (
    Assessment,
    Assignment,
    Evidence,
    Organisation,
    Participant,
    Person,
    Response,
    ReviewNote,
    Role,
    Territory,
)
from glocal_web.portal.models.choices import ConsentChoice
from glocal_web.portal.services.demo_files import DemoIndex, Entry

POPULATION_YEAR = 2024
POPULATION_SOURCE = "Invented for the example"
# What a reader of the history sees as the reason of the first entry.
ORIGIN = "Worked example"

Row = TypeVar("Row", bound=Model)


@dataclass
class DemoRows:
    """The rows written so far, by the id they have in the files."""

    names: DemoIndex
    territories: dict[str, Territory] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    assessments: dict[str, Assessment] = field(default_factory=dict)

    def write(self, password: str | None) -> None:
        """Write everything but the publications; ``password`` opens every account, None no one."""
        self._territories()
        self._organisations()
        self._people(password)
        self._roles()
        self._assessments()

    def _territories(self) -> None:
        for slug, entry in self.names.territories.items():
            row = Territory.objects.filter(slug=slug).first() or Territory(slug=slug)
            if row.pk and not row.is_example:
                raise GlocalError(
                    f"The territory '{slug}' of the worked example cannot be made: a real "
                    "territory has this address. Load the example on a site of its own."
                )
            row.name = entry["name"]
            row.level = entry["level"]
            row.parent = self.territories.get(entry.get("parent", ""))
            row.parent_consent = ConsentChoice.AGREED
            row.population = entry["population"]
            row.population_year = POPULATION_YEAR
            row.population_source = POPULATION_SOURCE
            row.mobility_roles = entry["roles"]
            row.competences = entry.get("competences", {})
            row.is_example = True
            row._change_reason = ORIGIN  # type: ignore[attr-defined]
            row.save()
            self.territories[slug] = row
        for slug, entry in self.names.territories.items():
            partners = [self.territories[partner] for partner in entry.get("partners", ())]
            self.territories[slug].partners.add(*partners)

    def _organisations(self) -> None:
        for entry in self.names.organisations.values():
            self.organisations[entry.id], _ = Organisation.objects.update_or_create(
                territory=self.territories[entry.territory],
                name=entry.name,
                defaults={"group": entry.group},
            )

    def _people(self, password: str | None) -> None:
        # One password for all is hashed once: a careful hash takes longer than all the rows.
        hashed = make_password(password)
        for key, entry in self.names.people.items():
            self.people[key], _ = Person.objects.update_or_create(
                email=entry["email"],
                defaults={
                    "name": entry["name"],
                    "password": hashed,
                    # An account that nobody guards must not run a platform.
                    "is_steward": entry.get("steward", False) and password is not None,
                },
            )

    def _roles(self) -> None:
        Role.objects.bulk_create(
            Role(
                person=self.people[key],
                territory=self.organisations[role["organisation"]].territory,
                organisation=self.organisations[role["organisation"]],
                kind=role["kind"],
                includes_below=role.get("includes_below", False),
            )
            for key, entry in self.names.people.items()
            for role in entry.get("roles", ())
        )

    def _assessments(self) -> None:
        participants: dict[tuple[str, str], Participant] = {}
        for key, entry in self.names.assessments.items():
            row = self.assessments[key] = self._assessment(entry)
            for organisation in dict.fromkeys((entry["lead"], *entry.get("participants", ()))):
                participants[key, organisation] = Participant(
                    assessment=row,
                    organisation=self.organisations[organisation],
                    is_lead=organisation == entry["lead"],
                )
        create_rows(
            self.assessments.values(),
            created_at=[
                moment(entry["opened"]["date"]) for entry in self.names.assessments.values()
            ],
        )
        Participant.objects.bulk_create(participants.values())
        self._assignments(participants)
        self._responses(participants)

    def _assessment(self, entry: Entry) -> Assessment:
        return Assessment(
            territory=self.territories[entry["territory"]],
            framework_id=entry["framework"],
            framework_version=entry["version"],
            content_hash=framework(entry["framework"], entry["version"]).content_hash,
            subject=entry.get("subject", ""),
            name=entry["name"],
            period_start=date.fromisoformat(entry["period"]["from"]),
            period_end=date.fromisoformat(entry["period"]["to"]),
            created_by=self.people[entry["opened"]["by"]],
        )

    def _assignments(self, participants: Mapping[tuple[str, str], Participant]) -> None:
        Assignment.objects.bulk_create(
            Assignment(
                participant=participants[key, one["organisation"]],
                person=self.people[one["person"]],
                scope=one["scope"],
                due=day_of(one.get("due")),
                note=one.get("note", ""),
                created_by=self.people[entry["opened"]["by"]],
            )
            for key, entry in self.names.assessments.items()
            for one in entry.get("assignments", ())
        )

    def _responses(self, participants: Mapping[tuple[str, str], Participant]) -> None:
        sheets = [
            (participants[key, sheet["organisation"]], sheet, code, entry)
            for key, assessment in self.names.assessments.items()
            for sheet in assessment["answers"]
            for code, entry in sheet["responses"].items()
        ]
        rows = [self._response(*sheet) for sheet in sheets]
        days = [moment(entry.get("date", sheet["date"])) for _, sheet, _, entry in sheets]
        create_rows(rows, updated_at=days)
        for row, day in zip(rows, days, strict=True):
            row._history_user = row.updated_by  # type: ignore[attr-defined]
            row._history_date = day  # type: ignore[attr-defined]
        Response.history.bulk_history_create(rows, default_change_reason=ORIGIN, batch_size=500)
        pairs = list(zip(rows, days, [entry for *_, entry in sheets], strict=True))
        self._evidence(pairs)
        self._notes(pairs)

    def _response(
        self, participant: Participant, sheet: Entry, code: str, entry: Entry
    ) -> Response:
        return Response(
            participant=participant,
            indicator=code,
            state=entry.get("state", AnswerState.ANSWERED.value),
            grade=entry.get("grade"),
            reason=entry.get("reason", ""),
            rationale=entry.get("rationale", ""),
            status=entry.get("status", sheet["status"]),
            updated_by=self.people[sheet["by"]],
        )

    def _evidence(self, pairs: Sequence[tuple[Response, datetime, Entry]]) -> None:
        rows = [
            (self._document(response, one), day)
            for response, day, entry in pairs
            for one in entry.get("evidence", ())
        ]
        create_rows([row for row, _ in rows], added_at=[day for _, day in rows])

    def _document(self, response: Response, entry: Entry) -> Evidence:
        checked = entry.get("checked")
        return Evidence(
            response=response,
            kind=entry["kind"],
            title=entry["title"],
            url=entry.get("url", ""),
            date=day_of(entry.get("date")),
            said_by=entry.get("said_by", ""),
            added_by=response.updated_by,
            checked_by=self.people[checked["by"]] if checked else None,
            checked_at=moment(checked["date"]) if checked else None,
        )

    def _notes(self, pairs: Sequence[tuple[Response, datetime, Entry]]) -> None:
        entries = [
            (response, one) for response, _, entry in pairs for one in entry.get("notes", ())
        ]
        rows = [
            ReviewNote(
                response=response,
                author=self.people[one["by"]],
                step=one["step"],
                text=one["text"],
            )
            for response, one in entries
        ]
        create_rows(rows, created_at=[moment(one["date"]) for _, one in entries])


def create_rows(rows: Iterable[Row], **moments: Sequence[datetime]) -> None:
    """Insert the rows, then set the moments that Django fills with the present when it inserts."""
    rows = list(rows)
    if not rows:
        return
    manager = type(rows[0])._default_manager
    manager.bulk_create(rows, batch_size=500)
    for name, values in moments.items():
        for row, value in zip(rows, values, strict=True):
            setattr(row, name, value)
    manager.bulk_update(rows, list(moments), batch_size=200)


def day_of(value: str | None) -> date | None:
    """A day as the files write it."""
    return date.fromisoformat(value) if value else None


def moment(value: str) -> datetime:
    """Ten in the morning of a day: the files name days only."""
    return datetime.combine(date.fromisoformat(value), time(10), tzinfo=UTC)
