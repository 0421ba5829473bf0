"""The public pages about the methods: one Markdown file each, in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString

from glocal.errors import UnknownNameError
from glocal.loading.roots import knowledge_root
from glocal_web.portal.mappers.markdown import markdown_html

LANGUAGE = "en"
FIRST = "scores"
"""The page that says how all the others fit together."""


@dataclass(frozen=True)
class MethodLine:
    """One page in the list: its slug, its title, and its first sentence."""

    slug: str
    title: str
    summary: str


@dataclass(frozen=True)
class MethodPage:
    """One page with its text as HTML, without its title."""

    line: MethodLine
    body: SafeString


def method_list() -> tuple[MethodLine, ...]:
    """Every page about a method: the overview first, the others by title."""
    lines = [_line(path) for path in _files().values()]
    return tuple(sorted(lines, key=lambda line: (line.slug != FIRST, line.title.lower())))


def method_page(slug: str) -> MethodPage:
    """The page called ``slug``. Raises ``UnknownNameError`` when there is none."""
    # Looked up among the files that exist: what was typed never becomes part of a path.
    path = _files().get(slug)
    if path is None:
        raise UnknownNameError(f"There is no page about a method {slug!r}.")
    _, _, body = path.read_text(encoding="utf-8").partition("\n")
    return MethodPage(_line(path), markdown_html(body, _target))


def _files() -> dict[str, Path]:
    pages = sorted(_folder().glob("*.md"))
    return {path.stem: path for path in pages if path.stem.lower() != "readme"}


@cache
def _folder() -> Path:
    # A package carries the pages beside its knowledge; a checkout has them among its documents.
    packaged = knowledge_root() / "methods"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[4] / "docs/methods"


def _line(path: Path) -> MethodLine:
    title, _, body = path.read_text(encoding="utf-8").partition("\n")
    first = next((part for part in body.split("\n\n") if part.strip()), "")
    return MethodLine(path.stem, title.lstrip("# ").strip(), _plain(first))


def _plain(paragraph: str) -> str:
    """The first sentence without its Markdown."""
    words = re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", paragraph)
    words = " ".join(re.sub(r"[*_`]", "", words).split())
    sentence = re.match(r".+?[.!?](?=\s|$)", words)
    return sentence[0] if sentence else words


def _target(href: str) -> str | None:
    """Links to another method's file lead to its page; files of the repository are not here."""
    if href.startswith(("https://", "http://", "#")):
        return href
    name, mark, fragment = href.partition("#")
    slug = name.removeprefix("./").removesuffix(".md")
    if slug not in _files():
        return None
    return reverse("portal:method", args=[slug]) + mark + fragment
