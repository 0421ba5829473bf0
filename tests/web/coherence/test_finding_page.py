"""One finding: its provisions quoted, what clashes, who is hit, what would end it, its history."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from glocal.loading.coherence_words import coherence_words
from glocal.loading.rules import rules
from glocal.model.effects_check import Severity
from glocal.model.finding import Slot
from glocal.model.population import EVERYBODY, Group
from glocal_web.portal.mappers.slot_ways import slot_way
from glocal_web.portal.models import Action, FindingRecord
from glocal_web.portal.selectors.finding_page import finding_page
from glocal_web.portal.services.findings import Decision, decide
from tests.cast import sign_in
from tests.web.coherence.conftest import Found
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED, NOON, written
from tests.web.coherence.reading import words
from tests.web.register.filing import policy, provision

DELICATE = "Delicate: read this first"


def of(record: FindingRecord) -> str:
    return f"/findings/{record.pk}/"


def test_the_page_tells_what_meets_what(client: Client, found: Found) -> None:
    page = sign_in(client, found.cast.reader).get(of(found.excluded)).content.decode()
    told = words(page)
    assert "Every child has the right to enrol." in page
    assert "Education Act" in page
    assert "School rules" in page
    for part in ("school enrolment", "does not fit", "fits", "children", "irregular situation"):
        assert part in told
    assert coherence_words("en").word("standing", "superior") in told
    assert told.count("inherited") == 1
    assert told.count("kept here") == 1


def test_a_chain_is_told_as_a_chain_and_a_clash_as_a_clash(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    for record, title, last, strange in (
        (
            found.excluded,
            "where they meet, and where they part",
            "does not fit",
            "closes the chain",
        ),
        (found.deterred, "how the chain closes", "closes the chain", "does not fit"),
    ):
        told = words(client.get(of(record)).content.decode())
        assert title in told.lower()
        assert last in told
        assert strange not in told


def test_a_slot_that_clashes_is_not_said_to_match_as_well(found: Found) -> None:
    twice = replace(EXCLUDED, matches=(Slot.MODALITY, Slot.ACTION), clash=Slot.MODALITY)
    (record,) = written(found.cast.territory, twice)
    page = finding_page(found.cast.reader, record.pk)
    assert [(one.words.slot, one.is_clash) for one in page.slots] == [
        (Slot.ACTION, False),
        (Slot.MODALITY, True),
    ]


def test_every_rule_says_what_its_slots_show() -> None:
    titles = {code: str(slot_way(code).title) for code in rules()}
    for title, codes in (
        ("How the chain closes", ["C3", "C4", "C4b"]),
        (
            "What is there, and what is missing",
            ["C5", "C6", "C7", "C10", "C11", "C12", "C13"],
        ),
        (
            "What is the same, and what differs",
            ["C8", "C14", *(code for code, rule in rules().items() if rule.opportunity)],
        ),
        ("Where they meet, and where they part", ["C1", "C2", "C9"]),
    ):
        assert {titles[code] for code in codes} == {title}


def test_the_provisions_lead_to_the_register(client: Client, found: Found) -> None:
    row = provision(policy(found.cast.country, "education-act"), "enrol")
    elsewhere = provision(policy(found.cast.other_territory, "school-rules"), "enrol")
    page = sign_in(client, found.cast.reader).get(of(found.excluded)).content.decode()
    assert f'href="/provisions/{row.pk}/"' in page
    assert f'href="/provisions/{elsewhere.pk}/"' not in page


def test_the_page_names_indicators_goals_practices_and_versions(
    client: Client, found: Found
) -> None:
    page = sign_in(client, found.cast.reader).get(of(found.excluded)).content.decode()
    for code in EXCLUDED.indicators:
        assert f"/{code}/" in page
    for target in EXCLUDED.sdg:
        assert f"<bdi>{target}</bdi>" in page
    assert 'href="/practices/seoul-ordinance-foreign-residents/"' in page
    assert '<bdi class="code">rules-1</bdi>' in page
    assert f'<bdi class="code">{EXCLUDED.id}</bdi>' in page
    assert "A finding never changes a score" in page


def test_who_is_hit_is_a_picture_with_its_words(client: Client, found: Found) -> None:
    page = sign_in(client, found.cast.reader).get(of(found.excluded)).content.decode()
    picture = page[page.index('id="who"') :]
    on = re.findall(r'<li class="mark mark-on">.*?<span>(.*?)</span>', picture)
    assert on == ["in an irregular situation", "6 to 17 years"]
    # The others are told behind a line that opens them.
    assert "others are not affected" in words(picture)
    assert '<span class="mark-off">18 to 24 years</span>' in picture
    # What limits nobody is told in one line, not as a row of ticks.
    assert "gender" in words(picture[picture.index("Plays no part") :])


def test_phases_of_the_migratory_cycle_are_part_of_the_picture(found: Found) -> None:
    (record,) = written(found.cast.territory, replace(EXCLUDED, phases=("arrival", "stay")))
    (picture,) = finding_page(found.cast.reader, record.pk).pictures
    phases = picture.rows[-1]
    assert [mark.words for mark in phases.marks if mark.is_hit] == ["Arrival", "Stay"]
    assert len(phases.marks) == 6


def test_of_many_groups_three_have_a_picture_and_the_rest_their_words(found: Found) -> None:
    groups = tuple(
        Group({"status": frozenset({status})})
        for status in ("irregular", "tolerated", "stateless", "visitor", "returnee")
    )
    (record,) = written(found.cast.territory, replace(EXCLUDED, hit=groups))
    page = finding_page(found.cast.reader, record.pk)
    assert (len(page.pictures), len(page.further_groups)) == (3, 2)
    (record,) = written(found.cast.territory, replace(EXCLUDED, hit=(EVERYBODY,)))
    (picture,) = finding_page(found.cast.reader, record.pk).pictures
    assert [mark.words for mark in picture.rows[0].marks] == ["every one"]


def test_a_finding_that_hits_nobody_in_particular_says_so(client: Client, found: Found) -> None:
    (record,) = written(found.cast.territory, replace(DOUBLED, hit=()))
    page = sign_in(client, found.cast.reader).get(of(record)).content.decode()
    assert "Nobody in particular" in page


def test_a_possible_finding_says_why_it_is_not_certain(client: Client, found: Found) -> None:
    page = words(sign_in(client, found.cast.reader).get(of(found.doubled)).content.decode())
    assert "Possible: something is inferred, or not known for sure." in page
    assert "nobody has recorded yet whom it concerns" in page


def test_mends_say_who_can_decide_them(client: Client, found: Found) -> None:
    page = words(sign_in(client, found.cast.coordinator).get(of(found.excluded)).content.decode())
    assert "your own decision" in page
    page = words(client.get(of(found.deterred)).content.decode())
    assert "ask a higher level" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("steward", 200),
        ("coordinator", 200),
        ("reviewer", 200),
        ("above", 200),
        ("contributor", 404),
        ("association", 404),
        ("reader", 404),
        ("outsider", 404),
    ],
)
def test_a_restricted_finding_is_shown_to_few_with_a_warning(
    client: Client, found: Found, who: str, status: int
) -> None:
    page = sign_in(client, getattr(found.cast, who)).get(of(found.deterred))
    assert page.status_code == status
    assert (DELICATE in page.content.decode()) is (status == 200)


@pytest.mark.parametrize("rest", ["", "decide/", "verdict/", "action/"])
def test_every_page_about_a_restricted_finding_says_why_it_is_delicate(
    client: Client, found: Found, rest: str
) -> None:
    sign_in(client, found.cast.coordinator)
    assert DELICATE in client.get(of(found.deterred) + rest).content.decode()
    assert DELICATE not in client.get(of(found.excluded) + rest).content.decode()


def test_buttons_are_there_for_those_who_may_use_them(client: Client, found: Found) -> None:
    ways = {"decide/": {"coordinator"}, "verdict/": {"coordinator", "reviewer"}}
    ways["action/"] = {"coordinator", "contributor"}
    for who in ("coordinator", "reviewer", "contributor", "reader"):
        page = sign_in(client, getattr(found.cast, who)).get(of(found.excluded)).content.decode()
        for rest, allowed in ways.items():
            assert (f'href="{of(found.excluded)}{rest}' in page) is (who in allowed), (who, rest)


def test_a_finding_that_is_gone_is_still_told(client: Client, found: Found) -> None:
    written(found.cast.territory, now=NOON + timedelta(hours=1))
    page = sign_in(client, found.cast.coordinator).get(of(found.excluded)).content.decode()
    assert "The register shows it no more" in page
    assert "Every child has the right to enrol." in page
    assert "Vanished from the register" in page
    # Nothing is left to mend or to try.
    assert "Try it" not in page
    assert f"{of(found.excluded)}action/" not in page


def test_what_was_resolved_and_still_stands_says_so(client: Client, found: Found) -> None:
    FindingRecord.objects.filter(pk=found.excluded.pk).update(workflow="resolved")
    page = sign_in(client, found.cast.reader).get(of(found.excluded)).content.decode()
    assert "The register still shows it" in page


def test_a_change_after_the_decision_is_pointed_out(client: Client, found: Found) -> None:
    lighter = replace(EXCLUDED, severity=Severity.LOW)
    written(found.cast.territory, lighter, now=NOON)
    decide(found.cast.coordinator, found.excluded.pk, 1, Decision("dismissed", "Other schools."))
    sign_in(client, found.cast.reader)
    changed = "It has changed since this was decided"
    assert changed not in client.get(of(found.excluded)).content.decode()
    written(found.cast.territory, EXCLUDED, now=timezone.now() + timedelta(seconds=1))
    assert changed in client.get(of(found.excluded)).content.decode()


def test_the_history_tells_who_decided_what_and_why(client: Client, found: Found) -> None:
    day = timezone.localdate() + timedelta(days=40)
    reason = "The council <b>decides</b> in March."
    decide(found.cast.coordinator, found.excluded.pk, 1, Decision("accepted", reason, day))
    page = sign_in(client, found.cast.reader).get(of(found.excluded)).content.decode()
    history = page[page.index('id="history"') :]
    for part in ("Decided", "Accepted for now", "Cora Coordinator", "&lt;b&gt;decides&lt;/b&gt;"):
        assert part in history
    assert "<b>decides" not in page
    assert "Opens again on" in page


def test_the_action_that_addresses_it_is_a_link(client: Client, found: Found) -> None:
    action = Action.objects.create(
        territory=found.cast.territory,
        framework_id="local-pcmd",
        framework_version="1.1",
        indicator="B1.1",
        title="Rewrite the school rules",
    )
    FindingRecord.objects.filter(pk=found.excluded.pk).update(
        workflow="being-addressed", action=action
    )
    page = sign_in(client, found.cast.reader).get(of(found.excluded)).content.decode()
    assert f'href="/actions/{action.pk}/"' in page
    assert "Being addressed" in page


def test_a_finding_of_a_rule_that_is_gone_does_not_break_the_page(
    client: Client, found: Found
) -> None:
    FindingRecord.objects.filter(pk=found.excluded.pk).update(taxonomy="0.1")
    assert sign_in(client, found.cast.reader).get(of(found.excluded)).status_code == 200


@pytest.mark.parametrize("key", ["0", "999999", "9" * 18, "9" * 40, "x"])
def test_what_is_no_finding_is_not_found(client: Client, found: Found, key: str) -> None:
    assert sign_in(client, found.cast.steward).get(f"/findings/{key}/").status_code == 404


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_the_page_opens_in_every_language(client: Client, found: Found, language: str) -> None:
    client.cookies["glocal_language"] = language
    page = sign_in(client, found.cast.coordinator).get(of(found.deterred))
    assert f'<html lang="{language}"' in page.content.decode()


def test_the_number_of_queries_is_fixed(
    client: Client, found: Found, django_assert_num_queries: Any
) -> None:
    sign_in(client, found.cast.coordinator)
    # Session, person, the finding, roles, its history, and the rows of its provisions; and before
    # that the finding and roles once more, the last check, and three for what it would read now;
    # and whether raters see the same policies.
    with django_assert_num_queries(13):
        client.get(of(found.excluded))
    decide(found.cast.coordinator, found.excluded.pk, 1, Decision("dismissed", "None here."))
    with django_assert_num_queries(13):
        client.get(of(found.excluded))
    assert DETERRED.restricted


def test_the_header_says_how_sure_it_is_and_an_empty_row_is_left_out(
    client: Client, found: Found
) -> None:
    sign_in(client, found.cast.reader)
    certain = words(client.get(of(found.excluded)).content.decode())
    assert "How sure: " in certain
    assert "In law" in certain
    assert "In law" not in words(client.get(of(found.doubled)).content.decode())


def test_only_what_was_decided_can_be_opened_again(client: Client, found: Found) -> None:
    sign_in(client, found.cast.coordinator)
    address = f"{of(found.excluded)}decide/"
    assert "Open it again" not in client.get(address).content.decode()
    decide(found.cast.coordinator, found.excluded.pk, 1, Decision("dismissed", "None here."))
    assert "Open it again" in client.get(address).content.decode()
