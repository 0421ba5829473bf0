"""Uploads are judged by what they hold; what could run something is not kept."""

import pytest
from django.test import override_settings

from glocal_web.portal.services.uploads import (
    Refusal,
    RefusedFileError,
    check_upload,
    content_type_of,
    safe_name,
)
from tests.web.answering import files
from tests.web.answering.files import upload


@pytest.mark.parametrize(
    ("name", "content", "declared"),
    [
        ("profile.pdf", files.PDF, "application/pdf"),
        ("PROFILE.PDF", files.PDF, "application/octet-stream"),
        ("minutes.docx", files.DOCX, files.DOCX_TYPE),
        ("budget.xlsx", files.XLSX, "application/zip"),
        ("minutes.odt", files.ODT, files.ODT_TYPE),
        ("budget.ods", files.ODS, ""),
        ("map.png", files.PNG, "image/png"),
        ("map.jpg", files.JPEG, "image/jpeg"),
        ("map.jpeg", files.JPEG, "image/jpeg"),
        ("figures.csv", "año;número\n2024;12\n".encode(), "application/vnd.ms-excel"),
        ("figures.csv", "año;número\n".encode("cp1252"), "text/csv"),
        ("notes.txt", "ملاحظات".encode("utf-16"), "text/plain"),
        ("notes.txt", "ملاحظات".encode("cp1256"), "text/plain"),
    ],
)
def test_office_documents_pictures_and_tables_are_kept(
    name: str, content: bytes, declared: str
) -> None:
    kept = check_upload(upload(name, content, declared))
    assert (kept.name, kept.size) == (name, len(content))


@pytest.mark.parametrize(
    ("name", "content", "declared", "refusal"),
    [
        ("picture.svg", b"<svg/>", "image/svg+xml", Refusal.KIND),
        ("page.html", b"<html>", "text/html", Refusal.KIND),
        ("setup.exe", b"MZ\x90", "application/x-msdownload", Refusal.KIND),
        ("letter.docm", files.DOCX_WITH_MACRO, "", Refusal.KIND),
        ("report.pdf.exe", files.PDF, "application/pdf", Refusal.KIND),
        ("noname", files.PDF, "application/pdf", Refusal.KIND),
        ("report.pdf", b"MZ\x90\x00", "application/pdf", Refusal.DISGUISED),
        ("report.pdf", b"<html><script>", "application/pdf", Refusal.DISGUISED),
        ("report.pdf", files.PDF, "text/html", Refusal.DISGUISED),
        ("picture.png", files.JPEG, "image/png", Refusal.DISGUISED),
        ("letter.docx", files.XLSX, files.DOCX_TYPE, Refusal.DISGUISED),
        ("letter.odt", files.ODS, files.ODT_TYPE, Refusal.DISGUISED),
        ("letter.docx", files.PDF, files.DOCX_TYPE, Refusal.DISGUISED),
        ("letter.docx", files.DOCX_WITH_MACRO, files.DOCX_TYPE, Refusal.MACROS),
        ("letter.odt", files.ODT_WITH_MACRO, files.ODT_TYPE, Refusal.MACROS),
        ("letter.docx", files.DOCX[:40], files.DOCX_TYPE, Refusal.BROKEN),
        ("figures.csv", b"<script>alert(1)</script>", "text/csv", Refusal.DISGUISED),
        ("figures.csv", b"a;b\x00c", "text/csv", Refusal.DISGUISED),
        ("notes.txt", b"\n  <!doctype html>", "text/plain", Refusal.DISGUISED),
        ("notes.txt", b"", "text/plain", Refusal.EMPTY),
    ],
)
def test_other_and_disguised_files_are_refused_with_the_reason(
    name: str, content: bytes, declared: str, refusal: Refusal
) -> None:
    with pytest.raises(RefusedFileError) as refused:
        check_upload(upload(name, content, declared))
    assert refused.value.refusal is refusal


def test_program_inside_an_office_file_is_refused() -> None:
    content = files.zipped(word__document_dot_xml="<w/>", word__embeddings__run_dot_exe=b"MZ")
    with pytest.raises(RefusedFileError) as refused:
        check_upload(upload("letter.docx", content, files.DOCX_TYPE))
    assert refused.value.refusal is Refusal.MACROS


