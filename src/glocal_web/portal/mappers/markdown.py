"""Text in Markdown as HTML that fits the site: framed tables, working links, no raw HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

LinkTarget = Callable[[str], str | None]
"""Where a link of the text leads on the site; ``None`` takes the link away and keeps its words."""


def markdown_html(text: str, link_target: LinkTarget) -> SafeString:
    """The HTML of ``text``. Raw HTML in it is shown as it was typed and never run."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")
    tokens = parser.parse(text)
    _name_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = _with_links(token.children, link_target)
    # Safe: the parser escapes everything that is not Markdown (html=False).
    return mark_safe(parser.renderer.render(tokens, parser.options, {}))  # noqa: S308


def anchor(heading: str) -> str:
    """A heading's address inside its page, as in ``a-worked-example``."""
    plain = unicodedata.normalize("NFKD", heading.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class _Renderer(RendererHTML):
    """Tables and blocks of code scroll inside a frame that the keyboard reaches."""

    def table_open(self, *arguments: Any) -> str:
        return '<div class="table-frame" role="group" tabindex="0"><table class="table">\n'

    def table_close(self, *arguments: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("scope", "col")
        return self._cell(tokens, index, options, env)

    def td_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return self._cell(tokens, index, options, env)

    def fence(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return self.code_block(tokens, index, options, env)

    def code_block(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        plain: str = super().code_block(tokens, index, options, env)
        return plain.replace("<pre", '<pre tabindex="0"', 1)

    def _cell(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        # The parser aligns by a style attribute, which the security policy refuses.
        style = str(tokens[index].attrs.pop("style", ""))
        if "right" in style:
            tokens[index].attrSet("class", "number")
        return self.renderToken(tokens, index, options, env)


def _name_headings(tokens: Sequence[Token]) -> None:
    taken: set[str] = set()
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            name = base = anchor(words.content) or "section"
            number = 1
            while name in taken:
                number += 1
                name = f"{base}-{number}"
            taken.add(name)
            opening.attrSet("id", name)


def _with_links(children: Sequence[Token], link_target: LinkTarget) -> list[Token]:
    kept: list[Token] = []
    dropped = 0
    for token in children:
        if token.type == "link_open":
            target = link_target(str(token.attrGet("href") or ""))
            if target is None:
                dropped += 1
                continue
            token.attrSet("href", target)
            if target.startswith("http"):
                token.attrSet("rel", "noreferrer")
        elif token.type == "link_close" and dropped:
            # Links cannot be nested in Markdown, so this closes the one that was taken away.
            dropped -= 1
            continue
        kept.append(token)
    return kept
