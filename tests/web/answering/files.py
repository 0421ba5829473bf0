"""Small files for the tests, made in memory: real ones and disguised ones."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0" + bytes(32)
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def zipped(**members: bytes | str) -> bytes:
    """A zip with these members; `__` in a name stands for a slash, `_dot_` for a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            # A fixed date: both workers of pytest must make the same bytes, and so the same names.
            member = zipfile.ZipInfo(name.replace("__", "/").replace("_dot_", "."))
            archive.writestr(member, content)
    return buffer.getvalue()


def zipped_tight(members: dict[str, bytes | str]) -> bytes:
    """The same with compressed members under their own names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


DOCX = zipped(word__document_dot_xml="<w/>", types="")
XLSX = zipped(xl__workbook_dot_xml="<x/>")
ODT = zipped(mimetype=ODT_TYPE, content_dot_xml="<o/>")
ODS = zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml="<o/>")
DOCX_WITH_MACRO = zipped(word__document_dot_xml="<w/>", word__vbaProject_dot_bin=b"\x00")
ODT_WITH_MACRO = zipped(mimetype=ODT_TYPE, content_dot_xml="<o/>", Basic__Standard="x")


def upload(name: str, content: bytes, declared: str = "") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=declared or None)
