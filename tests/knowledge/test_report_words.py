"""The words of the report: complete in four languages, with the same places left open."""

from pathlib import Path
from shutil import copytree

import pytest

from glocal.loading.families import LANGUAGES
from glocal.loading.report_words import report_words, report_words_problems
from glocal.loading.roots import knowledge_root
from glocal.model.scorecard import Withheld
from glocal.reports.report_source import Part


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_the_report_asks_for_has_words(language: str) -> None:
    words = report_words(language)
    assert set(words.withheld) == {one.value for one in Withheld}
    assert set(words.parts) == set(Part)
    assert set(words.title) == {"full", "council"}


def test_a_language_that_nobody_writes_gets_english() -> None:
    assert report_words("xx").language == "en"


def test_a_missing_passage_and_another_open_place_are_named(tmp_path: Path) -> None:
    root = copytree(knowledge_root() / "report", tmp_path / "report").parent
    path = root / "report" / "text" / "es.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('  page: "Página {page} de {pages}"\n', "")
    path.write_text(text.replace("{low} y {high}", "{low} y {highest}", 1), encoding="utf-8")
    found = [str(problem) for problem in report_words_problems(root)]
    assert any("marks.page" in problem for problem in found)
    assert any("Other places are open" in problem for problem in found)
