"""What the tests of the findings share: findings made by hand, over a register of four norms."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from glocal.loading.taxonomy import taxonomy
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, EditKind, Finding, LegalStanding, Mend, Slot
from glocal.model.kinds import Axis, Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.population import EVERYBODY, Group
from glocal.model.portfolio import Area, Portfolio
from glocal.model.provision import Modality, Period, Provision
from glocal_web.portal.models import FindingRecord, Territory
from glocal_web.portal.services.finding_records import write_findings

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
TODAY = date(2026, 11, 28)
IRREGULAR = Group({"status": frozenset({"irregular"})})

AREAS = (
    Area("estalia", "Estalia", Level.NATIONAL),
    Area("vallemar", "Vallemar", Level.INTERMEDIATE, "estalia"),
    Area("puerto-lirio", "Puerto Lirio", Level.LOCAL, "vallemar"),
)
POLICIES = (
    Policy(
        "estalia.education-act",
        "Education Act",
        PolicyKind.LAW,
        Level.NATIONAL,
        "estalia",
        issuer="Parliament of Estalia",
        number="12",
        year=2015,
        sectors=("education",),
        pack="estalia",
    ),
    Policy(
        "puerto-lirio.school-rules",
        "School rules",
        PolicyKind.ORDINANCE,
        Level.LOCAL,
        "puerto-lirio",
        year=2020,
        sectors=("education",),
    ),
)
PROVISIONS = (
    Provision(
        "estalia.enrol",
        "estalia.education-act",
        Modality.ENTITLEMENT,
        "school",
        "school-enrolment",
        Group({"age": frozenset({"6-17"})}),
        quote="Every child has the right to enrol.",
        article="3",
    ),
    Provision(
        "puerto-lirio.not-without-papers",
        "puerto-lirio.school-rules",
        Modality.EXCLUSION,
        "school",
        "school-enrolment",
        IRREGULAR,
        article="7",
    ),
    Provision(
        "estalia.registry-reports",
        "estalia.education-act",
        Modality.REPORT,
        "school",
        "school-enrolment",
        IRREGULAR,
        target="immigration-authority",
    ),
    Provision(
        "puerto-lirio.scholarship",
        "puerto-lirio.school-rules",
        Modality.ENTITLEMENT,
        "school",
        "school-enrolment",
        EVERYBODY,
    ),
)
PORTFOLIO = Portfolio(
    name="Puerto Lirio",
    areas={one.id: one for one in AREAS},
    policies={one.id: one for one in POLICIES},
    provisions={one.id: one for one in PROVISIONS},
)
EXCLUDED = Finding(
    id="c2" + "0" * 14,
    rule="C2",
    variant="full",
    axis=Axis.VERTICAL,
    severity=Severity.HIGH,
    certainty=Certainty.CERTAIN,
    standing=LegalStanding.SUPERIOR,
    provisions=("estalia.enrol", "puerto-lirio.not-without-papers"),
    parts=("promise", "exclusion"),
    territories=("puerto-lirio",),
    period=Period(TODAY, None),
    hit=(Group({"status": frozenset({"irregular"}), "age": frozenset({"6-17"})}),),
    matches=(Slot.ACTION, Slot.GROUP, Slot.BEARER),
    clash=Slot.MODALITY,
    params={"action": "school-enrolment", "bearer": "school"},
    mends=(
        Mend(
            "narrow-exclusion",
            EditKind.NARROW,
            "puerto-lirio",
            3,
            "puerto-lirio.not-without-papers",
        ),
    ),
    indicators=("B1.1", "A1.4", "A3.1"),
    sdg=("10.3", "17.14", "16.b"),
    cause="puerto-lirio.not-without-papers",
    taxonomy="1.0",
)
# Seen only by those who may see restricted findings.
DETERRED = replace(
    EXCLUDED,
    id="c3" + "0" * 14,
    rule="C3",
    variant="direct",
    provisions=("estalia.enrol", "estalia.registry-reports"),
    parts=("promise", "report"),
    clash=Slot.TARGET,
    params={
        "action": "school-enrolment",
        "organisation": "school",
        "reporter": "school",
        "authority": "immigration-authority",
        "reveals": "guardian",
    },
    revealed=(IRREGULAR,),
    mends=(
        Mend(
            "add-firewall",
            EditKind.ADD,
            "estalia",
            3,
            params={"action": "school-enrolment", "organisation": "school"},
        ),
    ),
    indicators=("B1.2", "A1.3"),
    sdg=("10.3", "1.4"),
    cause="estalia.registry-reports",
    restricted=True,
)
DOUBLED = replace(
    EXCLUDED,
    id="c8" + "0" * 14,
    rule="C8",
    variant="duplicate",
    axis=Axis.HORIZONTAL,
    severity=Severity.LOW,
    certainty=Certainty.POSSIBLE,
    standing=LegalStanding.NONE,
    provisions=("estalia.enrol", "puerto-lirio.scholarship"),
    parts=("first", "second"),
    clash=Slot.BEARER,
    params={"action": "school-enrolment"},
    mends=(Mend("agree-coordination", EditKind.ADD_COORDINATION, "puerto-lirio", 1),),
    indicators=("A2.2",),
    sdg=("17.14",),
    reasons=("group-unsaid",),
    cause="C8.school-enrolment",
)


@transaction.atomic
def written(
    territory: Territory, *found: Finding, now: datetime = NOON, today: date = TODAY
) -> list[FindingRecord]:
    """The records of a territory after a check that found these, in the order given."""
    write_findings(territory, found, PORTFOLIO, taxonomy(), rules="rules-1", now=now, today=today)
    by_id = {one.finding: one for one in FindingRecord.objects.filter(territory=territory)}
    return [by_id[one.id] for one in found]


def fresh(record: FindingRecord) -> FindingRecord:
    """The record as the database has it now."""
    return FindingRecord.objects.get(pk=record.pk)


def told(record: FindingRecord) -> list[Any]:
    """The kinds of the events of a record, oldest first."""
    return list(record.events.order_by("pk").values_list("kind", flat=True))
