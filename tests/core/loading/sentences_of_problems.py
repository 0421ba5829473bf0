"""The sentences by which the sources tell what is wrong in the file of a portfolio."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parents[3] / "src" / "glocal"
MODULES = [
    *(
        f"loading/{name}.py"
        for name in """known packs plain_yaml policy_checks portfolio portfolio_build
        portfolio_checks provision_checks schema taxonomy""".split()
    ),
    *(
        f"io/{name}.py"
        for name in """portfolio_xlsx_read sheet_document
        sheet_entries sheet_table sheet_values sheet_voice spreadsheet_cell workbook delimited
        interactions_book interactions_grid interactions_labels interactions_long interactions_read
        interactions_square interactions_values action_list forms_read forms_values
        questionnaire_read""".split()
    ),
]
SCHEMAS = ("portfolio", "policy", "provision", "taxonomy-extension")


def sentences() -> set[str]:
    """Each with ``{}`` for whatever is put in."""
    found = {text for name in MODULES for text in _of_module(SOURCES / name)}
    for name in SCHEMAS:
        schema = SOURCES / "knowledge" / "schema" / f"{name}.schema.json"
        found |= set(_descriptions(json.loads(schema.read_text("utf-8"))))
    return found


def _of_module(path: Path) -> Iterator[str]:
    if not path.exists():
        return
    tree = ast.parse(path.read_text("utf-8"))
    quiet = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for one in body if isinstance(body, list) else ():
            if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                quiet.add(id(one.value))
        if isinstance(node, ast.Raise):
            continue
        if isinstance(node, ast.JoinedStr):
            quiet |= {id(value) for value in node.values}
    for node in ast.walk(tree):
        if id(node) in quiet:
            continue
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(
                str(value.value) if isinstance(value, ast.Constant) else "{}"
                for value in node.values
            )
        if re.search(r"^['A-Z{].* .*[.?]$", text, re.DOTALL):
            yield text


def _descriptions(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "pattern" in value or "minimum" in value or "maximum" in value:
            yield str(value.get("description", ""))
        for item in value.values():
            yield from _descriptions(item)
    elif isinstance(value, list):
        for item in value:
            yield from _descriptions(item)
