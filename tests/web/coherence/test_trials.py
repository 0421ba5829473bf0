"""What if: provisions left out, changed, added; findings come and go, and nothing is saved."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from glocal_web.portal.models import CoherenceState, FindingRecord, Provision
from glocal_web.portal.selectors import coherence_trials
from glocal_web.portal.services.rechecking import bring_up_to_date
from tests.cast import Cast, sign_in
from tests.web.coherence.reading import words
from tests.web.permissions.conftest import everything
from tests.web.register.filing import policy, provision

PAGE = "/territories/puerto-lirio/coherence/what-if/"
EXCLUSION = "puerto-lirio.not-without-papers"
PROMISED = "School enrolment: promised and closed for the same people"
RISK = "School enrolment: whoever uses it may be reported"


@pytest.fixture
def clashing(cast: Cast) -> Cast:
    """A promise, an exclusion, and schools that report: one finding of C2, one of C3."""
    act = policy(cast.country, "education-act")
    provision(act, "enrol", article="3")
    provision(
        act,
        "schools-report",
        modality="report",
        to="immigration-authority",
        for_={"status": ["irregular"]},
    )
    provision(
        policy(cast.territory, "school-rules", kind="ordinance"),
        "not-without-papers",
        modality="exclusion",
        for_={"status": ["irregular"]},
    )
    bring_up_to_date(cast.territory)
    return cast


def asked(client: Client, **query: Any) -> str:
    address = f"{PAGE}?{urlencode(query, doseq=True)}"
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def result(page: str) -> str:
    """The part of the page that tells what would happen."""
    return page[page.index('id="trial"') :]


def test_without_a_change_nothing_happens(client: Client, clashing: Cast) -> None:
    page = sign_in(client, clashing.reader).get(PAGE).content.decode()
    assert "Nothing is changed yet." in page
    assert page.count('name="drop"') == 3


def test_without_the_exclusion_the_finding_vanishes(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.reader)
    page = asked(client, drop=EXCLUSION)
    told = words(result(page))
    assert "1 finding would vanish · 0 would appear" in told
    assert PROMISED in told
    record = FindingRecord.objects.get(rule="C2")
    assert f'href="/findings/{record.pk}/"' in result(page)


def test_whom_it_holds_for_can_be_changed(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.reader)
    page = asked(client, change="estalia.enrol", **{"change-status": ["citizen", "refugee"]})
    assert "1 finding would vanish" in words(result(page))
    page = asked(client, change="estalia.enrol", **{"change-age": ["6-17"]})
    assert "0 findings would vanish" in words(result(page))


def test_a_change_that_moves_nothing_says_so(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.reader)
    page = asked(client, change=EXCLUSION, **{"change-status": ["irregular"]})
    assert "0 findings would vanish · 0 would appear" in words(result(page))
    assert "No finding comes or goes by this change." in page


def test_a_provision_can_be_added(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.reader)
    page = asked(
        client,
        add="exclusion",
        who="health-centre",
        action="emergency-health-care",
        **{"add-status": ["tolerated"]},
    )
    assert "Draft that you try" in result(page)
    promise = asked(
        client,
        add="exclusion",
        who="school",
        action="school-enrolment",
        **{"add-status": ["tolerated"]},
    )
    assert "1 would appear" in words(result(promise))
    assert PROMISED in result(promise)


def test_a_mend_of_a_finding_is_tried(client: Client, clashing: Cast) -> None:
    record = FindingRecord.objects.get(rule="C2")
    sign_in(client, clashing.reader)
    page = asked(client, mend=f"{record.pk}.0")
    assert "1 finding would vanish" in words(result(page))
    assert f'name="mend" value="{record.pk}.0" checked' in page


def test_several_changes_are_tried_at_once(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.coordinator)
    page = asked(client, drop=[EXCLUSION, "estalia.schools-report"])
    assert "2 findings would vanish" in words(result(page))


@pytest.mark.parametrize("who", ["contributor", "reader", "association"])
def test_restricted_findings_come_and_go_unseen_by_those_who_may_not_see_them(
    client: Client, clashing: Cast, who: str
) -> None:
    record = FindingRecord.objects.get(rule="C3")
    sign_in(client, getattr(clashing, who))
    page = asked(client, drop="estalia.schools-report")
    assert "0 findings would vanish · 0 would appear" in words(result(page))
    assert RISK not in page
    # A mend of a finding that is not there for them is none.
    page = asked(client, mend=f"{record.pk}.0")
    assert "Nothing is changed yet." in page
    assert "Mends that you try" not in page


def test_those_who_may_see_them_see_them_vanish(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.reviewer)
    page = asked(client, drop="estalia.schools-report")
    assert RISK in result(page)


def test_a_rule_that_is_off_is_not_told_here_either(client: Client, clashing: Cast) -> None:
    CoherenceState.objects.update(rules_off=["C2"])
    page = asked(sign_in(client, clashing.reader), drop=EXCLUSION)
    assert "0 findings would vanish" in words(result(page))


def test_nothing_is_saved(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.coordinator)
    before = everything()
    asked(client, drop=EXCLUSION, change="estalia.enrol", **{"change-age": ["0-5"]})
    asked(client, add="duty", who="school", action="school-enrolment")
    assert everything() == before


def test_the_address_names_only_what_is_tried(client: Client, clashing: Cast) -> None:
    sign_in(client, clashing.reader)
    whole = {
        "drop": EXCLUSION,
        "change": "",
        "add": "",
        "who": "school",
        "action": "",
        "to": "",
        "add-status": "irregular",
    }
    response = client.get(f"{PAGE}?{urlencode(whole)}")
    assert response["location"] == f"{PAGE}?drop={EXCLUSION}"
    assert client.get(response["location"]).status_code == 200
    assert client.get(f"{PAGE}?who=school")["location"] == PAGE


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"drop": "estalia.nothing"}, "is not one of the available choices"),
        ({"change": "nothing"}, "is not one of the available choices"),
        ({"add": "magic"}, "is not one of the available choices"),
        ({"add": "duty"}, "Choose one: a provision says who does what."),
        (
            {"add": "report", "who": "school", "action": "school-enrolment"},
            "Say to whom the data or the means go.",
        ),
        (
            {"drop": EXCLUSION, "change": EXCLUSION, "change-age": "6-17"},
            "This provision is left out above",
        ),
        (
            {"change": EXCLUSION, "change-age": "60+", "change-family": "unaccompanied-minor"},
            "Nobody can be all of this at once.",
        ),
    ],
)
def test_what_cannot_be_tried_is_said(
    client: Client, clashing: Cast, query: dict[str, str], told: str
) -> None:
    page = asked(sign_in(client, clashing.reader), **query)
    assert told in page
    assert "error-summary" in page


@pytest.mark.parametrize("mend", ["", "x", "1", "1.x", "-1.0", "999999.0", "9" * 40 + ".0", "1.99"])
def test_a_mend_that_is_none_is_passed_over(client: Client, clashing: Cast, mend: str) -> None:
    page = asked(sign_in(client, clashing.reader), mend=mend)
    assert "Nothing is changed yet." in page


def test_what_is_asked_for_beyond_the_limit_is_told_and_stays_in_the_address(
    client: Client, clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coherence_trials, "MOST_MENDS", 2)
    record = FindingRecord.objects.get(rule="C2")
    mends = [f"{record.pk}.{number}" for number in range(3)]
    sign_in(client, clashing.reader)
    page = client.get(f"{PAGE}?{urlencode({'mend': mends}, doseq=True)}")
    assert page.status_code == 200
    assert "Beyond these, 1 of those asked for stay untried." in words(page.content.decode())
    assert page.content.decode().count('name="mend"') == 2
    assert "Too many mends" not in asked(client, mend=mends[:2])


def test_a_mend_that_no_longer_applies_is_said(client: Client, clashing: Cast) -> None:
    record = FindingRecord.objects.get(rule="C2")
    Provision.objects.filter(key="not-without-papers").delete()
    page = asked(sign_in(client, clashing.reader), mend=f"{record.pk}.0")
    assert "Part of this cannot be tried" in page


def test_an_empty_register_asks_for_the_first_provisions(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.reader).get(PAGE).content.decode()
    assert "Nothing is registered yet" in page


def test_the_page_works_in_arabic(client: Client, clashing: Cast) -> None:
    client.cookies["glocal_language"] = "ar"
    page = asked(sign_in(client, clashing.reader), drop=EXCLUSION)
    assert 'dir="rtl"' in page
    assert len(re.findall(r'<li class="trial-line">', page)) == 1


def test_the_number_of_queries_is_fixed(
    client: Client, clashing: Cast, django_assert_num_queries: Any
) -> None:
    sign_in(client, clashing.reader)
    with django_assert_num_queries(20) as few:
        client.get(f"{PAGE}?drop={EXCLUSION}")
    for number in range(5):
        provision(policy(clashing.territory, f"more-{number}"))
    CoherenceState.objects.update(duration_ms=60_000)
    with django_assert_num_queries(len(few)):
        client.get(f"{PAGE}?drop={EXCLUSION}")
