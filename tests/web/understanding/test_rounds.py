"""Rounds side by side, also where a newer version of the framework came between them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from glocal_web.portal.models import Assessment
from tests.cast import Cast, assessment, respond, sign_in
from tests.web.understanding.conftest import Answered

NEWER = ("local-pcmd", "1.1")


def shown(client: Client, cast: Cast, row: Assessment, query: str = "") -> str:
    sign_in(client, cast.coordinator)
    return client.get(f"/assessments/{row.pk}/rounds/{query}").content.decode()


def text(page: str) -> str:
    """The page with its white space joined."""
    return " ".join(page.split())


@pytest.fixture
def newer(answered: Answered) -> Assessment:
    """A round of 2027 by version 1.1, in which A1.1 fell, A1.2 stayed and B1.1 is new."""
    cast = answered.cast
    row = assessment(cast.territory, cast.authority, year=2027, framework_name=NEWER)
    respond(row, cast.authority, "A1.1", 1)
    respond(row, cast.authority, "A1.2", 4)
    respond(row, cast.authority, "B1.1", 3)
    return row


def test_all_rounds_stand_side_by_side_with_version_and_coverage(
    client: Client, answered: Answered, newer: Assessment
) -> None:
    page = text(shown(client, answered.cast, newer))
    for name in ("Round 2025", "Round 2026", "Round 2027"):
        assert name in page
    assert "version <bdi>1.0</bdi>" in page
    assert "version <bdi>1.1</bdi>" in page
    # The total of 2026 by hand, in the fixture: 0.6611.
    assert "<td><bdi>66</bdi></td>" in page
    assert "no: other questions" in page


def test_parts_that_ask_the_same_stay_comparable_across_versions(
    client: Client, answered: Answered, newer: Assessment
) -> None:
    page = text(shown(client, answered.cast, newer))
    parts = page.split("Part by part")[1].split("</table>")[0]
    second = parts.split('<bdi class="code">A2</bdi>')[1].split("</tr>")[0]
    assert "<bdi>75</bdi>" in second
    assert "other questions" not in second
    added = parts.split('<bdi class="code">B1</bdi>')[1].split("</tr>")[0]
    assert "(<bdi>–</bdi>) not in this version" in added


def test_only_questions_that_ask_the_same_are_said_to_have_moved(
    client: Client, answered: Answered, newer: Assessment
) -> None:
    page = text(shown(client, answered.cast, newer))
    moved = page.split("Question by question since")[1].split("</table>")[0]
    assert '<bdi class="code">A1.1</bdi>' in moved
    assert '<bdi class="code">A1.2</bdi>' not in moved
    assert '<bdi class="code">B1.1</bdi>' not in moved
    rest = page.split("Not compared (33)")[1]
    assert "new in this version" in rest


def test_another_round_can_be_compared_with(
    client: Client, answered: Answered, newer: Assessment
) -> None:
    page = text(shown(client, answered.cast, newer, f"?with={answered.earlier.pk}"))
    assert "Question by question since <bdi>Round 2025</bdi>" in page
    # A1.1 was 1 in 2025 and is 1 in 2027; A1.2 was open.
    assert "1 answer is as it was." in page


@pytest.mark.parametrize("query", ["?with=x", "?with=999999", "?with=<script>", "?with=%00"])
def test_a_round_that_is_none_is_passed_over(
    client: Client, answered: Answered, newer: Assessment, query: str
) -> None:
    page = text(shown(client, answered.cast, newer, query))
    assert "Question by question since <bdi>Round 2026</bdi>" in page
    assert "<script>" not in page.split("Question by question")[1].split("</select>")[0]


def test_a_round_of_another_territory_is_never_beside(client: Client, answered: Answered) -> None:
    cast = answered.cast
    foreign = assessment(
        cast.other_territory, cast.other_territory.organisations.first(), year=2025
    )
    Assessment.objects.filter(pk=foreign.pk).update(name="Not yours")
    assert "Not yours" not in shown(client, cast, answered.assessment, f"?with={foreign.pk}")


def test_the_first_round_says_what_to_do(client: Client, cast: Cast) -> None:
    assert "There is one round so far" in shown(client, cast, cast.assessment)


def test_only_who_opens_assessments_is_told_of_a_newer_version(
    client: Client, answered: Answered
) -> None:
    assert "newer-version" in shown(client, answered.cast, answered.assessment)
    sign_in(client, answered.cast.reader)
    page = client.get(f"/assessments/{answered.assessment.pk}/rounds/").content.decode()
    assert "newer-version" not in page


def test_many_rounds_take_as_many_queries_as_few_and_the_latest_are_shown(
    client: Client, answered: Answered
) -> None:
    cast = answered.cast
    sign_in(client, cast.coordinator)
    address = f"/assessments/{answered.assessment.pk}/rounds/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for year in range(2010, 2025):
        respond(assessment(cast.territory, cast.authority, year=year), cast.authority, "A1.1", 1)
    with CaptureQueriesContext(connection) as many:
        page = text(client.get(address).content.decode())
    assert len(few) == len(many)
    assert "9 earlier rounds have their own pages." in page


def test_in_arabic_the_reasons_are_arabic(
    client: Client, answered: Answered, newer: Assessment
) -> None:
    sign_in(client, answered.cast.coordinator)
    page = client.get(
        f"/assessments/{newer.pk}/rounds/", headers={"accept-language": "ar"}
    ).content.decode()
    assert "أسئلة أخرى" in page
    assert "other questions" not in page
