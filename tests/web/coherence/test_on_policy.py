"""The page of a policy says how many open findings rest on it, as far as one may see them."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import FindingRecord, Policy
from tests.cast import Cast, sign_in
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED, written
from tests.web.coherence.reading import words
from tests.web.register.filing import policy

REPORTED_HERE = replace(DETERRED, provisions=("estalia.enrol", "puerto-lirio.scholarship"))


@pytest.fixture
def rules(cast: Cast) -> Policy:
    """A policy on which all three findings rest."""
    written(cast.territory, EXCLUDED, REPORTED_HERE, DOUBLED)
    return policy(cast.territory, "school-rules")


def read(client: Client, cast: Cast, who: str, act: Policy) -> str:
    page: Any = sign_in(client, getattr(cast, who)).get(f"/policies/{act.pk}/")
    return words(page.content.decode())


@pytest.mark.parametrize(
    ("who", "number"),
    [
        ("steward", 3),
        ("coordinator", 3),
        ("reviewer", 3),
        ("above", 3),
        ("contributor", 2),
        ("association", 2),
        ("reader", 2),
    ],
)
def test_it_counts_what_the_reader_may_see(
    client: Client, cast: Cast, rules: Policy, who: str, number: int
) -> None:
    assert f"{number} open findings rest on this policy" in read(client, cast, who, rules)


def test_the_link_leads_to_just_these(client: Client, cast: Cast, rules: Policy) -> None:
    sign_in(client, cast.reader)
    address = "/territories/puerto-lirio/coherence/?policy="
    page = client.get(f"/policies/{rules.pk}/").content.decode()
    assert f'href="{address}puerto-lirio.school-rules"' in page
    FindingRecord.objects.filter(rule="C8").update(policies=",puerto-lirio.other,")
    # An empty register would make the check of the list take the findings back.
    rows = FindingRecord.objects.filter(gone_since=None)
    assert rows.filter(policies__contains=",puerto-lirio.school-rules,").count() == 2


def test_decided_and_vanished_findings_are_not_counted(
    client: Client, cast: Cast, rules: Policy
) -> None:
    FindingRecord.objects.filter(rule="C2").update(workflow="dismissed")
    FindingRecord.objects.filter(rule="C8").update(gone_since="2026-11-28T12:00Z")
    assert "rest on this policy" not in read(client, cast, "reader", rules)


def test_who_reads_the_register_from_below_sees_no_findings_of_it(
    client: Client, cast: Cast
) -> None:
    plan = policy(cast.province, "plan")
    written(cast.province, EXCLUDED)
    FindingRecord.objects.update(policies=",vallemar.plan,")
    assert "on this policy" not in read(client, cast, "reader", plan)
    assert "One open finding rests on this policy" in read(client, cast, "above", plan)
