"""What the site says and prints with: languages, fonts, and the time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import django
from django.conf import settings

from glocal.cli.condition import Condition, fault, good
from glocal.errors import GlocalError
from glocal.reports.typeset import compile_png

ORIGINAL = "en"
# Compiled catalogues begin with this number, in the order of bytes of the machine that made them.
MAGIC = {b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"}
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<text x="2" y="14" font-family="DejaVu Sans">A ع</text></svg>'
)


def language_conditions() -> Iterator[Condition]:
    """The interface in each language it is offered in."""
    folder = Path(settings.LOCALE_PATHS[0])
    languages = [code for code, _ in settings.LANGUAGES if code != ORIGINAL]
    missing = [code for code in languages if not _is_compiled(folder, code)]
    if missing:
        yield fault(
            "Languages",
            f"The words of the interface are not compiled: {', '.join(missing)}.",
            "Install Glocal again; in a checkout: ./run",
        )
    else:
        yield good("Languages", ", ".join([ORIGINAL, *languages]))


def _is_compiled(folder: Path, language: str) -> bool:
    path = folder / language / "LC_MESSAGES" / "django.mo"
    return path.is_file() and path.read_bytes()[:4] in MAGIC


def paper_conditions() -> Iterator[Condition]:
    """Whether reports and questionnaires can be set, in Latin and Arabic letters."""
    try:
        compile_png(PICTURE, 1.0)
    except GlocalError as error:
        yield fault(
            "Papers",
            f"Reports and questionnaires cannot be printed: {error}",
            "Install the packages again: pip install 'glocal[web]'",
        )
    else:
        yield good("Papers", "The typesetter and its fonts work.")


def time_conditions() -> Iterator[Condition]:
    """The clock and the zones: due dates, sign-ins and the second factor hang on them."""
    now = datetime.now(UTC)
    # A clock that has lost its battery stands before the packages were made or installed.
    oldest = datetime.fromtimestamp(Path(django.__file__).stat().st_mtime, UTC)
    if now < oldest:
        yield fault(
            "Time", f"The clock of this machine says {now:%Y-%m-%d %H:%M} UTC.", "Set the clock."
        )
        return
    try:
        ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        yield fault("Time", f"The zone {settings.TIME_ZONE} is not known.", "pip install tzdata")
        return
    yield good("Time", f"{now:%Y-%m-%d %H:%M}, {settings.TIME_ZONE}")
