"""What every template and style sheet keeps: strict policy, both writing directions."""

import re
from pathlib import Path

import pytest

SITE = Path(__file__).parents[2] / "src" / "glocal_web"
TEMPLATES = sorted(SITE.rglob("*.html"))
STYLES = sorted(SITE.rglob("static/**/*.css"))

INLINE_STYLE = re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\s(?:src|type=\"application/(?:ld\+)?json\"))", re.I)
INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
FOREIGN_HOST = re.compile(r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//")
PHYSICAL_SIDE = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border)-(?:left|right)|left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# What leaves by e-mail: mail programs load no style sheets, and no policy of ours reaches them.
LETTERS = {"portal/templates/notices/letter.html"}


def named(path: Path) -> str:
    return str(path.relative_to(SITE))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_template_keeps_the_content_security_policy(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert named(template) in LETTERS or not INLINE_STYLE.search(text)
    assert not INLINE_SCRIPT.search(text)
    assert not INLINE_HANDLER.search(text)
    assert not FOREIGN_HOST.search(text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_template_breaks_no_sentence_into_untranslatable_pieces(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    untrimmed = re.findall(r"{%\s*blocktranslate\b(?![^%]*\btrimmed\b)[^%]*%}", text)
    assert untrimmed == []


@pytest.mark.parametrize("page_file", TEMPLATES + STYLES, ids=named)
def test_file_is_tidy(page_file: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    untidy = [line for line in text.splitlines() if line != line.rstrip() or "\t" in line]
    assert untidy == []
    assert text.endswith("\n")


@pytest.mark.parametrize("sheet", STYLES, ids=named)
def test_style_sheet_works_from_right_to_left(sheet: Path) -> None:
    text = COMMENT.sub("", sheet.read_text(encoding="utf-8"))
    physical = [line.strip() for line in text.splitlines() if PHYSICAL_SIDE.search(line)]
    assert physical == []
