"""Set a document as PDF, or a picture as PNG: a template, and data that is never read as markup.

The packages for it come with the site; without them :class:`NotInstalledError` says what to type.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from glocal.errors import GlocalError

TEMPLATES = Path(__file__).parent / "typst"
FONT = "DejaVu Sans"
"""The one font of all papers: it has Latin and Arabic, bold too, and looks alike on any machine."""

RUNS_TO_FORGET = 12
NOT_ACCESSIBLE = "PDF/UA-1 error"
"""What the typesetter says where it cannot keep the promise, as of a letter that no font has."""


class NotInstalledError(GlocalError):
    """A package that only the site brings is not there."""


class TypesettingError(GlocalError):
    """A document that could not be set."""


def optional_package(name: str) -> Any:
    """The package called ``name``, imported now. Raises ``NotInstalledError``."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise NotInstalledError(
            f"This needs the package {error.name!r}. Install it with: pip install 'glocal[web]'"
        ) from error


def compile_pdf(template: str, data: Mapping[str, Any], made: date | None = None) -> bytes:
    """The PDF of ``template``, the name of a file in the folder ``typst`` beside this module.

    It is tagged and keeps to PDF/UA-1. Only where a name has letters that no font of this machine
    draws, it is tagged without that promise, since boxes stand for them. The template finds
    ``data`` as JSON in ``sys.inputs.data`` and the name of the font in ``sys.inputs.font``. The
    same template, data and day give the same bytes.
    """
    place, inputs = TEMPLATES / template, {"data": json.dumps(data, ensure_ascii=False)}
    options: dict[str, Any] = {"format": "pdf", "timestamp": _moment(made)}
    try:
        found = _compiled(place, inputs, pdf_standards="ua-1", **options)
    except TypesettingError as error:
        if NOT_ACCESSIBLE not in str(error):
            raise
        try:
            found = _compiled(place, inputs, any_font=True, pdf_standards="ua-1", **options)
        except TypesettingError:
            found = _compiled(place, inputs, any_font=True, **options)
    _forget()
    return bytes(found)


def compile_page(template: str, data: Mapping[str, Any], resolution: float = 110.0) -> bytes:
    """The first page of what ``compile_pdf`` makes as PNG, in so many dots an inch."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    found = _compiled(TEMPLATES / template, inputs, format="png", ppi=resolution)
    return bytes(found if isinstance(found, bytes) else found[0])


def compile_png(svg: str, width: float, resolution: float = 200.0) -> bytes:
    """A picture, drawn ``width`` centimetres wide, as PNG for programs that do not draw SVG."""
    inputs = {"svg": svg, "width": f"{width:g}"}
    found = _compiled(TEMPLATES / "picture.typ", inputs, format="png", ppi=resolution)
    return bytes(found if isinstance(found, bytes) else found[0])


def _compiled(
    template: Path, inputs: dict[str, str], any_font: bool = False, **options: Any
) -> Any:
    typst = optional_package("typst")
    try:
        return typst.compile(
            template,
            root=TEMPLATES,
            font_paths=_fonts(any_font),
            ignore_system_fonts=not any_font,
            sys_inputs={"font": FONT, **inputs},
            **options,
        )
    except typst.TypstError as error:
        raise TypesettingError(f"The document could not be set: {error}") from error


def _forget() -> None:
    """Let go of what the typesetter keeps of the last documents.

    It forgets what was not asked for in ten runs; until then each long report holds some 40 MB,
    which a small server has not. Empty runs take about a tenth of a second together.
    """
    typst = optional_package("typst")
    for _run in range(RUNS_TO_FORGET):
        typst.compile(b"", font_paths=_fonts(), ignore_system_fonts=True, format="pdf")


@cache
def _fonts(any_font: bool = False) -> Any:
    """The fonts of the folder that matplotlib ships, found without importing it.

    With ``any_font`` those of the machine stand in for letters that they have not.
    """
    typst = optional_package("typst")
    package = find_spec("matplotlib")
    if package is None or package.origin is None:
        optional_package("matplotlib")
        raise NotInstalledError("The fonts are missing. Install: pip install 'glocal[web]'")
    folder = Path(package.origin).parent / "mpl-data" / "fonts" / "ttf"
    return typst.Fonts(
        include_system_fonts=any_font, include_embedded_fonts=any_font, font_paths=[folder]
    )


def _moment(made: date | None) -> datetime:
    day = made or date(2026, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
