"""The words of the spreadsheets that people fill in: complete, and none of two meanings."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from glocal.loading.form_words import form_words_problems
from glocal.loading.roots import knowledge_root


def changed(tmp_path: Path, before: str, after: str) -> Path:
    """The knowledge with other Spanish words of the spreadsheets."""
    root = copytree(knowledge_root() / "forms", tmp_path / "forms").parent
    page = root / "forms" / "text" / "es.yaml"
    text = page.read_text("utf-8")
    assert before in text
    page.write_text(text.replace(before, after, 1), "utf-8")
    return root


def test_there_are_no_problems() -> None:
    assert form_words_problems() == []


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("  said_by: ", "  said: ", "There is no passage"),
        ("name: Enlace", "name: Fecha del documento", "means 'link' already"),
        ("name: Plazo", "name: Answer", "means 'answer' already"),
        ("dont-know: No se sabe", "dont-know: No aplicable", "means 'not-applicable' already"),
        ("sheets: {", "sheets: {{", "not YAML"),
    ],
)
def test_words_that_do_not_fit_are_told(tmp_path: Path, before: str, after: str, what: str) -> None:
    problems = form_words_problems(changed(tmp_path, before, after))
    assert any(what in problem.what for problem in problems)
    assert {problem.file for problem in problems} <= {
        f"forms/text/{one}.yaml" for one in ("es", "fr", "ar")
    }
    assert all(problem.line for problem in problems)
