"""The reference names what the code has: no more and no less."""

import re
from pathlib import Path

import pytest

from glocal.cli.main import build_parser
from glocal.model.trace import Method
from tests.docs.pages import PAGES, ROOT, named

SITE = ROOT / "src" / "glocal_web"
METHODS = ROOT / "docs" / "methods"

# Not settings of a site: the scripts read them.
OF_SCRIPTS = {"GLOCAL_CHROMIUM"}


def sources(*folders: Path, ending: str) -> str:
    texts = [
        path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob(ending)
    ]
    return "\n".join(texts)


def documented_settings() -> set[str]:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_every_setting_of_the_code_is_documented_and_no_other() -> None:
    read = re.compile(
        r"(?:os\.environ(?:\.get)?[\[(]|environment\.(?:flag|words|number)\(|\bflag\(|\bwords\()\s*"
        r"\"((?:GLOCAL_|DATABASE_)[A-Z_]+)\"|\"((?:GLOCAL_|DATABASE_)[A-Z_]+)\" in os\.environ"
    )
    code = sources(SITE, ending="*.py")
    found = {name for groups in read.findall(code) for name in groups if name}
    assert found == documented_settings() - OF_SCRIPTS


def test_settings_that_other_pages_name_are_documented() -> None:
    known = documented_settings()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        names = set(re.findall(r"\b(?:GLOCAL_[A-Z_]+|DATABASE_URL)\b", text))
        assert names <= known | {"GLOCAL_UPLOAD_LIMIT"}, named(page)


def test_every_command_is_in_the_reference_and_no_other() -> None:
    parser = build_parser()
    choices = next(action.choices for action in parser._actions if isinstance(action.choices, dict))
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## glocal ([\w-]+)$", page, re.MULTILINE)) == set(choices)


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_options_of_the_site_commands_exist(command: str) -> None:
    pytest.importorskip("django")
    parser = build_parser()
    choices = next(action.choices for action in parser._actions if isinstance(action.choices, dict))
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    section = page.partition(f"## glocal {command}\n")[2].partition("\n## ")[0]
    options = set(re.findall(r"--[a-z][a-z-]+", section))
    assert options <= set(choices[command]._option_string_actions)


def test_commands_that_pages_show_exist() -> None:
    parser = build_parser()
    choices = next(action.choices for action in parser._actions if isinstance(action.choices, dict))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shown = re.findall(
            r"(?:^ {4,}(?:\.venv/bin/)?|`)glocal ([a-z]+(?:-[a-z]+)*)", text, re.MULTILINE
        )
        assert set(shown) <= set(choices), named(page)


def test_scripts_and_modules_that_pages_name_exist() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for path in re.findall(r"`((?:src|scripts|tests|bench|docs)/[\w./-]+\.\w+)`", text):
            assert (ROOT / path).exists(), f"{named(page)}: {path}"


def test_every_rule_of_a_trace_has_its_page() -> None:
    pages = {path.stem for path in METHODS.glob("*.md")}
    assert {str(method) for method in Method} <= pages


def test_every_method_page_that_the_site_or_the_core_names_exists() -> None:
    templates = sources(SITE, ending="*.html")
    code = sources(SITE, ROOT / "src" / "glocal", ending="*.py")
    linked = set(re.findall(r"portal:method['\"]\s+['\"]([\w.-]+)['\"]", templates))
    linked |= set(re.findall(r"docs/methods/([\w.-]+)\.md", code))
    linked |= set(re.findall(r"[\"']/methods/([\w.-]+)/", templates + code))
    assert linked - {path.stem for path in METHODS.glob("*.md")} == set()


def test_documents_that_docstrings_name_exist() -> None:
    code = sources(ROOT / "src", ending="*.py")
    named_in_code = set(re.findall(r"(docs/[\w/.-]+\.md)", code))
    assert {path for path in named_in_code if not (ROOT / path).exists()} == set()


def test_the_table_of_permissions_is_that_of_the_code() -> None:
    def rows(text: str, cells: str) -> dict[str, list[str]]:
        found = {}
        for line in text.splitlines():
            words = re.findall(cells, line)
            if words:
                found[re.split(r"\s{2,}|\|", line.strip(" |"))[0].strip()] = words
        return found

    code = (SITE / "portal" / "permissions.py").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "reference" / "permissions.md").read_text(encoding="utf-8")
    in_code = [words for words in rows(code, r"\b(yes|no)\b").values() if len(words) == 6]
    in_page = [words for words in rows(page, r"\b(yes|no)\b").values() if len(words) == 6]
    # Checking evidence has a line of its own in the code and shares one on the page.
    assert [words for number, words in enumerate(in_code) if number != 4] == in_page
