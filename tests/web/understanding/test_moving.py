"""An assessment goes on with a newer version of its framework; the old round stays as it was."""

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.forms.models import model_to_dict
from django.test import Client

from glocal.loading.catalogue import asks_the_same, framework
from glocal.model.applicability import reason_not_asked
from glocal.scoring.continuity import between_versions
from glocal_web.portal.forms.moving import following_values
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import Assessment, AuditEvent, Evidence, Response
from glocal_web.portal.services.audit import first_broken_row
from tests.cast import Cast, assessment, respond, sign_in
from tests.web.understanding.conftest import Answered

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