def test_document_that_declares_macros_is_refused() -> None:
    types = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    content = files.zipped(**{"[Content_Types]_dot_xml": types, "word__document_dot_xml": "<w/>"})
    with pytest.raises(RefusedFileError) as refused:
        check_upload(upload("letter.docx", content, files.DOCX_TYPE))
    assert refused.value.refusal is Refusal.MACROS


@pytest.mark.parametrize(
    "types",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml".encode("utf-16"),
        b'<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
        b"<!--" + b"x" * 300_000 + b"-->application/vnd.ms-word.document.macroEnabled.main+xml",
    ],
    ids=["in two bytes a letter", "under another name", "behind a long comment"],
)
def test_hidden_macros_are_found(types: bytes) -> None:
    content = files.zipped(**{"[Content_Types]_dot_xml": types, "word__document_dot_xml": "<w/>"})
    with pytest.raises(RefusedFileError) as refused:
        check_upload(upload("letter.docx", content, files.DOCX_TYPE))
    assert refused.value.refusal is Refusal.MACROS


def test_macros_of_old_spreadsheets_are_found() -> None:
    content = files.zipped(xl__workbook_dot_xml="<x/>", xl__macrosheets__sheet1_dot_xml="<x/>")
    with pytest.raises(RefusedFileError) as refused:
        check_upload(upload("budget.xlsx", content))
    assert refused.value.refusal is Refusal.MACROS


WHOLE = files.zipped_tight({"[Content_Types].xml": "<Types/>" * 50, "word/document.xml": "<w/>"})


def _types_that_do_not_unfold() -> bytes:
    start = WHOLE.index(b"[Content_Types].xml") + len(b"[Content_Types].xml")
    return WHOLE[:start] + b"\xff" * 8 + WHOLE[start + 8 :]


def _name_in_no_encoding() -> bytes:
    whole = files.zipped_tight({"word/document.xml": "<w/>", "éé": ""})
    return whole.replace("éé".encode(), b"\xff\xfe\xff\xfe")


def _list_outside_the_file() -> bytes:
    place = WHOLE.rindex(b"PK\x05\x06") + 16
    return WHOLE[:place] + b"\x00\x00\x00\x80" + WHOLE[place + 4 :]


@pytest.mark.parametrize(
    "content", [_types_that_do_not_unfold(), _name_in_no_encoding(), _list_outside_the_file()]
)
def test_zip_made_to_confuse_its_reader_is_refused_as_damaged(content: bytes) -> None:
    with pytest.raises(RefusedFileError) as refused:
        check_upload(upload("letter.docx", content, files.DOCX_TYPE))
    assert refused.value.refusal is Refusal.BROKEN


def test_small_file_that_unfolds_to_gigabytes_is_not_unfolded() -> None:
    bomb = files.zipped_tight({"word/document.xml": "<w/>", "word/bomb.xml": bytes(50_000_000)})
    assert len(bomb) < 100_000
    assert check_upload(upload("letter.docx", bomb, files.DOCX_TYPE)).size == len(bomb)


@override_settings(GLOCAL_UPLOAD_LIMIT=100)
def test_file_above_the_limit_is_refused_and_one_at_the_limit_kept() -> None:
    at_limit = files.PDF.ljust(100, b"\n")
    assert check_upload(upload("a.pdf", at_limit)).size == 100
    with pytest.raises(RefusedFileError) as refused:
        check_upload(upload("a.pdf", at_limit + b"\n"))
    assert refused.value.refusal is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ana\\plan.docx", "plan.docx"),
        ("plan\u202efdp.txt", "planfdp.txt"),
        ('a"b<c>\r\nX: y.pdf', "a_b_c_X_ y.pdf"),
        ("خطة.pdf", "خطة.pdf"),
        ("  .pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("", "file"),
    ],
)
def test_name_is_shown_without_folders_and_tricks(given: str, shown: str) -> None:
    assert safe_name(given) == shown


def test_type_is_told_by_the_suffix_that_was_checked() -> None:
    assert content_type_of("a.PDF") == "application/pdf"
    assert content_type_of("a.html") == "application/octet-stream"
