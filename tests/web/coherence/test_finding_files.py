"""The findings as files: whole, harmless in a spreadsheet, and without what few may see."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import AuditEvent, CoherenceState, FindingRecord
from tests.cast import sign_in
from tests.web.coherence.conftest import Found
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED

KINDS = ("csv", "json", "sarif")


def csv_rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_one_row_a_finding(client: Client, found: Found) -> None:
    response = sign_in(client, found.cast.reader).get(f"{found.page}findings.csv")
    assert response["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="glocal-puerto-lirio-findings.csv"' in response["content-disposition"]
    rows = {row["id"]: row for row in csv_rows(response.content)}
    assert set(rows) == {EXCLUDED.id, DOUBLED.id}
    row = rows[EXCLUDED.id]
    assert (row["rule"], row["severity"], row["certainty"]) == ("C2", "high", "certain")
    assert row["provisions"] == "estalia.enrol | puerto-lirio.not-without-papers"
    assert row["title"].startswith("School enrolment: promised")
    assert "\u2068" not in response.content.decode()


def test_a_reason_that_looks_like_a_formula_is_made_harmless(client: Client, found: Found) -> None:
    FindingRecord.objects.filter(pk=found.excluded.pk).update(reason='=HYPERLINK("x")')
    response = sign_in(client, found.cast.reader).get(f"{found.page}findings.csv")
    (row,) = [one for one in csv_rows(response.content) if one["id"] == EXCLUDED.id]
    assert not row["reason"].startswith("=")


def test_the_data_hold_codes_words_and_what_was_compared(client: Client, found: Found) -> None:
    data = sign_in(client, found.cast.reader).get(f"{found.page}findings.json").json()
    assert data["territory"] == "puerto-lirio"
    assert data["coverage"]["pairs_compared"] == 5
    one = next(item for item in data["findings"] if item["id"] == EXCLUDED.id)
    assert one["provisions"] == list(EXCLUDED.provisions)
    assert one["mends_in_words"][0]["who"] == "self"
    assert one["workflow"] == "open"
    assert len(one["narrative"]) > 1


def test_the_log_for_tools_names_rules_places_and_suppressions(
    client: Client, found: Found
) -> None:
    FindingRecord.objects.filter(pk=found.doubled.pk).update(
        workflow="dismissed", reason="Two different schools."
    )
    log = json.loads(sign_in(client, found.cast.reader).get(f"{found.page}findings.sarif").content)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
    by_rule = {result["ruleId"]: result for result in run["results"]}
    assert by_rule["C2"]["partialFingerprints"] == {"glocalFinding/v1": EXCLUDED.id}
    assert by_rule["C2"]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == (
        "estalia.enrol"
    )
    assert "suppressions" not in by_rule["C2"]
    assert by_rule["C8"]["suppressions"][0]["justification"] == "Two different schools."
    assert "baselineState" not in by_rule["C2"]


def test_the_log_says_what_is_new_and_what_is_gone(client: Client, found: Found) -> None:
    CoherenceState.objects.update(baseline_at=found.excluded.appeared_at)
    FindingRecord.objects.filter(pk=found.doubled.pk).update(gone_since=found.doubled.last_seen)
    log = json.loads(sign_in(client, found.cast.reader).get(f"{found.page}findings.sarif").content)
    states = {one["ruleId"]: one["baselineState"] for one in log["runs"][0]["results"]}
    assert states == {"C2": "unchanged", "C8": "absent"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["steward", "coordinator", "reviewer", "above", "contributor"])
def test_restricted_findings_are_in_no_file_unless_asked_for(
    client: Client, found: Found, who: str, kind: str
) -> None:
    content = sign_in(client, getattr(found.cast, who)).get(f"{found.page}findings.{kind}").content
    assert DETERRED.id not in content.decode()
    assert EXCLUDED.id in content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_on_purpose_somebody_who_may_see_them_takes_them_out(
    client: Client, found: Found, kind: str
) -> None:
    sign_in(client, found.cast.reviewer)
    address = f"{found.page}take-out/"
    assert "Delicate: read this first" in client.get(address).content.decode()
    page = client.post(address, {"kind": kind})
    assert DETERRED.id not in page.content.decode()
    assert not AuditEvent.objects.exists()
    response = client.post(address, {"kind": kind, "understood": "on"})
    assert DETERRED.id in response.content.decode()
    assert "attachment" in response["content-disposition"]
    event = AuditEvent.objects.get()
    assert (event.verb, event.data) == ("findings.taken-out", {"kind": kind})


@pytest.mark.parametrize(
    ("who", "status"), [("contributor", 403), ("reader", 403), ("outsider", 404)]
)
def test_nobody_else_takes_them_out(client: Client, found: Found, who: str, status: int) -> None:
    sign_in(client, getattr(found.cast, who))
    address = f"{found.page}take-out/"
    assert client.get(address).status_code == status
    assert client.post(address, {"kind": "csv", "understood": "on"}).status_code == status
    assert not AuditEvent.objects.exists()


def test_a_rule_that_is_off_is_in_no_file(client: Client, found: Found) -> None:
    CoherenceState.objects.update(rules_off=["C2"])
    content = sign_in(client, found.cast.reader).get(f"{found.page}findings.json").content.decode()
    assert EXCLUDED.id not in content


@pytest.mark.parametrize("kind", ["xml", "pdf", "CSV"])
def test_there_is_no_other_kind_of_file(client: Client, found: Found, kind: str) -> None:
    sign_in(client, found.cast.reader)
    assert client.get(f"{found.page}findings.{kind}").status_code == 404


def test_the_number_of_queries_is_fixed(
    client: Client, found: Found, django_assert_num_queries: Any
) -> None:
    sign_in(client, found.cast.reader)
    with django_assert_num_queries(12):
        client.get(f"{found.page}findings.json")
