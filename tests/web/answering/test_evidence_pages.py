"""Evidence on the pages: added with clear refusals, downloaded safely, removed, checked."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage.filesystem import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Evidence, Response
from tests.cast import Cast, respond, sign_in
from tests.web.answering import files


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def add_address(cast: Cast) -> str:
    return reverse("portal:evidence-add", args=[cast.assessment.pk, "A1.1"])


def fields(**more: Any) -> dict[str, Any]:
    return {"kind": "report", "title": "Profile 2024", "date": "2024-05-01"} | more


def pdf(name: str = "profile.pdf") -> SimpleUploadedFile:
    return files.upload(name, files.PDF, "application/pdf")


@pytest.fixture
def evidence(client: Client, cast: Cast) -> Evidence:
    sign_in(client, cast.contributor).post(add_address(cast), fields(file=pdf()))
    return Evidence.objects.get()


def deed(cast: Cast, evidence: Evidence, name: str) -> str:
    return reverse(f"portal:evidence-{name}", args=[cast.assessment.pk, "A1.1", evidence.pk])


def test_added_evidence_stands_on_the_page_with_its_facts(
    client: Client, cast: Cast, evidence: Evidence
) -> None:
    text = client.get(reverse("portal:answer", args=[cast.assessment.pk, "A1.1"])).content.decode()
    for words in ("Profile 2024", "Report, study or evaluation", "1 May 2024", "profile.pdf"):
        assert words in text
    assert "Not yet checked by a second person" in text


@pytest.mark.parametrize(
    ("name", "content", "declared", "words"),
    [
        ("evil.svg", b"<svg/>", "image/svg+xml", "can run programs"),
        ("run.exe", b"MZ", "application/x-msdownload", "can run programs"),
        ("report.pdf", b"<html>", "application/pdf", "does not hold what its name says"),
        ("letter.docx", files.DOCX_WITH_MACRO, files.DOCX_TYPE, "holds macros"),
        ("letter.docx", files.DOCX[:30], files.DOCX_TYPE, "damaged or locked"),
        ("empty.pdf", b"", "application/pdf", "empty"),
    ],
)
def test_refused_file_says_why_and_what_to_do_and_keeps_the_words(
    client: Client, cast: Cast, name: str, content: bytes, declared: str, words: str
) -> None:
    sign_in(client, cast.contributor)
    answer = client.post(
        add_address(cast), fields(said_by="Statistics", file=files.upload(name, content, declared))
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert 'value="Statistics"' in text
    assert (Evidence.objects.count(), Response.objects.count()) == (0, 0)


def test_file_that_is_too_large_keeps_the_words(
    client: Client, cast: Cast, settings: Any, uploads: Path
) -> None:
    settings.GLOCAL_UPLOAD_LIMIT = 1000
    sign_in(client, cast.contributor)
    large = files.upload("large.pdf", files.PDF.ljust(200_000, b"\n"), "application/pdf")
    # After the file, to show that fields behind it arrive as well.
    answer = client.post(add_address(cast), {"file": large} | fields(said_by="Statistics"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The file is larger than 1000" in text
    assert 'value="Statistics"' in text
    assert list(uploads.rglob("*")) == []


def test_full_disk_keeps_the_words(client: Client, cast: Cast, monkeypatch: Any) -> None:
    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    sign_in(client, cast.contributor)
    answer = client.post(add_address(cast), fields(said_by="Statistics", file=pdf()))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "the disk of the server is full" in text
    assert 'value="Statistics"' in text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.org/", "data:text/html,x", "a b"]
)
def test_only_links_of_the_web_are_taken(client: Client, cast: Cast, url: str) -> None:
    sign_in(client, cast.contributor)
    answer = client.post(add_address(cast), fields(url=url))
    assert answer.status_code == 422
    assert "begins with https://" in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_link_without_its_beginning_is_completed(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor).post(add_address(cast), fields(url="example.org/profile"))
    assert Evidence.objects.get().url == "https://example.org/profile"


@pytest.mark.parametrize(
    ("date", "words"), [("2999-01-01", "future"), ("0024-05-01", "four digits"), ("x", "valid")]
)
def test_impossible_date_is_explained(client: Client, cast: Cast, date: str, words: str) -> None:
    sign_in(client, cast.contributor)
    assert words in client.post(add_address(cast), fields(date=date)).content.decode()


def test_kind_outside_the_list_is_refused(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    assert client.post(add_address(cast), fields(kind="rumour")).status_code == 422


@pytest.mark.parametrize("who", ["reader", "reviewer", "steward", "above"])
def test_who_does_not_answer_adds_no_evidence(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(add_address(cast), fields()).status_code == 403
    assert Evidence.objects.count() == 0


# ---------------------------------------------------------------- the file
def test_file_is_saved_to_disk_and_never_run_in_the_browser(
    client: Client, cast: Cast, evidence: Evidence
) -> None:
    answer = client.get(reverse("portal:evidence-file", args=[evidence.pk]))
    assert b"".join(answer.streaming_content) == files.PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="profile.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("reader", 200), ("association", 200), ("above", 200), ("steward", 200), ("outsider", 404)],
)
def test_file_is_for_who_may_read_the_assessment(
    client: Client, cast: Cast, evidence: Evidence, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    answer = client.get(reverse("portal:evidence-file", args=[evidence.pk]))
    assert answer.status_code == status


def test_visitor_gets_no_file(cast: Cast, evidence: Evidence) -> None:
    answer = Client().get(reverse("portal:evidence-file", args=[evidence.pk]))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_file_that_is_lost_on_the_disk_is_not_found(
    client: Client, cast: Cast, evidence: Evidence, uploads: Path
) -> None:
    for path in uploads.rglob("*.pdf"):
        path.unlink()
    assert client.get(reverse("portal:evidence-file", args=[evidence.pk])).status_code == 404


@pytest.mark.parametrize("key", ["0", "999999", str(2**63)])
def test_file_of_a_wrong_key_is_not_found(client: Client, cast: Cast, key: str) -> None:
    sign_in(client, cast.contributor)
    assert client.get(f"/evidence/{key}/file/").status_code == 404


# ---------------------------------------------------------------- removing and checking
def test_removing_asks_once_more(client: Client, cast: Cast, evidence: Evidence) -> None:
    address = deed(cast, evidence, "remove")
    assert "Remove “Profile 2024”?" in client.get(address).content.decode()
    assert Evidence.objects.count() == 1
    assert client.post(address).status_code == 302
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "status"), [("association", 403), ("reviewer", 403), ("outsider", 404)]
)
def test_nobody_else_removes_evidence(
    client: Client, cast: Cast, evidence: Evidence, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(deed(cast, evidence, "remove")).status_code == status
    assert Evidence.objects.count() == 1


def test_evidence_of_another_question_is_not_found(
    client: Client, cast: Cast, evidence: Evidence
) -> None:
    address = reverse("portal:evidence-remove", args=[cast.assessment.pk, "A1.2", evidence.pk])
    assert client.post(address).status_code == 404


def test_reviewer_checks_and_takes_it_back(client: Client, cast: Cast, evidence: Evidence) -> None:
    sign_in(client, cast.reviewer)
    back = reverse("portal:review-one", args=[cast.assessment.pk, "A1.1"])
    answer = client.post(deed(cast, evidence, "check"), {"next": back})
    assert answer["Location"] == back
    assert Evidence.objects.get().checked_by == cast.reviewer
    client.post(deed(cast, evidence, "check"), {"do": "withdraw"})
    assert Evidence.objects.get().checked_by is None


def test_address_to_go_back_to_is_never_a_foreign_one(
    client: Client, cast: Cast, evidence: Evidence
) -> None:
    sign_in(client, cast.reviewer)
    answer = client.post(deed(cast, evidence, "check"), {"next": "https://evil.example/"})
    assert answer["Location"].startswith("/assessments/")


@pytest.mark.parametrize(
    ("who", "status"), [("contributor", 403), ("reader", 403), ("outsider", 404)]
)
def test_only_reviewers_check(
    client: Client, cast: Cast, evidence: Evidence, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(deed(cast, evidence, "check")).status_code == status


def test_looking_does_not_check(client: Client, cast: Cast, evidence: Evidence) -> None:
    sign_in(client, cast.reviewer)
    assert client.get(deed(cast, evidence, "check")).status_code == 405


def test_upload_that_breaks_off_is_no_server_error(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1'
    answer = client.post(
        add_address(cast), io.BytesIO(body).read(), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 422


def test_agreed_answer_takes_no_evidence(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 3, status="agreed")
    sign_in(client, cast.contributor)
    answer = client.post(add_address(cast), fields(), follow=True)
    assert "its evidence stays as it is" in answer.content.decode()
    assert Evidence.objects.count() == 0
