"""Thousands of invented territories, each with one answered round, for benchmarks and tests."""

import random
from collections.abc import Iterator
from datetime import date

from django.db import transaction

from glocal.loading.catalogue import framework
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState
from glocal_web.portal.models import (
    Assessment,
    Evidence,
    Organisation,
    Participant,
    Response,
    ResponseStatus,
    Territory,
)
from glocal_web.portal.models.choices import GroupChoice, LevelChoice
from glocal_web.portal.models.evidence import EvidenceKind

FRAMEWORK_ID, FRAMEWORK_VERSION = "local-pcmd", "1.0"
A_PROVINCE = 100
BATCH = 2_000
OPEN_SHARE = 0.12
DOCUMENTED_SHARE = 0.3
ROLES = ("origin", "transit", "destination", "return", "displacement")


@transaction.atomic
def make_many(count: int, seed: int) -> list[Territory]:
    """``count`` new municipalities in provinces of a hundred; the same ones for the same seed.

    Each has an authority and an open round of `local-pcmd` in which about one indicator in
    eight is not known. Slugs carry the seed, so that several calls fit into one database. Rows
    have no history: nothing that reads many territories reads it.
    """
    chance = random.Random(seed)  # noqa: S311 - figures for a benchmark, no secret
    towns = _territories(count, seed, chance)
    authorities = Organisation.objects.bulk_create(
        (
            Organisation(
                name=f"Municipality of {town}", group=GroupChoice.AUTHORITY, territory=town
            )
            for town in towns
        ),
        batch_size=BATCH,
    )
    structure = framework(FRAMEWORK_ID, FRAMEWORK_VERSION)
    assessments = Assessment.objects.bulk_create(
        (
            Assessment(
                territory=town,
                framework_id=structure.id,
                framework_version=structure.version,
                content_hash=structure.content_hash,
                name="Round 2025",
                period_start=date(2025, 1, 1),
                period_end=date(2025, 12, 31),
            )
            for town in towns
        ),
        batch_size=BATCH,
    )
    participants = Participant.objects.bulk_create(
        (
            Participant(assessment=assessment, organisation=authority, is_lead=True)
            for assessment, authority in zip(assessments, authorities, strict=True)
        ),
        batch_size=BATCH,
    )
    responses = Response.objects.bulk_create(
        _responses(participants, structure.indicators, chance), batch_size=BATCH
    )
    Evidence.objects.bulk_create(_evidence(responses, chance), batch_size=BATCH)
    return towns


def _territories(count: int, seed: int, chance: random.Random) -> list[Territory]:
    country = Territory.objects.create(
        slug=f"many-{seed}",
        name=f"Country {seed}",
        level=LevelChoice.NATIONAL,
        mobility_roles=list(ROLES),
        is_example=True,
    )
    provinces = Territory.objects.bulk_create(
        Territory(
            slug=f"many-{seed}-province-{number}",
            name=f"Province {number}",
            level=LevelChoice.INTERMEDIATE,
            parent=country,
            mobility_roles=list(ROLES),
            is_example=True,
        )
        for number in range(1, (count - 1) // A_PROVINCE + 2)
    )
    return Territory.objects.bulk_create(
        (
            Territory(
                slug=f"many-{seed}-town-{number + 1}",
                name=f"Town {number + 1}",
                level=LevelChoice.LOCAL,
                parent=provinces[number // A_PROVINCE],
                population=round(10 ** chance.uniform(3, 6)),
                mobility_roles=sorted(chance.sample(ROLES, chance.randint(1, 3))),
                is_example=True,
            )
            for number in range(count)
        ),
        batch_size=BATCH,
    )


def _responses(
    participants: list[Participant], indicators: tuple[Indicator, ...], chance: random.Random
) -> Iterator[Response]:
    for participant in participants:
        # Towns differ in level; within a town the answers lie near one another.
        level = chance.uniform(0, 1)
        for indicator in indicators:
            is_open = chance.random() < OPEN_SHARE
            grades = indicator.scale.grades
            place = round(chance.gauss(level, 0.2) * (len(grades) - 1))
            yield Response(
                participant=participant,
                indicator=indicator.code,
                state=AnswerState.DONT_KNOW if is_open else AnswerState.ANSWERED,
                grade=None if is_open else grades[min(max(place, 0), len(grades) - 1)],
                rationale="" if is_open else "Made by chance for a benchmark.",
                status=ResponseStatus.AGREED,
            )


def _evidence(responses: list[Response], chance: random.Random) -> Iterator[Evidence]:
    for response in responses:
        if response.grade and chance.random() < DOCUMENTED_SHARE:
            yield Evidence(
                response=response,
                kind=EvidenceKind.REPORT,
                title="Invented report",
                url="https://example.org/report",
            )
