"""Rounds side by side, also where a newer version of the framework came between them."""

import re

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
    """A round of 2027 by version 1.1: A1.1 fell, A1.2 and all of A2 stayed, and B1.1 is new."""
    cast = answered.cast
    row = assessment(cast.territory, cast.authority, year=2027, framework_name=NEWER)
    respond(row, cast.authority, "A1.1", 1)
    respond(row, cast.authority, "A1.2", 4)
    respond(row, cast.authority, "B1.1", 3)
    for number in range(1, 12):
        respond(row, cast.authority, f"A2.{number}", 3)
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
    assert "(" not in second
    # Of A1 two of four are answered now: a mean of two is not compared with a mean of four.
    first = parts.split('<bdi class="code">A1</bdi>')[1].split("</tr>")[0]
    assert "(<bdi>50</bdi>) other questions were answered" in first
    added = parts.split('<bdi class="code">B1</bdi>')[1].split("</tr>")[0]
    assert "(<bdi>–</bdi>) not in this version" in added


def test_only_questions_that_ask_the_same_are_said_to_have_moved(
    client: Client, answered: Answered, newer: Assessment
) -> None:
    page = text(shown(client, answered.cast, newer))
    moved = page.split("<h3>Answers that moved</h3>")[1].split("</table>")[0]
    assert '<bdi class="code">A1.1</bdi>' in moved
    assert '<bdi class="code">A1.2</bdi>' not in moved
    assert '<bdi class="code">B1.1</bdi>' not in moved
    rest = page.split("Not compared (33)")[1]
    assert "new in this version" in rest


def test_the_questions_that_both_answered_are_put_together_like_for_like(
    client: Client, answered: Answered, newer: Assessment
) -> None:
    page = text(shown(client, answered.cast, newer))
    alike = page.split("Like for like</h3>")[1].split("</table>")[0]
    assert "Only the 13 questions that both rounds ask in the same words" in alike
    rows = {
        name: re.findall(r'"number"><bdi>([^<]*)</bdi>', alike.split(f"{name}</bdi>")[1])[:3]
        for name in ("A1", "A2")
    }
    # A1 by hand: A1.1 and A1.2 were 0.75 and 1, now 0.25 and 1: 0.875 and 0.625, printed 88 and 63.
    # A2: eleven times 0.75 in both.
    assert rows == {"A1": ["2", "88", "63"], "A2": ["11", "75", "75"]}
    assert "25 points lower" in alike
    # 13 of the 62 questions of version 1.1 make no overall score.
    assert "too few questions for an overall score" in alike


def test_rounds_that_answered_the_same_say_nothing_twice(
    client: Client, answered: Answered
) -> None:
    row = assessment(answered.cast.territory, answered.cast.authority, year=2024)
    respond(row, answered.cast.authority, "A1.1", 3)
    page = text(shown(client, answered.cast, answered.earlier))
    assert "2 points lower" not in page
    assert "50 points lower" in page
    assert "Like for like" not in page


def test_a_total_over_other_answers_has_no_difference_on_the_dashboard(
    client: Client, answered: Answered
) -> None:
    cast = answered.cast
    sign_in(client, cast.coordinator)
    page = text(client.get(f"/assessments/{answered.assessment.pk}/dashboard/").content.decode())
    assert "Not compared with “Round 2025”: other questions were answered." in page
    assert "Since “Round 2025”" not in page


def test_an_answer_of_other_groups_has_no_difference(client: Client, answered: Answered) -> None:
    # 2025: the authority alone says 4, which is 100. 2026: it says 4 again, the association 0: 50.
    respond(answered.earlier, answered.cast.authority, "A1.4", 4, status="submitted")
    page = text(shown(client, answered.cast, answered.assessment))
    moved = page.split("<h3>Answers that moved</h3>")[1].split("</table>")[0]
    line = moved.split('"code">A1.4</bdi>')[1].split("</tr>")[0]
    assert "other groups answered" in line
    assert "lower" not in line


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
