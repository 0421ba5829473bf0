"""How far a rule can be trusted: verdicts counted, doubtful rules marked, switched off here."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import CoherenceState, FindingRecord, Territory
from glocal_web.portal.selectors.rule_precision import PrecisionLine, Verdicts, precision_page
from tests.cast import Cast, sign_in
from tests.web.coherence.conftest import Found
from tests.web.coherence.making import DETERRED, EXCLUDED, written
from tests.web.coherence.reading import words

PAGE = "/territories/puerto-lirio/coherence/rules/"


def judged(territory: Territory, verdict: str, number: int, rule: str = "C2") -> None:
    """``number`` findings of a rule in a territory, all with this verdict."""
    made = [
        replace(EXCLUDED, id=f"{rule}-{territory.slug}-{verdict}-{n}", rule=rule, cause=f"a.{n}")
        for n in range(number)
    ]
    known = [one.pk for one in FindingRecord.objects.all()]
    written(territory, *made)
    FindingRecord.objects.filter(finding__in=[one.id for one in made]).update(verdict=verdict)
    FindingRecord.objects.filter(pk__in=known).update(gone_since=None)


def line(visitor: Any, code: str = "C2") -> PrecisionLine:
    page = precision_page(visitor, "puerto-lirio")
    return next(one for one in page.lines if one.rule.code == code)


def test_precision_is_the_share_of_right_ones_among_the_decisive() -> None:
    assert Verdicts(right=6, wrong=4, unclear=50).precision == 0.6
    assert not Verdicts(right=6, wrong=4).is_doubtful
    assert Verdicts(right=5, wrong=5).is_doubtful
    # Nine verdicts say nothing yet, whatever they are.
    assert Verdicts(right=0, wrong=9, unclear=9).precision is None
    assert not Verdicts(right=0, wrong=9).is_doubtful
    assert Verdicts(right=1, wrong=2, unclear=4).total == 7


def test_a_doubtful_rule_is_marked_with_its_counts(client: Client, cast: Cast) -> None:
    judged(cast.territory, "right", 4)
    judged(cast.territory, "wrong", 7)
    judged(cast.territory, "unclear", 2)
    assert line(cast.reader).here == Verdicts(4, 7, 2)
    page = words(sign_in(client, cast.reader).get(PAGE).content.decode())
    assert "36%" in page
    assert "doubtful" in page


def test_verdicts_of_territories_that_the_visitor_reads_are_added(cast: Cast) -> None:
    judged(cast.territory, "right", 3)
    judged(cast.other_territory, "wrong", 5)
    for somebody in (cast.reader, cast.coordinator):
        assert line(somebody).all == Verdicts(right=3)
    for somebody in (cast.above, cast.steward):
        assert line(somebody).all == Verdicts(right=3, wrong=5)
        assert line(somebody).here == Verdicts(right=3)


@pytest.mark.parametrize("who", ["contributor", "association", "reader"])
def test_for_those_who_may_not_see_them_restricted_rules_have_no_figures(
    client: Client, found: Found, who: str
) -> None:
    page = sign_in(client, getattr(found.cast, who)).get(PAGE).content.decode()
    assert 'href="/rules/C2/"' in page
    assert 'href="/rules/C3/"' not in page


def test_of_a_restricted_rule_only_the_figures_of_this_territory_are_shown(found: Found) -> None:
    FindingRecord.objects.filter(rule="C3").update(verdict="right")
    (elsewhere,) = written(found.cast.other_territory, DETERRED)
    FindingRecord.objects.filter(pk=elsewhere.pk).update(verdict="wrong")
    shown = line(found.cast.steward, "C3")
    assert (shown.here, shown.all, shown.standing) == (Verdicts(1), Verdicts(1), 1)


def test_findings_that_are_gone_keep_their_verdict_and_count_no_more(cast: Cast) -> None:
    judged(cast.territory, "right", 2)
    FindingRecord.objects.filter(verdict="right").update(gone_since="2026-01-01T00:00Z")
    assert (line(cast.reader).standing, line(cast.reader).here) == (0, Verdicts(right=2))


def test_a_coordinator_switches_a_rule_off_and_on(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    response = client.post(f"{PAGE}C2/", {"on": "0"})
    assert response["location"] == PAGE
    assert CoherenceState.objects.get().rules_off == ["C2"]
    page = words(client.get(PAGE).content.decode())
    assert "The rule C2 is off" in page
    assert "Switch on" in page
    client.post(f"{PAGE}C2/", {"on": "1"})
    assert CoherenceState.objects.get().rules_off == []


@pytest.mark.parametrize("sent", [{}, {"on": ""}, {"on": "yes"}, {"off": "1"}])
def test_without_an_answer_nothing_is_switched(
    client: Client, found: Found, sent: dict[str, str]
) -> None:
    sign_in(client, found.cast.coordinator)
    assert client.post(f"{PAGE}C3/", sent).status_code == 400
    assert not CoherenceState.objects.get().rules_off


@pytest.mark.parametrize(
    ("who", "status"), [("reviewer", 403), ("contributor", 403), ("reader", 403), ("outsider", 404)]
)
def test_nobody_else_switches(client: Client, found: Found, who: str, status: int) -> None:
    sign_in(client, getattr(found.cast, who))
    assert client.post(f"{PAGE}C2/", {"on": "0"}).status_code == status
    assert CoherenceState.objects.get().rules_off == []


def test_what_is_no_rule_is_not_switched(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    assert client.post(f"{PAGE}C99/", {"on": "0"}).status_code == 404
    assert client.get(f"{PAGE}C2/").status_code == 405


def test_the_number_of_queries_is_fixed(
    client: Client, found: Found, django_assert_num_queries: Any
) -> None:
    sign_in(client, found.cast.above)
    with django_assert_num_queries(11) as few:
        client.get(PAGE)
    judged(found.cast.territory, "right", 12)
    with django_assert_num_queries(len(few)):
        client.get(PAGE)
