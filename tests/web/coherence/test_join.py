"""Where findings and indicators meet; and that no finding ever changes a score."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from glocal_web.portal.models import Action, Assessment, CoherenceState, FindingRecord
from glocal_web.portal.permissions import access_to
from glocal_web.portal.selectors.denied_claims import open_findings
from glocal_web.portal.selectors.findings_touching import findings_touching
from glocal_web.portal.selectors.publications import draft_snapshot
from glocal_web.portal.services.findings import (
    Decision,
    address,
    decide,
    give_verdict,
    lock_findings,
    set_baseline,
    switch_rule,
)
from tests.cast import Cast, assessment, respond, sign_in
from tests.web.coherence.conftest import Found
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED, written
from tests.web.coherence.reading import words


@pytest.fixture
def round_(found: Found) -> Assessment:
    """A round by the newest framework, with an answer to each indicator that findings touch."""
    cast = found.cast
    row = assessment(
        cast.territory, cast.authority, year=2027, framework_name=("local-pcmd", "1.1")
    )
    for code in ("B1.1", "B1.2", "A1.3", "A1.4", "A2.2", "A3.1"):
        respond(row, cast.authority, code, 3, status="submitted", by=cast.contributor)
    return row


def touching(found: Found, who: str, code: str) -> int:
    from_here = found.cast.territory
    access = access_to(getattr(found.cast, who), from_here)
    counted = findings_touching(access, from_here, "local-pcmd", code)
    assert counted is not None
    return counted.number


@pytest.mark.parametrize("page", ["answer/{code}/", "next/{code}/", "review/{code}/"])
def test_pages_of_an_assessment_show_the_findings_that_touch_the_indicator(
    client: Client, found: Found, round_: Assessment, page: str
) -> None:
    lead = round_.participants.get(is_lead=True)
    sign_in(client, found.cast.reviewer)
    address = f"/assessments/{round_.pk}/" + page
    shown = client.get(address.format(code="B1.1") + f"?for={lead.pk}").content.decode()
    assert "One open finding of the policy register touches this indicator." in words(shown)
    assert 'href="/territories/puerto-lirio/coherence/?indicator=B1.1"' in shown
    bare = client.get(address.format(code="A1.1") + f"?for={lead.pk}")
    assert "of the policy register touch" not in bare.content.decode()


def test_a_restricted_finding_touches_nothing_for_those_who_may_not_see_it(found: Found) -> None:
    assert touching(found, "coordinator", "B1.2") == 1
    assert touching(found, "reviewer", "B1.2") == 1
    for who in ("contributor", "association", "reader"):
        assert touching(found, who, "B1.2") == 0
        assert touching(found, who, "B1.1") == 1
    assert touching(found, "outsider", "B1.1") == 0


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"workflow": "being-addressed"}, 0),
        ({"workflow": "accepted"}, 0),
        ({"workflow": "dismissed"}, 0),
        ({"workflow": "resolved"}, 0),
        ({"gone_since": timezone.now()}, 0),
    ],
)
def test_only_open_findings_touch_an_indicator(
    found: Found, values: dict[str, Any], number: int
) -> None:
    FindingRecord.objects.filter(rule="C2").update(**values)
    assert touching(found, "reader", "B1.1") == number


def test_a_rule_that_is_off_touches_nothing(found: Found) -> None:
    CoherenceState.objects.update(rules_off=["C2"])
    assert touching(found, "reader", "B1.1") == 0


def test_one_code_is_not_taken_for_another(found: Found) -> None:
    assert touching(found, "reader", "B1") == 0
    assert touching(found, "reader", "A1.4") == 1


def test_an_indicator_of_another_framework_is_touched_by_nothing(found: Found) -> None:
    access: Any = None
    assert findings_touching(access, found.cast.territory, "sdg-10.7.2", "A1.3") is None


def test_the_public_page_of_an_indicator_names_rules_and_no_findings(
    client: Client, found: Found
) -> None:
    page = client.get("/frameworks/local-pcmd/1.1/B1.2/").content.decode()
    assert 'href="/rules/C3/"' in page
    assert "open finding" not in page
    other = client.get("/frameworks/sdg-10.7.2/2019/").content.decode()
    assert "/rules/C" not in other


def test_the_page_of_the_territory_leads_to_its_findings(client: Client, found: Found) -> None:
    address = "/territories/puerto-lirio/"
    for who, number in (("reviewer", "3"), ("reader", "2")):
        page = sign_in(client, getattr(found.cast, who)).get(address).content.decode()
        assert f"{number} open findings in the registered policies." in words(page)
        assert f'href="{found.page}"' in page


def test_whoever_only_sees_what_was_published_hears_of_no_finding(
    client: Client, found: Found
) -> None:
    found.cast.territory.is_example = True
    found.cast.territory.save()
    page = client.get("/territories/puerto-lirio/").content.decode()
    assert "finding" not in page


SAYS_OTHERWISE = "This answer and an open finding do not fit together"


def reviewed(client: Client, found: Found, row: Assessment, code: str = "B1.2") -> str:
    lead = row.participants.get(is_lead=True)
    sign_in(client, found.cast.reviewer)
    address = f"/assessments/{row.pk}/review/{code}/?for={lead.pk}"
    return str(client.get(address).content.decode())


def test_an_answer_that_an_open_finding_denies_is_flagged_for_the_reviewer(
    client: Client, found: Found, round_: Assessment
) -> None:
    page = reviewed(client, found, round_)
    assert SAYS_OTHERWISE in page
    assert f'href="/findings/{found.deterred.pk}/"' in page
    assert "without fear of being reported" in page
    queue = client.get(f"/assessments/{round_.pk}/review/").content.decode()
    assert queue.count("an open finding says otherwise") >= 1
    # An indicator that no claim speaks of is not flagged.
    assert SAYS_OTHERWISE not in reviewed(client, found, round_, "A3.1")


def test_a_lower_grade_claims_nothing(client: Client, found: Found, round_: Assessment) -> None:
    round_.participants.get().responses.filter(indicator="B1.2").update(grade=2)
    assert SAYS_OTHERWISE not in reviewed(client, found, round_)


@pytest.mark.parametrize(
    "values", [{"workflow": "accepted"}, {"workflow": "dismissed"}, {"gone_since": timezone.now()}]
)
def test_only_an_open_finding_denies(
    client: Client, found: Found, round_: Assessment, values: dict[str, Any]
) -> None:
    FindingRecord.objects.filter(rule="C3").update(**values)
    assert SAYS_OTHERWISE not in reviewed(client, found, round_)


def test_a_rule_that_is_off_denies_nothing(
    client: Client, found: Found, round_: Assessment
) -> None:
    CoherenceState.objects.update(rules_off=["C3"])
    assert SAYS_OTHERWISE not in reviewed(client, found, round_)


def test_the_answer_itself_is_not_flagged_to_those_who_give_it(
    client: Client, found: Found, round_: Assessment
) -> None:
    lead = round_.participants.get(is_lead=True)
    sign_in(client, found.cast.contributor)
    page = client.get(f"/assessments/{round_.pk}/answer/B1.2/?for={lead.pk}").content.decode()
    assert SAYS_OTHERWISE not in page
    assert "says otherwise" not in page


def test_no_answer_claims_nothing(found: Found) -> None:
    access = access_to(found.cast.reviewer, found.cast.territory)
    open_ones = open_findings(access, found.cast.territory, "local-pcmd")
    assert open_ones.denied("B1.2", None) == ()
    assert open_ones.deny([("B1.2", None), ("B1.2", 4.0), ("A1.1", 4.0)]) == {("B1.2", 4.0)}
    assert open_findings(access, found.cast.territory, "sdg-10.7.2").records == {}


def scores(cast: Cast, row: Assessment) -> str:
    """Every figure that could be published of the assessment."""
    row.refresh_from_db()
    snapshot, *_rest = draft_snapshot(row, with_rationales=True)
    return json.dumps(snapshot["scores"], sort_keys=True)


def test_recording_deciding_and_hiding_findings_changes_no_score(
    found: Found, round_: Assessment
) -> None:
    cast, territory = found.cast, found.cast.territory
    for code in ("B1.1", "B1.2"):
        round_.participants.get().responses.filter(indicator=code).update(status="agreed")
    FindingRecord.objects.all().delete()
    before = scores(cast, round_)

    excluded, deterred, doubled = written(territory, EXCLUDED, DETERRED, DOUBLED)
    assert scores(cast, round_) == before
    soon = timezone.localdate() + timedelta(days=9)
    decide(cast.coordinator, excluded.pk, 1, Decision("accepted", "A law is coming.", soon))
    decide(cast.coordinator, doubled.pk, 1, Decision("dismissed", "Two schools."))
    give_verdict(cast.reviewer, deterred.pk, 1, "right")
    assert scores(cast, round_) == before
    action = Action.objects.create(
        territory=territory,
        assessment=round_,
        framework_id="local-pcmd",
        framework_version="1.1",
        indicator="B1.1",
        title="Mend",
    )
    locked = lock_findings(cast.coordinator, territory, [excluded.pk, deterred.pk])
    address(cast.coordinator, locked, action)
    assert scores(cast, round_) == before
    switch_rule(cast.coordinator, "puerto-lirio", "C2", on=False)
    set_baseline(cast.coordinator, "puerto-lirio")
    assert scores(cast, round_) == before
    written(territory)
    assert FindingRecord.objects.filter(workflow="resolved").count() == 2
    assert scores(cast, round_) == before
