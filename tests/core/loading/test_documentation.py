"""The pages about framework files say what the schemas say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from glocal.loading.framework_checks import vocabulary_problems
from glocal.loading.portfolio import portfolio_of_bytes
from glocal.loading.provision_checks import NEEDED, ONLY
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import shape_problems
from glocal.loading.yaml_file import YamlFile
from glocal.model.provision import Modality

DOCS = Path(__file__).parents[3] / "docs"
SCHEMAS = ("framework", "indicator", "framework-text", "indicator-text")


def keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys(part)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_of_a_schema_stands_in_the_reference(name):
    text = (DOCS / "reference" / "framework-files.md").read_text("utf-8")
    named = {part for quoted in re.findall(r"`([^`]+)`", text) for part in quoted.split(".")}
    path = knowledge_root() / "schema" / f"{name}.schema.json"
    # The parts of a source, a grade list and a band are named in the line of their list.
    assert set(keys(json.loads(path.read_text("utf-8")))) - named - {"read"} == set()


KNOWLEDGE = (
    "linkage",
    "linkage-text",
    "effects-check",
    "effects-check-text",
    "practice",
    "practice-text",
    "crosswalk",
    "crosswalk-text",
    "terminology",
)


@pytest.mark.parametrize("name", KNOWLEDGE)
def test_every_key_of_a_knowledge_file_stands_in_its_reference(name):
    text = (DOCS / "reference" / "knowledge-files.md").read_text("utf-8")
    named = set(re.findall(r"`([^`]+)`", text))
    path = knowledge_root() / "schema" / f"{name}.schema.json"
    assert set(keys(json.loads(path.read_text("utf-8")))) - named == set()


PORTFOLIO = (DOCS / "reference" / "portfolio-files.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["portfolio", "policy", "provision"])
def test_every_key_of_a_portfolio_stands_in_its_reference(name):
    named = set(re.findall(r"`([^`]+)`", re.sub(r"```.+?```", "", PORTFOLIO, flags=re.DOTALL)))
    path = knowledge_root() / "schema" / f"{name}.schema.json"
    assert set(keys(json.loads(path.read_text("utf-8")))) - named == set()


def test_the_example_of_the_reference_is_a_right_portfolio():
    block = re.search(r"```yaml\n(.+?)```", PORTFOLIO, re.DOTALL)[1]
    loaded = portfolio_of_bytes(block.encode(), "city.yaml")
    assert loaded.portfolio.policies["registry-rules"].number == "012"
    assert loaded.portfolio.provisions["register-everybody"].article == "3.10"


def test_the_table_of_modalities_says_what_each_needs_and_may_have():
    rows = {
        cells[0].strip("`"): cells
        for line in PORTFOLIO.splitlines()
        if line.count("|") == 5
        for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
    }
    for modality in Modality:
        needed, possible = (set(re.findall(r"`(\w+)`", cell)) for cell in rows[modality][2:4])
        assert needed == set(NEEDED.get(modality, {}))
        only = {slot for slot, modalities in ONLY.items() if modality in modalities}
        assert needed | possible == only


def test_the_indicator_of_the_how_to_is_a_valid_one():
    text = (DOCS / "howto" / "add-an-indicator.md").read_text("utf-8")
    block = re.search(r"```yaml\n(.+?)```", text, re.DOTALL)[1]
    file = YamlFile("B2.22.yaml", yaml.safe_load(block), block)
    assert shape_problems(file, "indicator") == []
    assert vocabulary_problems(file, (), file.value) == []


@pytest.mark.parametrize(
    "page", ["howto/add-an-indicator", "howto/add-a-framework", "howto/propose-a-change"]
)
def test_files_and_pages_that_a_how_to_names_exist(page):
    path = DOCS / f"{page}.md"
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (path.parent / target).exists(), target
    for named in re.findall(r"`((?:tests|src|docs)/[\w./-]+)`", text):
        assert (DOCS.parent / named).exists(), named
