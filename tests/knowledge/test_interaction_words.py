"""The words of interactions: complete in four languages, and sentences that hold together."""

from shutil import copytree

import pytest

from glocal.interactions.micmac import Quarter
from glocal.interactions.screening import PairReason
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words, interaction_words_problems
from glocal.loading.roots import knowledge_root
from glocal.loading.templates import placeholders
from glocal.model.interaction import HIGHEST, LOWEST, InteractionLevel, ItemKind

each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_there_are_no_problems():
    assert interaction_words_problems() == []


@each_language
def test_everything_that_the_code_names_has_words_and_nothing_else(language):
    words = interaction_words(language)

    assert words.language == language
    assert list(words.levels) == [level.key for level in InteractionLevel]
    assert set(words.reasons) == {reason.value for reason in PairReason}
    assert set(words.kinds) == {kind.value for kind in ItemKind}
    assert set(words.quarters) == {quarter.value for quarter in Quarter}
    assert set(words.loops) == {"reinforcing", "balancing"}


@each_language
def test_no_two_points_of_the_scale_share_a_word(language):
    levels = interaction_words(language).levels.values()

    for kind in ("name", "answer", "sentence", "step", "meaning", "example"):
        assert len({getattr(level, kind) for level in levels}) == len(levels), kind


@each_language
def test_the_sentence_of_a_level_names_both_sides_and_its_step_one(language):
    words = interaction_words(language)

    assert placeholders(words.question) == {"source", "target"}
    assert placeholders(words.quote) == {"title"}
    for value in range(LOWEST, HIGHEST + 1):
        level = words.level(value)
        assert placeholders(level.sentence) == {"source", "target"}
        assert placeholders(level.step) == {"item"}
        assert level.meaning.endswith(".")
        assert level.example.endswith(".")


@each_language
def test_names_of_sheets_are_short_enough_and_differ(language):
    sheets = interaction_words(language).sheets

    assert len({name.casefold() for name in sheets.values()}) == len(sheets)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in sheets.values())


@each_language
def test_columns_of_files_differ(language):
    columns = interaction_words(language).columns

    assert len({name.casefold() for name in columns.values()}) == len(columns)


def test_an_unknown_language_speaks_english():
    assert interaction_words("de").language == "en"


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("  corner: ", "  corners: ", "not known here"),
        ("{source} {step}", "{target} {step}", "Other places are open"),
        ("  prerequisite: ", "  prerequisites: ", "There is no passage"),
    ],
)
def test_a_translation_that_does_not_fit_is_told(tmp_path, before, after, what):
    root = copytree(knowledge_root() / "interactions", tmp_path / "interactions").parent
    page = root / "interactions" / "text" / "es.yaml"
    page.write_text(page.read_text("utf-8").replace(before, after, 1), "utf-8")

    problems = interaction_words_problems(root)

    assert any(what in problem.what for problem in problems)
    assert all(problem.file == "interactions/text/es.yaml" for problem in problems)
