"""Forms about findings: decided, judged, turned into actions; stale forms lose nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from glocal_web.portal.models import Action, AuditEvent, FindingRecord
from tests.cast import assessment, sign_in
from tests.web.coherence.conftest import Found
from tests.web.coherence.making import fresh
from tests.web.coherence.reading import words

LATER = (timezone.localdate() + timedelta(days=60)).isoformat()


def decision(record: FindingRecord, **changes: str) -> dict[str, str]:
    return {
        "workflow": "accepted",
        "reason": "It is being redrafted.",
        "expires_on": LATER,
        "version": str(record.version),
        **changes,
    }


def action(**changes: str) -> dict[str, str]:
    return {"title": "Rewrite article 7", "indicator": "B1.1", **changes}


def test_a_decision_is_kept_and_shown(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    address = f"/findings/{found.excluded.pk}/"
    response = client.post(f"{address}decide/", decision(found.excluded))
    assert response["location"] == address
    assert fresh(found.excluded).workflow == "accepted"
    assert "It is being redrafted." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"workflow": ""}, "required"),
        ({"workflow": "being-addressed"}, "is not one of the available choices"),
        ({"reason": " "}, "Say why: whoever comes after you will ask."),
        ({"workflow": "dismissed", "reason": ""}, "Say why"),
        ({"expires_on": ""}, "Say when it is to be looked at again."),
        ({"expires_on": "2020-01-01"}, "Choose a day after today, within three years."),
        ({"expires_on": "9999-12-31"}, "Choose a day after today, within three years."),
        ({"expires_on": "31.12.2030"}, "Write the date as year-month-day"),
        ({"version": "0"}, "version"),
        ({"reason": "x" * 2001}, "2000"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, found: Found, changes: dict[str, str], told: str
) -> None:
    sign_in(client, found.cast.coordinator)
    address = f"/findings/{found.excluded.pk}/decide/"
    page = client.post(address, decision(found.excluded, **changes))
    assert page.status_code == 200
    assert told in page.content.decode()
    assert fresh(found.excluded).workflow == "open"


def test_to_dismiss_needs_no_day_and_keeps_none(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    address = f"/findings/{found.excluded.pk}/decide/"
    client.post(address, decision(found.excluded, workflow="dismissed"))
    after = fresh(found.excluded)
    assert (after.workflow, after.expires_on) == ("dismissed", None)


def test_a_stale_decision_shows_both_and_overwrites_nothing(client: Client, found: Found) -> None:
    address = f"/findings/{found.excluded.pk}/decide/"
    sign_in(client, found.cast.steward)
    client.post(address, decision(found.excluded, workflow="dismissed", reason="Theirs"))
    sign_in(client, found.cast.coordinator)
    response = client.post(address, decision(found.excluded, reason="Mine"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert fresh(found.excluded).reason == "Theirs"
    assert 'name="version" value="2"' in page
    client.post(address, decision(found.excluded, reason="Mine", version="2"))
    assert fresh(found.excluded).reason == "Mine"


def test_a_verdict_is_kept_and_a_stale_one_is_not(client: Client, found: Found) -> None:
    address = f"/findings/{found.excluded.pk}/"
    sign_in(client, found.cast.reviewer)
    response = client.post(f"{address}verdict/", {"verdict": "wrong", "note": "N", "version": 1})
    assert response["location"] == address
    assert "Wrong: they fit together" in client.get(address).content.decode()
    sign_in(client, found.cast.coordinator)
    response = client.post(f"{address}verdict/", {"verdict": "right", "version": 1})
    assert response.status_code == 409
    assert fresh(found.excluded).verdict == "wrong"


@pytest.mark.parametrize("verdict", ["", "great"])
def test_what_is_no_verdict_is_refused(client: Client, found: Found, verdict: str) -> None:
    sign_in(client, found.cast.reviewer)
    address = f"/findings/{found.excluded.pk}/verdict/"
    assert client.post(address, {"verdict": verdict, "version": 1}).status_code == 200
    assert fresh(found.excluded).verdict == ""


def test_a_mend_fills_in_the_action(client: Client, found: Found) -> None:
    sign_in(client, found.cast.contributor)
    address = f"/findings/{found.excluded.pk}/action/"
    page = client.get(f"{address}?mend=0").content.decode()
    assert 'value="' in page
    title = page.split('name="title" value="')[1].split('"')[0]
    assert title
    assert "\u2068" not in page.split("<form")[1]
    # The indicators are those that the finding touches, in the newest framework.
    assert [f'value="{code}"' in page for code in ("B1.1", "A1.4", "A3.1", "A1.1")] == [
        True,
        True,
        True,
        False,
    ]
    for other in ("", "?mend=99", "?mend=x", "?mend=-1", "?mend=" + "9" * 30):
        assert client.get(f"{address}{other}").status_code == 200


def test_an_action_is_started_and_the_finding_counts_as_addressed(
    client: Client, found: Found
) -> None:
    sign_in(client, found.cast.contributor)
    response = client.post(f"/findings/{found.excluded.pk}/action/", action())
    made = Action.objects.get()
    assert response["location"] == f"/actions/{made.pk}/"
    after = fresh(found.excluded)
    assert (after.workflow, after.action, after.decided_by) == (
        "being-addressed",
        made,
        found.cast.contributor,
    )
    assert (made.framework_id, made.framework_version, made.indicator) == (
        "local-pcmd",
        "1.1",
        "B1.1",
    )
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["action.created", "finding.addressed"]


def test_an_assessment_that_asks_one_of_the_indicators_is_the_ground(
    client: Client, found: Found
) -> None:
    row = assessment(
        found.cast.territory,
        found.cast.authority,
        year=2027,
        framework_name=("local-pcmd", "1.1"),
    )
    sign_in(client, found.cast.contributor)
    client.post(f"/findings/{found.excluded.pk}/action/", action())
    assert Action.objects.get().assessment == row


def test_the_action_names_its_findings_to_those_who_may_see_them(
    client: Client, found: Found
) -> None:
    sign_in(client, found.cast.coordinator)
    client.post(f"/findings/{found.deterred.pk}/action/", action(indicator="B1.2"))
    made = Action.objects.get()
    link = f'href="/findings/{found.deterred.pk}/"'
    assert link in client.get(f"/actions/{made.pk}/").content.decode()
    sign_in(client, found.cast.reader)
    page = client.get(f"/actions/{made.pk}/").content.decode()
    assert link not in page
    assert "Findings it is meant to mend" not in page


def test_of_a_restricted_finding_nothing_is_filled_in(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    page = client.get(f"/findings/{found.deterred.pk}/action/?mend=0").content.decode()
    form = page[page.rindex("<form") :]
    assert 'name="title" value=' not in form
    assert "Everybody with a role here reads actions" in page
    for word in ("enrolment", "registry", "Education Act"):
        assert word not in words(form)


def test_of_a_restricted_finding_no_indicator_is_chosen_or_preferred(
    client: Client, found: Found
) -> None:
    """B1.2 and A1.3 are those it touches: with them alone in the list the rule could be told."""
    sign_in(client, found.cast.coordinator)
    page = client.get(f"/findings/{found.deterred.pk}/action/").content.decode()
    select = page.split('name="indicator"')[1].split("</select>")[0]
    assert re.findall(r'<option value="([^"]*)" selected', select) == [""]
    assert all(f'value="{code}"' in select for code in ("A1.1", "B1.2", "A1.3", "A3.1"))
    client.post(f"/findings/{found.deterred.pk}/action/", action(indicator="A1.1"))
    assert Action.objects.get().indicator == "A1.1"


def test_an_action_on_the_list_can_be_joined(client: Client, found: Found) -> None:
    sign_in(client, found.cast.contributor)
    client.post(f"/findings/{found.excluded.pk}/action/", action())
    made = Action.objects.get()
    address = f"/findings/{found.doubled.pk}/action/"
    assert "Rewrite article 7" in client.get(address).content.decode()
    client.post(address, {"join": "1", "action": str(made.pk)})
    assert Action.objects.count() == 1
    assert fresh(found.doubled).action == made


@pytest.mark.parametrize("key", ["", "0", "999999", "x"])
def test_an_action_that_is_not_on_the_list_cannot_be_joined(
    client: Client, found: Found, key: str
) -> None:
    sign_in(client, found.cast.contributor)
    elsewhere = Action.objects.create(
        territory=found.cast.other_territory,
        framework_id="local-pcmd",
        framework_version="1.1",
        indicator="B1.1",
        title="Elsewhere",
    )
    address = f"/findings/{found.excluded.pk}/action/"
    for one in (key, str(elsewhere.pk)):
        assert client.post(address, {"join": "1", "action": one}).status_code == 200
    assert fresh(found.excluded).workflow == "open"


@pytest.mark.parametrize("changes", [{"title": ""}, {"indicator": "A1.1"}, {"indicator": ""}])
def test_a_wrong_action_starts_nothing(
    client: Client, found: Found, changes: dict[str, str]
) -> None:
    sign_in(client, found.cast.contributor)
    page = client.post(f"/findings/{found.excluded.pk}/action/", action(**changes))
    assert page.status_code == 200
    assert not Action.objects.exists()
    assert fresh(found.excluded).workflow == "open"


def test_the_baseline_is_set_after_asking_once_more(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    assert (
        "Set the baseline of Puerto Lirio" in client.get(f"{found.page}baseline/").content.decode()
    )
    assert client.post(f"{found.page}baseline/")["location"] == found.page
    assert "What has appeared since" in client.get(found.page).content.decode()


def test_decisions_are_told_in_the_log_in_words(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    client.post(f"/findings/{found.excluded.pk}/decide/", decision(found.excluded))
    page: Any = client.get("/territories/puerto-lirio/log/").content.decode()
    assert "Decided about the finding" in page
    assert "Accepted for now" in page
