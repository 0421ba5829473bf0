"""A round of answers that the tests of scores, plans and publications share."""

from dataclasses import dataclass
from datetime import date

import pytest

from glocal_web.portal.models import Assessment, Evidence, Response
from tests.cast import Cast, assessment, respond


@dataclass(frozen=True)
class Answered:
    """The cast with answers.

    A1.1 and A1.2 are agreed at 3 and 4, A1.1 with a public document; A1.3 is on the red line
    (agreed at 0); of A1.4 the authority says 4 and the association 0, and nobody agreed. All of A2
    and A3 is agreed at 3. The round of 2025 had A1.1 at 1 and nothing else.

    By hand: A1 = (0.75 + 1 + 0 + 0.5) / 4 = 0.5625, held at 0.5 by the red line; A2 = A3 = 0.75;
    total = ((√0.5 + √0.75 + √0.75) / 3)² = 0.6611. Without A1.4: A1 = 1.75 / 3, held at 0.5 too.
    """

    cast: Cast
    assessment: Assessment
    earlier: Assessment
    document: Evidence


@pytest.fixture
def answered(cast: Cast) -> Answered:
    """Two rounds of answers in Puerto Lirio."""
    now = cast.assessment
    first = agreed(cast, "A1.1", 3, "We keep a profile. <b>Secret reason</b>")
    document = Evidence.objects.create(
        response=first,
        kind="plan",
        title="Migration profile 2026",
        url="https://example.org/profile",
        file_name="hidden.pdf",
        said_by="Hidden Person",
        date=date(2026, 3, 1),
    )
    agreed(cast, "A1.2", 4)
    agreed(cast, "A1.3", 0)
    respond(now, cast.authority, "A1.4", 4, status="submitted")
    respond(now, cast.association_org, "A1.4", 0, status="submitted")
    for number in range(1, 12):
        agreed(cast, f"A2.{number}", 3)
    for number in range(1, 11):
        agreed(cast, f"A3.{number}", 3)
    earlier = assessment(cast.territory, cast.authority, year=2025)
    respond(earlier, cast.authority, "A1.1", 1)
    return Answered(cast, now, earlier, document)


def agreed(cast: Cast, code: str, grade: float, rationale: str = "") -> Response:
    """An agreed answer of the authority in the present round."""
    return respond(
        cast.assessment, cast.authority, code, grade, rationale=rationale, by=cast.contributor
    )
