"""An assessment goes on with a newer version of its framework; the old round stays as it was."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.forms.models import model_to_dict
from django.test import Client
from django.utils import timezone

from glocal.loading.catalogue import asks_the_same, framework
from glocal.model.applicability import reason_not_asked
from glocal.scoring.continuity import between_versions
from glocal_web.portal.forms.moving import following_values
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import Assessment, Assignment, AuditEvent, Evidence, Response
from glocal_web.portal.services.audit import first_broken_row
from tests.cast import Cast, assessment, respond, sign_in
from tests.web.understanding.conftest import Answered

NEWER = ("local-pcmd", "1.1")
SENT = {"name": "Round 2027", "period_start": "2027-01-01", "period_end": "2027-12-31"}


def address(row: Assessment) -> str:
    return f"/assessments/{row.pk}/newer-version/"


def as_they_are(row: Assessment) -> list[Any]:
    """Everything of a round that could change."""
    answers = Response.objects.filter(participant__assessment=row).order_by("pk")
    return [
        model_to_dict(Assessment.objects.get(pk=row.pk)),
        [(model_to_dict(one), one.updated_at) for one in answers],
        list(Evidence.objects.filter(response__in=answers).order_by("pk").values()),
    ]


@pytest.fixture
def managing(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.coordinator)


def test_the_preview_says_what_becomes_of_every_question_and_changes_nothing(
    managing: Client, answered: Answered
) -> None:
    before = Assessment.objects.count()
    page = " ".join(managing.get(address(answered.assessment)).content.decode().split())
    # Version 1.1 keeps all 29 questions of 1.0. The fixture has 4 + 11 + 10 answers, and A1.4
    # was given by two participants. Of the 33 new ones some are not asked in transit.
    newer = framework("local-pcmd", "1.1").indicators
    here = territory_value(answered.cast.territory)
    asked = [one for one in newer if reason_not_asked(one, here) is None]
    assert "Carries over: 29 questions ask the same" in page
    assert f"New questions ({len(asked) - 29})" in page
    assert "<strong><bdi>26</bdi></strong> answers are taken over." in page
    assert "no: other questions" in page
    assert Assessment.objects.count() == before


def test_the_new_round_begins_with_the_answers_that_still_hold(
    managing: Client, answered: Answered
) -> None:
    was = as_they_are(answered.assessment)
    done = managing.post(address(answered.assessment), SENT, follow=True)
    assert "26 answers were taken over." in done.content.decode()
    new = Assessment.objects.get(name="Round 2027")
    assert (new.framework_id, new.framework_version) == ("local-pcmd", "1.1")
    assert new.content_hash == framework("local-pcmd", "1.1").content_hash
    assert [one.is_lead for one in new.participants.all()] == [True, False]
    rows = Response.objects.filter(participant__assessment=new)
    assert {row.status for row in rows} == {"draft"}
    one = rows.get(indicator="A1.1")
    assert (one.grade, one.rationale[:17]) == (3, "We keep a profile")
    assert one.history.count() == 1
    assert one.evidence.get().title == "Migration profile 2026"
    # Answers of each participant stay with it.
    assert {
        (row.participant.organisation_id, row.grade) for row in rows.filter(indicator="A1.4")
    } == {
        (answered.cast.authority.pk, 4),
        (answered.cast.association_org.pk, 0),
    }
    assert as_they_are(answered.assessment) == was
    event = AuditEvent.objects.get(verb="assessment.moved")
    assert event.data["answers"] == 26
    assert first_broken_row() is None


def asked(answered: Answered) -> tuple[Assignment, Assignment, Assignment]:
    """The contributor is asked for A1; for a part that is gone; and somebody who left for A2."""
    cast = answered.cast
    lead = answered.assessment.participants.get(is_lead=True)
    mine = Assignment.objects.create(
        participant=lead,
        person=cast.contributor,
        scope="A1",
        due=date(2026, 5, 1),
        note="As in our talk.",
    )
    gone = Assignment.objects.create(participant=lead, person=cast.contributor, scope="Z9")
    left = Assignment.objects.create(participant=lead, person=cast.reader, scope="A2")
    return mine, gone, left


def test_the_same_people_are_asked_for_the_same_parts_at_will(
    managing: Client, answered: Answered
) -> None:
    mine, _gone, _left = asked(answered)
    page = " ".join(managing.get(address(answered.assessment)).content.decode().split())
    assert "1 request, with its note." in page
    assert "2 cannot be made again" in page
    day = timezone.localdate() + timedelta(days=30)
    sent = SENT | {"ask_again": "on", "due": day.isoformat()}
    done = managing.post(address(answered.assessment), sent, follow=True)
    assert "One request was made again." in done.content.decode()
    new = Assessment.objects.get(name="Round 2027")
    row = Assignment.objects.get(participant__assessment=new)
    assert (row.person, row.scope, row.due, row.note) == (mine.person, "A1", day, mine.note)
    # Nobody chose to take anything back in the old round.
    assert Assignment.objects.filter(participant__assessment=answered.assessment).count() == 3
    assert AuditEvent.objects.filter(verb="assignment.made").count() == 1
    assert first_broken_row() is None


def test_in_the_old_round_nobody_is_asked_any_more_at_will(
    managing: Client, answered: Answered
) -> None:
    asked(answered)
    managing.post(address(answered.assessment), SENT | {"take_back": "on"})
    assert not Assignment.objects.exists()
    assert AuditEvent.objects.filter(verb="assignment.withdrawn").count() == 3


def test_requests_of_a_published_round_stay_as_they_are(
    managing: Client, answered: Answered
) -> None:
    asked(answered)
    Assessment.objects.filter(pk=answered.assessment.pk).update(status="published")
    page = managing.get(address(answered.assessment)).content.decode()
    assert 'name="take_back"' not in page
    assert "stays open for answers" not in page
    managing.post(address(answered.assessment), SENT | {"take_back": "on", "ask_again": "on"})
    assert Assignment.objects.filter(participant__assessment=answered.assessment).count() == 3
    assert Assignment.objects.count() == 4


@pytest.mark.parametrize(
    ("due", "said"), [("2020-01-01", "This day has passed"), ("2400-01-01", "between 1990 and")]
)
def test_a_day_that_cannot_be_is_explained(
    managing: Client, answered: Answered, due: str, said: str
) -> None:
    asked(answered)
    page = managing.post(address(answered.assessment), SENT | {"ask_again": "on", "due": due})
    assert said in page.content.decode()
    assert not Assessment.objects.filter(name="Round 2027").exists()


def test_who_moves_while_another_one_does_is_told_and_may_still(
    managing: Client, answered: Answered
) -> None:
    cast = answered.cast
    known = assessment(cast.territory, cast.authority, year=2029, framework_name=NEWER)
    first = managing.get(address(answered.assessment)).content.decode()
    seen = f'<input type="hidden" name="seen" value="{known.pk}">'
    assert seen in first
    assert "There is a later round" in first
    managing.post(address(answered.assessment), SENT | {"seen": str(known.pk)})
    other = SENT | {"name": "Spring 2027", "period_end": "2027-06-30", "seen": str(known.pk)}
    page = managing.post(address(answered.assessment), other)
    assert page.status_code == 409
    shown = page.content.decode()
    assert "Somebody opened a later round just now" in shown
    # The round that came is named, not the latest of all, which was known.
    assert "Nothing was opened. Go on with <bdi>Round 2027</bdi>" in shown
    assert not Assessment.objects.filter(name="Spring 2027").exists()
    new = Assessment.objects.get(name="Round 2027")
    assert f'<input type="hidden" name="seen" value="{known.pk} {new.pk}">' in shown
    # What was filled in is still there.
    assert 'value="Spring 2027"' in shown
    managing.post(address(answered.assessment), other | {"seen": f"{known.pk} {new.pk}"})
    assert Assessment.objects.filter(name="Spring 2027").exists()


@pytest.mark.parametrize("name", ["", "rounds/"])
def test_an_old_round_says_that_a_later_one_is_there(
    client: Client, answered: Answered, name: str
) -> None:
    cast = answered.cast
    row = answered.assessment
    sign_in(client, cast.contributor)
    page = client.get(f"/assessments/{row.pk}/{name}").content.decode()
    assert "There is a later round" not in page
    new = assessment(cast.territory, cast.authority, year=2027, framework_name=NEWER)
    foreign = assessment(
        cast.other_territory, cast.other_territory.organisations.first(), year=2028
    )
    page = client.get(f"/assessments/{row.pk}/{name}").content.decode()
    assert "There is a later round" in page
    assert f'href="/assessments/{new.pk}/"' in page
    assert f'href="/assessments/{foreign.pk}/"' not in page
    assert "is still open" in page
    # Only who may publish is shown the way to it.
    assert "closes it for answers" not in page
    sign_in(client, cast.coordinator)
    page = client.get(f"/assessments/{row.pk}/{name}").content.decode()
    assert "closes it for answers" in page
    # Somebody went on with the newer version already.
    assert "There is a newer version of the framework" not in page
    Assessment.objects.filter(pk=row.pk).update(status="published")
    page = client.get(f"/assessments/{row.pk}/{name}").content.decode()
    assert "is still open" not in page
    assert "There is a later round" in page


def test_a_question_that_changed_is_not_carried_over(managing: Client, answered: Answered) -> None:
    with patch("glocal.scoring.continuity.question_hash", side_effect=_other_for("A1.1")):
        between_versions.cache_clear()
        page = " ".join(managing.get(address(answered.assessment)).content.decode().split())
        managing.post(address(answered.assessment), SENT)
        between_versions.cache_clear()
    assert "To answer again: the question has changed (1)" in page
    new = Assessment.objects.get(name="Round 2027")
    kept = Response.objects.filter(participant__assessment=new).values_list("indicator", flat=True)
    assert "A1.1" not in kept
    assert "A1.2" in kept


def _other_for(code: str) -> Any:
    """A fingerprint that differs between the two versions for one question."""
    seen: list[str] = []

    def fingerprint(indicator: Any, text: Any) -> str:
        if indicator.code == code:
            seen.append(code)
            return f"{code} {len(seen)}"
        return str(indicator.code)

    return fingerprint


def test_a_file_is_copied_so_that_each_lives_as_long_as_its_row(
    managing: Client, answered: Answered, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = answered.document
    document.file.save("a.pdf", ContentFile(b"%PDF-1 profile"))
    managing.post(address(answered.assessment), SENT)
    copy = Evidence.objects.exclude(pk=document.pk).get(file_name="hidden.pdf")
    assert copy.file.name != document.file.name
    document.file.delete()
    assert copy.file.read() == b"%PDF-1 profile"
    copy.file.close()


def test_a_full_disk_changes_nothing_and_says_so(
    managing: Client, answered: Answered, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    answered.document.file.save("a.pdf", ContentFile(b"%PDF-1 profile"))
    before = Assessment.objects.count()
    with patch.object(FileSystemStorage, "_save", side_effect=OSError("disk full")):
        page = managing.post(address(answered.assessment), SENT)
    assert "nothing was changed" in page.content.decode()
    assert Assessment.objects.count() == before
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_a_second_click_leads_to_the_round_that_is_there(
    managing: Client, answered: Answered
) -> None:
    managing.post(address(answered.assessment), SENT)
    answers = Response.objects.count()
    page = managing.post(address(answered.assessment), SENT)
    assert page.status_code == 409
    assert "Go on with it, or choose another period." in page.content.decode()
    assert Response.objects.count() == answers


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"period_end": "2026-12-31", "period_start": "2026-01-02"}, "must end later than the one"),
        ({"period_start": "2028-01-01"}, "must end after it starts"),
        ({"period_end": "2300-01-01"}, "between 1990 and 2100"),
        ({"period_end": "soon"}, "Enter a valid date"),
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": "a\x00b"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_is_opened(
    managing: Client, answered: Answered, sent: dict[str, str], said: str
) -> None:
    before = Assessment.objects.count()
    page = managing.post(address(answered.assessment), SENT | sent)
    assert said in page.content.decode()
    assert Assessment.objects.count() == before


def test_the_newest_version_has_nothing_to_move_to(managing: Client, cast: Cast) -> None:
    row = assessment(
        cast.territory, cast.authority, year=2027, framework_name=("local-pcmd", "1.1")
    )
    assert managing.get(address(row)).status_code == 404


def test_a_question_that_does_not_apply_here_is_not_counted(
    managing: Client, answered: Answered
) -> None:
    territory = answered.cast.territory
    territory.mobility_roles = ["origin"]
    territory.save()
    page = " ".join(managing.get(address(answered.assessment)).content.decode().split())
    newer = framework("local-pcmd", "1.1").indicators
    here = territory_value(territory)
    asked = [one for one in newer if reason_not_asked(one, here) is None]
    kept = [one for one in asked if asks_the_same("local-pcmd", "1.0", "1.1", one.code)]
    assert f"Carries over: {len(kept)} questions ask the same" in page


@pytest.mark.parametrize(
    ("first", "last", "following"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), (date(2027, 1, 1), date(2027, 12, 31))),
        (date(2027, 1, 1), date(2028, 12, 31), (date(2029, 1, 1), date(2030, 12, 31))),
        (date(2026, 3, 1), date(2026, 3, 31), (date(2026, 4, 1), date(2026, 5, 1))),
        (date(2100, 1, 1), date(2100, 12, 31), (date(2100, 12, 31), date(2100, 12, 31))),
    ],
)
def test_the_next_period_is_as_long_as_the_last(
    first: date, last: date, following: tuple[date, date]
) -> None:
    values = following_values(Assessment(period_start=first, period_end=last))
    assert (values["period_start"], values["period_end"]) == following


def test_a_hostile_name_is_shown_as_text(managing: Client, answered: Answered) -> None:
    Assessment.objects.filter(pk=answered.assessment.pk).update(name="<script>alert(1)</script>")
    page = managing.get(address(answered.assessment)).content.decode()
    assert "<script>alert(1)" not in page


def test_answers_of_a_later_round_are_left_out(managing: Client, answered: Answered) -> None:
    respond(answered.earlier, answered.cast.authority, "A1.5", 2)
    managing.post(address(answered.assessment), SENT)
    new = Assessment.objects.get(name="Round 2027")
    assert not Response.objects.filter(participant__assessment=new, indicator="A1.5").exists()
