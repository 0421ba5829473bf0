"""Judge an uploaded file by what it holds: only documents that cannot run anything are kept."""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

LONGEST_NAME = 120
# Enough for every signature below and for the start of a text.
HEAD = 4096
# Browsers send these when they do not know; the content decides then.
UNDECLARED = frozenset({"", "application/octet-stream", "binary/octet-stream"})
ZIP_DECLARED = frozenset({"application/zip", "application/x-zip-compressed"})


class Refusal(StrEnum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    KIND = "kind"
    DISGUISED = "disguised"
    MACROS = "macros"
    BROKEN = "broken"


class RefusedFileError(Exception):
    """A file that is not kept, with the reason as a code."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


@dataclass(frozen=True)
class Kind:
    """One kind of file: the type it is served with, the types browsers declare, its test."""

    content_type: str
    declared: frozenset[str]
    holds: Callable[[IO[bytes]], bool]


@dataclass(frozen=True)
class CheckedFile:
    """An upload that may be kept: the file, the name to show, its suffix and its size in bytes."""

    file: UploadedFile
    name: str
    suffix: str
    size: int


def check_upload(upload: UploadedFile) -> CheckedFile:
    """The upload with a safe name. Raises ``RefusedFileError`` when it is not one we keep.

    Suffix, declared type and content must agree.
    """
    name = safe_name(upload.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    size = upload.size or 0
    if suffix not in KINDS:
        raise RefusedFileError(Refusal.KIND)
    if size == 0:
        raise RefusedFileError(Refusal.EMPTY)
    if size > settings.GLOCAL_UPLOAD_LIMIT:
        raise RefusedFileError(Refusal.TOO_LARGE)
    kind = KINDS[suffix]
    declared = (upload.content_type or "").split(";")[0].strip().lower()
    if declared not in UNDECLARED and declared not in kind.declared:
        raise RefusedFileError(Refusal.DISGUISED)
    stream = upload.file
    if stream is None:
        raise RefusedFileError(Refusal.EMPTY)
    stream.seek(0)
    try:
        fits = kind.holds(stream)
    finally:
        stream.seek(0)
    if not fits:
        raise RefusedFileError(Refusal.DISGUISED)
    return CheckedFile(upload, name, suffix, size)


def safe_name(name: str) -> str:
    """The name a person gave a file, without folders, control and direction characters.

    >>> safe_name("../../etc/pass\\u202ewd.pdf")
    'passwd.pdf'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Cc and Cf: control characters, and marks that turn the direction to hide the real suffix.
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    kept = re.sub(r'[<>:"|?*]', "_", re.sub(r"\s+", " ", kept)).strip(" .")
    path = PurePosixPath(kept or "file")
    stem, suffix = path.stem, path.suffix[:12]
    return f"{stem[: LONGEST_NAME - len(suffix)].rstrip()}{suffix}"


def content_type_of(name: str) -> str:
    """The type a kept file is served with, by its suffix."""
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    return kind.content_type if kind else "application/octet-stream"


# ---------------------------------------------------------------- what a file holds
def _starts_with(*signatures: bytes) -> Callable[[IO[bytes]], bool]:
    def holds(stream: IO[bytes]) -> bool:
        return stream.read(HEAD).startswith(signatures)

    return holds


def _is_text(stream: IO[bytes]) -> bool:
    """Plain text in any encoding that offices use; no markup and no binary in disguise."""
    content = stream.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            return False
    else:
        # Older encodings are one byte a letter: every byte string decodes, control codes tell.
        text = content.decode("utf-8-sig", errors="replace")
    if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\x1a\x85" for c in set(text)):
        return False
    return not text.lstrip().startswith(("<", "%PDF", "PK\x03\x04", "MZ", "#!", "{\\rtf"))


# Excel's macros from before Visual Basic; they still run.
MACRO_FOLDERS = ("basic/", "scripts/", "xl/macrosheets/")
# The list of the types in an office file has some kilobytes; one beyond this hides something.
LONGEST_TYPES = 256 * 1024
RUNNABLE = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".scr", ".jar", ".msi", ".hta")


def _zip_with(part: str, mimetype: str = "") -> Callable[[IO[bytes]], bool]:
    """A test for a zip that holds ``part`` and, for OpenDocument, declares ``mimetype``."""

    def holds(stream: IO[bytes]) -> bool:
        if stream.read(4) != b"PK\x03\x04":
            return False
        stream.seek(0)
        try:
            with zipfile.ZipFile(stream) as archive:
                names = archive.namelist()
                if _runs_something(archive, names):
                    raise RefusedFileError(Refusal.MACROS)
                if part not in names:
                    return False
                return not mimetype or _member(archive, "mimetype") == mimetype.encode()
        except RefusedFileError:
            raise
        except Exception as error:
            # A zip made to confuse breaks its reader in many ways, few of them documented.
            raise RefusedFileError(Refusal.BROKEN) from error

    return holds


def _runs_something(archive: zipfile.ZipFile, names: list[str]) -> bool:
    """Whether an office file carries macros or programs, by its parts and its declared types."""
    for name in names:
        low = name.lower()
        if low.endswith(("vbaproject.bin", *RUNNABLE)) or low.startswith(MACRO_FOLDERS):
            return True
    # Without the zero bytes, the words are the same in each encoding that XML may have.
    types = _member(archive, "[Content_Types].xml").replace(b"\0", b"").lower()
    too_long = len(types) > LONGEST_TYPES
    return too_long or any(word in types for word in (b"macroenabled", b"vbaproject"))


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member, never more: a small zip may unfold to gigabytes."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as member:
        return member.read(2 * LONGEST_TYPES + 2)


OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
KINDS: dict[str, Kind] = {
    ".pdf": Kind("application/pdf", frozenset({"application/pdf"}), _starts_with(b"%PDF-")),
    ".png": Kind("image/png", frozenset({"image/png"}), _starts_with(b"\x89PNG\r\n\x1a\n")),
    ".jpg": Kind(
        "image/jpeg", frozenset({"image/jpeg", "image/pjpeg"}), _starts_with(b"\xff\xd8\xff")
    ),
    ".jpeg": Kind(
        "image/jpeg", frozenset({"image/jpeg", "image/pjpeg"}), _starts_with(b"\xff\xd8\xff")
    ),
    ".docx": Kind(
        f"{OOXML}.wordprocessingml.document",
        ZIP_DECLARED | {f"{OOXML}.wordprocessingml.document"},
        _zip_with("word/document.xml"),
    ),
    ".xlsx": Kind(
        f"{OOXML}.spreadsheetml.sheet",
        ZIP_DECLARED | {f"{OOXML}.spreadsheetml.sheet"},
        _zip_with("xl/workbook.xml"),
    ),
    ".odt": Kind(
        f"{ODF}.text", ZIP_DECLARED | {f"{ODF}.text"}, _zip_with("content.xml", f"{ODF}.text")
    ),
    ".ods": Kind(
        f"{ODF}.spreadsheet",
        ZIP_DECLARED | {f"{ODF}.spreadsheet"},
        _zip_with("content.xml", f"{ODF}.spreadsheet"),
    ),
    # Windows declares a CSV as a spreadsheet when Excel is installed.
    ".csv": Kind(
        "text/csv; charset=utf-8",
        frozenset({"text/csv", "text/plain", "application/csv", "application/vnd.ms-excel"}),
        _is_text,
    ),
    ".txt": Kind("text/plain; charset=utf-8", frozenset({"text/plain"}), _is_text),
}
