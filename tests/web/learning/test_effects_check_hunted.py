"""Effects checks in odd moments: sent twice, saved unchanged, with line breaks up to the limit."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from glocal_web.portal.models import AuditEvent, EffectsCheck
from tests.cast import Cast, sign_in
from tests.web.learning.checking import QUESTIONS, SECTOR, answers, as_fields, form, kept

LIST = "/territories/puerto-lirio/checks/"
FIRST = QUESTIONS[0].key


def test_a_new_check_that_is_sent_twice_is_one(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    new = {"title": "Clinic hours", "sector": SECTOR, **as_fields(answers(1, 1))}
    ways = {client.post(f"{LIST}new/", new)["location"] for _time in range(2)}
    assert len(ways) == EffectsCheck.objects.count() == AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"title": "Clinic fees"}, {"summary": "Otherwise"}, {"sector": "education"}, {"answers": {}}],
)
def test_another_check_is_another(client: Client, cast: Cast, other: dict[str, object]) -> None:
    values = {"title": "Clinic hours", "answers": answers(1, 0), "created_by": cast.contributor}
    kept(cast.territory, **{**values, **other})
    new = {"title": "Clinic hours", "sector": SECTOR, **as_fields(answers(1, 0))}
    sign_in(client, cast.contributor).post(f"{LIST}new/", new)
    assert EffectsCheck.objects.count() == 2


def test_the_same_check_begun_earlier_or_by_somebody_else_is_another(
    client: Client, cast: Cast
) -> None:
    kept(cast.territory, "Clinic hours", created_by=cast.coordinator)
    old = kept(cast.territory, "Clinic hours", created_by=cast.contributor)
    before = timezone.now() - timedelta(minutes=5)
    EffectsCheck.objects.filter(pk=old.pk).update(created_at=before)
    new = {"title": "Clinic hours", "sector": SECTOR}
    sign_in(client, cast.contributor).post(f"{LIST}new/", new)
    assert EffectsCheck.objects.count() == 3


def test_saving_without_a_change_takes_note_of_the_new_wording(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, answers=answers(1, 1), wording="000000000000")
    sign_in(client, cast.contributor)
    for _time in range(2):
        client.post(f"/checks/{check.pk}/edit/", form(check))
    check.refresh_from_db()
    assert check.version == 2
    page = client.get(f"/checks/{check.pk}/").content.decode()
    assert "The questions have changed since" not in page


def test_a_check_is_closed_from_a_stale_form_that_says_the_same(client: Client, cast: Cast) -> None:
    check = kept(cast.territory, conclusion="Article 4 struck.", version=3)
    sign_in(client, cast.contributor)
    response = client.post(f"/checks/{check.pk}/edit/", form(check, version="2", close="1"))
    assert response["location"] == f"/checks/{check.pk}/"
    check.refresh_from_db()
    assert (check.status, check.version) == ("done", 4)


@pytest.mark.parametrize(
    ("field", "longest"), [("summary", 4000), ("conclusion", 4000), (f"remark-{FIRST}", 1000)]
)
def test_a_line_break_counts_once_as_in_the_browser(
    client: Client, cast: Cast, field: str, longest: int
) -> None:
    check = kept(cast.territory)
    text = ("x" * 9 + "\n") * (longest // 10 - 1) + "x" * 10
    sign_in(client, cast.contributor)
    client.post(f"/checks/{check.pk}/edit/", form(check, **{field: text.replace("\n", "\r\n")}))
    check.refresh_from_db()
    assert text in (check.summary, check.conclusion, check.remarks.get(FIRST))


@pytest.mark.parametrize(
    "hostile",
    ["a\u202eb", "<script>alert(1)</script>", "=1+1", "../../etc/passwd", "\ufeff", "ط" * 200],
)
def test_a_hostile_title_is_text_everywhere(client: Client, cast: Cast, hostile: str) -> None:
    check = kept(cast.territory, hostile, answers=answers(1, 1), remarks={FIRST: hostile})
    sign_in(client, cast.coordinator)
    for end in ("/", "/edit/", "/remove/"):
        page = client.get(f"/checks/{check.pk}{end}")
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
    assert client.get(f"/checks/{check.pk}.json").json()["title"] == hostile
    assert f"<bdi>{escape(hostile)}</bdi>" in client.get(LIST).content.decode()
