"""The style sheet and the script: complete, direction-free, light, without anything inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from glocal_web.portal.bundles import (
    BUNDLES,
    FINDINGS,
    READING,
    SCRIPTS,
    SOURCES,
    STYLES,
    script,
    style_sheet,
)

TEMPLATES = SOURCES.parent.parent / "templates"
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|"
    r"(?:text-align|float):\s*(?:left|right)"
)


def test_every_file_is_in_the_bundle_or_linked_by_the_pages_of_its_area() -> None:
    pages = "".join(file.read_text("utf-8") for file in TEMPLATES.rglob("*.html"))
    for kind, bundled in (("css", [*STYLES, *FINDINGS, *READING]), ("js", SCRIPTS)):
        files = {file.stem for file in (SOURCES / kind).glob(f"*.{kind}")}
        assert set(bundled) <= files
        lost = [
            name for name in files - set(bundled) if f"portal/{kind}/{name}.{kind}" not in pages
        ]
        assert lost == []
    assert [bundle for bundle in BUNDLES if bundle not in pages] == []


@pytest.mark.parametrize("file", sorted((SOURCES / "css").glob("*.css")), ids=lambda f: f.stem)
def test_styles_know_start_and_end_but_not_left_and_right(file: Path) -> None:
    assert PHYSICAL.findall(file.read_text("utf-8")) == []


def test_every_token_that_is_used_is_declared() -> None:
    css = style_sheet(STYLES)
    used = set(re.findall(r"var\(--([\w-]+)", css))
    assert used - set(re.findall(r"--([\w-]+):", css)) == set()


def test_style_sheet_and_script_together_weigh_little_on_a_slow_line() -> None:
    packed = len(gzip.compress(style_sheet(STYLES).encode())) + len(
        gzip.compress(script().encode())
    )
    assert packed < 25_000


def test_the_bundles_are_found_like_any_static_file() -> None:
    found = finders.find("portal/glocal.css")
    assert found
    assert Path(found).read_text("utf-8") == style_sheet(STYLES)
    assert finders.find("portal/nothing.css") is None


@pytest.mark.parametrize(
    "file", sorted(TEMPLATES.rglob("*.html")), ids=lambda f: str(f.relative_to(TEMPLATES))
)
def test_templates_carry_no_inline_styles_or_scripts(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    for attributes in re.findall(r"<script\b([^>]*)>", text):
        assert "src=" in attributes or "application/json" in attributes
