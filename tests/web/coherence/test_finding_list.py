"""The list of findings: certain apart from possible, by cause, filtered, with what was compared."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from glocal.model.effects_check import Severity
from glocal.model.kinds import Axis
from glocal_web.portal.models import CoherenceState, FindingRecord
from glocal_web.portal.selectors.findings import finding_list
from tests.cast import Cast, sign_in
from tests.web.coherence.conftest import Found
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED, NOON, written
from tests.web.coherence.reading import headings, words
from tests.web.register.filing import policy, provision

SEES = ("steward", "coordinator", "reviewer", "above")
DOES_NOT = ("contributor", "association", "reader")
PROMISED = "School enrolment: promised and closed for the same people"
RISK = "School enrolment: whoever uses it may be reported"


def test_certain_findings_stand_before_possible_ones(client: Client, found: Found) -> None:
    page = sign_in(client, found.cast.reader).get(found.page).content.decode()
    assert headings(page)[:4] == [
        "Certain: the recorded texts show it by themselves.",
        PROMISED,
        "Possible: something is inferred, or not known for sure.",
        "School enrolment: two bodies, one task",
    ]


@pytest.mark.parametrize("who", SEES)
def test_whoever_may_see_them_sees_restricted_findings(
    client: Client, found: Found, who: str
) -> None:
    page = sign_in(client, getattr(found.cast, who)).get(found.page).content.decode()
    assert RISK in page
    assert "shown to few" in page
    assert '<span class="tab-count">3</span>' in page or "3 findings" in words(page)


@pytest.mark.parametrize("who", DOES_NOT)
def test_for_everybody_else_they_are_counted_nowhere(
    client: Client, found: Found, who: str
) -> None:
    page = sign_in(client, getattr(found.cast, who)).get(found.page).content.decode()
    assert PROMISED in page
    assert RISK not in page
    assert "shown to few" not in page
    assert "2 findings" in words(page)
    assert 'value="C3"' not in page
    FindingRecord.objects.filter(restricted=True).delete()
    again = client.get(found.page).content.decode()
    hidden = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken":"\w+"|-\d+"')
    assert hidden.sub("", again) == hidden.sub("", page)


def test_what_was_compared_and_what_is_not_recorded_stands_beside(
    client: Client, found: Found
) -> None:
    page = words(sign_in(client, found.cast.reader).get(found.page).content.decode())
    assert "Pairs with a service and a place in common, compared 5" in page
    assert "Pairs with nothing in common, skipped 1" in page
    assert "competence, money or staff 3" in page
    # A slot that is recorded everywhere is no line.
    assert "whom it concerns" not in page
    assert "shown to coordinators and reviewers only, whether there are any or not" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"C2", "C3", "C8"}),
        ("rule=C2", {"C2"}),
        ("rule=C99", set()),
        ("sector=education", {"C2", "C3", "C8"}),
        ("sector=health", set()),
        ("axis=horizontal", {"C8"}),
        ("indicator=B1.1", {"C2"}),
        ("indicator=B1", set()),
        ("policy=puerto-lirio.school-rules", {"C2", "C8"}),
        ("policy=estalia.education-act", {"C2", "C3", "C8"}),
        ("policy=estalia", set()),
        # The exclusion and the agreement are the town's to make; the firewall is the State's.
        ("own=1", {"C2", "C8"}),
        ("state=accepted", set()),
        ("state=all", {"C2", "C3", "C8"}),
        ("state=nonsense", {"C2", "C3", "C8"}),
        ("page=99", {"C2", "C3", "C8"}),
        ("page=x", {"C2", "C3", "C8"}),
        ("rule=%00&sector=%3Cb%3E", set()),
    ],
)
def test_filters_show_what_they_say(
    client: Client, found: Found, query: str, shown: set[str]
) -> None:
    page = sign_in(client, found.cast.coordinator).get(f"{found.page}?{query}").content.decode()
    codes = set(re.findall(r'Rule </span><bdi class="code">(\w+)</bdi>', page))
    assert codes == shown


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"workflow": "accepted"}, "accepted"),
        ({"workflow": "dismissed"}, "dismissed"),
        ({"workflow": "being-addressed"}, "being-addressed"),
        ({"workflow": "resolved"}, "done"),
        ({"workflow": "open", "gone_since": NOON}, "done"),
        ({"workflow": "accepted", "gone_since": NOON}, "done"),
    ],
)
def test_each_finding_is_listed_under_where_it_stands(
    found: Found, values: dict[str, Any], state: str
) -> None:
    FindingRecord.objects.filter(pk=found.excluded.pk).update(**values)
    counts = finding_list(found.cast.reader, "puerto-lirio", {}).counts
    assert counts[state] == 1
    assert counts["open"] == 1
    assert counts["all"] == 2


def test_findings_of_one_cause_stand_together(found: Found) -> None:
    others = [replace(EXCLUDED, id=f"c1-{number}", rule="C1") for number in range(2)]
    written(found.cast.territory, EXCLUDED, DOUBLED, *others)
    page = finding_list(found.cast.reader, "puerto-lirio", {})
    (certain, _possible) = page.sections
    (group,) = certain.groups
    assert group.first.record.rule == "C1"
    assert [line.record.rule for line in group.others] == ["C1", "C2"]
    # A service as the cause joins findings of one rule only.
    named = [replace(one, cause="school-enrolment") for one in (EXCLUDED, *others)]
    written(found.cast.territory, *named)
    page = finding_list(found.cast.reader, "puerto-lirio", {})
    assert [len(group.others) for group in page.sections[0].groups] == [1, 0]


def test_the_heaviest_stands_first(found: Found) -> None:
    lighter = replace(EXCLUDED, id="a-light-one", severity=Severity.LOW, cause="x.y")
    written(found.cast.territory, lighter, EXCLUDED)
    page = finding_list(found.cast.reader, "puerto-lirio", {})
    assert [one.first.record.severity for one in page.sections[0].groups] == ["high", "low"]


def test_at_equal_weight_what_can_be_decided_here_stands_first(found: Found) -> None:
    elsewhere = replace(
        EXCLUDED, id="a-far-one", axis=Axis.HORIZONTAL, cause="x.y", mends=DETERRED.mends
    )
    written(found.cast.territory, elsewhere, EXCLUDED)
    (section,) = finding_list(found.cast.reader, "puerto-lirio", {}).sections
    assert [one.first.record.in_own_hands for one in section.groups] == [True, False]


def test_what_the_territory_can_decide_has_a_tab(client: Client, found: Found) -> None:
    page = sign_in(client, found.cast.coordinator).get(found.page).content.decode()
    assert "What you can decide yourselves" in page
    assert 'href="?state=open&amp;own=1"' in page
    counts = finding_list(found.cast.coordinator, "puerto-lirio", {"own": "1"}).counts
    assert (counts["open"], counts["own"]) == (3, 2)


def test_an_opportunity_is_not_told_as_a_problem(client: Client, found: Found) -> None:
    chance = replace(
        DOUBLED, id="s1", rule="S1", variant="shared-goal", params={"goal": "school-attendance"}
    )
    written(found.cast.territory, EXCLUDED, chance)
    page = words(sign_in(client, found.cast.reader).get(found.page).content.decode())
    assert page.index(PROMISED) < page.index("Opportunities: what could be pursued together")
    assert "One finding. Besides, one opportunity." in page


def test_only_what_appeared_after_the_baseline_is_new(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    assert "Only new ones" not in client.get(found.page).content.decode()
    client.post(f"{found.page}baseline/")
    FindingRecord.objects.filter(rule="C8").update(
        appeared_at=timezone.now() + timedelta(seconds=1)
    )
    page = client.get(f"{found.page}?new=1").content.decode()
    assert set(re.findall(r'Rule </span><bdi class="code">(\w+)</bdi>', page)) == {"C8"}
    assert "Only new ones (1)" in words(page)


def test_the_findings_of_a_rule_that_is_off_are_in_no_list_and_no_count(
    client: Client, found: Found
) -> None:
    CoherenceState.objects.update(rules_off=["C2"])
    page = sign_in(client, found.cast.reader).get(found.page).content.decode()
    assert PROMISED not in page
    assert "One rule is switched off here." in words(page)
    assert finding_list(found.cast.reader, "puerto-lirio", {}).total == 1


def test_an_empty_register_asks_for_the_first_provisions(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.reader).get("/territories/puerto-lirio/coherence/")
    assert "Nothing is registered yet" in page.content.decode()


def test_no_finding_is_no_all_clear(client: Client, found: Found) -> None:
    FindingRecord.objects.all().delete()
    page = words(sign_in(client, found.cast.reader).get(found.page).content.decode())
    assert "4 provisions were read and 5 pairs compared" in page
    assert "That is no all-clear" in page


def test_reading_the_list_checks_the_register_first(client: Client, cast: Cast) -> None:
    provision(policy(cast.country, "education-act"), "enrol")
    provision(
        policy(cast.territory, "school-rules"),
        modality="exclusion",
        for_={"status": ["irregular"]},
    )
    page = sign_in(client, cast.reader).get("/territories/puerto-lirio/coherence/")
    assert PROMISED in page.content.decode()


def test_a_check_that_takes_long_is_run_on_request(client: Client, found: Found) -> None:
    CoherenceState.objects.update(duration_ms=60_000, stamp={})
    page = sign_in(client, found.cast.reader).get(found.page).content.decode()
    assert "The register has changed since" in page
    assert "Check now" not in page
    assert client.post(f"{found.page}check/").status_code == 403
    page = sign_in(client, found.cast.contributor).get(found.page).content.decode()
    assert "Check now" in page
    assert client.post(f"{found.page}check/")["location"] == found.page
    assert CoherenceState.objects.get().duration_ms < 60_000


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_the_page_opens_in_every_language(client: Client, found: Found, language: str) -> None:
    client.cookies["glocal_language"] = language
    sign_in(client, found.cast.coordinator)
    page = client.get(found.page)
    assert f'<html lang="{language}"' in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_findings(
    client: Client, found: Found, django_assert_num_queries: Any
) -> None:
    sign_in(client, found.cast.coordinator)
    with django_assert_num_queries(13) as few:
        client.get(found.page)
    written(
        found.cast.territory,
        *(replace(EXCLUDED, id=f"many-{n}", cause=f"a.{n}") for n in range(30)),
    )
    with django_assert_num_queries(len(few)):
        client.get(found.page)
