"""The reference pages of the rules say what their data and words say."""

import importlib.util
from types import ModuleType

import pytest

from glocal.loading.rules import rules
from tests.docs.pages import ROOT, links

FOLDER = ROOT / "docs" / "reference" / "rules"


def script() -> ModuleType:
    place = ROOT / "scripts" / "make_rule_pages.py"
    spec = importlib.util.spec_from_file_location("make_rule_pages", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = script().pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_script_makes_of_the_data(name: str) -> None:
    told = (FOLDER / name).read_text(encoding="utf-8")
    assert told == PAGES[name], "Run scripts/make_rule_pages.py."


def test_there_is_a_page_for_every_rule_and_no_other() -> None:
    assert {path.name for path in FOLDER.glob("*")} == set(PAGES)
    assert len(PAGES) == len(rules()) + 1


def test_every_rule_is_in_the_list_of_documents() -> None:
    listed = set(links(ROOT / "docs" / "README.md"))
    assert {f"reference/rules/{name}" for name in PAGES} <= listed


@pytest.mark.parametrize("code", rules())
def test_a_page_tells_every_variant_mend_and_near_miss(code: str) -> None:
    page = PAGES[f"{code.lower()}.md"]
    rule = rules()[code]
    for name in (*rule.variants, *rule.mends):
        assert f"`{name}`" in page
    assert "{" not in page
    for source in rule.sources:
        assert source.title in page
